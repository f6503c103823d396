//! Batches and what was exported.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::photo::{ShownVerdict, Verdict};

/// Where a batch stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[ts(export)]
#[serde(rename_all = "snake_case")]
pub enum BatchState {
    /// Being put together.
    Draft,
    /// Waiting for the head.
    Submitted,
    /// Approved; may be exported.
    Approved,
    /// Sent back with a note.
    Returned,
    /// Exported at least once.
    Exported,
}

/// A batch in a list.
#[derive(Debug, Clone, Serialize, TS)]
#[ts(export)]
pub struct BatchSummary {
    /// Identifier.
    pub id: String,
    /// Title.
    pub title: String,
    /// Purpose key.
    pub purpose: String,
    /// State.
    pub state: BatchState,
    /// Photos in it.
    pub photos: u32,
    /// Login of who prepared it.
    pub prepared_by: String,
    /// What was changed after it was submitted, so that it has to be approved anew.
    pub voided: Option<String>,
}

/// A photo in a batch.
#[derive(Debug, Clone, Serialize, TS)]
#[ts(export)]
pub struct BatchItem {
    /// The photo.
    pub photo: String,
    /// Caption.
    pub caption: String,
    /// Text for people who cannot see it.
    pub alt_text: String,
    /// Verdict now, captions included.
    pub shown: ShownVerdict,
}

/// A batch, whole.
#[derive(Debug, Clone, Serialize, TS)]
#[ts(export)]
pub struct BatchView {
    /// The list entry.
    pub summary: BatchSummary,
    /// Its photos in order.
    pub items: Vec<BatchItem>,
    /// The head's note, when returned.
    pub note: Option<String>,
    /// What the caller may do with it now (`add`, `caption`, `submit`, `approve`, `return`, `export`).
    pub may: Vec<String>,
}

/// What the reviewer answers before approving (P12).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct Checklist {
    /// Everyone is appropriately dressed.
    pub dressed: bool,
    /// Nothing brings a pupil or the school into disrepute.
    pub reputable: bool,
    /// The pictures fit the purpose.
    pub fits_purpose: bool,
}

/// What became of one photo of a batch.
#[derive(Debug, Clone, Serialize, TS)]
#[ts(export)]
pub struct ExportItem {
    /// The photo.
    pub photo: String,
    /// The written file, when it went out.
    pub file: Option<String>,
    /// Verdict at export.
    pub verdict: Verdict,
    /// Why it stayed behind, as the caller's role may read it.
    pub held_back: Vec<String>,
}

/// A step of an export: before each photo, and at the end.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[ts(export)]
pub struct ExportProgress {
    /// Photos done.
    pub done: u32,
    /// Photos of the batch.
    pub total: u32,
}

/// An export, whole.
#[derive(Debug, Clone, Serialize, TS)]
#[ts(export)]
pub struct ExportReport {
    /// The folder made.
    pub folder: String,
    /// One entry per photo.
    pub items: Vec<ExportItem>,
}
