//! HEIC and AVIF: one container, the picture inside coded by HEVC or AV1.
//!
//! The container's own turns, mirrors and crops (`irot`, `imir`, `clap`) are part of the picture and applied here; EXIF
//! beside them only repeats them (ISO/IEC 23008-12, 6.5.10), so it is not asked again.

use heifer::{
    Image,
    heifer_hevc_dec::{nal::NalUnit, params::ParameterSets},
    heifer_isobmff::{
        HeifFile, ItemId,
        boxes::{ColorInfo, Property},
    },
};

use super::{ColourWork, Decoded};
use crate::{
    Limits, PhotoError,
    colour::{Colour, Model},
    limits::Work,
    picture::{Channels, Picture},
};
use items::Items;

mod av1;
mod items;

pub(crate) use av1::planes as av1_planes;

/// Reads the primary picture; further pictures, gain maps, depth maps and the video of a live photo are left alone.
pub(super) fn decode(bytes: &[u8], limits: &Limits) -> Result<Decoded, PhotoError> {
    admit_directory(bytes, limits)?;
    let file = HeifFile::parse(bytes).map_err(damaged)?;
    let primary = file.primary_id;
    let size = file.image_size(primary).map_err(damaged)?;
    let (width, height) = size.ok_or_else(|| PhotoError::damaged("it does not tell its size"))?;
    limits.admit_size(width, height)?;
    let colour = colour(&file, first_coded(&file)?)?;
    let pixels = u64::from(width) * u64::from(height);
    let work = if bytes.get(8..12) == Some(b"avif") { Work::AVIF } else { Work::HEIC };
    limits.admit_work(work, pixels, bytes.len())?;
    let mut items = Items::of(&file, limits);
    let picture = if colour.is_bright() {
        // Planes and samples of sixteen bits, and the samples again while they are reduced.
        limits.admit_memory(pixels * 20)?;
        let image = items.shown::<u16>(primary, 0)?;
        let (size, opaque) = ((image.width, image.height), !image.has_alpha);
        let samples = colour.reduce(&widened(image), Channels::Rgba);
        let picture = Picture::new(size.0, size.1, Channels::Rgba, samples)?;
        if opaque { picture.opaque() } else { picture }
    } else {
        // Planes of sixteen bits, four samples a pixel, and both again while turning.
        limits.admit_memory(pixels * 10)?;
        let image = items.shown::<u8>(primary, 0)?;
        let picture = Picture::new(image.width, image.height, Channels::Rgba, image.data)?;
        colour.to_srgb(if image.has_alpha { picture } else { picture.opaque() })
    };
    let work = if colour.is_srgb() { ColourWork::Kept } else { ColourWork::Converted };
    Ok(Decoded { picture, colour: work, upright: true, doubtful: true, lossless: false })
}

/// Samples of any depth over the whole range of sixteen bits.
fn widened(image: Image<u16>) -> Vec<u16> {
    let most = u32::from(image.max_value());
    let mut samples = image.data;
    // At most 65,535, for no sample is above what its depth holds.
    samples.iter_mut().for_each(|sample| *sample = (u32::from(*sample).min(most) * 65_535 / most) as u16);
    samples
}

/// Refuses a directory so long that looking things up in it would take minutes.
fn admit_directory(bytes: &[u8], limits: &Limits) -> Result<(), PhotoError> {
    let mut rest = bytes;
    for _ in 0..limits.segments {
        let Some((header, _)) = rest.split_first_chunk::<8>() else { return Ok(()) };
        let [a, b, c, d, kind @ ..] = *header;
        let length = match u32::from_be_bytes([a, b, c, d]) {
            0 => rest.len(),
            1 => {
                let long = rest.get(8..16).and_then(|long| <[u8; 8]>::try_from(long).ok());
                long.and_then(|long| usize::try_from(u64::from_be_bytes(long)).ok()).unwrap_or(usize::MAX)
            }
            short => short as usize,
        };
        if kind == *b"meta" {
            Limits::admit_count("bytes of its directory", length as u64, limits.directory)?;
        }
        let Some(next) = rest.get(length.max(8)..) else { return Ok(()) };
        rest = next;
    }
    let limit = u64::from(limits.segments);
    Err(PhotoError::TooLarge { what: "boxes", found: limit + 1, limit })
}

/// The primary item, or the first of the tiles or layers it is put together from.
fn first_coded(file: &HeifFile<'_>) -> Result<ItemId, PhotoError> {
    let mut id = file.primary_id;
    for _ in 0..4 {
        match &file.item(id).map_err(damaged)?.item_type.0 {
            b"grid" | b"iovl" | b"iden" => {
                let sources = file.referenced_items(id, b"dimg");
                id = *sources.first().ok_or_else(|| PhotoError::damaged("it is put together from nothing"))?;
            }
            _ => return Ok(id),
        }
    }
    Err(PhotoError::damaged("it is put together from itself"))
}

/// The colours of the primary item, or of the tiles it is made of.
fn colour(file: &HeifFile<'_>, coded: ItemId) -> Result<Colour, PhotoError> {
    for id in [file.primary_id, coded] {
        if let Some(profile) = file.icc_profile(id).map_err(damaged)? {
            return Ok(Colour::icc(profile, Model::Rgb));
        }
    }
    for id in [file.primary_id, coded] {
        let found = file.item_properties(id).map_err(damaged)?.find_map(|property| {
            let Property::Color(ColorInfo::Nclx { primaries, transfer, .. }) = property else { return None };
            Some((*primaries, *transfer))
        });
        if let Some((primaries, transfer)) = found.or_else(|| stated_in_stream(file, id)) {
            let code = |point: u16| u8::try_from(point).unwrap_or(2);
            return Ok(Colour::cicp(code(primaries), code(transfer)));
        }
    }
    Ok(Colour::srgb())
}

/// What an HEVC stream says of its colours, where the container is silent.
fn stated_in_stream(file: &HeifFile<'_>, id: ItemId) -> Option<(u16, u16)> {
    let config = file.hevc_config(id).ok()??;
    let mut sets = ParameterSets::default();
    for unit in &config.nal_units {
        sets.add(&NalUnit::parse(unit).ok()?).ok()?;
    }
    let stated = sets.sps.iter().flatten().find_map(|set| set.vui.as_ref())?;
    Some((u16::from(stated.colour_primaries), u16::from(stated.transfer_characteristics)))
}

fn damaged(error: heifer::heifer_isobmff::Error) -> PhotoError {
    PhotoError::damaged(error.to_string())
}

#[cfg(test)]
mod tests;
