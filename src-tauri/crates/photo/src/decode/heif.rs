//! HEIC and AVIF: one container, the picture inside coded by HEVC or AV1.
//!
//! The container's own turns, mirrors and crops (`irot`, `imir`, `clap`) are part of the picture and applied here; EXIF
//! beside them only repeats them (ISO/IEC 23008-12, 6.5.10), so it is not asked again.

use heifer::{
    Image, Options,
    heifer_isobmff::{
        HeifFile, ItemId,
        boxes::{ColorInfo, Property},
    },
};

use super::{ColourWork, Decoded};
use crate::{
    Limits, PhotoError,
    colour::{Colour, Model},
    picture::{Channels, Picture},
};

mod av1;

/// Reads the primary picture; further pictures, gain maps, depth maps and the video of a live photo are left alone.
pub(super) fn decode(bytes: &[u8], limits: &Limits) -> Result<Decoded, PhotoError> {
    admit_directory(bytes, limits)?;
    let file = HeifFile::parse(bytes).map_err(damaged)?;
    let primary = file.primary_id;
    let size = file.image_size(primary).map_err(damaged)?;
    let (width, height) = size.ok_or_else(|| PhotoError::damaged("it does not tell its size"))?;
    limits.admit_size(width, height)?;
    // Planes of sixteen bits, four samples a pixel, and both again while turning.
    limits.admit_memory(u64::from(width) * u64::from(height) * 10)?;
    let coded = first_coded(&file)?;
    let image = match &file.item(coded).map_err(damaged)?.item_type.0 {
        b"hvc1" => {
            let options = Options { max_threads: 1, max_pixels: limits.pixels };
            heifer::decode_rgba8(bytes, &options).map_err(refusal)?
        }
        b"av01" => transformed(av1::decode(&file, limits)?, &file)?,
        other => {
            let kind: String = other.iter().map(|&byte| char::from(byte)).collect();
            return Err(PhotoError::unsupported(format!("a HEIF picture coded as {kind:?}")));
        }
    };
    let colour = colour(&file, coded)?;
    let work = if colour.is_srgb() { ColourWork::Kept } else { ColourWork::Converted };
    let picture = Picture::new(image.width, image.height, Channels::Rgba, image.data)?;
    let picture = if image.has_alpha { picture } else { picture.opaque() };
    Ok(Decoded { picture: colour.to_srgb(picture), colour: work, upright: true, doubtful: true, lossless: false })
}

/// The container's directory is searched once for each of its entries, so its size bounds the time it takes.
const DIRECTORY_BYTES: usize = 1 << 20;

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
        if kind == *b"meta" && length > DIRECTORY_BYTES {
            let (found, limit) = (length as u64, DIRECTORY_BYTES as u64);
            return Err(PhotoError::TooLarge { what: "bytes of its directory", found, limit });
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
        if let Some((primaries, transfer)) = found {
            let code = |point: u16| u8::try_from(point).unwrap_or(2);
            return Colour::cicp(code(primaries), code(transfer));
        }
    }
    Ok(Colour::srgb())
}

/// The picture after the container's crop, turn and mirror, in the order it names them.
fn transformed(mut image: Image<u8>, file: &HeifFile<'_>) -> Result<Image<u8>, PhotoError> {
    for property in file.item_properties(file.primary_id).map_err(damaged)? {
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
fn aperture(edge: u32, length: (u32, u32), offset: (i32, u32)) -> Result<(u32, u32), PhotoError> {
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

fn damaged(error: heifer::heifer_isobmff::Error) -> PhotoError {
    PhotoError::damaged(error.to_string())
}

fn refusal(error: heifer::Error) -> PhotoError {
    match error {
        heifer::Error::Unsupported(what) => PhotoError::unsupported(format!("a HEIC picture of a rare kind ({what})")),
        other @ (heifer::Error::Container(_)
        | heifer::Error::Hevc(_)
        | heifer::Error::Encode(_)
        | heifer::Error::Invalid(_)) => PhotoError::damaged(other.to_string()),
    }
}

#[cfg(test)]
mod tests;
