//! The same file through libvips and ImageMagick: upright, in sRGB by its own profile, at a given size.

use std::{
    path::{Path, PathBuf},
    process::Command,
};

/// Files on which the references are no judges, and why. They are compared and reported all the same.
pub(crate) const NO_JUDGES: [(&str, &str); 6] = [
    ("gofuzz__c75a9d4d1cfd281562e1f58f777611c34d71eb6a-1", "the fourth byte of a plain 32-bit BMP is not transparency"),
    ("image__V3_X4_R4_G4_B4.bmp", "15 of four bits is full light, not 240 of 255"),
    (
        "libavif__clap_irot_imir_non_essential.avif",
        "libvips stops at its only tile and shows black, ImageMagick shows nothing",
    ),
    ("libavif__seine_hdr_gainmap_small_srgb.avif", "its light is coded by PQ, which both take for sRGB"),
    ("mei__Olympus PEN E-P3.jpg", "its EXIF declares Adobe RGB (DCF 2.0, R03), which both ignore"),
    (
        "taglib-sharp__sample_recursive_ifd.jpg",
        "a single pixel, of which JPEG of quality 82 gives the nearest colour it has",
    ),
];

/// A picture without transparency, three samples a pixel.
pub(crate) struct Pixels {
    pub(crate) width: u32,
    pub(crate) height: u32,
    pub(crate) samples: Vec<u8>,
}

impl Pixels {
    /// The means of blocks of pixels; what does not fill such a square at the end is left out, unless it is all.
    pub(crate) fn in_blocks(&self) -> Self {
        let (width, height) = ((self.width / BLOCK).max(1), (self.height / BLOCK).max(1));
        let mut samples = Vec::with_capacity((width * height * 3) as usize);
        for y in 0..height {
            for x in 0..width {
                for channel in 0..3 {
                    let rows = (y * BLOCK..self.height).take(BLOCK as usize);
                    let cells = rows
                        .flat_map(|y| (x * BLOCK..self.width).take(BLOCK as usize).map(move |x| y * self.width + x));
                    let (sum, count) = cells.fold((0, 0), |(sum, count), at| {
                        (sum + u32::from(self.samples[(at * 3 + channel) as usize]), count + 1)
                    });
                    // A mean of eight bits.
                    samples.push(((sum + count / 2) / count) as u8);
                }
            }
        }
        Self { width, height, samples }
    }
}

/// Pixels along the side of what JPEG codes together where it halves the colours; its noise is even over so many.
pub(crate) const BLOCK: u32 = 16;

/// The size that a rendering should have.
#[derive(Clone, Copy)]
pub(crate) enum Size {
    /// This, whatever the shape.
    Exactly(u32, u32),
    /// The file's own shape, both sides at most this.
    Within(u32),
}

/// The web copy that libvips makes of the file itself, as we do: JPEG of quality 82.
pub(crate) fn web_copy(file: &Path, (width, height): (u32, u32), folder: &Path) -> Option<PathBuf> {
    let target = folder.join("peer.jpg");
    let mut command = Command::new("vips");
    command.arg("thumbnail").arg(file).arg(format!("{}[Q=82,optimize-coding,strip,background=255]", target.display()));
    command.args([&width.to_string(), "--height", &height.to_string(), "--size", "force"]);
    command.args(["--export-profile", "srgb", "--import-profile", "srgb", "--fail-on", "error"]);
    command.output().ok().filter(|done| done.status.success()).map(|_| target)
}

/// What ImageMagick makes of the file at its own size; nothing where it cannot read it. A second opinion: libvips takes
/// no notice of what PNG says without a profile, and has ideas of its own about inks.
pub(crate) fn second_opinion(file: &Path, upright: bool, folder: &Path) -> Option<Pixels> {
    let target = folder.join("second.ppm");
    let mut command = Command::new("convert");
    let mut first = file.as_os_str().to_owned();
    first.push("[0]");
    command.arg(first);
    if upright {
        command.arg("-auto-orient");
    }
    command.arg("-profile").arg(srgb(folder)?);
    command.args(["-background", "white", "-alpha", "remove", "-colorspace", "sRGB", "-depth", "8"]).arg(&target);
    // It warns of much that does not touch the pixels, and then exits with 1.
    let _ = std::fs::remove_file(&target);
    command.output().ok()?;
    parsed(&std::fs::read(&target).ok()?)
}

/// The profile of sRGB as a file.
fn srgb(folder: &Path) -> Option<PathBuf> {
    let file = folder.join("srgb.icc");
    if !file.exists() {
        crate::write(&file, &moxcms::ColorProfile::new_srgb().encode().ok()?).ok()?;
    }
    Some(file)
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
    command.args([
        "--export-profile",
        "srgb",
        "--import-profile",
        "srgb",
        "--intent",
        "perceptual",
        "--fail-on",
        "error",
    ]);
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
