//! PNG, WebP, GIF, TIFF and BMP: whatever the `image` crate reads, always the first frame.

use std::io::{Cursor, ErrorKind};

use image::{
    ColorType, ImageDecoder, ImageError,
    codecs::{bmp::BmpDecoder, gif::GifDecoder, png::PngDecoder, tiff::TiffDecoder, webp::WebPDecoder},
    error::LimitErrorKind,
};

use super::{ColourWork, Decoded};
use crate::{
    Format, Limits, PhotoError,
    colour::{Colour, Model},
    limits::Work,
    picture::{Channels, Picture},
    tiff::Tiff,
};

mod palette;

/// Reads the first frame of a file of one of these formats.
pub(super) fn decode(bytes: &[u8], format: Format, limits: &Limits) -> Result<Decoded, PhotoError> {
    // What stands behind the end of a WebP is no chunk of it.
    let bytes = if format == Format::Webp { within_riff(bytes) } else { bytes };
    let reader = Cursor::new(bytes);
    let refuse = |error| refusal(error, format, limits);
    match format {
        Format::Png => {
            let decoder = PngDecoder::with_limits(reader, ceiling(limits)).map_err(refuse)?;
            read(decoder, bytes, format, true, limits)
        }
        Format::Webp => {
            admit_codes(bytes, limits)?;
            let decoder = WebPDecoder::new(reader).map_err(refuse)?;
            let lossless = bytes.get(12..16) == Some(b"VP8L");
            read(decoder, bytes, format, lossless, limits)
        }
        Format::Gif => read(GifDecoder::new(reader).map_err(refuse)?, bytes, format, true, limits),
        Format::Tiff => match palette::Palette::of(bytes) {
            Some(palette) => {
                let decoder = TiffDecoder::new(Cursor::new(palette.as_gray.as_slice())).map_err(refuse)?;
                Ok(palette.coloured(read(decoder, bytes, format, true, limits)?))
            }
            None => {
                let decoded = read(TiffDecoder::new(reader).map_err(refuse)?, bytes, format, true, limits)?;
                Ok(if is_mixed(bytes) { Decoded { picture: decoded.picture.unmixed(), ..decoded } } else { decoded })
            }
        },
        Format::Bmp => read(BmpDecoder::new(reader).map_err(refuse)?, bytes, format, true, limits),
        Format::Jpeg | Format::Avif | Format::Heic | Format::Raw(_) => {
            Err(PhotoError::unsupported(format!("a {format} picture")))
        }
    }
}

/// Whether the colours of a TIFF are multiplied with its transparency (`ExtraSamples` 1; TIFF 6.0, section 18).
fn is_mixed(bytes: &[u8]) -> bool {
    const EXTRA_SAMPLES: u16 = 0x0152;
    let Some((file, first)) = Tiff::read(bytes) else { return false };
    let extra = file.entries(first).find(|entry| entry.tag == EXTRA_SAMPLES);
    extra.is_some_and(|extra| file.shorts(&extra, 1).first() == Some(&1))
}

/// A RIFF file up to the end it states.
fn within_riff(bytes: &[u8]) -> &[u8] {
    let stated = bytes.get(4..).and_then(|rest| rest.first_chunk()).map(|length| u32::from_le_bytes(*length) as usize);
    stated.and_then(|length| bytes.get(..length.checked_add(8)?)).unwrap_or(bytes)
}

/// Refuses a WebP whose codes alone would fill the memory.
fn admit_codes(bytes: &[u8], limits: &Limits) -> Result<(), PhotoError> {
    let groups = crate::prove::code_groups(bytes);
    let groups = groups.ok_or_else(|| PhotoError::damaged("its pixels do not begin as they should"))?;
    Limits::admit_count("groups of codes", groups as u64, u64::from(limits.code_groups))
}

fn ceiling(limits: &Limits) -> image::Limits {
    let mut ceiling = image::Limits::default();
    ceiling.max_image_width = Some(limits.edge);
    ceiling.max_image_height = Some(limits.edge);
    ceiling.max_alloc = Some(limits.memory);
    ceiling
}

