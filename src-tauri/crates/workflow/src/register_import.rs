//! A register file into the vault: preview what it changes, then apply it, or undo it again (P15).

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::io::Read as _;
use std::path::Path;

use rules::{AccountId, EventId, Person, PersonId, Register};
use serde_json::json;
use store::{PersonEntry, RegisterChange, RegisterImport, Vault};

use crate::error::{Error, Refusal};
use crate::register::{
    self, Existing, FileKind, Limits, Mapping, RegisterError, RegisterPlan, Remembered, Upn, UpnIndex,
};
use crate::register_choices::{chosen, corrected_from, says_nothing, ticked};
use crate::register_report::{self, Told};
use crate::rights::Action;
use crate::session::{Session, parse};
use crate::wire::{ImportShown, RegisterChoices, RegisterReport, UndoReport};

/// The setting under which mappings are remembered.
const MAPPINGS: &str = "register_mappings";
/// How many sources a school has at the most.
const SOURCES: usize = 50;

/// A register file as it was chosen.
#[derive(Debug, Clone, Copy)]
pub struct RegisterFile<'f> {
    /// Its name: some exports say only there which purpose they are for.
    pub name: &'f str,
    /// Its bytes.
    pub bytes: &'f [u8],
    /// How its columns are to be read, as TOML; remembered or guessed where it is missing.
    pub map: Option<&'f str>,
}

impl Session {
    /// What a register would change. Nothing is changed.
    ///
    /// # Errors
    /// Refused when the file is no register, and to whoever may not read what it holds.
    pub fn register_preview(
        &self,
        file: &RegisterFile<'_>,
        choices: &RegisterChoices,
    ) -> Result<RegisterReport, Error> {
        let known = self.vault().register()?;
        let (plan, ticked) = self.plan(file, choices, &known)?;
        register_report::of(&plan, &Told { known: &known, ticked: &ticked, import: None }, &self.uses(&plan)?)
    }

    /// Takes over a register: all of it or nothing. What the person settled is remembered for the next file of its kind.
    ///
    /// # Errors
    /// Refused while a question is open that has to be answered first.
    pub fn register_import(&self, file: &RegisterFile<'_>, choices: &RegisterChoices) -> Result<RegisterReport, Error> {
        let known = self.vault().register()?;
        let (plan, ticked) = self.plan(file, choices, &known)?;
        if !plan.may_apply() {
            let open = plan.questions.iter().filter(|question| question.blocks).map(|question| question.text.as_str());
            let why = format!("a question has to be answered first: {}", open.collect::<Vec<_>>().join(" "));
            return Err(Refusal::File { why: why.trim_end_matches(['.', '?']).to_owned() }.into());
        }
        let uses = self.uses(&plan)?;
        let change = self.change(&plan, &ticked, &known);
        self.vault().people().apply_register(&change)?;
        self.remember(&plan)?;
        register_report::of(&plan, &Told { known: &known, ticked: &ticked, import: Some(change.id) }, &uses)
    }

    /// The same for a file on the disk.
    ///
    /// # Errors
    /// Those of [`Session::register_preview`], and refused when the file cannot be read.
    pub fn register_file_preview(&self, path: &Path, choices: &RegisterChoices) -> Result<RegisterReport, Error> {
        self.register_preview(
            &RegisterFile { name: &file_name(path), bytes: &read_register(path)?, map: None },
            choices,
        )
    }

    /// The same for a file on the disk.
    ///
    /// # Errors
    /// Those of [`Session::register_import`], and refused when the file cannot be read.
    pub fn register_file_import(&self, path: &Path, choices: &RegisterChoices) -> Result<RegisterReport, Error> {
        self.register_import(&RegisterFile { name: &file_name(path), bytes: &read_register(path)?, map: None }, choices)
    }

