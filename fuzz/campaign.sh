#!/usr/bin/env bash
# Millions of tries by their numbers, without coverage: fuzz/campaign.sh LOG [BEGINNINGS [ROUNDS]]
# Every round does a share of every target, two at once and behind all other work; the log has a line for each share (target, tries,
# broken promises, seconds). What breaks a promise stands in LOG.found.
set -eu
log=$(realpath -m "${1:?a log}") beginnings=$(realpath -m "${2:-$(dirname "$0")/seeds}") rounds=${3:-10}
cd "$(dirname "$0")"
CARGO_INCREMENTAL=0 cargo build -q --release --example plain --target-dir "${PLAIN_TARGET:-target/plain}"
plain=$PWD/${PLAIN_TARGET:-target/plain}/release/examples/plain
mkdir -p "$log.found"

# How often each is tried, by what it costs.
tries() {
  case $1 in
    text | html | md | docx | pdf) echo 1010000 ;;
    numbers) echo 1500000 ;;
    to-*) echo 101000 ;;
    metadata | bag) echo 5000 ;;
    verify-* | profile | corrections) echo 100000 ;;
    *) echo 150000 ;;
  esac
}

for ((round = 0; round < rounds; round++)); do
  for target in $(sed -n '/^\[\[bin\]\]/,$ s/^name = "\(.*\)"/\1/p' Cargo.toml); do
    all=$(tries "$target")
    echo "$target $((all * round / rounds)) $((all * (round + 1) / rounds)) $beginnings/${target#verify-} $log.found"
  done
done | RUST_BACKTRACE=0 nice -n 19 xargs -P 2 -L 1 "$plain" 2>"$log.said" >>"$log"
awk '{n += $2; broken += $3} END {print n " tries, " broken " broken promises"}' "$log"
