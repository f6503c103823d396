//! What has to be true after any kill, as the next one to log in finds it.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use workflow::wire::BatchState;
use workflow::{Picture, RestoreBy, Session, Stop};

use crate::harness::{files, in_memory};
use crate::school::{self, ALBUM, HEAD, OFFICE, log_in, website};
use crate::work::Work;

pub(crate) fn look(work: Work, folder: &Path, reported: &str) {
    // The last line may have been cut by the kill.
    let done: Vec<&str> = reported.split_inclusive('\n').filter_map(|line| line.strip_suffix('\n')).collect();
    assert_unreadable(folder);
    let head = log_in(folder, HEAD);
    let checked = head.vault_check().unwrap();
    assert!(checked.sound, "{work:?}: {checked:?}");
    if work == Work::Purge {
        head.backup_if_due(&Stop::default()).unwrap();
    }
    let staged: Vec<PathBuf> = files(folder).into_iter().filter(|path| is_staged(path)).collect();
    assert_eq!(staged, Vec::<PathBuf>::new(), "{work:?}");
    for line in &done {
        kept(&head, line);
    }
    exported(&head, &website(folder));
    drop(head);
    if matches!(work, Work::Import | Work::Mixed) {
        resumes(folder, &done);
    }
    if work == Work::Restore {
        stays_deleted(folder, done.contains(&"restored"));
    }
    if work == Work::Purge && done.contains(&"backup") {
        purged_from_backup(folder);
    }
}

/// One step that was reported done.
fn kept(head: &Session, line: &str) {
    match line.split(' ').collect::<Vec<_>>().as_slice() {
        ["photo", id] => {
            for which in [Picture::Thumb, Picture::Preview] {
                assert!(head.picture(id, which).unwrap().bytes.starts_with(b"\xff\xd8"), "{line}");
            }
        }
        ["submitted", id] => assert_ne!(head.batch(id).unwrap().summary.state, BatchState::Draft),
        ["approved", id] => assert_eq!(head.batch(id).unwrap().summary.state, BatchState::Approved),
        ["exported", ..] => {
            let exported = line.strip_prefix("exported ").unwrap();
            assert!(Path::new(exported).join("manifest.json").is_file(), "{line}");
        }
        ["gone", id] => assert!(head.photo(id, "website").is_err(), "{line}"),
        ["restored" | "working" | "backup"] => {}
        other => panic!("an unknown report: {other:?}"),
    }
}

/// A folder on the website is whole: each picture proves clean and is in the ledger, and the ledger names no picture that
/// is nowhere.
fn exported(head: &Session, website: &Path) {
    // Two exports of one title can get one name: it holds four digits.
    let mut found = BTreeSet::new();
    for path in files(website) {
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        if name.ends_with(".jpg") {
            let bytes = std::fs::read(&path).unwrap();
            assert!(workflow::prove::inspect(&bytes).is_empty(), "{name}");
            assert!(path.with_file_name("manifest.json").is_file(), "{name}");
            found.insert((name, blake3::hash(&bytes).to_hex().to_string()));
        }
    }
    let ledger = head.published().unwrap();
    let out: BTreeSet<_> =
        ledger.into_iter().filter(|file| file.taken_down_at.is_none()).map(|file| (file.file, file.blake3)).collect();
    assert_eq!(out, found);
}

/// The same card once more: every picture is there in the end, once.
fn resumes(folder: &Path, done: &[&str]) {
    let office = log_in(folder, OFFICE);
    let photos: BTreeSet<String> = school::import(&office, folder).into_iter().collect();
    assert_eq!(photos.len(), std::fs::read_dir(folder.join("card")).unwrap().count());
    let listed: BTreeSet<String> = office.photos(ALBUM, "website").unwrap().into_iter().map(|photo| photo.id).collect();
    assert!(photos.is_subset(&listed));
    for photo in done.iter().filter_map(|line| line.strip_prefix("photo ")) {
        assert!(listed.contains(photo), "{photo}");
    }
}

/// The photo that was deleted after the backup is gone before and after.
fn stays_deleted(folder: &Path, restored: bool) {
    let head = log_in(folder, HEAD);
    assert_eq!(head.photos(ALBUM, "website").unwrap().len(), 1);
    let told = head.log_entries(1, 10_000).unwrap();
    assert!(!restored || told.iter().any(|entry| entry.action == "backup_restored"));
}

/// The backup on the share restores, and has nothing of what was purged.
fn purged_from_backup(folder: &Path) {
    let backup = files(&folder.join("share")).remove(0);
    let elsewhere = in_memory();
    let who = school::form(HEAD);
    let restored = school::app(elsewhere.path()).restore(&backup, &RestoreBy::Login(&who), false).unwrap();
    assert_eq!((restored.photos, restored.hurt.len()), (0, 0));
}

fn is_staged(path: &Path) -> bool {
    let text = path.to_string_lossy();
    text.contains(".staged") || text.contains("staging/") || text.contains(".replaced")
}

/// Nothing but the card and what was exported can be read.
fn assert_unreadable(folder: &Path) {
    let open = [folder.join("card"), website(folder)];
    for path in files(folder).into_iter().filter(|path| !open.iter().any(|open| path.starts_with(open))) {
        let bytes = std::fs::read(&path).unwrap();
        for needle in [&b"lanted"[..], b"SQLite format 3", b"Exif\0\0", b"\xff\xd8\xff\xe0", b"Autumn walk"] {
            assert!(!bytes.windows(needle.len()).any(|window| window == needle), "{needle:?} in {}", path.display());
        }
    }
}
