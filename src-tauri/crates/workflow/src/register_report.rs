//! A register's plan in words for the person: the strictest news first, nothing that a tick or a look would need left out.

use std::collections::{BTreeSet, HashMap, HashSet};

use rules::{Date, EventId, Person, PersonId, PhotoId, Purpose, PurposeKey, Register};
use store::Use;

use crate::error::{Error, Fault, Refusal};
use crate::register::{self, Direction, FileKind, Means, RegisterPlan, Standing, Topic};
use crate::wire::{
    AddedShown, AmbiguousRow, AnswerChange, Candidate, ColumnShown, ProtectionShown, QuestionAbout, QuestionShown,
    RegisterReport, RowTold, Undated,
};

/// What a report needs beside the plan.
pub(crate) struct Told<'a> {
    /// The register before.
    pub(crate) known: &'a Register,
    /// Which changes from no to yes are ticked.
    pub(crate) ticked: &'a [usize],
    /// The import, once it is taken over.
    pub(crate) import: Option<EventId>,
}

/// Pictures that are queued or published.
pub(crate) struct Uses {
    pub(crate) purposes: Vec<Purpose>,
    pub(crate) uses: Vec<Use>,
}

/// The whole report.
pub(crate) fn of(plan: &RegisterPlan, told: &Told<'_>, uses: &Uses) -> Result<RegisterReport, Error> {
    let added = plan.added.iter().map(|added| (added.person.id, &added.person)).collect();
    let people = People { plan, known: told.known, added };
    let touched = Touched::new(&uses.purposes, &uses.uses);
    let answer = |change: &register::Change| people.answer(change, &touched);
    let stricter =
        |no: bool| plan.tightened.iter().filter(move |change| change.new.is_no() == no).map(answer).collect();
    let loosened = |(place, loosening): (usize, &register::Loosening)| AnswerChange {
        ticked: told.ticked.contains(&place),
        ..answer(&loosening.change)
    };
    Ok(RegisterReport {
        applied: told.import.is_some(),
        import: told.import.map(|id| id.to_string()),
        file_hash: plan.source.file_hash.clone(),
        format: plan.source.format.clone(),
        kind: match plan.source.kind {
            FileKind::Consents => "consents",
            FileKind::Roster => "roster",
            FileKind::DoNotPublish => "do_not_publish",
        }
        .to_owned(),
        sheet: plan.source.sheet.clone(),
        other_sheets: plan.source.other_sheets.clone(),
        header_row: plan.source.header_row,
        remembered: plan.source.remembered.clone(),
        columns: plan.columns.iter().map(column).collect::<Result<_, _>>()?,
        mapping: plan.mapping.to_toml().map_err(|error| Refusal::File { why: error.to_string() })?,
        questions: plan.questions.iter().map(question).collect(),
        refused_now: stricter(true),
        tightened: stricter(false),
        loosened: plan.loosening.iter().enumerate().map(loosened).collect(),
        answers: plan.changed.iter().map(answer).collect(),
        undated: people.undated(),
        dated_by_export: plan.events.iter().filter(|event| event.dated_by_export()).count(),
        added: people.added(),
        changed: plan.attributes.iter().map(attributes).collect(),
        left: plan.left.iter().map(|leaver| format!("{} on {}", people.name(leaver.person), leaver.left_on)).collect(),
        ambiguous: people.ambiguous(),
        disagreements: people.disagreements(),
        unanswered: plan.unanswered.iter().map(|one| format!("{}, {}", people.name(one.person), one.purpose)).collect(),
        refused: plan.refused.iter().map(|row| RowTold { row: Some(row.row), text: row.reason.clone() }).collect(),
        notes: plan.notes.iter().map(|note| RowTold { row: note.row, text: note.text.clone() }).collect(),
        protections: people.protections(&touched),
        matched: plan.matched,
    })
}

