//! The ledger: what was published, on whose word and on which consents, and what was taken down again.

use std::collections::BTreeMap;

use jiff::Timestamp;
use rules::{AccountId, BatchId, BatchState, EventId, PersonId, PhotoId, PurposeKey};
use rusqlite::{Connection, Params, params};
use serde_json::json;
use uuid::Uuid;

use super::batches;
use crate::error::{Result, StoreError};
use crate::log::Action;
use crate::row::{self, Row};
use crate::vault::{Change, Vault};

/// A published file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Publication {
    /// Identifier, made by the caller.
    pub id: Uuid,
    /// The photo; it may have been deleted since.
    pub photo: PhotoId,
    /// What for.
    pub purpose: PurposeKey,
    /// Name of the file.
    pub file_name: String,
    /// BLAKE3 of the file.
    pub file_hash: [u8; 32],
    /// Perceptual hash of the picture.
    pub likeness: Option<u64>,
    /// Who can be seen on it.
    pub persons: Vec<PersonId>,
    /// The consents that were relied on.
    pub consents: Vec<EventId>,
    /// The batch, when, by whom, and who approved: filled in by [`Ledger::record_export`].
    pub batch: Option<BatchId>,
    /// When.
    pub at: Timestamp,
    /// Who exported it.
    pub published_by: Option<AccountId>,
    /// Who approved it; `None` where the purpose needs no approval.
    pub approved_by: Option<AccountId>,
    /// When it was taken down, if it was.
    pub taken_down_at: Option<Timestamp>,
    /// By whom.
    pub taken_down_by: Option<AccountId>,
    /// The signed statement by which it went out; filled in by [`Ledger::record_export`].
    pub statement: Option<Uuid>,
    /// What was known of the photo when it went out, as it is kept.
    pub basis: Option<String>,
}

/// A picture that shows somebody, in a batch that is on its way or published and not taken down.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Use {
    /// Who.
    pub person: PersonId,
    /// The purpose of the batch or of the publication.
    pub purpose: PurposeKey,
    /// The picture.
    pub photo: PhotoId,
    /// Published; else queued.
    pub published: bool,
}

/// The ledger of the vault.
pub struct Ledger<'v>(pub(crate) &'v Vault);

impl Ledger<'_> {
    /// Records an export of a batch: its files, who exported and who approved, and the batch's new state. Files
    /// recorded already stay as they are; the same file of the same batch, still out, is the same publication.
    ///
    /// # Errors
    /// [`StoreError::NotFound`] for the batch.
    pub fn record_export(&self, batch: BatchId, files: &[Publication]) -> Result<()> {
        self.0.change(|change| {
            let found = batches::get(change, batch)?;
            let sql = "SELECT by_account, statement FROM approvals WHERE batch = ?1";
            let approved = row::first(change, sql, [batch.to_string()], |row| Ok((row.get(0)?, row.get(1)?)))?;
            let (by, statement): (Option<String>, Option<String>) = approved.unwrap_or_default();
            let mut recorded = 0_u32;
            for file in files {
                if is_known(change, file)? {
                    continue;
                }
                if !is_out(change, batch, file)? {
                    put(change, &found, file, by.as_deref(), statement.as_deref())?;
                }
                recorded += 1;
            }
            if recorded == 0 {
                return Ok(());
            }
            if found.state == BatchState::Approved {
                row::run(change, "UPDATE batches SET state = 'exported' WHERE id = ?1", [batch.to_string()])?;
            }
            change.log(Action::BatchExported, batch, &json!({ "files": recorded, "purpose": found.purpose }))
        })
    }

    /// Everything published, the newest first.
    ///
    /// # Errors
    /// Where the database cannot be read.
    pub fn all(&self) -> Result<Vec<Publication>> {
        self.0.read(|c| load(c, "1", []))
    }

    /// Where a photo was published.
    ///
    /// # Errors
    /// Where the database cannot be read.
    pub fn of_photo(&self, photo: PhotoId) -> Result<Vec<Publication>> {
        self.0.read(|c| load(c, "photo = ?1", [photo.to_string()]))
    }

    /// Where a person can be seen.
    ///
    /// # Errors
    /// Where the database cannot be read.
    pub fn of_person(&self, person: PersonId) -> Result<Vec<Publication>> {
        let which = "id IN (SELECT publication FROM published_persons WHERE person = ?1)";
        self.0.read(|c| load(c, which, [person.to_string()]))
    }

    /// Every picture of anybody that is queued or published: what an answer that is taken back touches.
    ///
    /// # Errors
    /// Where the database cannot be read.
    pub fn uses(&self) -> Result<Vec<Use>> {
        let sql = "
            SELECT tag_persons.person, batches.purpose, batch_items.photo, 0 AS published FROM batch_items
                JOIN batches ON batches.id = batch_items.batch AND batches.state <> 'exported'
                JOIN tags ON tags.photo = batch_items.photo
                JOIN tag_persons ON tag_persons.tag = tags.id
            UNION
            SELECT published_persons.person, published.purpose, published.photo, 1 FROM published
                JOIN published_persons ON published_persons.publication = published.id
                WHERE published.taken_down_at IS NULL";
        self.0.read(|c| {
            row::all(c, sql, [], |row| {
                Ok(Use {
                    person: row::text(row, "person")?,
                    purpose: PurposeKey(row.get("purpose")?),
                    photo: row::text(row, "photo")?,
                    published: row.get("published")?,
                })
            })
        })
    }

    /// Publications of exactly this file, by its BLAKE3.
    ///
    /// # Errors
    /// Where the database cannot be read.
    pub fn by_file(&self, file_hash: &[u8; 32]) -> Result<Vec<Publication>> {
        self.0.read(|c| load(c, "file_hash = ?1", [file_hash]))
    }

    /// Somebody took the file down.
    ///
    /// # Errors
    /// [`StoreError::NotFound`].
    pub fn taken_down(&self, publication: Uuid) -> Result<()> {
        self.0.change(|change| {
            let id = publication.to_string();
            row::first(change, "SELECT 1 FROM published WHERE id = ?1", [&id], |_| Ok(()))?
                .ok_or(StoreError::NotFound("published file"))?;
            let sql = "UPDATE published SET taken_down_at = ?2, taken_down_by = ?3
                       WHERE id = ?1 AND taken_down_at IS NULL";
            if row::run(change, sql, params![id, row::instant(change.at), change.actor()])? > 0 {
                change.log(Action::TakenDown, publication, &json!({}))?;
            }
            Ok(())
        })
    }
}

