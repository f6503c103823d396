//! What a JPEG's markers decide before and after its pixels are read.

use super::*;
use crate::{
    encode::{Chroma, jpeg},
    picture::Channels,
};

fn sample() -> Vec<u8> {
    let samples = (0..40 * 24).flat_map(|at| [(at % 40 * 6) as u8, (at / 40 * 10) as u8, 90]).collect();
    let picture = Picture::new(40, 24, Channels::Rgb, samples).expect("a full picture");
    jpeg(picture, 90, Chroma::Quarter).expect("written")
}

/// Where a marker first stands in a file.
fn position(bytes: &[u8], marker: u8) -> usize {
    memchr::memmem::find(bytes, &[0xFF, marker]).expect("the marker is there")
}

fn refused(bytes: &[u8]) -> String {
    match decode(bytes, Detail::Full, &Limits::default()) {
        Ok(_) => panic!("decoded"),
        Err(error) => error.to_string(),
    }
}

#[test]
fn a_plain_jpeg_keeps_its_colours_and_says_so() {
    let decoded = decode(&sample(), Detail::Full, &Limits::default()).expect("readable");
    assert_eq!((decoded.picture.width(), decoded.picture.height()), (40, 24));
    assert_eq!(decoded.colour, ColourWork::Kept);
    assert!(!decoded.upright && !decoded.lossless);
}

#[test]
fn processes_that_no_decoder_here_reads_are_refused_by_name() {
    for (marker, name) in [(0xC9, "arithmetic"), (0xCA, "arithmetic"), (0xC5, "hierarchical")] {
        let mut bytes = sample();
        let at = position(&bytes, 0xC0);
        bytes[at + 1] = marker;
        assert!(refused(&bytes).contains(name), "{marker:#X}");
    }
}

#[test]
fn twelve_bits_are_refused_by_name() {
    let mut deep = sample();
    let at = position(&deep, 0xC0);
    deep[at + 4] = 12;
    assert!(refused(&deep).contains("12 bits"));
}

#[test]
fn a_height_told_only_behind_the_pixels_counts() {
    let plain = decode(&sample(), Detail::Full, &Limits::default()).expect("readable").picture;
    let mut later = sample();
    let at = position(&later, 0xC0);
    later[at + 5..at + 7].fill(0);
    assert!(refused(&later).contains("no height"));
    let end = later.len() - 2;
    later.splice(end..end, [0xFF, 0xDC, 0, 4, 0, 24]);
    assert_eq!(decode(&later, Detail::Full, &Limits::default()).expect("readable").picture, plain);
}

#[test]
fn a_header_that_claims_65535_by_65535_is_refused_before_decoding() {
    let mut bytes = sample();
    let at = position(&bytes, 0xC0);
    bytes[at + 5..at + 9].fill(0xFF);
    assert!(matches!(
        decode(&bytes, Detail::Full, &Limits::default()),
        Err(PhotoError::TooLarge { what: "pixels", .. })
    ));
}

#[test]
fn a_progressive_picture_counts_with_its_coefficients_against_memory() {
    let mut bytes = sample();
    let at = position(&bytes, 0xC0);
    let limits = Limits { memory: 40 * 24 * 3 * 2, ..Limits::default() };
    assert!(decode(&bytes, Detail::Full, &limits).is_ok());
    bytes[at + 1] = 0xC2;
    assert!(matches!(decode(&bytes, Detail::Full, &limits), Err(PhotoError::TooLarge { what: "bytes of memory", .. })));
}

#[test]
fn endless_scans_are_refused() {
    let bytes = sample();
    let scan = position(&bytes, 0xDA);
    let header = &bytes[scan..scan + 14];
    let mut endless = bytes[..scan].to_vec();
    endless.extend(header.repeat(500));
    endless.extend([0xFF, 0xD9]);
    assert!(matches!(
        decode(&endless, Detail::Full, &Limits::default()),
        Err(PhotoError::TooLarge { what: "passes over the pixels", .. })
    ));
}

#[test]
fn endless_segments_are_refused() {
    let mut bytes = vec![0xFF, 0xD8];
    bytes.extend([0xFF, 0xFE, 0, 2].repeat(100));
    let limits = Limits { segments: 50, ..Limits::default() };
    assert!(matches!(decode(&bytes, Detail::Full, &limits), Err(PhotoError::TooLarge { what: "segments", .. })));
}

#[test]
fn a_jpeg_cut_anywhere_is_refused() {
    let bytes = sample();
    for end in 2..bytes.len() {
        assert!(decode(&bytes[..end], Detail::Full, &Limits::default()).is_err(), "cut at {end} of {}", bytes.len());
    }
}

