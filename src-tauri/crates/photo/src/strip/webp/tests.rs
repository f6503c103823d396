//! What is left of a WebP, and what is not.

use std::io::Cursor;

use image::ImageFormat;

use super::*;
use crate::test_pictures::{noise, riff_chunk, webp};

/// The VP8L chunk of a lossless picture, 9 × 7.
fn lossless() -> Vec<u8> {
    let mut out = Cursor::new(Vec::new());
    noise(9, 7).write_to(&mut out, ImageFormat::WebP).expect("encodes");
    let bytes = out.into_inner();
    let length = u32::from_le_bytes(bytes[16..20].try_into().expect("four bytes")) as usize;
    bytes[20..20 + length].to_vec()
}

/// The first bytes of a lossy picture, 9 × 7.
const LOSSY: &[u8] = &[0x10, 0, 0, 0x9D, 0x01, 0x2A, 9, 0, 7, 0, 1];

fn extended(flags: u8) -> Vec<u8> {
    riff_chunk(b"VP8X", &[flags, 0, 0, 0, 8, 0, 0, 6, 0, 0])
}

fn frame(x: u8, inside: &[Vec<u8>]) -> Vec<u8> {
    riff_chunk(b"ANMF", &[&[x, 0, 0, 0, 0, 0, 8, 0, 0, 6, 0, 0, 100, 0, 0, 0][..], &inside.concat()].concat())
}

#[test]
fn p04_pixels_stay_as_they_were_and_every_other_chunk_goes() {
    let pixels = riff_chunk(b"VP8L", &lossless());
    let plain = webp(std::slice::from_ref(&pixels));
    let mut laden = webp(&[
        extended(0x3C),
        riff_chunk(b"ICCP", b"profile"),
        pixels,
        riff_chunk(b"EXIF", b"who and where"),
        riff_chunk(b"XMP ", b"who and where"),
        riff_chunk(b"prVt", b"odd"),
    ]);
    laden.extend(b"behind the end");
    assert_eq!(strip(&laden), Ok(plain.clone()));
    assert_eq!(image::load_from_memory(&plain).expect("decodes").into_rgb8(), noise(9, 7));
}

#[test]
fn the_transparency_of_a_lossy_picture_stays_beside_it() {
    let alpha = riff_chunk(b"ALPH", &[0, 1, 2]);
    let pixels = riff_chunk(b"VP8 ", LOSSY);
    let laden = webp(&[extended(0x18), alpha.clone(), pixels.clone(), riff_chunk(b"EXIF", b"who")]);
    assert_eq!(strip(&laden), Ok(webp(&[extended(0x10), alpha, pixels])));
}

#[test]
fn an_animation_is_reduced_to_its_first_picture_if_that_fills_it() {
    let pixels = riff_chunk(b"VP8 ", LOSSY);
    let animation = riff_chunk(b"ANIM", &[0; 6]);
    let first = frame(0, std::slice::from_ref(&pixels));
    let second = frame(0, &[riff_chunk(b"VP8 ", &[LOSSY, b"later"].concat())]);
    let laden = webp(&[extended(0x02), animation.clone(), first, second]);
    assert_eq!(strip(&laden), Ok(webp(std::slice::from_ref(&pixels))));
    let beside = webp(&[extended(0x02), animation, frame(2, &[pixels])]);
    assert!(matches!(strip(&beside), Err(PhotoError::NeedsEncoding { .. })));
}

#[test]
fn padding_is_written_anew() {
    let mut bytes = webp(&[riff_chunk(b"VP8 ", LOSSY)]);
    let clean = bytes.clone();
    *bytes.last_mut().expect("has bytes") = b'!';
    assert_eq!(strip(&bytes), Ok(clean));
}

#[test]
fn a_file_cut_off_anywhere_is_refused() {
    let bytes = webp(&[extended(0), riff_chunk(b"VP8L", &lossless())]);
    for length in 0..bytes.len() {
        assert!(strip(&bytes[..length]).is_err(), "cut after {length} of {} bytes", bytes.len());
    }
}

#[test]
fn sizes_and_pixels_that_do_not_fit_are_refused() {
    for chunks in [
        vec![],
        vec![riff_chunk(b"VP8 ", b"\x11\0\0\x9D\x01\x2A\x09\0\x07\0")],
        vec![riff_chunk(b"VP8 ", b"\x10\0\0\x9D\x01\x2A\0\0\x07\0")],
        vec![riff_chunk(b"VP8L", b"\x2F\0\0\0\xE0")],
        vec![riff_chunk(b"VP8X", b"short")],
        vec![extended(2), riff_chunk(b"ANMF", b"short")],
        vec![extended(2), frame(0, &[])],
        vec![b"VP8 \xFF\xFF\xFF\xFF".to_vec()],
    ] {
        assert!(strip(&webp(&chunks)).is_err(), "{chunks:02X?}");
    }
    let resized = webp(&[riff_chunk(b"VP8X", &[0; 10]), riff_chunk(b"VP8 ", LOSSY)]);
    assert!(matches!(strip(&resized), Err(PhotoError::NeedsEncoding { .. })));
}
