//! Photos, people and verdicts, as the caller's role may see them.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// A rectangle normalised to the upright picture.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct Rect {
    /// Left edge, `0..=1`.
    pub x: f64,
    /// Upper edge, `0..=1`.
    pub y: f64,
    /// Width.
    pub w: f64,
    /// Height.
    pub h: f64,
}

/// Somebody on the register, for type-ahead.
#[derive(Debug, Clone, Serialize, TS)]
#[ts(export)]
pub struct PersonSummary {
    /// Identifier.
    pub id: String,
    /// As staff know him or her.
    pub name: String,
    /// Class, tells apart people of one name.
    pub class: Option<String>,
}

/// An album.
#[derive(Debug, Clone, Serialize, TS)]
#[ts(export)]
pub struct AlbumSummary {
    /// Identifier.
    pub id: String,
    /// Name.
    pub name: String,
    /// How many photos.
    pub photos: u32,
}

/// A use the school has for pictures.
#[derive(Debug, Clone, Serialize, TS)]
#[ts(export)]
pub struct PurposeView {
    /// Key (`website`).
    pub key: String,
    /// As the school calls it.
    pub name: String,
}

/// May it be published?
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[ts(export)]
#[serde(rename_all = "snake_case")]
pub enum Verdict {
    /// Yes, once approved.
    Clear,
    /// The head decides.
    NeedsHead,
    /// No.
    Blocked,
}

/// One reason, as the caller's role may read it.
#[derive(Debug, Clone, Serialize, TS)]
#[ts(export)]
pub struct ShownReason {
    /// Stable code (`not_cleared`, `face_unaccounted` …).
    pub code: String,
    /// Whom it concerns, by name.
    pub person: Option<String>,
    /// What it says.
    pub message: String,
    /// What can be done about it.
    pub remedies: Vec<String>,
    /// Advice only: does not change the verdict.
    pub advice: bool,
}

/// A decision, as the caller's role may read it.
#[derive(Debug, Clone, Serialize, TS)]
#[ts(export)]
pub struct ShownVerdict {
    /// The purpose asked about.
    pub purpose: String,
    /// The verdict.
    pub verdict: Verdict,
    /// Why.
    pub reasons: Vec<ShownReason>,
}

/// A photo in a grid. Pictures: `photo://localhost/thumb/{id}` and `/preview/{id}`.
#[derive(Debug, Clone, Serialize, TS)]
#[ts(export)]
pub struct PhotoCard {
    /// Identifier.
    pub id: String,
    /// Position within the album, from 1.
    pub number: u32,
    /// Local capture time, ISO 8601.
    pub taken_at: Option<String>,
    /// How many people are tagged.
    pub tagged: u32,
    /// Everyone visible was confirmed as accounted for.
    pub confirmed: bool,
    /// Verdict for the purpose asked about.
    pub verdict: Verdict,
    /// Number of the first frame of the burst that it belongs to.
    pub burst: Option<u32>,
}

/// A tag.
#[derive(Debug, Clone, Serialize, TS)]
#[ts(export)]
pub struct TagView {
    /// Identifier.
    pub id: String,
    /// Name; several, when it is not resolved.
    pub name: String,
    /// The person, when resolved.
    pub person: Option<String>,
    /// The face it belongs to.
    pub face: Option<String>,
    /// Where, when no face is marked.
    pub region: Option<Rect>,
}

/// What was said about a face.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
#[serde(rename_all = "snake_case")]
pub enum FaceAccount {
    /// Nobody said anything yet.
    Unaccounted,
    /// A tag names it.
    Tagged,
    /// Destroyed in the export.
    Covered,
    /// Outside the crop.
    CroppedOut,
    /// Not a face.
    NotAPerson,
    /// Nobody could tell who it is.
    Unrecognisable,
}

/// A face.
#[derive(Debug, Clone, Serialize, TS)]
#[ts(export)]
pub struct FaceView {
    /// Identifier.
    pub id: String,
    /// Number within the photo, from 1.
    pub number: u32,
    /// Where.
    pub region: Rect,
    /// What was said about it, as far as it still holds.
    pub account: FaceAccount,
    /// Faint: it may be a face or not, and somebody has to look.
    pub possible: bool,
}

/// A shape that the school crops to: width by height.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct CropShape {
    /// Width.
    pub width: u32,
    /// Height.
    pub height: u32,
}

/// Another frame of the same burst.
#[derive(Debug, Clone, Serialize, TS)]
#[ts(export)]
pub struct OtherFrame {
    /// The photo.
    pub id: String,
    /// Its position within the album.
    pub number: u32,
}

/// How far the search for faces is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[ts(export)]
pub struct FaceSearch {
    /// Photos looked at in this run.
    pub looked_at: u32,
    /// Photos still to be looked at.
    pub left: u32,
    /// New faces in this run, faint ones included.
    pub faces: u32,
}

/// One photo, whole.
#[derive(Debug, Clone, Serialize, TS)]
#[ts(export)]
pub struct PhotoView {
    /// Identifier.
    pub id: String,
    /// The album's identifier.
    pub album: String,
    /// Position within the album, from 1.
    pub number: u32,
    /// Width of the upright picture in pixels.
    pub width: u32,
    /// Height of the upright picture in pixels.
    pub height: u32,
    /// Local capture time, ISO 8601.
    pub taken_at: Option<String>,
    /// Tags.
    pub tags: Vec<TagView>,
    /// Whether faces were looked for; until then the photo waits.
    pub faces_sought: bool,
    /// Faces.
    pub faces: Vec<FaceView>,
    /// Covered regions beside covered faces.
    pub covers: Vec<Rect>,
    /// What is kept.
    pub crop: Option<Rect>,
    /// Confirmed.
    pub confirmed: bool,
    /// The verdict, live.
    pub shown: ShownVerdict,
    /// A frame of the same burst that may be used as it is, where this one had better not.
    pub instead: Option<OtherFrame>,
}
