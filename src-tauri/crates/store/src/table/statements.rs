//! What approvers signed: what would go out and what the register said, kept whole and never changed.

use jiff::Timestamp;
use rules::{AccountId, BatchId, Checklist, Statement};
use rusqlite::{Connection, params};
use serde_json::json;
use std::collections::BTreeMap;
use uuid::Uuid;

use super::accounts;
use crate::error::{Result, StoreError};
use crate::keys::{SigningKey, signature_holds};
use crate::log::{Action, Entry};
use crate::row::{self, Row};
use crate::vault::{Change, Vault};

/// What an approver is about to sign.
#[derive(Debug, Clone, Copy)]
pub struct ToSign<'a> {
    /// Digest of everything that would go out.
    pub contents: [u8; 32],
    /// What the register said, as it is to be kept.
    pub basis: &'a str,
    /// What the reviewer answered (P12).
    pub checklist: Checklist,
}

/// What became of a signature.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SignatureState {
    /// It is the approver's, over exactly this, and the log tells of it.
    Holds,
    /// It held when it was given; the approver has another key since, so it vouches for nothing new.
    KeyReplaced,
    /// It is not the approver's, is over something else, or the log knows nothing of it.
    Broken,
}

/// A statement that somebody signed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SignedStatement {
    /// Identifier.
    pub id: Uuid,
    /// What was stated.
    pub statement: Statement,
    /// What the register said, as it was kept.
    pub basis: String,
    /// The signature.
    pub signature: [u8; 64],
    /// What became of it.
    pub state: SignatureState,
}

/// Statements of the vault.
pub struct Statements<'v>(pub(crate) &'v Vault);

impl Statements<'_> {
    /// Everything that was ever signed, the oldest first, each signature checked.
    ///
    /// # Errors
    /// Where the database cannot be read.
    pub fn all(&self) -> Result<Vec<SignedStatement>> {
        let sql = "SELECT * FROM statements ORDER BY at, id";
        self.0.read(|c| row::all(c, sql, [], |row| read(c, row)))
    }

    /// One of them.
    ///
    /// # Errors
    /// [`StoreError::NotFound`].
    pub fn get(&self, statement: Uuid) -> Result<SignedStatement> {
        self.0.read(|c| get(c, statement))
    }
}

/// Signs and keeps; returns the identifier.
pub(crate) fn sign(
    change: &Change<'_>,
    key: &SigningKey,
    by: AccountId,
    batch: BatchId,
    signing: &ToSign<'_>,
) -> Result<(Uuid, Statement, [u8; 64])> {
    // To the precision that is kept, or the signature would be over another instant.
    let at = row::instant(change.at).parse::<Timestamp>().map_err(|_| StoreError::damaged("the clock"))?;
    let statement = Statement {
        batch,
        by,
        at,
        checklist: signing.checklist,
        contents: signing.contents,
        basis: *blake3::hash(signing.basis.as_bytes()).as_bytes(),
    };
    let signature = key.sign(&statement.bytes());
    let id = change.vault.new_id(|id| id);
    let sql =
        "INSERT INTO statements (id, school, batch, by_account, public_key, at, digest, basis, checklist, signature)
               VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)";
    let values = params![
        id.to_string(),
        change.school(),
        batch.to_string(),
        by.to_string(),
        key.public(),
        row::instant(at),
        signing.contents,
        signing.basis,
        row::to_json(&signing.checklist)?,
        signature,
    ];
    row::run(change, sql, values)?;
    let told = json!({
        "statement": id,
        "digest": hex::encode(statement.contents),
        "basis": hex::encode(statement.basis),
        "checklist": signing.checklist,
    });
    change.log(Action::BatchApproved, batch, &told)?;
    Ok((id, statement, signature))
}

pub(crate) fn get(connection: &Connection, statement: Uuid) -> Result<SignedStatement> {
    let sql = "SELECT * FROM statements WHERE id = ?1";
    let found = row::first(connection, sql, [statement.to_string()], |row| read(connection, row))?;
    found.ok_or(StoreError::NotFound("approval"))
}

