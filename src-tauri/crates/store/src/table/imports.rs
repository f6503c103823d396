//! Imports of registers: what each did, and undoing one as a whole. Nothing is taken away: an undone import's answers stay
//! on record and no longer count, and entries about people go back to what they were where nobody changed them since.

use jiff::{Timestamp, civil::Date};
use rules::{AccountId, EventId, Person, PersonId, Register};
use rusqlite::params;
use serde::{Deserialize, Serialize};
use serde_json::json;

use super::people;
use crate::error::{Result, StoreError};
use crate::log::Action;
use crate::row::{self, Row};
use crate::vault::{Change, Vault, register};

/// Imports of the vault.
pub struct Imports<'v>(pub(crate) &'v Vault);

/// An import that was taken over.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RegisterImport {
    /// Identifier.
    pub id: EventId,
    /// BLAKE3 of the file, lower-case hexadecimal.
    pub file_hash: String,
    /// The day on which the register was current by it.
    pub current_on: Date,
    /// When it was taken over.
    pub entered_at: Timestamp,
    /// By whom.
    pub entered_by: Option<AccountId>,
    /// Answers it brought.
    pub answers: u64,
    /// People whom it added or changed.
    pub people: u64,
    /// Entries of the do-not-publish list it brought.
    pub protections: u64,
    /// When it was undone.
    pub undone_at: Option<Timestamp>,
    /// By whom.
    pub undone_by: Option<AccountId>,
}

/// What undoing an import did.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Undone {
    /// Answers that no longer count.
    pub answers: usize,
    /// People whom only the import knew: no longer on the register.
    pub removed: usize,
    /// People whom the import added and who are tagged, protected or spoken of since: they stay.
    pub kept: usize,
    /// People whose entry went back to what it was.
    pub restored: usize,
    /// Do-not-publish entries of the import that were lifted.
    pub lifted: usize,
    /// Do-not-publish entries of the import that stay in force.
    pub protections_kept: usize,
}

/// A person's row as a whole.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Kept {
    person: Person,
    upn_hash: Option<String>,
}

impl Kept {
    pub(super) fn admission_number(&self) -> Option<&str> {
        self.person.admission_number.as_deref()
    }
}

impl Imports<'_> {
    /// Every import, the newest first.
    ///
    /// # Errors
    /// Where the database cannot be read.
    pub fn all(&self) -> Result<Vec<RegisterImport>> {
        let sql = "
            SELECT register_imports.*, undos.at AS undone_at, undos.by_account AS undone_by,
                coalesce(brought.answers, 0) AS answers,
                (SELECT count(*) FROM import_people WHERE import = register_imports.id) AS people,
                (SELECT count(*) FROM do_not_publish WHERE import = register_imports.id) AS protections
            FROM register_imports
                LEFT JOIN register_undos AS undos ON undos.import = register_imports.id
                LEFT JOIN (SELECT import, count(*) AS answers FROM consents GROUP BY import) AS brought
                    ON brought.import = register_imports.id
            WHERE register_imports.file_hash IS NOT NULL ORDER BY register_imports.rowid DESC";
        self.0.read(|c| row::all(c, sql, [], read))
    }

    /// Undoes the newest import that is not undone yet; its do-not-publish entries stay in force unless a day is given from
    /// which they are lifted.
    ///
    /// # Errors
    /// [`StoreError::NotFound`]; [`StoreError::WrongState`] when it was undone already, when a later import stands on it,
    /// or when it is older than this possibility.
    pub fn undo(&self, import: EventId, lift_on: Option<Date>) -> Result<Undone> {
        self.0.change(|change| undo(change, import, lift_on))
    }

    /// The register as it would be without this import, and what undoing it would do. Nothing changes.
    ///
    /// # Errors
    /// Those of [`Imports::undo`].
    pub fn without(&self, import: EventId, lift_on: Option<Date>) -> Result<(Register, Undone)> {
        self.0.rehearse(|change| {
            let undone = undo(change, import, lift_on)?;
            Ok((register(change)?, undone))
        })
    }
}

fn undo(change: &Change<'_>, import: EventId, lift_on: Option<Date>) -> Result<Undone> {
    let id = import.to_string();
    may_be_undone(change, &id)?;
    let sql = "INSERT INTO register_undos (import, school, at, by_account) VALUES (?1, ?2, ?3, ?4)";
    row::run(change, sql, params![id, change.school(), row::instant(change.at), change.actor()])?;
    let mut undone =
        Undone { answers: count(change, "SELECT count(*) FROM consents WHERE import = ?1", &id)?, ..Undone::default() };
    protections(change, &id, lift_on, &mut undone)?;
    people_back(change, &id, &mut undone)?;
    let counts = json!({
        "answers": undone.answers,
        "people_removed": undone.removed,
        "people_kept": undone.kept,
        "people_restored": undone.restored,
        "protections_lifted": undone.lifted,
        "protections_kept": undone.protections_kept,
    });
    change.log(Action::RegisterUndone, import, &counts)?;
    Ok(undone)
}