    /// Every import, the newest first.
    ///
    /// # Errors
    /// Refused to teachers and guests.
    pub fn register_imports(&self) -> Result<Vec<ImportShown>, Error> {
        self.may(Action::ReadRegister)?;
        let logins = self.logins()?;
        let login = |by: Option<AccountId>| by.map(|by| crate::log::login(&logins, by));
        let shown = |import: RegisterImport| ImportShown {
            id: import.id.to_string(),
            file_hash: import.file_hash,
            at: import.entered_at.to_string(),
            by: login(import.entered_by),
            answers: import.answers,
            people: import.people,
            protections: import.protections,
            undone_at: import.undone_at.map(|at| at.to_string()),
            undone_by: login(import.undone_by),
        };
        Ok(self.vault().imports().all()?.into_iter().map(shown).collect())
    }

    /// Undoes the newest import as a whole, or only tells what that would do. Its do-not-publish entries stay in force
    /// unless `lift` says otherwise.
    ///
    /// # Errors
    /// Refused when it was undone already or a later import builds on it, and, where entries are to be lifted, to all but
    /// head and safeguarding lead.
    pub fn register_undo(&self, import: &str, apply: bool, lift: bool) -> Result<UndoReport, Error> {
        self.may(Action::ImportRegister)?;
        if lift {
            self.may(Action::KeepDoNotPublish)?;
        }
        let id: EventId = parse("import", import)?;
        let lift_on = lift.then(|| self.surroundings().today());
        let known = self.vault().register()?;
        let (after, undone) = self.vault().imports().without(id, lift_on)?;
        let purposes = self.vault().settings().purposes()?;
        let uses = self.vault().ledger().uses()?;
        let today = self.surroundings().today();
        let (loosened, tightened) = register_report::compared(&known, &after, today, &purposes, &uses);
        let undone = if apply { self.vault().imports().undo(id, lift_on)? } else { undone };
        Ok(UndoReport {
            applied: apply,
            import: id.to_string(),
            answers: undone.answers,
            removed: undone.removed,
            kept: undone.kept,
            restored: undone.restored,
            protections_kept: undone.protections_kept,
            protections_lifted: undone.lifted,
            loosened,
            tightened,
        })
    }

    /// Deletes the file that was imported: it holds every pupil's answers in the clear. Only what was taken over is deleted.
    ///
    /// # Errors
    /// Refused when no import in force is of exactly this file.
    pub fn register_file_delete(&self, path: &Path) -> Result<(), Error> {
        self.may(Action::ImportRegister)?;
        let hash = blake3::hash(&read_register(path)?).to_hex().to_string();
        let imports = self.vault().imports().all()?;
        if !imports.iter().any(|import| import.file_hash == hash && import.undone_at.is_none()) {
            return Err(Refusal::NotNow { why: "this file was not imported, or it was changed since" }.into());
        }
        std::fs::remove_file(path).map_err(|error| unreadable(path, &error))?;
        Ok(self.vault().log().add(store::Action::RegisterFileDeleted, None, &json!({ "file": hash }))?)
    }

    /// Somebody looked and says that the register is right as of today.
    ///
    /// # Errors
    /// Refused to all but office and head.
    pub fn register_confirm(&self) -> Result<(), Error> {
        self.may(Action::ImportRegister)?;
        let id = self.surroundings().new_id(EventId::new);
        Ok(self.vault().settings().confirm_register(id, self.surroundings().today())?)
    }

