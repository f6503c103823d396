//! Any bytes are recognised or refused, and a refusal has words.
#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    if let Err(error) = photo::sniff(bytes) {
        assert!(!error.to_string().is_empty());
    }
});