fn may_be_undone(change: &Change<'_>, id: &str) -> Result<()> {
    let sql = "SELECT tracked, id IN (SELECT import FROM register_undos) AS undone FROM register_imports
               WHERE id = ?1 AND file_hash IS NOT NULL";
    let found =
        row::first(change, sql, [id], |row| Ok((row.get::<_, bool>("tracked")?, row.get::<_, bool>("undone")?)))?;
    let (tracked, undone) = found.ok_or(StoreError::NotFound("import"))?;
    if undone {
        return Err(StoreError::WrongState("this import was undone already"));
    }
    if !tracked {
        return Err(StoreError::WrongState("this import was made before imports could be undone"));
    }
    // What a later file said too was no news to it: without this import it would be lost.
    let later = "SELECT count(*) FROM register_imports WHERE file_hash IS NOT NULL
                 AND rowid > (SELECT rowid FROM register_imports WHERE id = ?1)
                 AND id NOT IN (SELECT import FROM register_undos)";
    if count(change, later, id)? > 0 {
        return Err(StoreError::WrongState("a later import builds on this one; undo that one first"));
    }
    Ok(())
}

fn protections(change: &Change<'_>, id: &str, lift_on: Option<Date>, undone: &mut Undone) -> Result<()> {
    let in_force = "SELECT id FROM do_not_publish WHERE import = ?1 AND lifted_on IS NULL";
    let entries: Vec<String> = row::all(change, in_force, [id], |row| row.get(0))?;
    let Some(day) = lift_on else {
        undone.protections_kept = entries.len();
        return Ok(());
    };
    for entry in entries {
        row::run(change, "UPDATE do_not_publish SET lifted_on = ?2 WHERE id = ?1", [&entry, &day.to_string()])?;
        change.log(Action::DoNotPublishLifted, entry, &json!({}))?;
        undone.lifted += 1;
    }
    Ok(())
}

fn people_back(change: &Change<'_>, id: &str, undone: &mut Undone) -> Result<()> {
    let sql = "SELECT before, after FROM import_people WHERE import = ?1";
    let noted: Vec<(Option<Kept>, Kept)> = row::all(change, sql, [id], |row| {
        let before = row.get_ref("before")?.as_str_or_null().map_err(|_| StoreError::damaged("a row"))?;
        let before = before.map(serde_json::from_str).transpose().map_err(|_| StoreError::damaged("a row"))?;
        Ok((before, row::json(row, "after")?))
    })?;
    let mut back = Vec::new();
    for (before, after) in noted {
        let person = after.person.id;
        match before {
            Some(before) => {
                if let Some(now) = kept(change, person)? {
                    back.push(restored(now, before, &after));
                    undone.restored += 1;
                }
            }
            None if spoken_of(change, id, person)? => undone.kept += 1,
            None => {
                // The numbers go free: the next import may bring them with another identifier.
                let sql = "UPDATE people SET undone = ?2, admission_number = NULL, upn_hash = NULL WHERE id = ?1";
                row::run(change, sql, [person.to_string().as_str(), id])?;
                undone.removed += 1;
            }
        }
    }
    // Two may have changed numbers with each other, so all are freed before any is given back.
    for entry in &back {
        let sql = "UPDATE people SET admission_number = NULL, upn_hash = NULL WHERE id = ?1";
        row::run(change, sql, [entry.person.id.to_string()])?;
    }
    back.iter().try_for_each(|entry| write(change, entry))
}

/// Whether anything but this import speaks of somebody: a tag, an answer, a protection, a picture.
fn spoken_of(change: &Change<'_>, import: &str, person: PersonId) -> Result<bool> {
    let sql = "SELECT
        EXISTS (SELECT 1 FROM consents WHERE person = ?1
            AND (import IS NULL OR import NOT IN (SELECT import FROM register_undos)))
        OR EXISTS (SELECT 1 FROM do_not_publish_persons JOIN do_not_publish ON id = entry
            WHERE person = ?1 AND NOT (import IS ?2 AND lifted_on IS NOT NULL))
        OR EXISTS (SELECT 1 FROM objections WHERE person = ?1)
        OR EXISTS (SELECT 1 FROM permissions WHERE person = ?1)
        OR EXISTS (SELECT 1 FROM tag_persons WHERE person = ?1)
        OR EXISTS (SELECT 1 FROM work_authors WHERE person = ?1)
        OR EXISTS (SELECT 1 FROM published_persons WHERE person = ?1)";
    let found = row::first(change, sql, [person.to_string().as_str(), import], |row| row.get(0))?;
    Ok(found.unwrap_or(true))
}

