//! Turning coefficients gives the pixels that turning the decoded picture gives.

use image::{RgbImage, imageops};
use jpeg_encoder::{ColorType, Encoder, SamplingFactor};

use super::*;
use crate::{prove, test_pictures::noise};

fn encoded(width: u16, height: u16, sampling: SamplingFactor, progressive: bool, restart: u16) -> Vec<u8> {
    let mut out = Vec::new();
    let mut encoder = Encoder::new(&mut out, 90);
    encoder.set_progressive(progressive);
    encoder.set_sampling_factor(sampling);
    encoder.set_restart_interval(restart);
    let picture = imageops::blur(&noise(width.into(), height.into()), 1.5);
    encoder.encode(picture.as_raw(), width, height, ColorType::Rgb).expect("encodes");
    out
}

fn decoded(bytes: &[u8]) -> RgbImage {
    image::load_from_memory(bytes).expect("decodes").into_rgb8()
}

/// The pixels turned after decoding.
fn reference(bytes: &[u8], orientation: Orientation) -> RgbImage {
    let picture = decoded(bytes);
    match orientation {
        Orientation::Upright => picture,
        Orientation::FlipHorizontal => imageops::flip_horizontal(&picture),
        Orientation::Turn180 => imageops::rotate180(&picture),
        Orientation::FlipVertical => imageops::flip_vertical(&picture),
        Orientation::Transpose => imageops::flip_horizontal(&imageops::rotate90(&picture)),
        Orientation::Turn90 => imageops::rotate90(&picture),
        Orientation::Transverse => imageops::flip_horizontal(&imageops::rotate270(&picture)),
        Orientation::Turn270 => imageops::rotate270(&picture),
    }
}

/// The largest difference of any sample, away from where chroma is interpolated differently along x and y.
fn difference(one: &RgbImage, other: &RgbImage) -> u8 {
    assert_eq!(one.dimensions(), other.dimensions());
    one.iter().zip(other.iter()).map(|(one, other)| one.abs_diff(*other)).max().unwrap_or(0)
}

#[test]
fn all_eight_orientations_of_every_process_agree_with_turned_pixels() {
    for (progressive, restart) in [(false, 0), (false, 3), (true, 0), (true, 2)] {
        let bytes = encoded(64, 48, SamplingFactor::F_1_1, progressive, restart);
        for orientation in Orientation::ALL {
            let turned = turn_jpeg(&bytes, orientation).expect("turns");
            let apart = difference(&decoded(&turned), &reference(&bytes, orientation));
            // The inverse transform rounds rows and columns in different order; colour conversion doubles that.
            assert!(apart <= 2, "{orientation:?}: {apart}");
            prove(turned).expect("is clean");
        }
    }
}

#[test]
fn turning_forth_and_back_gives_the_coefficients_again() {
    for sampling in [SamplingFactor::F_1_1, SamplingFactor::F_2_1, SamplingFactor::F_1_2, SamplingFactor::F_2_2] {
        let bytes = encoded(64, 48, sampling, true, 0);
        let planes = |bytes: &[u8]| {
            let picture = read::picture(bytes).expect("is read");
            picture.planes.into_iter().map(|plane| (plane.sampling, plane.size, plane.blocks)).collect::<Vec<_>>()
        };
        for orientation in Orientation::ALL {
            let forth = turn_jpeg(&bytes, orientation).expect("turns");
            let back = turn_jpeg(&forth, orientation.inverse()).expect("turns");
            assert!(planes(&back) == planes(&bytes), "{orientation:?}");
        }
    }
}

#[test]
fn sizes_that_end_inside_a_block_turn_only_where_nothing_is_mirrored_there() {
    let bytes = encoded(64, 43, SamplingFactor::F_2_2, false, 0);
    for orientation in Orientation::ALL {
        let turned = turn_jpeg(&bytes, orientation);
        match orientation {
            Orientation::Upright | Orientation::FlipHorizontal | Orientation::Transpose | Orientation::Turn270 => {
                let (width, height) = orientation.upright_size(64, 43);
                assert_eq!(decoded(&turned.expect("turns")).dimensions(), (width, height));
            }
            Orientation::Turn180 | Orientation::FlipVertical | Orientation::Turn90 | Orientation::Transverse => {
                assert!(matches!(turned, Err(PhotoError::NeedsEncoding { .. })), "{orientation:?}");
            }
        }
    }
}

#[test]
fn refined_bits_of_a_progressive_picture_are_read() {
    let bytes = include_bytes!("../../prove/jpeg/refined.jpg");
    for orientation in Orientation::ALL {
        let turned = turn_jpeg(bytes, orientation).expect("turns");
        assert!(difference(&decoded(&turned), &reference(bytes, orientation)) <= 1, "{orientation:?}");
    }
}

#[test]
fn damaged_pixels_are_refused() {
    let mut bytes = encoded(64, 48, SamplingFactor::F_2_2, false, 0);
    let end = bytes.len() - 2;
    bytes.splice(end - 200..end, []);
    assert!(matches!(turn_jpeg(&bytes, Orientation::Turn90), Err(PhotoError::Damaged { .. })));
}

#[test]
fn codes_longer_than_sixteen_bits_are_made_shorter() {
    let mut frequencies = codes::Frequencies::none();
    let (mut one, mut two) = (1_u32, 1_u32);
    for symbol in 0..24 {
        (0..one).for_each(|_| frequencies.count(symbol));
        (one, two) = (two, one + two);
    }
    let encoder = frequencies.codes();
    let lengths: Vec<_> = (0..24).map(|symbol| encoder.code(symbol).1).collect();
    assert!(lengths.iter().all(|length| (1..=16).contains(length)), "{lengths:?}");
    let room: f64 = lengths.iter().map(|&length| 0.5_f64.powi(length as i32)).sum();
    assert!(room < 1.0, "a code of all ones");
}
