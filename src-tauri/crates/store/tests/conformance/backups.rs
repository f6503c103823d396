//! Backup and restore (P16, P18, P25). Tests of damage write to the backup's raw file.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::mpsc::channel;
use std::time::Duration;

use rules::{PersonId, PhotoId};
use store::{BackedUp, BlobKind, Opener, PersonEntry, RecoveryKey, StoreError};

use crate::school::{HEAD, HEAD_PASSWORD, OFFICE, OFFICE_PASSWORD, School, Vault, granted, office, photo, pupil};

const HEADS_PASSWORD: Opener<'static> = Opener::Password { login: HEAD, password: HEAD_PASSWORD };

fn picture(seed: u8) -> Vec<u8> {
    let mut bytes = vec![0; 9000];
    blake3::Hasher::new().update(&[seed]).finalize_xof().fill(&mut bytes);
    bytes
}

/// A school with one pupil, three photos and a backup of them; the vault is still open.
fn backed_up() -> (School, Vault, PathBuf, [PhotoId; 3], PersonId) {
    let (school, vault) = School::open();
    let person = pupil(&vault, "Quillon", "Marchbanks");
    vault.people().set(&PersonEntry { person: person.clone(), upn: None }).unwrap();
    vault.consents().add(&granted(&vault, person.id)).unwrap();
    let album = vault.albums().named("Autumn walk").unwrap();
    let photos = [1, 2, 3].map(|seed| photo(&vault, &album, &picture(seed)).unwrap().id);
    let path = school.folder.path().join("school.cloakroom-backup");
    let done = vault.backup(&path).unwrap();
    assert_eq!(done, BackedUp { files: 9, written: 9, anew: true });
    (school, vault, path, photos, person.id)
}

fn poke(path: &Path, change: impl FnOnce(&mut Vec<u8>)) {
    let mut bytes = std::fs::read(path).unwrap();
    change(&mut bytes);
    #[expect(clippy::disallowed_methods, reason = "plays a disk that lost a bit, or a write cut short")]
    std::fs::write(path, bytes).unwrap();
}

#[test]
fn a_backup_made_while_in_use_restores_to_another_place_photo_by_photo() {
    let (school, vault, path, photos, person) = backed_up();
    let elsewhere = school.folder.path().join("elsewhere");
    let restored = school.restore(&path, &elsewhere, &HEADS_PASSWORD).unwrap();
    assert_eq!((restored.photos, restored.made_at), (3, Some(vault.env().now())));
    assert!(restored.hurt.is_empty() && restored.stayed_deleted.is_empty() && !restored.deletions_unknown);
    let (again, _) = Vault::unlock(&elsewhere, HEAD, HEAD_PASSWORD, school.env.clone()).unwrap();
    assert_eq!(again.register().unwrap(), vault.register().unwrap());
    for (seed, photo) in (1..).zip(photos) {
        assert_eq!(again.photos().bytes(photo, BlobKind::Master).unwrap().as_slice(), picture(seed));
        assert_eq!(again.photos().get(photo).unwrap(), vault.photos().get(photo).unwrap());
    }
    assert!(again.people().get(person).is_ok() && again.check().unwrap().is_sound());
    let told = again.log().entries(1, 1000).unwrap();
    assert!(told.iter().any(|entry| entry.action == store::Action::BackupRestored));
}

#[test]
fn a_second_backup_writes_only_what_is_new() {
    let (school, vault, path, _, _) = backed_up();
    assert_eq!(vault.backup(&path).unwrap(), BackedUp { files: 9, written: 0, anew: false });
    let album = vault.albums().named("Autumn walk").unwrap();
    let late = photo(&vault, &album, &picture(4)).unwrap().id;
    let done = vault.backup(&path).unwrap();
    assert_eq!((done.files, done.written), (12, if done.anew { 12 } else { 3 }));
    let elsewhere = school.folder.path().join("elsewhere");
    assert_eq!(school.restore(&path, &elsewhere, &HEADS_PASSWORD).unwrap().photos, 4);
    let (again, _) = Vault::unlock(&elsewhere, HEAD, HEAD_PASSWORD, school.env.clone()).unwrap();
    assert_eq!(again.photos().bytes(late, BlobKind::Preview).unwrap().as_slice(), &picture(4)[..4500]);
}

