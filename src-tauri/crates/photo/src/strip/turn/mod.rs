//! A JPEG turned or mirrored without decoding it to pixels: its blocks change places, and their coefficients signs.
//!
//! Mirroring moves the last blocks of a row or column to its front, so along a mirrored edge the picture has to end
//! with a whole block; swapping rows and columns works for any size.

mod bits;
mod codes;
mod planes;
mod read;
mod write;

use crate::{Orientation, PhotoError};

/// The JPEG as it is seen once `orientation` has been applied, written anew with the same coefficients and nothing
/// besides them.
///
/// Where the size does not allow it, [`PhotoError::NeedsEncoding`] says so.
pub fn turn_jpeg(bytes: &[u8], orientation: Orientation) -> Result<Vec<u8>, PhotoError> {
    let stripped = super::jpeg::strip(bytes)?;
    if orientation == Orientation::Upright {
        return Ok(stripped);
    }
    let picture = read::picture(&stripped)?;
    if !picture.turns_whole(orientation) {
        return Err(PhotoError::needs_encoding("its size is no multiple of the blocks that turning moves"));
    }
    write::picture(&picture.turned(orientation))
}

/// Places of a block's coefficients in the order they are sent.
#[rustfmt::skip]
const ZIGZAG: [u8; 64] = [
     0,  1,  8, 16,  9,  2,  3, 10, 17, 24, 32, 25, 18, 11,  4,  5, 12, 19, 26, 33, 40, 48, 41, 34, 27, 20, 13,  6,  7,
    14, 21, 28, 35, 42, 49, 56, 57, 50, 43, 36, 29, 22, 15, 23, 30, 37, 44, 51, 58, 59, 52, 45, 38, 31, 39, 46, 53, 60,
    61, 54, 47, 55, 62, 63,
];

#[cfg(test)]
mod tests;
