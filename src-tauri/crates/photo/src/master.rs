//! What the vault keeps of a picture: its pixels in sRGB and nothing else.

use std::fmt;

use crate::{
    Capture, CleanImage, Format, Limits, Orientation, PhotoError, capture,
    decode::{self, ColourWork, Decoded, Detail, decode},
    encode::{self, Chroma},
    picture::Channels,
    prove::{self, prove},
    render, sniff, strip, turn, turn_jpeg,
};

/// A picture as the vault keeps it, with what was read before it was forgotten.
#[derive(Debug, Clone)]
pub struct Master {
    /// The proved file.
    pub image: CleanImage,
    /// What still makes the picture upright; nothing where it is stored upright.
    pub orientation: Orientation,
    /// Whether the pixels are the file's own.
    pub how: MasterKind,
    /// What the camera wrote about the moment.
    pub capture: Capture,
    /// What the file was.
    pub source: Format,
}

/// How a master was made.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MasterKind {
    /// All but the pixels was taken away; they are the file's, bit by bit.
    Stripped,
    /// The same, and its blocks of coefficients put upright without decoding them to pixels.
    Turned,
    /// The pixels were read and written anew.
    ReEncoded {
        /// What made it necessary.
        why: Reason,
    },
}

/// Why pixels had to be written anew.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reason {
    /// The vault keeps JPEG, PNG and WebP; this was none of them.
    Format,
    /// Its colours were not sRGB of eight bits.
    Colour,
    /// It is an animation or its structure does not allow taking the rest away without touching the pixels.
    Structure,
}

impl fmt::Display for MasterKind {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Stripped => out.write_str("stripped"),
            Self::Turned => out.write_str("stripped and turned losslessly"),
            Self::ReEncoded { why } => write!(out, "re-encoded: {why}"),
        }
    }
}

impl fmt::Display for Reason {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(match self {
            Self::Format => "another format",
            Self::Colour => "colours converted to sRGB",
            Self::Structure => "structure not separable from metadata",
        })
    }
}

/// High enough that a second generation is not told from the first.
const QUALITY: u8 = 95;

/// Reads a picture whole, whatever its format, and gives back what the vault keeps of it.
///
/// Every pixel is decoded on the way, so a file that cannot be shown is refused here and not on the day of its export.
pub fn make_master(bytes: &[u8], limits: &Limits) -> Result<Master, PhotoError> {
    take_in(bytes, &[], limits).map(|(master, _)| master)
}

/// A master, and copies of it with these longer edges, as [`renditions`](crate::renditions) makes them but of the pixels
/// decoded for the master.
pub fn take_in(bytes: &[u8], edges: &[u32], limits: &Limits) -> Result<(Master, Vec<CleanImage>), PhotoError> {
    limits.admit_bytes(bytes.len() as u64)?;
    let source = sniff(bytes)?;
    let capture = capture(bytes, source, limits);
    if source == Format::Jpeg
        && let Some((image, orientation, how, copies)) = as_it_is(bytes, capture.orientation, edges, limits)?
    {
        return Ok((Master { image, orientation, how, capture, source }, copies));
    }
    let decoded = decode(bytes, source, Detail::Full, limits).or_else(|refusal| {
        // Decoders stumble over segments and chunks that are no part of the picture. A profile is.
        let coloured = [&b"ICC_PROFILE"[..], b"iCCP", b"ICCP"];
        let plain = coloured.iter().all(|mark| memchr::memmem::find(bytes, mark).is_none());
        let stripped = strip(bytes, source).ok().filter(|_| plain);
        stripped.and_then(|stripped| decode(&stripped, source, Detail::Full, limits).ok()).ok_or(refusal)
    })?;
    let turn = if decoded.upright { Orientation::Upright } else { capture.orientation };
    let copies = render::copies(&decoded.picture, turn, edges)?;
    let why = match source {
        Format::Jpeg | Format::Png | Format::Webp if decoded.colour == ColourWork::Kept => {
            match strip(bytes, source).and_then(|stripped| same_pixels(stripped, source, &decoded, limits)) {
                Ok(image) => {
                    let (image, orientation, how) = upright(image, turn, decoded.doubtful);
                    return Ok((Master { image, orientation, how, capture, source }, copies));
                }
                Err(PhotoError::NotClean(found)) if source == Format::Jpeg => {
                    prove::whole(&found)?;
                    Reason::Structure
                }
                // The pixels could be read, so a structure that cannot be taken apart is no reason to lose them.
                Err(_) => Reason::Structure,
            }
        }
        Format::Jpeg => {
            prove::admit_whole(bytes)?;
            Reason::Colour
        }
        Format::Png | Format::Webp => Reason::Colour,
        Format::Gif | Format::Tiff | Format::Bmp | Format::Avif | Format::Heic | Format::Raw(_) => Reason::Format,
    };
    let image = prove(written(decoded, turn)?)?;
    let how = MasterKind::ReEncoded { why };
    Ok((Master { image, orientation: Orientation::Upright, how, capture, source }, copies))
}

/// What becomes of a picture.
type Kept = (CleanImage, Orientation, MasterKind, Vec<CleanImage>);

/// A plain JPEG as cameras write it: stripped, and its copies made of what is read at a fraction of its size. Every code is
/// followed, once for the copies and once by the second reader. Nothing where the general way has to be taken.
fn as_it_is(bytes: &[u8], turn: Orientation, edges: &[u32], limits: &Limits) -> Result<Option<Kept>, PhotoError> {
    let largest = edges.iter().max().copied().unwrap_or(1);
    let Some(planes) = decode::plain_planes(bytes, render::reserved(largest), limits)? else { return Ok(None) };
    let Ok(image) = strip(bytes, Format::Jpeg).and_then(prove) else { return Ok(None) };
    let copies = render::planar_copies(&planes.upright(turn)?, edges)?;
    let (image, orientation, how) = upright(image, turn, false);
    Ok(Some((image, orientation, how, copies)))
}

/// The stripped file, proved, and where there is doubt checked to show what the file showed.
fn same_pixels(stripped: Vec<u8>, format: Format, shown: &Decoded, limits: &Limits) -> Result<CleanImage, PhotoError> {
    if shown.doubtful && decode(&stripped, format, Detail::Full, limits)?.picture != shown.picture {
        return Err(PhotoError::damaged("its pixels depend on what was taken away"));
    }
    prove(stripped)
}

/// A stripped picture put upright where that costs no pixel; else what is still to be applied stands beside it.
fn upright(image: CleanImage, turn: Orientation, doubtful: bool) -> (CleanImage, Orientation, MasterKind) {
    if turn != Orientation::Upright
        && image.format() == Format::Jpeg
        && !doubtful
        && let Ok(turned) = turn_jpeg(image.bytes(), turn).and_then(prove)
    {
        return (turned, Orientation::Upright, MasterKind::Turned);
    }
    (image, turn, MasterKind::Stripped)
}

/// The pixels upright, as a JPEG, or as a PNG where transparency or exactness matters.
fn written(decoded: Decoded, turn: Orientation) -> Result<Vec<u8>, PhotoError> {
    let picture = turn::upright(decoded.picture, turn)?.without_idle_alpha();
    if decoded.lossless || picture.channels() == Channels::Rgba {
        encode::png(&picture)
    } else {
        encode::jpeg(picture, QUALITY, Chroma::Full)
    }
}

#[cfg(test)]
mod tests;
