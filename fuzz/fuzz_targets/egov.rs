#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| tiaowen_fuzz::reads("egov", bytes));
