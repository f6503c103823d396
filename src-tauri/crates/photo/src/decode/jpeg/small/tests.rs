//! Beside the general decoder and the transform itself, in full precision.

use super::*;
use crate::{
    Format, Limits,
    decode::{Detail, decode},
    encode::{Chroma, jpeg},
    picture::{Channels, Picture},
    test_pictures::noise,
};

fn read(bytes: &[u8], eighths: usize) -> Option<Planes> {
    super::read(bytes, |_| Ok(Some(eighths))).expect("a limit is all that is an error")
}

/// Noise that no colour is clipped of.
fn soft(width: u32, height: u32) -> Vec<u8> {
    noise(width, height).into_raw().into_iter().map(|sample| 80 + sample / 3).collect()
}

/// One scan for each component, as this crate writes.
fn file(width: u32, height: u32, chroma: Chroma) -> Vec<u8> {
    let picture = Picture::new(width, height, Channels::Rgb, soft(width, height)).expect("full");
    jpeg(picture, 92, chroma).expect("written")
}

/// One scan for all, as cameras write; with restarts where an interval is given.
fn woven(width: u32, height: u32, restarts: u16) -> Vec<u8> {
    let mut bytes = Vec::new();
    let mut encoder = jpeg_encoder::Encoder::new(&mut bytes, 90);
    encoder.set_sampling_factor(jpeg_encoder::SamplingFactor::R_4_2_0);
    if restarts > 0 {
        encoder.set_restart_interval(restarts);
    }
    let (pixels, kind) = (soft(width, height), jpeg_encoder::ColorType::Rgb);
    encoder.encode(&pixels, width as u16, height as u16, kind).expect("written");
    bytes
}

/// The light of a picture by the general decoder, block by block through the ideal filter of its cosines.
fn light(bytes: &[u8], eighths: usize) -> Vec<Vec<f64>> {
    let picture = decode(bytes, Format::Jpeg, Detail::Full, &Limits::default()).expect("readable").picture;
    let sample = |x: usize, y: usize| {
        let at = y * picture.stride() + x * 3;
        let [red, green, blue] = [0, 1, 2].map(|channel| f64::from(picture.samples()[at + channel]));
        0.299 * red + 0.587 * green + 0.114 * blue
    };
    let wave = |points: usize, at: usize, frequency: usize| {
        let scale = if frequency == 0 { (1.0 / points as f64).sqrt() } else { (2.0 / points as f64).sqrt() };
        scale * ((2 * at + 1) as f64 * frequency as f64 * std::f64::consts::PI / (2 * points) as f64).cos()
    };
    let (across, down) = (picture.width() as usize / 8, picture.height() as usize / 8);
    let mut rows = vec![vec![0.0; across * eighths]; down * eighths];
    for (block_y, block_x) in (0..down).flat_map(|y| (0..across).map(move |x| (y, x))) {
        let mut frequencies = vec![vec![0.0; eighths]; eighths];
        for (v, u) in (0..eighths).flat_map(|v| (0..eighths).map(move |u| (v, u))) {
            for (y, x) in (0..8).flat_map(|y| (0..8).map(move |x| (y, x))) {
                frequencies[v][u] += sample(block_x * 8 + x, block_y * 8 + y) * wave(8, x, u) * wave(8, y, v);
            }
        }
        for (y, x) in (0..eighths).flat_map(|y| (0..eighths).map(move |x| (y, x))) {
            let mut sum = 0.0;
            for (v, u) in (0..eighths).flat_map(|v| (0..eighths).map(move |u| (v, u))) {
                sum += frequencies[v][u] * wave(eighths, x, u) * wave(eighths, y, v);
            }
            rows[block_y * eighths + y][block_x * eighths + x] = sum * eighths as f64 / 8.0;
        }
    }
    rows
}

#[test]
fn every_fraction_shows_what_its_frequencies_hold() {
    for bytes in [file(96, 64, Chroma::Full), file(96, 64, Chroma::Quarter), woven(96, 64, 0)] {
        for eighths in EIGHTHS {
            let planes = read(&bytes, eighths).expect("baseline");
            let wanted = light(&bytes, eighths);
            let samples = planes.light.samples();
            for (row, wanted) in samples.samples().chunks_exact(samples.stride()).zip(&wanted) {
                for (&found, wanted) in row.iter().zip(wanted) {
                    // The general decoder rounds three colours, and spreads the coarser ones in its own way.
                    let near = (f64::from(found) - wanted).abs() <= 2.0;
                    assert!(near, "{eighths}/8: {found} instead of {wanted}");
                }
            }
        }
    }
}

