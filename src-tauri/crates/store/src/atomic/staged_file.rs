//! A file that is written piece by piece, so that it need not fit into memory, and appears whole or not at all.

use std::fs::{self, File, OpenOptions};
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};

use super::{rename_flushed, staged_name};
use crate::fault;

/// Read back in pieces of this size.
const PIECE: usize = 1 << 16;

/// Dropped without [`StagedFile::publish`] it leaves nothing.
#[derive(Debug)]
pub struct StagedFile {
    file: File,
    written: blake3::Hasher,
    staged: PathBuf,
    target: PathBuf,
    published: bool,
}

impl StagedFile {
    /// Begins a file that will be called `target`.
    ///
    /// # Errors
    /// `AlreadyExists` where there is something of that name; else what the system says.
    pub fn stage(target: &Path) -> io::Result<Self> {
        if target.exists() {
            return Err(io::ErrorKind::AlreadyExists.into());
        }
        let staged = staged_name(target)?;
        fault::point();
        let file = OpenOptions::new().write(true).create_new(true).open(&staged)?;
        Ok(Self { file, written: blake3::Hasher::new(), staged, target: target.to_owned(), published: false })
    }

    /// Flushes the file, reads it back, gives it its name, and returns that.
    ///
    /// # Errors
    /// `AlreadyExists` where something took the name meanwhile, `InvalidData` where the disk holds something else than was
    /// written; else what the system says.
    pub fn publish(mut self) -> io::Result<PathBuf> {
        fault::point();
        self.file.sync_all()?;
        if hash_of(&self.staged)? != self.written.finalize() {
            return Err(io::ErrorKind::InvalidData.into());
        }
        if self.target.exists() {
            return Err(io::ErrorKind::AlreadyExists.into());
        }
        rename_flushed(&self.staged, &self.target)?;
        self.published = true;
        Ok(self.target.clone())
    }
}

fn hash_of(path: &Path) -> io::Result<blake3::Hash> {
    let (mut file, mut hasher) = (File::open(path)?, blake3::Hasher::new());
    let mut piece = vec![0; PIECE];
    loop {
        match file.read(&mut piece)? {
            0 => return Ok(hasher.finalize()),
            read => hasher.update(&piece[..read]),
        };
    }
}

impl Write for StagedFile {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let written = self.file.write(bytes)?;
        self.written.update(&bytes[..written]);
        Ok(written)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.file.flush()
    }
}

impl Drop for StagedFile {
    fn drop(&mut self) {
        if !self.published {
            // What cannot be removed now carries the extension by which it is swept.
            let _ = fs::remove_file(&self.staged);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_written_in_pieces_appears_whole_and_nothing_is_left_of_one_given_up() {
        let folder = tempfile::tempdir().expect("a folder");
        let target = folder.path().join("pack.age");
        let mut given_up = StagedFile::stage(&target).expect("staged");
        given_up.write_all(b"half").expect("written");
        assert!(!target.exists());
        drop(given_up);
        assert_eq!(fs::read_dir(folder.path()).expect("a folder").count(), 0);

        let mut file = StagedFile::stage(&target).expect("staged");
        file.write_all(b"one, ").and_then(|()| file.write_all(b"two")).expect("written");
        assert_eq!(file.publish().expect("published"), target);
        assert_eq!(fs::read(&target).expect("there"), b"one, two");
        assert_eq!(fs::read_dir(folder.path()).expect("a folder").count(), 1);
        assert!(StagedFile::stage(&target).is_err(), "what is there is never written over");
    }

    #[test]
    fn a_disk_that_holds_something_else_than_was_written_is_found_out() {
        let folder = tempfile::tempdir().expect("a folder");
        let target = folder.path().join("pack.age");
        let mut file = StagedFile::stage(&target).expect("staged");
        file.write_all(b"as it was").expect("written");
        let other = OpenOptions::new().write(true).open(&file.staged);
        other.and_then(|mut other| other.write_all(b"X")).expect("changed");
        assert_eq!(file.publish().expect_err("found").kind(), io::ErrorKind::InvalidData);
        assert!(!target.exists());
    }
}
