//! What the program's own search for faces leaves, and what it never touches.

use rules::{Accounted, Face, FaceId, FoundBy, PhotoId, Region};
use store::{Sighting, StoreError, Vault};

use crate::school::{School, photo};

const DETECTOR: &str = "a detector";

fn found(vault: &Vault, x: f64) -> Face {
    Face {
        id: FaceId::new(vault.env().new_id()),
        region: Region::new(x, 0.2, 0.1, 0.1).unwrap(),
        found: FoundBy::Detector { score: 0.75 },
        accounted: None,
    }
}

fn seen(vault: &Vault, photo: PhotoId, faces: &[Face]) -> usize {
    vault.sightings().add(photo, &Sighting { detector: DETECTOR, likeness: u64::MAX - 7, faces }).unwrap()
}

#[test]
fn photos_wait_for_the_search_in_order_of_import_and_are_looked_at_once_by_each_detector() {
    let (_school, vault) = School::open();
    let album = vault.albums().named("Autumn walk").unwrap();
    let [first, second] = [1, 2].map(|seed| photo(&vault, &album, &[seed; 300]).unwrap().id);
    assert_eq!(vault.sightings().missing(DETECTOR).unwrap(), [first, second]);
    assert!(!vault.photo_facts(first).unwrap().faces_sought);

    assert_eq!(seen(&vault, first, &[found(&vault, 0.1)]), 1);
    assert_eq!(vault.sightings().missing(DETECTOR).unwrap(), [second]);
    assert_eq!(vault.sightings().missing("another").unwrap(), [first, second]);
    let facts = vault.photo_facts(first).unwrap();
    assert!(facts.faces_sought && facts.faces.len() == 1);
    assert_eq!(vault.photos().facts_in_album(album.id).unwrap()[0], facts);
    assert_eq!(vault.photos().get(first).unwrap().likeness, Some(u64::MAX - 7));
    assert_eq!(vault.photos().get(second).unwrap().likeness, None);
}

#[test]
fn p01_looking_again_adds_what_is_new_and_never_touches_what_a_person_set() {
    let (_school, vault) = School::open();
    let album = vault.albums().named("Autumn walk").unwrap();
    let shown = photo(&vault, &album, &[1; 300]).unwrap().id;
    let drawn = Face { found: FoundBy::Hand, ..found(&vault, 0.5) };
    vault.edits().add_face(shown, &drawn).unwrap();
    vault.edits().account_face(shown, drawn.id, Some(Accounted::Covered)).unwrap();
    // One is where a person drew; the other is new.
    let new = found(&vault, 0.1);
    assert_eq!(
        seen(&vault, shown, &[Face { region: Region::new(0.51, 0.2, 0.1, 0.1).unwrap(), ..found(&vault, 0.5) }, new]),
        1
    );
    vault.edits().account_face(shown, new.id, Some(Accounted::NotAPerson)).unwrap();
    let before = vault.photo_facts(shown).unwrap().faces;

    vault.edits().confirm(shown).unwrap();
    assert_eq!(seen(&vault, shown, &[found(&vault, 0.1), found(&vault, 0.505)]), 0);
    let facts = vault.photo_facts(shown).unwrap();
    assert_eq!(facts.faces, before);
    assert!(facts.confirmed, "nothing new, nothing voided");

    assert_eq!(seen(&vault, shown, &[found(&vault, 0.8)]), 1);
    let facts = vault.photo_facts(shown).unwrap();
    assert_eq!(facts.faces[..2], before[..]);
    assert!(!facts.confirmed && facts.faces[2].accounted.is_none(), "a new face asks for a new look");
}

#[test]
fn what_was_seen_goes_with_the_photo_and_nothing_is_kept_of_one_that_is_gone() {
    let (_school, vault) = School::open();
    let album = vault.albums().named("Autumn walk").unwrap();
    let gone = photo(&vault, &album, &[1; 300]).unwrap().id;
    seen(&vault, gone, &[found(&vault, 0.1)]);
    vault.photos().delete_now(gone).unwrap();
    assert!(vault.sightings().missing(DETECTOR).unwrap().is_empty());
    let late = vault.sightings().add(gone, &Sighting { detector: DETECTOR, likeness: 0, faces: &[] });
    assert!(matches!(late, Err(StoreError::Deleted)), "{late:?}");
}
