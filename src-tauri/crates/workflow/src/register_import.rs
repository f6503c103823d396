//! A register file into the vault: preview what it changes, then apply it (P15).

use std::collections::{BTreeMap, BTreeSet};

use rules::{EventId, Person, PersonId, Register};
use serde::Serialize;
use store::{PersonEntry, RegisterChange, Vault};

use crate::error::{Error, Refusal};
use crate::register::{self, Existing, FileKind, Mapping, RegisterError, RegisterPlan, Upn, UpnIndex};
use crate::rights::Action;
use crate::session::Session;

/// A register file as it was chosen.
#[derive(Debug, Clone, Copy)]
pub struct RegisterFile<'f> {
    /// Its name: some exports say only there which purpose they are for.
    pub name: &'f str,
    /// Its bytes.
    pub bytes: &'f [u8],
    /// How its columns are to be read, as TOML; guessed where it is missing.
    pub map: Option<&'f str>,
}

/// What an import changes, or changed.
#[derive(Debug, Clone, Serialize)]
pub struct RegisterReport {
    /// Nothing but a preview: the register is as it was.
    pub applied: bool,
    /// What the file is, in words.
    pub format: String,
    /// Questions that a mapping has to answer before it can be applied.
    pub blocking: Vec<String>,
    /// What else to look at.
    pub questions: Vec<String>,
    /// Pupils to add.
    pub added: Vec<String>,
    /// Entries that change: name, class, year …
    pub changed: Vec<String>,
    /// Answers: who, for what, before, after. Stricter ones first.
    pub answers: Vec<AnswerChange>,
    /// From no to yes: left out unless a person enters them.
    pub loosened: Vec<AnswerChange>,
    /// Pupils whose day of leaving the file states.
    pub left: Vec<String>,
    /// Rows whose pupil a person has to settle.
    pub ambiguous: Vec<RowTold>,
    /// Rows that cannot be used.
    pub refused: Vec<RowTold>,
    /// Things to know.
    pub notes: Vec<RowTold>,
    /// Entries for the do-not-publish list.
    pub protections: usize,
    /// Pupils on the register whom the file names too.
    pub matched: usize,
}

/// An answer that changes.
#[derive(Debug, Clone, Serialize)]
pub struct AnswerChange {
    /// Who.
    pub person: String,
    /// For what.
    pub purpose: String,
    /// Before.
    pub before: String,
    /// After.
    pub after: String,
}

/// Something about a row.
#[derive(Debug, Clone, Serialize)]
pub struct RowTold {
    /// Row as a spreadsheet counts it; none is the file.
    pub row: Option<u32>,
    /// What.
    pub text: String,
}

impl Session {
    /// What a register would change. Nothing is changed.
    ///
    /// # Errors
    /// Refused when the file is no register, and to whoever may not read what it holds.
    pub fn register_preview(&self, file: &RegisterFile<'_>) -> Result<RegisterReport, Error> {
        self.may(Action::ImportRegister)?;
        let register = self.vault().register()?;
        let plan = self.plan(file, &register)?;
        Ok(report(&plan, &register, false))
    }

    /// Takes over a register: all of it or nothing.
    ///
    /// # Errors
    /// Refused while a question is open that the mapping has to answer.
    pub fn register_import(&self, file: &RegisterFile<'_>) -> Result<RegisterReport, Error> {
        self.may(Action::ImportRegister)?;
        let register = self.vault().register()?;
        let plan = self.plan(file, &register)?;
        if !plan.may_apply() {
            let open = plan.questions.iter().filter(|question| question.blocks).map(|question| question.text.as_str());
            let why =
                format!("a question is open that a mapping has to answer: {}", open.collect::<Vec<_>>().join(" "));
            return Err(Refusal::File { why }.into());
        }
        self.vault().people().apply_register(&self.change(&plan, &register))?;
        Ok(report(&plan, &register, true))
    }

    fn plan(&self, file: &RegisterFile<'_>, known: &Register) -> Result<RegisterPlan, Error> {
        let refused = |error: RegisterError| Refusal::File { why: error.to_string() };
        let mapping = file.map.map(Mapping::from_toml).transpose().map_err(refused)?;
        let purposes = self.vault().settings().purposes()?;
        let numbers = Numbers { vault: self.vault(), numbered: self.vault().people().numbered()? };
        let existing = Existing { register: known, purposes: &purposes, upns: &numbers };
        let env = self.surroundings().env();
        let today = self.surroundings().today();
        let mut ids = || env.new_id();
        let plan = register::preview(file.name, file.bytes, mapping.as_ref(), &existing, None, today, &mut ids);
        let plan = plan.map_err(refused)?;
        if plan.source.kind == FileKind::DoNotPublish || !plan.protections.is_empty() {
            self.may(Action::KeepDoNotPublish)?;
        }
        Ok(plan)
    }

