//! Batches: photos for one purpose, their texts, and the head's signed approval, which any change voids.

use std::collections::BTreeMap;

use jiff::Timestamp;
use rules::{AccountId, BatchId, BatchItem, BatchState, PhotoId, PurposeKey, Statement};
use rusqlite::{Connection, params};
use serde_json::json;

use super::statements::{self, SignatureState, ToSign};
use super::{accounts, photos};
use crate::error::{Result, StoreError};
use crate::keys::signature_holds;
use crate::log::Action;
use crate::row::{self, Row};
use crate::vault::{Change, Vault};

/// A batch.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Batch {
    /// Identifier.
    pub id: BatchId,
    /// What for.
    pub purpose: PurposeKey,
    /// Title.
    pub title: String,
    /// State.
    pub state: BatchState,
    /// Who began it.
    pub prepared_by: Option<AccountId>,
    /// Who submitted it last.
    pub submitted_by: Option<AccountId>,
    /// When it was begun.
    pub created_at: Timestamp,
    /// The head's note, when returned.
    pub note: Option<String>,
    /// What changed after an approval and voided it (`tags`, `texts` …), until the next submission.
    pub voided: Option<String>,
    /// Its photos in order.
    pub items: Vec<BatchItem>,
}

/// An approval in force.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Approval {
    /// What was stated. The digest of the basis is zero where a version before 0005 signed without one.
    pub statement: Statement,
    /// What the register said, as it was kept; `None` where a version before 0005 signed.
    pub basis: Option<String>,
    /// Its signature.
    pub signature: [u8; 64],
    /// Whether the signature over all of this is the approver's.
    pub signature_holds: bool,
}

/// Batches of the vault.
pub struct Batches<'v>(pub(crate) &'v Vault);