#[test]
fn the_planes_cover_the_picture_and_no_more_whatever_its_size() {
    for (width, height) in [(96, 64), (97, 65), (103, 71), (8, 8), (1, 1)] {
        let planes = read(&file(width, height, Chroma::Quarter), 3).expect("baseline");
        let shown = planes.light.shown();
        assert!((shown.across - f64::from(width) * 3.0 / 8.0).abs() < 1e-9, "{width} × {height}");
        assert!((shown.down - f64::from(height) * 3.0 / 8.0).abs() < 1e-9, "{width} × {height}");
        let colours = planes.colours[0].shown();
        assert!((colours.across * 2.0 - shown.across).abs() < 1e-9, "{width} × {height}");
    }
}

#[test]
fn restarts_are_followed_and_a_wrong_one_is_a_doubt() {
    let mut bytes = woven(96, 64, 3);
    let samples = |bytes: &[u8]| read(bytes, 3).expect("baseline").light.samples().clone();
    assert_eq!(samples(&bytes), samples(&woven(96, 64, 0)));
    let at = memchr::memmem::find(&bytes, &[0xFF, 0xD0]).expect("a restart");
    bytes.drain(at..at + 2);
    assert!(read(&bytes, 3).is_none());
}

#[test]
fn what_breaks_off_or_goes_on_is_a_doubt() {
    let whole = file(96, 64, Chroma::Quarter);
    let scan = memchr::memmem::find(&whole, &[0xFF, 0xDA]).expect("a scan");
    let end = whole.len() - 2;
    for cut in [scan + 40, (scan + end) / 2, end - 3] {
        let mut bytes = whole[..cut].to_vec();
        bytes.extend([0xFF, 0xD9]);
        assert!(read(&bytes, 3).is_none(), "cut at {cut}");
    }
    let mut longer = whole.clone();
    longer.splice(end..end, [0x12, 0x34]);
    assert!(read(&longer, 3).is_none());
}

#[test]
fn a_table_with_a_step_of_nothing_is_a_doubt() {
    let mut bytes = file(32, 32, Chroma::Full);
    let table = memchr::memmem::find(&bytes, &[0xFF, 0xDB]).expect("a table");
    bytes[table + 5 + 40] = 0;
    assert!(read(&bytes, 3).is_none());
}

#[test]
fn what_is_not_light_and_colour_is_a_doubt() {
    let mut bytes = file(32, 32, Chroma::Full);
    let jfif = memchr::memmem::find(&bytes, b"JFIF").expect("a JFIF header") - 4;
    bytes.drain(jfif..jfif + 18);
    assert!(read(&bytes, 3).is_some());
    let adobe = [&[0xFF, 0xEE, 0, 14][..], b"Adobe\0\x64\0\0\0\0\0"].concat();
    bytes.splice(2..2, adobe);
    assert!(read(&bytes, 3).is_none(), "red, green and blue");
    let mut gray = Vec::new();
    let encoder = jpeg_encoder::Encoder::new(&mut gray, 90);
    encoder.encode(&[9; 64], 8, 8, jpeg_encoder::ColorType::Luma).expect("written");
    assert!(read(&gray, 3).is_none());
    let mut progressive = Vec::new();
    let mut encoder = jpeg_encoder::Encoder::new(&mut progressive, 90);
    encoder.set_progressive(true);
    encoder.encode(noise(16, 16).as_raw(), 16, 16, jpeg_encoder::ColorType::Rgb).expect("written");
    assert!(read(&progressive, 3).is_none());
}

#[test]
fn as_few_eighths_are_read_as_are_enough() {
    assert_eq!(eighths(6000, 2240), Some(3));
    assert_eq!(eighths(4000, 2240), Some(5));
    assert_eq!(eighths(6000, 448), Some(1));
    assert_eq!(eighths(2400, 2240), None);
}
