//! Any bytes are proved clean or have findings, and what is clean is stripped without complaint.
#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let findings = photo::inspect(bytes);
    match photo::prove(bytes.to_vec()) {
        Ok(clean) => {
            assert!(findings.is_empty());
            assert!(clean.width() > 0 && clean.height() > 0);
            if clean.format() != photo::Format::Avif {
                assert!(photo::strip(clean.bytes(), clean.format()).is_ok());
            }
        }
        Err(_) => assert!(!findings.is_empty()),
    }
});
