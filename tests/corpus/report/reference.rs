//! The same file through libvips: upright, in sRGB by its own profile, at a given size.

use std::{path::Path, process::Command};

/// A picture without transparency, three samples a pixel.
pub(crate) struct Pixels {
    pub(crate) width: u32,
    pub(crate) height: u32,
    pub(crate) samples: Vec<u8>,
}

/// The size that a rendering should have.
#[derive(Clone, Copy)]
pub(crate) enum Size {
    /// This, whatever the shape.
    Exactly(u32, u32),
    /// The file's own shape, both sides at most this.
    Within(u32),
}

/// What libvips makes of the file; nothing where it cannot read it.
pub(crate) fn rendered(file: &Path, size: Size, upright: bool, folder: &Path) -> Option<Pixels> {
    let target = folder.join("reference.ppm");
    let mut command = Command::new("vips");
    command.arg("thumbnail").arg(file).arg(format!("{}[background=255]", target.display()));
    let (width, height, how) = match size {
        Size::Exactly(width, height) => (width, height, "force"),
        Size::Within(edge) => (edge, edge, "down"),
    };
    command.arg(width.to_string()).args(["--height", &height.to_string(), "--size", how]);
    command.args(["--export-profile", "srgb", "--import-profile", "srgb", "--intent", "perceptual"]);
    if !upright {
        command.arg("--no-rotate");
    }
    let done = command.output().ok()?;
    if !done.status.success() {
        return None;
    }
    parsed(&std::fs::read(&target).ok()?)
}

/// A PGM or PPM of eight bits.
fn parsed(bytes: &[u8]) -> Option<Pixels> {
    let mut at = 0;
    let mut word = || loop {
        while bytes.get(at)?.is_ascii_whitespace() {
            at += 1;
        }
        if bytes[at] == b'#' {
            at += bytes[at..].iter().position(|&byte| byte == b'\n')?;
            continue;
        }
        let start = at;
        while !bytes.get(at)?.is_ascii_whitespace() {
            at += 1;
        }
        return std::str::from_utf8(&bytes[start..at]).ok();
    };
    let kind = word()?;
    let (width, height) = (word()?.parse().ok()?, word()?.parse().ok()?);
    if word()? != "255" {
        return None;
    }
    let samples = bytes.get(at + 1..)?;
    let samples = match kind {
        "P6" => samples.to_vec(),
        "P5" => samples.iter().flat_map(|&gray| [gray; 3]).collect(),
        _ => return None,
    };
    Some(Pixels { width, height, samples })
}