fn read<D: ImageDecoder>(
    mut decoder: D,
    bytes: &[u8],
    format: Format,
    lossless: bool,
    limits: &Limits,
) -> Result<Decoded, PhotoError> {
    let (width, height) = decoder.dimensions();
    limits.admit_size(width, height)?;
    limits.admit_memory(decoder.total_bytes().saturating_mul(2))?;
    let work = match format {
        Format::Png => Work::PNG,
        Format::Webp if lossless => Work::WEBP_LOSSLESS,
        Format::Webp => Work::WEBP_LOSSY,
        Format::Jpeg | Format::Gif | Format::Tiff | Format::Bmp | Format::Avif | Format::Heic | Format::Raw(_) => {
            Work::OTHER
        }
    };
    limits.admit_work(work, u64::from(width) * u64::from(height), bytes.len())?;
    decoder.set_limits(ceiling(limits)).map_err(|error| refusal(error, format, limits))?;
    let (channels, model) = match decoder.color_type() {
        ColorType::L8 | ColorType::L16 => (Channels::Gray, Model::Gray),
        ColorType::La8 | ColorType::La16 => (Channels::Rgba, Model::Gray),
        ColorType::Rgba8 | ColorType::Rgba16 => (Channels::Rgba, Model::Rgb),
        ColorType::Rgb8 | ColorType::Rgb16 => (Channels::Rgb, Model::Rgb),
        ColorType::Rgb32F | ColorType::Rgba32F | _ => {
            return Err(PhotoError::unsupported(format!("a {format} with fractional samples")));
        }
    };
    // A profile that cannot be read is no reason to refuse the pixels.
    let colour = match decoder.icc_profile().unwrap_or_default() {
        Some(profile) => Colour::icc(&profile, model),
        None if format == Format::Png => Colour::png(bytes, model),
        None if format == Format::Bmp => Colour::bmp(bytes, model),
        None => Colour::srgb(),
    };
    let stored = decoder.color_type();
    let size = usize::try_from(decoder.total_bytes()).map_err(|_| PhotoError::damaged("its size is impossible"))?;
    let mut raw = vec![0; size];
    decoder.read_image(&mut raw).map_err(|error| refusal(error, format, limits))?;
    let (picture, deep) = if stored.bytes_per_pixel() > stored.channel_count() {
        let samples: Vec<u16> = raw.as_chunks().0.iter().map(|&sample| u16::from_ne_bytes(sample)).collect();
        drop(raw);
        let samples = if stored == ColorType::La16 { gray_to_colour(&samples) } else { samples };
        (Picture::new(width, height, channels, colour.reduce(&samples, channels))?, true)
    } else {
        let samples = if stored == ColorType::La8 { gray_to_colour(&raw) } else { raw };
        (colour.to_srgb(Picture::new(width, height, channels, samples)?), false)
    };
    let converted = deep || !colour.is_srgb();
    let colour = if converted { ColourWork::Converted } else { ColourWork::Kept };
    // Plain WebP has one place for pixels, and what stripping takes away stands behind it.
    let doubtful = format != Format::Webp || bytes.get(12..16) == Some(b"VP8X");
    Ok(Decoded { picture, colour, upright: false, doubtful, lossless })
}

/// Gray and alpha as three equal samples and alpha.
fn gray_to_colour<S: Copy>(samples: &[S]) -> Vec<S> {
    samples.as_chunks().0.iter().flat_map(|&[gray, alpha]| [gray, gray, gray, alpha]).collect()
}

fn refusal(error: ImageError, format: Format, limits: &Limits) -> PhotoError {
    match error {
        ImageError::Unsupported(error) => PhotoError::unsupported(format!("a {format} of a rare kind ({error})")),
        ImageError::Limits(error) if matches!(error.kind(), LimitErrorKind::InsufficientMemory) => {
            PhotoError::TooLarge {
                what: "bytes of memory",
                found: limits.memory.saturating_add(1),
                limit: limits.memory,
            }
        }
        ImageError::Limits(_) => PhotoError::damaged("its size is impossible"),
        ImageError::IoError(error) if error.kind() == ErrorKind::UnexpectedEof => {
            PhotoError::truncated("its pixels end too early")
        }
        ImageError::IoError(error) => PhotoError::damaged(error.to_string()),
        ImageError::Decoding(error) => PhotoError::damaged(error.to_string()),
        ImageError::Encoding(error) => PhotoError::damaged(error.to_string()),
        ImageError::Parameter(error) => PhotoError::damaged(error.to_string()),
    }
}

#[cfg(test)]
mod tests;
