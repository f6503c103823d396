//! What is kept bit by bit, and what has to be written anew, and why.

use image::{DynamicImage, ImageFormat};
use moxcms::ColorProfile;

use super::*;
use crate::test_pictures::{noise, segment};

fn file(format: ImageFormat) -> Vec<u8> {
    let mut cursor = std::io::Cursor::new(Vec::new());
    DynamicImage::ImageRgb8(noise(40, 24)).write_to(&mut cursor, format).expect("written");
    cursor.into_inner()
}

fn shown(bytes: &[u8], format: Format) -> crate::picture::Picture {
    decode(bytes, format, Detail::Full, &Limits::default()).expect("readable").picture
}

fn made(bytes: &[u8]) -> Master {
    make_master(bytes, &Limits::default()).expect("a master")
}

/// An EXIF segment that holds one orientation.
fn exif(orientation: u8) -> Vec<u8> {
    let mut body = b"Exif\0\0II*\0\x08\0\0\0\x01\0\x12\x01\x03\0\x01\0\0\0".to_vec();
    body.extend([orientation, 0, 0, 0, 0, 0, 0, 0]);
    segment(0xE1, &body)
}

fn with(mut jpeg: Vec<u8>, segment: Vec<u8>) -> Vec<u8> {
    jpeg.splice(2..2, segment);
    jpeg
}

fn profile(profile: &ColorProfile) -> Vec<u8> {
    segment(0xE2, &[&b"ICC_PROFILE\0\x01\x01"[..], &profile.encode().expect("a complete profile")].concat())
}

#[test]
fn jpeg_png_and_webp_keep_their_pixels_bit_by_bit() {
    for (format, known) in
        [(ImageFormat::Jpeg, Format::Jpeg), (ImageFormat::Png, Format::Png), (ImageFormat::WebP, Format::Webp)]
    {
        let bytes = file(format);
        let master = made(&bytes);
        assert_eq!((master.how, master.source), (MasterKind::Stripped, known));
        assert_eq!(shown(master.image.bytes(), known), shown(&bytes, known));
    }
}

#[test]
fn a_jpeg_is_turned_losslessly_where_its_size_allows() {
    // 40 × 24 are whole blocks where colours are not subsampled.
    let picture = crate::picture::Picture::new(40, 24, Channels::Rgb, noise(40, 24).into_raw()).expect("full");
    let plain = encode::jpeg(picture, 95, Chroma::Full).expect("written");
    let master = made(&with(plain.clone(), exif(6)));
    assert_eq!((master.how, master.orientation), (MasterKind::Turned, Orientation::Upright));
    assert_eq!((master.image.width(), master.image.height()), (24, 40));
    assert!(memchr::memmem::find(master.image.bytes(), b"Exif").is_none());
    let seen = turn::upright(shown(&plain, Format::Jpeg), Orientation::Turn90).expect("same pixels");
    let turned = shown(master.image.bytes(), Format::Jpeg);
    assert!(seen.samples().iter().zip(turned.samples()).all(|(a, b)| a.abs_diff(*b) <= 2));
}

#[test]
fn where_a_turn_would_cost_pixels_it_stands_beside_the_stripped_picture() {
    let mut cursor = std::io::Cursor::new(Vec::new());
    DynamicImage::ImageRgb8(noise(37, 21)).write_to(&mut cursor, ImageFormat::Jpeg).expect("written");
    let bytes = cursor.into_inner();
    let master = made(&with(bytes.clone(), exif(6)));
    assert_eq!((master.how, master.orientation), (MasterKind::Stripped, Orientation::Turn90));
    assert_eq!(shown(master.image.bytes(), Format::Jpeg), shown(&bytes, Format::Jpeg));
}

#[test]
fn other_colours_are_converted_and_the_picture_stored_upright() {
    let bytes = with(with(file(ImageFormat::Jpeg), exif(6)), profile(&ColorProfile::new_display_p3()));
    let master = made(&bytes);
    assert_eq!(master.how, MasterKind::ReEncoded { why: Reason::Colour });
    assert_eq!(master.orientation, Orientation::Upright);
    assert_eq!((master.image.width(), master.image.height(), master.image.format()), (24, 40, Format::Jpeg));
}

#[test]
fn a_profile_that_says_srgb_is_only_taken_away() {
    let master = made(&with(file(ImageFormat::Jpeg), profile(&ColorProfile::new_srgb())));
    assert_eq!(master.how, MasterKind::Stripped);
    assert!(memchr::memmem::find(master.image.bytes(), b"ICC_PROFILE").is_none());
}

