//! The backup's file: two heads in turn, then what is only ever added. The newer head that is whole tells where
//! slots and index lie, so that a crash while adding leaves the backup that was there.
//!
//! Head: magic, generation, place of the slots, place of the index, end; BLAKE3 of these. Numbers are
//! little-endian, places are offset and length.

use std::collections::BTreeMap;
use std::fs::{File, OpenOptions};
use std::io::{Read, Seek, SeekFrom, Write};
use std::path::Path;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use zeroize::Zeroizing;

use crate::env::Env;
use crate::error::{Result, StoreError};
use crate::fault;
use crate::keys::{Secret, SlotFile, seal, unseal};

const MAGIC: &[u8; 8] = b"CLOAKBK1";
const HEAD: usize = 8 + 6 * 8 + 32;
/// Where the two heads lie; contents begin behind.
const HEADS: [u64; 2] = [0, 2048];
const CONTENTS: u64 = 4096;
/// No slot file of ours is larger.
const MOST_SLOTS: u64 = 16 << 20;

/// Where something lies in the file, and the BLAKE3 of its bytes.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(super) struct Place {
    at: u64,
    length: u64,
    hash: [u8; 32],
}

/// What the backup holds.
#[derive(Default, Serialize, Deserialize)]
pub(super) struct Index {
    pub(super) made_at: Option<Timestamp>,
    pub(super) database: Option<Place>,
    pub(super) files: BTreeMap<String, Place>,
}

/// An open backup file.
pub(super) struct Container {
    file: File,
    generation: u64,
    slots: (u64, u64),
    index: (u64, u64),
    end: u64,
}

impl Container {
    /// Begins an empty backup.
    pub(super) fn create(path: &Path) -> Result<Self> {
        let file = OpenOptions::new().read(true).write(true).create_new(true).open(path);
        let file = file.map_err(StoreError::io("making", path))?;
        Ok(Self { file, generation: 0, slots: (0, 0), index: (0, 0), end: CONTENTS })
    }

    /// Opens a backup of the vault with this fingerprint, to add to it.
    pub(super) fn open(path: &Path, fingerprint: &str) -> Result<Self> {
        let file = OpenOptions::new().read(true).write(true).open(path).map_err(StoreError::io("opening", path))?;
        let mut container = Self::read_heads(file)?;
        if container.slots()?.fingerprint == fingerprint {
            Ok(container)
        } else {
            Err(StoreError::WrongState("this is the backup of another vault"))
        }
    }

    /// Opens a backup to restore it.
    pub(super) fn read(path: &Path) -> Result<Self> {
        Self::read_heads(File::open(path).map_err(StoreError::io("opening", path))?)
    }

    fn read_heads(mut file: File) -> Result<Self> {
        let mut newest: Option<(u64, [u64; 5])> = None;
        for place in HEADS {
            let mut head = [0; HEAD];
            if file.seek(SeekFrom::Start(place)).and_then(|_| file.read_exact(&mut head)).is_err() {
                continue;
            }
            let (body, hash) = head.split_at(HEAD - 32);
            if blake3::hash(body).as_bytes() != hash || !body.starts_with(MAGIC) {
                continue;
            }
            let mut numbers = [0; 6];
            for (number, bytes) in numbers.iter_mut().zip(body[8..].chunks_exact(8)) {
                *number = u64::from_le_bytes(bytes.try_into().unwrap_or_default());
            }
            let [generation, rest @ ..] = numbers;
            if newest.as_ref().is_none_or(|(known, _)| *known < generation) {
                newest = Some((generation, rest));
            }
        }
        let (generation, [slots, slots_length, index, index_length, end]) =
            newest.ok_or(StoreError::WrongState("this file is not a whole backup"))?;
        Ok(Self { file, generation, slots: (slots, slots_length), index: (index, index_length), end })
    }

    /// The key slots as they were at the time of the backup.
    pub(super) fn slots(&mut self) -> Result<SlotFile> {
        let (at, length) = self.slots;
        if length > MOST_SLOTS {
            return Err(damaged());
        }
        let bytes = self.bytes(at, length)?;
        SlotFile::from_text(std::str::from_utf8(&bytes).map_err(|_| damaged())?)
    }

