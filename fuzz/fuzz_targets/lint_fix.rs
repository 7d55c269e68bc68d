//! Every rule runs on any text, and safe fixes mend what they say.
#![no_main]
libfuzzer_sys::fuzz_target!(|data: &[u8]| rolewright_tests::fuzz::lint_fix(data));
