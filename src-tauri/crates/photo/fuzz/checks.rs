//! What has to hold for any bytes: run by the fuzz targets, and by a test over the inputs that once broke it.

#![allow(dead_code, reason = "each target uses its own")]

use photo::{Format, Limits, RawKind};

/// Any bytes are recognised or refused, and a refusal has words.
pub(crate) fn sniff(bytes: &[u8]) {
    if let Err(error) = photo::sniff(bytes) {
        assert!(!error.to_string().is_empty());
    }
}

/// Room that only following the pixels finds, and damage: strip copies pixels as they are.
const LEFT: [&str; 8] = [
    "damaged: ",
    "bytes behind the last",
    "more bytes than the rows",
    "a restart marker out of order",
    "a JPEG process",
    "a palette that no pixel needs",
    "a quantisation table that nothing uses",
    "transparency",
];

/// What strip gives back carries no metadata the second reader knows, and stripping it again changes nothing.
pub(crate) fn strip(bytes: &[u8]) {
    let Ok(format) = photo::sniff(bytes) else { return };
    let Ok(stripped) = photo::strip(bytes, format) else { return };
    assert!(photo::strip(&stripped, format).as_ref() == Ok(&stripped), "stripping again changes something");
    for finding in photo::inspect(&stripped) {
        assert!(LEFT.iter().any(|left| finding.what.starts_with(left)), "{finding:?}");
    }
}

/// Any bytes are proved clean or have findings, and what is clean is stripped without complaint.
pub(crate) fn prove(bytes: &[u8]) {
    let findings = photo::inspect(bytes);
    match photo::prove(bytes.to_vec()) {
        Ok(clean) => {
            assert!(findings.is_empty());
            assert!(clean.width() > 0 && clean.height() > 0);
            if clean.format() != Format::Avif {
                assert!(photo::strip(clean.bytes(), clean.format()).is_ok());
            }
        }
        Err(_) => assert!(!findings.is_empty()),
    }
}

/// Whatever the bytes are taken for, reading what the camera wrote ends with an answer of bounded length.
pub(crate) fn capture(bytes: &[u8]) {
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
}
