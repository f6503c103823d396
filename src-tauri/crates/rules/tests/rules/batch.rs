//! The way of a batch, and what an approval covers.

use rules::batch::{Basis, Digest, MasterPhoto, basis, contents};
use rules::*;

use crate::fixture::*;

const OFFICE: AccountId = AccountId::new(uuid(0x0F));
const HEAD: AccountId = AccountId::new(uuid(0x4E));
const CONTENTS: Digest = [7; 32];
const YES: Checklist = Checklist { dressed: true, reputable: true, fits_purpose: true };

type Step = fn(&mut Batch);

fn photo(n: u128) -> PhotoId {
    PhotoId::new(uuid(n))
}

fn draft() -> Batch {
    let mut batch = Batch::new(BatchId::new(uuid(1)), PurposeKey::new("website"), "Autumn walk".to_owned(), OFFICE);
    batch.add(photo(1), OFFICE).expect("added");
    batch.add(photo(2), OFFICE).expect("added");
    batch
}

fn submitted() -> Batch {
    let mut batch = draft();
    batch.submit(OFFICE).expect("submitted");
    batch
}

fn approval(by: AccountId) -> Approval {
    let at = "2026-03-02T10:00:00Z".parse().expect("a timestamp");
    let statement =
        Statement { batch: BatchId::new(uuid(1)), by, at, checklist: YES, contents: CONTENTS, basis: [1; 32] };
    Approval { statement, signature: [9; 64] }
}

fn approved() -> Batch {
    let mut batch = submitted();
    batch.approve(approval(HEAD)).expect("approved");
    batch
}

/// Stands for the real signature: it holds for the statement above, byte for byte.
fn verify(by: AccountId, bytes: &[u8], signature: &[u8; 64]) -> bool {
    by == HEAD && bytes == approval(HEAD).statement.bytes() && *signature == [9; 64]
}

#[test]
fn p08_a_batch_is_exported_once_the_head_has_approved_it_and_may_be_again() {
    let proof = approved().approved(&purpose("website"), CONTENTS, None, verify).expect("a proof");
    assert_eq!(proof.approved_by(), Some(HEAD));
    let batch = proof.exported();
    assert_eq!(batch.state, BatchState::Exported);
    assert!(batch.approved(&purpose("website"), CONTENTS, None, verify).is_ok());
}

#[test]
fn p08_nothing_that_is_not_approved_is_proved() {
    let mut returned = submitted();
    returned.send_back("the third is blurred").expect("returned");
    for batch in [draft(), submitted(), returned] {
        let refused = batch.approved(&purpose("website"), CONTENTS, None, verify);
        assert_eq!(refused.err(), Some(BatchError::NotApproved));
    }
    let other = approved().approved(&purpose("website"), [8; 32], None, verify);
    assert_eq!(other.err(), Some(BatchError::NotWhatWasApproved));
    let elsewhere = approved().approved(&purpose("local_press"), CONTENTS, None, verify);
    assert_eq!(elsewhere.err(), Some(BatchError::NotWhatWasApproved));
    let forged = approved().approved(&purpose("website"), CONTENTS, None, |_, _, _| false);
    assert_eq!(forged.err(), Some(BatchError::BadSignature));
}

#[test]
fn p08_a_forged_state_or_preparer_does_not_get_past_the_proof() {
    let forged = Batch { state: BatchState::Approved, ..submitted() };
    assert_eq!(forged.approved(&purpose("website"), CONTENTS, None, verify).err(), Some(BatchError::NotApproved));
    let mut own = approved();
    own.prepared_by.insert(HEAD);
    assert_eq!(own.approved(&purpose("website"), CONTENTS, None, verify).err(), Some(BatchError::PreparedByApprover));
}

#[test]
fn p08_nobody_approves_what_he_or_she_made_changed_or_submitted() {
    assert_eq!(submitted().approve(approval(OFFICE)), Err(BatchError::PreparedByApprover));
    let mut touched = draft();
    touched.retitle("Spring walk".to_owned(), HEAD);
    touched.submit(OFFICE).expect("submitted");
    assert_eq!(touched.approve(approval(HEAD)), Err(BatchError::PreparedByApprover));
    let mut handed_in = draft();
    handed_in.submit(HEAD).expect("submitted");
    assert_eq!(handed_in.approve(approval(HEAD)), Err(BatchError::PreparedByApprover));
}

#[test]
fn p12_every_point_of_the_checklist_is_needed() {
    for checklist in [
        Checklist { dressed: false, ..YES },
        Checklist { reputable: false, ..YES },
        Checklist { fits_purpose: false, ..YES },
    ] {
        let mut approval = approval(HEAD);
        approval.statement.checklist = checklist;
        assert_eq!(submitted().approve(approval), Err(BatchError::ChecklistIncomplete));
    }
}

