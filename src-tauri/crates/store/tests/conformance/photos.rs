//! Photos and their edits.

use rules::{Accounted, DeviceStanding, Face, FaceId, FoundBy, PersonId, PhotoId, Region, Tag, TagId, Who};
use store::{BlobKind, Known, NewPhoto, PersonEntry, StoreError};

use crate::school::{School, Vault, photo, pupil};

fn noise(length: usize, seed: u8) -> Vec<u8> {
    let mut bytes = vec![0; length];
    blake3::Hasher::new().update(&[seed]).finalize_xof().fill(&mut bytes);
    bytes
}

fn somebody(vault: &Vault, surname: &str) -> PersonId {
    let person = pupil(vault, "Quillon", surname);
    vault.people().set(&PersonEntry { person: person.clone(), upn: None }).unwrap();
    person.id
}

fn face(vault: &Vault) -> Face {
    Face {
        id: FaceId::new(vault.env().new_id()),
        region: Region::new(0.1, 0.2, 0.3, 0.4).unwrap(),
        found: FoundBy::Detector { score: 0.75 },
        accounted: None,
    }
}

#[test]
fn a_photo_comes_back_byte_for_byte_at_every_length_around_a_chunk() {
    let (school, vault) = School::open();
    let album = vault.albums().named("Autumn walk").unwrap();
    let mut kept = Vec::new();
    for (seed, length) in (0..).zip([8, 65_535, 65_536, 65_537, 131_072, 300_001]) {
        let bytes = noise(length, seed);
        let added = photo(&vault, &album, &bytes).unwrap();
        kept.push((added, bytes));
    }
    drop(vault);
    let vault = school.unlock(crate::school::HEAD, crate::school::HEAD_PASSWORD).unwrap();
    for (number, (added, bytes)) in (1..).zip(&kept) {
        assert_eq!(vault.photos().bytes(added.id, BlobKind::Master).unwrap().as_slice(), bytes);
        assert_eq!(vault.photos().bytes(added.id, BlobKind::Preview).unwrap().as_slice(), &bytes[..bytes.len() / 2]);
        assert_eq!(vault.photos().bytes(added.id, BlobKind::Thumb).unwrap().as_slice(), &bytes[..bytes.len() / 8]);
        assert_eq!(&vault.photos().get(added.id).unwrap(), added);
        assert_eq!((added.number, added.master_hash), (number, *blake3::hash(bytes).as_bytes()));
    }
    let listed: Vec<_> = kept.into_iter().map(|(added, _)| added).collect();
    assert_eq!(vault.photos().in_album(album.id).unwrap(), listed);
    assert_eq!(vault.albums().get(album.id).unwrap().photos, 6);
}

#[test]
fn the_same_picture_twice_is_told_and_leaves_nothing() {
    let (school, vault) = School::open();
    let album = vault.albums().named("Autumn walk").unwrap();
    let bytes = noise(5000, 1);
    let first = photo(&vault, &album, &bytes).unwrap();
    let files = count_files(&school);
    let again = photo(&vault, &vault.albums().named("Other").unwrap(), &bytes);
    assert!(matches!(again, Err(StoreError::DuplicatePhoto(id)) if id == first.id));
    assert_eq!(count_files(&school), files);
    assert_eq!(vault.photos().known(blake3::hash(&bytes).as_bytes()).unwrap(), Some(Known::Here(first.id)));
    assert_eq!(vault.photos().known(&[0; 32]).unwrap(), None);
}

#[test]
fn a_photo_for_an_album_that_does_not_exist_leaves_nothing() {
    let (school, vault) = School::open();
    let mut album = vault.albums().named("Autumn walk").unwrap();
    album.id = rules::AlbumId::new(vault.env().new_id());
    let files = count_files(&school);
    assert!(matches!(photo(&vault, &album, &noise(5000, 1)), Err(StoreError::NotFound("album"))));
    assert_eq!(count_files(&school), files);
}