impl Batches<'_> {
    /// Begins a batch. One with this identifier stays as it is.
    ///
    /// # Errors
    /// Where the database cannot be written.
    pub fn make(&self, batch: BatchId, purpose: &PurposeKey, title: &str) -> Result<Batch> {
        let sql = "INSERT INTO batches (id, school, purpose, title, state, prepared_by, created_at)
                   VALUES (?1, ?2, ?3, ?4, 'draft', ?5, ?6) ON CONFLICT (id) DO NOTHING";
        self.0.change(|change| {
            let (id, at) = (batch.to_string(), row::instant(change.at));
            let values = params![id, change.school(), purpose.as_str(), title.trim(), change.actor(), at];
            if row::run(change, sql, values)? > 0 {
                change.log(Action::BatchMade, batch, &json!({ "purpose": purpose }))?;
            }
            get(change, batch)
        })
    }

    /// All batches, the newest first.
    ///
    /// # Errors
    /// Where the database cannot be read.
    pub fn all(&self) -> Result<Vec<Batch>> {
        self.0.read(|c| {
            let mut items: BTreeMap<BatchId, Vec<BatchItem>> = BTreeMap::new();
            let sql = "SELECT * FROM batch_items ORDER BY batch, position";
            for (batch, item) in row::all(c, sql, [], |row| Ok((row::text(row, "batch")?, read_item(row)?)))? {
                items.entry(batch).or_default().push(item);
            }
            let mut batches = row::all(c, "SELECT * FROM batches ORDER BY created_at DESC, id DESC", [], read)?;
            for batch in &mut batches {
                batch.items = items.remove(&batch.id).unwrap_or_default();
            }
            Ok(batches)
        })
    }

    /// One batch.
    ///
    /// # Errors
    /// [`StoreError::NotFound`].
    pub fn get(&self, batch: BatchId) -> Result<Batch> {
        self.0.read(|c| get(c, batch))
    }

    /// Puts photos at the end; those in the batch already stay where they are.
    ///
    /// # Errors
    /// [`StoreError::NotFound`] for batch or photo.
    pub fn add(&self, batch: BatchId, added: &[PhotoId]) -> Result<()> {
        let sql = "INSERT INTO batch_items (batch, school, photo, position) VALUES (?1, ?2, ?3,
                   (SELECT coalesce(max(position), 0) + 1 FROM batch_items WHERE batch = ?1)) ON CONFLICT DO NOTHING";
        self.alter(batch, "photos", |change, id| {
            let mut changed = false;
            for &photo in added {
                photos::get(change, photo)?;
                changed |= row::run(change, sql, params![id, change.school(), photo.to_string()])? > 0;
            }
            Ok(changed)
        })
    }

    /// Takes a photo out.
    ///
    /// # Errors
    /// [`StoreError::NotFound`] for the batch.
    pub fn remove(&self, batch: BatchId, photo: PhotoId) -> Result<()> {
        self.alter(batch, "photos", |change, id| {
            let sql = "DELETE FROM batch_items WHERE batch = ?1 AND photo = ?2";
            Ok(row::run(change, sql, [id, &photo.to_string()])? > 0)
        })
    }

    /// Puts the photos in this order; those not named keep theirs, behind.
    ///
    /// # Errors
    /// [`StoreError::NotFound`] for the batch.
    pub fn arrange(&self, batch: BatchId, order: &[PhotoId]) -> Result<()> {
        self.alter(batch, "order", |change, id| {
            let mut items: Vec<PhotoId> = get(change, batch)?.items.iter().map(|item| item.photo).collect();
            let before = items.clone();
            items.sort_by_key(|photo| order.iter().position(|named| named == photo).unwrap_or(usize::MAX));
            for (position, photo) in (1_i64..).zip(&items) {
                let sql = "UPDATE batch_items SET position = ?3 WHERE batch = ?1 AND photo = ?2";
                row::run(change, sql, params![id, photo.to_string(), position])?;
            }
            Ok(items != before)
        })
    }

    /// Gives the batch another title.
    ///
    /// # Errors
    /// [`StoreError::NotFound`] for the batch.
    pub fn rename(&self, batch: BatchId, title: &str) -> Result<()> {
        self.alter(batch, "title", |change, id| {
            Ok(row::run(change, "UPDATE batches SET title = ?2 WHERE id = ?1 AND title <> ?2", params![id, title])? > 0)
        })
    }

    /// Sets the texts of one photo.
    ///
    /// # Errors
    /// [`StoreError::NotFound`] where the photo is not in the batch.
    pub fn set_texts(&self, batch: BatchId, texts: &BatchItem) -> Result<()> {
        self.alter(batch, "texts", |change, id| {
            let known = get(change, batch)?.items;
            let old = known.iter().find(|item| item.photo == texts.photo);
            if old.ok_or(StoreError::NotFound("photo in this batch"))? == texts {
                return Ok(false);
            }
            let sql = "UPDATE batch_items SET caption = ?3, alt_text = ?4, credit = ?5 WHERE batch = ?1 AND photo = ?2";
            let photo = texts.photo.to_string();
            Ok(row::run(change, sql, params![id, photo, texts.caption, texts.alt_text, texts.credit])? > 0)
        })
    }

    /// Sets the title.
    ///
    /// # Errors
    /// [`StoreError::NotFound`].
    pub fn set_title(&self, batch: BatchId, title: &str) -> Result<()> {
        self.alter(batch, "title", |change, id| {
            let sql = "UPDATE batches SET title = ?2 WHERE id = ?1 AND title <> ?2";
            Ok(row::run(change, sql, [id, title.trim()])? > 0)
        })
    }

    /// Hands the batch to the head.
    ///
    /// # Errors
    /// [`StoreError::WrongState`] where it is empty, or approved already.
    pub fn submit(&self, batch: BatchId) -> Result<()> {
        self.0.change(|change| {
            let found = get(change, batch)?;
            match found.state {
                BatchState::Submitted => return Ok(()),
                BatchState::Draft | BatchState::Returned if found.items.is_empty() => {
                    return Err(StoreError::WrongState("the batch is empty"));
                }
                BatchState::Draft | BatchState::Returned => {}
                BatchState::Approved | BatchState::Exported => {
                    return Err(StoreError::WrongState("the batch is approved already"));
                }
            }
            let sql =
                "UPDATE batches SET state = 'submitted', submitted_by = ?2, note = NULL, voided = NULL WHERE id = ?1";
            row::run(change, sql, params![batch.to_string(), change.actor()])?;
            change.log(Action::BatchSubmitted, batch, &json!({ "photos": found.items.len() }))
        })
    }

    /// Signs the approval of a submitted batch with the key of the account at work. The caller makes the digest of the
    /// contents again before an export.
    ///
    /// # Errors
    /// [`StoreError::WrongState`] where it is not submitted; [`StoreError::CannotSign`] under the recovery key.
    pub fn approve(&self, batch: BatchId, signing: &ToSign<'_>) -> Result<()> {
        let actor = self.0.actor.ok_or(StoreError::CannotSign)?;
        let key = self.0.signing.as_ref().ok_or(StoreError::CannotSign)?;
        self.0.change(|change| {
            if get(change, batch)?.state != BatchState::Submitted {
                return Err(StoreError::WrongState("the batch was not submitted"));
            }
            let (signed, statement, signature) = statements::sign(change, key, actor, batch, signing)?;
            let sql = "INSERT INTO approvals (batch, school, by_account, at, digest, checklist, signature, statement)
                       VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)";
            let (id, answers) = (batch.to_string(), row::to_json(&statement.checklist)?);
            let values = params![
                id,
                change.school(),
                actor.to_string(),
                row::instant(statement.at),
                statement.contents,
                answers,
                signature,
                signed.to_string(),
            ];
            row::run(change, sql, values)?;
            row::run(change, "UPDATE batches SET state = 'approved' WHERE id = ?1", [&id])?;
            Ok(())
        })
    }

    /// Sends a submitted or approved batch back with a note.
    ///
    /// # Errors
    /// [`StoreError::WrongState`] where it is a draft.
    pub fn give_back(&self, batch: BatchId, note: &str) -> Result<()> {
        self.0.change(|change| {
            match get(change, batch)?.state {
                BatchState::Submitted | BatchState::Approved | BatchState::Exported => {}
                BatchState::Returned => return Ok(()),
                BatchState::Draft => return Err(StoreError::WrongState("the batch was not submitted")),
            }
            row::run(change, "DELETE FROM approvals WHERE batch = ?1", [batch.to_string()])?;
            let sql = "UPDATE batches SET state = 'returned', note = ?2 WHERE id = ?1";
            row::run(change, sql, [&batch.to_string(), note])?;
            change.log(Action::BatchReturned, batch, &json!({}))
        })
    }

    /// The approval in force, its signature checked.
    ///
    /// # Errors
    /// Where the database cannot be read.
    pub fn approval(&self, batch: BatchId) -> Result<Option<Approval>> {
        let sql = "SELECT * FROM approvals WHERE batch = ?1";
        self.0.read(|c| row::first(c, sql, [batch.to_string()], |row| read_approval(c, batch, row)))
    }

    /// Runs a change of the batch; if anything differs, it is no longer submitted or approved.
    fn alter(&self, batch: BatchId, what: &str, alter: impl FnOnce(&Change<'_>, &str) -> Result<bool>) -> Result<()> {
        self.0.change(|change| {
            let state = get(change, batch)?.state;
            let id = batch.to_string();
            if !alter(change, &id)? {
                return Ok(());
            }
            match state {
                BatchState::Draft | BatchState::Returned => {}
                BatchState::Submitted => {
                    row::run(change, "UPDATE batches SET state = 'draft' WHERE id = ?1", [&id])?;
                }
                BatchState::Approved | BatchState::Exported => void(change, batch, what)?,
            }
            change.log(Action::BatchChanged, batch, &json!({ "what": what }))
        })
    }
}

