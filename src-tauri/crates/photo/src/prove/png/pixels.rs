//! The pixels of a PNG: one zlib stream over all IDAT chunks, with as many bytes as the rows need.

use miniz_oxide::inflate::{
    TINFLStatus,
    core::{
        DecompressorOxide, decompress,
        inflate_flags::{TINFL_FLAG_COMPUTE_ADLER32, TINFL_FLAG_HAS_MORE_INPUT, TINFL_FLAG_PARSE_ZLIB_HEADER},
    },
};

use super::header::Header;
use crate::prove::finding::Report;

/// The window a stream may look back into.
const WINDOW: usize = 32_768;

/// The state of the stream. What is inflated is counted and thrown away.
pub(super) struct Pixels {
    inflator: Box<DecompressorOxide>,
    window: Vec<u8>,
    position: usize,
    missing: u64,
    ended: bool,
    /// Another chunk came since the last of the pixels.
    pub(super) interrupted: bool,
}

impl Pixels {
    pub(super) fn expected(header: &Header) -> Self {
        Self {
            inflator: Box::default(),
            window: vec![0; WINDOW],
            position: 0,
            missing: header.inflated(),
            ended: false,
            interrupted: false,
        }
    }

    /// Takes in the next chunk, which begins at `start`.
    pub(super) fn take(&mut self, start: usize, mut body: &[u8], report: &mut Report) -> Result<(), &'static str> {
        if self.interrupted {
            return Err("damaged: the pixels are interrupted");
        }
        let end = start + 8 + body.len();
        while !self.ended {
            let flags = TINFL_FLAG_PARSE_ZLIB_HEADER | TINFL_FLAG_COMPUTE_ADLER32 | TINFL_FLAG_HAS_MORE_INPUT;
            let (status, read, written) = decompress(&mut self.inflator, body, &mut self.window, self.position, flags);
            body = body.get(read..).unwrap_or_default();
            self.position = (self.position + written) % WINDOW;
            self.missing =
                (self.missing.checked_sub(written as u64)).ok_or("more bytes than the rows of the picture")?;
            if status == TINFLStatus::NeedsMoreInput {
                return Ok(());
            }
            self.ended = status == TINFLStatus::Done;
            if !self.ended && status != TINFLStatus::HasMoreOutput {
                return Err("damaged: pixels that cannot be inflated");
            }
        }
        if !body.is_empty() {
            report.add(end - body.len(), body.len(), "bytes behind the last row of the pixels");
        }
        Ok(())
    }

    pub(super) fn report_missing(&self, at: usize, report: &mut Report) {
        if self.missing > 0 || !self.ended {
            report.add(at, 0, "damaged: the pixels break off");
        }
    }
}
