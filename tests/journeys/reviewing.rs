//! The head's part: nobody approves his or her own work, and any change voids an approval.

use workflow::Refusal;
use workflow::purposes::PurposeForm;
use workflow::rules::Answer;
use workflow::wire::{BatchState, Checklist};

use crate::school::{ALONE_TOO, GROUP, School, YES, refusal};

fn submitted(school: &School) -> (Vec<String>, String) {
    let photos = school.import(2);
    for photo in &photos {
        school.account(photo, &GROUP);
    }
    let batch = school.submit(&photos);
    (photos, batch)
}

#[test]
fn the_office_cannot_approve_and_the_refusal_is_logged_p08_p21() {
    let school = School::open();
    let (_, batch) = submitted(&school);
    assert!(matches!(refusal(school.log_in("Office").batch_approve(&batch, YES)), Refusal::NotAllowed { .. }));
    let log = school.log_in("Head").log_entries(1, 10_000).expect("the log");
    assert!(log.iter().any(|entry| entry.action == "refused" && entry.by.as_deref() == Some("Office")));
}

#[test]
fn a_head_who_changed_a_caption_leaves_the_approval_to_another_p08() {
    let school = School::open();
    let (photos, batch) = submitted(&school);
    let head = school.log_in("Head");
    head.batch_caption(&batch, &photos[0], "On the path", "Children on a path").expect("written");
    head.batch_submit(&batch).expect("submitted");
    assert_eq!(refusal(head.batch_approve(&batch, YES)), Refusal::PreparedByYou);
    drop(head);
    let approved = school.log_in("Deputy").batch_approve(&batch, YES).expect("approved");
    assert_eq!(approved.summary.state, BatchState::Approved);
}

#[test]
fn every_point_of_the_checklist_has_to_be_a_yes_p12() {
    let school = School::open();
    let (_, batch) = submitted(&school);
    let head = school.log_in("Head");
    for no in [
        Checklist { dressed: false, ..YES },
        Checklist { reputable: false, ..YES },
        Checklist { fits_purpose: false, ..YES },
    ] {
        assert_eq!(refusal(head.batch_approve(&batch, no)), Refusal::Checklist);
    }
}

#[test]
fn nothing_is_exported_before_the_head_approved_p08() {
    let school = School::open();
    let (_, batch) = submitted(&school);
    assert!(matches!(refusal(school.export(&batch)), Refusal::BatchState { .. }));
    assert_eq!(std::fs::read_dir(school.website_folder()).expect("a folder").count(), 0);
}

#[test]
fn any_change_after_the_approval_voids_it_p08() {
    let school = School::open();
    let (photos, batch) = submitted(&school);
    let changes: [(&str, &dyn Fn()); 7] = [
        ("caption", &|| {
            drop(school.log_in("Office").batch_caption(&batch, &photos[0], "New words", "").expect("done"))
        }),
        ("tag", &|| {
            drop(
                school
                    .log_in("Teacher")
                    .tag_add(&photos[0], &[ALONE_TOO.to_owned()], None, None, "website")
                    .expect("done"),
            );
        }),
        ("crop", &|| {
            let half = workflow::wire::Rect { x: 0.0, y: 0.0, w: 0.5, h: 0.5 };
            drop(school.log_in("Teacher").crop_set(&photos[1], Some(half), "website").expect("done"));
        }),
        ("cover", &|| {
            let corner = workflow::wire::Rect { x: 0.0, y: 0.0, w: 0.1, h: 0.1 };
            drop(school.log_in("Teacher").covers_set(&photos[1], &[corner], "website").expect("done"));
        }),
        ("order", &|| {
            let turned = school.log_in("Office").batch_arrange(&batch, &photos[1..]).expect("done");
            assert_eq!(turned.items[0].photo, photos[1]);
        }),
        ("title", &|| {
            let renamed = school.log_in("Office").batch_rename(&batch, " The mill in autumn ").expect("done");
            assert_eq!(renamed.summary.title, "The mill in autumn");
        }),
        ("taken out", &|| {
            let left = school.log_in("Office").batch_remove(&batch, &photos[1]).expect("done");
            assert_eq!(left.items.len(), 1);
        }),
    ];
    for (what, change) in changes {
        let office = school.log_in("Office");
        if office.batch(&batch).expect("shown").summary.state != BatchState::Submitted {
            office.batch_submit(&batch).expect("submitted");
        }
        drop(office);
        school.approve(&batch);
        change();
        let view = school.log_in("Head").batch(&batch).expect("shown");
        assert_eq!(view.summary.state, BatchState::Draft, "{what}");
        assert!(view.summary.voided.is_some(), "{what}");
        assert!(matches!(refusal(school.export(&batch)), Refusal::BatchState { .. }), "{what}");
    }
}