#[test]
fn adobe_rgb_told_only_by_exif_is_converted() {
    let tiff: Vec<u8> = [
        &b"II*\0\x08\0\0\0"[..],
        // IFD0: one pointer to the Exif IFD at 26.
        &[1, 0, 0x69, 0x87, 4, 0, 1, 0, 0, 0, 26, 0, 0, 0, 0, 0, 0, 0],
        // Exif IFD: one pointer to the interoperability IFD at 44.
        &[1, 0, 0x05, 0xA0, 4, 0, 1, 0, 0, 0, 44, 0, 0, 0, 0, 0, 0, 0],
        // Interoperability IFD: index "R03".
        &[1, 0, 0x01, 0, 2, 0, 4, 0, 0, 0, b'R', b'0', b'3', 0, 0, 0, 0, 0],
    ]
    .concat();
    let mut bytes = sample();
    let mut segment = vec![0xFF, 0xE1];
    segment.extend(((tiff.len() + 8) as u16).to_be_bytes());
    segment.extend(b"Exif\0\0");
    segment.extend(tiff);
    bytes.splice(2..2, segment);
    let decoded = decode(&bytes, Detail::Full, &Limits::default()).expect("readable");
    assert_eq!(decoded.colour, ColourWork::Converted);
    let plain = decode(&sample(), Detail::Full, &Limits::default()).expect("readable");
    assert_ne!(decoded.picture, plain.picture);
}

#[test]
fn four_components_are_inks_however_they_are_stored() {
    let samples: Vec<u8> = [[0_u8, 0, 0, 0], [255, 0, 0, 0], [0, 255, 0, 0], [0, 0, 0, 255]]
        .iter()
        .flat_map(|inks| inks.repeat(64))
        .collect();
    // Rows of eight pixels, so that every ink fills a block of its own.
    for kind in [jpeg_encoder::ColorType::Cmyk, jpeg_encoder::ColorType::CmykAsYcck] {
        let mut bytes = Vec::new();
        let mut encoder = jpeg_encoder::Encoder::new(&mut bytes, 100);
        encoder.set_sampling_factor(jpeg_encoder::SamplingFactor::R_4_4_4);
        encoder.encode(&samples, 8, 32, kind).expect("written");
        let decoded = decode(&bytes, Detail::Full, &Limits::default()).expect("readable");
        assert_eq!(decoded.colour, ColourWork::Converted);
        let wanted = [[255_u8, 255, 255], [0, 255, 255], [255, 0, 255], [0, 0, 0]];
        for (block, wanted) in decoded.picture.samples().chunks(64 * 3).zip(wanted) {
            let near = block.chunks(3).all(|pixel| pixel.iter().zip(wanted).all(|(a, b)| a.abs_diff(b) <= 3));
            assert!(near, "{kind:?}: {:?} instead of {wanted:?}", &block[..3]);
        }
    }
}

#[test]
fn tables_with_a_single_code_are_read() {
    // Even chroma leaves one symbol in its optimised tables, which another decoder was seen to misread.
    let samples: Vec<u8> = (0..64 * 48).flat_map(|at| [(at % 64 * 4) as u8; 3]).collect();
    let picture = Picture::new(64, 48, Channels::Rgb, samples.clone()).expect("a full picture");
    let decoded = decode(&jpeg(picture, 95, Chroma::Quarter).expect("written"), Detail::Full, &Limits::default());
    let read = decoded.expect("readable").picture.into_samples();
    assert!(read.iter().zip(samples).all(|(a, b)| a.abs_diff(b) <= 3));
}

#[test]
fn a_smaller_reading_is_still_at_least_as_large_as_asked() {
    let samples = (0..640 * 480).flat_map(|at| [(at % 640 / 3) as u8, (at / 640 / 2) as u8, 90]).collect();
    let bytes = jpeg(Picture::new(640, 480, Channels::Rgb, samples).expect("full"), 90, Chroma::Full).expect("written");
    let read = |edge| {
        let decoded = decode(&bytes, Detail::AtLeast(edge), &Limits::default()).expect("readable");
        (decoded.picture.width(), decoded.picture.height())
    };
    assert_eq!(
        [80, 81, 320, 321, 640, 9000].map(read),
        [(80, 60), (160, 120), (320, 240), (640, 480), (640, 480), (640, 480)]
    );
}

#[test]
fn inks_of_an_unknown_kind_are_refused() {
    let mut inks = Vec::new();
    let encoder = jpeg_encoder::Encoder::new(&mut inks, 90);
    encoder.encode(&[120; 8 * 8 * 4], 8, 8, jpeg_encoder::ColorType::Cmyk).expect("written");
    let at = memchr::memmem::find(&inks, b"Adobe").expect("an Adobe segment") + 11;
    assert!(decode(&inks, Detail::Full, &Limits::default()).is_ok());
    inks[at] = 76;
    assert!(refused(&inks).contains("what its colours mean"));
    assert!(crate::make_master(&inks, &Limits::default()).is_err(), "stripping makes nothing of it");
}

#[test]
fn a_narrow_picture_is_not_read_smaller_than_asked() {
    let narrow = Picture::new(1, 900, Channels::Rgb, vec![90; 2700]).expect("a full picture");
    let bytes = jpeg(narrow, 90, Chroma::Full).expect("written");
    let read = decode(&bytes, Detail::AtLeast(800), &Limits::default()).expect("readable").picture;
    assert_eq!((read.width(), read.height()), (1, 900));
}
