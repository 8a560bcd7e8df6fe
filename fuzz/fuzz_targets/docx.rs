#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    let (choice, parts) = bytes.split_first().unwrap_or((&0, bytes));
    tiaowen_fuzz::reads("docx", &[&[*choice], tiaowen_fuzz::package(parts).as_slice()].concat());
});
