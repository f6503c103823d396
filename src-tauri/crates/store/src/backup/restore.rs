//! Restoring: every photo is decrypted before it counts as restored, and what was deleted since the backup was
//! made stays deleted.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use jiff::Timestamp;
use rules::{AccountId, PhotoId, Role};
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
use crate::table::accounts::Standing;
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
    /// Photos of the vault that was replaced which came after the backup, and are gone with it.
    pub came_later: u64,
    /// The vault that was replaced could not be read, so nobody knows what was deleted since.
    pub deletions_unknown: bool,
}

/// What the vault that is replaced knows and the backup may not.
#[derive(Default)]
struct Since {
    deleted: BTreeSet<PhotoId>,
    disabled: Vec<AccountId>,
    photos: Vec<PhotoId>,
    unknown: bool,
}

impl Vault {
    /// Puts a backup in the place of `folder`: a new folder, or this school's own vault, which is then replaced.
    /// The restored vault is whole before it takes the place. `may` says which roles may do this; whoever holds the
    /// recovery key may.
    ///
    /// # Errors
    /// [`StoreError::WrongPassword`]; [`StoreError::RoleMayNot`]; [`StoreError::WrongState`] where the file is no backup
    /// or the folder holds something else; [`StoreError::Damaged`] where the backup's database is hurt;
    /// [`StoreError::InUse`]; [`StoreError::NetworkShare`].
    pub fn restore(
        backup: &Path,
        folder: &Path,
        opener: &Opener<'_>,
        env: Env,
        may: &dyn Fn(Role) -> bool,
    ) -> Result<Restored> {
        opening::refuse_network_drive(folder, &env)?;
        opening::finish_swap(folder)?;
        let mut container = Container::read(backup)?;
        let slots = container.slots()?;
        let key = match opener {
            Opener::Password { login, password } => slots.open(login, password, &env)?.vault,
            Opener::Recovery(recovery) => slots.open_with_recovery(recovery)?,
        };
        let index = container.index(&key.derive("backup"))?;
        let (since, replaced) = since_backup(folder, &slots, &key)?;
        opening::make_parent(folder)?;
        let staged = AtomicDir::begin(folder, None).map_err(StoreError::io("making", folder))?;
        let mut vault = begin(staged.path(), &container, &index, slots, key, env)?;
        vault.actor = who(&vault, opener, &since, may)?;
        let restored = fill(&vault, &container, &index, &since)?;
        // Closed before it is moved.
        drop(vault);
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
        let photos = row::all(&connection, "SELECT id FROM photos", [], |row| row::text(row, "id"))?;
        Ok(Since { deleted: deleted.into_iter().collect(), disabled, photos, unknown: false })
    });
    Ok((since.unwrap_or(Since { unknown: true, ..Since::default() }), Some(lock)))
}

/// Makes the vault in the staged folder, without its photos.
fn begin(
    staged: &Path,
    container: &Container,
    index: &Index,
    slots: SlotFile,
    key: VaultKey,
    env: Env,
) -> Result<Vault> {
    blob::make_folders(staged)?;
    let database = container.get(index.database.as_ref().ok_or_else(|| StoreError::damaged("the backup"))?)?;
    write(&staged.join(DATABASE), &database)?;
    slots.save(staged)?;
    let vault = Vault::open(staged, key, slots, VaultLock::take(staged)?, env)?;
    if !vault.read(crate::check::is_sound)? {
        return Err(StoreError::damaged("the database in the backup"));
    }
    Ok(vault)
}

/// Who restores, if he or she may: by the backup, and by the vault that is replaced.
fn who(vault: &Vault, opener: &Opener<'_>, since: &Since, may: &dyn Fn(Role) -> bool) -> Result<Option<AccountId>> {
    let Opener::Password { login, .. } = opener else { return Ok(None) };
    let account = vault.accounts().by_login(login)?.ok_or(StoreError::WrongPassword)?;
    let today = vault.log().reached()?.to_zoned(jiff::tz::TimeZone::UTC).date();
    if account.ends_on.is_some_and(|last| today > last) {
        return Err(StoreError::AccountEnded);
    }
    let closed = account.standing != Standing::Active || since.disabled.contains(&account.id);
    if closed || !may(account.role) { Err(StoreError::RoleMayNot) } else { Ok(Some(account.id)) }
}

/// Puts in what the backup has, but for what was deleted since.
fn fill(vault: &Vault, container: &Container, index: &Index, since: &Since) -> Result<Restored> {
    let photos = put_photos(vault, container, index, since)?;
    let stayed_deleted = delete_again(vault, since)?;
    for &account in &since.disabled {
        match vault.accounts().disable(account) {
            // Somebody who came after the backup is not in it.
            Ok(()) | Err(StoreError::NotFound(_) | StoreError::LastHead) => {}
            Err(error) => return Err(error),
        }
    }
    let came_later = since.photos.iter().filter(|photo| !photos.contains_key(photo)).count() as u64;
    let hurt: Vec<PhotoId> = photos.iter().filter(|(_, whole)| !**whole).map(|(photo, _)| *photo).collect();
    let told = json!({
        "made_at": index.made_at,
        "photos": photos.len(),
        "hurt": hurt,
        "stayed_deleted": stayed_deleted,
        "came_later": came_later,
        "deletions_unknown": since.unknown,
    });
    vault.log().add(Action::BackupRestored, None, &told)?;
    Ok(Restored {
        made_at: index.made_at,
        photos: (photos.len() - hurt.len()) as u64,
        hurt,
        stayed_deleted,
        came_later,
        deletions_unknown: since.unknown,
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
