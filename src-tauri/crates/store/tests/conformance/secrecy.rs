//! P18: nothing readable lies in the vault's folder. These tests read its raw files.

use std::path::{Path, PathBuf};

use rules::{BatchId, BatchItem, DoNotPublish, EntryId, PurposeKey};
use store::PersonEntry;

use crate::school::{HEAD, HEAD_PASSWORD, OFFICE, School, office, photo, pupil};

fn files(folder: &Path) -> Vec<PathBuf> {
    let entries = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    entries.flat_map(|path| if path.is_dir() { files(&path) } else { vec![path] }).collect()
}

/// A picture's bytes that could be recognised anywhere: markers and metadata of a JPEG, then a planted text.
fn picture() -> Vec<u8> {
    let mut bytes = b"\xFF\xD8\xFF\xE1\x00\x10Exif\0\0MM\0*planted camera text".to_vec();
    bytes.extend((0..200_000_u32).flat_map(u32::to_le_bytes));
    bytes.extend(b"the end of a planted picture\xFF\xD9");
    bytes
}

#[test]
fn p18_no_name_no_text_no_picture_and_no_database_header_lies_in_the_clear() {
    let (school, vault) = School::open();
    office(&vault);
    let person = pupil(&vault, "Quillon", "Featherstonehaugh");
    vault.people().set(&PersonEntry { person: person.clone(), upn: Some("H801200001234".to_owned()) }).unwrap();
    let entry = DoNotPublish {
        id: EntryId::new(vault.env().new_id()),
        persons: vec![person.id],
        sealed_reason: "court order 7731".to_owned(),
        from: "2026-09-01".parse().unwrap(),
        review_on: None,
        covering_suffices: false,
        lifted_on: None,
    };
    vault.protections().add_do_not_publish(&entry).unwrap();
    let album = vault.albums().named("Trip to Larkspur Meadow").unwrap();
    let kept = photo(&vault, &album, &picture()).unwrap();
    let batch = BatchId::new(vault.env().new_id());
    vault.batches().make(batch, &PurposeKey::new("website"), "Planted title").unwrap();
    vault.batches().add(batch, &[kept.id]).unwrap();
    let texts = BatchItem {
        photo: kept.id,
        caption: "Planted caption".to_owned(),
        alt_text: "Planted description".to_owned(),
        credit: String::new(),
    };
    vault.batches().set_texts(batch, &texts).unwrap();
    let planted: [&[u8]; 18] = [
        b"Quillon",
        b"Featherstonehaugh",
        b"H801200001234",
        b"3 Wren",
        b"court order",
        b"Larkspur",
        b"Planted",
        b"planted",
        HEAD.as_bytes(),
        OFFICE.as_bytes(),
        HEAD_PASSWORD.as_bytes(),
        b"Barnaby",
        b"DSC_0007",
        b"dsc_0007",
        b"Exif\0\0MM",
        b"\xFF\xD8\xFF",
        b"SQLite format 3",
        b"website",
    ];
    let look = |when: &str| {
        let found = files(&school.path());
        assert!(found.len() > 6, "{when}: {found:?}");
        for path in found {
            let (bytes, name) = (std::fs::read(&path).unwrap(), path.to_string_lossy().into_owned());
            for needle in planted {
                let hit = bytes.windows(needle.len()).any(|window| window == needle);
                // Three bytes turn up by chance in a megabyte of noise about once in twenty runs: the start of a
                // file is where a picture would have them.
                let hit = if needle.len() == 3 { bytes.starts_with(needle) } else { hit };
                assert!(!hit, "{when}: {:?} in {name}", String::from_utf8_lossy(needle));
            }
            for word in ["dsc", "quillon", "jpg", "larkspur"] {
                assert!(!name.rsplit("/vault/").next().unwrap().to_lowercase().contains(word), "{name}");
            }
        }
    };
    look("open");
    drop(vault);
    look("closed");
    school.unlock(HEAD, HEAD_PASSWORD).unwrap();
}

#[test]
fn equal_pictures_in_two_vaults_have_no_bytes_in_common() {
    let blocks = |school: &School| -> std::collections::BTreeSet<Vec<u8>> {
        let files = files(&school.path().join("files"));
        files
            .iter()
            .flat_map(|path| std::fs::read(path).unwrap().chunks(16).map(<[u8]>::to_vec).collect::<Vec<_>>())
            .collect()
    };
    let (first, vault) = School::open();
    photo(&vault, &vault.albums().named("A").unwrap(), &picture()).unwrap();
    let (second, other) = School::open();
    photo(&other, &other.albums().named("A").unwrap(), &picture()).unwrap();
    assert_eq!(blocks(&first).intersection(&blocks(&second)).count(), 0);
}

#[test]
fn what_a_crash_left_staged_or_without_a_row_is_swept_at_the_next_start_and_nothing_else() {
    let (school, vault) = School::open();
    let album = vault.albums().named("A").unwrap();
    let kept = photo(&vault, &album, &picture()).unwrap();
    drop(vault);
    drop(school.unlock(HEAD, HEAD_PASSWORD).unwrap());
    let before = files(&school.path());
    // As after a kill: the mark of a clean end is missing, and files of three stages lie about.
    std::fs::remove_file(school.path().join("closed")).unwrap();
    std::fs::create_dir_all(school.path().join("files/0a")).unwrap();
    for left in ["staging/0a1b", "files/0a/0a1b2c", ".keys.0.staged", ".tries.3.staged"] {
        #[expect(clippy::disallowed_methods, reason = "plays a write that a crash cut short")]
        std::fs::write(school.path().join(left), b"half a file").unwrap();
    }
    let vault = school.unlock(HEAD, HEAD_PASSWORD).unwrap();
    assert_eq!(vault.photos().bytes(kept.id, store::BlobKind::Master).unwrap().as_slice(), picture());
    drop(vault);
    assert_eq!(files(&school.path()).len(), before.len());
}

// What holds a secret cannot be printed for debugging at all.
static_assertions::assert_not_impl_any!(store::RecoveryKey: std::fmt::Debug, std::fmt::Display);
static_assertions::assert_not_impl_any!(store::Opener<'static>: std::fmt::Debug);
static_assertions::assert_not_impl_any!(store::NewVault<'static>: std::fmt::Debug);
static_assertions::assert_not_impl_any!(store::NewAccount<'static>: std::fmt::Debug);

#[test]
fn p20_no_password_no_recovery_key_is_in_the_log_or_in_what_debug_prints() {
    let (school, vault) = School::open();
    let clerk = office(&vault);
    vault.accounts().reset_password(clerk, "sparrow bucket two").unwrap();
    vault.accounts().change_password(HEAD_PASSWORD, "kettle orchard six").unwrap();
    let fresh = vault.accounts().replace_recovery_key().unwrap();
    drop(vault);
    assert!(school.unlock(HEAD, "a wrong password").is_err());
    let vault = school.unlock(HEAD, "kettle orchard six").unwrap();
    let mut told = format!("{vault:?} {:?} {:?}", vault.env(), vault.accounts().all().unwrap());
    for entry in vault.log().entries(1, 10_000).unwrap() {
        told.push_str(&format!("{entry:?}"));
    }
    let (printed, replaced) = (school.recovery.shown(), fresh.shown());
    let secrets = [HEAD_PASSWORD, "kettle orchard six", "sparrow bucket two", "a wrong password", &printed, &replaced];
    for secret in secrets {
        assert!(!told.contains(secret), "{secret} in {told}");
    }
}
