//! What an export is asked to write beside the one JPEG per picture: smaller sizes, smaller formats, a ZIP.

use std::io::{Cursor, Write as _};

use photo::Output;
use serde::Deserialize;
use ts_rs::TS;
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

use crate::error::{Error, Fault, Refusal};

/// What is asked for. The default is one JPEG per picture, as large as the purpose allows.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize, TS)]
#[ts(export)]
pub struct ExportOptions {
    /// Longest edges of smaller copies, in pixels; those that a picture does not reach are left out.
    pub sizes: Vec<u32>,
    /// Also as WebP, a third smaller.
    pub webp: bool,
    /// Also as AVIF, half the size, at some seconds each.
    pub avif: bool,
    /// Also everything in one ZIP.
    pub zip: bool,
}

/// Smaller is a stamp.
const LEAST: u32 = 64;
/// More sizes help no page.
const MOST_SIZES: usize = 8;
/// Both codecs show no difference at the sizes of pages.
const QUALITY: u8 = 75;

/// A format that a picture is written in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Kind {
    pub(super) extension: &'static str,
    pub(super) output: Output,
}

const JPEG: Kind = Kind { extension: "jpg", output: Output::WEB };
const WEBP: Kind = Kind { extension: "webp", output: Output::Webp { quality: QUALITY } };
const AVIF: Kind = Kind { extension: "avif", output: Output::Avif { quality: QUALITY } };

impl ExportOptions {
    /// Longest edges, the purpose's own first, then smaller ones, the largest first.
    pub(super) fn edges(&self, largest: u32) -> Result<Vec<u32>, Refusal> {
        if let Some(size) = self.sizes.iter().find(|size| **size < LEAST) {
            return Err(Refusal::NotA { expected: "a size of at least 64 pixels", text: size.to_string() });
        }
        if self.sizes.len() > MOST_SIZES {
            return Err(Refusal::NotA {
                expected: "a list of at most eight sizes",
                text: self.sizes.len().to_string(),
            });
        }
        let mut edges: Vec<u32> = self.sizes.iter().copied().filter(|size| *size < largest).collect();
        edges.push(largest);
        edges.sort_unstable_by(|a, b| b.cmp(a));
        edges.dedup();
        Ok(edges)
    }

    /// The formats, JPEG first: everything shows it.
    pub(super) fn kinds(&self) -> Vec<Kind> {
        let mut kinds = vec![JPEG];
        kinds.extend(self.webp.then_some(WEBP));
        kinds.extend(self.avif.then_some(AVIF));
        kinds
    }
}

/// All files in one ZIP: the same files give the same bytes, and none of them tells a time.
pub(super) fn zipped(files: &[(String, Vec<u8>)]) -> Result<Vec<u8>, Error> {
    let failed =
        |error: zip::result::ZipError| Fault::Io { doing: "making a ZIP", source: std::io::Error::other(error) };
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    // Pictures do not get smaller; the default time is the first day that ZIP knows.
    let how = SimpleFileOptions::default()
        .compression_method(CompressionMethod::Stored)
        .last_modified_time(zip::DateTime::default());
    for (name, bytes) in files {
        zip.start_file(name.as_str(), how).map_err(failed)?;
        zip.write_all(bytes).map_err(|source| Fault::Io { doing: "making a ZIP", source })?;
    }
    Ok(zip.finish().map_err(failed)?.into_inner())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sizes_are_smaller_than_what_the_purpose_allows_p11() {
        let options = ExportOptions { sizes: vec![480, 9000, 960, 480], ..ExportOptions::default() };
        assert_eq!(options.edges(1600).expect("sizes"), [1600, 960, 480]);
        assert_eq!(ExportOptions::default().edges(1600).expect("sizes"), [1600]);
        let stamp = ExportOptions { sizes: vec![3], ..ExportOptions::default() };
        assert!(matches!(stamp.edges(1600), Err(Refusal::NotA { .. })));
    }

    #[test]
    fn the_same_files_give_the_same_zip() {
        let files = [("a.jpg".to_owned(), vec![1, 2, 3]), ("b.csv".to_owned(), b"x".to_vec())];
        let once = zipped(&files).expect("a ZIP");
        assert_eq!(once, zipped(&files).expect("a ZIP"));
        let mut read = zip::ZipArchive::new(Cursor::new(once)).expect("a ZIP");
        assert_eq!(read.len(), 2);
        assert!(read.by_name("a.jpg").is_ok() && read.by_name("b.csv").is_ok());
    }
}
