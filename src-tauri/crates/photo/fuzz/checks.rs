//! What has to hold for any bytes: run by the fuzz targets, and by a test over the inputs that once broke it.

#![allow(dead_code, reason = "each target uses its own")]

use photo::{Format, Limits, MasterKind, Orientation, Output, RawKind, RenderSpec};

/// Any bytes are recognised or refused, and a refusal has words.
pub(crate) fn sniff(bytes: &[u8]) {
    if let Err(error) = photo::sniff(bytes) {
        assert!(!error.to_string().is_empty());
    }
}

/// Room that only following the pixels finds, and damage: strip copies pixels as they are.
const LEFT: [&str; 9] = [
    "damaged: ",
    "the picture is too large",
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

/// Any bytes are refused or become a master from which a copy can be made; a stripped master is what strip makes.
pub(crate) fn decode(bytes: &[u8]) {
    // Small, so that an input takes milliseconds.
    let limits = Limits { pixels: 1_000_000, memory: 256 << 20, ..Limits::default() };
    let Ok(master) = photo::make_master(bytes, &limits) else { return };
    let pixels = u64::from(master.image.width()) * u64::from(master.image.height());
    assert!(pixels <= limits.pixels, "{pixels} pixels");
    if master.how == MasterKind::Stripped {
        assert!(photo::strip(bytes, master.source).is_ok_and(|stripped| stripped == master.image.bytes()));
    }
    // The smaller keeps its colours whole; the larger, of a large picture, is made of planes read at a fraction of its size.
    for max_edge in [64, 260] {
        let spec = RenderSpec { max_edge, output: Output::Jpeg { quality: 80 } };
        let copy = photo::render(master.image.bytes(), master.orientation, &photo::Edits::default(), &spec, &limits);
        assert!(copy.is_ok(), "{copy:?}");
    }
}

/// A JPEG is turned into a proved file, or refused.
pub(crate) fn turn(bytes: &[u8]) {
    for orientation in Orientation::ALL.into_iter().skip(1) {
        let Ok(turned) = photo::turn_jpeg(bytes, orientation) else { continue };
        let findings = photo::inspect(&turned);
        assert!(findings.is_empty(), "{orientation:?}: {findings:?}");
        let back = photo::turn_jpeg(&turned, orientation.inverse());
        assert!(back.is_ok(), "{orientation:?}");
    }
}
