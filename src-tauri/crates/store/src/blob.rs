//! Photo files: encrypted in authenticated chunks (STREAM, XChaCha20-Poly1305) under the photo's own key, under
//! names that say nothing. Kind and photo are bound to every chunk.

use std::collections::BTreeSet;
use std::fs;
use std::io::Read;
use std::path::{Path, PathBuf};

use aead_stream::{NewStream, StreamBE32, StreamPrimitive};
use chacha20poly1305::{KeyInit, XChaCha20Poly1305};
use rules::PhotoId;
use rusqlite::Connection;
use serde::{Deserialize, Serialize};
use zeroize::Zeroizing;

use crate::atomic;
use crate::env::Env;
use crate::error::{Result, StoreError};
use crate::fault;
use crate::keys::{Secret, TAG};
use crate::row;

/// Plain bytes in one chunk.
const CHUNK: usize = 64 << 10;
/// The nonce without the counter and the flag of the last chunk.
const NONCE: usize = 19;
const FILES: &str = "files";
const STAGING: &str = "staging";

/// Which of a photo's files.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum BlobKind {
    /// The picture itself, stripped.
    Master,
    /// Small picture for grids.
    Thumb,
    /// Picture for the screen.
    Preview,
}

impl BlobKind {
    /// All kinds.
    pub const ALL: [Self; 3] = [Self::Master, Self::Thumb, Self::Preview];

    fn byte(self) -> u8 {
        match self {
            Self::Master => 1,
            Self::Thumb => 2,
            Self::Preview => 3,
        }
    }
}

fn context(photo: PhotoId, kind: BlobKind) -> [u8; 17] {
    let mut context = [kind.byte(); 17];
    context[..16].copy_from_slice(photo.uuid().as_bytes());
    context
}

/// The file's bytes for `plain`.
pub(crate) fn encrypt(key: &Secret, photo: PhotoId, kind: BlobKind, plain: &[u8], env: &Env) -> Result<Vec<u8>> {
    let nonce: [u8; NONCE] = env.random();
    let stream = StreamBE32::from_aead(XChaCha20Poly1305::new((&**key).into()), &nonce.into());
    let context = context(photo, kind);
    let last = plain.len().saturating_sub(1) / CHUNK;
    let mut file = Vec::with_capacity(NONCE + plain.len() + (last + 1) * TAG);
    file.extend_from_slice(&nonce);
    let mut buffer = Zeroizing::new(Vec::with_capacity(CHUNK + TAG));
    for position in 0..=last {
        buffer.clear();
        buffer.extend_from_slice(&plain[position * CHUNK..plain.len().min((position + 1) * CHUNK)]);
        let count = u32::try_from(position).map_err(|_| StoreError::damaged("a file too large to encrypt"))?;
        stream
            .encrypt_in_place(count, position == last, &context, &mut *buffer)
            .map_err(|_| StoreError::damaged("a file too large to encrypt"))?;
        file.extend_from_slice(&buffer);
    }
    Ok(file)
}

/// The plain bytes, if not one bit of the file was changed, moved or cut.
pub(crate) fn decrypt(key: &Secret, photo: PhotoId, kind: BlobKind, file: &[u8]) -> Result<Zeroizing<Vec<u8>>> {
    decrypt_from(key, photo, kind, file, file.len())
}

/// The same from a file of so many bytes that is read chunk by chunk: it is never in memory twice.
pub(crate) fn decrypt_from(
    key: &Secret,
    photo: PhotoId,
    kind: BlobKind,
    mut file: impl Read,
    length: usize,
) -> Result<Zeroizing<Vec<u8>>> {
    let damaged = || StoreError::damaged(format!("the {kind:?} of photo {photo}"));
    let mut nonce = [0; NONCE];
    file.read_exact(&mut nonce).map_err(|_| damaged())?;
    let stream = StreamBE32::from_aead(XChaCha20Poly1305::new((&**key).into()), &nonce.into());
    let context = context(photo, kind);
    let body = length.checked_sub(NONCE).ok_or_else(damaged)?;
    let last = body.saturating_sub(1) / (CHUNK + TAG);
    let mut plain = Zeroizing::new(Vec::with_capacity(body));
    let mut buffer = Zeroizing::new(Vec::with_capacity(CHUNK + TAG));
    for position in 0..=last {
        let here = (body - position * (CHUNK + TAG)).min(CHUNK + TAG);
        buffer.resize(here, 0);
        file.read_exact(&mut buffer).map_err(|_| damaged())?;
        let count = u32::try_from(position).map_err(|_| damaged())?;
        stream.decrypt_in_place(count, position == last, &context, &mut *buffer).map_err(|_| damaged())?;
        plain.extend_from_slice(&buffer);
    }
    Ok(plain)
}

/// Opens a file in its place and decrypts it.
pub(crate) fn read(key: &Secret, photo: PhotoId, kind: BlobKind, path: &Path) -> Result<Zeroizing<Vec<u8>>> {
    let damaged = |_| StoreError::damaged(format!("the {kind:?} of photo {photo}"));
    let file = fs::File::open(path).map_err(damaged)?;
    let length = usize::try_from(file.metadata().map_err(damaged)?.len()).unwrap_or(usize::MAX);
    decrypt_from(key, photo, kind, file, length)
}

