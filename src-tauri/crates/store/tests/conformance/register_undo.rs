//! Undoing an import of a register as a whole: the register is as it was, the record keeps both (P15).

use rules::{Answer, DoNotPublish, EntryId, EventId, Objection, ObjectionId, PersonId, Register, Who};
use store::{PersonEntry, RegisterChange, StoreError, Vault};

use crate::school::{School, granted, photo, pupil};

fn import(vault: &Vault, people: Vec<PersonEntry>, consents: Vec<rules::ConsentEvent>) -> RegisterChange {
    RegisterChange {
        id: EventId::new(vault.env().new_id()),
        file_hash: "ab".repeat(32),
        current_on: "2026-09-20".parse().unwrap(),
        people,
        consents,
        do_not_publish: Vec::new(),
        objections: Vec::new(),
    }
}

fn entry(vault: &Vault, forename: &str, number: &str) -> PersonEntry {
    let mut person = pupil(vault, forename, "Marchbanks");
    person.admission_number = Some(number.to_owned());
    PersonEntry { person, upn: Some(format!("H8012000{number}")) }
}

/// A pupil with a yes; and an import that takes it back, moves the pupil, and adds another.
fn school_with_a_wrong_import() -> (School, Vault, Register, RegisterChange) {
    let (school, vault) = School::open();
    let known = entry(&vault, "Quillon", "1204");
    let yes = granted(&vault, known.person.id);
    vault.people().apply_register(&import(&vault, vec![known.clone()], vec![yes])).unwrap();
    let before = vault.register().unwrap();
    school.wait(60);
    let mut moved = PersonEntry { upn: None, ..known };
    moved.person.class = Some("6 Falcon".to_owned());
    moved.person.left_on = Some("2026-07-22".parse().unwrap());
    let added = entry(&vault, "Odalys", "1300");
    let no = rules::ConsentEvent { answer: Answer::Refused, ..granted(&vault, moved.person.id) };
    let theirs = granted(&vault, added.person.id);
    let change = import(&vault, vec![moved, added], vec![no, theirs]);
    vault.people().apply_register(&change).unwrap();
    (school, vault, before, change)
}

fn wrong_state(error: &StoreError) -> &'static str {
    let StoreError::WrongState(why) = error else { panic!("{error}") };
    why
}

#[test]
fn p15_after_undoing_an_import_the_register_is_what_it_was_and_the_record_shows_both() {
    let (school, vault, before, change) = school_with_a_wrong_import();
    let wrong = vault.register().unwrap();
    let (rehearsed, told) = vault.imports().without(change.id, None).unwrap();
    assert_eq!(rehearsed, before);
    assert_eq!(vault.register().unwrap(), wrong, "a rehearsal changes nothing");
    school.wait(60);
    let undone = vault.imports().undo(change.id, None).unwrap();
    assert_eq!(undone, told);
    assert_eq!((undone.answers, undone.removed, undone.restored, undone.kept), (2, 1, 1, 0));
    assert_eq!(vault.register().unwrap(), before);
    let pupil = change.people[0].person.id;
    let history = vault.consents().history(pupil).unwrap();
    let counted: Vec<_> =
        history.iter().map(|recorded| (recorded.event.answer, recorded.undone_at.is_some())).collect();
    assert_eq!(counted, [(Answer::Granted, false), (Answer::Refused, true)]);
    assert_eq!(vault.consents().of(pupil).unwrap().len(), 1);
    let imports = vault.imports().all().unwrap();
    let told: Vec<_> =
        imports.iter().map(|import| (import.answers, import.people, import.undone_at.is_some())).collect();
    assert_eq!(told, [(2, 2, true), (1, 1, false)]);
    assert_eq!(imports[0].undone_by, vault.actor());
    assert!(vault.log().verify().unwrap().fault.is_none());
}

#[test]
fn p15_an_import_is_undone_once_and_the_newest_one_first() {
    let (_school, vault, _, change) = school_with_a_wrong_import();
    let first = vault.imports().all().unwrap()[1].id;
    assert!(wrong_state(&vault.imports().undo(first, None).unwrap_err()).contains("a later import"));
    vault.imports().undo(change.id, None).unwrap();
    let entries = vault.log().count().unwrap();
    assert!(wrong_state(&vault.imports().undo(change.id, None).unwrap_err()).contains("already"));
    assert_eq!(vault.log().count().unwrap(), entries);
    vault.imports().undo(first, None).unwrap();
    let empty = vault.register().unwrap();
    assert!(empty.people.is_empty() && empty.consents.is_empty() && empty.current_on.is_none());
    let nobody = EventId::new(vault.env().new_id());
    assert!(matches!(vault.imports().undo(nobody, None), Err(StoreError::NotFound(_))));
}