/// What an approver's signature covered before the basis was kept.
fn signed_without_basis(batch: BatchId, by: AccountId, at: &str, digest: &[u8; 32], checklist: &str) -> Vec<u8> {
    format!("cloakroom approval 1\n{batch}\n{by}\n{at}\n{}\n{checklist}", hex::encode(digest)).into_bytes()
}

/// A purpose's settings changed: what was approved for it, or is before the head, comes back.
pub(crate) fn void_for_purpose(change: &Change<'_>, purpose: &PurposeKey) -> Result<()> {
    let sql = "SELECT id FROM batches WHERE purpose = ?1 AND state IN ('submitted', 'approved', 'exported')";
    for batch in row::all(change, sql, [purpose.as_str()], |row| row::text(row, "id"))? {
        void(change, batch, "purpose")?;
    }
    Ok(())
}

fn void(change: &Change<'_>, batch: BatchId, what: &str) -> Result<()> {
    row::run(change, "DELETE FROM approvals WHERE batch = ?1", [batch.to_string()])?;
    let sql = "UPDATE batches SET state = 'draft', voided = ?2 WHERE id = ?1";
    row::run(change, sql, [&batch.to_string(), what])?;
    change.log(Action::ApprovalVoided, batch, &json!({ "what": what }))
}

/// A photo changed: approvals of batches that hold it are void, and what the head was looking at comes back.
pub(crate) fn void_for_photo(change: &Change<'_>, photo: PhotoId, what: &str) -> Result<()> {
    let sql = "SELECT batch FROM batch_items JOIN batches ON batches.id = batch
               WHERE photo = ?1 AND state IN ('submitted', 'approved', 'exported')";
    for batch in row::all(change, sql, [photo.to_string()], |row| row::text(row, "batch"))? {
        void(change, batch, what)?;
    }
    Ok(())
}

