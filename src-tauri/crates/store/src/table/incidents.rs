//! What went wrong (P22), which pupils it concerned, and that their parents were told (P23). The text is the recorder's and
//! never in the log.

use jiff::Timestamp;
use jiff::civil::Date;
use rules::{AccountId, BatchId, PersonId, PhotoId};
use rusqlite::{Connection, params};
use serde_json::json;
use uuid::Uuid;

use crate::error::{Result, StoreError};
use crate::log::Action;
use crate::row::{self, Row};
use crate::vault::Vault;

/// An incident to be recorded.
#[derive(Debug, Clone)]
pub struct NewIncident<'a> {
    /// Identifier, made by the caller.
    pub id: Uuid,
    /// What happened, in the recorder's words.
    pub what: &'a str,
    /// The photo it was about.
    pub photo: Option<PhotoId>,
    /// The batch it was about.
    pub batch: Option<BatchId>,
    /// Whom it concerned.
    pub persons: &'a [PersonId],
}

/// An incident.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Incident {
    /// Identifier.
    pub id: Uuid,
    /// When it was recorded.
    pub at: Timestamp,
    /// By whom.
    pub recorded_by: Option<AccountId>,
    /// What happened.
    pub what: String,
    /// The photo; it may have been deleted since.
    pub photo: Option<PhotoId>,
    /// The batch.
    pub batch: Option<BatchId>,
    /// Whom it concerned.
    pub persons: Vec<Concerned>,
}

/// Somebody whom an incident concerned.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Concerned {
    /// Who.
    pub person: PersonId,
    /// The day on which the parents were told.
    pub told_on: Option<Date>,
    /// Who noted it.
    pub told_by: Option<AccountId>,
}

/// Incidents of the vault.
pub struct Incidents<'v>(pub(crate) &'v Vault);

impl Incidents<'_> {
    /// Records an incident. One with this identifier stays as it is.
    ///
    /// # Errors
    /// Where the database cannot be written.
    pub fn add(&self, new: &NewIncident<'_>) -> Result<()> {
        let sql = "INSERT INTO incidents (id, school, at, recorded_by, what, photo, batch)
                   VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7) ON CONFLICT (id) DO NOTHING";
        self.0.change(|change| {
            let values = params![
                new.id.to_string(),
                change.school(),
                row::instant(change.at),
                change.actor(),
                new.what,
                new.photo.map(|photo| photo.to_string()),
                new.batch.map(|batch| batch.to_string()),
            ];
            if row::run(change, sql, values)? == 0 {
                return Ok(());
            }
            for person in new.persons {
                let sql = "INSERT INTO incident_persons (incident, school, person) VALUES (?1, ?2, ?3)
                           ON CONFLICT DO NOTHING";
                row::run(change, sql, params![new.id.to_string(), change.school(), person.to_string()])?;
            }
            change.log(Action::IncidentRecorded, new.id, &json!({ "pupils": new.persons.len() }))
        })
    }

    /// Somebody told the parents of a person on a day. The first note stays.
    ///
    /// # Errors
    /// [`StoreError::NotFound`] where the incident does not concern this person.
    pub fn parents_told(&self, incident: Uuid, person: PersonId, on: Date) -> Result<()> {
        self.0.change(|change| {
            let known = get(change, incident)?.persons.into_iter().find(|concerned| concerned.person == person);
            if known.ok_or(StoreError::NotFound("person in this incident"))?.told_on.is_some() {
                return Ok(());
            }
            let sql = "UPDATE incident_persons SET told_on = ?3, told_by = ?4 WHERE incident = ?1 AND person = ?2";
            let values = params![incident.to_string(), person.to_string(), on.to_string(), change.actor()];
            row::run(change, sql, values)?;
            change.log(Action::ParentsTold, incident, &json!({}))
        })
    }

    /// All incidents, the newest first.
    ///
    /// # Errors
    /// Where the database cannot be read.
    pub fn all(&self) -> Result<Vec<Incident>> {
        self.0.read(|c| {
            let mut all = row::all(c, "SELECT * FROM incidents ORDER BY at DESC, id DESC", [], read)?;
            for incident in &mut all {
                incident.persons = concerned(c, incident.id)?;
            }
            Ok(all)
        })
    }

    /// One of them.
    ///
    /// # Errors
    /// [`StoreError::NotFound`].
    pub fn get(&self, incident: Uuid) -> Result<Incident> {
        self.0.read(|c| get(c, incident))
    }
}

fn get(connection: &Connection, incident: Uuid) -> Result<Incident> {
    let sql = "SELECT * FROM incidents WHERE id = ?1";
    let mut found =
        row::first(connection, sql, [incident.to_string()], read)?.ok_or(StoreError::NotFound("incident"))?;
    found.persons = concerned(connection, incident)?;
    Ok(found)
}

fn concerned(connection: &Connection, incident: Uuid) -> Result<Vec<Concerned>> {
    let sql = "SELECT * FROM incident_persons WHERE incident = ?1 ORDER BY person";
    row::all(connection, sql, [incident.to_string()], |row| {
        Ok(Concerned {
            person: row::text(row, "person")?,
            told_on: row::maybe(row, "told_on")?,
            told_by: row::maybe(row, "told_by")?,
        })
    })
}

fn read(row: &Row<'_>) -> Result<Incident> {
    Ok(Incident {
        id: row::text(row, "id")?,
        at: row::text(row, "at")?,
        recorded_by: row::maybe(row, "recorded_by")?,
        what: row.get("what")?,
        photo: row::maybe(row, "photo")?,
        batch: row::maybe(row, "batch")?,
        persons: Vec::new(),
    })
}
