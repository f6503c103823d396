//! What an import would do: everything shown before anything changes, and exactly what the store has to write.

mod answers;
mod attributes;
mod givers;
mod people;
mod protections;

use jiff::civil::Date;
use rules::{
    Answer, ConsentEvent, ConsentState, DoNotPublish, EntryId, Person, PersonId, PurposeKey, Register, Timestamp,
};

use super::claim::Sealed;
use super::interpret::{Note, RefusedRow};
use super::mapping::{ColumnRule, FileKind, Mapping};
use super::question::Question;
use super::upn::Upn;

pub use attributes::{Attribute, AttributeChange, Leaver};
pub(super) use people::Planner;

/// An import, planned.
#[derive(Debug, Clone)]
pub struct RegisterPlan {
    /// The file and how it was read.
    pub source: Source,
    /// The mapping that was used: the given one, or the guess, ready to be corrected and saved.
    pub mapping: Mapping,
    /// The columns with samples.
    pub columns: Vec<ColumnView>,
    /// What a person should look at; a blocking one forbids applying.
    pub questions: Vec<Question>,
    /// Newly refused or withdrawn first, then what else becomes stricter.
    pub tightened: Vec<Change>,
    /// Answers that are new, or renew what had expired.
    pub changed: Vec<Change>,
    /// No longer a no: each is applied only when ticked.
    pub loosening: Vec<Loosening>,
    /// Pupils to add.
    pub added: Vec<Added>,
    /// Names, classes, years, dates of birth, admission numbers that change.
    pub attributes: Vec<AttributeChange>,
    /// Pupils whose day of leaving the file states. Absence from a file makes nobody a leaver.
    pub left: Vec<Leaver>,
    /// Pupil numbers to keep, as keyed hashes.
    pub numbers: Vec<(PersonId, Upn)>,
    /// Consent events to add, those of the loosening list apart.
    pub events: Vec<NewConsent>,
    /// Do-not-publish entries to add.
    pub protections: Vec<NewProtection>,
    /// Rows whose pupil a person has to settle.
    pub ambiguous: Vec<Ambiguous>,
    /// Answers about one pupil that disagree: the stricter counts.
    pub disagreements: Vec<Disagreement>,
    /// Granted on the register, asked for in the file, and without an answer there.
    pub unanswered: Vec<Unanswered>,
    /// Rows that cannot be used.
    pub refused: Vec<RefusedRow>,
    /// Things to know.
    pub notes: Vec<Note>,
    /// How many pupils' rows fitted somebody on the register.
    pub matched: usize,
}

/// The file and how it was read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Source {
    /// The name as chosen; may say something about a child, so it is not for logs.
    pub file_name: String,
    /// BLAKE3, lower-case hexadecimal.
    pub file_hash: String,
    /// Container, encoding and delimiter in words.
    pub format: String,
    /// The sheet read.
    pub sheet: String,
    /// The other sheets, which were not read.
    pub other_sheets: Vec<String>,
    /// The row that names the columns.
    pub header_row: u32,
    /// The day stated for the export.
    pub stated_date: Option<Date>,
    /// What the file is.
    pub kind: FileKind,
    /// Its headings, folded: by them the source is known again.
    pub headings: Vec<String>,
    /// The name under which it was known again.
    pub remembered: Option<String>,
}

/// A column as the person sees it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ColumnView {
    /// What it means.
    pub rule: ColumnRule,
    /// Its author had hidden it.
    pub hidden: bool,
    /// Some of its values; none of numbers or sealed reasons.
    pub samples: Vec<String>,
    /// For a consent: what its values come to, in words (`Yes → refused`).
    pub in_words: Vec<String>,
}

/// Where somebody's consent stands; [`ConsentState`] with its words kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Standing {
    /// Yes, alone or in twos as well.
    GrantedIndividual,
    /// Yes, in group photos.
    GrantedGroup,
    /// Yes, but nobody knows since when.
    Undated,
    /// Yes, with a reservation.
    Conditional(String),
    /// Yes, from a later day on.
    NotYet,
    /// No answer.
    Unknown,
    /// It was a yes once.
    Expired,
    /// No longer.
    Withdrawn,
    /// No.
    Refused,
}

impl From<ConsentState<'_>> for Standing {
    fn from(state: ConsentState<'_>) -> Self {
        match state {
            ConsentState::GrantedIndividual => Self::GrantedIndividual,
            ConsentState::GrantedGroup => Self::GrantedGroup,
            ConsentState::Undated => Self::Undated,
            ConsentState::Conditional(words) => Self::Conditional(words.to_owned()),
            ConsentState::NotYet => Self::NotYet,
            ConsentState::Unknown => Self::Unknown,
            ConsentState::Expired => Self::Expired,
            ConsentState::Withdrawn => Self::Withdrawn,
            ConsentState::Refused => Self::Refused,
        }
    }
}

