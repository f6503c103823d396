//! AVIF, walked box by box and item by item (ISO/IEC 23008-12, AV1 Image File Format): only the pictures that make up
//! the primary one may be inside, and every byte of the file has to belong to one of them.
//!
//! HEIC is walked the same way for the sake of [`inspect`](super::inspect).

mod items;
mod obu;
mod pixels;
mod properties;

use items::Items;

use super::finding::Report;
use crate::boxes::{Box, Boxes};

/// Reads the whole file, in which HEVC is expected or not; gives width and height where there is a primary picture.
pub(super) fn read(bytes: &[u8], hevc: bool, report: &mut Report) -> Option<(u32, u32)> {
    let mut items = None;
    let mut stores = Vec::new();
    for found in Boxes::of(bytes, 0) {
        let Some(found) = found else {
            report.add(0, bytes.len(), "damaged: a box is longer than what holds it");
            return None;
        };
        match found.kind {
            b"ftyp" if found.start == 0 => check_brands(&found, report),
            b"meta" if items.is_none() => items = Some(Items::read(&found, hevc, report)?),
            b"mdat" => stores.push((found.body_start(), found.end())),
            _ => report.add(found.start, found.length, name(&found)),
        }
    }
    let Some(items) = items else {
        report.add(0, 0, "damaged: there is no picture");
        return None;
    };
    items.report(bytes, stores, report)
}

/// The brands of pictures; a list of any four letters would be a place for notes.
const BRANDS: [&[u8; 4]; 13] = [
    b"avif", b"avis", b"mif1", b"mif2", b"miaf", b"MA1A", b"MA1B", b"tmap", b"heic", b"heix", b"heim", b"msf1", b"iso8",
];

/// The version says nothing in a picture.
fn check_brands(found: &Box<'_>, report: &mut Report) {
    let (brands, rest) = found.body.as_chunks::<4>();
    let known = |(at, brand): (usize, &[u8; 4])| if at == 1 { *brand == [0; 4] } else { BRANDS.contains(&brand) };
    let repeated = |at: usize| at > 1 && brands.iter().skip(2).take(at - 2).any(|other| *other == brands[at]);
    let sound = brands.len() >= 2 && rest.is_empty() && brands.iter().enumerate().all(known);
    if !sound || (0..brands.len()).any(repeated) {
        report.add(found.start, found.length, "a list of brands with more than brands");
    }
}

/// What boxes at the top of a file are called.
fn name(found: &Box<'_>) -> String {
    match found.kind {
        b"free" | b"skip" | b"wide" => "free space".to_owned(),
        b"uuid" if found.body.starts_with(b"\xBE\x7A\xCF\xCB\x97\xA9\x42\xE8\x9C\x71\x99\x94\x91\xE3\xAF\xAC") => {
            "XMP (uuid box)".to_owned()
        }
        b"uuid" => "a private box (uuid)".to_owned(),
        b"moov" | b"moof" => "a video or an animation".to_owned(),
        b"mpvd" => "the video of a motion photo".to_owned(),
        b"sefd" => "a Samsung trailer".to_owned(),
        kind => format!("an unknown box ({})", kind.escape_ascii()),
    }
}

#[cfg(test)]
mod tests;