    fn change(&self, plan: &RegisterPlan, known: &Register) -> RegisterChange {
        let (now, today) = (self.surroundings().now(), self.surroundings().today());
        let mut people: BTreeMap<PersonId, Person> = BTreeMap::new();
        people.extend(plan.added.iter().map(|added| (added.person.id, added.person.clone())));
        people.extend(plan.attributes.iter().map(|change| (change.after.id, change.after.clone())));
        let entry =
            |people: &BTreeMap<PersonId, Person>, id| people.get(&id).or_else(|| known.people.get(&id)).cloned();
        for leaver in &plan.left {
            if let Some(person) = entry(&people, leaver.person) {
                people.insert(leaver.person, Person { left_on: Some(leaver.left_on), ..person });
            }
        }
        let mut upns: BTreeMap<PersonId, String> = BTreeMap::new();
        for (id, upn) in &plan.numbers {
            upns.insert(*id, upn.expose().to_owned());
            if let Some(person) = entry(&people, *id) {
                people.insert(*id, person);
            }
        }
        RegisterChange {
            id: self.surroundings().new_id(EventId::new),
            file_hash: plan.source.file_hash.clone(),
            current_on: plan.source.stated_date.map_or(today, |day| day.min(today)),
            people: people.into_iter().map(|(id, person)| PersonEntry { person, upn: upns.remove(&id) }).collect(),
            consents: plan.events_with(&[]).into_iter().map(|event| event.entered(now)).collect(),
            do_not_publish: plan.protections.iter().map(|protection| protection.entry()).collect(),
            objections: Vec::new(),
        }
    }
}

/// Pupil numbers, of which the vault keeps keyed hashes only.
struct Numbers<'v> {
    vault: &'v Vault,
    numbered: BTreeSet<PersonId>,
}

impl UpnIndex for Numbers<'_> {
    fn person(&self, upn: &Upn) -> Option<PersonId> {
        // A vault that cannot be read fails at the import itself; here it only means no match by number.
        self.vault.people().by_upn(upn.expose()).ok().flatten()
    }

    fn has_number(&self, person: PersonId) -> bool {
        self.numbered.contains(&person)
    }
}

fn report(plan: &RegisterPlan, known: &Register, applied: bool) -> RegisterReport {
    let name = |id: PersonId| {
        let added = plan.added.iter().map(|added| &added.person).find(|person| person.id == id);
        added.or_else(|| known.people.get(&id)).map_or_else(|| id.to_string(), |person| person.names.known_as())
    };
    let answer = |change: &register::Change| AnswerChange {
        person: change.name.clone(),
        purpose: change.purpose.to_string(),
        before: standing(&change.old),
        after: standing(&change.new),
    };
    let questions = |blocks: bool| {
        plan.questions
            .iter()
            .filter(|question| question.blocks == blocks)
            .map(|question| question.text.clone())
            .collect()
    };
    let attributes = |change: &register::AttributeChange| {
        let changes = change.changes.iter().map(|(what, old, new)| format!("{what:?}: {old} → {new}"));
        format!("{}: {}", change.after.names.known_as(), changes.collect::<Vec<_>>().join("; "))
    };
    RegisterReport {
        applied,
        format: plan.source.format.clone(),
        blocking: questions(true),
        questions: questions(false),
        added: plan.added.iter().map(|added| added.person.names.known_as()).collect(),
        changed: plan.attributes.iter().map(attributes).collect(),
        answers: plan.tightened.iter().chain(&plan.changed).map(answer).collect(),
        loosened: plan.loosening.iter().map(|loosening| answer(&loosening.change)).collect(),
        left: plan.left.iter().map(|leaver| format!("{} on {}", name(leaver.person), leaver.left_on)).collect(),
        ambiguous: plan
            .ambiguous
            .iter()
            .map(|row| RowTold { row: Some(row.row), text: format!("{}: {}", row.name, row.why) })
            .collect(),
        refused: plan.refused.iter().map(|row| RowTold { row: Some(row.row), text: row.reason.clone() }).collect(),
        notes: plan.notes.iter().map(|note| RowTold { row: note.row, text: note.text.clone() }).collect(),
        protections: plan.protections.len(),
        matched: plan.matched,
    }
}

fn standing(standing: &register::Standing) -> String {
    use register::Standing::{
        Conditional, Expired, GrantedGroup, GrantedIndividual, NotYet, Refused, Undated, Unknown, Withdrawn,
    };
    match standing {
        GrantedIndividual => "granted, alone too".to_owned(),
        GrantedGroup => "granted, in groups".to_owned(),
        Undated => "granted, without a date".to_owned(),
        Conditional(words) => format!("granted with a condition: {words}"),
        NotYet => "granted from a later day".to_owned(),
        Unknown => "unknown".to_owned(),
        Expired => "expired".to_owned(),
        Withdrawn => "withdrawn".to_owned(),
        Refused => "refused".to_owned(),
    }
}
