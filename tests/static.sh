#!/usr/bin/env bash
# One file that needs no library: builds it (static, position-independent), and runs it where there is nothing else at all.
#   tests/static.sh [PROFILE]    PROFILE is release where none is named
# The file is target/static/TARGET/PROFILE/tiaowen; it runs on every Linux of this machine's architecture.
set -eu
cd "$(dirname "$0")/.."
profile=${1:-release}
target=$(rustc -vV | sed -n 's/^host: //p')
RUSTFLAGS="-C target-feature=+crt-static" cargo build -q --profile "$profile" --target "$target" --target-dir target/static --bin tiaowen
made=target/static/$target/$profile/tiaowen
! readelf -l "$made" | grep -q INTERP || { echo "$made asks for a loader"; exit 1; }
! readelf -d "$made" | grep -q NEEDED || { echo "$made asks for a library"; exit 1; }

jail=$(mktemp -d)
trap 'rm -rf "$jail"' EXIT
cp "$made" seeds/treaty.txt "$jail"
# Who is not root here is root in a name space of his own.
inside() { if [ "$(id -u)" = 0 ]; then chroot "$jail" /tiaowen "$@"; else unshare -r chroot "$jail" /tiaowen "$@"; fi; }
inside convert --to pdf,docx,epub,tei -o /out /treaty.txt
inside verify /treaty.txt /out
printf '%s: %s bytes\n' "$made" "$(stat -c %s "$made")"
