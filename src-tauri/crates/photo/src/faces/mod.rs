//! Where faces are in a picture. Detection only: nothing here can tell one face from another, and nothing is kept but
//! boxes.
//!
//! The network is CenterFace; what it reads and what its outputs mean is stated in [`network`] and [`grid`]. Small faces
//! of a group need a large picture and large ones a small picture, so it looks at two sizes.

mod grid;
mod network;
mod overlap;
mod weights;

use crate::{
    Limits, Orientation, PhotoError, Rect,
    decode::{Detail, decode},
    sniff, turn,
};
use network::{Network, Scaled};
use overlap::{Candidate, without_repeats};

/// A box that is likely a face is told from this score on; below [`CERTAIN`] somebody should look.
pub const FAINT: f32 = 0.30;
/// From this score on, a box is taken for a face.
pub const CERTAIN: f32 = 0.40;

/// Longer edges, in pixels, at which a picture is looked at.
const EDGES: [u32; 2] = [640, 1280];
/// Small pictures are enlarged, but no more than this.
const MOST_ENLARGED: f64 = 2.0;
/// Boxes of one size that overlap by more are the same face.
const SAME_SIZE_OVERLAP: f32 = 0.30;
/// The same across sizes, which never agree to the pixel.
const ACROSS_SIZES_OVERLAP: f32 = 0.35;
/// A decoded picture has to be this much larger than what is made of it, or the reduction while decoding shows.
const RESERVE: u32 = 2;

/// A face, or what looks like one.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct FoundFace {
    /// Where it is on the upright picture, cut to it.
    pub rect: Rect,
    /// How sure the network is, from [`FAINT`] to 1.
    pub score: f32,
}

/// Why faces could not be looked for.
#[derive(Debug, thiserror::Error)]
pub enum FaceError {
    /// The program was built without the weights.
    #[error(
        "this program was built without its face detector; `cargo xtask demo` or `test` fetches it for the next build"
    )]
    NoModel,
    /// The weights are not those of the network, or it stopped over a picture.
    #[error("the face detector does not work: {0}")]
    Network(String),
    /// The picture cannot be read.
    #[error(transparent)]
    Photo(#[from] PhotoError),
}

/// Looks for faces. Made once; may be asked from several threads.
pub struct Detector {
    network: Network,
}

impl Detector {
    /// The detector that was built in.
    ///
    /// # Errors
    /// [`FaceError::NoModel`] where none was.
    pub fn new() -> Result<Self, FaceError> {
        Ok(Self { network: Network::load(weights::built_in().ok_or(FaceError::NoModel)?)? })
    }

    /// The faces of a picture, the surest first; the same for the same bytes, whenever and wherever it is asked.
    ///
    /// `orientation` is what still makes the picture upright.
    ///
    /// # Errors
    /// Where the picture cannot be read.
    pub fn find(&self, bytes: &[u8], orientation: Orientation, limits: &Limits) -> Result<Vec<FoundFace>, FaceError> {
        let enough = Detail::AtLeast(EDGES[1] * RESERVE);
        let picture = decode(bytes, sniff(bytes)?, enough, limits)?.picture;
        let picture = turn::upright(picture, orientation)?.into_rgb();
        let longer = f64::from(picture.width().max(picture.height()));
        let (width, height) = (picture.width() as f32, picture.height() as f32);
        let mut scales = EDGES.map(|edge| (f64::from(edge) / longer).min(MOST_ENLARGED)).to_vec();
        scales.dedup();
        let sizes = scales.into_iter().map(|scale| Scaled::new(&picture, scale)).collect::<Result<Vec<_>, _>>()?;
        // The network takes ten times what the picture does.
        drop(picture);
        let mut found: Vec<Candidate> = Vec::new();
        for scaled in sizes {
            found.extend(without_repeats(self.network.candidates(scaled)?, SAME_SIZE_OVERLAP));
        }
        let faces = without_repeats(found, ACROSS_SIZES_OVERLAP).into_iter();
        Ok(faces.filter_map(|candidate| candidate.on_picture(width, height)).collect())
    }
}

#[cfg(test)]
mod tests;
