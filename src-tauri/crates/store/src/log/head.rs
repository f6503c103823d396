//! Where the log stands, kept a second time outside the database: a database put back from a backup, or cut
//! short together with its own head, is then behind this file.

use std::fs::{File, OpenOptions};
use std::io::{Read, Seek, SeekFrom, Write};
use std::path::Path;
use std::sync::{Mutex, PoisonError};

use crate::error::{Result, StoreError};
use crate::fault;
use crate::keys::Secret;

const FILE: &str = "log-head";
const RECORD: usize = 8 + 32 + 32;

/// Number and hash of the newest entry.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Head {
    pub(crate) number: u64,
    pub(crate) hash: [u8; 32],
}

impl Head {
    /// Proves that the vault wrote it.
    pub(crate) fn mac(&self, key: &Secret) -> [u8; 32] {
        *blake3::Hasher::new_keyed(key).update(&self.number.to_le_bytes()).update(&self.hash).finalize().as_bytes()
    }
}

/// Two records, written in turn without a flush: a power cut can tear one, the other one then counts.
pub(crate) struct HeadFile {
    file: Mutex<File>,
    key: Secret,
}

impl HeadFile {
    pub(crate) fn open(vault: &Path, key: &Secret) -> Result<Self> {
        let path = vault.join(FILE);
        let file = OpenOptions::new()
            .create(true)
            .truncate(false)
            .read(true)
            .write(true)
            .open(&path)
            .map_err(StoreError::io("opening", &path))?;
        Ok(Self { file: Mutex::new(file), key: key.clone() })
    }

    /// The newest record that is whole.
    pub(crate) fn read(&self) -> Option<Head> {
        let mut file = self.file.lock().unwrap_or_else(PoisonError::into_inner);
        let mut bytes = Vec::with_capacity(2 * RECORD);
        file.rewind().ok()?;
        (&mut *file).take(2 * RECORD as u64).read_to_end(&mut bytes).ok()?;
        let whole = bytes.chunks_exact(RECORD).filter_map(|record| {
            let (number, rest) = record.split_first_chunk::<8>()?;
            let (hash, mac) = rest.split_first_chunk::<32>()?;
            let head = Head { number: u64::from_le_bytes(*number), hash: *hash };
            (head.mac(&self.key).as_slice() == mac).then_some(head)
        });
        whole.max_by_key(|head| head.number)
    }

    /// Notes where the log stands. A failure only makes the note old: the log itself is in the database.
    pub(crate) fn write(&self, head: Head) {
        let mut record = [0; RECORD];
        record[..8].copy_from_slice(&head.number.to_le_bytes());
        record[8..40].copy_from_slice(&head.hash);
        record[40..].copy_from_slice(&head.mac(&self.key));
        let mut file = self.file.lock().unwrap_or_else(PoisonError::into_inner);
        let place = SeekFrom::Start(head.number % 2 * RECORD as u64);
        let (first, second) = record.split_at(RECORD / 2);
        let _ = file.seek(place).and_then(|_| file.write_all(first));
        fault::point();
        let _ = file.write_all(second);
    }
}
