//! What a file is, told by its bytes and never by its name.

mod boxes;
mod foreign;
mod tiff;

use std::fmt;

use crate::PhotoError;

/// The kinds of picture read here.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Format {
    /// JPEG, of whatever process; also the first picture of an MPO.
    Jpeg,
    /// PNG, animated or not.
    Png,
    /// WebP, lossy or lossless, animated or not.
    Webp,
    /// GIF.
    Gif,
    /// TIFF that is a picture, not a raw file.
    Tiff,
    /// Windows or OS/2 bitmap.
    Bmp,
    /// AVIF.
    Avif,
    /// HEIC and other HEIF with HEVC pictures inside.
    Heic,
    /// A camera's raw file; only the preview inside is used.
    Raw(RawKind),
}

/// The raw files of school cameras, each with a JPEG preview inside.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum RawKind {
    /// Canon, TIFF based.
    Cr2,
    /// Canon, in boxes.
    Cr3,
    /// Nikon.
    Nef,
    /// Sony.
    Arw,
    /// Fujifilm.
    Raf,
    /// Olympus and OM System.
    Orf,
    /// Panasonic and some Leica.
    Rw2,
    /// Adobe's open raw format; also what iPhones and Pixels write.
    Dng,
}

impl fmt::Display for Format {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(match self {
            Self::Jpeg => "JPEG",
            Self::Png => "PNG",
            Self::Webp => "WebP",
            Self::Gif => "GIF",
            Self::Tiff => "TIFF",
            Self::Bmp => "BMP",
            Self::Avif => "AVIF",
            Self::Heic => "HEIC",
            Self::Raw(kind) => return kind.fmt(out),
        })
    }
}

impl fmt::Display for RawKind {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(match self {
            Self::Cr2 => "CR2",
            Self::Cr3 => "CR3",
            Self::Nef => "NEF",
            Self::Arw => "ARW",
            Self::Raf => "RAF",
            Self::Orf => "ORF",
            Self::Rw2 => "RW2",
            Self::Dng => "DNG",
        })
    }
}

/// Recognises a picture by its content, and refuses by name whatever else it can tell.
pub fn sniff(bytes: &[u8]) -> Result<Format, PhotoError> {
    match bytes {
        [] => Err(PhotoError::Empty),
        [0xFF, 0xD8, 0xFF, ..] => Ok(Format::Jpeg),
        [0x89, b'P', b'N', b'G', b'\r', b'\n', 0x1A, b'\n', ..] => Ok(Format::Png),
        [b'R', b'I', b'F', b'F', _, _, _, _, b'W', b'E', b'B', b'P', ..] => Ok(Format::Webp),
        [b'G', b'I', b'F', b'8', b'7' | b'9', b'a', ..] => Ok(Format::Gif),
        [b'B', b'M', ..] if is_bitmap(bytes) => Ok(Format::Bmp),
        [b'I', b'I', b'R', b'O' | b'S', ..] | [b'M', b'M', b'O', b'R', ..] => Ok(Format::Raw(RawKind::Orf)),
        [b'I', b'I', b'U', 0, ..] => Ok(Format::Raw(RawKind::Rw2)),
        [b'I', b'I', b'*', 0, ..] | [b'M', b'M', 0, b'*', ..] => tiff::sniff(bytes),
        _ if bytes.starts_with(b"FUJIFILMCCD-RAW") => Ok(Format::Raw(RawKind::Raf)),
        [_, _, _, _, b'f', b't', b'y', b'p', ..] => boxes::sniff(bytes),
        _ => Err(foreign::name(bytes).map_or(PhotoError::Unrecognised, PhotoError::unsupported)),
    }
}

/// "BM" alone begins many a text: the length of the header behind it has to be one that exists.
fn is_bitmap(bytes: &[u8]) -> bool {
    matches!(bytes.get(14..18), Some(&[12 | 16 | 40 | 52 | 56 | 64 | 108 | 124, 0, 0, 0]))
}

#[cfg(test)]
mod tests;