#[test]
fn order_and_photos_of_a_batch_are_the_offices_to_change_and_only_of_what_is_in_it_p19() {
    let school = School::open();
    let (photos, batch) = submitted(&school);
    let teacher = school.log_in("Teacher");
    assert!(matches!(refusal(teacher.batch_arrange(&batch, &photos)), Refusal::NotAllowed { .. }));
    assert!(matches!(refusal(teacher.batch_remove(&batch, &photos[0])), Refusal::NotAllowed { .. }));
    drop(teacher);
    let office = school.log_in("Office");
    office.batch_remove(&batch, &photos[0]).expect("taken out");
    assert!(matches!(refusal(office.batch_remove(&batch, &photos[0])), Refusal::NotNow { .. }));
    assert!(matches!(refusal(office.batch_arrange(&batch, &photos)), Refusal::NotNow { .. }));
    assert!(matches!(refusal(office.batch_rename(&batch, "Maeve Ivyhurst at the mill")), Refusal::NameInText { .. }));
    assert!(matches!(refusal(office.batch_rename(&batch, " ")), Refusal::Missing { .. }));
    assert_eq!(office.batch(&batch).expect("shown").items.len(), 1);
}

#[test]
fn whom_a_text_names_is_told_before_it_is_kept_unless_naming_was_allowed_p05() {
    let school = School::open();
    let (photos, batch) = submitted(&school);
    let photo = Some(photos[0].as_str());
    let named = |who: &str, photo, text: &str| school.log_in(who).names_in_text("website", photo, text).expect("told");
    assert_eq!(named("Office", photo, "Jonah Brackwater on the path"), ["Jonah Brackwater"]);
    assert_eq!(named("Office", photo, "Jonah and Tamsin on the path"), ["Jonah", "Tamsin"]);
    assert!(named("Office", photo, "Idris waits at home").is_empty(), "a first name of somebody who is not on it");
    assert_eq!(named("Office", None, "A walk with Idris"), ["Idris"]);
    assert!(named("Office", photo, "A path in a wood").is_empty());
    assert!(matches!(
        refusal(school.log_in("Teacher").names_in_text("website", photo, "Jonah")),
        Refusal::NotAllowed { .. }
    ));

    school.answer_for("002", "name_with_photo", Answer::Granted, "2026-10-01");
    assert_eq!(named("Office", photo, "Jonah and Tamsin on the path"), ["Tamsin"]);
    let kept = school.log_in("Office").batch(&batch).expect("shown");
    assert!(kept.items.iter().all(|item| item.caption.is_empty()), "asking keeps nothing");
}

