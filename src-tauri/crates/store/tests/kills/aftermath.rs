//! What has to be true after any kill.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use rules::{BatchState, PhotoId};
use store::{BlobKind, NewVault, Opener, Restored, StoreError, Vault};

use crate::harness::{files, in_memory};
use crate::work::{HEAD, NEW_PASSWORD, OFFICE, OFFICE_PASSWORDS, PASSWORD, PLANTED, Work, env, picture};

pub(crate) fn look(work: Work, folder: &Path, reported: &str) {
    let path = folder.join("vault");
    assert_unreadable(folder);
    // The last line may have been cut by the kill.
    let done: Vec<&str> = reported.split_inclusive('\n').filter_map(|line| line.strip_suffix('\n')).collect();
    if work == Work::Create && !Vault::exists(&path) {
        assert!(done.is_empty(), "a vault reported made is gone");
        let new = NewVault { school: PLANTED, head: HEAD, password: PASSWORD };
        drop(Vault::create(&path, &new, env()).unwrap());
    }
    let vault = open(&path, &done);
    let checked = vault.check().unwrap();
    assert!(checked.is_sound(), "{work:?}: {checked:?}");
    assert_eq!(staged(folder), Vec::<PathBuf>::new(), "{work:?}");
    for line in &done {
        kept(&vault, folder, line, &done);
    }
    if work == Work::Restore {
        restored(&vault, done.contains(&"restored"));
    }
    if work == Work::Migrate {
        migrated(&vault);
    }
    drop(vault);
    if work == Work::Accounts {
        account(&path, &done);
    }
    if matches!(work, Work::Backup | Work::Restore) {
        // Whatever happened to the backup, there is one that restores.
        let restored = restore_elsewhere(folder);
        if work == Work::Backup {
            let vault = Vault::unlock(&path, HEAD, PASSWORD, env()).unwrap().0;
            vault.backup(&folder.join("backup")).unwrap();
            assert!(!files(folder).iter().any(|path| path.to_string_lossy().contains(".backup.")));
        }
        assert!(restored.hurt.is_empty() && restored.photos == 2, "{restored:?}");
    }
}

/// Opens with the password that must be valid: the new one once that was reported, either one before.
fn open(path: &Path, done: &[&str]) -> Vault {
    let unlock = |password| Vault::unlock(path, HEAD, password, env()).map(|(vault, _)| vault);
    if done.contains(&"password") {
        assert!(matches!(unlock(PASSWORD), Err(StoreError::WrongPassword)));
        return unlock(NEW_PASSWORD).unwrap();
    }
    unlock(PASSWORD).or_else(|_| unlock(NEW_PASSWORD)).unwrap()
}

/// One step that was reported done.
fn kept(vault: &Vault, folder: &Path, line: &str, done: &[&str]) {
    let words: Vec<&str> = line.split(' ').collect();
    match words.as_slice() {
        ["photo", id, seed] => {
            let photo: PhotoId = id.parse().unwrap();
            let expected = picture(photo, seed.parse().unwrap());
            match vault.photos().bytes(photo, BlobKind::Master) {
                Ok(bytes) => assert_eq!(bytes.as_slice(), expected),
                // A deletion may be done before it is reported.
                Err(StoreError::Deleted) => {}
                Err(error) => panic!("{line}: {error:?}"),
            }
            let told = vault.photos().tombstones().unwrap().len();
            let deleted = done.iter().filter(|line| line.starts_with("deleted")).count();
            assert!(told >= deleted);
        }
        ["person", id] => drop(vault.people().get(id.parse().unwrap()).unwrap()),
        ["confirmed", id] => {
            let photo: PhotoId = id.parse().unwrap();
            match vault.photo_facts(photo) {
                Ok(facts) => assert!(facts.confirmed && facts.crop.is_some(), "{line}"),
                Err(StoreError::Deleted) => {}
                Err(error) => panic!("{line}: {error:?}"),
            }
        }
        ["approved", id] => {
            let batch = vault.batches().get(id.parse().unwrap()).unwrap();
            // A photo deleted later voids it.
            let in_force = matches!(batch.state, BatchState::Approved | BatchState::Exported);
            let approval = vault.batches().approval(batch.id).unwrap();
            assert_eq!(approval.is_some_and(|approval| approval.signature_holds), in_force, "{line}");
            assert!(in_force || batch.voided.is_some(), "{line}");
        }
        ["published", id, photo] => {
            let found = vault.ledger().of_photo(photo.parse().unwrap()).unwrap();
            assert!(found.iter().any(|file| file.id.to_string() == *id), "{line}");
        }
        ["deleted", id] => {
            assert!(matches!(vault.photos().get(id.parse().unwrap()), Err(StoreError::Deleted)), "{line}");
        }
        ["backup", photos] => {
            assert_eq!(restore_elsewhere(folder).photos.to_string(), **photos, "{line}");
        }
        ["captioned", id, photos] => {
            let batch = vault.batches().get(id.parse().unwrap()).unwrap();
            // Deleted photos have left the batch, also where that is not reported yet.
            let deleted = vault.photos().tombstones().unwrap().len();
            let photos: usize = photos.parse().unwrap();
            assert!((photos.saturating_sub(deleted)..=photos).contains(&batch.items.len()), "{line}");
        }
        ["submitted" | "returned", id] => {
            let batch = vault.batches().get(id.parse().unwrap()).unwrap();
            assert!(batch.state != BatchState::Draft || batch.voided.is_some(), "{line}");
        }
        ["created" | "working" | "password" | "restored" | "migrated"] | ["account", _] => {}
        other => panic!("an unknown report: {other:?}"),
    }
}

