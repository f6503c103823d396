//! Proof that a file holds pixels and what decoding them needs, and nothing else.
//!
//! A second reader of JPEG, PNG, WebP and AVIF. It shares no code with what strips and encodes, so that a mistake there
//! cannot hide itself here: it knows the few pieces a clean file is made of, and reports every byte that belongs to
//! none of them. The pixel data is followed to its last code, because what stands behind that is shown by nobody.

mod avif;
mod finding;
mod jpeg;
mod png;
mod trailer;
mod webp;

pub use finding::Finding;

pub(crate) use webp::code_groups;

use crate::{Format, PhotoError, sniff};
use finding::Report;

/// A picture of which every byte is accounted for. Only [`prove`] makes one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CleanImage {
    bytes: Vec<u8>,
    format: Format,
    width: u32,
    height: u32,
}

impl CleanImage {
    /// The file.
    pub fn bytes(&self) -> &[u8] {
        &self.bytes
    }

    /// The file, given away.
    pub fn into_bytes(self) -> Vec<u8> {
        self.bytes
    }

    /// JPEG, PNG, WebP or AVIF.
    pub fn format(&self) -> Format {
        self.format
    }

    /// Columns.
    pub fn width(&self) -> u32 {
        self.width
    }

    /// Rows.
    pub fn height(&self) -> u32 {
        self.height
    }
}

/// Accepts a file that carries nothing but its pixels, and lists what else is there in any other.
pub fn prove(bytes: Vec<u8>) -> Result<CleanImage, PhotoError> {
    let mut report = Report::default();
    let read = read(&bytes, &mut report)?;
    match (read, report.into_findings()) {
        (Some((format, (width, height))), findings) if findings.is_empty() => {
            Ok(CleanImage { bytes, format, width, height })
        }
        (_, findings) => Err(PhotoError::NotClean(findings)),
    }
}

/// Everything in a file that is neither pixels nor needed to decode them; also what is damaged about it.
///
/// A file of a kind that is not read this closely gives one finding that says so.
pub fn inspect(bytes: &[u8]) -> Vec<Finding> {
    let mut report = Report::default();
    if let Err(error) = read(bytes, &mut report) {
        report.add(0, bytes.len(), error.to_string());
    }
    report.into_findings()
}

/// Refuses a picture whose pixels do not hold together: decoders fill in what is missing, without a word.
pub(crate) fn admit_whole(bytes: &[u8]) -> Result<(), PhotoError> {
    whole(&inspect(bytes))
}

/// The same for findings already made.
pub(crate) fn whole(findings: &[Finding]) -> Result<(), PhotoError> {
    if findings.iter().any(Finding::is_damage) {
        return Err(PhotoError::damaged("some of its pixels cannot be decoded"));
    }
    Ok(())
}

/// The kind of a picture, and its width and height.
type Read = (Format, (u32, u32));

/// The kind and the size of the picture, unless it is too damaged to have one; then the report says why.
fn read(bytes: &[u8], report: &mut Report) -> Result<Option<Read>, PhotoError> {
    let format = sniff(bytes)?;
    let size = match format {
        Format::Jpeg => jpeg::read(bytes, report),
        Format::Png => png::read(bytes, report),
        Format::Webp => webp::read(bytes, report),
        Format::Avif => avif::read(bytes, false, report),
        Format::Gif | Format::Tiff | Format::Bmp | Format::Heic | Format::Raw(_) => {
            report.add(0, bytes.len(), format!("a {format} file, a kind that is never given out"));
            if format == Format::Heic {
                avif::read(bytes, true, report);
            }
            None
        }
    };
    Ok(size.map(|size| (format, size)))
}
