//! People, consents, protections, settings: round trips, and operations that are safe to repeat.

use std::slice;

use rules::{
    Condition, DoNotPublish, EntryId, EventId, Method, Objection, ObjectionId, PersonId, PhotoPermission, Policy,
    PurposeKey,
};
use store::{Device, PersonEntry, RegisterChange, StoreError};

use crate::school::{OFFICE, OFFICE_PASSWORD, School, Vault, granted, office, photo, pupil};

fn register(vault: &Vault) -> RegisterChange {
    let mut first = pupil(vault, "Quillon", "Marchbanks");
    first.admission_number = Some("001204".to_owned());
    let second = pupil(vault, "Odalys", "Featherstonehaugh");
    let mut both = vec![first.id, second.id];
    both.sort_unstable();
    let consents = vec![granted(vault, first.id), granted(vault, second.id)];
    RegisterChange {
        id: EventId::new(vault.env().new_id()),
        file_hash: "ab".repeat(32),
        current_on: "2026-09-20".parse().unwrap(),
        do_not_publish: vec![DoNotPublish {
            id: EntryId::new(vault.env().new_id()),
            persons: both,
            sealed_reason: "court order 7731".to_owned(),
            from: "2026-09-01".parse().unwrap(),
            review_on: Some("2027-09-01".parse().unwrap()),
            covering_suffices: false,
            lifted_on: None,
        }],
        objections: vec![Objection {
            id: ObjectionId::new(vault.env().new_id()),
            person: second.id,
            from: "2026-09-03".parse().unwrap(),
            lifted_on: None,
        }],
        people: vec![
            PersonEntry { person: first, upn: Some("H801 2000 01234".to_owned()) },
            PersonEntry { person: second, upn: None },
        ],
        consents,
    }
}

#[test]
fn p15_a_register_comes_back_as_it_went_in_and_twice_is_once() {
    let (_school, vault) = School::open();
    let change = register(&vault);
    vault.people().apply_register(&change).unwrap();
    let (once, entries) = (vault.register().unwrap(), vault.log().count().unwrap());
    for entry in &change.people {
        assert_eq!(once.people[&entry.person.id], entry.person);
    }
    for event in &change.consents {
        assert_eq!(once.consents[&event.person].as_slice(), slice::from_ref(event));
    }
    assert_eq!(once.do_not_publish, change.do_not_publish);
    assert_eq!(once.objections, change.objections);
    assert_eq!(once.current_on, Some(change.current_on));
    assert_eq!(vault.people().by_upn("h801200001234").unwrap(), Some(change.people[0].person.id));
    vault.people().apply_register(&change).unwrap();
    assert_eq!(vault.register().unwrap(), once);
    assert_eq!(vault.log().count().unwrap(), entries);
}

#[test]
fn p15_a_register_that_fails_half_way_changes_nothing() {
    let (_school, vault) = School::open();
    let mut change = register(&vault);
    change.consents.push(granted(&vault, PersonId::new(vault.env().new_id())));
    let before = (vault.register().unwrap(), vault.log().count().unwrap());
    assert!(vault.people().apply_register(&change).is_err());
    assert_eq!((vault.register().unwrap(), vault.log().count().unwrap()), before);
}

#[test]
fn a_changed_person_keeps_the_pupil_number_that_the_new_register_leaves_out() {
    let (_school, vault) = School::open();
    let mut entry = PersonEntry { person: pupil(&vault, "Quillon", "Marchbanks"), upn: Some("A1".to_owned()) };
    vault.people().set(&entry).unwrap();
    entry.upn = None;
    entry.person.class = Some("4 Owl".to_owned());
    vault.people().set(&entry).unwrap();
    let entries = vault.log().count().unwrap();
    vault.people().set(&entry).unwrap();
    assert_eq!(vault.log().count().unwrap(), entries);
    assert_eq!(vault.people().get(entry.person.id).unwrap(), entry.person);
    assert_eq!(vault.people().by_upn("a1").unwrap(), Some(entry.person.id));
    assert!(matches!(vault.people().get(PersonId::new(vault.env().new_id())), Err(StoreError::NotFound(_))));
}

#[test]
fn p01_a_spoken_grant_and_a_condition_keep_who_confirmed_and_resolved_them() {
    let (school, vault) = School::open();
    let person = pupil(&vault, "Quillon", "Marchbanks");
    vault.people().set(&PersonEntry { person: person.clone(), upn: None }).unwrap();
    let mut event = granted(&vault, person.id);
    event.method = Method::Verbal { confirmed_by: None };
    event.condition = Some(Condition { text: "not in swimwear".to_owned(), resolved_by: None });
    vault.consents().add(&event).unwrap();
    vault.consents().add(&event).unwrap();
    assert_eq!(vault.consents().of(person.id).unwrap(), slice::from_ref(&event));
    let twice = vault.consents().confirm_spoken(event.id);
    assert!(matches!(twice, Err(StoreError::WrongState(_))), "whoever entered it is no second member of staff");
    office(&vault);
    drop(vault);
    let vault = school.unlock(OFFICE, OFFICE_PASSWORD).unwrap();
    for _ in 0..2 {
        vault.consents().confirm_spoken(event.id).unwrap();
        vault.consents().resolve_condition(event.id).unwrap();
    }
    event.method = Method::Verbal { confirmed_by: vault.actor() };
    event.condition = Some(Condition { text: "not in swimwear".to_owned(), resolved_by: vault.actor() });
    assert_eq!(vault.consents().of(person.id).unwrap(), [event]);
}