#[test]
fn work_goes_on_while_a_backup_is_on_its_way_and_what_is_done_meanwhile_is_in_the_next_one_p25() {
    let (school, vault, path, _, _) = backed_up();
    let album = vault.albums().named("Autumn walk").unwrap();
    photo(&vault, &album, &picture(4)).unwrap();
    let vault = Arc::new(vault);
    let asked = AtomicU32::new(0);
    let not_stopped = || {
        let (busy, (done, free)) = (Arc::clone(&vault), channel());
        let name = format!("Meanwhile {}", asked.fetch_add(1, Ordering::SeqCst));
        std::thread::spawn(move || done.send(busy.albums().named(&name).map(drop)));
        free.recv_timeout(Duration::from_secs(30)).expect("nobody waits for a backup").unwrap();
        false
    };
    vault.backup_unless(&path, &not_stopped).unwrap();
    let asked = asked.load(Ordering::SeqCst);
    assert!(asked >= 4, "before the database, and before each file of the new photo: {asked}");
    assert_eq!(vault.albums().all().unwrap().len(), 1 + asked as usize);
    let elsewhere = school.folder.path().join("elsewhere");
    school.restore(&path, &elsewhere, &HEADS_PASSWORD).unwrap();
    let (again, _) = Vault::unlock(&elsewhere, HEAD, HEAD_PASSWORD, school.env.clone()).unwrap();
    assert_eq!(again.albums().all().unwrap().len(), 1, "the backup is of one instant");
    assert!(again.check().unwrap().is_sound());
}

#[test]
fn a_backup_brought_up_to_date_every_day_does_not_grow_without_end() {
    let (_school, vault, path, _, _) = backed_up();
    let sizes: Vec<u64> = (0..12)
        .map(|_| {
            vault.backup(&path).unwrap();
            std::fs::metadata(&path).unwrap().len()
        })
        .collect();
    assert!(sizes.iter().max().unwrap() < &(sizes[0] * 4), "{sizes:?}");
}

#[test]
fn p16_a_photo_deleted_since_the_backup_stays_deleted_and_the_certificate_tells() {
    let (school, vault, path, photos, _) = backed_up();
    vault.photos().delete_now(photos[1]).unwrap();
    drop(vault);
    let restored = school.restore(&path, &school.path(), &HEADS_PASSWORD).unwrap();
    assert_eq!((restored.photos, restored.stayed_deleted), (2, vec![photos[1]]));
    let vault = school.unlock(HEAD, HEAD_PASSWORD).unwrap();
    assert!(matches!(vault.photos().bytes(photos[1], BlobKind::Master), Err(StoreError::Deleted)));
    assert!(vault.check().unwrap().is_sound());
    let stones = vault.photos().tombstones().unwrap();
    assert_eq!(stones[0].why, store::DeletedBecause::DeletedSinceBackup);
    assert!(!school.folder.path().join(".vault.replaced").exists());
}

#[test]
fn p16_the_next_backup_no_longer_has_a_deleted_photo() {
    let (school, vault, path, photos, _) = backed_up();
    vault.photos().delete_now(photos[1]).unwrap();
    assert_eq!(vault.backup(&path).unwrap(), BackedUp { files: 6, written: 6, anew: true });
    drop(vault);
    let elsewhere = school.folder.path().join("elsewhere");
    let restored = school.restore(&path, &elsewhere, &HEADS_PASSWORD).unwrap();
    assert_eq!((restored.photos, restored.stayed_deleted.len()), (2, 0));
}

