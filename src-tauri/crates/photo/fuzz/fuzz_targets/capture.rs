//! Whatever the bytes are taken for, reading what the camera wrote ends with an answer of bounded length.
#![no_main]

use libfuzzer_sys::fuzz_target;
use photo::{Format, Limits, RawKind};

const FORMATS: [Format; 8] = [
    Format::Jpeg,
    Format::Png,
    Format::Webp,
    Format::Tiff,
    Format::Heic,
    Format::Raw(RawKind::Cr3),
    Format::Raw(RawKind::Raf),
    Format::Raw(RawKind::Orf),
];

fuzz_target!(|bytes: &[u8]| {
    let formats = match photo::sniff(bytes) {
        Ok(format) => vec![format],
        Err(_) => FORMATS.to_vec(),
    };
    for format in formats {
        let facts = photo::capture(bytes, format, &Limits::default());
        for text in [facts.make, facts.model, facts.serial].into_iter().flatten() {
            assert!(!text.trim().is_empty() && text.chars().count() <= 100);
        }
    }
});
