#!/usr/bin/env bash
# rustc, which counts what is reached in this tool's own code: libraries are fast without. Comparisons are not traced: there are so
# many that nearly all of the time went into them.
case " $* " in
  *" --crate-name tiaowen "* | *" --crate-name tiaowen_fuzz "*)
    set -- "$@" -Cpasses=sancov-module -Cllvm-args=-sanitizer-coverage-level=3 \
      -Cllvm-args=-sanitizer-coverage-inline-8bit-counters -Cllvm-args=-sanitizer-coverage-pc-table --cfg fuzzing ;;
esac
exec "$@"
