//! Backup: one encrypted file, made while the vault is in use. What it holds is what lies in the vault's folder,
//! encrypted as it is there: the database, the photo files, the key slots.

mod container;
mod restore;
mod snapshot;

use std::collections::BTreeSet;
use std::fs::File;
use std::path::Path;

use serde_json::json;

pub use restore::{Opener, Restored};

use crate::atomic;
use crate::blob;
use crate::error::{Result, StoreError};
use crate::keys::Secret;
use crate::log::Action;
use crate::row;
use crate::vault::Vault;
use container::{Container, Index};
use snapshot::Snapshot;

/// What a backup wrote.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct BackedUp {
    /// Photo files in the backup now.
    pub files: u64,
    /// Of these, written this time.
    pub written: u64,
    /// The backup was written anew rather than added to.
    pub anew: bool,
}

impl Vault {
    /// Writes a backup to `path`, or brings the one that lies there up to date: files of photos that it has
    /// already are not written again. Once a photo was deleted the whole backup is written anew, so that the
    /// photo is in it no longer. A crash leaves the backup that was there.
    ///
    /// # Errors
    /// [`StoreError::WrongState`] where something else lies at `path`; what the system says.
    pub fn backup(&self, path: &Path) -> Result<BackedUp> {
        self.backup_unless(path, &|| false)
    }

    /// The same, given up before any file once `stopped` says so: the backup that was there stays. Nothing that somebody else
    /// does with the vault waits for the place that the backup is written to.
    ///
    /// # Errors
    /// As [`Vault::backup`]; [`StoreError::WrongState`] when it was stopped.
    pub fn backup_unless(&self, path: &Path, stopped: &dyn Fn() -> bool) -> Result<BackedUp> {
        let done = self.write_or_extend(path, stopped)?;
        // A backup that failed is not told as made; the entry itself is in the next one.
        self.log().add(Action::BackupMade, None, &json!({ "files": done.files, "written": done.written }))?;
        Ok(done)
    }

    fn write_or_extend(&self, path: &Path, stopped: &dyn Fn() -> bool) -> Result<BackedUp> {
        // A backup written anew that a crash cut short lies beside the one that counts.
        atomic::sweep_beside(path).map_err(StoreError::io("writing", path))?;
        let names = self.file_names()?;
        let key = self.keys.vault.derive("backup");
        let old = if path.exists() { Some(Container::open(path, &self.slots().fingerprint)?) } else { None };
        let known = match &old {
            Some(old) => old.index(&key)?,
            None => Index::default(),
        };
        let all_live = known.files.keys().all(|name| names.contains(name));
        match old {
            Some(container) if all_live && !container.is_mostly_dead(&known) => {
                self.write_backup(container, known, &key, false, stopped)
            }
            Some(_) | None => {
                let staged = atomic::staged_name(path).map_err(StoreError::io("writing", path))?;
                let fresh = Container::create(&staged)?;
                let done = self.write_backup(fresh, Index::default(), &key, true, stopped).and_then(|done| {
                    atomic::rename_flushed(&staged, path).map_err(StoreError::io("writing", path))?;
                    Ok(done)
                });
                if done.is_err() {
                    // The first error is the one to tell.
                    let _ = std::fs::remove_file(&staged);
                }
                done
            }
        }
    }

    /// Names of the photo files, as the database has them.
    fn file_names(&self) -> Result<BTreeSet<String>> {
        let names = self.read(|c| row::all(c, "SELECT name FROM blobs", [], |row| row.get(0)))?;
        Ok(names.into_iter().collect())
    }

    fn write_backup(
        &self,
        mut container: Container,
        mut index: Index,
        key: &Secret,
        anew: bool,
        stopped: &dyn Fn() -> bool,
    ) -> Result<BackedUp> {
        // Where the backup goes to may be slow; nobody waits for that.
        let mut snapshot = Snapshot::take(self)?;
        let given_up = || StoreError::WrongState("the backup was stopped; the one before it stays");
        if stopped() {
            return Err(given_up());
        }
        index.database = Some(container.append(snapshot.file())?);
        let names = snapshot.into_names();
        let mut written = 0;
        for name in &names {
            if index.files.contains_key(name) {
                continue;
            }
            if stopped() {
                return Err(given_up());
            }
            let place = blob::place_of(&self.folder, name);
            match File::open(&place) {
                Ok(mut file) => {
                    index.files.insert(name.clone(), container.append(&mut file)?);
                    written += 1;
                }
                // Deleted meanwhile: the next backup knows, and this one does not have it.
                Err(error) if error.kind() == std::io::ErrorKind::NotFound => {}
                Err(error) => return Err(StoreError::io("reading", &place)(error)),
            }
        }
        index.made_at = Some(self.env.now());
        let slots = self.slots().to_text()?;
        container.finish(&slots, &index, key, &self.env)?;
        Ok(BackedUp { files: index.files.len() as u64, written, anew })
    }
}
