//! PNG reduced to header, palette, transparency and pixels.

use crate::PhotoError;

const SIGNATURE: &[u8] = b"\x89PNG\r\n\x1A\n";
const END: &[u8] = b"\0\0\0\0IEND\xAE\x42\x60\x82";

/// Copies IHDR, PLTE, tRNS and IDAT as they are. What an animation adds to its first picture goes with the rest.
pub(super) fn strip(bytes: &[u8]) -> Result<Vec<u8>, PhotoError> {
    let mut rest = bytes.strip_prefix(SIGNATURE).ok_or_else(|| PhotoError::damaged("it does not begin like a PNG"))?;
    let mut out = Vec::with_capacity(bytes.len());
    out.extend(SIGNATURE);
    let mut colour = None;
    let mut pixels = Pixels::Awaited;
    loop {
        let chunk = Chunk::read(rest)?;
        rest = chunk.rest;
        if pixels == Pixels::Begun && chunk.kind != b"IDAT" {
            pixels = Pixels::Complete;
        }
        match (chunk.kind, colour) {
            (b"IHDR", None) => colour = Some(colour_type(chunk.body)?),
            (b"IHDR", Some(_)) => return Err(PhotoError::damaged("the PNG has two headers")),
            (_, None) => return Err(PhotoError::damaged("the PNG does not begin with its header")),
            // A palette beside true colours is a suggestion to viewers, no part of the picture.
            (b"PLTE", Some(3)) if pixels == Pixels::Awaited => {}
            (b"tRNS", Some(0 | 2 | 3)) if pixels == Pixels::Awaited => {}
            (b"IDAT", Some(_)) if pixels != Pixels::Complete => pixels = Pixels::Begun,
            (b"IDAT", Some(_)) => return Err(PhotoError::damaged("the pixels of the PNG are interrupted")),
            (b"IEND", Some(_)) if pixels == Pixels::Awaited => {
                return Err(PhotoError::truncated("there are no pixels in it"));
            }
            (b"IEND", Some(_)) => {
                out.extend(END);
                return Ok(out);
            }
            (b"PLTE" | b"tRNS", _) => continue,
            // A capital letter says that the picture cannot be shown without this chunk.
            ([b'A'..=b'Z', ..], _) => return Err(PhotoError::needs_encoding("the PNG is of a private kind")),
            _ => continue,
        }
        if !chunk.intact() {
            return Err(PhotoError::damaged("the checksum of a PNG chunk is wrong"));
        }
        out.extend_from_slice(chunk.whole);
    }
}

/// How far the pixels have come: they have to stand together.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Pixels {
    Awaited,
    Begun,
    Complete,
}

struct Chunk<'a> {
    kind: &'a [u8; 4],
    body: &'a [u8],
    checksum: u32,
    /// Length, kind, body and checksum as they stand.
    whole: &'a [u8],
    rest: &'a [u8],
}

impl<'a> Chunk<'a> {
    fn read(bytes: &'a [u8]) -> Result<Self, PhotoError> {
        let cut = || PhotoError::truncated("a chunk of the PNG is incomplete");
        let (length, after) = bytes.split_first_chunk().ok_or_else(cut)?;
        let length = usize::try_from(u32::from_be_bytes(*length)).map_err(|_| cut())?;
        let (kind, after) = after.split_first_chunk().ok_or_else(cut)?;
        let (body, after) = after.split_at_checked(length).ok_or_else(cut)?;
        let (checksum, rest) = after.split_first_chunk().ok_or_else(cut)?;
        let whole = bytes.get(..length + 12).ok_or_else(cut)?;
        Ok(Self { kind, body, checksum: u32::from_be_bytes(*checksum), whole, rest })
    }

    fn intact(&self) -> bool {
        let mut sum = crc32fast::Hasher::new();
        sum.update(self.kind);
        sum.update(self.body);
        sum.finalize() == self.checksum
    }
}

fn colour_type(header: &[u8]) -> Result<u8, PhotoError> {
    match header {
        [_, _, _, _, _, _, _, _, depth, colour, 0, 0, 0 | 1] => match (colour, depth) {
            (0, 1 | 2 | 4 | 8 | 16) | (3, 1 | 2 | 4 | 8) | (2 | 4 | 6, 8 | 16) => Ok(*colour),
            _ => Err(PhotoError::damaged("the header of the PNG gives impossible colours")),
        },
        _ => Err(PhotoError::damaged("the header of the PNG does not hold together")),
    }
}

#[cfg(test)]
mod tests;
