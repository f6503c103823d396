//! The largest pictures that are let in, and one that pretends to be small, in a process of their own: none makes it hold
//! more than 1.5 GiB.

use image::{
    ExtendedColorType, ImageEncoder,
    codecs::{
        jpeg::JpegEncoder,
        png::{CompressionType, FilterType, PngEncoder},
    },
};
use photo::{Edits, Limits, Output, PhotoError, RenderSpec, render, take_in};

/// The most this process has held, as Linux counts it; elsewhere nobody does.
fn peak() -> Option<u64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
    line.trim().trim_end_matches(" kB").parse().ok().map(|kilobytes: u64| kilobytes << 10)
}

fn png(width: u32, height: u32) -> Vec<u8> {
    let mut bytes = Vec::new();
    let samples = vec![0; width as usize * height as usize * 4];
    PngEncoder::new_with_quality(&mut bytes, CompressionType::Fast, FilterType::NoFilter)
        .write_image(&samples, width, height, ExtendedColorType::Rgba8)
        .expect("written");
    bytes
}

fn jpeg(width: u16, height: u16) -> Vec<u8> {
    let mut bytes = Vec::new();
    let samples = vec![90; usize::from(width) * usize::from(height)];
    let mut encoder = JpegEncoder::new_with_quality(&mut bytes, 50);
    encoder.encode(&samples, width.into(), height.into(), ExtendedColorType::L8).expect("written");
    bytes
}

#[test]
fn the_largest_pictures_stay_below_a_gigabyte_and_a_half() {
    let limits = Limits::default();
    for (bytes, fits) in [
        (png(12_000, 8_000), true),
        (png(12_000, 9_000), false),
        (jpeg(12_000, 9_990), true),
        (jpeg(12_001, 10_000), false),
    ] {
        match take_in(&bytes, &[320, 1600], &limits) {
            Ok((master, _)) => {
                assert!(fits);
                let spec = RenderSpec { max_edge: 1600, output: Output::WEB };
                let copy = render(master.image.bytes(), master.orientation, &Edits::default(), &spec, &limits);
                assert_eq!(copy.expect("rendered").width(), 1600);
            }
            Err(refused) => assert!(!fits && matches!(refused, PhotoError::TooLarge { .. }), "{refused}"),
        }
    }
    let Some(peak) = peak() else {
        println!("skipped: this system does not tell how much memory was held");
        return;
    };
    println!("{} MiB at most", peak >> 20);
    assert!(peak < 3 << 29, "{} MiB", peak >> 20);
}
