//! What overrides consent: the do-not-publish list (P02) and objections (P14); and permissions for single
//! photos (P06).

use std::collections::BTreeMap;

use jiff::civil::Date;
use rules::{DoNotPublish, EntryId, Evidence, Objection, ObjectionId, PersonId, PhotoPermission};
use rusqlite::{Connection, params};
use serde_json::json;

use crate::error::{Result, StoreError};
use crate::log::Action;
use crate::row;
use crate::vault::{Change, Vault};

/// Protections of the vault.
pub struct Protections<'v>(pub(crate) &'v Vault);

impl Protections<'_> {
    /// The do-not-publish list, lifted entries included. Who may read the reasons is the caller's to check.
    ///
    /// # Errors
    /// Where the database cannot be read.
    pub fn do_not_publish(&self) -> Result<Vec<DoNotPublish>> {
        self.0.read(entries)
    }

    /// Objections, lifted ones included.
    ///
    /// # Errors
    /// Where the database cannot be read.
    pub fn objections(&self) -> Result<Vec<Objection>> {
        self.0.read(objections)
    }

    /// Permissions for single photos.
    ///
    /// # Errors
    /// Where the database cannot be read.
    pub fn permissions(&self) -> Result<Vec<PhotoPermission>> {
        self.0.read(permissions)
    }

    /// Puts people on the do-not-publish list. An entry that is there already stays as it is.
    ///
    /// # Errors
    /// Where the database cannot be written.
    pub fn add_do_not_publish(&self, entry: &DoNotPublish) -> Result<()> {
        self.0.change(|change| put_entry(change, entry, None).map(drop))
    }

    /// Lifts an entry from a day on.
    ///
    /// # Errors
    /// [`StoreError::NotFound`].
    pub fn lift_do_not_publish(&self, entry: EntryId, on: Date) -> Result<()> {
        let sql = "UPDATE do_not_publish SET lifted_on = coalesce(lifted_on, ?2) WHERE id = ?1";
        self.0.change(|change| {
            if row::run(change, sql, [entry.to_string(), on.to_string()])? == 0 {
                return Err(StoreError::NotFound("entry"));
            }
            change.log(Action::DoNotPublishLifted, entry, &json!({}))
        })
    }

    /// Enters an objection. One that is there already stays as it is.
    ///
    /// # Errors
    /// Where the database cannot be written.
    pub fn add_objection(&self, objection: &Objection) -> Result<()> {
        self.0.change(|change| put_objection(change, objection).map(drop))
    }

    /// Lifts an objection from a day on.
    ///
    /// # Errors
    /// [`StoreError::NotFound`].
    pub fn lift_objection(&self, objection: ObjectionId, on: Date) -> Result<()> {
        let sql = "UPDATE objections SET lifted_on = coalesce(lifted_on, ?2) WHERE id = ?1";
        self.0.change(|change| {
            if row::run(change, sql, [objection.to_string(), on.to_string()])? == 0 {
                return Err(StoreError::NotFound("objection"));
            }
            change.log(Action::ObjectionLifted, objection, &json!({}))
        })
    }

    /// Adds a permission for one person on one photo for one purpose.
    ///
    /// # Errors
    /// Where the database cannot be written.
    pub fn add_permission(&self, permission: &PhotoPermission) -> Result<()> {
        let sql = "INSERT INTO permissions (id, school, person, photo, purpose, giver, given_on, file_hash, file_row,
                   document) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10) ON CONFLICT (id) DO NOTHING";
        self.0.change(|change| {
            let values = params![
                permission.id.to_string(),
                change.school(),
                permission.person.to_string(),
                permission.photo.to_string(),
                permission.purpose.as_str(),
                row::to_word(&permission.giver)?,
                permission.given_on.to_string(),
                permission.evidence.file_hash,
                permission.evidence.row,
                permission.evidence.document,
            ];
            if row::run(change, sql, values)? > 0 {
                let about = json!({ "photo": permission.photo, "purpose": permission.purpose });
                change.log(Action::PermissionAdded, permission.person, &about)?;
            }
            Ok(())
        })
    }
}