fn count_files(school: &School) -> usize {
    walk(&school.path()).len()
}

fn walk(folder: &std::path::Path) -> Vec<std::path::PathBuf> {
    let entries = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    entries.flat_map(|path| if path.is_dir() { walk(&path) } else { vec![path] }).collect()
}

#[test]
fn p03_import_names_are_found_until_they_are_forgotten() {
    let (school, vault) = School::open();
    let album = vault.albums().named("Autumn walk").unwrap();
    let added = photo(&vault, &album, &noise(500, 1)).unwrap();
    assert_eq!(vault.photos().by_import_name("dsc_0007.jpg").unwrap(), [added.id]);
    assert!(vault.photos().by_import_name("dsc_0008.jpg").unwrap().is_empty());
    school.wait(60);
    vault.photos().forget_import_names(vault.env().now()).unwrap();
    assert!(vault.photos().by_import_name("DSC_0007.JPG").unwrap().is_empty());
}

#[test]
fn p09_a_quarantined_photo_is_released_with_a_reason_and_others_stay_what_they_are() {
    let (_school, vault) = School::open();
    let album = vault.albums().named("Autumn walk").unwrap();
    let bytes = noise(500, 1);
    let new = NewPhoto {
        standing: DeviceStanding::Quarantined,
        faces: &[face(&vault)],
        ..NewPhoto::plain(PhotoId::new(vault.env().new_id()), album.id, &bytes)
    };
    let held = vault.photos().add(&new).unwrap();
    let own = photo(&vault, &album, &noise(500, 2)).unwrap();
    vault.photos().release(&[held.id, own.id], "school trip, parent's camera").unwrap();
    let released = vault.photos().get(held.id).unwrap();
    assert_eq!(released.standing, DeviceStanding::Released);
    assert_eq!(released.released_because.as_deref(), Some("school trip, parent's camera"));
    assert_eq!(vault.photos().get(own.id).unwrap().standing, DeviceStanding::Registered);
    assert_eq!(vault.photo_facts(held.id).unwrap().faces, new.faces);
}

#[test]
fn p01_tags_faces_covers_crop_and_authors_come_back_for_one_photo_and_for_the_album() {
    let (_school, vault) = School::open();
    let album = vault.albums().named("Autumn walk").unwrap();
    let (one, two) = (somebody(&vault, "Marchbanks"), somebody(&vault, "Tremayne"));
    let shown = photo(&vault, &album, &noise(500, 1)).unwrap().id;
    let plain = photo(&vault, &album, &noise(500, 2)).unwrap().id;
    let face = face(&vault);
    let region = Region::new(0.5, 0.5, 0.25, 0.25).unwrap();
    let tag = |who, face, region| Tag { id: TagId::new(vault.env().new_id()), who, face, region };
    let sure = tag(Who::Person(one), Some(face.id), None);
    let unsure = tag(Who::OneOf(vec![one.min(two), one.max(two)]), None, Some(region));
    let lone = tag(Who::OneOf(vec![two]), None, None);
    let edits = vault.edits();
    edits.add_face(shown, &face).unwrap();
    for tag in [&sure, &unsure, &lone, &sure] {
        edits.tag(shown, tag).unwrap();
    }
    let entries = vault.log().count().unwrap();
    let again = Tag { who: Who::OneOf(vec![two, one, two]), ..unsure.clone() };
    edits.tag(shown, &again).unwrap();
    assert_eq!(vault.log().count().unwrap(), entries, "candidates are a set");
    edits.set_covers(shown, &[region, face.region]).unwrap();
    edits.set_crop(shown, Some(region)).unwrap();
    edits.set_work(shown, &[two, one, two]).unwrap();
    let facts = vault.photo_facts(shown).unwrap();
    for tag in [&sure, &unsure, &lone] {
        assert!(facts.tags.contains(tag), "{tag:?} in {:?}", facts.tags);
    }
    assert_eq!(facts.tags.len(), 3);
    assert_eq!(facts.faces, [Face { accounted: Some(Accounted::Tagged), ..face }]);
    assert_eq!((facts.covers.as_slice(), facts.crop), ([region, face.region].as_slice(), Some(region)));
    assert_eq!(facts.work_by, [one.min(two), one.max(two)]);
    let album = vault.photos().facts_in_album(album.id).unwrap();
    assert_eq!(album, [facts, vault.photo_facts(plain).unwrap()]);
}

