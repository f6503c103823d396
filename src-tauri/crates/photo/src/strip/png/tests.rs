//! What is left of a PNG, and what is not.

use std::io::Cursor;

use image::{DynamicImage, ImageFormat};

use super::*;
use crate::test_pictures::{noise, png_chunk};

fn encoded(picture: &DynamicImage) -> Vec<u8> {
    let mut out = Cursor::new(Vec::new());
    picture.write_to(&mut out, ImageFormat::Png).expect("encodes");
    out.into_inner()
}

/// The same file with chunks put in behind the header, and bytes behind its end.
fn laden(bytes: &[u8], chunks: &[Vec<u8>]) -> Vec<u8> {
    [&bytes[..33], &chunks.concat(), &bytes[33..], b"behind the end"].concat()
}

#[test]
fn p04_pixels_stay_as_they_were_and_every_other_chunk_goes() {
    let pictures = [
        DynamicImage::ImageRgb8(noise(31, 17)),
        DynamicImage::ImageRgb8(noise(31, 17)).grayscale(),
        DynamicImage::ImageRgba8(DynamicImage::ImageRgb8(noise(9, 4)).into_rgba8()),
        DynamicImage::ImageRgb16(DynamicImage::ImageRgb8(noise(9, 4)).into_rgb16()),
    ];
    for picture in pictures {
        let bytes = encoded(&picture);
        let kinds: [&[u8; 4]; 12] = [
            b"tEXt", b"zTXt", b"iTXt", b"eXIf", b"tIME", b"iCCP", b"pHYs", b"gAMA", b"cHRM", b"prVt", b"acTL", b"fcTL",
        ];
        let chunks: Vec<_> = kinds.iter().map(|kind| png_chunk(kind, b"who and where")).collect();
        let stripped = strip(&laden(&bytes, &chunks)).expect("strips");
        assert_eq!(stripped, bytes);
        assert_eq!(image::load_from_memory(&stripped).expect("decodes"), picture);
    }
}

#[test]
fn a_palette_stays_with_its_transparency_only_where_the_pixels_use_it() {
    let header = |colour: u8| png_chunk(b"IHDR", &[0, 0, 0, 1, 0, 0, 0, 1, 8, colour, 0, 0, 0]);
    let file = |colour, chunks: &[Vec<u8>]| [SIGNATURE, &header(colour), &chunks.concat()].concat();
    let palette = png_chunk(b"PLTE", &[1, 2, 3]);
    let transparency = png_chunk(b"tRNS", &[0]);
    let pixels = png_chunk(b"IDAT", b"any");
    let end = png_chunk(b"IEND", b"");
    let whole = [palette.clone(), transparency, pixels.clone(), end.clone()];
    assert_eq!(strip(&file(3, &whole)), Ok(file(3, &whole)));
    assert_eq!(strip(&file(2, &[palette, pixels.clone(), end.clone()])), Ok(file(2, &[pixels, end])));
}

#[test]
fn a_file_cut_off_anywhere_is_refused() {
    let bytes = encoded(&DynamicImage::ImageRgb8(noise(8, 8)));
    for length in 0..bytes.len() {
        assert!(strip(&bytes[..length]).is_err(), "cut after {length} of {} bytes", bytes.len());
    }
}

#[test]
fn chunks_out_of_order_or_with_a_wrong_checksum_are_refused() {
    let bytes = encoded(&DynamicImage::ImageRgb8(noise(8, 8)));
    let pixels = png_chunk(b"IDAT", b"more");
    assert!(strip(&[&bytes[..8], &pixels, &bytes[8..]].concat()).is_err());
    assert!(strip(&[&bytes[..33], &bytes[8..]].concat()).is_err());
    assert!(strip(&[&bytes[..33], &pixels, &png_chunk(b"tEXt", b""), &bytes[33..]].concat()).is_err());
    assert!(strip(&[&bytes[..33], &png_chunk(b"CgBI", b""), &bytes[33..]].concat()).is_err());
    assert!(strip(&[&bytes[..33], &png_chunk(b"IEND", b"")].concat()).is_err());
    let mut wrong = bytes.clone();
    wrong[30] ^= 1;
    assert!(strip(&wrong).is_err());
    let mut impossible = bytes;
    impossible[8..33].copy_from_slice(&png_chunk(b"IHDR", &[0, 0, 0, 8, 0, 0, 0, 8, 3, 2, 0, 0, 0]));
    assert!(strip(&impossible).is_err());
}

#[test]
fn a_length_past_the_end_is_refused() {
    let bytes = [SIGNATURE, &u32::MAX.to_be_bytes(), b"IHDR", &[0; 64]].concat();
    assert!(matches!(strip(&bytes), Err(PhotoError::Truncated { .. })));
}