#[test]
fn exact_formats_become_png_with_the_same_pixels() {
    for (format, known) in [(ImageFormat::Bmp, Format::Bmp), (ImageFormat::Tiff, Format::Tiff)] {
        let bytes = file(format);
        let master = made(&bytes);
        assert_eq!(master.how, MasterKind::ReEncoded { why: Reason::Format });
        assert_eq!(master.image.format(), Format::Png);
        assert_eq!(shown(master.image.bytes(), Format::Png), shown(&bytes, known));
    }
}

#[test]
fn samples_that_an_adobe_segment_explains_stay_the_same_colours() {
    let samples: Vec<u8> = noise(40, 24).into_raw();
    let mut bytes = Vec::new();
    let mut encoder = jpeg_encoder::Encoder::new(&mut bytes, 100);
    encoder.set_sampling_factor(jpeg_encoder::SamplingFactor::R_4_4_4);
    encoder.encode(&samples, 40, 24, jpeg_encoder::ColorType::Rgb).expect("written");
    // The same file, its three components declared to be red, green and blue.
    let bytes = with(bytes, segment(0xEE, b"Adobe\0\x64\0\0\0\0\0"));
    let before = shown(&bytes, Format::Jpeg);
    let master = made(&bytes);
    let after = shown(master.image.bytes(), Format::Jpeg);
    let near = before.samples().iter().zip(after.samples()).all(|(a, b)| a.abs_diff(*b) <= 12);
    assert!(near, "{:?}", master.how);
}

#[test]
fn copies_made_while_taking_in_equal_those_made_of_the_master_later() {
    let bytes = with(file(ImageFormat::Jpeg), exif(8));
    let (master, copies) = take_in(&bytes, &[20, 100], &Limits::default()).expect("taken in");
    let later = crate::renditions(master.image.bytes(), master.orientation, &[20, 100], &Limits::default());
    let sizes = |images: &[CleanImage]| images.iter().map(|image| (image.width(), image.height())).collect::<Vec<_>>();
    assert_eq!(sizes(&copies), [(12, 20), (24, 40)]);
    assert_eq!(sizes(&later.expect("made")), sizes(&copies));
}

#[test]
fn what_decoders_stumble_over_is_taken_away_before_they_see_it() {
    // A reserved marker, a stray frame of an animation, a trailer: none is part of the picture.
    let marked = with(file(ImageFormat::Jpeg), segment(0xF5, b"who"));
    let mut png = file(ImageFormat::Png);
    png.splice(33..33, crate::test_pictures::png_chunk(b"fdAT", b"who"));
    let trailed = [file(ImageFormat::WebP), b"who and where".to_vec()].concat();
    for (bytes, format) in [(marked, Format::Jpeg), (png, Format::Png), (trailed, Format::Webp)] {
        let master = made(&bytes);
        assert_eq!((master.how, master.source), (MasterKind::Stripped, format));
    }
}

#[test]
fn what_cannot_be_shown_is_refused_at_once() {
    let bytes = file(ImageFormat::Jpeg);
    assert!(make_master(&bytes[..bytes.len() - 40], &Limits::default()).is_err());
    assert_eq!(make_master(&[], &Limits::default()).map(|_| ()), Err(PhotoError::Empty));
    let small = Limits { bytes: 100, ..Limits::default() };
    assert!(matches!(make_master(&bytes, &small), Err(PhotoError::TooLarge { what: "bytes", .. })));
}

/// A JPEG whose pixels break off in the middle, its end marker in place, as a card pulled out leaves it.
fn broken_off() -> Vec<u8> {
    let mut bytes = file(ImageFormat::Jpeg);
    let scan = memchr::memmem::find(&bytes, &[0xFF, 0xDA]).expect("a scan");
    bytes.truncate(scan + (bytes.len() - scan) / 2);
    while bytes.last() == Some(&0xFF) {
        bytes.pop();
    }
    bytes.extend([0xFF, 0xD9]);
    bytes
}

#[test]
fn pixels_that_decoders_make_up_are_refused_with_and_without_a_profile() {
    let broken = broken_off();
    assert!(decode(&broken, Format::Jpeg, Detail::Full, &Limits::default()).is_ok(), "the decoder fills them in");
    for bytes in [broken.clone(), with(broken, profile(&ColorProfile::new_display_p3()))] {
        let refused = make_master(&bytes, &Limits::default()).expect_err("damaged");
        assert_eq!(refused, PhotoError::damaged("some of its pixels cannot be decoded"));
    }
}
