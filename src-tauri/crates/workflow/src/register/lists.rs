//! Lists that the register gives for paper and spreadsheets: whom to chase, whose consent ends with the year, and the
//! discreet list for a trip.

use jiff::ToSpan;
use jiff::civil::Date;
use rules::{Basis, ConsentState, Person, PersonId, PersonKind, Purpose, PurposeKey, Register};

use super::table::Table;

/// Why a family has to be asked.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Chase {
    /// No answer yet.
    Unknown,
    /// A yes with a reservation to be settled, in the giver's words.
    Conditional(String),
    /// A yes without a date.
    Undated,
    /// It was a yes, and has run out.
    Expired,
    /// It runs out on this day.
    Expires(Date),
}

/// One pupil and one purpose to chase.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ChaseLine {
    /// Registration group.
    pub class: String,
    /// Who.
    pub person: PersonId,
    /// Name as known.
    pub name: String,
    /// For what, as the school calls it.
    pub purpose: String,
    /// Why.
    pub why: Chase,
}

/// Everyone on roll whose answer is missing, conditional, or runs out within so many days, by class and name. A no is an
/// answer and is not chased.
#[must_use]
pub fn chase(register: &Register, purposes: &[Purpose], on: Date, within_days: u16) -> Vec<ChaseLine> {
    let horizon = on.checked_add(i64::from(within_days).days()).unwrap_or(on);
    let mut lines = Vec::new();
    for person in on_roll(register, on) {
        for purpose in purposes.iter().filter(|purpose| purpose.basis == Basis::Consent) {
            if let Some(why) = reason(register, person.id, &purpose.key, on, horizon) {
                lines.push(ChaseLine {
                    class: class_of(person),
                    person: person.id,
                    name: person.names.known_as(),
                    purpose: purpose.name.clone(),
                    why,
                });
            }
        }
    }
    lines.sort_by(|one, other| (&one.class, &one.name, &one.purpose).cmp(&(&other.class, &other.name, &other.purpose)));
    lines
}

impl Chase {
    fn words(&self) -> String {
        match self {
            Self::Unknown => "no answer".to_owned(),
            Self::Conditional(words) => format!("to be settled: {words}"),
            Self::Undated => "no date".to_owned(),
            Self::Expired => "has run out".to_owned(),
            Self::Expires(day) => format!("runs out on {day}"),
        }
    }
}

/// The chase list for paper or a spreadsheet.
#[must_use]
pub fn chase_table(lines: &[ChaseLine]) -> Table {
    let row = |line: &ChaseLine| vec![line.class.clone(), line.name.clone(), line.purpose.clone(), line.why.words()];
    Table {
        title: "Consents to ask for".to_owned(),
        headings: vec!["class", "name", "purpose", "why"],
        rows: lines.iter().map(row).collect(),
    }
}

pub(super) fn reason(
    register: &Register,
    person: PersonId,
    key: &PurposeKey,
    on: Date,
    horizon: Date,
) -> Option<Chase> {
    match register.consent(person, key, on) {
        ConsentState::Unknown => Some(Chase::Unknown),
        ConsentState::Conditional(words) => Some(Chase::Conditional(words.to_owned())),
        ConsentState::Undated => Some(Chase::Undated),
        ConsentState::Expired => Some(Chase::Expired),
        ConsentState::GrantedIndividual | ConsentState::GrantedGroup => {
            ends(register, person, key, on).filter(|day| *day <= horizon).map(Chase::Expires)
        }
        ConsentState::NotYet | ConsentState::Withdrawn | ConsentState::Refused => None,
    }
}

/// The first day on which what is granted today has run out, if a day is known.
pub(super) fn ends(register: &Register, person: PersonId, key: &PurposeKey, on: Date) -> Option<Date> {
    let events = register.consents.get(&person)?;
    let mut days: Vec<Date> = events
        .iter()
        .filter(|event| event.purpose == *key)
        .filter_map(|event| event.expires_on)
        .filter(|day| *day > on)
        .collect();
    days.sort_unstable();
    days.into_iter().find(|day| register.consent(person, key, *day) == ConsentState::Expired)
}

/// A pupil whose consents end with the school year.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RenewalLine {
    /// Registration group.
    pub class: String,
    /// Who.
    pub person: PersonId,
    /// Name as known.
    pub name: String,
    /// The purposes that end, as the school calls them.
    pub purposes: Vec<String>,
}

/// Whose consents, granted today, will have ended on a day (the last of the school year), by class and name.
#[must_use]
pub fn renewal(register: &Register, purposes: &[Purpose], on: Date, year_ends: Date) -> Vec<RenewalLine> {
    let mut lines: Vec<RenewalLine> = on_roll(register, on)
        .filter_map(|person| {
            let ending = |purpose: &&Purpose| {
                register.consent(person.id, &purpose.key, on).is_granted()
                    && register.consent(person.id, &purpose.key, year_ends) == ConsentState::Expired
            };
            let names: Vec<String> = purposes.iter().filter(ending).map(|purpose| purpose.name.clone()).collect();
            (!names.is_empty()).then(|| RenewalLine {
                class: class_of(person),
                person: person.id,
                name: person.names.known_as(),
                purposes: names,
            })
        })
        .collect();
    lines.sort_by(|one, other| (&one.class, &one.name).cmp(&(&other.class, &other.name)));
    lines
}

/// The renewal list for paper or a spreadsheet.
#[must_use]
pub fn renewal_table(lines: &[RenewalLine]) -> Table {
    let row = |line: &RenewalLine| vec![line.class.clone(), line.name.clone(), line.purposes.join("; ")];
    Table {
        title: "Consents that end with the school year".to_owned(),
        headings: vec!["class", "name", "purposes"],
        rows: lines.iter().map(row).collect(),
    }
}

/// The list for a trip's helpers: who may be photographed for a purpose, yes or no. Every reason for a no looks the same,
/// a protected child's like an unanswered form's.
#[must_use]
pub fn trip_table(register: &Register, persons: &[PersonId], purpose: &Purpose, on: Date) -> Table {
    let mut rows: Vec<Vec<String>> = persons
        .iter()
        .filter_map(|id| register.people.get(id))
        .map(|person| {
            let may = if may_appear(register, person, purpose, on) { "yes" } else { "no" };
            vec![person.names.known_as(), class_of(person), may.to_owned()]
        })
        .collect();
    rows.sort();
    Table {
        title: format!("Who may be photographed: {}", purpose.name),
        headings: vec!["name", "class", "photos"],
        rows,
    }
}

fn may_appear(register: &Register, person: &Person, purpose: &Purpose, on: Date) -> bool {
    let protected =
        register.do_not_publish.iter().any(|entry| entry.persons.contains(&person.id) && entry.in_force(on));
    let objects = register.objections.iter().any(|objection| objection.person == person.id && objection.in_force(on));
    !protected
        && !objects
        && person.left_on.is_none_or(|day| day >= on)
        && (purpose.basis == Basis::PublicTask
            || purpose.keys().all(|key| register.consent(person.id, key, on).is_granted()))
}

pub(super) fn on_roll(register: &Register, on: Date) -> impl Iterator<Item = &Person> {
    register
        .people
        .values()
        .filter(move |person| person.kind == PersonKind::Pupil && person.left_on.is_none_or(|day| day >= on))
}

pub(super) fn class_of(person: &Person) -> String {
    person.class.clone().unwrap_or_default()
}
