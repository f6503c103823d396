//! People on the register, and the import of a register in one transaction.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;
use rules::{ConsentEvent, DoNotPublish, Objection, Person, PersonId};
use rusqlite::{Connection, params};
use serde_json::json;

use super::{consents, imports, protections, settings};
use crate::error::{Result, StoreError};
use crate::keys::keyed_hash;
use crate::log::Action;
use crate::row::{self, Row};
use crate::vault::{Change, Vault};

/// A person as the register has him or her.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PersonEntry {
    /// The person; the identifier is made by the caller for somebody new.
    pub person: Person,
    /// Unique pupil number, if the register names one: kept as a keyed hash only. `None` leaves what is there.
    pub upn: Option<String>,
}

/// What an import of a register changes.
#[derive(Debug, Clone, PartialEq)]
pub struct RegisterChange {
    /// Identifier of the import, made by the caller: the same import twice changes nothing the second time.
    pub id: rules::EventId,
    /// BLAKE3 of the file, lower-case hexadecimal.
    pub file_hash: String,
    /// The day on which the register is current by this import.
    pub current_on: Date,
    /// Added and changed people, whole.
    pub people: Vec<PersonEntry>,
    /// New consent events.
    pub consents: Vec<ConsentEvent>,
    /// New entries of the do-not-publish list.
    pub do_not_publish: Vec<DoNotPublish>,
    /// New objections.
    pub objections: Vec<Objection>,
}

/// People of the vault.
pub struct People<'v>(pub(crate) &'v Vault);

impl People<'_> {
    /// Everyone, leavers included, by surname and forename.
    ///
    /// # Errors
    /// Where the database cannot be read.
    pub fn all(&self) -> Result<Vec<Person>> {
        self.0
            .read(|c| row::all(c, "SELECT * FROM people WHERE undone IS NULL ORDER BY surname, forename, id", [], read))
    }

    /// One person.
    ///
    /// # Errors
    /// [`StoreError::NotFound`].
    pub fn get(&self, person: PersonId) -> Result<Person> {
        let sql = "SELECT * FROM people WHERE id = ?1 AND undone IS NULL";
        self.0.read(|c| row::first(c, sql, [person.to_string()], read))?.ok_or(StoreError::NotFound("person"))
    }

    /// Who has this unique pupil number.
    ///
    /// # Errors
    /// Where the database cannot be read.
    pub fn by_upn(&self, upn: &str) -> Result<Option<PersonId>> {
        let sql = "SELECT id FROM people WHERE upn_hash = ?1";
        let hash = upn_hash(self.0, upn);
        self.0.read(|c| row::first(c, sql, [hash], |row| row::text(row, "id")))
    }

    /// Everyone of whom a unique pupil number is kept.
    ///
    /// # Errors
    /// Where the database cannot be read.
    pub fn numbered(&self) -> Result<BTreeSet<PersonId>> {
        let sql = "SELECT id FROM people WHERE upn_hash IS NOT NULL";
        let found = self.0.read(|c| row::all(c, sql, [], |row| row::text(row, "id")))?;
        Ok(found.into_iter().collect())
    }

    /// Adds or changes one person.
    ///
    /// # Errors
    /// Where the database cannot be written, or admission or pupil number are another person's.
    pub fn set(&self, entry: &PersonEntry) -> Result<()> {
        self.0.change(|change| {
            if put(change, entry)? {
                change.log(Action::PersonChanged, entry.person.id, &json!({}))?;
            }
            Ok(())
        })
    }

    /// Takes over a register: people, consents, protections and the register's age, all or nothing.
    ///
    /// # Errors
    /// Where the database cannot be written, or two people would share a number.
    pub fn apply_register(&self, register: &RegisterChange) -> Result<()> {
        self.0.change(|change| {
            if !settings::note_register(change, register.id, register.current_on, Some(&register.file_hash))? {
                return Ok(());
            }
            let mut people = 0_u32;
            let import = register.id.to_string();
            let mut before = Vec::with_capacity(register.people.len());
            for PersonEntry { person, .. } in &register.people {
                let kept = imports::kept(change, person.id)?;
                if kept.as_ref().is_some_and(|kept| kept.admission_number() != person.admission_number.as_deref()) {
                    // Two may change numbers with each other.
                    let sql = "UPDATE people SET admission_number = NULL WHERE id = ?1";
                    row::run(change, sql, [person.id.to_string()])?;
                }
                before.push(kept);
            }
            for (entry, before) in register.people.iter().zip(before) {
                if put(change, entry)? {
                    people += 1;
                    imports::note_person(change, &import, entry.person.id, before.as_ref())?;
                }
            }
            for event in &register.consents {
                consents::put(change, event, Some(&import))?;
            }
            for entry in &register.do_not_publish {
                protections::put_entry(change, entry, Some(&import))?;
            }
            for objection in &register.objections {
                protections::put_objection(change, objection)?;
            }
            let counts = json!({
                "file": register.file_hash,
                "people": people,
                "consents": register.consents.len(),
                "protections": register.do_not_publish.len() + register.objections.len(),
            });
            change.log(Action::RegisterImported, register.id, &counts)
        })
    }
}