pub(crate) fn get(connection: &Connection, batch: BatchId) -> Result<Batch> {
    let id = batch.to_string();
    let found = row::first(connection, "SELECT * FROM batches WHERE id = ?1", [&id], read)?;
    let mut found = found.ok_or(StoreError::NotFound("batch"))?;
    found.items =
        row::all(connection, "SELECT * FROM batch_items WHERE batch = ?1 ORDER BY position", [&id], read_item)?;
    Ok(found)
}

fn read(row: &Row<'_>) -> Result<Batch> {
    Ok(Batch {
        id: row::text(row, "id")?,
        purpose: PurposeKey(row.get("purpose")?),
        title: row.get("title")?,
        state: row::word(row, "state")?,
        prepared_by: row::maybe(row, "prepared_by")?,
        submitted_by: row::maybe(row, "submitted_by")?,
        created_at: row::text(row, "created_at")?,
        note: row.get("note")?,
        voided: row.get("voided")?,
        items: Vec::new(),
    })
}

fn read_item(row: &Row<'_>) -> Result<BatchItem> {
    Ok(BatchItem {
        photo: row::text(row, "photo")?,
        caption: row.get("caption")?,
        alt_text: row.get("alt_text")?,
        credit: row.get("credit")?,
    })
}

fn read_approval(connection: &Connection, batch: BatchId, row: &Row<'_>) -> Result<Approval> {
    if let Some(id) = row::maybe(row, "statement")? {
        let signed = statements::get(connection, id)?;
        let ours = signed.statement.batch == batch;
        return Ok(Approval {
            signature_holds: ours && signed.state == SignatureState::Holds,
            basis: Some(signed.basis),
            signature: signed.signature,
            statement: signed.statement,
        });
    }
    let by = row::text(row, "by_account")?;
    let (at, answers): (String, String) = (row.get("at")?, row.get("checklist")?);
    let (contents, signature) = (row.get("digest")?, row.get("signature")?);
    let public = accounts::get(connection, by)?.public_key;
    let checklist = statements::answers(&row::json(row, "checklist")?);
    Ok(Approval {
        statement: Statement { batch, by, at: row::text(row, "at")?, checklist, contents, basis: [0; 32] },
        basis: None,
        signature,
        signature_holds: signature_holds(
            &public,
            &signed_without_basis(batch, by, &at, &contents, &answers),
            &signature,
        ),
    })
}