/// Answers that differ between two registers: those that become milder, and those that become stricter.
pub(crate) fn compared(
    before: &Register,
    after: &Register,
    today: Date,
    purposes: &[Purpose],
    uses: &[Use],
) -> (Vec<AnswerChange>, Vec<AnswerChange>) {
    let touched = Touched::new(purposes, uses);
    let (mut loosened, mut tightened) = (Vec::new(), Vec::new());
    for (id, person) in &before.people {
        let keys: BTreeSet<&PurposeKey> =
            before.consents.get(id).into_iter().flatten().map(|event| &event.purpose).collect();
        for purpose in keys {
            let old = Standing::from(before.consent(*id, purpose, today));
            let new = Standing::from(after.consent(*id, purpose, today));
            if old == new {
                continue;
            }
            let stricter = old.is_tightened_by(&new);
            let change = register::Change {
                person: *id,
                name: person.names.known_as(),
                purpose: purpose.clone(),
                old,
                new,
                rows: Vec::new(),
            };
            let shown = shown(&change, Some(person), &touched);
            if stricter { tightened.push(shown) } else { loosened.push(shown) }
        }
    }
    (loosened, tightened)
}

/// Counts of pictures by person and purpose.
struct Touched<'u> {
    purposes: &'u [Purpose],
    pictures: HashMap<PersonId, Vec<&'u Use>>,
}

impl<'u> Touched<'u> {
    fn new(purposes: &'u [Purpose], uses: &'u [Use]) -> Self {
        let mut pictures: HashMap<PersonId, Vec<&Use>> = HashMap::new();
        for one in uses {
            pictures.entry(one.person).or_default().push(one);
        }
        Self { purposes, pictures }
    }

    /// Queued and published pictures of these people, for a purpose (and those that need it too) or for any.
    fn count(&self, people: &[PersonId], purpose: Option<&PurposeKey>) -> (usize, usize) {
        let concerns = |one: &&&Use| {
            purpose.is_none_or(|purpose| {
                let of_batch = self.purposes.iter().find(|known| known.key == one.purpose);
                one.purpose == *purpose || of_batch.is_some_and(|known| known.keys().any(|key| key == purpose))
            })
        };
        let found = || people.iter().filter_map(|person| self.pictures.get(person)).flatten();
        let of = |published: bool| {
            let photos: HashSet<PhotoId> =
                found().filter(concerns).filter(|one| one.published == published).map(|one| one.photo).collect();
            photos.len()
        };
        (of(false), of(true))
    }
}

/// Whoever the plan speaks of: on the register, or added by it.
struct People<'a> {
    plan: &'a RegisterPlan,
    known: &'a Register,
    added: HashMap<PersonId, &'a Person>,
}

impl People<'_> {
    fn person(&self, id: PersonId) -> Option<&Person> {
        self.known.people.get(&id).or_else(|| self.added.get(&id).copied())
    }

    fn name(&self, id: PersonId) -> String {
        self.person(id).map_or_else(|| id.to_string(), |person| person.names.known_as())
    }

    fn answer(&self, change: &register::Change, touched: &Touched<'_>) -> AnswerChange {
        shown(change, self.person(change.person), touched)
    }

    fn undated(&self) -> Vec<Undated> {
        let undated = self.plan.events.iter().filter(|event| event.undated()).map(register::NewConsent::draft);
        undated
            .map(|event| Undated {
                person: self.name(event.person),
                purpose: event.purpose.to_string(),
                row: event.evidence.row,
            })
            .collect()
    }

    fn added(&self) -> Vec<AddedShown> {
        let shown = |added: &register::Added| AddedShown {
            name: added.person.names.known_as(),
            class: added.person.class.clone(),
            row: added.row,
            similar: added.similar.iter().map(|id| self.name(*id)).collect(),
        };
        self.plan.added.iter().map(shown).collect()
    }

    fn ambiguous(&self) -> Vec<AmbiguousRow> {
        let candidate = |id: &PersonId| {
            let person = self.person(*id)?;
            Some(Candidate {
                id: id.to_string(),
                short: short(*id, Some(person)),
                name: person.names.known_as(),
                class: person.class.clone(),
                date_of_birth: person.date_of_birth,
            })
        };
        let shown = |row: &register::Ambiguous| AmbiguousRow {
            row: row.row,
            name: row.name.clone(),
            why: row.why.clone(),
            candidates: row.candidates.iter().filter_map(candidate).collect(),
        };
        self.plan.ambiguous.iter().map(shown).collect()
    }

    fn disagreements(&self) -> Vec<String> {
        let shown = |found: &register::Disagreement| {
            let rows = found.rows.iter().map(u32::to_string).collect::<Vec<_>>().join(" and ");
            let who = if found.between_givers { "two who signed" } else { "one who signed" };
            format!("{}, {}: rows {rows} disagree ({who}); the stricter counts", self.name(found.person), found.purpose)
        };
        self.plan.disagreements.iter().map(shown).collect()
    }

    fn protections(&self, touched: &Touched<'_>) -> Vec<ProtectionShown> {
        let shown = |entry: &register::NewProtection| {
            let (queued, published) = touched.count(&entry.persons, None);
            ProtectionShown {
                row: entry.row,
                people: entry.persons.iter().map(|id| self.name(*id)).collect(),
                from: entry.from,
                review_passed: entry.review_passed,
                queued,
                published,
            }
        };
        self.plan.protections.iter().map(shown).collect()
    }
}

