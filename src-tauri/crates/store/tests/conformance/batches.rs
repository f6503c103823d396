//! Batches, approval, ledger: P08, P12, P26.

use std::slice;

use rules::{BatchId, BatchItem, BatchState, Checklist, PhotoId, PurposeKey, Region};
use store::{Action, PersonEntry, Publication, SignatureState, StoreError, ToSign};

use crate::school::{HEAD, HEAD_PASSWORD, OFFICE, OFFICE_PASSWORD, School, Vault, granted, office, photo, pupil};

/// A batch of two photos, submitted by the office; the head is logged in.
fn submitted() -> (School, Vault, BatchId, [PhotoId; 2]) {
    let (school, vault) = School::open();
    office(&vault);
    drop(vault);
    let vault = school.unlock(OFFICE, OFFICE_PASSWORD).unwrap();
    let album = vault.albums().named("Autumn walk").unwrap();
    let photos = [1, 2].map(|seed| photo(&vault, &album, &[seed; 900]).unwrap().id);
    let batch = BatchId::new(vault.env().new_id());
    vault.batches().make(batch, &PurposeKey::new("website"), "Autumn").unwrap();
    vault.batches().add(batch, &photos).unwrap();
    vault.batches().submit(batch).unwrap();
    drop(vault);
    let vault = school.unlock(HEAD, HEAD_PASSWORD).unwrap();
    (school, vault, batch, photos)
}

/// What the head signs.
const SIGNED: ToSign<'static> = ToSign {
    contents: [5; 32],
    basis: "{}",
    checklist: Checklist { dressed: true, reputable: true, fits_purpose: true },
};

fn texts(photo: PhotoId, caption: &str) -> BatchItem {
    BatchItem { photo, caption: caption.to_owned(), alt_text: "Leaves".to_owned(), credit: String::new() }
}

#[test]
fn a_batch_keeps_order_and_texts_and_every_step_is_safe_to_repeat() {
    let (_school, vault) = School::open();
    let album = vault.albums().named("Autumn walk").unwrap();
    let photos = [1, 2, 3].map(|seed| photo(&vault, &album, &[seed; 900]).unwrap().id);
    let (batches, batch) = (vault.batches(), BatchId::new(vault.env().new_id()));
    for _ in 0..2 {
        batches.make(batch, &PurposeKey::new("website"), "Autumn").unwrap();
        batches.add(batch, &photos).unwrap();
        batches.set_texts(batch, &texts(photos[1], "In the wood")).unwrap();
        batches.arrange(batch, &[photos[2], photos[0]]).unwrap();
        batches.set_title(batch, "Autumn walk").unwrap();
    }
    let found = batches.get(batch).unwrap();
    let order: Vec<_> = found.items.iter().map(|item| item.photo).collect();
    assert_eq!(order, [photos[2], photos[0], photos[1]]);
    assert_eq!(found.items[2], texts(photos[1], "In the wood"));
    assert_eq!((found.title.as_str(), found.prepared_by), ("Autumn walk", vault.actor()));
    batches.remove(batch, photos[0]).unwrap();
    assert_eq!(batches.all().unwrap(), [batches.get(batch).unwrap()]);
    assert_eq!(batches.get(batch).unwrap().items.len(), 2);
}

#[test]
fn p08_only_a_submitted_batch_can_be_approved_and_the_signature_is_the_approvers() {
    let (_school, vault, batch, _) = submitted();
    let found = vault.batches().get(batch).unwrap();
    assert_eq!(found.state, BatchState::Submitted);
    assert_ne!(found.prepared_by, vault.actor());
    assert_eq!(found.submitted_by, found.prepared_by);
    assert_eq!(vault.batches().approval(batch).unwrap(), None);
    vault.batches().approve(batch, &SIGNED).unwrap();
    let approval = vault.batches().approval(batch).unwrap().unwrap();
    assert!(approval.signature_holds);
    let stated = &approval.statement;
    assert_eq!((Some(stated.by), stated.contents, stated.checklist), (vault.actor(), [5; 32], SIGNED.checklist));
    assert_eq!(stated.basis, *blake3::hash(b"{}").as_bytes());
    assert_eq!(approval.basis.as_deref(), Some("{}"));
    let again = vault.batches().approve(batch, &SIGNED);
    assert!(matches!(again, Err(StoreError::WrongState(_))));
}

#[test]
fn p08_every_change_of_the_batch_or_its_photos_voids_the_approval_and_says_what_it_was() {
    let (_school, vault, batch, photos) = submitted();
    let batches = vault.batches();
    let region = Region::new(0.5, 0.5, 0.25, 0.25).unwrap();
    let changes: [(&str, &dyn Fn() -> store::Result<()>); 5] = [
        ("texts", &|| batches.set_texts(batch, &texts(photos[0], "In the wood"))),
        ("title", &|| batches.set_title(batch, "Winter")),
        ("order", &|| batches.arrange(batch, &[photos[1]])),
        ("crop", &|| vault.edits().set_crop(photos[0], Some(region))),
        ("photos", &|| batches.remove(batch, photos[1])),
    ];
    for (what, change) in changes {
        batches.submit(batch).unwrap();
        batches.approve(batch, &SIGNED).unwrap();
        change().unwrap();
        let found = batches.get(batch).unwrap();
        assert_eq!((found.state, found.voided.as_deref()), (BatchState::Draft, Some(what)));
        assert_eq!(batches.approval(batch).unwrap(), None, "{what}");
        let told = vault.log().entries(1, 1000).unwrap();
        let voided = told.iter().rfind(|entry| entry.action == Action::ApprovalVoided).unwrap();
        assert_eq!(voided.detail["what"], *what);
    }
    let signed = vault.statements().all().unwrap();
    assert_eq!(signed.len(), changes.len(), "what was signed stays");
    assert!(signed.iter().all(|signed| signed.state == SignatureState::Holds));
}

