//! The do-not-publish list, objections, and what each role is told.

use workflow::rules::Answer;
use workflow::wire::{ShownVerdict, Verdict};
use workflow::{DoNotPublishForm, Refusal};

use crate::school::{ALONE_TOO, GROUP, School, refusal};

const PUPIL: &str = ALONE_TOO;

fn protect(school: &School) -> String {
    let form = DoNotPublishForm {
        people: vec![PUPIL.to_owned()],
        reason: "Planted sealed reason".to_owned(),
        review_on: None,
        covering_suffices: false,
    };
    school.log_in("Lead").do_not_publish_add(&form).expect("entered")
}

fn json(shown: &ShownVerdict) -> String {
    serde_json::to_string(shown).expect("JSON")
}

fn group_photo(school: &School) -> String {
    let photo = school.import(1).remove(0);
    school.account(&photo, &[GROUP[0], GROUP[1], PUPIL]);
    photo
}

#[test]
fn whoever_is_on_the_list_is_held_back_whatever_the_parents_said_p02() {
    let school = School::open();
    let photo = group_photo(&school);
    assert_eq!(school.told("Teacher", &photo).verdict, Verdict::Clear);
    protect(&school);
    let batch = school.submit(std::slice::from_ref(&photo));
    school.approve(&batch);
    let report = school.export(&batch).expect("told");
    assert!(report.items[0].file.is_none());
    let words = report.items[0].held_back.join(" ");
    assert!(!words.contains("Planted sealed reason") && !words.to_lowercase().contains("publish list"), "{words}");
}

#[test]
fn a_teacher_reads_the_same_bytes_for_the_list_an_objection_a_refusal_and_a_withdrawal_p02_p14() {
    let school = School::open();
    let photo = group_photo(&school);
    let clear = json(&school.told("Teacher", &photo));
    let entry = protect(&school);
    let listed = json(&school.told("Teacher", &photo));
    assert_ne!(listed, clear);
    school.log_in("Lead").do_not_publish_lift(&entry).expect("lifted");
    school.log_in("Teacher").objection_add(PUPIL).expect("entered");
    assert_eq!(json(&school.told("Teacher", &photo)), listed);
    school.log_in("Lead").objection_lift(PUPIL).expect("lifted");
    school.answer(PUPIL, Answer::Refused, "2026-11-20");
    assert_eq!(json(&school.told("Teacher", &photo)), listed);
    school.answer(PUPIL, Answer::Withdrawn, "2026-11-21");
    assert_eq!(json(&school.told("Teacher", &photo)), listed);
    school.answer(PUPIL, Answer::Granted, "2026-11-22");
    assert_eq!(json(&school.told("Teacher", &photo)), clear);
}

#[test]
fn lists_of_protected_people_name_who_entered_them_and_are_read_by_guardians_alone_p02_p14() {
    let school = School::open();
    school.log_in("Teacher").objection_add(PUPIL).expect("entered");
    protect(&school);
    for name in ["Teacher", "Office", "Guest"] {
        let session = school.log_in(name);
        let refused = [refusal(session.objections()), refusal(session.do_not_publish())];
        assert!(refused.iter().all(|refusal| matches!(refusal, Refusal::NotAllowed { .. })), "{name}: {refused:?}");
        assert!(session.objection_lift(PUPIL).is_err() && session.do_not_publish_lift("any").is_err(), "{name}");
    }
    let head = school.log_in("Head");
    let objections = head.objections().expect("read");
    assert_eq!(objections.len(), 1);
    assert_eq!(objections[0].entered_by.as_deref(), Some("Teacher"));
    assert_eq!(head.do_not_publish().expect("read")[0].entered_by.as_deref(), Some("Lead"));
    head.objection_lift(PUPIL).expect("lifted");
    assert!(head.objections().expect("read")[0].lifted_on.is_some(), "a lifted objection is kept");
    let nobody = DoNotPublishForm {
        people: Vec::new(),
        reason: "Nobody is meant".to_owned(),
        review_on: None,
        covering_suffices: false,
    };
    assert!(matches!(refusal(head.do_not_publish_add(&nobody)), Refusal::Missing { .. }));
}

#[test]
fn the_office_takes_the_list_for_a_refusal_and_the_head_reads_the_reason_p02() {
    let school = School::open();
    let photo = group_photo(&school);
    school.answer(PUPIL, Answer::Refused, "2026-11-20");
    let refused = json(&school.told("Office", &photo));
    school.answer(PUPIL, Answer::Granted, "2026-11-21");
    protect(&school);
    assert_eq!(json(&school.told("Office", &photo)), refused);
    let head = json(&school.told("Head", &photo));
    assert!(head.contains("do_not_publish") && head.contains("Planted sealed reason"), "{head}");
}

#[test]
fn a_covered_pupil_who_said_no_holds_nothing_back_p11() {
    let school = School::open();
    let photo = school.import(1).remove(0);
    let teacher = school.log_in("Teacher");
    let group: Vec<String> = GROUP.iter().map(|pupil| (*pupil).to_owned()).collect();
    teacher.tag_add(&photo, &group, None, None, "website").expect("tagged");
    let face = workflow::wire::Rect { x: 0.1, y: 0.1, w: 0.2, h: 0.3 };
    teacher.tag_box(&photo, "005", face, "website").expect("tagged");
    assert_eq!(teacher.photo_confirm(&photo, "website").expect("confirmed").shown.verdict, Verdict::Blocked);
    let covered = teacher.face_account(&photo, "1", workflow::wire::FaceAccount::Covered, "website").expect("covered");
    assert!(!covered.confirmed, "whoever changes a photo has to confirm it again");
    assert_eq!(teacher.photo_confirm(&photo, "website").expect("confirmed").shown.verdict, Verdict::Clear);
    drop(teacher);
    let batch = school.submit(&[photo]);
    school.approve(&batch);
    assert!(school.export(&batch).expect("exported").items[0].file.is_some());
}
