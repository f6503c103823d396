//! JPEG, walked segment by segment and code by code (ITU-T T.81).

mod bits;
mod frame;
mod huffman;
mod names;
mod scan;
mod tables;

use frame::Frame;
use tables::Tables;

use super::{finding::Report, trailer};

/// The scans a file may have: cameras and encoders write a dozen at most, and each walks over the whole picture.
const SCANS: u32 = 100;

/// Reads the whole file; gives width and height where there is a frame and at least one scan.
pub(super) fn read(bytes: &[u8], report: &mut Report) -> Option<(u32, u32)> {
    let mut walk = Walk { bytes, at: 2, frame: None, adobe: None, tables: Tables::default(), scans: 0, report };
    while let Some(marker) = walk.next_marker() {
        if marker == END {
            trailer::report_behind(walk.at, bytes, walk.report);
            return walk.finish();
        }
        walk.segment(marker)?;
    }
    walk.report.add(bytes.len(), 0, "damaged: the end of the JPEG is missing");
    None
}

const END: u8 = 0xD9;

struct Walk<'a, 'r> {
    bytes: &'a [u8],
    at: usize,
    frame: Option<Frame>,
    /// Where a bare Adobe marker stands, and the transform it states.
    adobe: Option<(usize, u8)>,
    tables: Tables,
    scans: u32,
    report: &'r mut Report,
}

impl<'a> Walk<'a, '_> {
    /// The next marker; what stands before it is reported.
    fn next_marker(&mut self) -> Option<u8> {
        let start = self.at;
        let rest = self.bytes.get(start..)?;
        let is_marker = |pair: &[u8]| matches!(pair, [0xFF, 0x01..=0xFE]);
        let stray = rest.windows(2).position(is_marker);
        let skipped = stray.unwrap_or(rest.len());
        if skipped > 0 {
            self.report.add(start, skipped, "bytes between the segments");
        }
        self.at = start + skipped + 2;
        Some(*rest.get(stray? + 1)?)
    }

    /// The contents of the segment whose marker was just read.
    fn body(&mut self) -> Option<&'a [u8]> {
        let start = self.at - 2;
        let rest = self.bytes.get(self.at..).unwrap_or_default();
        let length = rest.first_chunk().map_or(0, |length| usize::from(u16::from_be_bytes(*length)));
        let body = rest.get(2..length);
        match body {
            Some(_) => self.at += length,
            None => self.report.add(start, self.bytes.len() - start, "damaged: a segment is longer than the file"),
        }
        body
    }

    /// Takes in one segment; gives nothing where the walk cannot go on.
    fn segment(&mut self, marker: u8) -> Option<()> {
        let start = self.at - 2;
        match marker {
            0x01 | 0xD0..=0xD7 => self.report.add(start, 2, "a stray marker"),
            0xD8 => self.report.add(start, 2, "damaged: a second picture begins inside the first"),
            0xC0..=0xC2 => {
                let body = self.body()?;
                if self.frame.is_some() {
                    self.report.add(start, body.len() + 4, "damaged: a second frame header");
                    return None;
                }
                self.frame = Some(Frame::read(marker - 0xC0, body, start, self.report)?);
            }
            0xC4 => {
                let body = self.body()?;
                self.tables.take_huffman(body, start, self.report)?;
            }
            0xDB => {
                let body = self.body()?;
                self.tables.take_quantisation(body, start, self.report)?;
            }
            0xDD => {
                let body = self.body()?;
                self.tables.take_restart_interval(body, start, self.report)?;
            }
            0xDA => {
                let body = self.body()?;
                self.scan(body, start)?;
            }
            0xC3 | 0xC5..=0xCF | 0xDC | 0xDE | 0xDF => {
                self.report.add(start, self.bytes.len() - start, "a JPEG process that is not followed here");
                return None;
            }
            0xEE => {
                let body = self.body()?;
                match (names::bare_adobe(body), self.adobe) {
                    (Some(transform), None) => self.adobe = Some((start, transform)),
                    _ => self.report.add(start, body.len() + 4, names::application(marker, body)),
                }
            }
            _ => {
                let body = self.body()?;
                if !(start == 2 && names::is_bare_jfif(marker, body)) {
                    self.report.add(start, body.len() + 4, names::application(marker, body));
                }
            }
        }
        Some(())
    }

    fn scan(&mut self, header: &[u8], start: usize) -> Option<()> {
        let Some(frame) = &mut self.frame else {
            self.report.add(start, header.len() + 4, "damaged: pixels before the frame header");
            return None;
        };
        self.scans += 1;
        if self.scans > SCANS {
            self.report.add(start, self.bytes.len() - start, "damaged: more scans than any picture has");
            return None;
        }
        let data = self.bytes.get(self.at..).unwrap_or_default();
        self.at += scan::read(header, data, self.at, frame, &mut self.tables, self.report)?;
        Some(())
    }

    fn finish(self) -> Option<(u32, u32)> {
        self.tables.report_unused(self.report);
        let Some(frame) = self.frame.filter(|_| self.scans > 0) else {
            self.report.add(self.at, 0, "damaged: there are no pixels");
            return None;
        };
        frame.report_uncoded(self.report);
        if let Some((start, transform)) = self.adobe
            && !frame.needs_transform(transform)
        {
            self.report.add(start, 16, "an Adobe marker that no colour needs");
        }
        Some((frame.width, frame.height))
    }
}

#[cfg(test)]
mod tests;
