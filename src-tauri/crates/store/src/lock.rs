//! One process per vault: a lock that the system releases when the process ends, however it ends.

use std::fs::{File, OpenOptions, TryLockError};
use std::path::Path;

use crate::error::{Result, StoreError};

/// Held as long as the vault is open.
pub(crate) struct VaultLock(#[expect(dead_code, reason = "closing the file is what releases the lock")] File);

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
