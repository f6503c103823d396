//! WebP, walked chunk by chunk (RFC 9649): one picture in the shortest form that holds it, and nothing else.

mod lossless;
mod lossy;

use super::{finding::Report, trailer};
use crate::Limits;

/// Bytes that encoders push out behind the last decision of a partition.
const FLUSHED: usize = 4;

/// Reads the whole file; gives width and height where there are pixels.
pub(super) fn read(bytes: &[u8], report: &mut Report) -> Option<(u32, u32)> {
    let stated = bytes.get(4..).and_then(|rest| rest.first_chunk()).map_or(0, |field| u32::from_le_bytes(*field));
    let end = (stated as usize).saturating_add(8);
    if end > bytes.len() {
        report.add(bytes.len(), 0, "damaged: the WebP is shorter than it says");
        return None;
    }
    let mut walk = Walk { extended: None, alpha: None, pixels: None, report };
    let mut at = 12;
    while at < end {
        at = walk.take(bytes.get(..end)?, at)?;
    }
    trailer::report_behind(end, bytes, walk.report);
    walk.finish(end)
}

/// How many groups of codes the lossless pixels of a file use, transparency included; nothing where they are broken.
pub(crate) fn code_groups(bytes: &[u8]) -> Option<usize> {
    let mut most = 1;
    let mut at = 12;
    let mut canvas = None;
    let edge = |low, middle, high| u32::from_le_bytes([low, middle, high, 0]) + 1;
    while let Some((head, rest)) = bytes.get(at..).and_then(|rest| rest.split_first_chunk::<8>()) {
        let [kind @ .., l0, l1, l2, l3] = *head;
        let length = u32::from_le_bytes([l0, l1, l2, l3]) as usize;
        // Frames of an animation hold chunks behind a header of sixteen bytes.
        let step = if kind == *b"ANMF" { 16 } else { length + length % 2 };
        let body = rest.get(..length.min(rest.len()))?;
        let groups = match (&kind, body) {
            (b"VP8X", &[_, _, _, _, w0, w1, w2, h0, h1, h2, ..]) => {
                canvas = Some((edge(w0, w1, w2), edge(h0, h1, h2)));
                Ok(1)
            }
            // A frame of an animation states its own size.
            (b"ANMF", &[_, _, _, _, _, _, w0, w1, w2, h0, h1, h2, ..]) => {
                canvas = Some((edge(w0, w1, w2), edge(h0, h1, h2)));
                Ok(1)
            }
            (b"VP8L", [_, _, _, _, _, codes @ ..]) => lossless::groups(codes, lossless_size(body)?),
            (b"ALPH", [head, codes @ ..]) if head & 3 == 1 => lossless::groups(codes, canvas?),
            _ => Ok(1),
        };
        most = most.max(groups.ok()?);
        if matches!(&kind, b"VP8L" | b"VP8 ") {
            break;
        }
        at += 8 + step;
    }
    Some(most)
}

/// Where something stands, and its length with the head.
type Place = (usize, usize);

struct Walk<'r> {
    /// Place, flags, width, height of VP8X.
    extended: Option<(Place, [u8; 4], (u32, u32))>,
    alpha: Option<Place>,
    /// Whether the pixels are lossless, and their size.
    pixels: Option<(bool, (u32, u32))>,
    report: &'r mut Report,
}

