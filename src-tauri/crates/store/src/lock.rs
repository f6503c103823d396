//! One process per vault: a lock that the system releases when the process ends, however it ends.

use std::fs::{File, OpenOptions, TryLockError};
use std::path::Path;

use crate::error::{Result, StoreError};

/// Held as long as the vault is open.
pub(crate) struct VaultLock(File);

impl VaultLock {
    pub(crate) fn take(vault: &Path) -> Result<Self> {
        let path = vault.join("lock");
        let file = OpenOptions::new()
            .create(true)
            .truncate(false)
            .write(true)
            .open(&path)
            .map_err(StoreError::io("opening", &path))?;
        match file.try_lock() {
            Ok(()) => Ok(Self(file)),
            Err(TryLockError::WouldBlock) => Err(StoreError::InUse),
            Err(TryLockError::Error(source)) => Err(StoreError::io("locking", &path)(source)),
        }
    }
}

/// A program that is just being started holds a copy of every open file until it runs by itself, so
/// closing ours would release the lock only then. Unlocking does it at once, whoever holds a copy.
impl Drop for VaultLock {
    fn drop(&mut self) {
        // A lock that cannot be released here goes with the file, a moment later.
        let _ = self.0.unlock();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_closed_vault_is_free_at_once_though_a_starting_program_still_holds_a_copy_of_the_file() {
        let vault = tempfile::tempdir().expect("a folder");
        let lock = VaultLock::take(vault.path()).expect("free");
        assert!(matches!(VaultLock::take(vault.path()), Err(StoreError::InUse)));

        let copy = lock.0.try_clone().expect("a copy");
        drop(lock);
        VaultLock::take(vault.path()).expect("free again");
        drop(copy);
    }
}
