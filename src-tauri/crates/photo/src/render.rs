//! From a master to what is shown: upright, cropped, covered, small, and proved.

use crate::{
    CleanImage, Edits, Format, Limits, Orientation, PhotoError,
    decode::{self, Detail, decode},
    edit::PixelRect,
    encode::{self, Chroma},
    picture::Picture,
    planes::Planes,
    prove::prove,
    resize::resized,
    sniff, turn,
};

/// What a copy should be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RenderSpec {
    /// Pixels along the longer edge, at most; smaller pictures stay as they are.
    pub max_edge: u32,
    /// The kind of file.
    pub output: Output,
}

/// The kinds of file for the web.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Output {
    /// A JPEG, which everything shows.
    Jpeg {
        /// 1 to 100.
        quality: u8,
    },
    /// A WebP, some third smaller.
    Webp {
        /// 1 to 100.
        quality: u8,
    },
    /// An AVIF, about half the size, at some seconds for each.
    Avif {
        /// 1 to 100.
        quality: u8,
    },
}

/// What pages are given: no difference is seen at their sizes.
const QUALITY: u8 = 82;

impl Output {
    /// The JPEG that pages are given.
    pub const WEB: Self = Self::Jpeg { quality: QUALITY };
}

/// A decoded picture has to be this much larger than its copy, or the reduction while decoding shows.
const RESERVE: f64 = 1.4;

/// Makes one copy of a master.
///
/// What is cropped away or covered has no part in any pixel of the copy.
pub fn render(
    master: &[u8],
    orientation: Orientation,
    edits: &Edits,
    spec: &RenderSpec,
    limits: &Limits,
) -> Result<CleanImage, PhotoError> {
    // A reduction while decoding mixes blocks of pixels before they can be cropped or covered.
    let untouched = *edits == Edits::default();
    if untouched
        && let Output::Jpeg { quality } = spec.output
        && let Some(planes) = planes(master, orientation, spec.max_edge, limits)?
    {
        return prove(encode::planar_jpeg(&planes.reduced(spec.max_edge)?, quality)?);
    }
    let detail = if untouched { enough_for(spec.max_edge) } else { Detail::Full };
    let mut picture = decode(master, sniff(master)?, detail, limits)?.picture;
    let part = edits.apply(&mut picture, orientation).ok_or_else(|| PhotoError::damaged("the crop leaves nothing"))?;
    let small = resized(&picture, part, spec.max_edge)?;
    drop(picture);
    let small = turn::upright(small, orientation)?;
    prove(match spec.output {
        Output::Jpeg { quality } => {
            let chroma = fineness(&small);
            encode::jpeg(small, quality, chroma)?
        }
        Output::Webp { quality } => encode::webp(small, quality)?,
        Output::Avif { quality } => encode::avif(small, quality)?,
    })
}

/// Pixels of the largest picture that keeps its colours whole: of so few each is looked at, and their bytes are few.
const SMALL: u32 = 256 * 256;

fn fineness(picture: &Picture) -> Chroma {
    if picture.width().saturating_mul(picture.height()) <= SMALL { Chroma::Full } else { Chroma::Quarter }
}

/// Makes copies of a master in several sizes, for looking at inside the program; one decoding serves all.
pub fn renditions(
    master: &[u8],
    orientation: Orientation,
    edges: &[u32],
    limits: &Limits,
) -> Result<Vec<CleanImage>, PhotoError> {
    let Some(&largest) = edges.iter().max() else { return Ok(Vec::new()) };
    if let Some(planes) = planes(master, orientation, largest, limits)? {
        return planar_copies(&planes, edges);
    }
    let picture = decode(master, sniff(master)?, enough_for(largest), limits)?.picture;
    copies(&picture, orientation, edges)
}

/// Copies of upright planes, each proved.
pub(crate) fn planar_copies(planes: &Planes, edges: &[u32]) -> Result<Vec<CleanImage>, PhotoError> {
    edges.iter().map(|&edge| prove(encode::planar_jpeg(&planes.reduced(edge)?, QUALITY)?)).collect()
}

/// Copies of a decoded picture, each proved, the smaller ones made from the largest.
pub(crate) fn copies(
    picture: &Picture,
    orientation: Orientation,
    edges: &[u32],
) -> Result<Vec<CleanImage>, PhotoError> {
    let Some(&largest) = edges.iter().max() else { return Ok(Vec::new()) };
    let largest = turn::upright(resized(picture, PixelRect::whole(picture), largest)?, orientation)?;
    let copy = |&edge: &u32| {
        let small = resized(&largest, PixelRect::whole(&largest), edge)?;
        prove(encode::jpeg(small, QUALITY, Chroma::Quarter)?)
    };
    edges.iter().map(copy).collect()
}

/// The planes of a JPEG, upright, large enough for a copy of this edge; nothing where the general way is to be taken.
fn planes(master: &[u8], orientation: Orientation, edge: u32, limits: &Limits) -> Result<Option<Planes>, PhotoError> {
    if sniff(master)? != Format::Jpeg || edge.saturating_mul(edge) <= SMALL {
        return Ok(None);
    }
    let read = decode::planes(master, reserved(edge), limits)?;
    read.map(|planes| planes.upright(orientation)).transpose()
}

fn enough_for(edge: u32) -> Detail {
    Detail::AtLeast(reserved(edge))
}

/// Pixels along the longer edge of what is read for a copy of this edge.
pub(crate) fn reserved(edge: u32) -> u32 {
    // Rounded up from a u32 that is far below its end wherever it makes a difference.
    (f64::from(edge) * RESERVE).ceil() as u32
}

#[cfg(test)]
mod tests;