#[test]
fn p01_a_face_is_unaccounted_again_when_its_last_tag_goes() {
    let (_school, vault) = School::open();
    let album = vault.albums().named("Autumn walk").unwrap();
    let (shown, person) = (photo(&vault, &album, &noise(500, 1)).unwrap().id, somebody(&vault, "Marchbanks"));
    let face = face(&vault);
    vault.edits().add_face(shown, &face).unwrap();
    let tags = [(); 2].map(|()| TagId::new(vault.env().new_id()));
    for id in tags {
        vault.edits().tag(shown, &Tag { id, who: Who::Person(person), face: Some(face.id), region: None }).unwrap();
    }
    vault.edits().untag(shown, tags[0]).unwrap();
    assert_eq!(vault.photo_facts(shown).unwrap().faces[0].accounted, Some(Accounted::Tagged));
    vault.edits().untag(shown, tags[1]).unwrap();
    vault.edits().untag(shown, tags[1]).unwrap();
    assert_eq!(vault.photo_facts(shown).unwrap().faces[0].accounted, None);
    let by = vault.actor().unwrap();
    vault.edits().account_face(shown, face.id, Some(Accounted::Unrecognisable { by })).unwrap();
    assert_eq!(vault.photo_facts(shown).unwrap().faces[0].accounted, Some(Accounted::Unrecognisable { by }));
    let stranger = FaceId::new(vault.env().new_id());
    let unknown = vault.edits().account_face(shown, stranger, Some(Accounted::Covered));
    assert!(matches!(unknown, Err(StoreError::NotFound("face"))));
}

#[test]
fn p01_every_change_voids_the_confirmation_and_repeating_it_does_not() {
    let (_school, vault) = School::open();
    let album = vault.albums().named("Autumn walk").unwrap();
    let (shown, person) = (photo(&vault, &album, &noise(500, 1)).unwrap().id, somebody(&vault, "Marchbanks"));
    let (face, drawn) = (face(&vault), face(&vault));
    let tag = Tag { id: TagId::new(vault.env().new_id()), who: Who::Person(person), face: None, region: None };
    let region = Region::new(0.5, 0.5, 0.25, 0.25).unwrap();
    let edits = vault.edits();
    let changes: [(&str, &dyn Fn() -> store::Result<()>); 8] = [
        ("face", &|| edits.add_face(shown, &face)),
        ("another face", &|| edits.add_face(shown, &drawn)),
        ("account", &|| edits.account_face(shown, face.id, Some(Accounted::Covered))),
        ("tag", &|| edits.tag(shown, &tag)),
        ("covers", &|| edits.set_covers(shown, &[region])),
        ("crop", &|| edits.set_crop(shown, Some(region))),
        ("work", &|| edits.set_work(shown, &[person])),
        ("untag", &|| edits.untag(shown, tag.id)),
    ];
    for (name, change) in changes {
        edits.confirm(shown).unwrap();
        edits.confirm(shown).unwrap();
        let confirmation = edits.of(shown).unwrap().confirmation.unwrap();
        assert_eq!((Some(confirmation.by), confirmation.at), (vault.actor(), vault.env().now()));
        assert!(vault.photo_facts(shown).unwrap().confirmed && vault.photos().get(shown).unwrap().confirmed);
        change().unwrap();
        assert!(!vault.photo_facts(shown).unwrap().confirmed, "{name}");
        edits.confirm(shown).unwrap();
        let entries = vault.log().count().unwrap();
        change().unwrap();
        assert!(vault.photo_facts(shown).unwrap().confirmed, "{name} repeated");
        assert_eq!(vault.log().count().unwrap(), entries, "{name} repeated");
    }
}

