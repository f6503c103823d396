//! What a row says about the pupil beside consents: compared with the register, never overwritten by something poorer.

use jiff::civil::Date;
use rules::{Person, PersonId};

use crate::register::claim::Described;
use crate::register::existing::{MatchedBy, bare, variants};
use crate::register::folding::{fold, garbled};

/// What can change about a pupil.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Attribute {
    /// Legal name.
    Name,
    /// Name in use.
    KnownAs,
    /// Registration group.
    Class,
    /// Year group.
    Year,
    /// Date of birth.
    DateOfBirth,
    /// Admission number.
    AdmissionNumber,
}

/// A pupil whose entry changes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AttributeChange {
    /// The row.
    pub row: u32,
    /// The entry as it will be.
    pub after: Person,
    /// What changes: old, new.
    pub changes: Vec<(Attribute, String, String)>,
}

/// A pupil whose day of leaving the file states.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Leaver {
    /// Who.
    pub person: PersonId,
    /// The last day.
    pub left_on: Date,
    /// The row.
    pub row: u32,
}

/// What a row changes about a pupil; nothing when it only says the same in other letters.
pub(super) fn compare(person: &Person, who: &Described, row: u32, by: MatchedBy) -> Option<AttributeChange> {
    let mut after = person.clone();
    let mut changes = Vec::new();
    let keyed = matches!(by, MatchedBy::Upn | MatchedBy::Admission);
    if keyed && who.full_name.is_none() && !who.forename.is_empty() && !who.surname.is_empty() && who.doubt.is_none() {
        let new = format!("{} {}", who.forename, who.surname);
        if !garbled(&new) && !variants(person).contains(&fold(&new)) {
            let old = format!("{} {}", person.names.forename, person.names.surname);
            changes.push((Attribute::Name, old, new));
            after.names.forename = who.forename.clone();
            after.names.surname = who.surname.clone();
        }
    }
    let mut known_as = |new: &Option<String>, legal: &str, place: &mut Option<String>| {
        let Some(new) = new.as_ref().filter(|new| !garbled(new) && fold(new) != fold(legal)) else { return };
        if place.as_ref().is_none_or(|old| fold(old) != fold(new)) {
            changes.push((Attribute::KnownAs, place.clone().unwrap_or_default(), new.clone()));
            *place = Some(new.clone());
        }
    };
    if who.doubt.is_none() {
        known_as(&who.preferred_forename, &person.names.forename, &mut after.names.preferred_forename);
        known_as(&who.preferred_surname, &person.names.surname, &mut after.names.preferred_surname);
    }
    let mut text = |what, new: &Option<String>, place: &mut Option<String>| {
        let Some(new) = new else { return };
        if place.as_ref().is_none_or(|old| fold(old) != fold(new)) {
            changes.push((what, place.clone().unwrap_or_default(), new.clone()));
            *place = Some(new.clone());
        }
    };
    if by != MatchedBy::NameAndClass {
        text(Attribute::Class, &who.class, &mut after.class);
        text(Attribute::Year, &who.year, &mut after.year);
    }
    let lost_zeros = |old: &String| who.admission.as_ref().is_some_and(|new| bare(old) == bare(new));
    if !person.admission_number.as_ref().is_some_and(lost_zeros) && keyed {
        text(Attribute::AdmissionNumber, &who.admission, &mut after.admission_number);
    }
    if person.date_of_birth.is_none()
        && let Some(born) = who.date_of_birth
    {
        changes.push((Attribute::DateOfBirth, String::new(), born.to_string()));
        after.date_of_birth = Some(born);
    }
    (!changes.is_empty()).then_some(AttributeChange { row, after, changes })
}
