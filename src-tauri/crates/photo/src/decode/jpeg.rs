//! JPEG: baseline, progressive and lossless; gray, colour and ink.
//!
//! `zune-jpeg` 0.5, which `image` uses, is faster but misreads files whose Huffman tables were optimised down to a
//! single code, without an error; `jpeg-decoder` agrees with libjpeg and reports what is missing.

use std::io::ErrorKind;

use jpeg_decoder::{Decoder, Error, PixelFormat};

use super::{ColourWork, Decoded, Detail};
use crate::{
    Limits, PhotoError,
    colour::{Colour, Model},
    limits::Work,
    picture::{Channels, Picture},
    planes::Planes,
};

mod frame;
pub(crate) mod small;

use frame::Frame;

/// Reads the first picture of a JPEG file.
pub(super) fn decode(bytes: &[u8], detail: Detail, limits: &Limits) -> Result<Decoded, PhotoError> {
    let frame = Frame::read(bytes, limits)?;
    limits.admit_size(frame.width, frame.height)?;
    limits.admit_memory(frame.memory())?;
    limits.admit_work(Work::JPEG.with_passes(frame.passes()), frame.pixels(), frame.end)?;
    if let Some(told) = frame.with_height(bytes) {
        return decode(&told, detail, limits);
    }
    let mut decoder = Decoder::new(bytes);
    decoder.read_info().map_err(refusal)?;
    if let Detail::AtLeast(edge) = detail {
        let (width, height) = crate::resize::fitted(frame.width, frame.height, edge);
        // The decoder is content when either side is long enough, which a picture of one column always is; so it is asked
        // for the longer only. Both fit: a frame's sides are read from sixteen bits, and fitting never enlarges.
        let only = |longer: bool, length: u32| if longer { length as u16 } else { u16::MAX };
        let wide = frame.width >= frame.height;
        decoder.scale(only(wide, width), only(!wide, height)).map_err(refusal)?;
    }
    let samples = decoder.decode().map_err(refusal)?;
    let info = decoder.info().ok_or_else(|| PhotoError::damaged("it has no frame"))?;
    let (width, height) = (u32::from(info.width), u32::from(info.height));
    let (channels, model) = match info.pixel_format {
        PixelFormat::L8 => (Channels::Gray, Model::Gray),
        PixelFormat::RGB24 => (Channels::Rgb, Model::Rgb),
        PixelFormat::CMYK32 => (Channels::Rgb, Model::Cmyk),
        PixelFormat::L16 => return Err(PhotoError::unsupported("a JPEG with 16 bits per sample")),
    };
    let colour = match decoder.icc_profile() {
        Some(profile) => Colour::icc(&profile, model),
        None if model == Model::Rgb => Colour::exif(bytes),
        None => Colour::srgb(),
    };
    if model == Model::Cmyk {
        let inks =
            if frame.adobe.is_some() { samples } else { samples.into_iter().map(|sample| 255 - sample).collect() };
        let picture = Picture::new(width, height, channels, colour.inks_to_srgb(&inks))?;
        return Ok(Decoded { picture, colour: ColourWork::Converted, upright: false, doubtful: true, lossless: false });
    }
    let work = if colour.is_srgb() { ColourWork::Kept } else { ColourWork::Converted };
    let picture = colour.to_srgb(Picture::new(width, height, channels, samples)?);
    Ok(Decoded {
        picture,
        colour: work,
        upright: false,
        doubtful: frame.adobe.is_some() || frame.lossless,
        lossless: frame.lossless,
    })
}

/// The planes of a JPEG of at least `edge` pixels along the longer side, read at a fraction of its size; nothing where
/// that saves nothing or the general decoder has to be asked.
pub(crate) fn planes(bytes: &[u8], edge: u32, limits: &Limits) -> Result<Option<Planes>, PhotoError> {
    planes_where(|_| true, bytes, edge, limits)
}

/// The same of a file as it came in; nothing as well where a profile or an Adobe marker has a say in its colours.
///
/// Planes mean that every code of the picture was read to its end.
pub(crate) fn plain_planes(bytes: &[u8], edge: u32, limits: &Limits) -> Result<Option<Planes>, PhotoError> {
    planes_where(|head| head.is_plain && Colour::exif(bytes).is_srgb(), bytes, edge, limits)
}

fn planes_where(
    wanted: impl FnOnce(&small::Head<'_>) -> bool,
    bytes: &[u8],
    edge: u32,
    limits: &Limits,
) -> Result<Option<Planes>, PhotoError> {
    limits.admit_bytes(bytes.len() as u64)?;
    small::read(bytes, |head| {
        if !wanted(head) {
            return Ok(None);
        }
        limits.admit_size(head.width, head.height)?;
        let pixels = u64::from(head.width) * u64::from(head.height);
        // Three planes, and what is made of them.
        limits.admit_memory(pixels * 6)?;
        limits.admit_work(Work::JPEG, pixels, bytes.len())?;
        Ok(small::eighths(head.width.max(head.height), edge))
    })
}

/// Width, height and length of the JPEG that `bytes` begin with, if it is a picture for the eye: lossless ones hold what
/// a sensor saw.
pub(super) fn measure(bytes: &[u8], limits: &Limits) -> Option<(u32, u32, usize)> {
    let frame = Frame::read(bytes, limits).ok().filter(|frame| !frame.lossless)?;
    Some((frame.width, frame.height, frame.end))
}

fn refusal(error: Error) -> PhotoError {
    match error {
        Error::Format(reason) => PhotoError::damaged(reason),
        Error::Unsupported(feature) => PhotoError::unsupported(format!("a JPEG of a rare kind ({feature:?})")),
        Error::Io(error) if error.kind() == ErrorKind::UnexpectedEof => {
            PhotoError::truncated("its last pixels are missing")
        }
        Error::Io(error) => PhotoError::damaged(error.to_string()),
        Error::Internal(error) => PhotoError::damaged(error.to_string()),
    }
}

#[cfg(test)]
mod tests;