#[test]
fn p08_steps_are_refused_from_the_wrong_state() {
    assert_eq!(draft().approve(approval(HEAD)), Err(BatchError::NotSubmitted));
    assert_eq!(approved().approve(approval(HEAD)), Err(BatchError::NotSubmitted));
    assert_eq!(submitted().submit(OFFICE), Err(BatchError::AlreadySubmitted));
    assert_eq!(approved().submit(OFFICE), Err(BatchError::AlreadySubmitted));
    assert_eq!(draft().send_back("no"), Err(BatchError::NotSubmitted));
    assert_eq!(submitted().send_back("  "), Err(BatchError::NoteMissing));
    let mut empty = Batch::new(BatchId::new(uuid(1)), PurposeKey::new("website"), String::new(), OFFICE);
    assert_eq!(empty.submit(OFFICE), Err(BatchError::Empty));
    assert_eq!(draft().add(photo(1), OFFICE), Err(BatchError::AlreadyIn));
    assert_eq!(draft().remove(photo(3), OFFICE), Err(BatchError::NotIn));
    assert_eq!(draft().reorder(&[photo(1), photo(1)], OFFICE), Err(BatchError::OtherPhotos));
    assert_eq!(draft().reorder(&[photo(1)], OFFICE), Err(BatchError::OtherPhotos));
}

fn caption() -> BatchItem {
    BatchItem { photo: photo(1), caption: "Leaves".to_owned(), alt_text: String::new(), credit: String::new() }
}

#[test]
fn p08_any_change_voids_the_approval_and_says_what_changed() {
    let changes: [(Change, Step); 7] = [
        (Change::Added, |batch| batch.add(photo(3), OFFICE).expect("added")),
        (Change::Removed, |batch| batch.remove(photo(1), OFFICE).expect("removed")),
        (Change::Order, |batch| batch.reorder(&[photo(2), photo(1)], OFFICE).expect("ordered")),
        (Change::Title, |batch| batch.retitle("Spring walk".to_owned(), OFFICE)),
        (Change::Texts, |batch| batch.describe(caption(), OFFICE).expect("described")),
        (Change::Tags, |batch| batch.changed_outside(Change::Tags)),
        (Change::Crop, |batch| batch.changed_outside(Change::Crop)),
    ];
    let exported = || approved().approved(&purpose("website"), CONTENTS, None, verify).expect("a proof").exported();
    for (change, make) in changes {
        for mut batch in [submitted(), approved(), exported()] {
            make(&mut batch);
            assert_eq!(batch.state, BatchState::Draft, "{change:?}");
            assert_eq!(batch.approval, None);
            assert_eq!(batch.voided.as_deref(), Some(change.words()));
        }
    }
}

#[test]
fn p08_several_changes_are_told_once_each_and_forgotten_on_submitting_again() {
    let mut batch = approved();
    for change in [Change::Tags, Change::Covers, Change::Tags] {
        batch.changed_outside(change);
    }
    assert_eq!(batch.voided.as_deref(), Some("the tags of a photo changed, what is covered on a photo changed"));
    batch.submit(OFFICE).expect("submitted");
    assert_eq!(batch.voided, None);
}

#[test]
fn writing_the_same_again_changes_nothing() {
    let mut batch = approved();
    batch.retitle("Autumn walk".to_owned(), OFFICE);
    batch.reorder(&[photo(1), photo(2)], OFFICE).expect("ordered");
    batch.describe(batch.items[0].clone(), OFFICE).expect("described");
    assert_eq!(batch, approved());
}

#[test]
fn a_purpose_without_approval_lets_out_what_is_clear_and_keeps_what_the_head_has_to_see() {
    let journal = purpose("learning_journal");
    let mut batch = submitted();
    batch.purpose = journal.key.clone();
    let decision = |verdict| Decision { purpose: journal.key.clone(), verdict, reasons: Vec::new() };
    let proof = batch.approved(&journal, CONTENTS, None, verify).expect("a proof");
    assert_eq!(proof.approved_by(), None);
    assert!(proof.lets_out(photo(1), &decision(Verdict::Clear)));
    assert!(!proof.lets_out(photo(1), &decision(Verdict::NeedsHead)));
    let proof = approved().approved(&purpose("website"), CONTENTS, None, verify).expect("a proof");
    let decision = |verdict| Decision { purpose: PurposeKey::new("website"), verdict, reasons: Vec::new() };
    assert!(proof.lets_out(photo(1), &decision(Verdict::NeedsHead)));
    assert!(!proof.lets_out(photo(1), &decision(Verdict::Blocked)));
    let mut asked_of_another = decision(Verdict::Clear);
    asked_of_another.purpose = journal.key;
    assert!(!proof.lets_out(photo(1), &asked_of_another));
}

#[test]
fn p08_what_the_head_was_not_asked_about_stays_behind_even_when_the_batch_is_approved() {
    let mut case = Case::clear();
    case.policy.group_size = 2;
    let photo = case.photo.id;
    let index = RegisterIndex::new(&case.register);
    let seen = basis(&[&case.photo], &case.purpose, &index, &case.policy, case.on);
    drop(index);
    case.cover(1);
    case.register.do_not_publish.push(entry(&[1]));
    let now = case.decide();
    assert_eq!(now.verdict, Verdict::NeedsHead);
    let proof = |seen: &Basis| approved().approved(&case.purpose, CONTENTS, Some(seen), verify).expect("a proof");
    assert!(!proof(&seen).lets_out(photo, &now));
    let index = RegisterIndex::new(&case.register);
    let asked = basis(&[&case.photo], &case.purpose, &index, &case.policy, case.on);
    assert!(proof(&asked).lets_out(photo, &now));
    assert!(!proof(&asked).lets_out(PhotoId::new(uuid(99)), &now), "asked about another photo");
}