#[test]
fn p15_what_was_entered_by_hand_since_stays_and_so_do_those_it_is_about() {
    let (_school, vault, before, change) = school_with_a_wrong_import();
    let (known, added) = (change.people[0].person.id, change.people[1].person.id);
    let by_hand = granted(&vault, added);
    vault.consents().add(&by_hand).unwrap();
    let mut renamed = change.people[0].clone();
    renamed.person.class = Some("5 Swift".to_owned());
    vault.people().set(&renamed).unwrap();
    let undone = vault.imports().undo(change.id, None).unwrap();
    assert_eq!((undone.removed, undone.kept), (0, 1));
    let after = vault.register().unwrap();
    assert_eq!(after.consents[&added], [by_hand]);
    assert_eq!(after.people[&known].class.as_deref(), Some("5 Swift"), "what somebody changed since stays");
    assert_eq!(after.people[&known].left_on, before.people[&known].left_on);
    assert_eq!(after.consents[&known], before.consents[&known]);
}

#[test]
fn p15_whoever_is_tagged_stays_on_the_register() {
    let (_school, vault, _, change) = school_with_a_wrong_import();
    let added = change.people[1].person.id;
    let album = vault.albums().named("Autumn walk").unwrap();
    let shown = photo(&vault, &album, &[9; 800]).unwrap();
    let tag =
        rules::Tag { id: rules::TagId::new(vault.env().new_id()), who: Who::Person(added), face: None, region: None };
    vault.edits().tag(shown.id, &tag).unwrap();
    assert_eq!(vault.imports().undo(change.id, None).unwrap().kept, 1);
    assert!(vault.register().unwrap().people.contains_key(&added));
}

#[test]
fn p15_the_numbers_of_an_undone_import_are_free_for_the_next() {
    let (_school, vault, before, change) = school_with_a_wrong_import();
    vault.imports().undo(change.id, None).unwrap();
    let again = entry(&vault, "Odalys", "1300");
    vault.people().apply_register(&import(&vault, vec![again.clone()], Vec::new())).unwrap();
    assert_eq!(vault.register().unwrap().people.len(), before.people.len() + 1);
    assert_eq!(vault.people().by_upn("H80120001300").unwrap(), Some(again.person.id));
    let gone: PersonId = change.people[1].person.id;
    assert!(matches!(vault.people().get(gone), Err(StoreError::NotFound(_))));
    assert!(vault.people().all().unwrap().iter().all(|person| person.id != gone));
}

#[test]
fn two_pupils_may_change_numbers_with_each_other_and_back() {
    let (_school, vault) = School::open();
    let (one, other) = (entry(&vault, "Quillon", "1"), entry(&vault, "Odalys", "2"));
    vault.people().apply_register(&import(&vault, vec![one.clone(), other.clone()], Vec::new())).unwrap();
    let before = vault.register().unwrap();
    let (mut first, mut second) = (PersonEntry { upn: None, ..one }, PersonEntry { upn: None, ..other });
    std::mem::swap(&mut first.person.admission_number, &mut second.person.admission_number);
    let change = import(&vault, vec![first.clone(), second], Vec::new());
    vault.people().apply_register(&change).unwrap();
    assert_eq!(vault.register().unwrap().people[&first.person.id].admission_number.as_deref(), Some("2"));
    vault.imports().undo(change.id, None).unwrap();
    assert_eq!(vault.register().unwrap(), before);
}

#[test]
fn p02_undoing_an_import_lifts_no_protection_unless_somebody_says_so() {
    let (_school, vault) = School::open();
    let known = entry(&vault, "Quillon", "1204");
    vault.people().set(&known).unwrap();
    let mut change = import(&vault, Vec::new(), Vec::new());
    change.do_not_publish = vec![DoNotPublish {
        id: EntryId::new(vault.env().new_id()),
        persons: vec![known.person.id],
        sealed_reason: "court order 7731".to_owned(),
        from: "2026-09-01".parse().unwrap(),
        review_on: None,
        covering_suffices: false,
        lifted_on: None,
    }];
    change.objections = vec![Objection {
        id: ObjectionId::new(vault.env().new_id()),
        person: known.person.id,
        from: "2026-09-03".parse().unwrap(),
        lifted_on: None,
    }];
    vault.people().apply_register(&change).unwrap();
    let today = "2026-10-01".parse().unwrap();
    let (lifted, told) = vault.imports().without(change.id, Some(today)).unwrap();
    assert_eq!((told.lifted, lifted.do_not_publish[0].lifted_on), (1, Some(today)));
    let undone = vault.imports().undo(change.id, None).unwrap();
    assert_eq!((undone.protections_kept, undone.lifted), (1, 0));
    let after = vault.register().unwrap();
    assert_eq!((after.do_not_publish[0].lifted_on, after.objections[0].lifted_on), (None, None));
}
