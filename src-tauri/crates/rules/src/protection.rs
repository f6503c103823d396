//! What overrides every consent: the do-not-publish list (P02) and objections (P14).

use std::fmt;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::ids::{EntryId, ObjectionId, PersonId};

/// An entry on the list of people who must never appear. It never lapses by itself.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DoNotPublish {
    /// Identifier.
    pub id: EntryId,
    /// Whom it binds: every one of several candidates where a list row was ambiguous.
    pub persons: Vec<PersonId>,
    /// Only head and safeguarding lead read it.
    pub sealed_reason: String,
    /// In force from this day.
    pub from: Date,
    /// When to look at it again; a passed day is reported, not obeyed.
    pub review_on: Option<Date>,
    /// Whether covering the person in the picture is enough.
    pub covering_suffices: bool,
    /// The day it was lifted.
    pub lifted_on: Option<Date>,
}

/// Without the sealed reason, which must not reach a log.
impl fmt::Debug for DoNotPublish {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { id, persons, sealed_reason: _, from, review_on, covering_suffices, lifted_on } = self;
        f.debug_struct("DoNotPublish")
            .field("id", id)
            .field("persons", persons)
            .field("from", from)
            .field("review_on", review_on)
            .field("covering_suffices", covering_suffices)
            .field("lifted_on", lifted_on)
            .finish_non_exhaustive()
    }
}

impl DoNotPublish {
    /// Whether it binds on that day; the review date has no say.
    #[must_use]
    pub fn in_force(&self, on: Date) -> bool {
        holds(self.from, self.lifted_on, on)
    }

    /// Whether somebody should look at it again.
    #[must_use]
    pub fn review_due(&self, on: Date) -> bool {
        self.in_force(on) && self.review_on.is_some_and(|day| day <= on)
    }
}

/// Somebody asked not to be photographed or published. In force from entry until lifted.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Objection {
    /// Identifier.
    pub id: ObjectionId,
    /// Who is not to be shown.
    pub person: PersonId,
    /// The day it was entered.
    pub from: Date,
    /// The day it was lifted.
    pub lifted_on: Option<Date>,
}

impl Objection {
    /// Whether it binds on that day.
    #[must_use]
    pub fn in_force(&self, on: Date) -> bool {
        holds(self.from, self.lifted_on, on)
    }
}

fn holds(from: Date, lifted_on: Option<Date>, on: Date) -> bool {
    from <= on && lifted_on.is_none_or(|day| day > on)
}