#[test]
fn p02_p14_protections_are_lifted_on_a_day_and_stay_on_record() {
    let (_school, vault) = School::open();
    let change = register(&vault);
    vault.people().apply_register(&change).unwrap();
    let (entry, objection) = (change.do_not_publish[0].id, change.objections[0].id);
    for day in ["2026-10-01", "2026-10-02"] {
        vault.protections().lift_do_not_publish(entry, day.parse().unwrap()).unwrap();
        vault.protections().lift_objection(objection, day.parse().unwrap()).unwrap();
    }
    let first = Some("2026-10-01".parse().unwrap());
    assert_eq!(vault.protections().do_not_publish().unwrap()[0].lifted_on, first);
    assert_eq!(vault.protections().objections().unwrap()[0].lifted_on, first);
}

#[test]
fn p06_a_permission_for_one_photo_comes_back_as_it_went_in() {
    let (_school, vault) = School::open();
    let person = pupil(&vault, "Quillon", "Marchbanks");
    vault.people().set(&PersonEntry { person: person.clone(), upn: None }).unwrap();
    let album = vault.albums().named("Autumn walk").unwrap();
    let shown = photo(&vault, &album, &[9; 800]).unwrap();
    let permission = PhotoPermission {
        id: rules::PermissionId::new(vault.env().new_id()),
        person: person.id,
        photo: shown.id,
        purpose: PurposeKey::new("prospectus"),
        giver: rules::Giver::ParentB,
        given_on: "2026-09-09".parse().unwrap(),
        evidence: rules::Evidence { row: Some(12), ..rules::Evidence::default() },
    };
    vault.protections().add_permission(&permission).unwrap();
    vault.protections().add_permission(&permission).unwrap();
    assert_eq!(vault.register().unwrap().permissions, [permission]);
}

#[test]
fn p09_devices_are_listed_until_withdrawn() {
    let (_school, vault) = School::open();
    let device = Device {
        id: rules::DeviceId::new(vault.env().new_id()),
        make: "Fernlight".to_owned(),
        model: "F200".to_owned(),
        serial: Some("0042".to_owned()),
        label: "Hall camera".to_owned(),
        withdrawn_at: None,
    };
    vault.devices().add(&device).unwrap();
    vault.devices().add(&device).unwrap();
    assert_eq!(vault.devices().all().unwrap(), slice::from_ref(&device));
    vault.devices().withdraw(device.id).unwrap();
    assert_eq!(vault.devices().all().unwrap()[0].withdrawn_at, Some(vault.env().now()));
}

#[test]
fn p30_purposes_policy_and_other_settings_are_the_schools() {
    let (_school, vault) = School::open();
    let mut purposes = vault.settings().purposes().unwrap();
    assert_eq!(purposes, rules::Purpose::defaults());
    purposes.swap(0, 1);
    purposes[0].max_edge = 900;
    vault.settings().set_purposes(&purposes).unwrap();
    assert_eq!(vault.settings().purposes().unwrap(), purposes);
    let policy = Policy { group_size: 5, ..Policy::default() };
    assert_eq!(vault.settings().policy().unwrap(), Policy::default());
    vault.settings().set_policy(&policy).unwrap();
    assert_eq!(vault.settings().policy().unwrap(), policy);
    vault.settings().set("idle_minutes", &7_u32).unwrap();
    let entries = vault.log().count().unwrap();
    vault.settings().set("idle_minutes", &7_u32).unwrap();
    assert_eq!(vault.log().count().unwrap(), entries);
    assert_eq!(vault.settings().get::<u32>("idle_minutes").unwrap(), Some(7));
    assert_eq!(vault.settings().get::<u32>("other").unwrap(), None);
}

#[test]
fn p15_the_register_is_as_current_as_its_last_import_or_confirmation() {
    let (_school, vault) = School::open();
    assert_eq!(vault.settings().register_current_on().unwrap(), None);
    let id = EventId::new(vault.env().new_id());
    for day in ["2026-09-20", "2026-09-25"] {
        // The second call repeats the first one's identifier and so says nothing new.
        vault.settings().confirm_register(id, day.parse().unwrap()).unwrap();
    }
    assert_eq!(vault.settings().register_current_on().unwrap(), Some("2026-09-20".parse().unwrap()));
}
