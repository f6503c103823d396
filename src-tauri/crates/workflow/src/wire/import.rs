//! Importing, as it is told.

use serde::Serialize;
use ts_rs::TS;

/// What became of one file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[ts(export)]
#[serde(rename_all = "snake_case")]
pub enum ImportOutcome {
    /// In the vault, read back and matched.
    Imported,
    /// The same bytes are in the vault already.
    Duplicate,
    /// In the vault, held until the head releases it: the camera is not on the school's list.
    Quarantined,
    /// Not taken; the reason says why.
    Refused,
}

/// One file of an import. The name is shown in the report and then forgotten.
#[derive(Debug, Clone, Serialize, TS)]
#[ts(export)]
pub struct ImportedFile {
    /// Name within the chosen folder.
    pub file: String,
    /// What became of it.
    pub outcome: ImportOutcome,
    /// In plain words, unless imported.
    pub reason: Option<String>,
    /// The photo, where there is one.
    pub photo: Option<String>,
    /// Refused because reading or storing it did not work, not because of what it is.
    #[serde(skip)]
    pub(crate) failed: bool,
}

/// A step of an import. At most ten a second; the last one has `finished`.
#[derive(Debug, Clone, Serialize, TS)]
#[ts(export)]
pub struct ImportProgress {
    /// Files done.
    pub done: u32,
    /// Files found.
    pub total: u32,
    /// The newest outcomes since the last step.
    pub recent: Vec<ImportedFile>,
    /// The report, in the last step.
    pub finished: Option<ImportReport>,
}

/// The whole import.
#[derive(Debug, Clone, Serialize, TS)]
#[ts(export)]
pub struct ImportReport {
    /// The album.
    pub album: String,
    /// Somebody stopped it; what was done is kept.
    pub cancelled: bool,
    /// One outcome per file.
    pub files: Vec<ImportedFile>,
}

/// What was erased from the card after an import.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[ts(export)]
pub struct CardErased {
    /// Files that are gone from it.
    pub erased: u32,
    /// Files of photos that came in and are on it still.
    pub left: Vec<LeftOnCard>,
}

/// A file that was not erased.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[ts(export)]
pub struct LeftOnCard {
    /// Name within the chosen folder.
    pub file: String,
    /// In plain words.
    pub reason: String,
}
