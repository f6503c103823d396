//! AV1 still pictures: one coded item, up to its planes.

use heifer::{color::ColorParams, heifer_hevc_dec::recon::Frame};
use re_rav1d::dav1d::{Decoder, Error, Picture, PixelLayout, PlanarImageComponent, Settings, pixel::YUVRange};

use crate::{Limits, PhotoError, boxes::Fields};

/// The planes of a stream, and how they are to be taken.
pub(super) fn frame(
    data: Vec<u8>,
    declared: Option<ColorParams>,
    pixels: u64,
    limits: &Limits,
) -> Result<(Frame, ColorParams), PhotoError> {
    Limits::admit_count("frames before the first that is shown", frames(&data), u64::from(limits.frames))?;
    let picture = read(data, pixels)?;
    // The decoder panics when asked for the matrix of a stream with a reserved one, so only the container is asked;
    // where it says nothing the usual matrix of stills is taken.
    let params =
        declared.unwrap_or_else(|| ColorParams { matrix: 6, full_range: picture.color_range() == YUVRange::Full });
    Ok((planar(&picture, params)?, params))
}

/// The samples of a stream, plane by plane.
pub(crate) fn planes(data: Vec<u8>, pixels: u64) -> Result<[Vec<u16>; 3], PhotoError> {
    let picture = read(data, pixels)?;
    Ok(planar(&picture, ColorParams { matrix: 6, full_range: true })?.planes)
}

/// The frames a stream holds at least: each is decoded, shown or not.
fn frames(data: &[u8]) -> u64 {
    let mut fields = Fields(data);
    let mut frames = 0;
    while let Some(head) = fields.number(1) {
        // Frame headers, and frames with their header.
        frames += u64::from(matches!(head >> 3 & 15, 3 | 6));
        if head & 4 != 0 {
            fields.take(1);
        }
        let length = if head & 2 != 0 { leb128(&mut fields) } else { None };
        if length.and_then(|length| fields.take(length)).is_none() {
            break;
        }
    }
    frames.max(1)
}

fn leb128(fields: &mut Fields<'_>) -> Option<usize> {
    let mut value = 0_u64;
    for place in 0..8 {
        let byte = fields.number(1)?;
        value |= (byte & 0x7F) << (7 * place);
        if byte & 0x80 == 0 {
            return usize::try_from(value).ok();
        }
    }
    None
}

/// The first picture of an AV1 stream.
fn read(data: Vec<u8>, pixels: u64) -> Result<Picture, PhotoError> {
    if data.is_empty() {
        return Err(PhotoError::truncated("it has no pixels"));
    }
    let mut settings = Settings::new();
    settings.set_n_threads(1);
    settings.set_max_frame_delay(1);
    settings.set_all_layers(false);
    // Zero would mean no limit.
    settings.set_frame_size_limit(u32::try_from(pixels / frames(&data)).unwrap_or(u32::MAX).max(1));
    let mut decoder = Decoder::with_settings(&settings).map_err(refusal)?;
    match decoder.send_data(data, None, None, None) {
        Ok(()) | Err(Error::Again) => {}
        Err(error) => return Err(refusal(error)),
    }
    // One picture needs one round; a stream that wants more and more data has none.
    for _ in 0..2 {
        match decoder.get_picture() {
            Ok(picture) => return Ok(picture),
            Err(Error::Again) => match decoder.send_pending_data() {
                Ok(()) | Err(Error::Again) => {}
                Err(error) => return Err(refusal(error)),
            },
            Err(error) => return Err(refusal(error)),
        }
    }
    Err(PhotoError::truncated("its pixels end too early"))
}

/// The planes in the shape the conversion to colours takes.
fn planar(picture: &Picture, params: ColorParams) -> Result<Frame, PhotoError> {
    let depth = picture.bits_per_component().map_or(8, |bits| bits.0);
    let (width, height) = (picture.width(), picture.height());
    let (chroma_width, chroma_height, chroma_format) = match picture.pixel_layout() {
        PixelLayout::I400 => (0, 0, 0),
        PixelLayout::I420 => (width.div_ceil(2), height.div_ceil(2), 1),
        PixelLayout::I422 => (width.div_ceil(2), height, 2),
        PixelLayout::I444 => (width, height, 3),
    };
    let plane = |component, width, height| samples(picture, component, width, height, depth);
    let luma = plane(PlanarImageComponent::Y, width, height)?;
    let gray = chroma_format == 0;
    let chroma = |component| if gray { Ok(Vec::new()) } else { plane(component, chroma_width, chroma_height) };
    let planes = [luma, chroma(PlanarImageComponent::U)?, chroma(PlanarImageComponent::V)?];
    Ok(Frame {
        widths: [width, chroma_width, chroma_width],
        heights: [height, chroma_height, chroma_height],
        planes,
        // 8, 10 or 12.
        bit_depth: [depth as u8; 2],
        chroma_format,
        full_range: params.full_range,
        matrix_coeffs: 2,
    })
}

/// One plane without the filling at the end of its rows.
fn samples(
    picture: &Picture,
    component: PlanarImageComponent,
    width: u32,
    height: u32,
    depth: usize,
) -> Result<Vec<u16>, PhotoError> {
    let stride = picture.stride(component) as usize;
    let plane = picture.plane(component);
    let bytes = width as usize * if depth > 8 { 2 } else { 1 };
    let mut samples = Vec::with_capacity(width as usize * height as usize);
    for row in plane.chunks(stride.max(1)).take(height as usize) {
        let row = row.get(..bytes).ok_or_else(|| PhotoError::damaged("its rows are too short"))?;
        if depth > 8 {
            samples.extend(row.as_chunks().0.iter().map(|&sample| u16::from_ne_bytes(sample)));
        } else {
            samples.extend(row.iter().map(|&sample| u16::from(sample)));
        }
    }
    Ok(samples)
}

fn refusal(error: Error) -> PhotoError {
    if matches!(error, Error::UnsupportedBitstream) {
        PhotoError::unsupported("an AVIF of a rare kind")
    } else {
        PhotoError::damaged(format!("its pixels cannot be read ({error})"))
    }
}