fn is_known(connection: &Connection, file: &Publication) -> Result<bool> {
    let sql = "SELECT 1 FROM published WHERE id = ?1";
    Ok(row::first(connection, sql, [file.id.to_string()], |_| Ok(()))?.is_some())
}

/// Whether this very file of this batch is published already, and not taken down.
fn is_out(connection: &Connection, batch: BatchId, file: &Publication) -> Result<bool> {
    let sql =
        "SELECT 1 FROM published WHERE batch = ?1 AND file_name = ?2 AND file_hash = ?3 AND taken_down_at IS NULL";
    let values = params![batch.to_string(), file.file_name, file.file_hash];
    Ok(row::first(connection, sql, values, |_| Ok(()))?.is_some())
}

/// Records one file.
fn put(
    change: &Change<'_>,
    batch: &batches::Batch,
    file: &Publication,
    approved_by: Option<&str>,
    statement: Option<&str>,
) -> Result<()> {
    let id = file.id.to_string();
    row::run(
        change,
        "INSERT INTO published (id, school, photo, batch, purpose, file_name, file_hash, likeness, at, published_by,
            approved_by, statement, basis) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13)",
        params![
            id,
            change.school(),
            file.photo.to_string(),
            batch.id.to_string(),
            file.purpose.as_str(),
            file.file_name,
            file.file_hash,
            file.likeness.map(u64::cast_signed),
            row::instant(change.at),
            change.actor(),
            approved_by,
            statement,
            file.basis,
        ],
    )?;
    for person in &file.persons {
        let sql = "INSERT INTO published_persons (publication, school, person) VALUES (?1, ?2, ?3)
                   ON CONFLICT DO NOTHING";
        row::run(change, sql, params![id, change.school(), person.to_string()])?;
    }
    for event in &file.consents {
        let sql = "INSERT INTO published_consents (publication, school, event) VALUES (?1, ?2, ?3)
                   ON CONFLICT DO NOTHING";
        row::run(change, sql, params![id, change.school(), event.to_string()])?;
    }
    Ok(())
}

/// Publications that a condition picks; the condition is ours, its values are parameters.
fn load(connection: &Connection, which: &str, values: impl Params + Clone) -> Result<Vec<Publication>> {
    let mut persons = listed(connection, "published_persons", "person", which, values.clone())?;
    let mut consents = listed(connection, "published_consents", "event", which, values.clone())?;
    let sql = format!("SELECT * FROM published WHERE {which} ORDER BY at DESC, id DESC");
    row::all(connection, &sql, values, |row| {
        let id: Uuid = row::text(row, "id")?;
        read(row, id, persons.remove(&id).unwrap_or_default(), consents.remove(&id).unwrap_or_default())
    })
}

fn listed<T: std::str::FromStr>(
    connection: &Connection,
    table: &str,
    column: &str,
    which: &str,
    values: impl Params,
) -> Result<BTreeMap<Uuid, Vec<T>>> {
    let sql = format!(
        "SELECT publication, {column} AS item FROM {table}
         WHERE publication IN (SELECT id FROM published WHERE {which}) ORDER BY publication, item"
    );
    let mut found: BTreeMap<Uuid, Vec<T>> = BTreeMap::new();
    for (publication, item) in
        row::all(connection, &sql, values, |row| Ok((row::text(row, "publication")?, row::text(row, "item")?)))?
    {
        found.entry(publication).or_default().push(item);
    }
    Ok(found)
}

fn read(row: &Row<'_>, id: Uuid, persons: Vec<PersonId>, consents: Vec<EventId>) -> Result<Publication> {
    Ok(Publication {
        id,
        photo: row::text(row, "photo")?,
        purpose: PurposeKey(row.get("purpose")?),
        file_name: row.get("file_name")?,
        file_hash: row.get("file_hash")?,
        likeness: row.get::<_, Option<i64>>("likeness")?.map(i64::cast_unsigned),
        persons,
        consents,
        batch: row::maybe(row, "batch")?,
        at: row::text(row, "at")?,
        published_by: row::maybe(row, "published_by")?,
        approved_by: row::maybe(row, "approved_by")?,
        taken_down_at: row::maybe(row, "taken_down_at")?,
        taken_down_by: row::maybe(row, "taken_down_by")?,
        statement: row::maybe(row, "statement")?,
        basis: row.get("basis")?,
    })
}
