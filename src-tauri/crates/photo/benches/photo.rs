//! What one photo of 24 megapixels costs: taking it in, and making its copy for the web.

use divan::{Bencher, counter::ItemsCount};
use image::{ExtendedColorType, RgbImage, codecs::jpeg::JpegEncoder};
use photo::{Edits, Limits, Orientation, Output, RenderSpec, make_master, render, take_in};

fn main() {
    divan::main();
}

/// A made-up photo as a camera writes it: soft shapes and grain, quality 93.
fn photo() -> Vec<u8> {
    let mut grain = 0x9E37_79B9_u32;
    let picture = RgbImage::from_fn(6000, 4000, |x, y| {
        grain = grain.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        let wave = |step: f32, shift: f32| {
            ((x as f32 / step).sin() + (y as f32 / step + shift).cos()) * 45.0 + 120.0 + (grain >> 28) as f32
        };
        image::Rgb([wave(310.0, 0.0) as u8, wave(170.0, 1.0) as u8, wave(90.0, 2.0) as u8])
    });
    let mut bytes = Vec::new();
    let mut encoder = JpegEncoder::new_with_quality(&mut bytes, 93);
    encoder.encode(picture.as_raw(), 6000, 4000, ExtendedColorType::Rgb8).expect("written");
    bytes
}

#[divan::bench(sample_count = 5)]
fn master(bencher: Bencher<'_, '_>) {
    let bytes = photo();
    bencher.counter(ItemsCount::new(1_u32)).bench(|| make_master(&bytes, &Limits::default()));
}

#[divan::bench(sample_count = 5)]
fn master_thumbnail_and_preview(bencher: Bencher<'_, '_>) {
    let bytes = photo();
    bencher.counter(ItemsCount::new(1_u32)).bench(|| take_in(&bytes, &[320, 1600], &Limits::default()));
}

#[divan::bench(sample_count = 5, args = [320, 1600])]
fn web_copy(bencher: Bencher<'_, '_>, max_edge: u32) {
    let bytes = photo();
    let spec = RenderSpec { max_edge, output: Output::WEB };
    bencher
        .counter(ItemsCount::new(1_u32))
        .bench(|| render(&bytes, Orientation::Upright, &Edits::default(), &spec, &Limits::default()));
}
