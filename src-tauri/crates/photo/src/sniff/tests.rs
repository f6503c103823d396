//! Files told apart by their bytes, and named when they are no pictures.

use super::*;

fn refused(bytes: &[u8]) -> String {
    match sniff(bytes) {
        Ok(format) => format!("taken for {format}"),
        Err(PhotoError::Unsupported { what }) => what.into_owned(),
        Err(other) => other.to_string(),
    }
}

/// A TIFF whose first directory holds these entries (tag, type, count, value) and the bytes after them.
fn tiff(entries: &[(u16, u16, u32, u32)], rest: &[u8]) -> Vec<u8> {
    let mut bytes = b"II*\0\x08\0\0\0".to_vec();
    bytes.extend((entries.len() as u16).to_le_bytes());
    for (tag, kind, count, value) in entries {
        bytes.extend(tag.to_le_bytes());
        bytes.extend(kind.to_le_bytes());
        bytes.extend(count.to_le_bytes());
        bytes.extend(value.to_le_bytes());
    }
    bytes.extend([0; 4]);
    bytes.extend(rest);
    bytes
}

#[test]
fn pictures_are_known_by_their_first_bytes() {
    assert_eq!(sniff(b"\xFF\xD8\xFF\xE1"), Ok(Format::Jpeg));
    assert_eq!(sniff(b"\x89PNG\r\n\x1A\n"), Ok(Format::Png));
    assert_eq!(sniff(b"RIFF\0\0\0\0WEBPVP8 "), Ok(Format::Webp));
    assert_eq!(sniff(b"GIF89a"), Ok(Format::Gif));
    assert_eq!(sniff(b"BM\0\0\0\0\0\0\0\0\0\0\0\0\x28\0\0\0"), Ok(Format::Bmp));
    assert_eq!(sniff(b"FUJIFILMCCD-RAW 0201"), Ok(Format::Raw(RawKind::Raf)));
    assert_eq!(sniff(b"IIRO\x08\0\0\0"), Ok(Format::Raw(RawKind::Orf)));
    assert_eq!(sniff(b"IIU\0\x18\0\0\0"), Ok(Format::Raw(RawKind::Rw2)));
    assert_eq!(sniff(b"II*\0\x10\0\0\0CR\x02\0"), Ok(Format::Raw(RawKind::Cr2)));
}

#[test]
fn the_brands_of_a_box_file_tell_heic_from_avif_from_video() {
    assert_eq!(sniff(b"\0\0\0\x18ftypheic\0\0\0\0mif1heic"), Ok(Format::Heic));
    assert_eq!(sniff(b"\0\0\0\x18ftypmif1\0\0\0\0mif1avif"), Ok(Format::Avif));
    assert_eq!(sniff(b"\0\0\0\x14ftypmif1\0\0\0\0mif1"), Ok(Format::Heic));
    assert_eq!(sniff(b"\0\0\0\x18ftypcrx \0\0\0\x01crx isom"), Ok(Format::Raw(RawKind::Cr3)));
    assert_eq!(refused(b"\0\0\0\x18ftypisom\0\0\x02\0isommp41"), "a video");
    assert_eq!(refused(b"\0\0\0\x14ftypqt  \0\0\0\0qt  "), "a video");
    assert_eq!(refused(b"\0\0\0\0ftyp"), "a video");
}

#[test]
fn a_brand_behind_the_end_of_its_box_does_not_count() {
    assert_eq!(refused(b"\0\0\0\x14ftypisom\0\0\0\0isom\0\0\0\x08heic"), "a video");
}

#[test]
fn raw_files_built_on_tiff_are_told_from_tiff_by_what_only_they_hold() {
    assert_eq!(sniff(&tiff(&[(0x0106, 3, 1, 2)], b"")), Ok(Format::Tiff));
    assert_eq!(sniff(&tiff(&[(0xC612, 1, 4, 1)], b"")), Ok(Format::Raw(RawKind::Dng)));
    let nikon = tiff(&[(0x010F, 2, 18, 38), (0x0106, 3, 1, 32_803)], b"NIKON CORPORATION\0");
    assert_eq!(sniff(&nikon), Ok(Format::Raw(RawKind::Nef)));
    let developed = tiff(&[(0x010F, 2, 18, 38), (0x0106, 3, 1, 2)], b"NIKON CORPORATION\0");
    assert_eq!(sniff(&developed), Ok(Format::Tiff));
    let sony = tiff(&[(0x0103, 3, 1, 32_767), (0x010F, 2, 5, 38)], b"SONY\0");
    assert_eq!(sniff(&sony), Ok(Format::Raw(RawKind::Arw)));
    assert!(refused(&tiff(&[(0x0103, 3, 1, 65_535)], b"")).contains("raw picture"));
}

#[test]
fn a_raw_mark_in_a_directory_below_the_first_is_found() {
    let below = 8 + 2 + 2 * 12 + 4;
    let mut bytes = tiff(&[(0x010F, 2, 4, u32::from_le_bytes(*b"SONY")), (0x014A, 4, 1, below)], b"");
    bytes.extend([1, 0, 0x06, 0x01, 3, 0, 1, 0, 0, 0, 0x23, 0x80, 0, 0]);
    assert_eq!(sniff(&bytes), Ok(Format::Raw(RawKind::Arw)));
}

#[test]
fn directories_that_name_themselves_or_lie_outside_end_the_look() {
    assert_eq!(sniff(&tiff(&[(0x014A, 4, 1, 8)], b"")), Ok(Format::Tiff));
    assert_eq!(sniff(&tiff(&[(0x014A, 4, u32::MAX, u32::MAX)], b"")), Ok(Format::Tiff));
    assert_eq!(sniff(b"MM\0*\xFF\xFF\xFF\xFF"), Ok(Format::Tiff));
    assert!(matches!(sniff(b"II*\0\x08"), Err(PhotoError::Truncated { .. })));
}

#[test]
fn anything_else_is_refused_by_name() {
    assert_eq!(refused(b"%PDF-1.7"), "a PDF");
    assert_eq!(refused(b"\xFF\x0A\0"), "a JPEG XL picture");
    assert_eq!(refused(b"\0\0\0\x0CJXL \r\n"), "a JPEG XL picture");
    assert_eq!(refused(b"RIFF\0\0\0\0AVI LIST"), "a video");
    assert_eq!(refused(b"\x00\x05\x16\x07\x00\x02"), "a macOS companion file without a picture");
    assert_eq!(refused(b"<?xml version=\"1.0\"?>\n<svg xmlns=\"\">"), "an SVG drawing");
    assert_eq!(refused(b"<!DOCTYPE html><p>"), "a web page");
    assert_eq!(refused("Wer das liest, sieht \u{fc}berall Text.".as_bytes()), "a text");
    assert_eq!(refused(&[0; 4096]), "a file of zero bytes, as a damaged card leaves behind");
    assert_eq!(refused(b"BMW and other words"), "a text");
    assert_eq!(sniff(b"\x93\x01\x02"), Err(PhotoError::Unrecognised));
    assert_eq!(sniff(b""), Err(PhotoError::Empty));
}

#[test]
fn a_text_cut_in_the_middle_of_a_character_is_still_a_text() {
    let mut long = vec![b'a'; 1023];
    long.extend("\u{fc}".as_bytes());
    assert_eq!(refused(&long), "a text");
}
