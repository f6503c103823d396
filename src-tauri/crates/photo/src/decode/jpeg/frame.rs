//! What the markers of a JPEG tell before a single pixel is decoded.

use crate::{Limits, PhotoError};

/// The frame of the first picture of a JPEG file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Frame {
    pub(super) width: u32,
    pub(super) height: u32,
    components: u32,
    progressive: bool,
    /// Whether its pixels were kept exactly.
    pub(super) lossless: bool,
    /// The transform an Adobe segment states, by which the components are to be understood.
    pub(super) adobe: Option<u8>,
    /// Where the picture ends.
    pub(super) end: usize,
    scans: u64,
    /// Where its height stands.
    height_at: usize,
    /// Segments that tell the height once more, or only there; decoders stumble over them.
    lines: Vec<std::ops::Range<usize>>,
}

/// The last transform an Adobe segment can state: inks as light and colour.
const YCCK: u8 = 2;

impl Frame {
    /// Walks the markers to the end of the picture; refuses what no decoder here reads, by name, and what is cut off.
    pub(super) fn read(bytes: &[u8], limits: &Limits) -> Result<Self, PhotoError> {
        let mut walk = Walk { bytes, at: 2 };
        let mut frame = None;
        let mut adobe = None;
        let mut scans = 0_u32;
        let mut segments = 0;
        let mut lines = Vec::new();
        while segments < limits.segments {
            segments += 1;
            match walk.marker(frame.is_some())? {
                0xD9 => {
                    let mut frame: Self = frame.ok_or_else(|| PhotoError::damaged("it holds no picture"))?;
                    frame.adobe = adobe;
                    if frame.components == 4 && adobe.is_some_and(|transform| transform > YCCK) {
                        return Err(PhotoError::damaged("it does not tell what its colours mean"));
                    }
                    frame.end = walk.at;
                    frame.lines = lines;
                    frame.scans = u64::from(scans);
                    if frame.height == 0 {
                        return Err(PhotoError::damaged("it tells no height"));
                    }
                    return if scans == 0 { Err(PhotoError::damaged("it holds no pixels")) } else { Ok(frame) };
                }
                // Restarts lie among the pixels, as many as the camera likes.
                0x01 | 0xD0..=0xD8 => segments -= 1,
                marker @ (0xC0..=0xC3 | 0xC5..=0xC7 | 0xC9..=0xCB | 0xCD..=0xCF) => {
                    let content = walk.segment()?;
                    let height_at = walk.at - content.len() + 1;
                    if frame.replace(Self { height_at, ..Self::parse(marker, content)? }).is_some() {
                        return Err(PhotoError::damaged("it has more than one frame"));
                    }
                }
                // The number of lines, told behind the first scan (T.81, B.2.5).
                0xDC => {
                    let start = walk.at - 2;
                    if let (&[high, low], Some(frame)) = (walk.segment()?, &mut frame)
                        && scans > 0
                    {
                        frame.height = u32::from(u16::from_be_bytes([high, low]));
                    }
                    lines.push(start..walk.at);
                }
                0xDA => {
                    walk.segment()?;
                    scans += 1;
                    Limits::admit_count("passes over the pixels", u64::from(scans), u64::from(limits.passes))?;
                }
                0xEE => {
                    let content = walk.segment()?;
                    if content.starts_with(b"Adobe") {
                        adobe = Some(content.get(11).copied().unwrap_or_default());
                    }
                }
                _ => {
                    walk.segment()?;
                }
            }
        }
        let limit = u64::from(limits.segments);
        Err(PhotoError::TooLarge { what: "segments", found: limit + 1, limit })
    }

    fn parse(marker: u8, content: &[u8]) -> Result<Self, PhotoError> {
        match marker {
            0xC0..=0xC3 => {}
            0xC5..=0xC7 => return Err(PhotoError::unsupported("a hierarchical JPEG")),
            _ => return Err(PhotoError::unsupported("a JPEG with arithmetic coding")),
        }
        let &[precision, h1, h0, w1, w0, components, ..] = content else {
            return Err(PhotoError::damaged("its frame header is too short"));
        };
        if precision != 8 {
            return Err(PhotoError::unsupported(format!("a JPEG with {precision} bits per sample")));
        }
        let height = u32::from(u16::from_be_bytes([h1, h0]));
        if !matches!(components, 1 | 3 | 4) {
            return Err(PhotoError::unsupported(format!("a JPEG of {components} components")));
        }
        Ok(Self {
            width: u32::from(u16::from_be_bytes([w1, w0])),
            height,
            components: u32::from(components),
            progressive: marker == 0xC2,
            lossless: marker == 0xC3,
            adobe: None,
            end: 0,
            height_at: 0,
            scans: 0,
            lines: Vec::new(),
        })
    }

    /// The same file with its height where decoders look for it, if it stands elsewhere.
    pub(super) fn with_height(&self, bytes: &[u8]) -> Option<Vec<u8>> {
        if self.lines.is_empty() {
            return None;
        }
        let mut told = bytes.to_vec();
        told.get_mut(self.height_at..self.height_at + 2)?
            .copy_from_slice(&u16::try_from(self.height).ok()?.to_be_bytes());
        for segment in self.lines.iter().rev() {
            told.drain(segment.clone());
        }
        Some(told)
    }

    pub(super) fn pixels(&self) -> u64 {
        u64::from(self.width) * u64::from(self.height)
    }

    /// What the decoder will do, in passes over the pixels.
    pub(super) fn passes(&self) -> u64 {
        self.scans
    }

    /// Bytes the decoder will hold: the planes, the pixels, and every coefficient of a progressive picture.
    pub(super) fn memory(&self) -> u64 {
        let samples = u64::from(self.width) * u64::from(self.height) * u64::from(self.components);
        if self.progressive || self.lossless { samples * 4 } else { samples * 2 }
    }
}

struct Walk<'a> {
    bytes: &'a [u8],
    at: usize,
}

impl<'a> Walk<'a> {
    /// The next marker; bytes before it are skipped: entropy-coded pixels after a scan, harmless filling elsewhere.
    fn marker(&mut self, has_frame: bool) -> Result<u8, PhotoError> {
        loop {
            let rest = self.bytes.get(self.at..).unwrap_or_default();
            let Some(found) = memchr::memchr(0xFF, rest) else { return Err(cut_off(has_frame)) };
            self.at += found + 1;
            match self.bytes.get(self.at) {
                None => return Err(cut_off(has_frame)),
                // A stuffed byte of the pixels; filling, whose second half may begin a marker.
                Some(0x00) => self.at += 1,
                Some(0xFF) => {}
                Some(&marker) => {
                    self.at += 1;
                    return Ok(marker);
                }
            }
        }
    }

    /// The content of the segment whose marker was just read.
    fn segment(&mut self) -> Result<&'a [u8], PhotoError> {
        let rest = self.bytes.get(self.at..).unwrap_or_default();
        let (length, rest) = rest.split_first_chunk::<2>().ok_or_else(|| cut_off(false))?;
        let length = usize::from(u16::from_be_bytes(*length));
        let inside =
            length.checked_sub(2).ok_or_else(|| PhotoError::damaged("a segment is shorter than its length"))?;
        let content = rest.get(..inside).ok_or_else(|| PhotoError::truncated("a segment runs past the end"))?;
        self.at += length;
        Ok(content)
    }
}

fn cut_off(has_frame: bool) -> PhotoError {
    PhotoError::truncated(if has_frame { "its last pixels are missing" } else { "it ends before its pixels" })
}