#[test]
fn p16_a_photo_held_for_deletion_and_an_albums_last_day_are_facts() {
    let (_school, vault) = School::open();
    let album = vault.albums().named("Autumn walk").unwrap();
    let shown = photo(&vault, &album, &noise(500, 1)).unwrap().id;
    vault.photos().hold_for_deletion(shown, true).unwrap();
    vault.albums().keep_until(album.id, Some("2027-07-31".parse().unwrap())).unwrap();
    let facts = vault.photo_facts(shown).unwrap();
    assert!(facts.held_for_deletion);
    assert_eq!(facts.keep_until, Some("2027-07-31".parse().unwrap()));
    vault.photos().hold_for_deletion(shown, false).unwrap();
    assert!(!vault.photo_facts(shown).unwrap().held_for_deletion);
}

#[test]
fn p13_a_photo_deleted_now_is_gone_with_its_files_and_its_batches_and_stays_so() {
    let (school, vault) = School::open();
    let album = vault.albums().named("Autumn walk").unwrap();
    let files = count_files(&school);
    let bytes = noise(5000, 1);
    let shown = photo(&vault, &album, &bytes).unwrap().id;
    let batch = rules::BatchId::new(vault.env().new_id());
    vault.batches().make(batch, &rules::PurposeKey::new("website"), "Autumn").unwrap();
    vault.batches().add(batch, &[shown]).unwrap();
    vault.edits().add_face(shown, &face(&vault)).unwrap();
    let tag = Tag {
        id: TagId::new(vault.env().new_id()),
        who: Who::Person(somebody(&vault, "Marchbanks")),
        face: vault.photo_facts(shown).unwrap().faces.first().map(|face| face.id),
        region: None,
    };
    vault.edits().tag(shown, &tag).unwrap();
    let gone = vault.photos().delete_now(shown).unwrap();
    assert_eq!(vault.photos().delete_now(shown).unwrap(), gone);
    assert_eq!((gone.photo, gone.by, gone.why), (shown, vault.actor(), store::DeletedBecause::DeletedNow));
    assert_eq!(vault.photos().tombstones().unwrap(), [gone]);
    assert!(matches!(vault.photos().get(shown), Err(StoreError::Deleted)));
    assert!(matches!(vault.photos().bytes(shown, BlobKind::Master), Err(StoreError::Deleted)));
    assert!(vault.batches().get(batch).unwrap().items.is_empty());
    assert!(vault.photos().by_import_name("DSC_0007.JPG").unwrap().is_empty());
    assert_eq!(count_files(&school), files);
    assert_eq!(vault.photos().known(blake3::hash(&bytes).as_bytes()).unwrap(), Some(Known::Deleted(shown)));
    let told = vault.log().entries(1, 1000).unwrap();
    assert_eq!(told.iter().filter(|entry| entry.action == store::Action::PhotoDeleted).count(), 1);
}

#[test]
fn p16_a_purge_gives_one_certificate_entry_for_each_photo_or_destroys_none() {
    let (_school, vault) = School::open();
    let album = vault.albums().named("Autumn walk").unwrap();
    let photos = [1, 2, 3].map(|seed| photo(&vault, &album, &noise(500, seed)).unwrap().id);
    let unknown = PhotoId::new(vault.env().new_id());
    assert!(vault.photos().purge(&[photos[0], unknown]).is_err());
    assert_eq!(vault.photos().in_album(album.id).unwrap().len(), 3);
    let gone = vault.photos().purge(&photos[..2]).unwrap();
    assert_eq!(gone.iter().map(|stone| stone.photo).collect::<Vec<_>>(), photos[..2]);
    let left: Vec<_> = vault.photos().in_album(album.id).unwrap().iter().map(|photo| photo.id).collect();
    assert_eq!(left, photos[2..]);
}