/// Old to new, for one pupil and one purpose.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    /// Who.
    pub person: PersonId,
    /// Name for showing.
    pub name: String,
    /// For what.
    pub purpose: PurposeKey,
    /// Before.
    pub old: Standing,
    /// After.
    pub new: Standing,
    /// The rows that say so.
    pub rows: Vec<u32>,
}

/// A change from no to yes, or to a wider yes, with the events that a tick adds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Loosening {
    /// The change.
    pub change: Change,
    /// What to write once ticked.
    pub events: Vec<NewConsent>,
}

/// A pupil to add.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Added {
    /// The pupil.
    pub person: Person,
    /// The first row that names him or her.
    pub row: u32,
    /// Others on the register whose name is similar.
    pub similar: Vec<PersonId>,
}

/// A consent event but for the moment of its entry, which the store knows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewConsent {
    event: ConsentEvent,
    stated: bool,
}

impl NewConsent {
    /// Whether it is a yes whose day is the one stated for the export.
    #[must_use]
    pub fn dated_by_export(&self) -> bool {
        self.stated && self.event.answer == Answer::Granted
    }

    /// Whether it is a yes of which nobody knows the day.
    #[must_use]
    pub fn undated(&self) -> bool {
        self.event.given_on.is_none() && self.event.answer == Answer::Granted
    }

    /// The event as entered at this moment.
    #[must_use]
    pub fn entered(&self, at: Timestamp) -> ConsentEvent {
        ConsentEvent { entered_at: at, ..self.event.clone() }
    }

    /// The event; its moment of entry means nothing yet.
    #[must_use]
    pub fn draft(&self) -> &ConsentEvent {
        &self.event
    }
}

/// A do-not-publish entry to add.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewProtection {
    /// Identifier.
    pub id: EntryId,
    /// Whom it binds: every candidate where the row is ambiguous.
    pub persons: Vec<PersonId>,
    /// The row.
    pub row: u32,
    /// In force from.
    pub from: Date,
    /// To be looked at again.
    pub review_on: Option<Date>,
    /// Sealed at once.
    pub reason: Sealed,
    /// A person has to say which of them is meant.
    pub ambiguous: bool,
    /// The day of review has passed: it stays in force.
    pub review_passed: bool,
}

impl NewProtection {
    /// The entry as the register keeps it.
    #[must_use]
    pub fn entry(&self) -> DoNotPublish {
        DoNotPublish {
            id: self.id,
            persons: self.persons.clone(),
            sealed_reason: self.reason.expose().to_owned(),
            from: self.from,
            review_on: self.review_on,
            covering_suffices: false,
            lifted_on: None,
        }
    }
}

/// A row whose pupil a person has to settle.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ambiguous {
    /// The row.
    pub row: u32,
    /// The name it gives.
    pub name: String,
    /// Why nobody was taken.
    pub why: String,
    /// Who it may be, likeliest first.
    pub candidates: Vec<PersonId>,
}

/// Answers about one pupil and one purpose that disagree.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Disagreement {
    /// Who.
    pub person: PersonId,
    /// For what.
    pub purpose: PurposeKey,
    /// The rows.
    pub rows: Vec<u32>,
    /// Two givers, rather than one giver's two rows.
    pub between_givers: bool,
}

/// A grant on the register that the file was asked for and does not repeat.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unanswered {
    /// Who.
    pub person: PersonId,
    /// For what.
    pub purpose: PurposeKey,
}

impl RegisterPlan {
    /// Whether nothing stands in the way of applying.
    #[must_use]
    pub fn may_apply(&self) -> bool {
        self.questions.iter().all(|question| !question.blocks)
    }

    /// Whether applying would write anything.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.added.is_empty()
            && self.attributes.is_empty()
            && self.left.is_empty()
            && self.numbers.is_empty()
            && self.events.is_empty()
            && self.loosening.is_empty()
            && self.protections.is_empty()
    }

    /// The events to write, with those loosenings that were ticked (by their place in the list).
    #[must_use]
    pub fn events_with(&self, ticked: &[usize]) -> Vec<&NewConsent> {
        let loosened = ticked.iter().filter_map(|at| self.loosening.get(*at)).flat_map(|loosening| &loosening.events);
        self.events.iter().chain(loosened).collect()
    }

    /// The register as it would be.
    #[must_use]
    pub fn applied_to(&self, register: &Register, ticked: &[usize], at: Timestamp, today: Date) -> Register {
        let mut after = register.clone();
        for added in &self.added {
            after.people.insert(added.person.id, added.person.clone());
        }
        for change in &self.attributes {
            after.people.insert(change.after.id, change.after.clone());
        }
        for leaver in &self.left {
            if let Some(person) = after.people.get_mut(&leaver.person) {
                person.left_on = Some(leaver.left_on);
            }
        }
        for event in self.events_with(ticked) {
            after.consents.entry(event.event.person).or_default().push(event.entered(at));
        }
        after.do_not_publish.extend(self.protections.iter().map(NewProtection::entry));
        after.current_on = Some(today);
        after
    }
}