#[test]
fn p19_an_account_disabled_since_the_backup_stays_disabled() {
    let (school, vault, path, _, _) = backed_up();
    let clerk = office(&vault);
    vault.backup(&path).unwrap();
    vault.accounts().disable(clerk).unwrap();
    drop(vault);
    school.restore(&path, &school.path(), &HEADS_PASSWORD).unwrap();
    assert!(matches!(school.unlock(OFFICE, OFFICE_PASSWORD), Err(StoreError::WrongPassword)));
    let vault = school.unlock(HEAD, HEAD_PASSWORD).unwrap();
    assert_eq!(vault.accounts().get(clerk).unwrap().standing, store::Standing::Disabled);
}

#[test]
fn p25_a_backup_opens_with_password_or_recovery_key_only() {
    let (school, vault, path, _, _) = backed_up();
    drop(vault);
    let elsewhere = school.folder.path().join("elsewhere");
    let wrong = Opener::Password { login: HEAD, password: "not the password" };
    let refused = school.restore(&path, &elsewhere, &wrong);
    assert!(matches!(refused, Err(StoreError::WrongPassword)) && !elsewhere.exists());
    let key = RecoveryKey::parse(&school.recovery.shown()).unwrap();
    let opener = Opener::Recovery(&key);
    assert_eq!(school.restore(&path, &elsewhere, &opener).unwrap().photos, 3);
    let bytes = std::fs::read(&path).unwrap();
    for needle in ["Quillon", "Marchbanks", "Autumn", "website", "SQLite format 3", HEAD, "Larkspur"] {
        assert!(!bytes.windows(needle.len()).any(|window| window == needle.as_bytes()), "{needle}");
    }
}

#[test]
fn what_is_no_backup_of_this_vault_is_neither_overwritten_nor_restored_over_it() {
    let (school, vault, path, _, _) = backed_up();
    let (other, stranger) = School::open();
    let refused = stranger.backup(&path);
    assert!(matches!(refused, Err(StoreError::WrongState(_))));
    let letter = school.folder.path().join("letter.txt");
    poke_new(&letter, b"Dear parents");
    assert!(matches!(vault.backup(&letter), Err(StoreError::WrongState(_))));
    assert_eq!(std::fs::read(&letter).unwrap(), b"Dear parents");
    assert!(school.restore(&letter, &other.path(), &HEADS_PASSWORD).is_err());
    let open = school.restore(&path, &other.path(), &HEADS_PASSWORD);
    assert!(matches!(open, Err(StoreError::InUse)));
    drop(stranger);
    let foreign = school.restore(&path, &other.path(), &HEADS_PASSWORD);
    assert!(matches!(foreign, Err(StoreError::WrongState(_))));
    other.unlock(HEAD, HEAD_PASSWORD).unwrap();
}

#[test]
fn p19_only_who_may_restores_and_not_somebody_disabled_since() {
    let (school, vault, path, _, _) = backed_up();
    let clerk = office(&vault);
    vault.backup(&path).unwrap();
    drop(vault);
    let clerks = Opener::Password { login: OFFICE, password: OFFICE_PASSWORD };
    let heads_only = |role| role == rules::Role::Head;
    let place = school.folder.path().join("elsewhere");
    let refused = Vault::restore(&path, &place, &clerks, school.env.clone(), &heads_only);
    assert!(matches!(refused, Err(StoreError::RoleMayNot)) && !place.exists());
    let vault = school.unlock(HEAD, HEAD_PASSWORD).unwrap();
    vault.accounts().disable(clerk).unwrap();
    drop(vault);
    assert!(matches!(school.restore(&path, &school.path(), &clerks), Err(StoreError::RoleMayNot)));
    school.unlock(HEAD, HEAD_PASSWORD).unwrap();
}

