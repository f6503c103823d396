//! The items of a HEIF file put together: tiles, layers, transparency, and the turns the container asks for.

use heifer::{
    Image, Sample,
    color::{ColorParams, frame_to_rgba_sized},
    heifer_hevc_dec::{
        Error as HevcError,
        decoder::{DecodeOptions, decode_picture},
    },
    heifer_isobmff::{
        HeifFile, ItemId,
        boxes::{ColorInfo, Property},
    },
};

use super::{av1, damaged};
use crate::{Limits, PhotoError, boxes::Fields};

/// The items of a file, and what decoding them may still cost.
pub(super) struct Items<'f, 'a> {
    file: &'f HeifFile<'a>,
    /// Pixels that may still be decoded: a file can name the same tile thousands of times.
    left: u64,
    /// Bytes of the canvases that tiles and layers are put on.
    canvases: u64,
    /// What the picture that tiles are put together to says of their colours.
    pub(super) inherited: Option<ColorParams>,
    limits: &'f Limits,
}

impl<'f, 'a> Items<'f, 'a> {
    /// Transparency and what tiles hold beyond the edge may come to as many pixels again.
    pub(super) fn of(file: &'f HeifFile<'a>, limits: &'f Limits) -> Self {
        Self { file, left: limits.pixels.saturating_mul(2), canvases: 0, inherited: None, limits }
    }

    /// An item as it is seen: put together, with its transparency, cropped, turned and mirrored.
    pub(super) fn shown<S: Sample>(&mut self, id: ItemId, nesting: u32) -> Result<Image<S>, PhotoError> {
        let mut image = self.layer::<S>(id, nesting)?;
        for auxiliary in self.file.referencing_items(id, b"auxl") {
            if is_transparency(self.file, auxiliary)? {
                let alpha = self.layer::<S>(auxiliary, nesting)?;
                lay_under(&mut image, &alpha)?;
                break;
            }
        }
        transformed(image, self.file, id)
    }

    fn layer<S: Sample>(&mut self, id: ItemId, nesting: u32) -> Result<Image<S>, PhotoError> {
        Limits::admit_count("pictures inside pictures", u64::from(nesting), u64::from(self.limits.nesting))?;
        let sources = self.file.referenced_items(id, b"dimg");
        match &self.file.item(id).map_err(damaged)?.item_type.0 {
            b"hvc1" | b"av01" => self.coded(id),
            b"grid" => self.grid(id, sources, nesting),
            b"iovl" => self.overlay(id, sources, nesting),
            b"iden" => match *sources {
                [source] => self.shown(source, nesting + 1),
                _ => Err(PhotoError::damaged("it is put together from nothing")),
            },
            other => {
                let kind: String = other.iter().map(|&byte| char::from(byte)).collect();
                Err(PhotoError::unsupported(format!("a HEIF picture coded as {kind:?}")))
            }
        }
    }

    fn coded<S: Sample>(&mut self, id: ItemId) -> Result<Image<S>, PhotoError> {
        let declared = self.declared(id)?.or(self.inherited);
        let (mut frame, params) = if self.file.item(id).map_err(damaged)?.item_type.0 == *b"av01" {
            let data = self.file.item_data(id).map_err(damaged)?.into_owned();
            av1::frame(data, declared, self.left, self.limits)?
        } else {
            let stream = self.file.hevc_bitstream(id).map_err(damaged)?;
            // Zero would mean the decoder's own limit.
            let options = DecodeOptions { max_pixels: self.left.max(1), ..DecodeOptions::default() };
            let frame = decode_picture(&stream, options).map_err(refusal)?;
            let params = declared.unwrap_or_else(|| ColorParams::from_frame(&frame));
            (frame, params)
        };
        let (columns, rows) = (frame.widths[0], frame.heights[0]);
        let pixels = (u64::from(columns) * u64::from(rows)).max(LEAST);
        self.left =
            self.left.checked_sub(pixels).ok_or_else(|| PhotoError::damaged("its tiles hold too many pixels"))?;
        let stated = self.file.image_size(id).map_err(damaged)?;
        let (width, height) = stated.unwrap_or((columns, rows));
        if width > columns || height > rows {
            return Err(PhotoError::damaged("it is smaller than it says"));
        }
        if frame.widths[1] == 0 && !params.full_range {
            widen(&mut frame.planes[0], frame.bit_depth[0]);
        }
        Ok(frame_to_rgba_sized(&frame, params, width, height))
    }