fn upn_hash(vault: &Vault, upn: &str) -> [u8; 32] {
    let upn: String = upn.chars().filter(|c| !c.is_whitespace()).collect::<String>().to_uppercase();
    keyed_hash(&vault.keys.pupil_numbers, upn.as_bytes())
}

/// Writes a person; tells whether anything differs from what was there.
fn put(change: &Change<'_>, entry: &PersonEntry) -> Result<bool> {
    let person = &entry.person;
    let names = &person.names;
    let sql = "
        INSERT INTO people (id, school, kind, forename, surname, preferred_forename, preferred_surname, class, year,
            date_of_birth, admission_number, left_on, upn_hash)
        VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13)
        ON CONFLICT (id) DO UPDATE SET kind = excluded.kind, forename = excluded.forename,
            surname = excluded.surname, preferred_forename = excluded.preferred_forename,
            preferred_surname = excluded.preferred_surname, class = excluded.class, year = excluded.year,
            date_of_birth = excluded.date_of_birth, admission_number = excluded.admission_number,
            left_on = excluded.left_on, upn_hash = coalesce(excluded.upn_hash, upn_hash)
        WHERE (kind, forename, surname, preferred_forename, preferred_surname, class, year, date_of_birth,
            admission_number, left_on, upn_hash)
            IS NOT (excluded.kind, excluded.forename, excluded.surname, excluded.preferred_forename,
            excluded.preferred_surname, excluded.class, excluded.year, excluded.date_of_birth,
            excluded.admission_number, excluded.left_on, coalesce(excluded.upn_hash, upn_hash))";
    let changed = row::run(
        change,
        sql,
        params![
            person.id.to_string(),
            change.school(),
            row::to_word(&person.kind)?,
            names.forename,
            names.surname,
            names.preferred_forename,
            names.preferred_surname,
            person.class,
            person.year,
            person.date_of_birth.map(|day| day.to_string()),
            person.admission_number,
            person.left_on.map(|day| day.to_string()),
            entry.upn.as_deref().map(|upn| upn_hash(change.vault, upn)),
        ],
    )?;
    Ok(changed > 0)
}

pub(crate) fn by_id(connection: &Connection) -> Result<BTreeMap<PersonId, Person>> {
    let people = row::all(connection, "SELECT * FROM people WHERE undone IS NULL", [], read)?;
    Ok(people.into_iter().map(|person| (person.id, person)).collect())
}

pub(super) fn read(row: &Row<'_>) -> Result<Person> {
    Ok(Person {
        id: row::text(row, "id")?,
        kind: row::word(row, "kind")?,
        names: rules::Names {
            forename: row.get("forename")?,
            surname: row.get("surname")?,
            preferred_forename: row.get("preferred_forename")?,
            preferred_surname: row.get("preferred_surname")?,
        },
        class: row.get("class")?,
        year: row.get("year")?,
        date_of_birth: row::maybe(row, "date_of_birth")?,
        admission_number: row.get("admission_number")?,
        left_on: row::maybe(row, "left_on")?,
    })
}
