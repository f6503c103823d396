//! Where each kind of file keeps its EXIF.

use std::borrow::Cow;

use miniz_oxide::inflate::decompress_to_vec_zlib_with_limit;

use crate::{
    Format, Limits, RawKind,
    boxes::{Boxes, Fields},
};

/// The EXIF blocks of a file, each from its byte order mark on; the first one counts most.
pub(super) fn find<'a>(bytes: &'a [u8], format: Format, limits: &Limits) -> Vec<Cow<'a, [u8]>> {
    let found = match format {
        Format::Jpeg => jpeg(bytes, limits),
        Format::Png => return png(bytes, limits),
        Format::Webp => webp(bytes, limits),
        Format::Heic | Format::Avif => item(bytes, limits),
        Format::Raw(RawKind::Raf) => raf(bytes, limits),
        Format::Raw(RawKind::Cr3) => cr3(bytes, limits),
        Format::Tiff | Format::Raw(_) => vec![bytes],
        Format::Gif | Format::Bmp => Vec::new(),
    };
    found.into_iter().map(Cow::Borrowed).collect()
}

/// APP1 segments before the pixels.
fn jpeg<'a>(bytes: &'a [u8], limits: &Limits) -> Vec<&'a [u8]> {
    let mut found = Vec::new();
    let mut at = 2;
    for _ in 0..limits.segments {
        let Some(&[0xFF, marker, high, low]) = bytes.get(at..).and_then(|rest| rest.first_chunk()) else { break };
        if marker == 0xFF {
            at += 1;
            continue;
        }
        let length = usize::from(u16::from_be_bytes([high, low]));
        if marker == 0xDA || length < 2 {
            break;
        }
        // A segment longer than the file may still hold the tags that matter.
        let body = bytes.get(at + 4..(at + 2 + length).min(bytes.len())).unwrap_or_default();
        if marker == 0xE1 && body.starts_with(b"Exif") {
            found.push(after_prefix(body));
        }
        if found.len() >= limits.blocks as usize {
            break;
        }
        at += 2 + length;
    }
    found
}

/// Without "Exif" and its two zeros, where a writer put them.
fn after_prefix(block: &[u8]) -> &[u8] {
    match block {
        [b'E', b'x', b'i', b'f', _, _, rest @ ..] => rest,
        _ => block,
    }
}

/// The eXIf chunk, or a text that programs before it wrote.
fn png<'a>(bytes: &'a [u8], limits: &Limits) -> Vec<Cow<'a, [u8]>> {
    let mut found = Vec::new();
    let mut texts = 0;
    let mut rest = bytes.get(8..).unwrap_or_default();
    for _ in 0..limits.segments {
        let Some((&[l3, l2, l1, l0, ref kind @ ..], after)) = rest.split_first_chunk::<8>() else { break };
        let length = u32::from_be_bytes([l3, l2, l1, l0]) as usize;
        let Some(body) = after.get(..length) else { break };
        match kind {
            b"eXIf" => found.insert(0, Cow::Borrowed(after_prefix(body))),
            b"tEXt" | b"zTXt" | b"iTXt" => {
                texts += u32::from(body.starts_with(b"Raw profile type "));
                found.extend(written_as_text(kind, body).map(Cow::Owned));
            }
            _ => {}
        }
        // Each text may inflate to a thousand times its size.
        if found.len() >= limits.blocks as usize || texts >= limits.blocks {
            break;
        }
        rest = after.get(length + 4..).unwrap_or_default();
    }
    found
}

/// The longest such text that is inflated.
const TEXT: usize = 1 << 20;

/// EXIF in hexadecimal digits behind a name and a length, as ImageMagick writes it.
fn written_as_text(kind: &[u8; 4], body: &[u8]) -> Option<Vec<u8>> {
    let keyword = [b"Raw profile type exif\0".as_slice(), b"Raw profile type APP1\0"];
    let rest = keyword.iter().find_map(|keyword| body.strip_prefix(*keyword))?;
    let inflated;
    let text = match kind {
        b"zTXt" => {
            inflated = decompress_to_vec_zlib_with_limit(rest.strip_prefix(&[0])?, TEXT).ok()?;
            inflated.as_slice()
        }
        _ => rest,
    };
    let mut lines = text.trim_ascii_start().splitn(3, |&byte| byte == b'\n');
    let digits = lines.nth(2)?.iter().filter_map(|&digit| char::from(digit).to_digit(16));
    let digits: Vec<u32> = digits.take(2 * TEXT).collect();
    let block: Vec<u8> = digits.chunks_exact(2).map(|pair| (pair[0] * 16 + pair[1]) as u8).collect();
    Some(after_prefix(&block).to_vec())
}

