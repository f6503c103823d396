//! What staff and the family both read: the entry on the register, answers, pictures, batches, published copies, the log.

use std::collections::BTreeMap;

use rules::{PersonKind, PhotoFacts, Presence};
use store::Action;

use super::{Held, Reader};
use crate::error::Error;
use crate::finding::{giver, scope};
use crate::register::Table;

/// Said of a picture on which the person is not tagged.
const FOR_WORK: &str = "shows the person's work";

/// Entries that a family reads: what was done with the person's entry and pictures. Whatever concerns protections is not
/// among them, nor what would tell of it by its place.
const FOR_FAMILIES: [Action; 9] = [
    Action::PersonChanged,
    Action::ConsentAdded,
    Action::ConsentConfirmed,
    Action::ConditionResolved,
    Action::PermissionAdded,
    Action::PhotoTagged,
    Action::WorkSet,
    Action::TakenDown,
    Action::PackMade,
];

impl Held<'_> {
    /// The tables that everybody who may see the person reads, log apart.
    pub(crate) fn open_tables(&self) -> Result<Vec<Table>, Error> {
        Ok(vec![
            self.entry()?,
            self.states(),
            self.answers(),
            self.permissions()?,
            self.pictures()?,
            self.batches()?,
            self.published()?,
        ])
    }

    fn entry(&self) -> Result<Table, Error> {
        let (person, names) = (&self.person, &self.person.names);
        let numbered = self.session.vault().people().numbered()?.contains(&person.id);
        let day = |day: Option<rules::Date>| day.map(|day| day.to_string()).unwrap_or_default();
        let text = |text: &Option<String>| text.clone().unwrap_or_default();
        let rows = [
            ("name in use", names.known_as()),
            ("legal forename", names.forename.clone()),
            ("legal surname", names.surname.clone()),
            ("is", kind(person.kind).to_owned()),
            ("class", text(&person.class)),
            ("year", text(&person.year)),
            ("date of birth", day(person.date_of_birth)),
            ("admission number", text(&person.admission_number)),
            ("unique pupil number", if numbered { "kept as a keyed hash, unreadable" } else { "" }.to_owned()),
            ("last day at the school", day(person.left_on)),
            ("identifier in Cloakroom", person.id.to_string()),
        ];
        let rows = rows.into_iter().filter(|(_, value)| !value.is_empty());
        Ok(table("Entry on the register", ["what", "held"], rows.map(|(what, value)| vec![what.to_owned(), value])))
    }

    fn states(&self) -> Table {
        let rows = self.answers.states.iter().map(|state| {
            let detail = state.detail.as_deref().map(|detail| self.free_text(detail)).unwrap_or_default();
            vec![self.purpose(&state.purpose), state.state.replace('_', " "), detail]
        });
        table("Where consents stand today", ["for", "stands", "how far"], rows)
    }

    fn answers(&self) -> Table {
        let day = |day: Option<rules::Date>| day.map(|day| day.to_string()).unwrap_or_default();
        let rows = self.answers.answers.iter().map(|answer| {
            let entered_by = match self.reader {
                Reader::Staff => answer.entered_by.clone().unwrap_or_default(),
                Reader::Family => "the school".to_owned(),
            };
            vec![
                self.purpose(&answer.purpose),
                word(&answer.answer),
                giver(answer.giver).to_owned(),
                scope(answer.scope).to_owned(),
                day(answer.given_on),
                day(answer.expires_on),
                answer.condition.as_deref().map(|text| self.free_text(text)).unwrap_or_default(),
                self.free_text(&answer.evidence),
                entered_by,
                answer.entered_on.to_string(),
                day(answer.undone_on),
            ]
        });
        let headings = [
            "for",
            "answer",
            "given by",
            "how far",
            "given on",
            "until",
            "condition",
            "evidence",
            "entered by",
            "entered on",
            "undone on",
        ];
        table("Answers on record", headings, rows)
    }

    fn permissions(&self) -> Result<Table, Error> {
        let of_person = self.register.permissions.iter().filter(|permission| permission.person == self.person.id);
        let rows = of_person.map(|permission| {
            let photo = self.session.vault().photos().get(permission.photo)?;
            Ok(vec![
                self.place(&photo)?,
                self.purpose(permission.purpose.as_str()),
                giver(permission.giver).to_owned(),
                permission.given_on.to_string(),
                self.free_text(permission.evidence.document.as_deref().unwrap_or_default()),
            ])
        });
        let rows = rows.collect::<Result<Vec<_>, Error>>()?;
        Ok(table("Permissions for single pictures", ["picture", "for", "given by", "given on", "evidence"], rows))
    }

    fn pictures(&self) -> Result<Table, Error> {
        let rows = self.photos.iter().map(|photo| {
            let facts = self.session.vault().photo_facts(photo.id)?;
            let taken = photo.taken_at.map(|at| at.strftime("%Y-%m-%d %H:%M").to_string()).unwrap_or_default();
            let work = if facts.work_by.contains(&self.person.id) { "yes" } else { "" };
            let is = presence_words(&facts, self.person.id);
            Ok(vec![self.place(photo)?, taken, self.session.moment(photo.imported_at), is.to_owned(), work.to_owned()])
        });
        let rows = rows.collect::<Result<Vec<_>, Error>>()?;
        Ok(table("Pictures", ["picture", "taken", "imported", "the person", "own work"], rows))
    }

    fn batches(&self) -> Result<Table, Error> {
        let mut rows = Vec::new();
        for batch in self.session.vault().batches().all()? {
            for item in batch.items.iter().filter(|item| self.photos.iter().any(|photo| photo.id == item.photo)) {
                let photo = self.session.vault().photos().get(item.photo)?;
                rows.push(vec![
                    self.free_text(&batch.title),
                    self.purpose(batch.purpose.as_str()),
                    word(&batch.state),
                    self.place(&photo)?,
                    self.free_text(&item.caption),
                    self.free_text(&item.alt_text),
                ]);
            }
        }
        Ok(table("Batches", ["batch", "for", "stands", "picture", "caption", "description"], rows))
    }

    fn published(&self) -> Result<Table, Error> {
        let rows = self.session.vault().ledger().of_person(self.person.id)?.into_iter().map(|copy| {
            let approved = copy.approved_by.map(|by| self.who(Some(by)));
            vec![
                self.free_text(&copy.file_name),
                self.purpose(copy.purpose.as_str()),
                self.session.moment(copy.at),
                self.who(copy.published_by),
                approved.unwrap_or_else(|| "no approval needed".to_owned()),
                copy.taken_down_at.map(|at| self.session.moment(at)).unwrap_or_default(),
                blake3::Hash::from_bytes(copy.file_hash).to_hex().to_string(),
            ]
        });
        let headings = ["file", "for", "published", "by", "approved by", "taken down", "BLAKE3"];
        Ok(table("Published copies", headings, rows))
    }

    /// What was decided once the person had left: staff's own words, for staff.
    pub(super) fn leaving(&self) -> Result<Table, Error> {
        let decision = self.session.vault().leavers().decisions()?.remove(&self.person.id);
        let row = decision.map(|decision| {
            let (until, why) = decision.kept.unzip();
            let what = if until.is_some() { "kept for now" } else { "put forward to be destroyed" };
            let until = until.map(|day| day.to_string()).unwrap_or_default();
            vec![
                self.session.moment(decision.at),
                self.who(decision.by),
                what.to_owned(),
                until,
                why.unwrap_or_default(),
            ]
        });
        Ok(table("Decided after leaving", ["when", "by", "the pictures are", "until", "because"], row))
    }

    /// Entries of the log about the person.
    pub(crate) fn log(&self) -> Result<Table, Error> {
        let mut about = BTreeMap::from([(self.person.id.to_string(), "the entry".to_owned())]);
        for photo in &self.photos {
            about.insert(photo.id.to_string(), self.place(photo)?);
        }
        let mut subjects = vec![self.person.id.to_string()];
        for copy in self.session.vault().ledger().of_person(self.person.id)? {
            subjects.push(copy.id.to_string());
            about.insert(copy.id.to_string(), self.free_text(&copy.file_name));
        }
        for recorded in self.session.vault().consents().history(self.person.id)? {
            subjects.push(recorded.event.id.to_string());
            about.insert(recorded.event.id.to_string(), self.purpose(recorded.event.purpose.as_str()));
        }
        if self.reader == Reader::Staff {
            subjects.extend(self.sealed_subjects()?);
        }
        let entries = self.session.vault().log().about_any(&subjects, &self.person.id.to_string())?;
        let told = entries.iter().filter(|entry| self.reader == Reader::Staff || FOR_FAMILIES.contains(&entry.action));
        let rows = told.map(|entry| {
            let subject = entry.subject.as_deref().unwrap_or_default();
            let of = about.get(subject).cloned().unwrap_or_default();
            vec![self.session.moment(entry.at), self.who(entry.by), word(&entry.action), of]
        });
        Ok(table("Log", ["when", "who", "what", "about"], rows))
    }
}

