#!/usr/bin/env bash
# Fuzzes every target for so many seconds, with coverage: fuzz/all.sh [SECONDS]
# What was found before stays in fuzz/corpus and is begun with; how much was tried stands in the last lines.
set -u
cd "$(dirname "$0")" || exit 2
seconds=${1:-60}
RUSTC_WRAPPER="$PWD/rustc.sh" CARGO_INCREMENTAL=0 cargo build -q || exit
failed=0
for target in $(sed -n '/^\[\[bin\]\]/,$ s/^name = "\(.*\)"/\1/p' Cargo.toml); do
  mkdir -p "corpus/$target"
  kind=${target#verify-}
  begin=() words=()
  [ -d "seeds/$kind" ] && begin=("seeds/$kind")
  [ -f "dict/$kind.dict" ] && words=(-dict="dict/$kind.dict")
  said=$("target/debug/$target" "corpus/$target" "${begin[@]}" "${words[@]}" -max_len=700 -max_total_time="$seconds" \
    -timeout=20 -rss_limit_mb=3000 -print_final_stats=1 -artifact_prefix="corpus/" 2>&1) || { failed=1; grep -A1 panicked <<<"$said"; }
  echo "$target: $(sed -n 's/^stat::number_of_executed_units: *//p' <<<"$said")"
done
exit $failed