fn webp<'a>(bytes: &'a [u8], limits: &Limits) -> Vec<&'a [u8]> {
    let mut found = Vec::new();
    let mut rest = bytes.get(12..).unwrap_or_default();
    for _ in 0..limits.segments {
        let Some((&[ref kind @ .., l0, l1, l2, l3], after)) = rest.split_first_chunk::<8>() else { break };
        let length = u32::from_le_bytes([l0, l1, l2, l3]) as usize;
        if kind == b"EXIF" {
            found.push(after_prefix(after.get(..length.min(after.len())).unwrap_or_default()));
        }
        if found.len() >= limits.blocks as usize {
            break;
        }
        rest = after.get(length.saturating_add(length % 2)..).unwrap_or_default();
    }
    found
}

/// The item of kind `Exif`: a length, so many bytes, then the block (ISO/IEC 23008-12, A.2.1).
fn item<'a>(bytes: &'a [u8], limits: &Limits) -> Vec<&'a [u8]> {
    let stored = || {
        let meta = boxes(bytes, limits).find(|found| found.kind == b"meta")?;
        let inside = meta.body.get(4..)?;
        let find = |kind: &[u8; 4]| boxes(inside, limits).find(|found| found.kind == kind);
        let (version, _, mut fields) = find(b"iinf")?.full()?;
        fields.number(if version == 0 { 2 } else { 4 })?;
        let id = boxes(fields.0, limits).find_map(|entry| {
            let (version, _, mut fields) = entry.full()?;
            let id = fields.number(if version == 2 { 2 } else { 4 })?;
            fields.number(2)?;
            (fields.take(4)? == b"Exif").then_some(id)
        })?;
        let (start, length, inside_meta) = place(find(b"iloc")?.full()?, id, limits)?;
        let store = if inside_meta { find(b"idat")?.body } else { bytes };
        let mut block = Fields(store.get(start..start.checked_add(length)?.min(store.len()))?);
        let skipped = block.number(4)?;
        block.take(usize::try_from(skipped).ok()?)?;
        Some(block.0)
    };
    stored().into_iter().map(after_prefix).collect()
}

/// Offset and length of an item in one piece, and whether it lies in `idat`.
fn place(
    (version, _, mut fields): (u8, u32, Fields<'_>),
    wanted: u64,
    limits: &Limits,
) -> Option<(usize, usize, bool)> {
    let sizes = fields.number(2)?;
    let [offset, length, base, index] = [12, 8, 4, 0].map(|shift| (sizes >> shift & 15).min(8) as usize);
    let wide = if version < 2 { 2 } else { 4 };
    let mut extents = 0..limits.segments;
    for _ in 0..fields.number(wide)? {
        let id = fields.number(wide)?;
        let method = if version > 0 { fields.number(2)? & 15 } else { 0 };
        fields.number(2)?;
        let base = fields.number(base)?;
        for extent in 0..fields.number(2)? {
            extents.next()?;
            fields.number(if version > 0 { index } else { 0 })?;
            let (start, length) = (fields.number(offset)?, fields.number(length)?);
            if id == wanted && extent == 0 {
                let start = usize::try_from(base.checked_add(start)?).ok()?;
                return Some((start, usize::try_from(length).ok()?, method == 1));
            }
        }
    }
    None
}

/// The boxes that are whole.
fn boxes<'a>(bytes: &'a [u8], limits: &Limits) -> impl Iterator<Item = crate::boxes::Box<'a>> {
    Boxes::of(bytes, 0).take(limits.segments as usize).flatten()
}

/// The preview of a RAF is a whole JPEG of the camera, named by the header.
fn raf<'a>(bytes: &'a [u8], limits: &Limits) -> Vec<&'a [u8]> {
    let start = bytes.get(84..).and_then(|rest| rest.first_chunk()).map(|field| u32::from_be_bytes(*field) as usize);
    start.and_then(|start| bytes.get(start..)).map_or_else(Vec::new, |preview| jpeg(preview, limits))
}

/// A CR3 keeps the two directories of EXIF in two boxes of a box of Canon's.
fn cr3<'a>(bytes: &'a [u8], limits: &Limits) -> Vec<&'a [u8]> {
    const CANON: &[u8] = b"\x85\xC0\xB6\x87\x82\x0F\x11\xE0\x81\x11\xF4\xCE\x46\x2B\x6A\x48";
    let movie = boxes(bytes, limits).filter(|found| found.kind == b"moov");
    let canon = movie.flat_map(|found| boxes(found.body, limits)).filter(|found| found.kind == b"uuid");
    let inside = canon.filter_map(|found| found.body.strip_prefix(CANON)).flat_map(|body| boxes(body, limits));
    inside.filter(|found| matches!(found.kind, b"CMT1" | b"CMT2")).map(|found| found.body).collect()
}
