//! Writes pixels into files that hold nothing else. What is written here is proved before it leaves the crate.

use image::{
    ExtendedColorType, ImageEncoder,
    codecs::png::{CompressionType, FilterType, PngEncoder},
};
use jpeg_encoder::{ChromaSubsamplingMethod, ColorType, Encoder, ImageBuffer, JpegColorType, SamplingFactor};
use ravif::{BitDepth, Img, RGB8};

use crate::{
    PhotoError,
    picture::{Channels, Picture},
    planes::Written,
};

/// How finely a JPEG holds colour.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Chroma {
    /// For every pixel.
    Full,
    /// For every four pixels together, as cameras do.
    Quarter,
}

/// A JPEG of quality 1 to 100; transparency is laid on white.
pub(crate) fn jpeg(picture: Picture, quality: u8, chroma: Chroma) -> Result<Vec<u8>, PhotoError> {
    let picture = picture.opaque();
    let (Ok(width), Ok(height)) = (u16::try_from(picture.width()), u16::try_from(picture.height())) else {
        let found = u64::from(picture.width().max(picture.height()));
        return Err(PhotoError::TooLarge { what: "pixels along an edge", found, limit: u64::from(u16::MAX) });
    };
    // The encoder writes a table for colours into a gray picture too, which nothing in it uses: no clean file. Even
    // colours cost next to nothing.
    let colours: Vec<u8>;
    let samples = if picture.channels() == Channels::Gray {
        colours = picture.samples().iter().flat_map(|&light| [light; 3]).collect();
        &colours
    } else {
        picture.samples()
    };
    let mut bytes = Vec::new();
    let mut encoder = Encoder::new(&mut bytes, quality);
    encoder.set_sampling_factor(match chroma {
        Chroma::Full => SamplingFactor::R_4_4_4,
        Chroma::Quarter => SamplingFactor::R_4_2_0,
    });
    // Left alone it takes one pixel of four.
    encoder.set_chroma_subsampling_method(ChromaSubsamplingMethod::Average);
    encoder.set_optimized_huffman_tables(true);
    encoder.encode(samples, width, height, ColorType::Rgb).map_err(not_written)?;
    Ok(bytes)
}

/// A JPEG of planes that are already light and colour, the latter half as fine.
pub(crate) fn planar_jpeg(planes: &Written, quality: u8) -> Result<Vec<u8>, PhotoError> {
    let mut bytes = Vec::new();
    let mut encoder = Encoder::new(&mut bytes, quality);
    encoder.set_sampling_factor(SamplingFactor::R_4_2_0);
    encoder.set_optimized_huffman_tables(true);
    encoder.encode_image(planes).map_err(not_written)?;
    Ok(bytes)
}

/// The encoder asks for colours as fine as light and takes one of four.
impl ImageBuffer for &Written {
    fn get_jpeg_color_type(&self) -> JpegColorType {
        JpegColorType::Ycbcr
    }

    fn width(&self) -> u16 {
        // Copies are at most as wide as a JPEG can be: they were reduced from one.
        u16::try_from(self.width).unwrap_or(u16::MAX)
    }

    fn height(&self) -> u16 {
        u16::try_from(self.height).unwrap_or(u16::MAX)
    }

    fn fill_buffers(&self, y: u16, buffers: &mut [Vec<u8>; 4]) {
        let (width, y) = (self.width as usize, usize::from(y));
        let half = width.div_ceil(2);
        let [light, blue, red, _] = buffers;
        light.extend_from_slice(self.light.get(y * width..(y + 1) * width).unwrap_or_default());
        for (buffer, plane) in [blue, red].into_iter().zip(&self.colours) {
            let row = plane.get(y / 2 * half..(y / 2 + 1) * half).unwrap_or_default();
            buffer.extend(row.iter().flat_map(|&sample| [sample; 2]).take(width));
        }
    }
}

/// A PNG, every sample as it is.
pub(crate) fn png(picture: &Picture) -> Result<Vec<u8>, PhotoError> {
    let kind = match picture.channels() {
        Channels::Gray => ExtendedColorType::L8,
        Channels::Rgb => ExtendedColorType::Rgb8,
        Channels::Rgba => ExtendedColorType::Rgba8,
    };
    let mut bytes = Vec::new();
    PngEncoder::new_with_quality(&mut bytes, CompressionType::Default, FilterType::Adaptive)
        .write_image(picture.samples(), picture.width(), picture.height(), kind)
        .map_err(not_written)?;
    Ok(bytes)
}

/// The longest side a WebP can have.
const WEBP_EDGE: u32 = 16_383;

