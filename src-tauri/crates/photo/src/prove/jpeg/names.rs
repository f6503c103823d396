//! What application segments are called, and the two that may stay in their barest form.

use memchr::memmem;

/// How a segment begins (marker, first bytes) and what it is called.
const KNOWN: &[(u8, &[u8], &str)] = &[
    (0xE0, b"JFIF\0", "JFIF with a density or a thumbnail"),
    (0xE0, b"JFXX\0", "a JFIF extension with a thumbnail"),
    (0xE0, b"CIFF", "Canon camera notes (CIFF)"),
    (0xE0, b"AVI1", "a mark of motion JPEG"),
    (0xE1, b"Exif\0", "EXIF"),
    (0xE1, b"http://ns.adobe.com/xmp/extension/\0", "extended XMP"),
    (0xE1, b"<?xpacket", "XMP"),
    (0xE1, b"<x:xmpmeta", "XMP"),
    (0xE1, b"QVCI\0", "Casio camera notes"),
    (0xE2, b"ICC_PROFILE\0", "an ICC profile"),
    (0xE2, b"MPF\0", "an index of further pictures (MPF)"),
    (0xE2, b"FPXR\0", "FlashPix notes"),
    (0xE2, b"urn:iso:std:iso:ts:21496:-1\0", "a gain map description (ISO 21496)"),
    (0xE3, b"Meta\0\0", "Kodak camera notes"),
    (0xE3, b"META\0\0", "Kodak camera notes"),
    (0xE3, b"_JPSJPS_", "a stereo description"),
    (0xE8, b"SPIFF\0", "a SPIFF header"),
    (0xEA, b"AROT", "an Apple rotation note"),
    (0xEB, b"HDR_RI", "an HDR ratio picture"),
    (0xEB, b"JP", "content credentials (JUMBF)"),
    (0xEC, b"Ducky", "Photoshop settings (Ducky)"),
    (0xEC, b"Picture Info", "picture notes"),
    (0xED, b"Photoshop 3.0\0", "Photoshop notes, where IPTC lives"),
    (0xED, b"Adobe_CM", "Adobe notes"),
    (0xEE, b"Adobe", "an Adobe marker with more than the colour transform"),
    (0xFE, b"", "a comment"),
];

/// A name for a segment that no picture needs.
pub(super) fn application(marker: u8, body: &[u8]) -> String {
    // Some writers break the first letters of the name and readers find the packet all the same.
    let start = body.get(..body.len().min(64)).unwrap_or_default();
    if marker == 0xE1 && memmem::find(start, b"ns.adobe.com/xap/").is_some() {
        return "XMP".to_owned();
    }
    match KNOWN.iter().find(|(known, begins, _)| *known == marker && body.starts_with(begins)) {
        Some((_, _, name)) => (*name).to_owned(),
        None if (0xE0..=0xEF).contains(&marker) => format!("an application segment (APP{})", marker - 0xE0),
        None => format!("an unknown segment ({marker:02X})"),
    }
}

/// JFIF that says nothing: version 1, no unit, square pixels, no thumbnail.
pub(super) fn is_bare_jfif(marker: u8, body: &[u8]) -> bool {
    marker == 0xE0 && matches!(body, [b'J', b'F', b'I', b'F', 0, 1, 0..=2, 0, 0, 1, 0, 1, 0, 0])
}

/// The colour transform of an Adobe marker that states nothing else.
pub(super) fn bare_adobe(body: &[u8]) -> Option<u8> {
    match body {
        [b'A', b'd', b'o', b'b', b'e', 0, 100, 0, 0, 0, 0, transform @ 0..=2] => Some(*transform),
        _ => None,
    }
}
