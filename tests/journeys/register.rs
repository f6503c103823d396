//! A register that takes an answer back tells which pictures that touches, on their way and published (P15 P26).

use workflow::register_import::RegisterFile;
use workflow::wire::{RegisterChoices, RegisterReport};

use crate::school::{GROUP, School};

const WITHDRAWN: &str = "Admission number,Surname,Forename,DOB,Website,Consent date\n\
    001,Plantedsurname,Aubrey,01/09/2018,Withdrawn,01/10/2026\n";

fn preview(school: &School) -> RegisterReport {
    let file = RegisterFile { name: "withdrawn.csv", bytes: WITHDRAWN.as_bytes(), map: None };
    school.log_in("Office").register_preview(&file, &RegisterChoices::default()).expect("read")
}

#[test]
fn newly_withdrawn_answers_come_with_the_pictures_that_they_touch() {
    let school = School::open();
    let photos = school.import(2);
    for photo in &photos {
        school.account(photo, &GROUP);
    }
    let batch = school.submit(&photos);
    let report = preview(&school);
    let change = &report.refused_now[0];
    assert_eq!((change.short.as_str(), change.after.as_str()), ("001", "withdrawn"));
    assert_eq!((change.queued, change.published), (2, 0));
    school.approve(&batch);
    school.export(&batch).expect("exported");
    let change = &preview(&school).refused_now[0];
    assert_eq!((change.queued, change.published), (0, 2));
}
