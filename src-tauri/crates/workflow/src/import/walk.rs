//! Which files of a folder are looked at: all real ones, in the order of their names. Links are not followed, and what
//! is no file (pipes, devices, a folder that is called like a picture) is told, not opened.

use std::fs::FileType;
use std::io::{ErrorKind, Read};
use std::path::{Path, PathBuf};

use walkdir::WalkDir;

use crate::error::{Error, Refusal};

/// Something found in the folder. The name is relative to it, with `/` between its parts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Found {
    /// To be read.
    File {
        /// Name within the folder.
        name: String,
        /// Where it is.
        path: PathBuf,
    },
    /// Not to be read.
    Refused {
        /// Name within the folder.
        name: String,
        /// Why.
        reason: &'static str,
    },
}

impl Found {
    /// Name within the folder.
    pub(crate) fn name(&self) -> &str {
        match self {
            Self::File { name, .. } | Self::Refused { name, .. } => name,
        }
    }
}

/// Looks through the folder and everything below it.
pub(crate) fn walk(folder: &Path) -> Result<Vec<Found>, Error> {
    let unreadable = |why: &str| Refusal::Unreadable { path: folder.to_owned(), why: why.to_owned() };
    if !folder.is_dir() {
        return Err(unreadable("it is not a folder").into());
    }
    let mut found = Vec::new();
    for entry in WalkDir::new(folder).follow_links(false).min_depth(1).sort_by_file_name() {
        match entry {
            Ok(entry) => {
                let name = name_within(folder, entry.path());
                match obstacle(entry.file_type(), entry.path()) {
                    Some(reason) => found.push(Found::Refused { name, reason }),
                    None if entry.file_type().is_file() => {
                        found.push(Found::File { name, path: entry.into_path() });
                    }
                    None => {}
                }
            }
            Err(error) => match error.path().map(|path| name_within(folder, path)) {
                Some(name) if !name.is_empty() => {
                    found.push(Found::Refused { name, reason: "it cannot be opened" });
                }
                Some(_) | None => return Err(unreadable("it cannot be opened").into()),
            },
        }
    }
    Ok(found)
}

/// Reads a file once, whole; `None` where it is longer than `limit`.
pub(crate) fn read_at_most(path: &Path, limit: u64) -> std::io::Result<Option<Vec<u8>>> {
    // It may have become something else since it was found; opening a pipe would wait for ever.
    if !std::fs::symlink_metadata(path)?.is_file() {
        return Err(ErrorKind::InvalidInput.into());
    }
    let file = std::fs::File::open(path)?;
    let expected = file.metadata()?.len();
    if expected > limit { Ok(None) } else { whole(file, expected, limit) }
}

/// Everything there is to read, however it came out longer or shorter than expected.
fn whole(source: impl Read, expected: u64, limit: u64) -> std::io::Result<Option<Vec<u8>>> {
    let mut bytes = Vec::with_capacity(usize::try_from(expected).unwrap_or(0));
    source.take(limit.saturating_add(1)).read_to_end(&mut bytes)?;
    Ok((bytes.len() as u64 <= limit).then_some(bytes))
}

fn name_within(folder: &Path, path: &Path) -> String {
    let inner = path.strip_prefix(folder).unwrap_or(path);
    inner.iter().map(|part| part.to_string_lossy()).collect::<Vec<_>>().join("/")
}

