//! What is known of one photo when it is decided about.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::ids::{AccountId, FaceId, PersonId, PhotoId, TagId};
use crate::region::Region;

/// Whom a tag means.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Who {
    /// This person.
    Person(PersonId),
    /// One of several people of that name; not yet resolved.
    OneOf(Vec<PersonId>),
}

/// This person can be seen on this photo.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Tag {
    /// Identifier.
    pub id: TagId,
    /// Whom.
    pub who: Who,
    /// The face that is his or hers, where one is marked.
    pub face: Option<FaceId>,
    /// Where, when no face is marked (a back, a whole figure).
    pub region: Option<Region>,
}

/// What a person said about a face.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "as")]
pub enum Accounted {
    /// It belongs to somebody tagged (a tag names this face).
    Tagged,
    /// Destroyed in the export.
    Covered,
    /// Left outside the crop.
    CroppedOut,
    /// No face at all.
    NotAPerson,
    /// Nobody could tell who it is.
    Unrecognisable {
        /// Who said so.
        by: AccountId,
    },
}

/// Where a face box came from.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "by")]
pub enum FoundBy {
    /// Drawn by a person.
    Hand,
    /// Found by the detector.
    Detector {
        /// Its score, `0..=1`.
        score: f32,
    },
}

/// A face box on the upright picture.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Face {
    /// Identifier.
    pub id: FaceId,
    /// Where.
    pub region: Region,
    /// Drawn or found.
    pub found: FoundBy,
    /// What was said about it; `None` is unaccounted.
    pub accounted: Option<Accounted>,
}

/// Whether the camera is the school's (P09).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DeviceStanding {
    /// On the school's device list.
    Registered,
    /// Not on the list; the head released this import (P10).
    Released,
    /// Not on the list, nobody released it.
    Quarantined,
}

/// A text that goes out with the picture.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PublishedText {
    /// Which text.
    pub field: TextField,
    /// The words.
    pub text: String,
}

/// Which text it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum TextField {
    /// Caption below the picture.
    Caption,
    /// Description for people who cannot see it.
    AltText,
    /// Photographer's credit (P27).
    Credit,
    /// The batch's title.
    Title,
    /// The exported file's name.
    FileName,
}

/// Everything about a photo that the decision depends on.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct PhotoFacts {
    /// Identifier.
    pub id: PhotoId,
    /// Who is tagged.
    pub tags: Vec<Tag>,
    /// Whether faces were looked for; until then nobody knows how many there are.
    pub faces_sought: bool,
    /// Faces found or drawn.
    pub faces: Vec<Face>,
    /// Regions destroyed in the export, beside those of covered faces.
    pub covers: Vec<Region>,
    /// What is kept; `None` is the whole picture.
    pub crop: Option<Region>,
    /// Somebody confirmed that everyone who can be seen is accounted for, and nothing changed since.
    pub confirmed: bool,
    /// Pupils whose work is shown (P07).
    pub work_by: Vec<PersonId>,
    /// Texts that go out with it.
    pub texts: Vec<PublishedText>,
    /// Standing of the camera.
    pub device: DeviceStanding,
    /// Marked for deletion.
    pub held_for_deletion: bool,
    /// First day on which it may no longer be used (P16).
    pub keep_until: Option<Date>,
}
