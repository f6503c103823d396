//! First frames, deep samples and bombs of the formats the `image` crate reads.

use image::{
    ExtendedColorType, Frame, ImageEncoder, RgbaImage,
    codecs::{bmp::BmpEncoder, gif::GifEncoder, png::PngEncoder, tiff::TiffEncoder, webp::WebPEncoder},
};

use super::*;

fn rgb() -> Vec<u8> {
    (0..16 * 12).flat_map(|at| [at as u8, 255 - at as u8, 77]).collect()
}

fn read_back(bytes: &[u8], format: Format) -> Decoded {
    decode(bytes, format, &Limits::default()).expect("readable")
}

#[test]
fn every_format_gives_its_samples_back() {
    let mut files = Vec::new();
    let mut bytes = Vec::new();
    PngEncoder::new(&mut bytes).write_image(&rgb(), 16, 12, ExtendedColorType::Rgb8).expect("written");
    files.push((Format::Png, std::mem::take(&mut bytes)));
    WebPEncoder::new_lossless(&mut bytes).write_image(&rgb(), 16, 12, ExtendedColorType::Rgb8).expect("written");
    files.push((Format::Webp, std::mem::take(&mut bytes)));
    BmpEncoder::new(&mut bytes).write_image(&rgb(), 16, 12, ExtendedColorType::Rgb8).expect("written");
    files.push((Format::Bmp, std::mem::take(&mut bytes)));
    let mut cursor = Cursor::new(Vec::new());
    TiffEncoder::new(&mut cursor).write_image(&rgb(), 16, 12, ExtendedColorType::Rgb8).expect("written");
    files.push((Format::Tiff, cursor.into_inner()));
    for (format, bytes) in files {
        let decoded = read_back(&bytes, format);
        assert_eq!(decoded.picture.samples(), rgb(), "{format}");
        assert_eq!((decoded.colour, decoded.lossless), (ColourWork::Kept, true), "{format}");
    }
}

#[test]
fn an_animation_gives_its_first_frame() {
    let frame = |value| Frame::new(RgbaImage::from_pixel(9, 7, image::Rgba([value, 0, 0, 255])));
    let mut bytes = Vec::new();
    GifEncoder::new(&mut bytes).encode_frames([frame(250), frame(5)]).expect("written");
    let decoded = read_back(&bytes, Format::Gif);
    assert!(decoded.picture.samples().chunks(4).all(|pixel| pixel[0] > 240));
}

#[test]
fn sixteen_bits_become_eight_and_count_as_converted() {
    let samples: Vec<u8> = (0..8 * 8 * 3_u32).flat_map(|at| ((at * 341) as u16).to_ne_bytes()).collect();
    let mut bytes = Vec::new();
    PngEncoder::new(&mut bytes).write_image(&samples, 8, 8, ExtendedColorType::Rgb16).expect("written");
    let decoded = read_back(&bytes, Format::Png);
    let wanted: Vec<u8> = (0..8 * 8 * 3_u32).map(|at| (f64::from(at * 341) / 257.0).round() as u8).collect();
    assert_eq!(decoded.picture.samples(), wanted);
    assert_eq!(decoded.colour, ColourWork::Converted);
}

#[test]
fn gray_with_transparency_becomes_colour_with_transparency() {
    let samples: Vec<u8> = (0..64).flat_map(|at| [at * 3, 255 - at]).collect();
    let mut bytes = Vec::new();
    PngEncoder::new(&mut bytes).write_image(&samples, 8, 8, ExtendedColorType::La8).expect("written");
    let decoded = read_back(&bytes, Format::Png);
    let wanted: Vec<u8> = (0..64).flat_map(|at| [at * 3, at * 3, at * 3, 255 - at]).collect();
    assert_eq!(decoded.picture.samples(), wanted);
}

/// A PNG that claims any size and whose pixels are nothing but zeros.
fn png_of(width: u32, height: u32, zeros: usize) -> Vec<u8> {
    let mut bytes = b"\x89PNG\r\n\x1a\n".to_vec();
    let mut chunk = |kind: &[u8; 4], content: &[u8]| {
        bytes.extend((content.len() as u32).to_be_bytes());
        let start = bytes.len();
        bytes.extend(kind);
        bytes.extend(content);
        let mut check = !0_u32;
        for &byte in &bytes[start..] {
            check ^= u32::from(byte);
            for _ in 0..8 {
                check = if check & 1 == 1 { check >> 1 ^ 0xEDB8_8320 } else { check >> 1 };
            }
        }
        bytes.extend((!check).to_be_bytes());
    };
    let header = [&width.to_be_bytes()[..], &height.to_be_bytes(), &[8, 2, 0, 0, 0]].concat();
    chunk(b"IHDR", &header);
    chunk(b"IDAT", &deflated_zeros(zeros));
    chunk(b"IEND", &[]);
    bytes
}

/// A zlib stream of zeros: one literal and then copies of 258 bytes, two bits each, with the fixed codes.
fn deflated_zeros(length: usize) -> Vec<u8> {
    let mut bits = BitWriter::default();
    bits.put(0b011, 3);
    bits.put_reversed(0x30, 8);
    for _ in 0..length / 258 {
        // Length code 285 is 11000101 in the fixed table, distance code 0 is 00000.
        bits.put_reversed(0b1100_0101, 8);
        bits.put_reversed(0, 5);
    }
    bits.put_reversed(0, 7);
    [&[0x78, 0x01][..], &bits.bytes, &[0; 4]].concat()
}