fn obstacle(kind: FileType, path: &Path) -> Option<&'static str> {
    const PICTURE: [&str; 12] =
        ["jpg", "jpeg", "png", "webp", "gif", "tif", "tiff", "bmp", "heic", "heif", "avif", "dng"];
    if kind.is_symlink() {
        return Some("it is a link; links are not followed");
    }
    if kind.is_dir() {
        let extension = path.extension().map(|extension| extension.to_string_lossy().to_lowercase());
        return extension
            .is_some_and(|extension| PICTURE.contains(&extension.as_str()))
            .then_some("it is a folder, not a picture; its files are looked at one by one");
    }
    (!kind.is_file()).then_some("it is not a file")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(found: &[Found]) -> Vec<String> {
        found
            .iter()
            .map(|found| match found {
                Found::File { name, .. } => name.clone(),
                Found::Refused { name, reason } => format!("{name}: {reason}"),
            })
            .collect()
    }

    #[test]
    #[expect(clippy::disallowed_methods, reason = "makes the card that the test reads")]
    fn files_are_found_by_name_and_folders_called_like_pictures_are_told() {
        let card = tempfile::tempdir().expect("a folder");
        std::fs::create_dir_all(card.path().join("DCIM/odd.jpg")).expect("made");
        std::fs::write(card.path().join("DCIM/odd.jpg/2.jpg"), b"x").expect("written");
        std::fs::write(card.path().join("1.jpg"), b"x").expect("written");
        let found = walk(card.path()).expect("read");
        assert_eq!(
            names(&found),
            [
                "1.jpg",
                "DCIM/odd.jpg: it is a folder, not a picture; its files are looked at one by one",
                "DCIM/odd.jpg/2.jpg",
            ]
        );
    }

    #[cfg(unix)]
    #[test]
    #[expect(clippy::disallowed_methods, reason = "makes the card that the test reads")]
    fn links_and_pipes_are_told_and_never_opened() {
        let card = tempfile::tempdir().expect("a folder");
        let outside = tempfile::tempdir().expect("a folder");
        std::fs::write(outside.path().join("secret.jpg"), b"x").expect("written");
        std::os::unix::fs::symlink(outside.path(), card.path().join("trip")).expect("linked");
        std::os::unix::fs::symlink(outside.path().join("secret.jpg"), card.path().join("a.jpg")).expect("linked");
        let made = std::process::Command::new("mkfifo").arg(card.path().join("pipe.jpg")).status().expect("run");
        assert!(made.success());
        let found = walk(card.path()).expect("read");
        assert_eq!(
            names(&found),
            [
                "a.jpg: it is a link; links are not followed",
                "pipe.jpg: it is not a file",
                "trip: it is a link; links are not followed",
            ]
        );
    }

    #[test]
    #[expect(clippy::disallowed_methods, reason = "makes the card that the test reads")]
    fn a_file_over_the_limit_is_not_read() {
        let card = tempfile::tempdir().expect("a folder");
        let path = card.path().join("big.jpg");
        std::fs::write(&path, [0; 11]).expect("written");
        assert_eq!(read_at_most(&path, 10).expect("read"), None);
        assert_eq!(read_at_most(&path, 11).expect("read").map(|bytes| bytes.len()), Some(11));
    }

    #[test]
    fn a_file_that_grows_while_it_is_read_is_read_no_further_than_the_limit() {
        assert_eq!(whole(std::io::repeat(7), 3, 1000).expect("read"), None);
        assert_eq!(whole(&b"shorter"[..], 1000, 1000).expect("read").as_deref(), Some(&b"shorter"[..]));
    }

    #[test]
    fn a_card_pulled_out_while_a_file_is_read_is_an_error_and_no_half_a_file() {
        struct PulledOut;
        impl Read for PulledOut {
            fn read(&mut self, _: &mut [u8]) -> std::io::Result<usize> {
                Err(std::io::Error::other("no such device"))
            }
        }
        assert!(whole(b"the first half".chain(PulledOut), 100, 1000).is_err());
    }

    #[cfg(unix)]
    #[test]
    #[expect(clippy::disallowed_methods, reason = "makes the card that the test reads")]
    fn a_file_that_vanished_or_became_a_pipe_or_a_link_since_it_was_found_is_not_opened() {
        let card = tempfile::tempdir().expect("a folder");
        let path = card.path().join("1.jpg");
        assert!(read_at_most(&path, 10).is_err());
        assert!(std::process::Command::new("mkfifo").arg(&path).status().expect("run").success());
        assert!(read_at_most(&path, 10).is_err());
        std::fs::remove_file(&path).expect("removed");
        std::fs::write(card.path().join("2.jpg"), b"x").expect("written");
        std::os::unix::fs::symlink(card.path().join("2.jpg"), &path).expect("linked");
        assert!(read_at_most(&path, 10).is_err());
    }

    #[test]
    fn a_folder_that_is_not_there_is_refused_in_words() {
        let error = walk(Path::new("/no/such/folder")).expect_err("refused");
        assert!(matches!(error, Error::Refused(Refusal::Unreadable { .. })));
    }
}
