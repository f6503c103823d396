//! A disk that loses bits: every flip is detected or harmless, and what is not hurt stays usable. These tests
//! read and write the vault's raw files.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use rules::{BatchId, PhotoFacts, PurposeKey, Register};
use store::{Batch, BlobKind, Checked, PersonEntry, Photo, StoreError};

use crate::school::{HEAD, HEAD_PASSWORD, School, Vault, env, granted, photo, pupil};

/// Every so many bytes one is flipped, in each file.
const STEP: usize = 4096;

/// Everything that a vault says, photo files aside.
#[derive(Debug, PartialEq)]
struct Told {
    register: Register,
    photos: Vec<Photo>,
    facts: Vec<PhotoFacts>,
    batches: Vec<Batch>,
}

fn told(vault: &Vault) -> store::Result<Told> {
    let album = vault.albums().all()?.remove(0).id;
    Ok(Told {
        register: vault.register()?,
        photos: vault.photos().in_album(album)?,
        facts: vault.photos().facts_in_album(album)?,
        batches: vault.batches().all()?,
    })
}

fn read_folder(root: &Path, folder: &Path, into: &mut BTreeMap<PathBuf, Vec<u8>>) {
    for path in std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()) {
        if path.is_dir() {
            read_folder(root, &path, into);
        } else {
            into.insert(path.strip_prefix(root).unwrap().to_owned(), std::fs::read(&path).unwrap());
        }
    }
}

fn write_folder(root: &Path, files: &BTreeMap<PathBuf, Vec<u8>>) {
    std::fs::create_dir_all(root.join("staging")).unwrap();
    std::fs::create_dir_all(root.join("files")).unwrap();
    for (name, bytes) in files {
        std::fs::create_dir_all(root.join(name).parent().unwrap()).unwrap();
        #[expect(clippy::disallowed_methods, reason = "plays the disk")]
        std::fs::write(root.join(name), bytes).unwrap();
    }
}

/// A small vault as it lies on the disk, what it says, and the bytes of its photos.
struct Small {
    files: BTreeMap<PathBuf, Vec<u8>>,
    told: Told,
    pictures: Vec<Vec<u8>>,
    school: School,
}

fn small() -> Small {
    let (school, vault) = School::open();
    let person = pupil(&vault, "Quillon", "Marchbanks");
    vault.people().set(&PersonEntry { person: person.clone(), upn: None }).unwrap();
    vault.consents().add(&granted(&vault, person.id)).unwrap();
    let album = vault.albums().named("Autumn walk").unwrap();
    let pictures = [1_u8, 2].map(|seed| {
        let mut bytes = vec![0; 9000];
        blake3::Hasher::new().update(&[seed]).finalize_xof().fill(&mut bytes);
        bytes
    });
    let photos: Vec<_> = pictures.iter().map(|bytes| photo(&vault, &album, bytes).unwrap().id).collect();
    let batch = BatchId::new(vault.env().new_id());
    vault.batches().make(batch, &PurposeKey::new("website"), "Autumn").unwrap();
    vault.batches().add(batch, &photos).unwrap();
    let told = told(&vault).unwrap();
    assert!(vault.check().unwrap().is_sound());
    drop(vault);
    let mut files = BTreeMap::new();
    read_folder(&school.path(), &school.path(), &mut files);
    Small { files, told, pictures: pictures.to_vec(), school }
}

