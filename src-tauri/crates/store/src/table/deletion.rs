//! Destroying photos (P13, P16): the key first, everywhere it lay, then the bytes. What stays is that it happened.

use std::collections::BTreeSet;
use std::fs;

use jiff::Timestamp;
use rules::{AccountId, PhotoId};
use rusqlite::{Connection, params};
use serde::{Deserialize, Serialize};
use serde_json::json;

use super::edits;
use super::photos::Photos;
use crate::blob;
use crate::error::{Result, StoreError};
use crate::fault;
use crate::log::Action;
use crate::row::{self, Row};
use crate::vault::{Change, Vault};

/// Why a photo was destroyed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DeletedBecause {
    /// Somebody pressed 'Delete now'.
    DeletedNow,
    /// Its time was up.
    Retention,
    /// It was deleted after the backup was made that the vault was restored from.
    DeletedSinceBackup,
}

/// A photo that is no more.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Tombstone {
    /// The photo's identifier.
    pub photo: PhotoId,
    /// When its key was destroyed.
    pub at: Timestamp,
    /// By whom.
    pub by: Option<AccountId>,
    /// Why.
    pub why: DeletedBecause,
}

/// Tables whose rows go with a photo, those that point to others first.
const TABLES: [&str; 10] = [
    "tags",
    "faces",
    "covers",
    "crops",
    "work_authors",
    "confirmations",
    "permissions",
    "batch_items",
    "import_names",
    "sightings",
];

impl Photos<'_> {
    /// Destroys one photo at once. Repeating it is no error.
    ///
    /// # Errors
    /// [`StoreError::NotFound`]; what the system says.
    pub fn delete_now(&self, photo: PhotoId) -> Result<Tombstone> {
        let gone = self.destroy(&[photo], DeletedBecause::DeletedNow)?;
        gone.into_iter().next().ok_or(StoreError::NotFound("photo"))
    }

    /// Destroys photos whose time is up; the tombstones are the certificate.
    ///
    /// # Errors
    /// [`StoreError::NotFound`]; what the system says.
    pub fn purge(&self, photos: &[PhotoId]) -> Result<Vec<Tombstone>> {
        self.destroy(photos, DeletedBecause::Retention)
    }

    /// What was destroyed, oldest first.
    ///
    /// # Errors
    /// Where the database cannot be read.
    pub fn tombstones(&self) -> Result<Vec<Tombstone>> {
        self.0.read(|c| row::all(c, "SELECT * FROM tombstones ORDER BY deleted_at, photo", [], read))
    }

    /// The tombstone of one photo, if it was destroyed.
    ///
    /// # Errors
    /// Where the database cannot be read.
    pub fn tombstone(&self, photo: PhotoId) -> Result<Option<Tombstone>> {
        self.0.read(|c| tombstone(c, photo))
    }

    fn destroy(&self, photos: &[PhotoId], why: DeletedBecause) -> Result<Vec<Tombstone>> {
        let (names, gone) = self.0.change(|change| {
            let mut names = Vec::new();
            let mut gone = Vec::with_capacity(photos.len());
            for &photo in photos {
                if tombstone(change, photo)?.is_none() {
                    names.extend(remove(change, photo, why)?);
                }
                gone.extend(tombstone(change, photo)?);
            }
            Ok((names, gone))
        })?;
        fault::point();
        scrub(self.0)?;
        remove_files(self.0, &names)?;
        Ok(gone)
    }
}

/// Removes the rows of one photo; returns the names of its files.
pub(crate) fn remove(change: &Change<'_>, photo: PhotoId, why: DeletedBecause) -> Result<Vec<String>> {
    let id = photo.to_string();
    let sql = "SELECT source_hash FROM photos WHERE id = ?1";
    let source: [u8; 32] = row::first(change, sql, [&id], |row| row.get(0))?.ok_or(StoreError::NotFound("photo"))?;
    edits::void(change, photo, "deleted")?;
    let names = row::all(change, "SELECT name FROM blobs WHERE photo = ?1", [&id], |row| row.get(0))?;
    for table in TABLES.into_iter().chain(["blobs"]) {
        row::run(change, &format!("DELETE FROM {table} WHERE photo = ?1"), [&id])?;
    }
    row::run(change, "DELETE FROM photos WHERE id = ?1", [&id])?;
    row::run(
        change,
        "INSERT INTO tombstones (photo, school, source_hash, deleted_at, deleted_by, why)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
        params![id, change.school(), source, row::instant(change.at), change.actor(), row::to_word(&why)?],
    )?;
    let action = match why {
        DeletedBecause::DeletedNow | DeletedBecause::DeletedSinceBackup => Action::PhotoDeleted,
        DeletedBecause::Retention => Action::PhotoPurged,
    };
    change.log(action, photo, &json!({}))?;
    Ok(names)
}

/// Empties the write-ahead log, which still holds the pages as they were before.
pub(crate) fn scrub(vault: &Vault) -> Result<()> {
    vault.read(|connection| {
        let busy: Option<i64> = row::first(connection, "PRAGMA wal_checkpoint(TRUNCATE)", [], |row| row.get(0))?;
        if busy == Some(0) { Ok(()) } else { Err(StoreError::WrongState("the database is being read")) }
    })
}