impl Walk<'_> {
    /// Takes in the chunk at `start` and gives the place of the next one; nothing where the walk cannot go on.
    fn take(&mut self, bytes: &[u8], start: usize) -> Option<usize> {
        let rest = bytes.get(start..)?;
        let length = rest.get(4..).and_then(|rest| rest.first_chunk()).map(|field| u32::from_le_bytes(*field) as usize);
        let body = length.and_then(|length| rest.get(8..length.checked_add(8)?));
        let (Some(kind), Some(body)) = (rest.first_chunk::<4>(), body) else {
            self.report.add(start, rest.len(), "damaged: a chunk is longer than the file");
            return None;
        };
        let place = (start, body.len() + 8);
        let mut next = start + place.1;
        if body.len() % 2 == 1 {
            match bytes.get(next) {
                Some(0) => {}
                Some(_) => self.report.add(next, 1, "a byte of padding that is not zero"),
                None => self.report.add(next, 0, "damaged: the padding of the last chunk is missing"),
            }
            next += 1;
        }
        match kind {
            b"VP8X" if start == 12 => match body {
                &[flags, r0, r1, r2, w0, w1, w2, h0, h1, h2] => {
                    let edge = |low, middle, high| u32::from_le_bytes([low, middle, high, 0]) + 1;
                    self.extended = Some((place, [flags, r0, r1, r2], (edge(w0, w1, w2), edge(h0, h1, h2))));
                }
                _ => self.report.add(place.0, place.1, "damaged: an extended header of the wrong length"),
            },
            b"ALPH" if self.extended.is_some() && self.alpha.is_none() && self.pixels.is_none() => {
                self.alpha = Some(place);
                self.check_alpha(body, start + 8);
            }
            b"VP8 " | b"VP8L" if self.pixels.is_none() => {
                let size = if kind == b"VP8L" { lossless_size(body) } else { lossy_size(body) };
                let Some(size) = size else {
                    self.report.add(place.0, place.1, "damaged: pixels that do not begin as they should");
                    return None;
                };
                if let Err(error) = Limits::default().admit_size(size.0, size.1) {
                    self.report.add(place.0, place.1, error.to_string());
                    return None;
                }
                self.pixels = Some((kind == b"VP8L", size));
                if kind == b"VP8L" {
                    self.check_lossless(body.get(5..)?, size, start + 13);
                } else {
                    self.check_lossy(body, size, start + 8);
                }
            }
            _ => self.report.add(place.0, place.1, name(kind)),
        }
        Some(next)
    }

    /// Follows lossless pixels to their last code; `offset` is where they begin.
    fn check_lossless(&mut self, codes: &[u8], size: (u32, u32), offset: usize) {
        match lossless::length(codes, size) {
            Ok(length) if length < codes.len() => {
                self.report.add(offset + length, codes.len() - length, "bytes behind the last pixel");
            }
            Ok(_) => {}
            Err(lossless::Broken) => self.report.add(offset, codes.len(), "damaged: pixels that cannot be decoded"),
        }
    }

    /// Follows lossy pixels to the last decision of each partition.
    fn check_lossy(&mut self, frame: &[u8], size: (u32, u32), offset: usize) {
        let Ok(unread) = lossy::unread(frame, size) else {
            return self.report.add(offset, frame.len(), "damaged: pixels that cannot be decoded");
        };
        for (start, end) in unread {
            let left = frame.get(start..end).unwrap_or_default();
            if left.len() > FLUSHED {
                self.report.add(offset + start, left.len(), "bytes behind the last pixel");
            }
        }
    }

    fn check_alpha(&mut self, body: &[u8], offset: usize) {
        let Some((_, _, (width, height))) = self.extended else { return };
        if let Err(error) = Limits::default().admit_size(width, height) {
            return self.report.add(offset, 0, error.to_string());
        }
        match body {
            // Reserved bits are zero; the lower of the two above the filter says how the encoder prepared the plane.
            [head @ 0..=0x1F, codes @ ..] => self.check_alpha_codes(*head, codes, (width, height), offset + 1),
            _ => self.report.add(offset, body.len(), "transparency with needless notes"),
        }
    }

    fn check_alpha_codes(&mut self, head: u8, codes: &[u8], size: (u32, u32), offset: usize) {
        let plane = size.0 as usize * size.1 as usize;
        match head & 3 {
            1 => self.check_lossless(codes, size, offset),
            0 if codes.len() > plane => {
                self.report.add(offset + plane, codes.len() - plane, "bytes behind the last pixel");
            }
            0 if codes.len() == plane => {}
            _ => self.report.add(offset, codes.len(), "damaged: transparency that cannot be decoded"),
        }
    }

    fn finish(self, end: usize) -> Option<(u32, u32)> {
        let Some((lossless, size)) = self.pixels else {
            self.report.add(end, 0, "damaged: there are no pixels");
            return None;
        };
        if let Some((place, flags, canvas)) = self.extended {
            let needed = !lossless && self.alpha.is_some() && flags == [0x10, 0, 0, 0] && canvas == size;
            if !needed {
                self.report.add(place.0, place.1, "an extended header that the picture does not need");
            }
        }
        if let Some(place) = self.alpha.filter(|_| lossless) {
            self.report.add(place.0, place.1, "transparency beside pixels that hold their own");
        }
        Some(size)
    }
}

/// The size of lossy pixels: a key frame that is shown, without hints for scaling (RFC 6386, 9.1).
fn lossy_size(body: &[u8]) -> Option<(u32, u32)> {
    let &[t0, t1, t2, 0x9D, 0x01, 0x2A, w0, w1, h0, h1, ref rest @ ..] = body else { return None };
    let tag = u32::from_le_bytes([t0, t1, t2, 0]);
    let (width, height) = (u16::from_le_bytes([w0, w1]), u16::from_le_bytes([h0, h1]));
    let sound = tag & 0x11 == 0x10 && (tag >> 5) as usize <= rest.len() && width < 0x4000 && height < 0x4000;
    sound.then_some((u32::from(width), u32::from(height)))
}

/// The size of lossless pixels (RFC 9649, 3.4).
fn lossless_size(body: &[u8]) -> Option<(u32, u32)> {
    let &[0x2F, b0, b1, b2, b3, ..] = body else { return None };
    let bits = u32::from_le_bytes([b0, b1, b2, b3]);
    (bits >> 29 == 0).then_some(((bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1))
}

fn name(kind: &[u8; 4]) -> String {
    match kind {
        b"EXIF" => "EXIF".to_owned(),
        b"XMP " => "XMP".to_owned(),
        b"ICCP" => "an ICC profile".to_owned(),
        b"ANIM" | b"ANMF" => "further pictures of an animation".to_owned(),
        b"C2PA" => "content credentials (JUMBF)".to_owned(),
        b"VP8X" | b"ALPH" | b"VP8 " | b"VP8L" => format!("a needless chunk ({})", kind.escape_ascii()),
        _ => format!("an unknown chunk ({})", kind.escape_ascii()),
    }
}

#[cfg(test)]
mod tests;