fn covered(batch: &Batch, case: &Case) -> Vec<u8> {
    contents(batch, &case.purpose, &[MasterPhoto { master: [3; 32], facts: &case.photo }])
}

#[test]
fn p08_the_bytes_to_be_signed_change_with_everything_that_goes_out() {
    let (batch, clear) = (draft(), Case::clear());
    let mut seen = vec![covered(&batch, &clear)];
    let spoils: [fn(&mut Case); 12] = [
        |case| case.photo.tags[0].who = Who::Person(person(2)),
        |case| case.photo.tags[0].who = Who::OneOf(vec![person(1)]),
        |case| case.photo.tags[0].face = None,
        |case| drop(case.photo.tags.pop()),
        |case| case.photo.faces[0].accounted = Some(Accounted::Covered),
        |case| case.photo.faces[0].region.x += 1e-12,
        |case| case.photo.covers.push(region(0.0, 0.0, 0.5, 0.5)),
        |case| case.photo.crop = Some(region(0.0, 0.0, 0.5, 0.5)),
        |case| case.photo.confirmed = false,
        |case| case.photo.work_by.push(person(1)),
        |case| case.purpose.max_edge += 1,
        |case| case.purpose.also_needs.push(PurposeKey::new("newsletter")),
    ];
    for spoil in spoils {
        let mut case = clear.clone();
        spoil(&mut case);
        seen.push(covered(&batch, &case));
    }
    let texts: [fn(&mut Batch); 6] = [
        |batch| batch.title.push('!'),
        |batch| batch.items[0].caption.push('!'),
        |batch| batch.items[0].alt_text.push('!'),
        |batch| batch.items[0].credit.push('!'),
        |batch| batch.items.swap(0, 1),
        |batch| batch.id = BatchId::new(uuid(2)),
    ];
    for change in texts {
        let mut batch = batch.clone();
        change(&mut batch);
        seen.push(covered(&batch, &clear));
    }
    seen.push(contents(&batch, &clear.purpose, &[MasterPhoto { master: [4; 32], facts: &clear.photo }]));
    let count = seen.len();
    seen.sort();
    seen.dedup();
    assert_eq!(seen.len(), count, "no two of them are the same");
}

#[test]
fn p08_the_bytes_to_be_signed_do_not_depend_on_the_order_tags_and_faces_are_read_in() {
    let clear = Case::clear();
    let mut turned = clear.clone();
    turned.photo.tags.reverse();
    turned.photo.faces.reverse();
    turned.photo.faces[0].found = FoundBy::Detector { score: 0.4 };
    assert_eq!(covered(&draft(), &clear), covered(&draft(), &turned));
}

#[test]
fn p08_the_basis_of_an_approval_changes_with_what_the_register_says() {
    let said =
        |case: &Case| basis(&[&case.photo], &case.purpose, &RegisterIndex::new(&case.register), &case.policy, case.on);
    let clear = Case::clear();
    let spoils: [fn(&mut Case); 5] = [
        |case| case.consent(1).id = EventId::new(uuid(77)),
        |case| case.register.objections.push(objection(1)),
        |case| case.register.do_not_publish.push(entry(&[1])),
        |case| case.policy.group_size = 4,
        |case| case.on = day("2026-03-03"),
    ];
    for spoil in spoils {
        let mut case = clear.clone();
        spoil(&mut case);
        assert_ne!(said(&case), said(&clear));
    }
}

#[test]
fn p08_the_signed_statement_names_batch_approver_time_answers_and_digests() {
    let statement = approval(HEAD).statement;
    let others = [
        Statement { batch: BatchId::new(uuid(2)), ..statement.clone() },
        Statement { by: OFFICE, ..statement.clone() },
        Statement { at: "2026-03-02T10:00:01Z".parse().expect("a timestamp"), ..statement.clone() },
        Statement { checklist: Checklist { dressed: false, ..YES }, ..statement.clone() },
        Statement { contents: [8; 32], ..statement.clone() },
        Statement { basis: [8; 32], ..statement.clone() },
    ];
    for other in others {
        assert_ne!(other.bytes(), statement.bytes(), "{other:?}");
    }
}

#[test]
fn a_batch_gives_the_decision_all_texts_that_go_out() {
    let mut batch = draft();
    batch.items[0].caption = "Leaves".to_owned();
    batch.items[0].credit = "Year 3".to_owned();
    let fields: Vec<_> = batch.texts(photo(1)).into_iter().map(|text| (text.field, text.text)).collect();
    assert_eq!(
        fields,
        [
            (TextField::Caption, "Leaves".to_owned()),
            (TextField::Credit, "Year 3".to_owned()),
            (TextField::Title, "Autumn walk".to_owned()),
        ]
    );
}