    /// How the container says that an item's light and colours are to be taken.
    fn declared(&self, id: ItemId) -> Result<Option<ColorParams>, PhotoError> {
        Ok(self.file.item_properties(id).map_err(damaged)?.find_map(|property| {
            let Property::Color(ColorInfo::Nclx { matrix, full_range, .. }) = property else { return None };
            Some(ColorParams { matrix: *matrix, full_range: *full_range })
        }))
    }

    fn grid<S: Sample>(&mut self, id: ItemId, tiles: &[ItemId], nesting: u32) -> Result<Image<S>, PhotoError> {
        let grid = self.file.grid(id).map_err(damaged)?;
        let (columns, rows) = (usize::from(grid.columns), usize::from(grid.rows));
        if tiles.is_empty() || tiles.len() != columns * rows {
            return Err(PhotoError::damaged("its tiles do not fill its grid"));
        }
        let (width, height) = (grid.output_width, grid.output_height);
        self.admit::<S>(width, height)?;
        let before = self.inherited;
        self.inherited = self.declared(id)?.or(before);
        let mut whole: Option<Image<S>> = None;
        for (at, &tile) in tiles.iter().enumerate() {
            let tile = self.shown::<S>(tile, nesting + 1)?;
            let whole =
                whole.get_or_insert_with(|| Image::filled_samples(width, height, tile.bit_depth, [S::default(); 4]));
            let left = (at % columns) as u64 * u64::from(tile.width);
            let top = (at / columns) as u64 * u64::from(tile.height);
            put(&tile, whole, left, top)?;
        }
        self.inherited = before;
        whole.ok_or_else(|| PhotoError::damaged("its tiles do not fill its grid"))
    }

    /// Layers on a canvas (ISO/IEC 23008-12, 6.6.2.2).
    fn overlay<S: Sample>(&mut self, id: ItemId, layers: &[ItemId], nesting: u32) -> Result<Image<S>, PhotoError> {
        let short = || PhotoError::truncated("its layers have no places");
        let data = self.file.item_data(id).map_err(damaged)?;
        let mut fields = Fields(&data);
        let wide = match fields.number(2).ok_or_else(short)? {
            0 => 2,
            1 => 4,
            _ => return Err(PhotoError::unsupported("a HEIF put together in an unknown way")),
        };
        let fill: Vec<u64> = (0..4).map_while(|_| fields.number(2)).collect();
        let &[red, green, blue, alpha] = fill.as_slice() else { return Err(short()) };
        let mut edge = || fields.number(wide).and_then(|edge| u32::try_from(edge).ok()).ok_or_else(short);
        let (width, height) = (edge()?, edge()?);
        self.admit::<S>(width, height)?;
        let mut canvas: Option<Image<S>> = None;
        for &layer in layers {
            let signed =
                |number: u64| if wide == 2 { i64::from(number as u16 as i16) } else { i64::from(number as u32 as i32) };
            let mut place = || fields.number(wide).map(signed).ok_or_else(short);
            let (left, top) = (place()?, place()?);
            let image = self.shown::<S>(layer, nesting + 1)?;
            let canvas = canvas.get_or_insert_with(|| {
                let most = u64::from(image.max_value());
                // At most what the depth holds.
                let filled = [red, green, blue, alpha].map(|value| S::from_u16((value * most / 65_535) as u16));
                let mut canvas = Image::filled_samples(width, height, image.bit_depth, filled);
                canvas.has_alpha = alpha < 65_535;
                canvas
            });
            canvas.draw(&image, left, top);
        }
        canvas.ok_or_else(|| PhotoError::damaged("it is put together from nothing"))
    }

    fn admit<S: Sample>(&mut self, width: u32, height: u32) -> Result<(), PhotoError> {
        self.limits.admit_size(width, height)?;
        self.canvases += u64::from(width) * u64::from(height) * 4 * size_of::<S>() as u64;
        self.limits.admit_memory(self.canvases)
    }
}

/// What decoding even the smallest tile costs, in pixels.
const LEAST: u64 = 10_000;