/// Opens a copy and compares all it says with what it said before. `true`: something was detected.
fn is_detected(small: &Small, files: &BTreeMap<PathBuf, Vec<u8>>, place: &str) -> bool {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("vault");
    write_folder(&path, files);
    let vault = match Vault::unlock(&path, HEAD, HEAD_PASSWORD, env(&small.school.now)) {
        Ok((vault, _)) => vault,
        Err(error) => {
            assert!(matches!(error, StoreError::Damaged(_)), "{place}: {error:?}");
            return true;
        }
    };
    match told(&vault) {
        Ok(now) => assert_eq!(now, small.told, "{place}"),
        Err(error) => {
            assert!(matches!(error, StoreError::Damaged(_)), "{place}: {error:?}");
            return true;
        }
    }
    let mut hurt: Vec<(rules::PhotoId, Vec<BlobKind>)> = Vec::new();
    for (photo, picture) in small.told.photos.iter().zip(&small.pictures) {
        let parts = [(BlobKind::Master, 1), (BlobKind::Preview, 2), (BlobKind::Thumb, 8)];
        for (kind, share) in parts {
            match vault.photos().bytes(photo.id, kind) {
                Ok(bytes) => assert_eq!(bytes.as_slice(), &picture[..picture.len() / share], "{place}"),
                Err(StoreError::Damaged(_)) => match hurt.last_mut() {
                    Some((id, kinds)) if *id == photo.id => kinds.push(kind),
                    _ => hurt.push((photo.id, vec![kind])),
                },
                Err(error) => panic!("{place}: {error:?}"),
            }
        }
    }
    let Checked { hurt: reported, database_sound, log, .. } = match vault.check() {
        Ok(checked) => checked,
        Err(StoreError::Damaged(_)) => return true,
        Err(error) => panic!("{place}: {error:?}"),
    };
    hurt.sort_unstable();
    assert_eq!(reported, hurt, "{place}");
    !hurt.is_empty() || !database_sound || log.fault.is_some()
}

#[test]
fn p18_every_flipped_byte_is_detected_or_harmless_and_the_rest_stays_usable() {
    let small = small();
    let (mut flips, mut detected, mut in_pictures) = (0, 0, 0);
    for (name, bytes) in &small.files {
        for at in (0..bytes.len()).step_by(STEP) {
            let mut files = small.files.clone();
            files.get_mut(name).unwrap()[at] ^= 0x10;
            flips += 1;
            let found = is_detected(&small, &files, &format!("{} at {at}", name.display()));
            detected += usize::from(found);
            if name.starts_with("files") {
                in_pictures += 1;
                assert!(found, "{} at {at}", name.display());
            }
        }
    }
    crate::figures::figure(&format!(
        "vault: {flips} bytes flipped one by one: {detected} detected, {} harmless, none silently wrong",
        flips - detected
    ));
    assert!(flips > 60 && in_pictures >= 8 && !is_detected(&small, &small.files, "no flip"));
}

#[test]
fn a_missing_or_shortened_file_hurts_its_photo_only() {
    let small = small();
    let pictures = small.files.keys().filter(|name| name.starts_with("files"));
    for name in pictures {
        let mut files = small.files.clone();
        files.remove(name);
        assert!(is_detected(&small, &files, "missing"));
        for keep in [0, 18, 19, 40] {
            let mut files = small.files.clone();
            files.get_mut(name).unwrap().truncate(keep);
            assert!(is_detected(&small, &files, "cut"));
        }
        let mut files = small.files.clone();
        files.get_mut(name).unwrap().push(0);
        assert!(is_detected(&small, &files, "longer"));
    }
}

#[test]
fn files_that_changed_places_are_detected() {
    let small = small();
    let mut pictures = small.files.iter().filter(|(name, _)| name.starts_with("files"));
    let ((first, one), (second, two)) = (pictures.next().unwrap(), pictures.next().unwrap());
    let mut files = small.files.clone();
    files.insert(first.clone(), two.clone());
    files.insert(second.clone(), one.clone());
    assert!(is_detected(&small, &files, "swapped"));
}

#[test]
fn either_copy_of_the_key_slots_opens_the_vault_and_mends_the_other() {
    let small = small();
    for name in ["keys", "keys-copy"] {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("vault");
        let mut files = small.files.clone();
        files.remove(Path::new(name));
        write_folder(&path, &files);
        drop(Vault::unlock(&path, HEAD, HEAD_PASSWORD, env(&small.school.now)).unwrap());
        assert_eq!(std::fs::read(path.join(name)).unwrap(), small.files[Path::new(name)]);
    }
}