/// A WebP of quality 1 to 100; transparency is laid on white.
pub(crate) fn webp(picture: Picture, quality: u8) -> Result<Vec<u8>, PhotoError> {
    let picture = picture.opaque();
    let found = u64::from(picture.width().max(picture.height()));
    if found > u64::from(WEBP_EDGE) {
        return Err(PhotoError::TooLarge { what: "pixels along an edge", found, limit: u64::from(WEBP_EDGE) });
    }
    let (width, height) = (picture.width(), picture.height());
    let samples = colours(picture);
    let encoder = webp::Encoder::from_rgb(&samples, width, height);
    // The library is C, but it is given nothing except pixels decoded here.
    let bytes = encoder.encode_simple(false, f32::from(quality)).map_err(|error| not_written(format!("{error:?}")))?;
    Ok(bytes.to_vec())
}

/// How much the AVIF encoder hurries, from 1 to 10: a step less takes twice the time for a few bytes.
const AVIF_HASTE: u8 = 9;

/// An AVIF of quality 1 to 100; transparency is laid on white.
pub(crate) fn avif(picture: Picture, quality: u8) -> Result<Vec<u8>, PhotoError> {
    let picture = picture.opaque();
    let (width, height) = (picture.width() as usize, picture.height() as usize);
    let samples = colours(picture);
    let pixels: Vec<RGB8> = samples.as_chunks().0.iter().map(|&[r, g, b]| RGB8 { r, g, b }).collect();
    drop(samples);
    let encoder = ravif::Encoder::new()
        .with_quality(f32::from(quality))
        .with_speed(AVIF_HASTE)
        .with_bit_depth(BitDepth::Eight)
        // One tile: the prover follows a stretch of pixels to its end.
        .with_num_threads(Some(1));
    encoder.encode_rgb(Img::new(&pixels, width, height)).map(|encoded| encoded.avif_file).map_err(not_written)
}

/// Three samples a pixel of a picture without transparency.
fn colours(picture: Picture) -> Vec<u8> {
    match picture.channels() {
        Channels::Gray => picture.samples().iter().flat_map(|&gray| [gray; 3]).collect(),
        Channels::Rgb | Channels::Rgba => picture.into_samples(),
    }
}

fn not_written(error: impl std::fmt::Display) -> PhotoError {
    PhotoError::damaged(format!("it cannot be written ({error})"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::decode::{Detail, decode};

    fn gradient(channels: Channels) -> Picture {
        let step = channels.count();
        let samples = (0..64 * 48 * step).map(|at| (at / step % 64 * 4) as u8).collect();
        Picture::new(64, 48, channels, samples).expect("a full picture")
    }

    fn read(bytes: &[u8], format: crate::Format) -> crate::decode::Decoded {
        decode(bytes, format, Detail::Full, &crate::Limits::default()).expect("readable")
    }

    #[test]
    fn a_jpeg_gives_back_nearly_the_same_pixels() {
        for channels in [Channels::Gray, Channels::Rgb] {
            let bytes = jpeg(gradient(channels), 95, Chroma::Full).expect("written");
            let read = read(&bytes, crate::Format::Jpeg);
            // The gradient is gray in either.
            let wanted = gradient(Channels::Rgb);
            assert_eq!(read.picture.channels(), wanted.channels());
            let far = read.picture.samples().iter().zip(wanted.samples()).map(|(a, b)| a.abs_diff(*b)).max();
            assert!(far <= Some(6), "{channels:?}: {far:?}");
        }
    }

    #[test]
    fn halved_colours_are_those_of_all_four_pixels() {
        let stripes = (0..64 * 48).flat_map(|at| if at % 2 == 0 { [220, 40, 40] } else { [40, 40, 220] }).collect();
        let picture = Picture::new(64, 48, Channels::Rgb, stripes).expect("a full picture");
        let bytes = jpeg(picture, 95, Chroma::Quarter).expect("written");
        let read = read(&bytes, crate::Format::Jpeg).picture;
        let mean = |channel: usize| {
            let sum: u32 = read.samples().iter().skip(channel).step_by(3).map(|&sample| u32::from(sample)).sum();
            sum / (64 * 48)
        };
        assert!(mean(0).abs_diff(130) <= 8 && mean(2).abs_diff(130) <= 8, "{} and {}", mean(0), mean(2));
    }

    #[test]
    fn a_png_gives_back_the_very_same_pixels() {
        for channels in [Channels::Gray, Channels::Rgb, Channels::Rgba] {
            let bytes = png(&gradient(channels)).expect("written");
            let read = read(&bytes, crate::Format::Png);
            assert_eq!(read.picture, gradient(channels));
        }
    }
}
