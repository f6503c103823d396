//! From the bytes of a file to its pixels in sRGB, one module per family of formats.
//!
//! Sizes are read from headers and held against the [`Limits`] before anything is decoded.

use crate::{Format, Limits, PhotoError, picture::Picture};

mod heif;
mod jpeg;
mod raster;
mod raw;

pub(crate) use heif::av1_planes;
pub(crate) use jpeg::{plain_planes, planes};

/// A picture as it was read.
pub(crate) struct Decoded {
    /// The pixels, in sRGB.
    pub(crate) picture: Picture,
    /// How they came to be sRGB.
    pub(crate) colour: ColourWork,
    /// Whether turns and mirrors the container asks for are already applied; EXIF is then not to be asked.
    pub(crate) upright: bool,
    /// Whether segments that stripping takes away may have told how the samples are to be read.
    pub(crate) doubtful: bool,
    /// Whether the file holds its pixels exactly, so that they should be kept exactly.
    pub(crate) lossless: bool,
}

/// What had to be done to the colours.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum ColourWork {
    /// Nothing: the samples are the file's own.
    Kept,
    /// They were converted from another colour space, ink or depth.
    Converted,
}

/// How many pixels are wanted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Detail {
    /// All of them.
    Full,
    /// So many along the longer edge are enough, where the format allows to read fewer for less.
    AtLeast(u32),
}

/// Reads the picture a file shows first.
pub(crate) fn decode(bytes: &[u8], format: Format, detail: Detail, limits: &Limits) -> Result<Decoded, PhotoError> {
    limits.admit_bytes(bytes.len() as u64)?;
    match format {
        Format::Jpeg => jpeg::decode(bytes, detail, limits),
        Format::Png | Format::Webp | Format::Gif | Format::Tiff | Format::Bmp => raster::decode(bytes, format, limits),
        Format::Avif | Format::Heic => heif::decode(bytes, limits),
        Format::Raw(_) => raw::decode(bytes, detail, limits),
    }
}
