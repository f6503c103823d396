//! Previews found wherever a camera puts them.

use super::*;
use crate::{
    encode::{self, Chroma},
    picture::{Channels, Picture},
};

fn preview(width: u32, height: u32, gray: u8) -> Vec<u8> {
    let samples = vec![gray; (width * height) as usize];
    let picture = Picture::new(width, height, Channels::Gray, samples).expect("a full picture");
    encode::jpeg(picture, 80, Chroma::Full).expect("written")
}

/// A raw file as cameras write it: a directory, a thumbnail, a preview, and sensor data stored as lossless JPEG.
fn raw(previews: &[Vec<u8>]) -> Vec<u8> {
    let mut bytes = b"II*\0\x10\0\0\0CR\x02\0".to_vec();
    bytes.extend([0x5A; 500]);
    for preview in previews {
        bytes.extend(preview);
        bytes.extend([0xFF, 0xD8, 0x00, 0x5A]);
    }
    let mut sensor = preview(2000, 1400, 0);
    let frame = memchr::memmem::find(&sensor, &[0xFF, 0xC0]).expect("a frame");
    sensor[frame + 1] = 0xC3;
    bytes.extend(sensor);
    bytes.extend([0xFF; 3000]);
    bytes
}

fn decoded(bytes: &[u8]) -> Result<Decoded, PhotoError> {
    decode(bytes, Detail::Full, &Limits::default())
}

#[test]
fn the_largest_preview_is_the_picture() {
    let bytes = raw(&[preview(160, 120, 40), preview(1620, 1080, 90), preview(600, 400, 200)]);
    let picture = decoded(&bytes).expect("a preview").picture;
    assert_eq!((picture.width(), picture.height()), (1620, 1080));
    assert_eq!(picture.samples()[0], 90);
}

#[test]
fn a_thumbnail_alone_is_refused_and_its_size_told() {
    let refused = decoded(&raw(&[preview(160, 120, 40)])).map(|_| ()).expect_err("too small");
    assert!(refused.to_string().contains("only a small preview inside (160 pixels"), "{refused}");
}

#[test]
fn sensor_data_alone_are_refused() {
    let refused = decoded(&raw(&[])).map(|_| ()).expect_err("no preview");
    assert!(refused.to_string().contains("without a preview"), "{refused}");
}

#[test]
fn a_preview_that_is_cut_off_does_not_count() {
    let mut bytes = raw(&[preview(1620, 1080, 90)]);
    let start = memchr::memmem::find(&bytes, &[0xFF, 0xD8, 0xFF]).expect("the preview");
    bytes.truncate(start + 900);
    assert!(decoded(&bytes).is_err());
}

#[test]
fn a_thousand_beginnings_without_an_end_are_refused_in_time() {
    let one = preview(1620, 1080, 90);
    let beginning = &one[..one.len() - 2];
    assert!(decoded(&beginning.repeat(1000)).is_err());
}
