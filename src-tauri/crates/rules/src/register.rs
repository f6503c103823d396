//! The register as the decision reads it: everything about people that may matter on one day.

use std::collections::BTreeMap;

use jiff::civil::Date;

use crate::consent::{ConsentEvent, PhotoPermission};
use crate::ids::PersonId;
use crate::person::Person;
use crate::protection::{DoNotPublish, Objection};

/// People, their consents, and what overrides them.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Register {
    /// Everyone, by identifier.
    pub people: BTreeMap<PersonId, Person>,
    /// Every consent event, by person.
    pub consents: BTreeMap<PersonId, Vec<ConsentEvent>>,
    /// The do-not-publish list, lifted entries included.
    pub do_not_publish: Vec<DoNotPublish>,
    /// Objections, lifted ones included.
    pub objections: Vec<Objection>,
    /// Permissions for single photos.
    pub permissions: Vec<PhotoPermission>,
    /// The day of the last import or confirmation; `None` is never.
    pub current_on: Option<Date>,
}
