//! The database as it is at one instant, copied within the vault's folder: the lock is held for that copy alone, not for the
//! way to a share. What lies there is encrypted as the database is; what a crash leaves is swept at the next start.

use std::collections::BTreeSet;
use std::fs::{self, File, OpenOptions};
use std::io::{self, Seek as _, Write as _};
use std::path::PathBuf;

use crate::atomic;
use crate::error::{Result, StoreError};
use crate::fault;
use crate::opening::DATABASE;
use crate::row;
use crate::vault::Vault;

/// A copy of the database; it goes when it is dropped.
pub(super) struct Snapshot {
    file: File,
    names: BTreeSet<String>,
    _swept: Swept,
}

/// Removed when dropped.
struct Swept(PathBuf);

impl Drop for Swept {
    fn drop(&mut self) {
        // What cannot be removed now carries the extension by which it is swept.
        let _ = fs::remove_file(&self.0);
    }
}

impl Snapshot {
    /// Copies the database as it lies on the disk while nobody can write to it.
    pub(super) fn take(vault: &Vault) -> Result<Self> {
        let path = vault.folder.join(DATABASE);
        let connection = vault.connection();
        let staged = atomic::staged_name(&path).map_err(StoreError::io("copying", &path))?;
        row::first(&connection, "PRAGMA wal_checkpoint(TRUNCATE)", [], |_| Ok(()))?;
        let mut from = File::open(&path).map_err(StoreError::io("reading", &path))?;
        fault::point();
        let made = OpenOptions::new().read(true).write(true).create_new(true).open(&staged);
        let mut file = made.map_err(StoreError::io("copying", &path))?;
        // From here on it goes again, whatever happens.
        let swept = Swept(staged);
        let copied = io::copy(&mut from, &mut file).and_then(|_| file.flush()).and_then(|()| file.rewind());
        copied.map_err(StoreError::io("copying", &path))?;
        fault::point();
        let names = row::all(&connection, "SELECT name FROM blobs", [], |row| row.get(0))?;
        Ok(Self { file, names: names.into_iter().collect(), _swept: swept })
    }

    /// The copy, from its beginning.
    pub(super) fn file(&mut self) -> &mut File {
        &mut self.file
    }

    /// The photo files that the database names; the copy is not needed any more.
    pub(super) fn into_names(self) -> BTreeSet<String> {
        self.names
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::NewVault;
    use crate::testing::{HEAD, PASSWORD, env};

    fn vault(folder: &std::path::Path) -> Vault {
        let new = NewVault { school: "Larkspur Primary", head: HEAD, password: PASSWORD };
        Vault::create(&folder.join("vault"), &new, env()).unwrap().0
    }

    fn staged(vault: &Vault) -> usize {
        let entries = fs::read_dir(vault.folder()).unwrap();
        entries
            .filter(|entry| entry.as_ref().unwrap().path().extension().is_some_and(|end| end == atomic::STAGED))
            .count()
    }

    #[test]
    fn the_vault_is_free_while_a_copy_of_its_database_is_on_its_way_and_the_copy_goes_afterwards_p25() {
        let folder = tempfile::tempdir().unwrap();
        let vault = vault(folder.path());
        let snapshot = Snapshot::take(&vault).unwrap();
        assert!(vault.connection.try_lock().is_ok());
        assert_eq!(staged(&vault), 1);
        drop(snapshot);
        assert_eq!(staged(&vault), 0);
    }

    #[test]
    fn a_copy_that_a_crash_left_is_swept_at_the_next_start() {
        let folder = tempfile::tempdir().unwrap();
        let vault = vault(folder.path());
        std::mem::forget(Snapshot::take(&vault).unwrap());
        assert_eq!(staged(&vault), 1);
        drop(vault);
        let (vault, _) = Vault::unlock(&folder.path().join("vault"), HEAD, PASSWORD, env()).unwrap();
        assert_eq!(staged(&vault), 0);
    }
}
