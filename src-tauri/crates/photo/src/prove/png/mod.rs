//! PNG, walked chunk by chunk, its pixels inflated to the last row (PNG third edition).

mod header;
mod names;
mod pixels;

use header::Header;
use pixels::Pixels;

use super::{finding::Report, trailer};

/// Reads the whole file; gives width and height where there is a sound header.
pub(super) fn read(bytes: &[u8], report: &mut Report) -> Option<(u32, u32)> {
    let mut walk = Walk { at: 8, header: None, palette: None, transparency: false, pixels: None, report };
    while let Some(chunk) = Chunk::at(bytes, walk.at) {
        walk.at += chunk.length();
        if !chunk.sound && names::is_needed(chunk.kind) {
            walk.report.add(chunk.start, chunk.length(), "damaged: a chunk with a wrong checksum");
        }
        if chunk.kind == b"IEND" {
            return walk.finish(&chunk, bytes);
        }
        walk.take(&chunk)?;
    }
    walk.report.add(walk.at, bytes.len().saturating_sub(walk.at), "damaged: a chunk is longer than the file");
    None
}

struct Chunk<'a> {
    start: usize,
    kind: &'a [u8; 4],
    body: &'a [u8],
    sound: bool,
}

impl<'a> Chunk<'a> {
    fn at(bytes: &'a [u8], start: usize) -> Option<Self> {
        let (length, rest) = bytes.get(start..)?.split_first_chunk::<4>()?;
        let length = u32::from_be_bytes(*length) as usize;
        let kind = rest.first_chunk::<4>()?;
        let summed = rest.get(..length.checked_add(4)?)?;
        let checksum = rest.get(length + 4..)?.first_chunk::<4>()?;
        let sound = crc32fast::hash(summed) == u32::from_be_bytes(*checksum);
        Some(Self { start, kind, body: summed.get(4..)?, sound })
    }

    fn length(&self) -> usize {
        self.body.len() + 12
    }
}

struct Walk<'r> {
    at: usize,
    header: Option<Header>,
    /// Entries of the palette.
    palette: Option<usize>,
    transparency: bool,
    pixels: Option<Pixels>,
    report: &'r mut Report,
}

impl Walk<'_> {
    /// Takes in one chunk; gives nothing where the walk cannot go on.
    fn take(&mut self, chunk: &Chunk<'_>) -> Option<()> {
        let Some(header) = &self.header else {
            let header = Header::read(chunk.body).filter(|_| chunk.kind == b"IHDR");
            if header.is_none() {
                self.report.add(chunk.start, chunk.length(), "damaged: the header does not hold together");
            }
            self.header = Some(header?);
            return Some(());
        };
        let before_pixels = self.pixels.is_none();
        match chunk.kind {
            b"IDAT" => {
                let pixels = self.pixels.get_or_insert_with(|| Pixels::expected(header));
                if let Err(error) = pixels.take(chunk.start, chunk.body, self.report) {
                    self.report.add(chunk.start, chunk.length(), error);
                    return None;
                }
                return Some(());
            }
            b"PLTE" if before_pixels && self.palette.is_none() && header.admits_palette(chunk.body) => {
                self.palette = Some(chunk.body.len() / 3);
            }
            b"tRNS" if before_pixels && !self.transparency => {
                if header.admits_transparency(chunk.body, self.palette) {
                    self.transparency = true;
                } else {
                    self.report.add(chunk.start, chunk.length(), "transparency of the wrong length");
                }
            }
            _ => self.report.add(chunk.start, chunk.length(), names::chunk(chunk.kind, chunk.body)),
        }
        // Pixels that something stands between are not read as one picture by everybody.
        if let Some(pixels) = &mut self.pixels {
            pixels.interrupted = true;
        }
        Some(())
    }

    fn finish(self, end: &Chunk<'_>, bytes: &[u8]) -> Option<(u32, u32)> {
        if !end.body.is_empty() {
            self.report.add(end.start, end.length(), "bytes inside the end chunk");
        }
        trailer::report_behind(self.at, bytes, self.report);
        let header = self.header?;
        match self.pixels {
            Some(pixels) => pixels.report_missing(end.start, self.report),
            None => self.report.add(end.start, 0, "damaged: there are no pixels"),
        }
        if header.needs_palette() && self.palette.is_none() {
            self.report.add(end.start, 0, "damaged: the palette is missing");
        }
        Some((header.width, header.height))
    }
}

#[cfg(test)]
mod tests;
