#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    let (choice, files) = bytes.split_first().unwrap_or((&0, bytes));
    tiaowen_fuzz::reads("epub", &[&[*choice], tiaowen_fuzz::book(files).as_slice()].concat());
});
