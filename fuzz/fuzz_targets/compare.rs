//! The decision procedure against counting.
#![no_main]
libfuzzer_sys::fuzz_target!(|data: &[u8]| rolewright_tests::fuzz::compare(data));
