//! What is told of what was published: looked up, explained, to be taken down; and of people who have left.

use rules::Date;
use serde::Serialize;
use ts_rs::TS;

use super::{PublishedShown, Verdict};

/// A published file that a file from outside is, or is a copy of.
#[derive(Debug, Clone, Serialize, TS)]
#[ts(export)]
pub struct FoundCopy {
    /// The publication.
    pub published: PublishedShown,
    /// The same bytes.
    pub exact: bool,
    /// Cells of 64 in which the two differ.
    pub differs: u32,
}

/// What stood behind a published file.
#[derive(Debug, Clone, Serialize, TS)]
#[ts(export)]
pub struct WhyPublished {
    /// The publication.
    pub published: PublishedShown,
    /// Its batch.
    pub batch: Option<String>,
    /// The day for which it was decided, when it went out.
    #[ts(type = "string | null")]
    pub decided_on: Option<Date>,
    /// How current the register was then.
    #[ts(type = "string | null")]
    pub register_current_on: Option<Date>,
    /// What the purpose was called then.
    pub purpose: Option<String>,
    /// The verdict of then.
    pub verdict: Option<Verdict>,
    /// Everyone who can be seen.
    pub people: Vec<PersonBehind>,
    /// When it was approved.
    pub approved_at: Option<String>,
    /// Login of who approved.
    pub approver: Option<String>,
    /// Every point of the checklist was a yes.
    pub checklist: bool,
    /// Whether the approver's signature holds, in plain words.
    pub signature: &'static str,
}

/// Somebody who can be seen on it.
#[derive(Debug, Clone, Serialize, TS)]
#[ts(export)]
pub struct PersonBehind {
    /// Identifier.
    pub person: String,
    /// As staff know him or her.
    pub name: String,
    /// Consents and permissions as they stood.
    pub consents: Vec<String>,
}

/// A published copy that has to come down.
#[derive(Debug, Clone, Serialize, TS)]
#[ts(export)]
pub struct TakedownItem {
    /// The publication.
    pub published: PublishedShown,
    /// Why, as the caller's role may read it.
    pub reasons: Vec<TakedownReason>,
}

/// One reason.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[ts(export)]
pub struct TakedownReason {
    /// Whom it concerns.
    pub person: Option<String>,
    /// As staff know him or her.
    pub name: Option<String>,
    /// Stable code.
    pub code: String,
    /// In plain words.
    pub words: String,
}

impl TakedownReason {
    /// One that concerns the copy, and nobody in particular.
    pub(crate) fn of_copy(code: &str, words: &str) -> Self {
        Self { person: None, name: None, code: code.to_owned(), words: words.to_owned() }
    }
}

/// Somebody who has left, and what is held of him or her (P16).
#[derive(Debug, Clone, Serialize, TS)]
#[ts(export)]
pub struct LeaverHeld {
    /// Identifier.
    pub person: String,
    /// As staff know him or her.
    pub name: String,
    /// Last day at the school.
    #[ts(type = "string | null")]
    pub left_on: Option<Date>,
    /// Photos on which he or she is tagged, or which show his or her work.
    pub photos: Vec<LeaverPhoto>,
    /// Published files that are still out.
    pub out: Vec<PublishedShown>,
    /// That it is kept for now, and why.
    pub kept: Option<KeptShown>,
}

/// A photo of somebody who has left.
#[derive(Debug, Clone, Serialize, TS)]
#[ts(export)]
pub struct LeaverPhoto {
    /// Identifier.
    pub photo: String,
    /// Album and number.
    pub place: String,
    /// Copies of it are out.
    pub published: bool,
    /// Somebody else is on it who is still at the school, or has left and is kept.
    pub with_others: bool,
    /// It was put forward already, and is due.
    pub put_forward: bool,
}

/// A decision to keep.
#[derive(Debug, Clone, Serialize, TS)]
#[ts(export)]
pub struct KeptShown {
    /// The day on which it is looked at again.
    #[ts(type = "string")]
    pub until: Date,
    /// Why.
    pub reason: String,
    /// When it was decided.
    pub at: String,
    /// Login of who did.
    pub by: Option<String>,
}

/// What was put forward to be destroyed.
#[derive(Debug, Clone, Serialize, TS)]
#[ts(export)]
pub struct PutForward {
    /// People whose photos these are.
    pub people: usize,
    /// Photos that are due now and were not before.
    pub photos: usize,
    /// Photos that stay because others are on them.
    pub stay: usize,
}
