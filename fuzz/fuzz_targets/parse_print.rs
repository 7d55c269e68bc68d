//! Any text parses, prints back, and formats without a change of meaning.
#![no_main]
libfuzzer_sys::fuzz_target!(|data: &[u8]| rolewright_tests::fuzz::parse_print(data));