#[test]
fn the_certificate_counts_photos_that_came_after_the_backup() {
    let (school, vault, path, _, _) = backed_up();
    let album = vault.albums().named("Autumn walk").unwrap();
    photo(&vault, &album, &picture(4)).unwrap();
    drop(vault);
    let restored = school.restore(&path, &school.path(), &HEADS_PASSWORD).unwrap();
    assert_eq!((restored.photos, restored.came_later), (3, 1));
}

#[test]
fn p21_a_backup_that_fails_is_not_told_as_made() {
    let (school, vault) = School::open();
    let gone = school.folder.path().join("no such share").join("school.cloakroom-backup");
    assert!(matches!(vault.backup(&gone), Err(StoreError::Io { .. })));
    let told = vault.log().entries(1, 1000).unwrap();
    assert!(told.iter().all(|entry| entry.action != store::Action::BackupMade));
}

fn poke_new(path: &Path, bytes: &[u8]) {
    store::atomic::write_atomically(path, bytes).unwrap();
}

type Tear<'a> = &'a dyn Fn(&mut Vec<u8>);

#[test]
fn a_backup_cut_short_while_it_was_added_to_is_the_one_before() {
    let (school, vault, path, _, _) = backed_up();
    let before = std::fs::read(&path).unwrap();
    let album = vault.albums().named("Autumn walk").unwrap();
    photo(&vault, &album, &picture(4)).unwrap();
    assert!(!vault.backup(&path).unwrap().anew);
    drop(vault);
    let after = std::fs::read(&path).unwrap();
    // All of the contents, but the new head is still missing, torn, or damaged.
    let torn: [Tear<'_>; 3] = [&|bytes| bytes[2048..4096].fill(0), &|bytes| bytes[2100..4096].fill(0), &|bytes| {
        bytes.truncate(before.len() + 100)
    }];
    for (n, tear) in torn.into_iter().enumerate() {
        poke(&path, |bytes| {
            *bytes = after.clone();
            bytes[2048..4096].copy_from_slice(&before[2048..4096]);
            tear(bytes);
        });
        let elsewhere = school.folder.path().join(format!("elsewhere{n}"));
        assert_eq!(school.restore(&path, &elsewhere, &HEADS_PASSWORD).unwrap().photos, 3);
    }
}

#[test]
fn every_flipped_byte_of_a_backup_is_detected_or_harmless() {
    let (school, vault, path, photos, _) = backed_up();
    drop(vault);
    let whole = std::fs::read(&path).unwrap();
    let (mut flips, mut refused, mut hurt) = (0, 0, 0);
    for at in (0..whole.len()).step_by(4096) {
        poke(&path, |bytes| {
            *bytes = whole.clone();
            bytes[at] ^= 0x10;
        });
        flips += 1;
        let elsewhere = tempfile::tempdir().unwrap();
        let place = elsewhere.path().join("vault");
        match school.restore(&path, &place, &HEADS_PASSWORD) {
            Err(StoreError::Damaged(_) | StoreError::WrongState(_)) => {
                assert!(!place.exists(), "at {at}");
                refused += 1;
                continue;
            }
            Err(error) => panic!("at {at}: {error:?}"),
            Ok(restored) => {
                hurt += restored.hurt.len();
                let (again, _) = Vault::unlock(&place, HEAD, HEAD_PASSWORD, school.env.clone()).unwrap();
                for (seed, photo) in (1..).zip(photos).filter(|(_, photo)| !restored.hurt.contains(photo)) {
                    assert_eq!(again.photos().bytes(photo, BlobKind::Master).unwrap().as_slice(), picture(seed));
                }
                let told: Vec<_> = again.check().unwrap().hurt.into_iter().map(|(photo, _)| photo).collect();
                assert_eq!(told, restored.hurt, "at {at}");
            }
        }
    }
    crate::figures::figure(&format!(
        "backup: {flips} bytes flipped one by one: {refused} refused whole, {hurt} photos reported hurt, none silently wrong"
    ));
    assert!(refused > 50 && hurt > 3);
}
