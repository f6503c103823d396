//! WebP reduced to one picture: its pixels and, for lossy pictures, the plane of transparency.

use crate::PhotoError;

const ALPHA_FLAG: u8 = 0x10;

/// Writes the plain form of the file where it will do, the extended form only for lossy pictures with transparency.
pub(super) fn strip(bytes: &[u8]) -> Result<Vec<u8>, PhotoError> {
    let [b'R', b'I', b'F', b'F', s0, s1, s2, s3, b'W', b'E', b'B', b'P', rest @ ..] = bytes else {
        return Err(PhotoError::damaged("it does not begin like a WebP"));
    };
    let length = usize::try_from(u32::from_le_bytes([*s0, *s1, *s2, *s3])).unwrap_or(usize::MAX);
    let chunks = length.checked_sub(4).and_then(|length| rest.get(..length));
    let picture = Picture::find(chunks.ok_or_else(|| PhotoError::truncated("the WebP is shorter than it says"))?)?;
    picture.write(bytes.len())
}

struct Picture<'a> {
    kind: &'a [u8; 4],
    pixels: &'a [u8],
    alpha: Option<&'a [u8]>,
    canvas: Option<(u32, u32)>,
}

impl<'a> Picture<'a> {
    /// The still picture of the file, or the first of its animation.
    fn find(chunks: &'a [u8]) -> Result<Self, PhotoError> {
        let mut canvas = None;
        let mut alpha = None;
        for chunk in Chunks(chunks) {
            let (kind, body) = chunk?;
            match kind {
                b"VP8X" => canvas = Some(size(body.get(4..10))?),
                b"ALPH" => alpha = Some(body),
                b"VP8 " | b"VP8L" => return Ok(Self { kind, pixels: body, alpha, canvas }),
                b"ANMF" => return Self::find_in_frame(body, canvas),
                _ => {}
            }
        }
        Err(PhotoError::truncated("there are no pixels in it"))
    }

    fn find_in_frame(frame: &'a [u8], canvas: Option<(u32, u32)>) -> Result<Self, PhotoError> {
        let (head, inside) = frame.split_at_checked(16).ok_or_else(|| PhotoError::damaged("a frame has no header"))?;
        if head.get(..6) != Some(&[0; 6]) || Some(size(head.get(6..12))?) != canvas {
            return Err(PhotoError::needs_encoding("the first picture of the animation does not fill it"));
        }
        let mut alpha = None;
        for chunk in Chunks(inside) {
            let (kind, body) = chunk?;
            match kind {
                b"ALPH" => alpha = Some(body),
                b"VP8 " | b"VP8L" => return Ok(Self { kind, pixels: body, alpha, canvas }),
                _ => {}
            }
        }
        Err(PhotoError::damaged("the first picture of the animation has no pixels"))
    }

    fn write(&self, room: usize) -> Result<Vec<u8>, PhotoError> {
        let size = self.size()?;
        if self.canvas.is_some_and(|canvas| canvas != size) {
            return Err(PhotoError::needs_encoding("the picture is not of the size the WebP says"));
        }
        let mut out = Vec::with_capacity(room);
        out.extend(b"RIFF\0\0\0\0WEBP");
        // Lossless pictures hold their transparency themselves.
        if let (b"VP8 ", Some(alpha)) = (self.kind, self.alpha) {
            let mut extended = vec![ALPHA_FLAG, 0, 0, 0];
            for edge in [size.0, size.1] {
                extended.extend((edge - 1).to_le_bytes().get(..3).unwrap_or_default());
            }
            write_chunk(b"VP8X", &extended, &mut out)?;
            write_chunk(b"ALPH", alpha, &mut out)?;
        }
        write_chunk(self.kind, self.pixels, &mut out)?;
        let length = u32::try_from(out.len() - 8).map_err(|_| PhotoError::damaged("the WebP is too long"))?;
        if let Some(field) = out.get_mut(4..8) {
            field.copy_from_slice(&length.to_le_bytes());
        }
        Ok(out)
    }

    /// Width and height as the pixels themselves state them (RFC 6386, 9.1; RFC 9649, 3.4).
    fn size(&self) -> Result<(u32, u32), PhotoError> {
        match (self.kind, self.pixels) {
            (b"VP8 ", [tag, _, _, 0x9D, 0x01, 0x2A, w0, w1, h0, h1, ..]) if tag & 1 == 0 => {
                let edge = |low, high| u32::from(u16::from_le_bytes([low, high]) & 0x3FFF);
                match (edge(*w0, *w1), edge(*h0, *h1)) {
                    (0, _) | (_, 0) => Err(PhotoError::damaged("the WebP gives no width or height")),
                    size => Ok(size),
                }
            }
            (b"VP8L", [0x2F, b0, b1, b2, b3, ..]) => {
                let bits = u32::from_le_bytes([*b0, *b1, *b2, *b3]);
                if bits >> 29 != 0 {
                    return Err(PhotoError::damaged("the lossless WebP is of an unknown version"));
                }
                Ok(((bits & 0x3FFF) + 1, ((bits >> 14) & 0x3FFF) + 1))
            }
            _ => Err(PhotoError::damaged("the pixels of the WebP do not begin as they should")),
        }
    }
}

/// Two sizes of three bytes each, stored less one.
fn size(field: Option<&[u8]>) -> Result<(u32, u32), PhotoError> {
    match field {
        Some(&[w0, w1, w2, h0, h1, h2]) => {
            Ok((u32::from_le_bytes([w0, w1, w2, 0]) + 1, u32::from_le_bytes([h0, h1, h2, 0]) + 1))
        }
        _ => Err(PhotoError::damaged("a size is missing in the WebP")),
    }
}

fn write_chunk(kind: &[u8; 4], body: &[u8], out: &mut Vec<u8>) -> Result<(), PhotoError> {
    let length = u32::try_from(body.len()).map_err(|_| PhotoError::damaged("the WebP is too long"))?;
    out.extend(kind);
    out.extend(length.to_le_bytes());
    out.extend_from_slice(body);
    if body.len() % 2 == 1 {
        out.push(0);
    }
    Ok(())
}

/// The chunks of a stretch of RIFF; ends with an error where one is incomplete.
struct Chunks<'a>(&'a [u8]);

impl<'a> Iterator for Chunks<'a> {
    type Item = Result<(&'a [u8; 4], &'a [u8]), PhotoError>;

    fn next(&mut self) -> Option<Self::Item> {
        if self.0.is_empty() {
            return None;
        }
        let whole = std::mem::take(&mut self.0);
        let cut = Some(Err(PhotoError::truncated("a chunk of the WebP is incomplete")));
        let Some((kind, after)) = whole.split_first_chunk::<4>() else { return cut };
        let Some((length, after)) = after.split_first_chunk::<4>() else { return cut };
        let Ok(length) = usize::try_from(u32::from_le_bytes(*length)) else { return cut };
        let Some((body, after)) = after.split_at_checked(length) else { return cut };
        self.0 = if length % 2 == 1 { after.get(1..).unwrap_or_default() } else { after };
        Some(Ok((kind, body)))
    }
}

#[cfg(test)]
mod tests;