fn shown(change: &register::Change, person: Option<&Person>, touched: &Touched<'_>) -> AnswerChange {
    let (queued, published) = touched.count(&[change.person], Some(&change.purpose));
    AnswerChange {
        id: change.person.to_string(),
        person: change.name.clone(),
        short: short(change.person, person),
        purpose: change.purpose.to_string(),
        before: words(&change.old),
        after: words(&change.new),
        rows: change.rows.clone(),
        queued,
        published,
        ticked: false,
    }
}

/// What to type for somebody.
fn short(id: PersonId, person: Option<&Person>) -> String {
    person.and_then(|person| person.admission_number.clone()).unwrap_or_else(|| id.to_string())
}

fn attributes(change: &register::AttributeChange) -> String {
    use register::Attribute::{AdmissionNumber, Class, DateOfBirth, KnownAs, Name, Year};
    let changes = change.changes.iter().map(|(what, old, new)| {
        let what = match what {
            Name => "name",
            KnownAs => "known as",
            Class => "class",
            Year => "year",
            DateOfBirth => "date of birth",
            AdmissionNumber => "admission number",
        };
        if old.is_empty() { format!("{what}: {new}") } else { format!("{what}: {old} → {new}") }
    });
    format!("{}: {}", change.after.names.known_as(), changes.collect::<Vec<_>>().join("; "))
}

fn question(question: &register::Question) -> QuestionShown {
    let about = match question.about {
        Topic::Purpose => QuestionAbout::Purpose,
        Topic::Column(_) => QuestionAbout::Column,
        Topic::DateOrder => QuestionAbout::DateOrder,
        Topic::Words => QuestionAbout::Words,
        Topic::ExportDate => QuestionAbout::ExportDate,
    };
    QuestionShown { text: question.text.clone(), about, blocks: question.blocks }
}

fn column(view: &register::ColumnView) -> Result<ColumnShown, Error> {
    Ok(ColumnShown {
        column: view.rule.column,
        header: view.rule.header.clone(),
        means: means(view.rule.means)?,
        purposes: view.rule.purposes.clone(),
        negative: view.rule.direction == Direction::Negative,
        hidden: view.hidden,
        samples: view.samples.clone(),
        in_words: view.in_words.clone(),
    })
}

/// As mapping files name it.
fn means(means: Means) -> Result<String, Fault> {
    let named = serde_json::to_value(means).map_err(|source| Fault::Words { source })?;
    Ok(named.as_str().unwrap_or_default().to_owned())
}

/// Where a consent stands, in the words of the office.
pub(crate) fn words(standing: &Standing) -> String {
    match standing {
        Standing::GrantedIndividual => "granted, alone too".to_owned(),
        Standing::GrantedGroup => "granted, in groups".to_owned(),
        Standing::Undated => "granted, without a date".to_owned(),
        Standing::Conditional(words) => format!("granted with a condition: {words}"),
        Standing::NotYet => "granted from a later day".to_owned(),
        Standing::Unknown => "unknown".to_owned(),
        Standing::Expired => "expired".to_owned(),
        Standing::Withdrawn => "withdrawn".to_owned(),
        Standing::Refused => "refused".to_owned(),
    }
}
