//! The segments of a JPEG, each checked for its length and handed out in order (ITU-T T.81, annex B).

use memchr::memchr;

use super::tables::ScanHeader;
use crate::PhotoError;

/// A piece of a JPEG file.
pub(crate) enum Part<'a> {
    /// SOF0, SOF1 or SOF2.
    Frame(Frame<'a>),
    /// DQT, one or more tables.
    QuantisationTables(&'a [u8]),
    /// DHT, one or more tables.
    HuffmanTables(&'a [u8]),
    /// DRI.
    RestartInterval(u16),
    /// SOS and the entropy-coded data up to the next marker that is no restart marker.
    Scan { header: ScanHeader, data: &'a [u8] },
    /// Application segments, comments and reserved markers.
    Other { marker: u8, body: &'a [u8] },
    /// EOI.
    End,
}

/// A frame header as it stands in the file.
#[derive(Clone)]
pub(crate) struct Frame<'a> {
    /// 0 baseline, 1 extended sequential, 2 progressive.
    pub(crate) process: u8,
    /// Rows.
    pub(crate) height: u16,
    /// Columns.
    pub(crate) width: u16,
    /// Per component: identifier, sampling factors, quantisation table.
    pub(crate) components: &'a [[u8; 3]],
}

impl<'a> Frame<'a> {
    fn read(process: u8, body: &'a [u8]) -> Result<Self, PhotoError> {
        let [precision, h1, h0, w1, w0, count, rest @ ..] = body else {
            return Err(PhotoError::damaged("the frame header is too short"));
        };
        if *precision != 8 {
            return Err(PhotoError::unsupported(format!("a JPEG with {precision} bits per colour")));
        }
        let (components, _) = rest.as_chunks::<3>();
        let components = components.get(..usize::from(*count));
        let components = components.ok_or_else(|| PhotoError::damaged("the frame header is too short"))?;
        let (height, width) = (u16::from_be_bytes([*h1, *h0]), u16::from_be_bytes([*w1, *w0]));
        if height == 0 || width == 0 {
            return Err(PhotoError::damaged("the frame header gives no width or height"));
        }
        let plausible = |component: &[u8; 3]| {
            let (across, down) = (component[1] >> 4, component[1] & 15);
            (1..=4).contains(&across) && (1..=4).contains(&down) && component[2] < 4
        };
        let named_twice = |at: usize| components.iter().take(at).any(|other| other[0] == components[at][0]);
        if !matches!(components.len(), 1 | 3 | 4)
            || !components.iter().all(plausible)
            || (0..components.len()).any(named_twice)
        {
            return Err(PhotoError::damaged("the frame header names impossible components"));
        }
        Ok(Self { process, height, width, components })
    }

    pub(crate) fn write(&self, out: &mut Vec<u8>) {
        let count = self.components.len() as u8;
        out.extend([0xFF, 0xC0 + self.process, 0, 8 + 3 * count, 8]);
        out.extend(self.height.to_be_bytes());
        out.extend(self.width.to_be_bytes());
        out.push(count);
        out.extend(self.components.as_flattened());
    }
}

/// Walks the segments from the start of the picture to its end; what follows the end is never looked at.
pub(crate) struct Segments<'a> {
    bytes: &'a [u8],
    at: usize,
    ended: bool,
}

impl<'a> Segments<'a> {
    /// The segments of a file that begins with SOI.
    pub(crate) fn of(bytes: &'a [u8]) -> Result<Self, PhotoError> {
        if !bytes.starts_with(&super::SOI) {
            return Err(PhotoError::damaged("it does not begin like a JPEG"));
        }
        Ok(Self { bytes, at: 2, ended: false })
    }

    fn next_part(&mut self) -> Result<Part<'a>, PhotoError> {
        loop {
            let marker = self.next_marker()?;
            return match marker {
                0xD9 => Ok(Part::End),
                // Standing alone and meaning nothing outside a scan.
                0x01 | 0xD0..=0xD7 => continue,
                0xC0..=0xC2 => Frame::read(marker - 0xC0, self.body()?).map(Part::Frame),
                0xC4 => self.body().map(Part::HuffmanTables),
                0xDB => self.body().map(Part::QuantisationTables),
                0xDD => match self.body()? {
                    [high, low, ..] => Ok(Part::RestartInterval(u16::from_be_bytes([*high, *low]))),
                    _ => Err(PhotoError::damaged("the restart interval is missing")),
                },
                0xDA => {
                    let header = ScanHeader::read(self.body()?)?;
                    self.entropy_data().map(|data| Part::Scan { header, data })
                }
                0xC3 => Err(PhotoError::unsupported("a lossless JPEG")),
                0xC5..=0xC7 | 0xDE | 0xDF => Err(PhotoError::unsupported("a hierarchical JPEG")),
                0xC9..=0xCF => Err(PhotoError::unsupported("an arithmetic-coded JPEG")),
                0xDC => Err(PhotoError::needs_encoding("its height is only given behind the pixels")),
                0xD8 => Err(PhotoError::damaged("a second picture begins inside the first")),
                _ => self.body().map(|body| Part::Other { marker, body }),
            };
        }
    }

    /// Skips whatever is not a marker, as decoders do, and reads the next one.
    fn next_marker(&mut self) -> Result<u8, PhotoError> {
        loop {
            let rest = self.bytes.get(self.at..).unwrap_or_default();
            let found = memchr(0xFF, rest).ok_or_else(|| PhotoError::truncated("the end of the JPEG is missing"))?;
            match rest.get(found + 1) {
                None => return Err(PhotoError::truncated("the end of the JPEG is missing")),
                Some(0) => self.at += found + 2,
                Some(0xFF) => self.at += found + 1,
                Some(&marker) => {
                    self.at += found + 2;
                    return Ok(marker);
                }
            }
        }
    }

    fn body(&mut self) -> Result<&'a [u8], PhotoError> {
        let rest = self.bytes.get(self.at..).unwrap_or_default();
        let length = rest.first_chunk().map(|length| usize::from(u16::from_be_bytes(*length)));
        let length = length.ok_or_else(|| PhotoError::truncated("a segment of the JPEG is missing"))?;
        if length < 2 {
            return Err(PhotoError::damaged("a segment of the JPEG has an impossible length"));
        }
        let body = rest.get(2..length).ok_or_else(|| PhotoError::truncated("a segment of the JPEG is incomplete"))?;
        self.at += length;
        Ok(body)
    }

    fn entropy_data(&mut self) -> Result<&'a [u8], PhotoError> {
        let rest = self.bytes.get(self.at..).unwrap_or_default();
        let mut end = 0;
        loop {
            let found = rest.get(end..).and_then(|rest| memchr(0xFF, rest));
            end += found.ok_or_else(|| PhotoError::truncated("the pixels of the JPEG break off"))?;
            match rest.get(end + 1) {
                None => return Err(PhotoError::truncated("the pixels of the JPEG break off")),
                Some(0x00 | 0xD0..=0xD7) => end += 2,
                Some(0x01..=0xBF) => return Err(PhotoError::damaged("a marker that cannot be stands in the pixels")),
                Some(_) => {
                    self.at += end;
                    return rest.get(..end).ok_or_else(|| PhotoError::truncated("the pixels of the JPEG break off"));
                }
            }
        }
    }
}

impl<'a> Iterator for Segments<'a> {
    type Item = Result<Part<'a>, PhotoError>;

    fn next(&mut self) -> Option<Self::Item> {
        if self.ended {
            return None;
        }
        let part = self.next_part();
        self.ended = matches!(part, Ok(Part::End) | Err(_));
        Some(part)
    }
}
