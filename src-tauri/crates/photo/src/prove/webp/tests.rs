//! What the second reader of WebP finds, and what it accepts.

use std::io::Cursor;

use image::{DynamicImage, ImageFormat};

use crate::{
    Format, encode, inspect,
    picture::{Channels, Picture},
    prove,
    test_pictures::{noise, riff_chunk, webp},
};

/// The VP8L chunk of a picture, noise of this size in RGB or RGBA.
fn lossless(width: u32, height: u32, transparent: bool) -> Vec<u8> {
    let picture = DynamicImage::ImageRgb8(noise(width, height));
    let picture = if transparent { DynamicImage::ImageRgba8(picture.to_rgba8()) } else { picture };
    let mut out = Cursor::new(Vec::new());
    picture.write_to(&mut out, ImageFormat::WebP).expect("encodes");
    let bytes = out.into_inner();
    let length = u32::from_le_bytes(bytes[16..20].try_into().expect("four bytes")) as usize;
    bytes[20..20 + length].to_vec()
}

/// The VP8 chunk of a picture, noise of this size.
fn lossy_of(width: u32, height: u32, quality: u8) -> Vec<u8> {
    let picture = Picture::new(width, height, Channels::Rgb, noise(width, height).into_raw()).expect("full");
    let bytes = encode::webp(picture, quality).expect("written");
    assert_eq!(&bytes[12..16], b"VP8 ");
    let length = u32::from_le_bytes(bytes[16..20].try_into().expect("four bytes")) as usize;
    bytes[20..20 + length].to_vec()
}

fn lossy() -> Vec<u8> {
    lossy_of(9, 7, 80)
}

fn extended(flags: u8) -> Vec<u8> {
    riff_chunk(b"VP8X", &[flags, 0, 0, 0, 8, 0, 0, 6, 0, 0])
}

/// Transparency of 9 × 7, not compressed.
fn transparency() -> Vec<u8> {
    riff_chunk(b"ALPH", &[0; 64])
}

fn names(bytes: &[u8]) -> Vec<String> {
    inspect(bytes).into_iter().map(|finding| finding.what).collect()
}

#[test]
fn p04_lossless_pictures_are_followed_to_their_last_pixel_and_accepted() {
    for (width, height) in [(1, 1), (9, 7), (200, 150)] {
        for transparent in [false, true] {
            let clean = prove(webp(&[riff_chunk(b"VP8L", &lossless(width, height, transparent))])).expect("is clean");
            assert_eq!((clean.format(), clean.width(), clean.height()), (Format::Webp, width, height));
        }
    }
}

#[test]
fn palettes_backward_references_and_blocks_with_their_own_codes_are_followed() {
    // Written by libwebp: a picture with few colours, and one with meta prefix codes and a colour cache.
    for bytes in [include_bytes!("palette.webp").as_slice(), include_bytes!("blocks.webp")] {
        assert_eq!(names(bytes), [""; 0]);
        let body = &bytes[20..];
        let hidden = webp(&[riff_chunk(b"VP8L", &[body, b"hidden"].concat())]);
        assert_eq!(names(&hidden), ["bytes behind the last pixel"]);
    }
}

#[test]
fn p04_bytes_behind_the_last_lossless_pixel_are_found() {
    let body = lossless(9, 7, false);
    let findings = inspect(&webp(&[riff_chunk(b"VP8L", &[&body[..], b"hidden"].concat())]));
    assert_eq!((findings[0].offset, findings[0].length), (20 + body.len() as u64, 6));
    assert_eq!(
        names(&webp(&[riff_chunk(b"VP8L", &body[..body.len() - 4])])),
        ["damaged: pixels that cannot be decoded"]
    );
}

#[test]
fn p04_every_other_chunk_is_found_by_name() {
    let pixels = riff_chunk(b"VP8L", &lossless(9, 7, false));
    for (kind, name) in [
        (b"EXIF", "EXIF"),
        (b"XMP ", "XMP"),
        (b"ICCP", "an ICC profile"),
        (b"ANMF", "further pictures of an animation"),
        (b"prVt", "an unknown chunk (prVt)"),
        (b"VP8L", "a needless chunk (VP8L)"),
    ] {
        assert_eq!(names(&webp(&[pixels.clone(), riff_chunk(kind, b"who")])), [name]);
    }
}

#[test]
fn the_extended_header_stays_only_for_the_transparency_of_a_lossy_picture() {
    let lossy = riff_chunk(b"VP8 ", &lossy());
    let needless = "an extended header that the picture does not need";
    assert_eq!(names(&webp(&[extended(0x10), transparency(), lossy.clone()])), [""; 0]);
    assert_eq!(names(&webp(&[extended(0), lossy.clone()])), [needless]);
    assert_eq!(names(&webp(&[extended(0x18), transparency(), lossy.clone()])), [needless]);
    assert_eq!(names(&webp(&[extended(0x10), riff_chunk(b"VP8L", &lossless(9, 7, true))])), [needless]);
    assert_eq!(names(&webp(&[transparency(), lossy])), ["a needless chunk (ALPH)"]);
}

