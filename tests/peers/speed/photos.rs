//! The photos: made-up ones as a camera of 24 megapixels writes them, or a folder's.

use std::{
    fmt::Write as _,
    path::{Path, PathBuf},
};

use jpeg_encoder::{ColorType, Encoder, SamplingFactor};

/// A JPEG to be worked on.
pub(crate) struct Photo {
    pub(crate) name: String,
    pub(crate) file: PathBuf,
    pub(crate) width: u16,
    pub(crate) height: u16,
    pub(crate) bytes: u64,
}

/// Width and height of a camera of 24 megapixels.
const SIZE: (u16, u16) = (6000, 4000);
/// How many are made.
const COUNT: u32 = 4;

/// Made-up photos in `folder`: soft shapes, edges and leaves of several sizes, and grain, with what a camera writes about them.
pub(crate) fn made(folder: &Path) -> Result<Vec<Photo>, String> {
    (1..=COUNT)
        .map(|seed| {
            let name = format!("made-{seed}");
            let file = folder.join(format!("{name}.jpg"));
            write(&file, &camera_file(seed)?)?;
            photo(name, file)
        })
        .collect()
}

/// All JPEGs of a folder that are large enough to be reduced.
pub(crate) fn taken(folder: &Path) -> Result<Vec<Photo>, String> {
    let entries = std::fs::read_dir(folder).map_err(|error| format!("{}: {error}", folder.display()))?;
    let mut files: Vec<PathBuf> = entries.filter_map(|entry| Some(entry.ok()?.path())).collect();
    files.sort();
    let named = |file: PathBuf| {
        let name = file.file_name()?.to_string_lossy().into_owned();
        photo(name, file).ok().filter(|photo| photo.width.max(photo.height) >= 3200)
    };
    let photos: Vec<Photo> = files.into_iter().filter_map(named).collect();
    if photos.is_empty() { Err(format!("{}: no large JPEGs", folder.display())) } else { Ok(photos) }
}

fn photo(name: String, file: PathBuf) -> Result<Photo, String> {
    let bytes = std::fs::read(&file).map_err(|error| format!("{}: {error}", file.display()))?;
    let mut decoder = jpeg_decoder::Decoder::new(bytes.as_slice());
    decoder.read_info().map_err(|error| format!("{}: {error}", file.display()))?;
    let info = decoder.info().ok_or("a JPEG without a frame")?;
    Ok(Photo { name, file, width: info.width, height: info.height, bytes: bytes.len() as u64 })
}

fn camera_file(seed: u32) -> Result<Vec<u8>, String> {
    let (width, height) = SIZE;
    let mut bytes = Vec::new();
    let mut encoder = Encoder::new(&mut bytes, 93);
    encoder.set_sampling_factor(SamplingFactor::R_4_2_2);
    encoder.add_app_segment(1, about()).map_err(|error| error.to_string())?;
    encoder.encode(&scene(seed), width, height, ColorType::Rgb).map_err(|error| error.to_string())?;
    Ok(bytes)
}

/// EXIF without an entry, and filling as long as a maker's notes and thumbnail.
fn about() -> Vec<u8> {
    let mut segment = b"Exif\0\0II*\0\x08\0\0\0\0\0\0\0\0\0".to_vec();
    let mut notes = String::new();
    for number in 0..2_000 {
        let _ = write!(notes, "note {number};");
    }
    segment.extend(notes.as_bytes());
    segment
}

fn scene(seed: u32) -> Vec<u8> {
    let (width, height) = (u32::from(SIZE.0), u32::from(SIZE.1));
    let mut grain = 0x9E37_79B9_u32.wrapping_mul(seed);
    let mut samples = Vec::with_capacity(width as usize * height as usize * 3);
    for y in 0..height {
        for x in 0..width {
            grain = grain.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            let fine = (grain >> 28) as i32 - 8;
            let (sky, leaves) = (i32::try_from(y * 120 / height).unwrap_or(0), leaves(x, y, seed));
            for (tint, share) in [(200, 3), (190, 2), (150, 1)] {
                let value = tint - sky + leaves * share / 3 + fine;
                // From 0 to 255 by the step before.
                samples.push(value.clamp(0, 255) as u8);
            }
        }
    }
    samples
}

/// Noise of six sizes laid over each other, from hills to grass.
fn leaves(x: u32, y: u32, seed: u32) -> i32 {
    (0..6).map(|octave| smooth(x, y, 9 - octave, seed.wrapping_add(octave)) * 70 / (1 << octave)).sum::<i32>() / 128
}

/// Values from -128 to 127 at the corners of squares of 2^`size` pixels, blended between them.
fn smooth(x: u32, y: u32, size: u32, seed: u32) -> i32 {
    let corner = |x: u32, y: u32| {
        let mut mixed = x.wrapping_mul(0x85EB_CA6B) ^ y.wrapping_mul(0xC2B2_AE35) ^ seed.wrapping_mul(0x27D4_EB2F);
        mixed = (mixed ^ (mixed >> 15)).wrapping_mul(0x2C1B_3C6D);
        ((mixed ^ (mixed >> 12)) & 255) as i32 - 128
    };
    let (column, row, edge) = (x >> size, y >> size, 1 << size);
    let (right, below) = ((x & (edge - 1)) as i32, (y & (edge - 1)) as i32);
    let blend = |a: i32, b: i32, share: i32| a + (b - a) * share / edge as i32;
    let above = blend(corner(column, row), corner(column + 1, row), right);
    blend(above, blend(corner(column, row + 1), corner(column + 1, row + 1), right), below)
}

#[expect(clippy::disallowed_methods, reason = "results, and files in a temporary folder, made anew by every run")]
pub(crate) fn write(path: &Path, bytes: &[u8]) -> Result<(), String> {
    std::fs::write(path, bytes).map_err(|error| format!("{}: {error}", path.display()))
}
