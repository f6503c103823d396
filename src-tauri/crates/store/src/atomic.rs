//! The one place that writes files: stage, flush, rename, flush the folder. After a crash there is the old
//! file or the new one, never half of either.

mod held;
mod staged_file;

use std::fs::{self, File, OpenOptions};
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::time::SystemTime;

pub use staged_file::StagedFile;

use crate::fault;

/// So many staged files or folders for one path are looked for; each is swept before the next is made.
pub(crate) const SEVERAL: u32 = 4;

/// Extension of everything that is not finished; what carries it may be swept.
pub const STAGED: &str = "staged";

/// Replaces the file at `path` by `bytes`, or leaves it as it was.
///
/// # Errors
/// Whatever the system says; the old file is then untouched.
pub fn write_atomically(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let staged = staged_name(path)?;
    let result = write_flushed(&staged, bytes, None).and_then(|()| rename_flushed(&staged, path));
    if result.is_err() {
        // The first error is the one to tell; a staged file that stays is swept later.
        let _ = fs::remove_file(&staged);
    }
    result
}

/// Writes a new file and flushes it to the disk. Fails where there is one already.
///
/// # Errors
/// Whatever the system says; a part of the file may then be there.
pub fn write_flushed(path: &Path, bytes: &[u8], modified: Option<SystemTime>) -> io::Result<()> {
    fault::point();
    let mut file = OpenOptions::new().write(true).create_new(true).open(path)?;
    let (first, second) = bytes.split_at(bytes.len() / 2);
    file.write_all(first)?;
    fault::point();
    file.write_all(second)?;
    fault::point();
    if let Some(time) = modified {
        file.set_modified(time)?;
    }
    file.sync_all()
}

/// Renames and flushes the folder that then holds the entry.
///
/// # Errors
/// Whatever the system says.
pub fn rename_flushed(from: &Path, to: &Path) -> io::Result<()> {
    rename(from, to)?;
    flush_folder(parent(to))
}

/// Renames without a flush; the caller flushes the folder once for several files.
pub(crate) fn rename(from: &Path, to: &Path) -> io::Result<()> {
    fault::point();
    #[expect(clippy::disallowed_methods, reason = "the one place: callers flush file and folder")]
    held::persevere(|| fs::rename(from, to))?;
    fault::point();
    Ok(())
}

/// Makes the entries of a folder last. Windows keeps them with the files and cannot open a folder for it.
///
/// # Errors
/// Whatever the system says.
pub fn flush_folder(folder: &Path) -> io::Result<()> {
    if cfg!(windows) { Ok(()) } else { File::open(folder)?.sync_all() }
}

fn parent(path: &Path) -> &Path {
    path.parent().filter(|parent| !parent.as_os_str().is_empty()).unwrap_or(Path::new("."))
}

/// A free name beside `path`.
pub(crate) fn staged_name(path: &Path) -> io::Result<PathBuf> {
    for n in 0..u32::MAX {
        let candidate = nth_staged_name(path, n)?;
        if !candidate.exists() {
            return Ok(candidate);
        }
    }
    Err(io::ErrorKind::AlreadyExists.into())
}

/// One of the names that something staged for `path` may have.
pub(crate) fn nth_staged_name(path: &Path, n: u32) -> io::Result<PathBuf> {
    let name = path.file_name().ok_or(io::ErrorKind::InvalidInput)?.to_string_lossy();
    Ok(parent(path).join(format!(".{name}.{n}.{STAGED}")))
}

/// A folder that appears whole or not at all. Dropped without [`AtomicDir::publish`] it leaves nothing.
#[derive(Debug)]
pub struct AtomicDir {
    staged: PathBuf,
    target: PathBuf,
    modified: Option<SystemTime>,
    published: bool,
}

impl AtomicDir {
    /// Begins a folder that will be called `target`; files get the time `modified`, if given.
    ///
    /// # Errors
    /// `AlreadyExists` where there is something of that name; else what the system says.
    pub fn stage(target: &Path, modified: Option<SystemTime>) -> io::Result<Self> {
        if target.exists() {
            return Err(io::ErrorKind::AlreadyExists.into());
        }
        Self::begin(target, modified)
    }

    /// The same, where what has the name now will have gone by the time of publishing.
    pub(crate) fn begin(target: &Path, modified: Option<SystemTime>) -> io::Result<Self> {
        let staged = staged_name(target)?;
        fs::create_dir(&staged)?;
        fault::point();
        Ok(Self { staged, target: target.to_owned(), modified, published: false })
    }

    /// Where the files lie until the folder is published, for reading them again.
    #[must_use]
    pub fn path(&self) -> &Path {
        &self.staged
    }

    /// Writes and flushes a file of this folder.
    ///
    /// # Errors
    /// `InvalidInput` for a name that is more than a name; else what the system says.
    pub fn write(&self, name: &str, bytes: &[u8]) -> io::Result<PathBuf> {
        if Path::new(name).file_name().is_none_or(|only| only != name) {
            return Err(io::ErrorKind::InvalidInput.into());
        }
        let path = self.staged.join(name);
        write_flushed(&path, bytes, self.modified)?;
        Ok(path)
    }

    /// Takes a file back out.
    ///
    /// # Errors
    /// Whatever the system says.
    pub fn remove(&self, name: &str) -> io::Result<()> {
        fs::remove_file(self.staged.join(name))
    }

    /// Gives the folder its name, and returns that.
    ///
    /// # Errors
    /// `AlreadyExists` where something took the name meanwhile; else what the system says.
    pub fn publish(mut self) -> io::Result<PathBuf> {
        if self.target.exists() {
            return Err(io::ErrorKind::AlreadyExists.into());
        }
        flush_folder(&self.staged)?;
        rename_flushed(&self.staged, &self.target)?;
        self.published = true;
        Ok(self.target.clone())
    }
}

impl Drop for AtomicDir {
    fn drop(&mut self) {
        if !self.published {
            // What cannot be removed now carries the extension by which it is swept.
            let _ = fs::remove_dir_all(&self.staged);
        }
    }
}

/// Removes what a crash left staged for this one file or folder.
///
/// # Errors
/// Whatever the system says, also where the folder around it is not there.
pub fn sweep_beside(path: &Path) -> io::Result<()> {
    fs::read_dir(parent(path))?;
    for n in 0..SEVERAL {
        let staged = nth_staged_name(path, n)?;
        if staged.is_dir() {
            fs::remove_dir_all(&staged)?;
        } else if staged.exists() {
            fs::remove_file(&staged)?;
        }
    }
    Ok(())
}

/// Removes what a crash left staged in `folder`; returns how many.
///
/// # Errors
/// Whatever the system says.
pub fn sweep(folder: &Path) -> io::Result<usize> {
    let mut swept = 0;
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        let hidden = path.file_name().is_some_and(|name| name.to_string_lossy().starts_with('.'));
        if hidden && path.extension().is_some_and(|extension| extension == STAGED) {
            if path.is_dir() {
                fs::remove_dir_all(&path)?
            } else {
                fs::remove_file(&path)?
            }
            swept += 1;
        }
    }
    Ok(swept)
}