#[test]
fn p08_p30_settings_of_the_purpose_or_of_one_it_also_needs_void_the_approval_and_others_do_not() {
    let (_school, vault, batch, _) = submitted();
    let mut purposes = vault.settings().purposes().unwrap();
    let at = |key: &str| purposes.iter().position(|purpose| purpose.key.as_str() == key).unwrap();
    let (website, newsletter, prospectus) = (at("website"), at("newsletter"), at("prospectus"));
    purposes[website].also_needs = vec![PurposeKey::new("newsletter")];
    vault.settings().set_purposes(&purposes).unwrap();
    let state = || vault.batches().get(batch).unwrap();
    for changed in [website, newsletter] {
        vault.batches().submit(batch).unwrap();
        vault.batches().approve(batch, &SIGNED).unwrap();
        purposes[prospectus].max_edge += 1;
        vault.settings().set_purposes(&purposes).unwrap();
        assert_eq!(state().state, BatchState::Approved, "the prospectus is none of its business");
        purposes[changed].max_edge += 1;
        vault.settings().set_purposes(&purposes).unwrap();
        assert_eq!((state().state, state().voided.as_deref()), (BatchState::Draft, Some("purpose")));
    }
}

#[test]
fn p08_a_returned_batch_carries_the_note_until_it_is_submitted_again() {
    let (_school, vault, batch, photos) = submitted();
    vault.batches().give_back(batch, "crop the left edge").unwrap();
    vault.batches().give_back(batch, "crop the left edge").unwrap();
    vault.batches().set_texts(batch, &texts(photos[0], "In the wood")).unwrap();
    let found = vault.batches().get(batch).unwrap();
    assert_eq!((found.state, found.note.as_deref()), (BatchState::Returned, Some("crop the left edge")));
    vault.batches().submit(batch).unwrap();
    assert_eq!(vault.batches().get(batch).unwrap().note, None);
}

#[test]
fn an_empty_batch_is_not_submitted() {
    let (_school, vault) = School::open();
    let batch = BatchId::new(vault.env().new_id());
    vault.batches().make(batch, &PurposeKey::new("website"), "Empty").unwrap();
    assert!(matches!(vault.batches().submit(batch), Err(StoreError::WrongState(_))));
}

#[test]
fn p08_a_new_signing_key_after_a_lost_password_does_not_vouch_for_old_approvals() {
    let (school, vault, batch, _) = submitted();
    vault.batches().approve(batch, &SIGNED).unwrap();
    let head = vault.actor().unwrap();
    drop(vault);
    let key = store::RecoveryKey::parse(&school.recovery.shown()).unwrap();
    let vault = Vault::unlock_with_recovery(&school.path(), &key, school.env.clone()).unwrap();
    assert!(matches!(vault.batches().approve(batch, &SIGNED), Err(StoreError::CannotSign)));
    vault.accounts().reset_password(head, "kettle orchard six").unwrap();
    assert!(!vault.batches().approval(batch).unwrap().unwrap().signature_holds);
    assert_eq!(vault.statements().all().unwrap()[0].state, SignatureState::KeyReplaced);
}

#[test]
fn p26_the_ledger_tells_what_was_published_of_whom_on_which_consents() {
    let (_school, vault, batch, photos) = submitted();
    let person = pupil(&vault, "Quillon", "Marchbanks");
    vault.people().set(&PersonEntry { person: person.clone(), upn: None }).unwrap();
    let consent = granted(&vault, person.id);
    vault.consents().add(&consent).unwrap();
    vault.batches().approve(batch, &SIGNED).unwrap();
    let file = Publication {
        id: vault.env().new_id(),
        photo: photos[0],
        purpose: PurposeKey::new("website"),
        file_name: "autumn-7f3a-01.jpg".to_owned(),
        file_hash: [8; 32],
        likeness: Some(u64::MAX - 3),
        persons: vec![person.id],
        consents: vec![consent.id],
        batch: Some(batch),
        at: vault.env().now(),
        published_by: vault.actor(),
        approved_by: vault.actor(),
        taken_down_at: None,
        taken_down_by: None,
        statement: None,
        basis: None,
    };
    let other = Publication { id: vault.env().new_id(), file_hash: [9; 32], persons: vec![], ..file.clone() };
    for _ in 0..2 {
        vault.ledger().record_export(batch, &[file.clone(), other.clone()]).unwrap();
    }
    assert_eq!(vault.batches().get(batch).unwrap().state, BatchState::Exported);
    assert_eq!(vault.ledger().all().unwrap().len(), 2);
    let statement = vault.batches().approval(batch).unwrap().map(|_| vault.statements().all().unwrap()[0].id);
    let file = Publication { statement, ..file };
    assert_eq!(vault.ledger().of_person(person.id).unwrap(), slice::from_ref(&file));
    assert_eq!(vault.ledger().by_file(&[8; 32]).unwrap(), slice::from_ref(&file));
    assert_eq!(vault.ledger().of_photo(photos[0]).unwrap().len(), 2);
    let again = Publication { id: vault.env().new_id(), ..file.clone() };
    vault.ledger().record_export(batch, &[again]).unwrap();
    assert_eq!(vault.ledger().all().unwrap().len(), 2, "the same file of the same batch is out already");
    vault.ledger().taken_down(file.id).unwrap();
    vault.ledger().taken_down(file.id).unwrap();
    assert_eq!(vault.ledger().by_file(&[8; 32]).unwrap()[0].taken_down_at, Some(vault.env().now()));
    assert!(vault.ledger().by_file(&[9; 32]).unwrap()[0].taken_down_at.is_none());
}