    /// Reads and plans a file, and finds which of its loosenings are ticked. Who keeps the do-not-publish list imports
    /// that, who keeps the register everything else.
    fn plan(
        &self,
        file: &RegisterFile<'_>,
        choices: &RegisterChoices,
        known: &Register,
    ) -> Result<(RegisterPlan, Vec<usize>), Error> {
        let keeps_list = crate::rights::permit(self.role(), Action::KeepDoNotPublish).is_ok();
        if !keeps_list {
            self.may(Action::ImportRegister)?;
        }
        let refused = |error: RegisterError| Refusal::File { why: error.to_string() };
        let given = file.map.map(Mapping::from_toml).transpose().map_err(refused)?;
        let remembered: Vec<Remembered> = self.vault().settings().get(MAPPINGS)?.unwrap_or_default();
        let purposes = self.vault().settings().purposes()?;
        let numbered = self.vault().people().numbered()?;
        let numbers = Numbers { vault: self.vault(), numbered, asked: RefCell::default() };
        let existing = Existing { register: known, purposes: &purposes, upns: &numbers, remembered: &remembered };
        let today = self.surroundings().today();
        let env = self.surroundings().env();
        let preview = |mapping: Option<&Mapping>| {
            let mut ids = || env.new_id();
            let stated = choices.export_date;
            register::preview(file.name, file.bytes, mapping, &existing, stated, today, &mut ids).map_err(refused)
        };
        let plan = if says_nothing(choices) {
            preview(given.as_ref())?
        } else {
            // A choice corrects what would be read without it, the remembered mapping included.
            let start = match given {
                Some(given) => given,
                None => preview(None).map(|plan| corrected_from(&plan, &remembered))?,
            };
            preview(Some(&chosen(start, choices, known)?))?
        };
        if plan.source.kind == FileKind::DoNotPublish || !plan.protections.is_empty() {
            self.may(Action::KeepDoNotPublish)?;
        } else {
            self.may(Action::ImportRegister)?;
        }
        let ticked = ticked(&plan, choices, known)?;
        Ok((plan, ticked))
    }

    fn change(&self, plan: &RegisterPlan, ticked: &[usize], known: &Register) -> RegisterChange {
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
            consents: plan.events_with(ticked).into_iter().map(|event| event.entered(now)).collect(),
            do_not_publish: plan.protections.iter().map(|protection| protection.entry()).collect(),
            objections: Vec::new(),
        }
    }

    fn remember(&self, plan: &RegisterPlan) -> Result<(), Error> {
        let mut remembered: Vec<Remembered> = self.vault().settings().get(MAPPINGS)?.unwrap_or_default();
        remembered.retain(|known| known.headings != plan.source.headings);
        remembered.truncate(SOURCES - 1);
        remembered.insert(0, Remembered::of(plan.source.headings.clone(), &plan.mapping));
        Ok(self.vault().settings().set(MAPPINGS, &remembered)?)
    }

    fn uses(&self, plan: &RegisterPlan) -> Result<register_report::Uses, Error> {
        let uses = if plan.tightened.is_empty() && plan.protections.is_empty() {
            Vec::new()
        } else {
            self.vault().ledger().uses()?
        };
        Ok(register_report::Uses { purposes: self.vault().settings().purposes()?, uses })
    }
}

fn file_name(path: &Path) -> String {
    path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default()
}

/// Reads a register file; of one that is larger than any register no more than shows that.
///
/// # Errors
/// Refused when it cannot be read.
pub fn read_register(path: &Path) -> Result<Vec<u8>, Error> {
    let read = || -> std::io::Result<Vec<u8>> {
        let mut bytes = Vec::new();
        let most = Limits::default().file_bytes.saturating_add(1);
        std::fs::File::open(path)?.take(most).read_to_end(&mut bytes)?;
        Ok(bytes)
    };
    Ok(read().map_err(|error| unreadable(path, &error))?)
}

fn unreadable(path: &Path, error: &std::io::Error) -> Refusal {
    Refusal::Unreadable { path: path.to_owned(), why: error.kind().to_string() }
}

/// Pupil numbers, of which the vault keeps keyed hashes only.
struct Numbers<'v> {
    vault: &'v Vault,
    numbered: BTreeSet<PersonId>,
    /// A history names each pupil many times.
    asked: RefCell<HashMap<Upn, Option<PersonId>>>,
}

impl UpnIndex for Numbers<'_> {
    fn person(&self, upn: &Upn) -> Option<PersonId> {
        if let Some(answer) = self.asked.borrow().get(upn) {
            return *answer;
        }
        // A vault that cannot be read fails at the import itself; here it only means no match by number.
        let answer = self.vault.people().by_upn(upn.expose()).ok().flatten();
        self.asked.borrow_mut().insert(upn.clone(), answer);
        answer
    }

    fn has_number(&self, person: PersonId) -> bool {
        self.numbered.contains(&person)
    }
}
