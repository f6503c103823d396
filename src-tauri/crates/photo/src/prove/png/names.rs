//! What the chunks of a PNG are called.

/// Whether the picture needs chunks of this kind.
pub(super) fn is_needed(kind: &[u8; 4]) -> bool {
    matches!(kind, b"IHDR" | b"PLTE" | b"tRNS" | b"IDAT" | b"IEND")
}

/// A name for a chunk that no picture needs, or not in this place.
pub(super) fn chunk(kind: &[u8; 4], body: &[u8]) -> String {
    match kind {
        b"tEXt" | b"zTXt" | b"iTXt" => text(body),
        b"eXIf" | b"exIf" | b"zxIf" => "EXIF".to_owned(),
        b"tIME" => "the time of the last change".to_owned(),
        b"iCCP" => "an ICC profile".to_owned(),
        b"sRGB" | b"gAMA" | b"cHRM" | b"cICP" | b"mDCV" | b"cLLI" | b"mDCv" | b"cLLi" => {
            "a description of its colours".to_owned()
        }
        b"pHYs" => "a print density".to_owned(),
        b"bKGD" => "a background colour".to_owned(),
        b"sBIT" | b"hIST" | b"sPLT" => "hints for showing it".to_owned(),
        b"acTL" | b"fcTL" | b"fdAT" => "further pictures of an animation".to_owned(),
        b"caBX" => "content credentials (JUMBF)".to_owned(),
        b"PLTE" => "a palette that no pixel needs".to_owned(),
        b"IHDR" | b"tRNS" => format!("damaged: {} in the wrong place", kind.escape_ascii()),
        _ => format!("an unknown chunk ({})", kind.escape_ascii()),
    }
}

fn text(body: &[u8]) -> String {
    let keyword = body.split(|&byte| byte == 0).next().unwrap_or_default();
    match keyword {
        b"XML:com.adobe.xmp" => "XMP".to_owned(),
        b"Raw profile type exif" | b"Raw profile type APP1" => "EXIF, written as text".to_owned(),
        b"Raw profile type iptc" => "IPTC, written as text".to_owned(),
        b"Raw profile type xmp" => "XMP, written as text".to_owned(),
        b"Raw profile type icc" | b"Raw profile type icm" => "an ICC profile, written as text".to_owned(),
        _ => format!("a text ({})", keyword.get(..keyword.len().min(40)).unwrap_or_default().escape_ascii()),
    }
}
