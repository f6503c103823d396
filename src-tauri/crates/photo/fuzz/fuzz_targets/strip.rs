//! What strip gives back carries no metadata the second reader knows, and stripping it again changes nothing.
#![no_main]

use libfuzzer_sys::fuzz_target;

/// Room that only following the pixels finds, and damage: strip copies pixels as they are.
const LEFT: [&str; 7] = [
    "damaged: ",
    "bytes behind the last",
    "more bytes than the rows",
    "a restart marker out of order",
    "a JPEG process",
    "a palette that no pixel needs",
    "transparency",
];

fuzz_target!(|bytes: &[u8]| {
    let Ok(format) = photo::sniff(bytes) else { return };
    let Ok(stripped) = photo::strip(bytes, format) else { return };
    assert_eq!(photo::strip(&stripped, format).as_ref(), Ok(&stripped));
    for finding in photo::inspect(&stripped) {
        assert!(LEFT.iter().any(|left| finding.what.starts_with(left)), "{finding:?}");
    }
});