/// Before a restore there were the photos 2 and 3, after it only photo 2; photo 1 stays deleted either way.
fn restored(vault: &Vault, done: bool) {
    let album = vault.albums().named("Autumn walk").unwrap().id;
    let photos = vault.photos().in_album(album).unwrap().len();
    assert!(photos == 1 || (photos == 2 && !done), "{photos}");
    assert_eq!(vault.photos().tombstones().unwrap().len(), 1);
}

/// The kept vault as its maker left it.
fn migrated(vault: &Vault) {
    let album = vault.albums().named("Autumn walk").unwrap().id;
    let photos = vault.photos().in_album(album).unwrap();
    assert_eq!(photos.len(), 2);
    for (seed, photo) in (1..).zip(&photos) {
        assert_eq!(vault.photos().bytes(photo.id, BlobKind::Master).unwrap().as_slice(), [seed; 900]);
    }
    assert_eq!((vault.people().all().unwrap().len(), vault.accounts().all().unwrap().len()), (1, 2));
}

/// What was reported of the account is so; what comes next may have happened unreported.
fn account(path: &Path, done: &[&str]) {
    let opens = OFFICE_PASSWORDS.map(|password| Vault::unlock(path, OFFICE, password, env()).is_ok());
    let reached = done.iter().filter(|line| line.starts_with("account")).count();
    let allowed: &[[bool; 2]] = match reached {
        0 => &[[false, false]],
        1 => &[[false, false], [true, false]],
        2 => &[[true, false], [false, true]],
        3 => &[[false, true], [false, false]],
        _ => &[[false, false]],
    };
    assert!(allowed.contains(&opens), "{done:?}: {opens:?}");
    // However it was left, the head can give the account a password that opens.
    let vault = Vault::unlock(path, HEAD, PASSWORD, env()).unwrap().0;
    let Some(found) = vault.accounts().by_login(OFFICE).unwrap() else { return };
    vault.accounts().authorise(found.id).or_else(|_| vault.accounts().disable(found.id)).unwrap();
    vault.accounts().reset_password(found.id, NEW_PASSWORD).unwrap();
    drop(vault);
    Vault::unlock(path, OFFICE, NEW_PASSWORD, env()).unwrap();
}

fn restore_elsewhere(folder: &Path) -> Restored {
    let elsewhere = in_memory();
    let opener = Opener::Password { login: HEAD, password: PASSWORD };
    Vault::restore(&folder.join("backup"), &elsewhere.path().join("vault"), &opener, env(), &|_| true).unwrap()
}

fn staged(folder: &Path) -> Vec<PathBuf> {
    let left = |path: &PathBuf| {
        let name = path.to_string_lossy().into_owned();
        // A backup that was being written anew lies beside the one that counts until the next one is made.
        let backup = name.contains(".backup.");
        !backup && (name.contains("staged") || name.contains("staging/") || name.contains(".replaced"))
    };
    files(folder).into_iter().filter(left).collect()
}

fn assert_unreadable(folder: &Path) {
    // Four letters alone stand somewhere in a few gigabytes of anything.
    let needles: BTreeSet<&str> = ["SQLite format 3", PLANTED, "\u{ff}\u{d8}Exif", "Quillon", HEAD, OFFICE].into();
    for path in files(folder) {
        let bytes = std::fs::read(&path).unwrap();
        for needle in &needles {
            let hit = memchr::memmem::find(&bytes, needle.as_bytes());
            assert!(hit.is_none(), "{needle} in {}", path.display());
        }
    }
}
