//! Raw files of cameras: the JPEG that the camera itself developed and put inside.
//!
//! Every maker hides it elsewhere (a sub-directory, a maker note, a box, a fixed place), but always as a complete JPEG,
//! so it is found by its own first bytes. Sensor data stored as JPEG are lossless and passed over.

use super::{Decoded, Detail, jpeg};
use crate::{Limits, PhotoError, prove};

/// Fewer pixels along the longer edge are a thumbnail, not a picture.
const LEAST_EDGE: u32 = 1024;

/// Reads the largest preview of a raw file.
pub(super) fn decode(bytes: &[u8], detail: Detail, limits: &Limits) -> Result<Decoded, PhotoError> {
    let mut largest: Option<(u32, &[u8])> = None;
    let mut at = 0;
    let mut candidates = 0;
    while let Some(found) = memchr::memmem::find(&bytes[at..], &[0xFF, 0xD8, 0xFF]) {
        at += found;
        if let Some((width, height, length)) = jpeg::measure(&bytes[at..], limits) {
            let edge = width.max(height);
            if largest.is_none_or(|(known, _)| edge > known) {
                largest = Some((edge, &bytes[at..at + length]));
            }
            at += length;
        } else {
            at += 3;
        }
        candidates += 1;
        if candidates == limits.previews {
            break;
        }
    }
    match largest {
        None => Err(PhotoError::unsupported("a raw file without a preview inside")),
        Some((edge, _)) if edge < LEAST_EDGE => Err(PhotoError::unsupported(format!(
            "a raw file with only a small preview inside ({edge} pixels wide or high)"
        ))),
        Some((_, preview)) => {
            prove::admit_whole(preview)?;
            jpeg::decode(preview, detail, limits)
        }
    }
}

#[cfg(test)]
mod tests;