/// Adds an entry, with the import that brought it, and its log entry; tells whether it is new.
pub(crate) fn put_entry(change: &Change<'_>, entry: &DoNotPublish, import: Option<&str>) -> Result<bool> {
    let added = row::run(
        change,
        "INSERT INTO do_not_publish (id, school, sealed_reason, from_day, review_on, covering_suffices, lifted_on,
            import)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8) ON CONFLICT (id) DO NOTHING",
        params![
            entry.id.to_string(),
            change.school(),
            entry.sealed_reason,
            entry.from.to_string(),
            entry.review_on.map(|day| day.to_string()),
            entry.covering_suffices,
            entry.lifted_on.map(|day| day.to_string()),
            import,
        ],
    )? > 0;
    if added {
        for person in &entry.persons {
            let sql = "INSERT INTO do_not_publish_persons (entry, school, person) VALUES (?1, ?2, ?3)
                       ON CONFLICT DO NOTHING";
            row::run(change, sql, params![entry.id.to_string(), change.school(), person.to_string()])?;
        }
        change.log(Action::DoNotPublishAdded, entry.id, &json!({}))?;
    }
    Ok(added)
}

/// Adds an objection and its log entry; tells whether it is new.
pub(crate) fn put_objection(change: &Change<'_>, objection: &Objection) -> Result<bool> {
    let sql = "INSERT INTO objections (id, school, person, from_day, lifted_on) VALUES (?1, ?2, ?3, ?4, ?5)
               ON CONFLICT (id) DO NOTHING";
    let values = params![
        objection.id.to_string(),
        change.school(),
        objection.person.to_string(),
        objection.from.to_string(),
        objection.lifted_on.map(|day| day.to_string()),
    ];
    let added = row::run(change, sql, values)? > 0;
    if added {
        change.log(Action::ObjectionAdded, objection.id, &json!({}))?;
    }
    Ok(added)
}

pub(crate) fn entries(connection: &Connection) -> Result<Vec<DoNotPublish>> {
    let mut persons: BTreeMap<EntryId, Vec<PersonId>> = BTreeMap::new();
    let sql = "SELECT entry, person FROM do_not_publish_persons ORDER BY entry, person";
    for (entry, person) in
        row::all(connection, sql, [], |row| Ok((row::text(row, "entry")?, row::text(row, "person")?)))?
    {
        persons.entry(entry).or_default().push(person);
    }
    row::all(connection, "SELECT * FROM do_not_publish ORDER BY from_day, id", [], |row| {
        let id = row::text(row, "id")?;
        Ok(DoNotPublish {
            id,
            persons: persons.remove(&id).unwrap_or_default(),
            sealed_reason: row.get("sealed_reason")?,
            from: row::text(row, "from_day")?,
            review_on: row::maybe(row, "review_on")?,
            covering_suffices: row.get("covering_suffices")?,
            lifted_on: row::maybe(row, "lifted_on")?,
        })
    })
}

pub(crate) fn objections(connection: &Connection) -> Result<Vec<Objection>> {
    row::all(connection, "SELECT * FROM objections ORDER BY from_day, id", [], |row| {
        Ok(Objection {
            id: row::text(row, "id")?,
            person: row::text(row, "person")?,
            from: row::text(row, "from_day")?,
            lifted_on: row::maybe(row, "lifted_on")?,
        })
    })
}

pub(crate) fn permissions(connection: &Connection) -> Result<Vec<PhotoPermission>> {
    row::all(connection, "SELECT * FROM permissions ORDER BY given_on, id", [], |row| {
        Ok(PhotoPermission {
            id: row::text(row, "id")?,
            person: row::text(row, "person")?,
            photo: row::text(row, "photo")?,
            purpose: rules::PurposeKey(row.get("purpose")?),
            giver: row::word(row, "giver")?,
            given_on: row::text(row, "given_on")?,
            evidence: Evidence {
                file_hash: row.get("file_hash")?,
                row: row.get("file_row")?,
                document: row.get("document")?,
            },
        })
    })
}
