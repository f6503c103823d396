//! What the second reader of PNG finds, and what it accepts.

use std::io::Cursor;

use image::{DynamicImage, ImageFormat};
use miniz_oxide::deflate::compress_to_vec_zlib;

use crate::{
    Format, inspect, prove,
    test_pictures::{noise, png_chunk},
};

fn encoded(picture: &DynamicImage) -> Vec<u8> {
    let mut out = Cursor::new(Vec::new());
    picture.write_to(&mut out, ImageFormat::Png).expect("encodes");
    out.into_inner()
}

fn plain() -> Vec<u8> {
    encoded(&DynamicImage::ImageRgb8(noise(31, 17)))
}

/// A file of these chunks between header and end.
fn file(header: [u8; 13], chunks: &[Vec<u8>]) -> Vec<u8> {
    let ends = (png_chunk(b"IHDR", &header), png_chunk(b"IEND", b""));
    [b"\x89PNG\r\n\x1A\n".as_slice(), &ends.0, &chunks.concat(), &ends.1].concat()
}

fn header(width: u8, height: u8, depth: u8, colour: u8, interlace: u8) -> [u8; 13] {
    [0, 0, 0, width, 0, 0, 0, height, depth, colour, 0, 0, interlace]
}

fn pixels(bytes: usize) -> Vec<u8> {
    png_chunk(b"IDAT", &compress_to_vec_zlib(&vec![0; bytes], 6))
}

fn names(bytes: &[u8]) -> Vec<String> {
    inspect(bytes).into_iter().map(|finding| finding.what).collect()
}

#[test]
fn p04_every_depth_and_colour_is_followed_to_its_last_row_and_accepted() {
    let picture = DynamicImage::ImageRgb8(noise(31, 17));
    for picture in [
        picture.clone(),
        picture.grayscale(),
        DynamicImage::ImageRgba8(picture.to_rgba8()),
        DynamicImage::ImageRgb16(picture.to_rgb16()),
        DynamicImage::ImageLumaA16(picture.to_luma_alpha16()),
    ] {
        let clean = prove(encoded(&picture)).expect("is clean");
        assert_eq!((clean.format(), clean.width(), clean.height()), (Format::Png, 31, 17));
    }
}

#[test]
fn interlaced_pictures_have_as_many_bytes_as_their_seven_passes() {
    // 5 × 5 in one bit: eleven rows (1, 1, 1, 2, 1, 3 and 2 in the passes) of two bytes.
    assert_eq!(names(&file(header(5, 5, 1, 0, 1), &[pixels(22)])), [""; 0]);
    assert_eq!(names(&file(header(5, 5, 1, 0, 1), &[pixels(21)])), ["damaged: the pixels break off"]);
    assert_eq!(names(&file(header(5, 5, 1, 0, 1), &[pixels(23)])), ["more bytes than the rows of the picture"]);
}

#[test]
fn p04_every_other_chunk_is_found_by_name() {
    for (kind, body, name) in [
        (b"tEXt", b"Author\0somebody".as_slice(), "a text (Author)"),
        (b"iTXt", b"XML:com.adobe.xmp\0", "XMP"),
        (b"zTXt", b"Raw profile type exif\0", "EXIF, written as text"),
        (b"eXIf", b"MM", "EXIF"),
        (b"iCCP", b"p\0", "an ICC profile"),
        (b"tIME", b"", "the time of the last change"),
        (b"pHYs", b"", "a print density"),
        (b"acTL", b"", "further pictures of an animation"),
        (b"prVt", b"", "an unknown chunk (prVt)"),
        (b"PLTE", &[1, 2, 3], "a palette that no pixel needs"),
    ] {
        let mut bytes = plain();
        bytes.splice(33..33, png_chunk(kind, body));
        assert_eq!(names(&bytes), [name]);
    }
}

#[test]
fn p04_bytes_behind_the_stream_the_end_and_inside_the_end_are_found() {
    let stream = compress_to_vec_zlib(&[0; 4], 6);
    let long = png_chunk(b"IDAT", &[&stream[..], b"hidden"].concat());
    let findings = inspect(&file(header(1, 2, 8, 0, 0), &[long.clone(), png_chunk(b"IDAT", b"too")]));
    let places: Vec<_> = findings.iter().map(|finding| (finding.offset, finding.length)).collect();
    let behind = 33 + 8 + stream.len() as u64;
    assert_eq!(places, [(behind, 6), (behind + 6 + 4 + 8, 3)]);
    assert!(findings.iter().all(|finding| finding.what == "bytes behind the last row of the pixels"));

    let bytes = plain();
    assert_eq!(names(&[&bytes[..], b"%PDF-"].concat()), ["a PDF behind the end of the picture"]);
    let end = png_chunk(b"IEND", b"hidden");
    assert_eq!(names(&[&bytes[..bytes.len() - 12], &end].concat()), ["bytes inside the end chunk"]);
}

#[test]
fn palettes_and_transparency_have_no_room_to_spare() {
    let palette = |entries: usize| png_chunk(b"PLTE", &vec![7; entries * 3]);
    let transparency = |length: usize| png_chunk(b"tRNS", &vec![9; length]);
    let coloured = |chunks: &[Vec<u8>]| names(&file(header(8, 1, 1, 3, 0), &[chunks, &[pixels(2)]].concat()));
    assert_eq!(coloured(&[palette(2), transparency(2)]), [""; 0]);
    assert_eq!(coloured(&[palette(3)])[0], "a palette that no pixel needs");
    assert_eq!(coloured(&[palette(2), transparency(3)]), ["transparency of the wrong length"]);
    assert_eq!(coloured(&[]), ["damaged: the palette is missing"]);
    let gray = |length| names(&file(header(8, 1, 8, 0, 0), &[transparency(length), pixels(9)]));
    assert_eq!(gray(2), [""; 0]);
    assert_eq!(gray(4), ["transparency of the wrong length"]);
}

#[test]
fn a_small_file_that_inflates_without_end_is_stopped_at_its_last_row() {
    let bomb = png_chunk(b"IDAT", &compress_to_vec_zlib(&vec![0; 64 << 20], 9));
    assert!(bomb.len() < 70_000);
    assert_eq!(names(&file(header(9, 9, 8, 0, 0), &[bomb])), ["more bytes than the rows of the picture"]);
}

#[test]
fn a_file_cut_off_anywhere_is_never_clean() {
    let bytes = plain();
    for length in 0..bytes.len() {
        assert!(prove(bytes[..length].to_vec()).is_err(), "cut after {length} of {} bytes", bytes.len());
    }
}

#[test]
fn wrong_checksums_orders_and_headers_are_damage() {
    let mut wrong = plain();
    let last = wrong.len() - 13;
    wrong[last] ^= 1;
    assert_eq!(names(&wrong), ["damaged: a chunk with a wrong checksum"]);
    let apart = file(header(1, 2, 8, 0, 0), &[pixels(4), png_chunk(b"prVt", b""), pixels(4)]);
    assert_eq!(names(&apart), ["an unknown chunk (prVt)", "damaged: the pixels are interrupted"]);
    assert_eq!(names(&file([0xFF; 13], &[])), ["damaged: the header does not hold together"]);
    assert_eq!(names(&file(header(1, 1, 8, 0, 0), &[])), ["damaged: there are no pixels"]);
    let garbage = file(header(1, 1, 8, 0, 0), &[png_chunk(b"IDAT", b"garbage")]);
    assert_eq!(names(&garbage), ["damaged: pixels that cannot be inflated"]);
}
