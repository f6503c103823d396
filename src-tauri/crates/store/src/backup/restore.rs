//! Restoring: every photo is decrypted before it counts as restored, and what was deleted since the backup was
//! made stays deleted.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use jiff::Timestamp;
use rules::{AccountId, PhotoId};
use serde_json::json;

use super::container::{Container, Index};
use crate::atomic::{self, AtomicDir};
use crate::blob::{self, BlobKind};
use crate::database;
use crate::env::Env;
use crate::error::{Result, StoreError};
use crate::keys::{Keys, RecoveryKey, SlotFile, VaultKey};
use crate::lock::VaultLock;
use crate::log::Action;
use crate::opening::{self, DATABASE};
use crate::row;
use crate::table::deletion::{self, DeletedBecause};
use crate::table::photos::photo_key;
use crate::vault::Vault;

/// Who opens the backup: with what was valid when it was made.
pub enum Opener<'a> {
    /// By login and password.
    Password {
        /// Login.
        login: &'a str,
        /// Password.
        password: &'a str,
    },
    /// With the printed recovery key.
    Recovery(&'a RecoveryKey),
}

/// The certificate of a restore.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Restored {
    /// When the backup was made.
    pub made_at: Option<Timestamp>,
    /// Photos that are in the vault now, each decrypted.
    pub photos: u64,
    /// Photos of which a file was not in the backup or is damaged there.
    pub hurt: Vec<PhotoId>,
    /// Photos of the backup that were deleted since it was made, and stay so.
    pub stayed_deleted: Vec<PhotoId>,
    /// The vault that was replaced could not be read, so nobody knows what was deleted since.
    pub deletions_unknown: bool,
}

/// What the vault that is replaced knows and the backup may not.
#[derive(Default)]
struct Since {
    deleted: BTreeSet<PhotoId>,
    disabled: Vec<AccountId>,
    unknown: bool,
}

impl Vault {
    /// Puts a backup in the place of `folder`: a new folder, or this school's own vault, which is then replaced.
    /// The restored vault is whole before it takes the place.
    ///
    /// # Errors
    /// [`StoreError::WrongPassword`]; [`StoreError::WrongState`] where the file is no backup or the folder holds
    /// something else; [`StoreError::Damaged`] where the backup's database is hurt; [`StoreError::InUse`].
    pub fn restore(backup: &Path, folder: &Path, opener: &Opener<'_>, env: Env) -> Result<Restored> {
        opening::finish_swap(folder)?;
        let mut container = Container::read(backup)?;
        let slots = container.slots()?;
        let key = match opener {
            Opener::Password { login, password } => slots.open(login, password, &env)?.vault,
            Opener::Recovery(recovery) => slots.open_with_recovery(recovery)?,
        };
        let index = container.index(&key.derive("backup"))?;
        let (since, replaced) = since_backup(folder, &slots, &key)?;
        let staged = AtomicDir::begin(folder, None).map_err(StoreError::io("making", folder))?;
        let mut restored = fill(staged.path(), &container, &index, slots, key, &since, env)?;
        restored.deletions_unknown = since.unknown;
        swap(staged, folder, replaced)?;
        Ok(restored)
    }
}

/// Looks at the vault that is to be replaced, and keeps it locked until it is.
fn since_backup(folder: &Path, slots: &SlotFile, key: &VaultKey) -> Result<(Since, Option<VaultLock>)> {
    if !folder.exists() {
        return Ok((Since::default(), None));
    }
    if !Vault::exists(folder) {
        return match fs::remove_dir(folder) {
            Ok(()) => Ok((Since::default(), None)),
            Err(_) => Err(StoreError::WrongState("the folder is not empty")),
        };
    }
    let lock = VaultLock::take(folder)?;
    if SlotFile::load(folder).is_ok_and(|present| present.fingerprint != slots.fingerprint) {
        return Err(StoreError::WrongState("the folder holds another vault"));
    }
    let database = Keys::new(key.clone()).database;
    let since = database::open(&folder.join(DATABASE), &database).and_then(|connection| {
        let deleted = row::all(&connection, "SELECT photo FROM tombstones", [], |row| row::text(row, "photo"))?;
        let sql = "SELECT id FROM accounts WHERE standing = 'disabled'";
        let disabled = row::all(&connection, sql, [], |row| row::text(row, "id"))?;
        Ok(Since { deleted: deleted.into_iter().collect(), disabled, unknown: false })
    });
    Ok((since.unwrap_or(Since { unknown: true, ..Since::default() }), Some(lock)))
}