/// Files written, flushed, read back and matched, but not yet in their place. Dropped, they are removed.
pub(crate) struct Staged<'f> {
    folder: &'f Path,
    pub(crate) files: Vec<(BlobKind, String, u64)>,
    placed: bool,
}

impl<'f> Staged<'f> {
    /// One photo's files share a folder, so that one flush makes all their entries last.
    pub(crate) fn write(
        folder: &'f Path,
        key: &Secret,
        photo: PhotoId,
        files: &[(BlobKind, &[u8])],
        env: &Env,
    ) -> Result<Self> {
        let mut staged = Self { folder, files: Vec::with_capacity(files.len()), placed: false };
        let shelf: [u8; 1] = env.random();
        for &(kind, plain) in files {
            let name = format!("{}{}", hex::encode(shelf), hex::encode(env.random::<15>()));
            let bytes = encrypt(key, photo, kind, plain, env)?;
            let path = folder.join(STAGING).join(&name);
            staged.files.push((kind, name, bytes.len() as u64));
            atomic::write_flushed(&path, &bytes, None).map_err(StoreError::io("writing", &path))?;
            if read(key, photo, kind, &path)?.as_slice() != plain {
                return Err(StoreError::damaged("a file that was just written"));
            }
        }
        Ok(staged)
    }

    /// Moves the files to their place and makes that last; the row may follow.
    pub(crate) fn place(&mut self) -> Result<()> {
        if let Some((_, name, _)) = self.files.first() {
            make_shelf(self.folder, name)?;
        }
        for (_, name, _) in &self.files {
            let (from, to) = (self.folder.join(STAGING).join(name), place_of(self.folder, name));
            atomic::rename(&from, &to).map_err(StoreError::io("placing", &to))?;
        }
        if let Some((_, name, _)) = self.files.first() {
            let shelf = self.folder.join(FILES).join(&name[..2]);
            atomic::flush_folder(&shelf).map_err(StoreError::io("flushing", &shelf))?;
        }
        Ok(())
    }

    /// The rows are committed: the files stay.
    pub(crate) fn keep(mut self) {
        self.placed = true;
    }
}

impl Drop for Staged<'_> {
    fn drop(&mut self) {
        if !self.placed {
            for (_, name, _) in &self.files {
                // Whichever of the two is there; what cannot be removed is swept at the next start.
                let _ = fs::remove_file(self.folder.join(STAGING).join(name));
                let _ = fs::remove_file(place_of(self.folder, name));
            }
        }
    }
}

/// Where a file lies.
pub(crate) fn place_of(folder: &Path, name: &str) -> PathBuf {
    folder.join(FILES).join(name.get(..2).unwrap_or_default()).join(name)
}

/// Makes the folder that a file goes to, if it is the first there.
pub(crate) fn make_shelf(folder: &Path, name: &str) -> Result<()> {
    let files = folder.join(FILES);
    let shelf = files.join(name.get(..2).unwrap_or_default());
    fault::point();
    match fs::create_dir(&shelf) {
        Ok(()) => atomic::flush_folder(&files).map_err(StoreError::io("flushing", &files)),
        Err(error) if error.kind() == std::io::ErrorKind::AlreadyExists => Ok(()),
        Err(error) => Err(StoreError::io("making", &shelf)(error)),
    }
}

/// Makes the folders of a new vault.
pub(crate) fn make_folders(folder: &Path) -> Result<()> {
    for path in [folder.join(FILES), folder.join(STAGING)] {
        fs::create_dir(&path).map_err(StoreError::io("making", &path))?;
    }
    Ok(())
}

/// Paths of all files that lie in their place, with their names.
pub(crate) fn names(folder: &Path) -> Result<Vec<(PathBuf, String)>> {
    let mut found = Vec::new();
    for shelf in entries(&folder.join(FILES))? {
        for path in entries(&shelf)? {
            let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
            found.push((path, name));
        }
    }
    Ok(found)
}

/// Removes staged files and files without a row.
pub(crate) fn sweep(folder: &Path, connection: &Connection) -> Result<()> {
    let known: BTreeSet<String> =
        row::all(connection, "SELECT name FROM blobs", [], |row| row.get(0))?.into_iter().collect();
    let strays = names(folder)?.into_iter().filter(|(_, name)| !known.contains(name)).map(|(path, _)| path);
    for path in entries(&folder.join(STAGING))?.into_iter().chain(strays) {
        fault::point();
        fs::remove_file(&path).map_err(StoreError::io("sweeping", &path))?;
    }
    Ok(())
}

fn entries(folder: &Path) -> Result<Vec<PathBuf>> {
    let listed = fs::read_dir(folder).map_err(StoreError::io("listing", folder))?;
    listed.map(|entry| entry.map(|entry| entry.path()).map_err(StoreError::io("listing", folder))).collect()
}