#[derive(Default)]
struct BitWriter {
    bytes: Vec<u8>,
    used: u32,
}

impl BitWriter {
    fn put(&mut self, value: u32, count: u32) {
        for bit in 0..count {
            if self.used.is_multiple_of(8) {
                self.bytes.push(0);
            }
            let last = self.bytes.last_mut().expect("just pushed");
            *last |= ((value >> bit & 1) as u8) << (self.used % 8);
            self.used += 1;
        }
    }

    fn put_reversed(&mut self, value: u32, count: u32) {
        for bit in (0..count).rev() {
            self.put(value >> bit & 1, 1);
        }
    }
}

#[test]
fn a_png_that_claims_65535_by_65535_is_refused_before_decoding() {
    let refused = decode(&png_of(65_535, 65_535, 1000), Format::Png, &Limits::default()).map(|_| ());
    assert!(matches!(refused, Err(PhotoError::TooLarge { what: "pixels", .. })));
}

#[test]
fn a_small_png_that_inflates_to_gigabytes_costs_no_more_than_its_frame() {
    // 13 bits unpack to 258 zeros: 2 MB give 300 MB, for a picture of 8 by 8.
    let bomb = png_of(8, 8, 300 << 20);
    assert!(bomb.len() < 3 << 20);
    let outcome = decode(&bomb, Format::Png, &Limits { memory: 1 << 20, ..Limits::default() });
    assert!(outcome.is_err() || outcome.is_ok_and(|decoded| decoded.picture.samples().len() == 8 * 8 * 3));
}

#[test]
fn a_picture_that_would_not_fit_into_memory_is_refused_before_decoding() {
    let limits = Limits { memory: 1000, ..Limits::default() };
    let mut bytes = Vec::new();
    PngEncoder::new(&mut bytes).write_image(&rgb(), 16, 12, ExtendedColorType::Rgb8).expect("written");
    let refused = decode(&bytes, Format::Png, &limits).map(|_| ());
    assert!(matches!(refused, Err(PhotoError::TooLarge { what: "bytes of memory", .. })), "{refused:?}");
}

#[test]
fn a_png_cut_in_its_pixels_is_refused() {
    let mut bytes = Vec::new();
    PngEncoder::new(&mut bytes).write_image(&rgb(), 16, 12, ExtendedColorType::Rgb8).expect("written");
    for end in 8..bytes.len() - 12 {
        assert!(decode(&bytes[..end], Format::Png, &Limits::default()).is_err(), "cut at {end}");
    }
}

#[test]
fn a_tiff_with_a_palette_shows_its_colours() {
    // Two by one pixels, of colours 1 and 200; the directory at 8, the palette behind it, the pixels at the end.
    let mut bytes = b"MM\0*\0\0\0\x08\0\x08".to_vec();
    let map = 10 + 8 * 12 + 4;
    let pixels = map + 2 * 768;
    let entries: [(u16, u16, u32, u32); 8] = [
        (0x0100, 3, 1, 2 << 16),
        (0x0101, 3, 1, 1 << 16),
        (0x0102, 3, 1, 8 << 16),
        (0x0103, 3, 1, 1 << 16),
        (0x0106, 3, 1, 3 << 16),
        (0x0111, 4, 1, pixels),
        (0x0117, 4, 1, 2),
        (0x0140, 3, 768, map),
    ];
    for (tag, kind, count, value) in entries {
        bytes.extend(tag.to_be_bytes());
        bytes.extend(kind.to_be_bytes());
        bytes.extend(count.to_be_bytes());
        bytes.extend(value.to_be_bytes());
    }
    bytes.extend([0; 4]);
    for channel in 0..3_u16 {
        bytes.extend((0..256_u16).flat_map(|index| ((index + channel * 10) % 256 * 257).to_be_bytes()));
    }
    bytes.extend([1, 200]);
    let decoded = read_back(&bytes, Format::Tiff);
    assert_eq!(decoded.picture.samples(), [1, 11, 21, 200, 210, 220]);
}

#[test]
fn colours_of_a_tiff_that_were_mixed_with_their_transparency_are_parted_from_it() {
    let mut cursor = Cursor::new(Vec::new());
    TiffEncoder::new(&mut cursor)
        .write_image(&[100, 50, 0, 128, 9, 9, 9, 0, 200, 100, 50, 255], 3, 1, ExtendedColorType::Rgba8)
        .expect("written");
    let mut bytes = cursor.into_inner();
    // One of the resolutions, a fraction elsewhere, becomes ExtraSamples, a short: 2 stands for colours that were left
    // alone, 1 for mixed ones.
    let at = memchr::memmem::find(&bytes, &[0x1A, 0x01, 5, 0, 1, 0, 0, 0]).expect("an entry");
    bytes[at..at + 12].copy_from_slice(&[0x52, 0x01, 3, 0, 1, 0, 0, 0, 2, 0, 0, 0]);
    let samples = |bytes: &[u8]| read_back(bytes, Format::Tiff).picture.into_samples();
    assert_eq!(samples(&bytes), [100, 50, 0, 128, 9, 9, 9, 0, 200, 100, 50, 255]);
    bytes[at + 8] = 1;
    assert_eq!(samples(&bytes), [199, 100, 0, 128, 0, 0, 0, 0, 200, 100, 50, 255]);
}
