//! SSIMULACRA2 of a copy, against the photo reduced with the greatest care.

use std::{path::Path, process::Command};

use ssimulacra2::{ColorPrimaries, Rgb, TransferCharacteristic, compute_frame_ssimulacra2};

/// A picture in full precision.
pub(crate) struct Seen {
    width: usize,
    height: usize,
    samples: Vec<[f32; 3]>,
}

/// The photo by ImageMagick: decoded whole, sixteen bits a sample, Lanczos.
pub(crate) fn reference(photo: &Path, edge: u32, folder: &Path) -> Result<Seen, String> {
    let target = folder.join("reference.ppm");
    let size = format!("{edge}x{edge}");
    converted(&["-filter", "Lanczos", "-resize", &size, "-depth", "16"], photo, &target)?;
    parsed(&std::fs::read(&target).map_err(|error| error.to_string())?)
}

/// How near a JPEG comes to it: 100 is the same, 70 what hardly anybody sees.
pub(crate) fn of(reference: &Seen, copy: &Path) -> Result<f64, String> {
    let target = copy.with_extension("ppm");
    converted(&["-depth", "16"], copy, &target)?;
    let copy = parsed(&std::fs::read(&target).map_err(|error| error.to_string())?)?;
    if (copy.width, copy.height) != (reference.width, reference.height) {
        return Err(format!("{} × {} beside {} × {}", copy.width, copy.height, reference.width, reference.height));
    }
    let frame = |seen: &Seen| {
        let srgb = (TransferCharacteristic::SRGB, ColorPrimaries::BT709);
        Rgb::new(seen.samples.clone(), seen.width, seen.height, srgb.0, srgb.1).map_err(|error| error.to_string())
    };
    compute_frame_ssimulacra2(frame(reference)?, frame(&copy)?).map_err(|error| error.to_string())
}

fn converted(options: &[&str], from: &Path, to: &Path) -> Result<(), String> {
    let done = Command::new("convert").arg(from).args(options).arg(to).output();
    let done = done.map_err(|error| format!("convert: {error}"))?;
    if done.status.success() { Ok(()) } else { Err(String::from_utf8_lossy(&done.stderr).into_owned()) }
}

/// A PPM of sixteen bits.
fn parsed(bytes: &[u8]) -> Result<Seen, String> {
    let mut words = bytes.split(|byte| byte.is_ascii_whitespace());
    let mut next = || words.next().and_then(|word| std::str::from_utf8(word).ok()).unwrap_or_default().to_owned();
    let (kind, width, height, most) = (next(), next(), next(), next());
    let number = |word: &str| word.parse::<usize>().map_err(|error| error.to_string());
    let (width, height) = (number(&width)?, number(&height)?);
    let pixels = width * height;
    if kind != "P6" || most != "65535" || bytes.len() < pixels * 6 {
        return Err("not a PPM of sixteen bits".to_owned());
    }
    let wide = |pair: &[u8; 2]| f32::from(u16::from_be_bytes(*pair)) / 65_535.0;
    let samples = bytes[bytes.len() - pixels * 6..].as_chunks::<6>().0.iter();
    let samples = samples.map(|pixel| [0, 2, 4].map(|at| wide(&[pixel[at], pixel[at + 1]]))).collect();
    Ok(Seen { width, height, samples })
}
