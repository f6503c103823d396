//! What was asked, who answered, and when. Events are only ever added.

use jiff::{Timestamp, civil::Date};
use serde::{Deserialize, Serialize};

use crate::ids::{AccountId, EventId, PermissionId, PersonId, PhotoId};
use crate::purpose::PurposeKey;

/// What the giver said.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Answer {
    /// Yes.
    Granted,
    /// No.
    Refused,
    /// No longer.
    Withdrawn,
}

/// Whose answer it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Giver {
    /// The first parent or carer, or the only one known.
    ParentA,
    /// The second parent or carer.
    ParentB,
    /// The pupil.
    Pupil,
    /// The adult himself or herself (staff, visitors).
    Oneself,
}

/// How far a grant reaches (P06).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Scope {
    /// In group photos only.
    GroupOnly,
    /// Also alone or in twos.
    IndividualToo,
}

/// How the answer reached the school.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "how")]
pub enum Method {
    /// A web form's answers.
    Form,
    /// An export of the school's information system.
    Mis,
    /// A signed paper.
    Paper,
    /// Spoken: counts as a grant only once a second member of staff confirms it.
    Verbal {
        /// Who confirmed it.
        confirmed_by: Option<AccountId>,
    },
    /// Online, by other means.
    Online,
}

/// Where the answer can be looked up.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Evidence {
    /// BLAKE3 of the imported file, lower-case hexadecimal.
    pub file_hash: Option<String>,
    /// Row of that file, counted from 1 as a spreadsheet shows it.
    pub row: Option<u32>,
    /// A paper's or document's reference.
    pub document: Option<String>,
}

/// A grant's reservation in the giver's words; blocks until a person has resolved it.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Condition {
    /// The words.
    pub text: String,
    /// Who decided that it does not stand in the way of this purpose.
    pub resolved_by: Option<AccountId>,
}

/// One answer of one giver about one person and one purpose.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct ConsentEvent {
    /// Identifier.
    pub id: EventId,
    /// About whom.
    pub person: PersonId,
    /// For what: a purpose, `work` or `name_with_photo`.
    pub purpose: PurposeKey,
    /// The answer.
    pub answer: Answer,
    /// Whose answer.
    pub giver: Giver,
    /// The day it was given; a grant without one blocks until somebody finds out.
    pub given_on: Option<Date>,
    /// First day on which it no longer counts.
    pub expires_on: Option<Date>,
    /// Group only, or individual too.
    pub scope: Scope,
    /// A reservation.
    pub condition: Option<Condition>,
    /// How it came.
    pub method: Method,
    /// Where to look it up.
    pub evidence: Evidence,
    /// When it was entered here; for an answer without a date, the latest day on which it can have been given.
    pub entered_at: Timestamp,
}

/// Permission for one person on one photo for one purpose (P06). Never stands in for consent.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct PhotoPermission {
    /// Identifier.
    pub id: PermissionId,
    /// Who may be shown.
    pub person: PersonId,
    /// On which photo.
    pub photo: PhotoId,
    /// For what.
    pub purpose: PurposeKey,
    /// Who gave it.
    pub giver: Giver,
    /// The day it was given.
    pub given_on: Date,
    /// Where to look it up.
    pub evidence: Evidence,
}