#[test]
fn what_changes_while_the_head_looks_comes_back_to_the_office_p08() {
    let school = School::open();
    let (photos, batch) = submitted(&school);
    school.log_in("Teacher").covers_set(&photos[0], &[], "website").expect("nothing changed");
    let state = |name: &str| school.log_in(name).batch(&batch).expect("shown").summary.state;
    assert_eq!(state("Head"), BatchState::Submitted);
    let corner = workflow::wire::Rect { x: 0.0, y: 0.0, w: 0.1, h: 0.1 };
    school.log_in("Teacher").covers_set(&photos[0], &[corner], "website").expect("covered");
    assert_eq!(state("Head"), BatchState::Draft);
    assert!(matches!(refusal(school.log_in("Head").batch_approve(&batch, YES)), Refusal::BatchState { .. }));
}

#[test]
fn a_returned_batch_bears_the_note_and_can_be_handed_in_again() {
    let school = School::open();
    let (_, batch) = submitted(&school);
    let head = school.log_in("Head");
    assert!(matches!(refusal(head.batch_return(&batch, "  ")), Refusal::Missing { .. }));
    let returned = head.batch_return(&batch, "Crop the second one.").expect("returned");
    assert_eq!(
        (returned.summary.state, returned.note.as_deref()),
        (BatchState::Returned, Some("Crop the second one."))
    );
    drop(head);
    let again = school.log_in("Office").batch_submit(&batch).expect("submitted");
    assert_eq!((again.summary.state, again.note), (BatchState::Submitted, None));
}

#[test]
fn p08_a_purpose_that_is_settled_anew_voids_what_was_approved_for_it_and_says_so() {
    let school = School::open();
    let (_, batch) = submitted(&school);
    school.approve(&batch);
    let verified = school.log_in("Head").log_verify().expect("verified");
    assert!(verified.fault.is_none() && verified.forged.is_empty());
    assert_eq!(verified.approvals, 1);
    let smaller = PurposeForm { max_edge: Some(800), ..PurposeForm::default() };
    assert!(matches!(refusal(school.log_in("Office").purpose_set("website", &smaller)), Refusal::NotAllowed { .. }));
    school.log_in("Head").purpose_set("website", &smaller).expect("settled");
    let view = school.log_in("Head").batch(&batch).expect("shown");
    assert_eq!(view.summary.state, BatchState::Draft);
    assert_eq!(view.summary.voided.as_deref(), Some("the settings of the purpose changed"));
    assert!(matches!(refusal(school.export(&batch)), Refusal::BatchState { .. }));
}

#[test]
fn p08_p02_what_the_head_was_not_asked_about_stays_behind_and_the_office_does_not_learn_what_it_is() {
    let school = School::open();
    let photos = school.import(2);
    school.account(&photos[0], &GROUP);
    let teacher = school.log_in("Teacher");
    let group: Vec<String> = GROUP.iter().map(|pupil| (*pupil).to_owned()).collect();
    teacher.tag_add(&photos[1], &group, None, None, "website").expect("tagged");
    let face = workflow::wire::Rect { x: 0.1, y: 0.1, w: 0.2, h: 0.3 };
    teacher.tag_box(&photos[1], ALONE_TOO, face, "website").expect("tagged");
    teacher.face_account(&photos[1], "1", workflow::wire::FaceAccount::Covered, "website").expect("covered");
    teacher.photo_confirm(&photos[1], "website").expect("confirmed");
    drop(teacher);
    let batch = school.submit(&photos);
    school.approve(&batch);
    let form = workflow::DoNotPublishForm {
        people: vec![ALONE_TOO.to_owned()],
        reason: "Planted sealed reason".to_owned(),
        review_on: None,
        covering_suffices: false,
    };
    school.log_in("Lead").do_not_publish_add(&form).expect("entered");
    let report = school.export(&batch).expect("exported");
    assert_eq!(report.items.iter().map(|item| item.file.is_some()).collect::<Vec<_>>(), [true, false]);
    let words = report.items[1].held_back.join(" ");
    assert_eq!(words, "The head has not approved this picture as things are now. Put it into a new batch.");
    let again = school.submit(&photos[1..]);
    school.approve(&again);
    assert!(school.export(&again).expect("exported").items[0].file.is_some(), "now the head has seen it");
}
