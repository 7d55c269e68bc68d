//! Any file is read without a crash, and what is found lies in it.
#![no_main]
libfuzzer_sys::fuzz_target!(|data: &[u8]| rolewright_tests::fuzz::import(data));