/// Copies a tile to its place, as far as the canvas reaches.
fn put<S: Sample>(tile: &Image<S>, whole: &mut Image<S>, left: u64, top: u64) -> Result<(), PhotoError> {
    if tile.bit_depth != whole.bit_depth {
        return Err(PhotoError::damaged("its tiles are of different depths"));
    }
    whole.has_alpha |= tile.has_alpha;
    let (Ok(left), Ok(top)) = (usize::try_from(left), usize::try_from(top)) else { return Ok(()) };
    let columns = (whole.width as usize).saturating_sub(left).min(tile.width as usize);
    let stride = whole.width as usize * 4;
    let rows = whole.data.chunks_exact_mut(stride).skip(top);
    for (row, from) in rows.zip(tile.data.chunks_exact(tile.width as usize * 4)) {
        if let (Some(row), Some(from)) = (row.get_mut(left * 4..(left + columns) * 4), from.get(..columns * 4)) {
            row.copy_from_slice(from);
        }
    }
    Ok(())
}

fn is_transparency(file: &HeifFile<'_>, id: ItemId) -> Result<bool, PhotoError> {
    const KINDS: [&str; 2] = ["urn:mpeg:hevc:2015:auxid:1", "urn:mpeg:mpegB:cicp:systems:auxiliary:alpha"];
    let mut properties = file.item_properties(id).map_err(damaged)?;
    Ok(properties.any(|property| matches!(property, Property::AuxiliaryType(kind) if KINDS.contains(&kind.as_str()))))
}

/// Takes the light of `alpha` for the transparency of `image`.
fn lay_under<S: Sample>(image: &mut Image<S>, alpha: &Image<S>) -> Result<(), PhotoError> {
    if alpha.width < image.width || alpha.height < image.height {
        return Err(PhotoError::unsupported("a picture whose transparency is smaller than itself"));
    }
    let (from, to) = (u32::from(alpha.max_value()), u32::from(image.max_value()));
    let rows = image.data.chunks_exact_mut(image.width as usize * 4);
    for (row, alpha) in rows.zip(alpha.data.chunks_exact(alpha.width as usize * 4)) {
        for (pixel, alpha) in row.chunks_exact_mut(4).zip(alpha.chunks_exact(4)) {
            // At most `to`.
            pixel[3] = S::from_u16((u32::from(alpha[0].to_u16()) * to / from) as u16);
        }
    }
    image.has_alpha = true;
    Ok(())
}

/// The picture after the container's crop, turn and mirror, in the order it names them.
pub(super) fn transformed<S: Sample>(
    mut image: Image<S>,
    file: &HeifFile<'_>,
    id: ItemId,
) -> Result<Image<S>, PhotoError> {
    for property in file.item_properties(id).map_err(damaged)? {
        if let Property::Rotation(quarters) = *property {
            image = image.rotate_ccw(quarters);
        } else if let Property::Mirror(top_and_bottom) = *property {
            image = image.mirror(top_and_bottom);
        } else if let Property::CleanAperture { width, height, horiz_offset, vert_offset } = *property {
            let (left, columns) = aperture(image.width, width, horiz_offset)?;
            let (top, rows) = aperture(image.height, height, vert_offset)?;
            image = image.crop(left, top, columns, rows);
        }
    }
    Ok(image)
}

/// Start and length of a clean aperture along one edge (ISO/IEC 14496-12, 12.1.4).
pub(super) fn aperture(edge: u32, length: (u32, u32), offset: (i32, u32)) -> Result<(u32, u32), PhotoError> {
    if length.1 == 0 || offset.1 == 0 {
        return Err(PhotoError::damaged("its crop divides by zero"));
    }
    let length = f64::from(length.0) / f64::from(length.1);
    let centre = f64::from(offset.0) / f64::from(offset.1) + (f64::from(edge) - 1.0) / 2.0;
    let start = (centre - (length - 1.0) / 2.0).round();
    if start < 0.0 || length < 1.0 || start + length.round() > f64::from(edge) {
        return Err(PhotoError::damaged("its crop lies outside"));
    }
    // Both within the edge, which is a u32.
    Ok((start as u32, length.round() as u32))
}

/// Gray samples of television's range, from black at 16 to white at 235 for eight bits, over the whole range.
fn widen(luma: &mut [u16], depth: u8) {
    let scale = 1_u32 << depth.saturating_sub(8);
    let top = 256 * scale - 1;
    for sample in luma {
        let above = u32::from(*sample).saturating_sub(16 * scale);
        // At most `top`, which has at most sixteen bits.
        *sample = ((above * top + 219 * scale / 2) / (219 * scale)).min(top) as u16;
    }
}

fn refusal(error: HevcError) -> PhotoError {
    if matches!(error, HevcError::Unimplemented(_)) {
        PhotoError::unsupported(format!("a HEIC picture of a rare kind ({error})"))
    } else {
        PhotoError::damaged(error.to_string())
    }
}