/// Makes the vault in the staged folder.
fn fill(
    staged: &Path,
    container: &Container,
    index: &Index,
    slots: SlotFile,
    key: VaultKey,
    since: &Since,
    env: Env,
) -> Result<Restored> {
    blob::make_folders(staged)?;
    let database = container.get(index.database.as_ref().ok_or_else(|| StoreError::damaged("the backup"))?)?;
    write(&staged.join(DATABASE), &database)?;
    slots.save(staged)?;
    let vault = Vault::open(staged, key, slots, VaultLock::take(staged)?, env)?;
    if !vault.read(crate::check::is_sound)? {
        return Err(StoreError::damaged("the database in the backup"));
    }
    let photos = put_photos(&vault, container, index, since)?;
    let stayed_deleted = delete_again(&vault, since)?;
    for &account in &since.disabled {
        match vault.accounts().disable(account) {
            // Somebody who came after the backup is not in it.
            Ok(()) | Err(StoreError::NotFound(_) | StoreError::LastHead) => {}
            Err(error) => return Err(error),
        }
    }
    let hurt: Vec<PhotoId> = photos.iter().filter(|(_, whole)| !**whole).map(|(photo, _)| *photo).collect();
    let told = json!({
        "made_at": index.made_at,
        "photos": photos.len(),
        "hurt": hurt,
        "stayed_deleted": stayed_deleted,
        "deletions_unknown": since.unknown,
    });
    vault.log().add(Action::BackupRestored, None, &told)?;
    Ok(Restored {
        made_at: index.made_at,
        photos: (photos.len() - hurt.len()) as u64,
        hurt,
        stayed_deleted,
        deletions_unknown: false,
    })
}

/// Writes the files of all photos that were not deleted since; tells of each whether it is whole.
fn put_photos(vault: &Vault, container: &Container, index: &Index, since: &Since) -> Result<BTreeMap<PhotoId, bool>> {
    let sql = "SELECT photo, wrapped_key, kind, name FROM blobs JOIN photos ON photos.id = photo";
    let files: Vec<(PhotoId, Vec<u8>, BlobKind, String)> = vault.read(|connection| {
        row::all(connection, sql, [], |row| {
            Ok((row::text(row, "photo")?, row.get("wrapped_key")?, row::word(row, "kind")?, row.get("name")?))
        })
    })?;
    let mut photos = BTreeMap::new();
    for (photo, wrapped, kind, name) in files {
        if since.deleted.contains(&photo) {
            continue;
        }
        let bytes = index.files.get(&name).map(|place| container.get(place)).transpose();
        let whole = match (bytes, photo_key(vault, photo, &wrapped)) {
            (Ok(Some(bytes)), Ok(key)) if blob::decrypt(&key, photo, kind, &bytes).is_ok() => {
                blob::make_shelf(&vault.folder, &name)?;
                write(&blob::place_of(&vault.folder, &name), &bytes)?;
                true
            }
            _ => false,
        };
        *photos.entry(photo).or_insert(true) &= whole;
    }
    Ok(photos)
}

/// The tombstone wins: photos of the backup that were deleted since are deleted again.
fn delete_again(vault: &Vault, since: &Since) -> Result<Vec<PhotoId>> {
    let gone = vault.change(|change| {
        let mut gone = Vec::new();
        for &photo in &since.deleted {
            match deletion::remove(change, photo, DeletedBecause::DeletedSinceBackup) {
                Ok(_) => gone.push(photo),
                Err(StoreError::NotFound(_)) => {}
                Err(error) => return Err(error),
            }
        }
        Ok(gone)
    })?;
    deletion::scrub(vault)?;
    Ok(gone)
}

fn write(path: &Path, bytes: &[u8]) -> Result<()> {
    atomic::write_flushed(path, bytes, None).map_err(StoreError::io("writing", path))
}

/// Puts the staged folder in the place of the old one, which a crash in between brings back.
fn swap(staged: AtomicDir, folder: &Path, replaced: Option<VaultLock>) -> Result<()> {
    let aside: PathBuf = opening::aside(folder);
    // Windows renames no folder with an open file in it.
    drop(replaced);
    if folder.exists() {
        atomic::rename_flushed(folder, &aside).map_err(StoreError::io("replacing", folder))?;
    }
    if let Err(error) = staged.publish() {
        opening::finish_swap(folder)?;
        return Err(StoreError::io("replacing", folder)(error));
    }
    opening::finish_swap(folder)
}