    /// What the backup holds.
    pub(super) fn index(&self, key: &Secret) -> Result<Index> {
        let (at, length) = self.index;
        let sealed = self.bytes(at, length)?;
        let plain = unseal(key, &self.generation.to_le_bytes(), &sealed).ok_or_else(damaged)?;
        serde_json::from_slice(&plain).map_err(|_| damaged())
    }

    /// Whether less than half of the file is still needed.
    pub(super) fn is_mostly_dead(&self, index: &Index) -> bool {
        let live: u64 = index.files.values().chain(&index.database).map(|place| place.length).sum();
        self.end - CONTENTS > 2 * (live + self.index.1 + self.slots.1)
    }

    /// The bytes of a place, whole and as they were written.
    pub(super) fn get(&self, place: &Place) -> Result<Vec<u8>> {
        let bytes = self.bytes(place.at, place.length)?;
        if blake3::hash(&bytes).as_bytes() == &place.hash { Ok(bytes) } else { Err(damaged()) }
    }

    fn bytes(&self, at: u64, length: u64) -> Result<Vec<u8>> {
        let end = at.checked_add(length).filter(|end| *end <= self.end).ok_or_else(damaged)?;
        let mut bytes = Vec::with_capacity(usize::try_from(length).map_err(|_| damaged())?);
        let mut file = &self.file;
        file.seek(SeekFrom::Start(at)).map_err(|_| damaged())?;
        file.take(end - at).read_to_end(&mut bytes).map_err(|_| damaged())?;
        if bytes.len() as u64 == length { Ok(bytes) } else { Err(damaged()) }
    }

    /// Adds everything that a file holds, and reads it back.
    pub(super) fn append(&mut self, from: &mut impl Read) -> Result<Place> {
        let writing = |source| StoreError::Io { doing: "writing the backup".to_owned(), source };
        self.file.seek(SeekFrom::Start(self.end)).map_err(writing)?;
        let (mut hasher, mut length) = (blake3::Hasher::new(), 0);
        let mut buffer = vec![0; 1 << 20];
        loop {
            let read = from.read(&mut buffer).map_err(writing)?;
            if read == 0 {
                break;
            }
            hasher.update(&buffer[..read]);
            fault::point();
            self.file.write_all(&buffer[..read]).map_err(writing)?;
            length += read as u64;
        }
        let place = Place { at: self.end, length, hash: *hasher.finalize().as_bytes() };
        self.end += length;
        self.file.seek(SeekFrom::Start(place.at)).map_err(writing)?;
        let mut again = blake3::Hasher::new();
        again.update_reader((&self.file).take(length)).map_err(writing)?;
        if again.finalize().as_bytes() == &place.hash { Ok(place) } else { Err(damaged()) }
    }

    /// Adds slots and index, flushes, and only then writes the head that makes all of it count.
    pub(super) fn finish(mut self, slots: &str, index: &Index, key: &Secret, env: &Env) -> Result<()> {
        let generation = self.generation + 1;
        let plain = serde_json::to_vec(index).map(Zeroizing::new);
        let plain = plain.map_err(|error| StoreError::Database(Box::new(error)))?;
        let sealed = seal(key, &generation.to_le_bytes(), &plain, env)?;
        let slots = self.append(&mut slots.as_bytes())?;
        let index = self.append(&mut sealed.as_slice())?;
        let mut head = Vec::with_capacity(HEAD);
        head.extend_from_slice(MAGIC);
        for number in [generation, slots.at, slots.length, index.at, index.length, self.end] {
            head.extend_from_slice(&number.to_le_bytes());
        }
        let hash = blake3::hash(&head);
        head.extend_from_slice(hash.as_bytes());
        let place = HEADS[usize::from(generation.is_multiple_of(2))];
        let writing = |source| StoreError::Io { doing: "writing the backup".to_owned(), source };
        self.file.set_len(self.end).and_then(|()| self.file.sync_all()).map_err(writing)?;
        self.file.seek(SeekFrom::Start(place)).map_err(writing)?;
        let (first, second) = head.split_at(HEAD / 2);
        fault::point();
        self.file.write_all(first).map_err(writing)?;
        fault::point();
        self.file.write_all(second).and_then(|()| self.file.sync_all()).map_err(writing)
    }
}

fn damaged() -> StoreError {
    StoreError::damaged("the backup")
}