#[test]
fn transparency_has_no_room_to_spare() {
    let with =
        |alpha: &[u8]| names(&webp(&[extended(0x10), riff_chunk(b"ALPH", alpha), riff_chunk(b"VP8 ", &lossy())]));
    assert_eq!(with(&[0; 66]), ["bytes behind the last pixel"]);
    assert_eq!(with(&[0; 60]), ["damaged: transparency that cannot be decoded"]);
    assert_eq!(with(&[0x40; 64]), ["transparency with needless notes"]);
    let compressed = &lossless(9, 7, false)[5..];
    assert_eq!(with(&[&[1], compressed].concat()), [""; 0]);
    assert_eq!(with(&[&[1], compressed, b"hidden"].concat()), ["bytes behind the last pixel"]);
}

#[test]
fn p04_padding_and_what_follows_the_end_is_found() {
    let mut bytes = webp(&[riff_chunk(b"prVt", b"odd"), riff_chunk(b"VP8 ", &lossy())]);
    bytes[23] = b'!';
    assert_eq!(names(&bytes), ["an unknown chunk (prVt)", "a byte of padding that is not zero"]);
    let bytes = [webp(&[riff_chunk(b"VP8 ", &lossy())]), b"\0\0".to_vec()].concat();
    assert_eq!(names(&bytes), ["zero bytes behind the end of the picture"]);
}

#[test]
fn a_file_cut_off_anywhere_is_never_clean() {
    let bytes = webp(&[riff_chunk(b"VP8L", &lossless(9, 7, false))]);
    for length in 0..bytes.len() {
        assert!(prove(bytes[..length].to_vec()).is_err(), "cut after {length} of {} bytes", bytes.len());
    }
}

#[test]
fn frames_that_are_not_shown_or_hint_at_scaling_are_damage() {
    for (place, value) in [(0, 0x00), (0, 0x11), (7, 0x40), (9, 0x80), (2, 1)] {
        let mut body = lossy();
        body[place] = value;
        assert_eq!(names(&webp(&[riff_chunk(b"VP8 ", &body)]))[0], "damaged: pixels that do not begin as they should");
    }
}

#[test]
fn p04_lossy_pictures_are_followed_to_their_last_token_and_accepted() {
    for (width, height) in [(1, 1), (16, 16), (9, 7), (200, 150), (33, 65)] {
        for quality in [1, 50, 82, 100] {
            let clean = prove(webp(&[riff_chunk(b"VP8 ", &lossy_of(width, height, quality))]));
            let clean = clean.unwrap_or_else(|error| panic!("{width} × {height} at {quality}: {error}"));
            assert_eq!((clean.width(), clean.height()), (width, height));
        }
    }
}

#[test]
fn p04_bytes_behind_the_last_token_are_found() {
    let body = lossy_of(40, 30, 80);
    let findings = inspect(&webp(&[riff_chunk(b"VP8 ", &[&body[..], b"who and where"].concat())]));
    assert_eq!(findings.len(), 1);
    assert_eq!(findings[0].what, "bytes behind the last pixel");
    assert!(findings[0].length >= 13 && findings[0].offset + findings[0].length == 20 + body.len() as u64 + 13);
}

#[test]
fn p04_bytes_at_the_end_of_the_modes_are_found() {
    let body = lossy_of(40, 30, 80);
    let tag = u32::from_le_bytes([body[0], body[1], body[2], 0]);
    let first = (tag >> 5) as usize;
    let longer = (tag + (8 << 5)).to_le_bytes();
    let hidden = [&longer[..3], &body[3..10 + first], b"8 hidden", &body[10 + first..]].concat();
    assert_eq!(names(&webp(&[riff_chunk(b"VP8 ", &hidden)])), ["bytes behind the last pixel"]);
}

#[test]
fn groups_of_codes_are_counted_before_there_is_room_made_for_them() {
    // Two by two pixels; no transform, no cache, blocks with their own codes, of which a picture names number 65,535.
    let mut bits = vec![(0x2F, 8), (1, 14), (1, 14), (0, 4), (0, 1), (0, 1), (1, 1), (0, 3), (0, 1)];
    for symbol in [255, 255, 0, 0, 0] {
        bits.extend([(0b101, 3), (symbol, 8)]);
    }
    let mut body = vec![0_u8; 32];
    let mut at = 0;
    for (value, count) in bits {
        for bit in 0..count {
            body[at / 8] |= ((value >> bit & 1) as u8) << (at % 8);
            at += 1;
        }
    }
    let bomb = webp(&[riff_chunk(b"VP8L", &body)]);
    assert_eq!(super::code_groups(&bomb), Some(65_536));
    let refused = crate::make_master(&bomb, &crate::Limits::default()).map(|_| ());
    assert!(matches!(refused, Err(crate::PhotoError::TooLarge { what: "groups of codes", .. })), "{refused:?}");
}