/// Removes files whose key is gone already; one that stays is noise, and swept after a crash.
pub(crate) fn remove_files(vault: &Vault, names: &[String]) -> Result<()> {
    let mut shelves = BTreeSet::new();
    for name in names {
        let path = blob::place_of(&vault.folder, name);
        fault::point();
        match fs::remove_file(&path) {
            Ok(()) => shelves.extend(path.parent().map(ToOwned::to_owned)),
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => {}
            Err(error) => return Err(StoreError::io("removing", &path)(error)),
        }
    }
    for shelf in shelves {
        crate::atomic::flush_folder(&shelf).map_err(StoreError::io("flushing", &shelf))?;
    }
    Ok(())
}

fn tombstone(connection: &Connection, photo: PhotoId) -> Result<Option<Tombstone>> {
    row::first(connection, "SELECT * FROM tombstones WHERE photo = ?1", [photo.to_string()], read)
}

fn read(row: &Row<'_>) -> Result<Tombstone> {
    Ok(Tombstone {
        photo: row::text(row, "photo")?,
        at: row::text(row, "deleted_at")?,
        by: row::maybe(row, "deleted_by")?,
        why: row::word(row, "why")?,
    })
}

#[cfg(test)]
mod tests {
    use aes::cipher::{BlockModeDecrypt, KeyIvInit};

    use super::*;
    use crate::testing::{HEAD, PASSWORD, env};
    use crate::{NewPhoto, NewVault};

    const PAGE: usize = 4096;
    /// Initialisation vector and authentication code at the end of each page.
    const RESERVED: usize = 16 + 64;

    /// Every page of the database file and every frame of its log, decrypted one by one: used, free, or stale.
    fn plain_pages(vault: &Vault) -> Vec<Vec<u8>> {
        let base = vault.folder.join("vault");
        let database = fs::read(&base).unwrap();
        let log = fs::read(vault.folder.join("vault-wal")).unwrap_or_default();
        let pages = database.chunks_exact(PAGE).map(ToOwned::to_owned);
        let frames = log.get(32..).unwrap_or_default().chunks_exact(24 + PAGE).map(|frame| frame[24..].to_vec());
        let mut found = Vec::new();
        for (number, page) in pages.chain(frames).enumerate() {
            let from = if number == 0 { 16 } else { 0 };
            found.push(plain(vault, &page, from));
            // A frame may be of page 1, which begins with the salt.
            found.push(plain(vault, &page, 16));
        }
        found
    }

    fn plain(vault: &Vault, page: &[u8], from: usize) -> Vec<u8> {
        let vector: [u8; 16] = page[PAGE - RESERVED..][..16].try_into().unwrap();
        let mut body = page[from..PAGE - RESERVED].to_vec();
        let mut cipher = cbc::Decryptor::<aes::Aes256>::new((&*vault.keys.database).into(), &vector.into());
        for block in body.chunks_exact_mut(16) {
            cipher.decrypt_block(block.try_into().unwrap());
        }
        body
    }

    fn holds(pages: &[Vec<u8>], needle: &[u8]) -> bool {
        pages.iter().any(|page| page.windows(needle.len()).any(|window| window == needle))
    }

    #[test]
    fn p13_the_key_of_a_deleted_photo_is_in_no_page_of_the_database_nor_of_its_log() {
        let folder = tempfile::tempdir().unwrap();
        let new = NewVault { school: "Larkspur Primary", head: HEAD, password: PASSWORD };
        let (vault, _) = Vault::create(&folder.path().join("vault"), &new, env()).unwrap();
        let album = vault.albums().named("Autumn walk").unwrap();
        let mut photos = Vec::new();
        // Enough rows that pages split and rows move.
        for n in 0..60_u32 {
            let bytes = n.to_le_bytes().repeat(50);
            let new = NewPhoto::plain(PhotoId::new(vault.env.new_id()), album.id, &bytes);
            photos.push(vault.photos().add(&new).unwrap().id);
        }
        let wrapped = |photo: PhotoId| -> Vec<u8> {
            let sql = "SELECT wrapped_key FROM photos WHERE id = ?1";
            vault.connection().query_row(sql, [photo.to_string()], |row| row.get(0)).unwrap()
        };
        let keys: Vec<_> = photos.iter().map(|&photo| wrapped(photo)).collect();
        let before = plain_pages(&vault);
        assert!(keys.iter().all(|key| holds(&before, key)), "the search finds keys that are there");
        for (&photo, key) in photos.iter().zip(&keys).step_by(3) {
            vault.photos().delete_now(photo).unwrap();
            let after = plain_pages(&vault);
            assert!(!holds(&after, key));
            // Not even the part that an overwritten beginning would leave.
            assert!(!holds(&after, &key[40..]));
        }
        let kept = photos.iter().zip(&keys).enumerate().filter(|(at, _)| at % 3 != 0);
        let after = plain_pages(&vault);
        assert!(kept.into_iter().all(|(_, (_, key))| holds(&after, key)));
    }
}
