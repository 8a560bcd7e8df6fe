#!/usr/bin/env bash
# rustc, which counts what is reached in this tool's own code: libraries are fast without.
case " $* " in
  *" --crate-name tiaowen "* | *" --crate-name tiaowen_fuzz "*)
    set -- "$@" -Cpasses=sancov-module -Cllvm-args=-sanitizer-coverage-level=3 \
      -Cllvm-args=-sanitizer-coverage-inline-8bit-counters -Cllvm-args=-sanitizer-coverage-pc-table \
      -Cllvm-args=-sanitizer-coverage-trace-compares --cfg fuzzing ;;
esac
exec "$@"
