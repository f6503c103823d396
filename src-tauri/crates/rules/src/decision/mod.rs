//! The one decision: may this photo be published for this purpose, and if not, every reason at once.

mod code;
mod decide;
mod view;
mod words;

use serde::{Deserialize, Serialize};

pub use code::Code;
pub use decide::decide;
pub use view::{ShownDecision, ShownReason, view};

use crate::ids::{EntryId, FaceId, PersonId};
use crate::photo::TextField;
use crate::purpose::PurposeKey;

/// May it be published? Mildest first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Verdict {
    /// Yes, once approved.
    Clear,
    /// The head decides.
    NeedsHead,
    /// No.
    Blocked,
}

/// The decision, whole. It says who is protected: show it only through [`view`].
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Decision {
    /// The purpose that was asked about.
    pub purpose: PurposeKey,
    /// The worst of the reasons.
    pub verdict: Verdict,
    /// Every reason once, by rule, then by person.
    pub reasons: Vec<Reason>,
}

/// One rule that speaks.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Reason {
    /// Which rule.
    pub code: Code,
    /// Whom it concerns.
    pub person: Option<PersonId>,
    /// What of it.
    pub about: About,
    /// What it does by itself; `Clear` is advice only.
    pub verdict: Verdict,
}

impl Reason {
    /// The rule's number in the table of rules.
    #[must_use]
    pub fn rule(&self) -> u8 {
        self.code.rule()
    }

    /// The policy clauses behind it.
    #[must_use]
    pub fn clauses(&self) -> &'static [&'static str] {
        self.code.clauses()
    }

    /// Advice does not change the verdict.
    #[must_use]
    pub fn is_advice(&self) -> bool {
        self.verdict == Verdict::Clear
    }
}

/// What a reason is about, beside the person.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum About {
    /// The photo as a whole.
    Photo,
    /// These faces.
    Faces(Vec<FaceId>),
    /// This do-not-publish entry.
    Entry(EntryId),
    /// The consent for this purpose.
    Consent(PurposeKey),
    /// A grant for this purpose, with these words of reservation.
    Condition(PurposeKey, String),
    /// A text.
    Text(TextField),
    /// People between whom a tag is unresolved, or a person who is not on the register.
    Candidates(Vec<PersonId>),
}

impl About {
    /// The purpose whose consent it is about.
    #[must_use]
    pub fn consent(&self) -> Option<&PurposeKey> {
        match self {
            Self::Consent(key) | Self::Condition(key, _) => Some(key),
            Self::Photo | Self::Faces(_) | Self::Entry(_) | Self::Text(_) | Self::Candidates(_) => None,
        }
    }
}
