//! Names for files that turn up on memory cards and in folders but are not pictures read here.

/// How a kind of file begins: where, with which bytes, and what it is called.
type Opening = (usize, &'static [u8], &'static str);

const OPENINGS: &[Opening] = &[
    (4, b"moov", VIDEO),
    (4, b"mdat", VIDEO),
    (4, b"wide", VIDEO),
    (4, b"pnot", VIDEO),
    (8, b"AVI ", VIDEO),
    (0, b"\x1A\x45\xDF\xA3", VIDEO),
    (0, b"FLV\x01", VIDEO),
    (0, b"\x00\x00\x01\xBA", VIDEO),
    (0, b"\x00\x00\x01\xB3", VIDEO),
    (0, b"\x30\x26\xB2\x75\x8E\x66\xCF\x11", VIDEO),
    (0, b"%PDF", "a PDF"),
    (0, b"\xFF\x0A", JPEG_XL),
    (0, b"\0\0\0\x0CJXL ", JPEG_XL),
    (0, b"\0\0\0\x0CjP  ", JPEG_2000),
    (0, b"\xFF\x4F\xFF\x51", JPEG_2000),
    (0, b"II\xBC", "a JPEG XR picture"),
    (0, b"II+\0", "a BigTIFF picture"),
    (0, b"MM\0+", "a BigTIFF picture"),
    (0, b"8BPS", "a Photoshop document"),
    (0, b"\xFF\x01Exiv2", "metadata without a picture"),
    (0, b"II\x1A\0\0\0HEAPCCDR", "a Canon CRW raw picture"),
    (0, b"FOVb", "a Sigma raw picture"),
    (0, b"\0MRM", "a Minolta raw picture"),
    (0, b"\x00\x05\x16\x07", "a macOS companion file without a picture"),
    (0, b"\x00\x00\x00\x01Bud1", "a macOS folder note"),
    (0, b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", "an old Office document or a Windows thumbnail cache"),
    (0, b"PK\x03\x04", "a ZIP archive or an Office document"),
    (0, b"Rar!", "a RAR archive"),
    (0, b"7z\xBC\xAF\x27\x1C", "a 7-Zip archive"),
    (0, b"\x1F\x8B", "a gzip archive"),
    (257, b"ustar", "a tar archive"),
    (8, b"WAVE", SOUND),
    (0, b"ID3", SOUND),
    (0, b"OggS", SOUND),
    (0, b"fLaC", SOUND),
    (0, b"\x00\x00\x01\x00", "an icon"),
    (0, b"\x00\x00\x02\x00", "a mouse pointer"),
    (0, b"\x76\x2F\x31\x01", "an OpenEXR picture"),
    (0, b"#?RADIANCE", "a Radiance picture"),
    (0, b"qoif", "a QOI picture"),
    (0, b"gimp xcf", "a GIMP drawing"),
    (0, b"AT&TFORM", "a DjVu document"),
    (0, b"FLIF", "a FLIF picture"),
    (0, b"BPG\xFB", "a BPG picture"),
    (0, b"%!PS", "a PostScript document"),
    (0, b"\xC5\xD0\xD3\xC6", "a PostScript document"),
    (0, b"{\\rtf", "a text document"),
    (0, b"MZ", "a Windows program"),
    (0, b"\x7FELF", "a Linux program"),
    (0, b"SQLite format 3", "a database"),
];

const VIDEO: &str = "a video";
const SOUND: &str = "a sound recording";
const JPEG_XL: &str = "a JPEG XL picture";
const JPEG_2000: &str = "a JPEG 2000 picture";

/// Texts that mean more than text, by the first thing they say.
const TEXTS: &[(&str, &str)] = &[
    ("<svg", "an SVG drawing"),
    ("<x:xmpmeta", "metadata without a picture"),
    ("<?xpacket", "metadata without a picture"),
    ("<!doctype html", "a web page"),
    ("<html", "a web page"),
];

/// The bytes that decide whether a file is text.
const LOOKED_AT: usize = 1024;

/// What a file that is no picture is called, with its article, as far as its first bytes tell.
pub(super) fn name(bytes: &[u8]) -> Option<&'static str> {
    let opens = |&&(at, opening, _): &&Opening| bytes.get(at..).is_some_and(|rest| rest.starts_with(opening));
    if let Some((_, _, name)) = OPENINGS.iter().find(opens) {
        return Some(name);
    }
    // Transport streams repeat their sync byte every 188 bytes and have no other mark.
    if [0, 188, 376].into_iter().all(|at| bytes.get(at) == Some(&0x47)) {
        return Some(VIDEO);
    }
    let start = bytes.get(..LOOKED_AT).unwrap_or(bytes);
    if start.iter().all(|&byte| byte == 0) {
        return Some("a file of zero bytes, as a damaged card leaves behind");
    }
    let whole = match std::str::from_utf8(start) {
        Ok(text) => text,
        // A character cut in half by the look itself does not make a text anything else.
        Err(error) if error.error_len().is_none() => std::str::from_utf8(&start[..error.valid_up_to()]).ok()?,
        Err(_) => return None,
    };
    if whole.chars().any(|character| character.is_control() && !character.is_whitespace()) {
        return None;
    }
    let lower = whole.trim_start_matches(['\u{feff}', ' ', '\n', '\r', '\t']).to_lowercase();
    let said = TEXTS.iter().filter_map(|&(mark, name)| Some((lower.find(mark)?, name))).min();
    match said {
        Some((at, name)) if at == 0 || lower.starts_with("<?xml") || lower.starts_with("<!") => Some(name),
        _ if lower.starts_with("<?xml") => Some("an XML document"),
        _ => Some("a text"),
    }
}