/// Each part goes back where it still is as the import left it; what somebody changed since stays.
fn restored(mut now: Kept, before: Kept, after: &Kept) -> Kept {
    fn back<T: PartialEq>(now: &mut T, before: T, after: &T) {
        if now == after {
            *now = before;
        }
    }
    let (person, was, made) = (&mut now.person, before.person, &after.person);
    back(&mut person.kind, was.kind, &made.kind);
    back(&mut person.names.forename, was.names.forename, &made.names.forename);
    back(&mut person.names.surname, was.names.surname, &made.names.surname);
    back(&mut person.names.preferred_forename, was.names.preferred_forename, &made.names.preferred_forename);
    back(&mut person.names.preferred_surname, was.names.preferred_surname, &made.names.preferred_surname);
    back(&mut person.class, was.class, &made.class);
    back(&mut person.year, was.year, &made.year);
    back(&mut person.date_of_birth, was.date_of_birth, &made.date_of_birth);
    back(&mut person.admission_number, was.admission_number, &made.admission_number);
    back(&mut person.left_on, was.left_on, &made.left_on);
    back(&mut now.upn_hash, before.upn_hash, &after.upn_hash);
    now
}

fn write(change: &Change<'_>, entry: &Kept) -> Result<()> {
    let person = &entry.person;
    let hash = entry.upn_hash.as_deref().map(hex::decode).transpose().map_err(|_| StoreError::damaged("a row"))?;
    let sql = "UPDATE people SET kind = ?2, forename = ?3, surname = ?4, preferred_forename = ?5, preferred_surname = ?6,
               class = ?7, year = ?8, date_of_birth = ?9, admission_number = ?10, left_on = ?11, upn_hash = ?12 WHERE id = ?1";
    let values = params![
        person.id.to_string(),
        row::to_word(&person.kind)?,
        person.names.forename,
        person.names.surname,
        person.names.preferred_forename,
        person.names.preferred_surname,
        person.class,
        person.year,
        person.date_of_birth.map(|day| day.to_string()),
        person.admission_number,
        person.left_on.map(|day| day.to_string()),
        hash,
    ];
    row::run(change, sql, values).map(drop)
}

/// Notes a person whom an import added or changed.
pub(super) fn note_person(change: &Change<'_>, import: &str, person: PersonId, before: Option<&Kept>) -> Result<()> {
    let after = kept(change, person)?.ok_or(StoreError::NotFound("person"))?;
    let before = before.map(row::to_json).transpose()?;
    let sql = "INSERT INTO import_people (import, school, person, before, after) VALUES (?1, ?2, ?3, ?4, ?5)
               ON CONFLICT (import, person) DO UPDATE SET after = excluded.after";
    let values = params![import, change.school(), person.to_string(), before, row::to_json(&after)?];
    row::run(change, sql, values).map(drop)
}

/// A person's row as it is.
pub(super) fn kept(change: &Change<'_>, person: PersonId) -> Result<Option<Kept>> {
    row::first(change, "SELECT * FROM people WHERE id = ?1", [person.to_string()], |row| {
        let upn_hash: Option<Vec<u8>> = row.get("upn_hash")?;
        Ok(Kept { person: people::read(row)?, upn_hash: upn_hash.map(hex::encode) })
    })
}

fn count(change: &Change<'_>, sql: &str, import: &str) -> Result<usize> {
    let counted: Option<i64> = row::first(change, sql, [import], |row| row.get(0))?;
    usize::try_from(counted.unwrap_or(0)).map_err(|_| StoreError::damaged("a count"))
}

fn read(row: &Row<'_>) -> Result<RegisterImport> {
    let number = |column| Ok::<_, StoreError>(row.get::<_, i64>(column)?.unsigned_abs());
    Ok(RegisterImport {
        id: row::text(row, "id")?,
        file_hash: row.get("file_hash")?,
        current_on: row::text(row, "current_on")?,
        entered_at: row::text(row, "entered_at")?,
        entered_by: row::maybe(row, "entered_by")?,
        answers: number("answers")?,
        people: number("people")?,
        protections: number("protections")?,
        undone_at: row::maybe(row, "undone_at")?,
        undone_by: row::maybe(row, "undone_by")?,
    })
}