/// What is to be seen of somebody in the picture as it goes out.
fn presence_words(facts: &PhotoFacts, person: rules::PersonId) -> &'static str {
    let tags = || facts.tags.iter().filter(|tag| tag.who.candidates().contains(&person));
    if tags().any(|tag| tag.who.candidates().len() > 1) {
        return "may be meant: the name fits several people";
    }
    match tags().map(|tag| facts.presence_of_tag(tag)).max() {
        Some(Presence::Visible) => "can be seen",
        Some(Presence::Covered) => "is covered",
        Some(Presence::CroppedOut) => "is outside the part that is kept",
        None => FOR_WORK,
    }
}

pub(super) fn table<const N: usize>(
    title: &str,
    headings: [&'static str; N],
    rows: impl IntoIterator<Item = Vec<String>>,
) -> Table {
    Table { title: title.to_owned(), headings: headings.to_vec(), rows: rows.into_iter().collect() }
}

/// A word of ours without its underscores.
fn word(value: &impl serde::Serialize) -> String {
    let word = serde_json::to_value(value).ok().and_then(|word| word.as_str().map(|word| word.replace('_', " ")));
    word.unwrap_or_default()
}

const fn kind(kind: PersonKind) -> &'static str {
    match kind {
        PersonKind::Pupil => "a pupil",
        PersonKind::Staff => "a member of staff",
        PersonKind::Visitor => "a visitor or volunteer",
    }
}
