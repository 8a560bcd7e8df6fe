#!/usr/bin/env bash
# All tests: Rust's own, then the field's judges (tests/judges) on every seed and format.
#   tests/all.sh [--full]    --full: also what takes long
# Ends with "N passed, M failed, K skipped": tests that need what is not there say "skipped: …".
# Every line has its seconds: what is slow is seen.
set -u
cd "$(dirname "$0")/.." || exit 2
export RUST_BACKTRACE=0 LC_ALL=C.UTF-8
T=target/judges
mkdir -p "$T"
PASS=0 FAIL=0 SKIP=0
ok()  { PASS=$((PASS + ${2:-1})); printf 'ok    %s  (%s s)\n' "$1" "$SECONDS"; SECONDS=0; }
bad() { FAIL=$((FAIL + 1)); printf 'FAIL  %s  (%s s)\n' "$1" "$SECONDS"; SECONDS=0; [ -n "${2:-}" ] && printf '%s\n' "$2" | head -20; }
# try NAME COMMAND…: passes when the command exits with 0
try() { local name=$1; shift; local said; if said=$("$@" 2>&1); then ok "$name"; else bad "$name" "$said"; fi; }
finish() { printf '%d passed, %d failed, %d skipped\n' "$PASS" "$FAIL" "$SKIP"; [ "$FAIL" = 0 ]; exit $?; }

SECONDS=0
# Most of the time of the release goes into one thread that optimises it as a whole: all else is done beside it.
cargo build -q --release >"$T/release.log" 2>&1 &
RELEASE=$!
if bash tests/judges/install.sh "$@"; then ok "the judges are installed"; else bad "the judges are installed"; fi

try "cargo fmt" cargo fmt --all -- --check
try "cargo clippy, warnings denied" cargo clippy -q --all-targets -- -D warnings
# What passed says nothing of its own, but for tests that could not be made.
if cargo test --no-fail-fast -- --show-output >"$T/cargo-test.log" 2>&1; then
  SKIP=$(grep -c '^skipped: ' "$T/cargo-test.log"); grep '^skipped: ' "$T/cargo-test.log"
  n=$(awk '/^test result:/ {s += $4} END {print s + 0}' "$T/cargo-test.log")
  ok "cargo test: $n tests" "$n"
else
  bad "cargo test" "$(grep -E "^test .*FAILED|^error|^thread '[^<].*panicked" "$T/cargo-test.log" | cut -c1-300)"
fi
# Every target of the fuzzer by its own program of tests, in an order that is the same every time: about a minute.
fuzzed() { FUZZ=20 cargo test -q --test it fuzz:: -- --show-output >"$T/fuzz.log" 2>&1; }
if fuzzed; then
  ok "fuzzing: $(awk '/^fuzzed: / {s += $2} END {print s}' "$T/fuzz.log") executions over every target"
else
  bad "fuzzing" "$(grep -E 'panicked|, try ' "$T/fuzz.log" | cut -c1-300)"
fi
try "cargo doc, warnings denied" env RUSTDOCFLAGS="-D warnings" cargo doc -q --no-deps --lib
# mdBook warns of what it cannot find and goes on.
book() { "$T/bin/mdbook" build docs >"$T/book.log" 2>&1 && ! grep -E 'WARN|ERROR' "$T/book.log" && [ -f target/book/zh/tutorial.html ]; }
try "the book is built" book
if wait "$RELEASE"; then ok "cargo build --release"; else bad "cargo build --release" "$(cat "$T/release.log")"; fi
[ -x target/release/tiaowen ] || { bad "the binary is there"; finish; }

# counted LOG COMMAND…: adds what a command counts in its last line
counted() {
  local log=$1 p f s; shift
  "$@" | tee "$log"
  read -r p f s < <(tail -1 "$log" | sed -E 's/[^0-9]+/ /g')
  PASS=$((PASS + ${p:-0})) FAIL=$((FAIL + ${f:-1})) SKIP=$((SKIP + ${s:-0}))
}
alone() { for features in "" pdf docx epub cli,serve; do cargo clippy -q --lib --no-default-features --features "$features" -- -D warnings || return; done; }
# The wheel and its engines are a second build and two gigabytes of packages.
case " $* " in
  *" --full "*)
    try "cargo clippy of the Python module" cargo clippy -q --workspace --all-targets -- -D warnings
    try "builds without command line, fonts and writers, and with each of them alone" alone
    try "a static program runs where there is nothing else" bash tests/static.sh
    try "fuzzing with coverage, a minute for every target" bash fuzz/all.sh 60
    try "cargo package" cargo package -q --allow-dirty --no-verify
    try "cargo install" cargo install -q --path . --locked --target-dir target --root "$T/installed"
    try "time grows with the text and no faster" cargo run -q --release --example growth
    counted "$T/python.log" bash tests/judges/python.sh "$@" ;;
esac
counted "$T/judges.log" "$T/venv/bin/python" tests/judges/run.py "$@"
finish
