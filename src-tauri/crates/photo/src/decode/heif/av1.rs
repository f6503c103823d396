//! AV1 still pictures: single or put together from tiles, with or without transparency.

use heifer::{
    Image,
    color::{ColorParams, frame_to_rgba_sized},
    heifer_hevc_dec::recon::Frame,
    heifer_isobmff::{
        HeifFile, ItemId,
        boxes::{ColorInfo, Property},
    },
};
use re_rav1d::dav1d::{Decoder, Error, Picture, PixelLayout, PlanarImageComponent, Settings, pixel::YUVRange};

use super::damaged;
use crate::{Limits, PhotoError};

/// The primary picture before the container's turns.
pub(super) fn decode(file: &HeifFile<'_>, limits: &Limits) -> Result<Image<u8>, PhotoError> {
    let id = file.primary_id;
    let mut image = layer(file, id, limits)?;
    for auxiliary in file.referencing_items(id, b"auxl") {
        let is_alpha = file.item_properties(auxiliary).map_err(damaged)?.any(|property| {
            matches!(property, Property::AuxiliaryType(kind) if kind == "urn:mpeg:mpegB:cicp:systems:auxiliary:alpha")
        });
        if is_alpha {
            let alpha = layer(file, auxiliary, limits)?;
            if (alpha.width, alpha.height) != (image.width, image.height) {
                return Err(PhotoError::unsupported("an AVIF whose transparency has another size than its picture"));
            }
            for (pixel, alpha) in image.data.chunks_exact_mut(4).zip(alpha.data.chunks_exact(4)) {
                pixel[3] = alpha[0];
            }
            image.has_alpha = true;
            break;
        }
    }
    Ok(image)
}

/// A coded item, or a grid of them.
fn layer(file: &HeifFile<'_>, id: ItemId, limits: &Limits) -> Result<Image<u8>, PhotoError> {
    match &file.item(id).map_err(damaged)?.item_type.0 {
        b"av01" => coded(file, id, limits),
        b"grid" => {
            let grid = file.grid(id).map_err(damaged)?;
            limits.admit_size(grid.output_width, grid.output_height)?;
            let tiles = file.referenced_items(id, b"dimg");
            let columns = usize::from(grid.columns);
            if tiles.is_empty() || tiles.len() != columns * usize::from(grid.rows) {
                return Err(PhotoError::damaged("its tiles do not fill its grid"));
            }
            let mut whole = Image::filled_samples(grid.output_width, grid.output_height, 8, [0, 0, 0, u8::MAX]);
            for (at, &tile) in tiles.iter().enumerate() {
                let tile = coded(file, tile, limits)?;
                // Within the grid, whose sides are 16-bit numbers of tiles that fit a picture.
                let left = (at % columns) as i64 * i64::from(tile.width);
                let top = (at / columns) as i64 * i64::from(tile.height);
                whole.draw(&tile, left, top);
            }
            Ok(whole)
        }
        _ => Err(PhotoError::unsupported("an AVIF put together from layers")),
    }
}

fn coded(file: &HeifFile<'_>, id: ItemId, limits: &Limits) -> Result<Image<u8>, PhotoError> {
    let data = file.item_data(id).map_err(damaged)?.into_owned();
    let picture = read(data, limits)?;
    let declared = file.item_properties(id).map_err(damaged)?.find_map(|property| {
        let Property::Color(ColorInfo::Nclx { matrix, full_range, .. }) = property else { return None };
        Some(ColorParams { matrix: *matrix, full_range: *full_range })
    });
    // The decoder panics when asked for the matrix of a stream with a reserved one, so only the container is asked;
    // where it says nothing the usual matrix of stills is taken.
    let params =
        declared.unwrap_or_else(|| ColorParams { matrix: 6, full_range: picture.color_range() == YUVRange::Full });
    let (width, height) = file.image_size(id).map_err(damaged)?.unwrap_or_else(|| (picture.width(), picture.height()));
    if width > picture.width() || height > picture.height() {
        return Err(PhotoError::damaged("it is smaller than it says"));
    }
    let frame = frame(&picture, params)?;
    Ok(frame_to_rgba_sized(&frame, params, width, height))
}

/// The first picture of an AV1 stream.
fn read(data: Vec<u8>, limits: &Limits) -> Result<Picture, PhotoError> {
    let mut settings = Settings::new();
    settings.set_n_threads(1);
    settings.set_max_frame_delay(1);
    settings.set_all_layers(false);
    settings.set_frame_size_limit(u32::try_from(limits.pixels).unwrap_or(u32::MAX));
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
fn frame(picture: &Picture, params: ColorParams) -> Result<Frame, PhotoError> {
    let depth = picture.bits_per_component().map_or(8, |bits| bits.0);
    let (width, height) = (picture.width(), picture.height());
    let (chroma_width, chroma_height, chroma_format) = match picture.pixel_layout() {
        PixelLayout::I400 => (0, 0, 0),
        PixelLayout::I420 => (width.div_ceil(2), height.div_ceil(2), 1),
        PixelLayout::I422 => (width.div_ceil(2), height, 2),
        PixelLayout::I444 => (width, height, 3),
    };
    let plane = |component, width, height| samples(picture, component, width, height, depth);
    let mut luma = plane(PlanarImageComponent::Y, width, height)?;
    let gray = chroma_format == 0;
    if gray && !params.full_range {
        widen(&mut luma, depth);
    }
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

/// Gray samples of television's range, from black at 16 to white at 235 for eight bits, over the whole range.
fn widen(luma: &mut [u16], depth: usize) {
    let scale = 1_u32 << (depth - 8);
    let top = 256 * scale - 1;
    for sample in luma {
        let above = u32::from(*sample).saturating_sub(16 * scale);
        // At most `top`, which has at most twelve bits.
        *sample = ((above * top + 219 * scale / 2) / (219 * scale)).min(top) as u16;
    }
}

fn refusal(error: Error) -> PhotoError {
    if matches!(error, Error::UnsupportedBitstream) {
        PhotoError::unsupported("an AVIF of a rare kind")
    } else {
        PhotoError::damaged(format!("its pixels cannot be read ({error})"))
    }
}
