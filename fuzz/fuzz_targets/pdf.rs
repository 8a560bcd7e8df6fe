#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    let (choice, parts) = bytes.split_first().unwrap_or((&0, bytes));
    tiaowen_fuzz::reads("pdf", &[&[*choice], tiaowen_fuzz::paper(parts).as_slice()].concat());
});