fn read(connection: &Connection, row: &Row<'_>) -> Result<SignedStatement> {
    let (id, by) = (row::text(row, "id")?, row::text(row, "by_account")?);
    let basis: String = row.get("basis")?;
    let statement = Statement {
        batch: row::text(row, "batch")?,
        by,
        at: row::text(row, "at")?,
        checklist: answers(&row::json(row, "checklist")?),
        contents: row.get("digest")?,
        basis: *blake3::hash(basis.as_bytes()).as_bytes(),
    };
    let (signature, key): ([u8; 64], [u8; 32]) = (row.get("signature")?, row.get("public_key")?);
    let told = told(connection, id, &statement)?;
    let state = if !told || !signature_holds(&key, &statement.bytes(), &signature) {
        SignatureState::Broken
    } else if accounts::get(connection, by)?.public_key == key {
        SignatureState::Holds
    } else {
        SignatureState::KeyReplaced
    };
    Ok(SignedStatement { id, statement, basis, signature, state })
}

/// Whether the log tells of exactly this statement: its chain keeps anybody from adding one later.
fn told(connection: &Connection, id: Uuid, statement: &Statement) -> Result<bool> {
    let sql = "SELECT * FROM log WHERE subject = ?1 AND action = 'batch_approved'";
    let entries = row::all(connection, sql, [statement.batch.to_string()], Entry::read)?;
    let (contents, basis) = (hex::encode(statement.contents), hex::encode(statement.basis));
    Ok(entries.iter().any(|entry| {
        entry.by == Some(statement.by)
            && entry.detail["statement"] == id.to_string()
            && entry.detail["digest"] == contents
            && entry.detail["basis"] == basis
    }))
}

/// The answers as they were kept; what is missing is a no.
pub(crate) fn answers(kept: &BTreeMap<String, bool>) -> Checklist {
    let answer = |point: &str| kept.get(point).copied().unwrap_or(false);
    Checklist { dressed: answer("dressed"), reputable: answer("reputable"), fits_purpose: answer("fits_purpose") }
}

#[cfg(test)]
mod tests {
    use rules::PurposeKey;

    use super::*;
    use crate::testing::{HEAD, PASSWORD, env};
    use crate::{NewPhoto, NewVault};

    const YES: Checklist = Checklist { dressed: true, reputable: true, fits_purpose: true };

    /// A vault with one approval.
    fn approved(folder: &std::path::Path) -> (Vault, BatchId) {
        let new = NewVault { school: "Larkspur Primary", head: HEAD, password: PASSWORD };
        let (vault, _) = Vault::create(&folder.join("vault"), &new, env()).unwrap();
        let album = vault.albums().named("Autumn walk").unwrap();
        let photo = rules::PhotoId::new(vault.env.new_id());
        vault.photos().add(&NewPhoto::plain(photo, album.id, &[1; 900])).unwrap();
        let batch = BatchId::new(vault.env.new_id());
        vault.batches().make(batch, &PurposeKey::new("website"), "Autumn").unwrap();
        vault.batches().add(batch, &[photo]).unwrap();
        vault.batches().submit(batch).unwrap();
        let signing = ToSign { contents: [5; 32], basis: "{\"said\":1}", checklist: YES };
        vault.batches().approve(batch, &signing).unwrap();
        (vault, batch)
    }

    #[test]
    fn p08_a_statement_changed_behind_the_programs_back_vouches_for_nothing() {
        let changes = [
            "UPDATE statements SET basis = '{}'",
            "UPDATE statements SET digest = zeroblob(32)",
            "UPDATE statements SET checklist = '{}'",
            "UPDATE statements SET at = '2020-01-01T00:00:00.000000Z'",
            "UPDATE statements SET signature = zeroblob(64)",
            // A copy under another name: the log knows nothing of it.
            "UPDATE approvals SET statement = NULL; UPDATE statements SET id = '00000000-0000-7000-8000-000000000000'",
        ];
        for change in changes {
            let folder = tempfile::tempdir().unwrap();
            let (vault, batch) = approved(folder.path());
            assert_eq!(vault.statements().all().unwrap()[0].state, SignatureState::Holds);
            assert!(vault.connection().execute_batch(change).is_err(), "the database itself refuses it: {change}");
            vault.connection().execute_batch("DROP TRIGGER statements_are_not_changed").unwrap();
            vault.connection().execute_batch(change).unwrap();
            assert_eq!(vault.statements().all().unwrap()[0].state, SignatureState::Broken, "{change}");
            assert!(!vault.batches().approval(batch).unwrap().unwrap().signature_holds, "{change}");
        }
    }

    #[test]
    fn p08_what_was_signed_cannot_be_removed() {
        let folder = tempfile::tempdir().unwrap();
        let (vault, batch) = approved(folder.path());
        vault.batches().give_back(batch, "crop the left edge").unwrap();
        assert!(vault.connection().execute_batch("DELETE FROM statements").is_err());
        assert_eq!(vault.statements().all().unwrap().len(), 1);
    }
}
