//! Every target: what it does is told by its name.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| tiaowen_fuzz::run(env!("CARGO_BIN_NAME"), bytes));
