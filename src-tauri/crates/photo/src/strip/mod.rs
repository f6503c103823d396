//! Everything but the pixels taken away, without decoding them: JPEG, PNG and WebP.
//!
//! What is kept is copied bit by bit, so the picture decodes to the same pixels as before. A file whose structure does
//! not hold together is refused with the reason; whoever wants its pixels nonetheless decodes and encodes it anew.

pub(crate) mod jpeg;
mod png;
mod turn;
mod webp;

pub use turn::turn_jpeg;

use crate::{Format, PhotoError};

/// The same picture with nothing left but its pixels and what decoding them needs.
///
/// Colour profiles go too, so colours that are not sRGB have to be converted instead of stripped.
pub fn strip(bytes: &[u8], format: Format) -> Result<Vec<u8>, PhotoError> {
    match format {
        Format::Jpeg => jpeg::strip(bytes),
        Format::Png => png::strip(bytes),
        Format::Webp => webp::strip(bytes),
        Format::Gif | Format::Tiff | Format::Bmp | Format::Avif | Format::Heic | Format::Raw(_) => {
            Err(PhotoError::needs_encoding("only JPEG, PNG and WebP are cleaned in place"))
        }
    }
}

#[cfg(test)]
mod tests;
