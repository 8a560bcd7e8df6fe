#!/usr/bin/env bash
# The Python wheel: linked for old systems, confirmed by auditwheel, installed and tested (install.sh installs what that needs).
#   tests/judges/python.sh [--full]    --full: the wheel as it is released, larger corpora, clusters of several processes
# Ends with "N passed, M failed, K skipped", as pytest counts and two more.
set -u
cd "$(dirname "$0")/../.." || exit 2
T=target/judges V=$PWD/target/judges/pyvenv
PASS=0 FAIL=0 SKIP=0
ok()  { PASS=$((PASS + ${2:-1})); printf 'ok    %s  (%s s)\n' "$1" "$SECONDS"; SECONDS=0; }
bad() { FAIL=$((FAIL + 1)); printf 'FAIL  %s  (%s s)\n%s\n' "$1" "$SECONDS" "$(tail -20 "$2")"; SECONDS=0; }
finish() { printf '%d passed, %d failed, %d skipped\n' "$PASS" "$FAIL" "$SKIP"; [ "$FAIL" = 0 ]; exit $?; }
SECONDS=0

export PATH="$V/bin:$PATH"
rm -rf "$T/wheels"
# Zig links against the C library of old systems; a linker that the machine's own settings name is none of its.
profile=quick
if [ "${1:-}" = --full ]; then profile=release; export TIAOWEN_FULL=1 TIAOWEN_CORPUS=299; fi
if RUSTFLAGS="-Cdebuginfo=0" maturin build -q --zig --compatibility manylinux_2_28 --profile $profile -m python/Cargo.toml \
  --out "$T/wheels" >"$T/python-build.log" 2>&1; then ok "python: the wheel is built"; else bad "python: the wheel is built" "$T/python-build.log"; finish; fi
auditwheel show "$T"/wheels/*.whl >"$T/auditwheel.log" 2>&1
if tr '\n' ' ' <"$T/auditwheel.log" | grep -Eq 'consistent with the following platform tag: +"manylinux_2_(1[0-9]|2[0-8])_'; then
  ok "python: the wheel runs on systems as old as manylinux_2_28 (auditwheel)"
else bad "python: the wheel runs on systems as old as manylinux_2_28 (auditwheel)" "$T/auditwheel.log"; fi
pip install -q --force-reinstall --no-deps "$T"/wheels/*.whl >"$T/python-wheel.log" 2>&1 || bad "python: the wheel is installed" "$T/python-wheel.log"
if python -m pytest -q -rs --durations=5 -p no:cacheprovider python/tests >"$T/pytest.log" 2>&1; then
  count() { grep -oE "[0-9]+ $1" "$T/pytest.log" | tail -1 | cut -d' ' -f1; }
  n=$(count passed); s=$(count skipped); SKIP=$((SKIP + ${s:-0}))
  grep '^SKIPPED' "$T/pytest.log" | sed 's/^SKIPPED/skipped:/'
  ok "python: pytest, ${n:-0} tests" "${n:-0}"
else bad "python: pytest" "$T/pytest.log"; fi
finish
