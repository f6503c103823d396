//! Our own template: one row per answer, written and read without loss.

use rules::{Answer, Condition, ConsentEvent, Method, Person, PersonId, Register, Scope};

use super::{csv_safe, document};

/// The headings, in order.
pub const HEADINGS: [&str; 18] = [
    "admission_no",
    "upn",
    "legal_surname",
    "legal_forename",
    "known_as_surname",
    "known_as_forename",
    "date_of_birth",
    "year",
    "class",
    "purpose",
    "state",
    "conditions",
    "given_by",
    "relationship",
    "given_on",
    "expires_on",
    "method",
    "evidence_ref",
];

/// The template with every answer of the register: UTF-8 with a byte order mark, so that Excel reads the letters right.
/// Numbers are not kept, so their column stays empty unless `upn` knows one.
#[must_use]
pub fn write(register: &Register, upn: &dyn Fn(PersonId) -> Option<String>) -> String {
    let mut out = String::from("\u{feff}");
    out.push_str(&csv_safe::row(HEADINGS));
    for (id, person) in &register.people {
        let number = upn(*id).unwrap_or_default();
        let events = register.consents.get(id).map_or(&[][..], Vec::as_slice);
        if events.is_empty() {
            out.push_str(&line(person, &number, None));
        }
        for event in events {
            out.push_str(&line(person, &number, Some(event)));
        }
    }
    out
}

fn line(person: &Person, upn: &str, event: Option<&ConsentEvent>) -> String {
    let date = |day: Option<jiff::civil::Date>| day.map_or_else(String::new, |day| day.to_string());
    let names = &person.names;
    let optional = |text: &Option<String>| text.clone().unwrap_or_default();
    let (reference, given_by, relationship) =
        event.and_then(|event| event.evidence.document.as_deref()).map(document::parts).unwrap_or_default();
    let cells = [
        optional(&person.admission_number),
        upn.to_owned(),
        names.surname.clone(),
        names.forename.clone(),
        optional(&names.preferred_surname),
        optional(&names.preferred_forename),
        date(person.date_of_birth),
        optional(&person.year),
        optional(&person.class),
        event.map_or_else(String::new, |event| event.purpose.to_string()),
        event.map_or("", |event| state(event.answer)).to_owned(),
        event.map_or_else(String::new, conditions),
        given_by,
        relationship,
        date(event.and_then(|event| event.given_on)),
        date(event.and_then(|event| event.expires_on)),
        event.map_or("", |event| method(&event.method)).to_owned(),
        reference,
    ];
    csv_safe::row(cells.iter().map(String::as_str))
}

fn state(answer: Answer) -> &'static str {
    match answer {
        Answer::Granted => "granted",
        Answer::Refused => "refused",
        Answer::Withdrawn => "withdrawn",
    }
}

fn conditions(event: &ConsentEvent) -> String {
    let group = (event.answer == Answer::Granted && event.scope == Scope::GroupOnly).then_some("group_only");
    let words = event.condition.as_ref().map(|Condition { text, .. }| text.as_str());
    group.into_iter().chain(words).collect::<Vec<_>>().join("; ")
}

fn method(method: &Method) -> &'static str {
    match method {
        Method::Form => "form",
        Method::Mis => "mis",
        Method::Paper => "paper",
        Method::Verbal { .. } => "verbal",
        Method::Online => "online",
    }
}
