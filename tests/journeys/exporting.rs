//! From an approved batch to the website's folder.

use std::path::Path;
use std::time::{Duration, SystemTime};

use workflow::rules::Answer;
use workflow::wire::{ExportReport, Verdict};

use crate::school::{ALONE_TOO, GROUP, REFUSED, School, UNANSWERED, import};
use cloakroom_tests::camera::{OURS, picture, put};

fn files(report: &ExportReport) -> Vec<&str> {
    report.items.iter().filter_map(|item| item.file.as_deref()).collect()
}

#[test]
fn a_group_with_consent_goes_from_the_card_to_the_website_folder_p01_p03_p04_p08() {
    let school = School::open();
    let photos = school.import(2);
    for photo in &photos {
        school.account(photo, &GROUP);
    }
    assert_eq!(school.told("Teacher", &photos[0]).verdict, Verdict::Clear);
    let batch = school.submit(&photos);
    school.approve(&batch);
    let report = school.export(&batch).expect("exported");

    let folder = Path::new(&report.folder);
    assert_eq!(files(&report).len(), 2);
    for file in files(&report) {
        assert!(file.starts_with("autumn-walk-") && !file.contains("Planted"), "{file}");
        let bytes = std::fs::read(folder.join(file)).expect("there");
        assert!(workflow::prove::inspect(&bytes).is_empty());
        let modified = std::fs::metadata(folder.join(file)).and_then(|about| about.modified()).expect("a time");
        assert_eq!(modified, SystemTime::UNIX_EPOCH + Duration::from_secs(946_684_800), "{file}");
    }
    let mut all: Vec<_> = std::fs::read_dir(folder)
        .expect("a folder")
        .map(|entry| entry.expect("an entry").file_name().to_string_lossy().into_owned())
        .collect();
    all.retain(|name| !files(&report).contains(&name.as_str()));
    all.sort();
    assert_eq!(all, ["captions.csv", "gallery.html", "manifest.json"]);
    let left: Vec<_> = std::fs::read_dir(school.website_folder()).expect("a folder").collect();
    assert_eq!(left.len(), 1, "nothing staged is left beside it");

    let published = school.log_in("Office").published().expect("the ledger");
    assert_eq!(published.len(), 2);
    assert!(published.iter().all(|file| file.approved_by.as_deref() == Some("Head")));
    assert!(school.log_in("Head").log_verify().expect("verified").fault.is_none());
}

#[test]
fn a_photo_that_the_camera_stored_on_its_side_goes_out_upright() {
    let school = School::open();
    let card = school.folder().join("side");
    std::fs::create_dir_all(&card).expect("a folder");
    put(&card.join("a.jpg"), &picture(OURS, 1, 6));
    let report = import(&school.log_in("Teacher"), &card);
    let photo = report.files[0].photo.clone().expect("imported");
    school.account(&photo, &[]);
    let view = school.log_in("Teacher").photo(&photo, "website").expect("shown");
    assert_eq!((view.width, view.height), (80, 120));
    let batch = school.submit(&[photo]);
    school.approve(&batch);
    let report = school.export(&batch).expect("exported");
    let manifest = std::fs::read(Path::new(&report.folder).join("manifest.json")).expect("there");
    let manifest: serde_json::Value = serde_json::from_slice(&manifest).expect("JSON");
    assert_eq!((&manifest["pictures"][0]["width"], &manifest["pictures"][0]["height"]), (&80.into(), &120.into()));
}

#[test]
fn a_pupil_without_consent_stays_behind_and_the_others_go_p01() {
    let school = School::open();
    let photos = school.import(3);
    school.account(&photos[0], &GROUP);
    school.account(&photos[1], &[GROUP[0], GROUP[1], REFUSED]);
    school.account(&photos[2], &[GROUP[0], GROUP[1], UNANSWERED]);
    let batch = school.submit(&photos);
    school.approve(&batch);
    let report = school.export(&batch).expect("exported");
    assert_eq!(files(&report).len(), 1);
    assert_eq!(report.items[0].verdict, Verdict::Clear);
    for held in &report.items[1..] {
        assert!(held.file.is_none() && held.verdict == Verdict::Blocked && !held.held_back.is_empty());
    }
}

#[test]
fn a_withdrawal_after_the_approval_stops_that_photo_and_not_the_batch_p26() {
    let school = School::open();
    let photos = school.import(2);
    school.account(&photos[0], &GROUP);
    school.account(&photos[1], &[GROUP[0], GROUP[1], ALONE_TOO]);
    let batch = school.submit(&photos);
    school.approve(&batch);
    school.answer(ALONE_TOO, Answer::Withdrawn, "2026-11-22");
    let report = school.export(&batch).expect("exported");
    assert_eq!(report.items.iter().map(|item| item.file.is_some()).collect::<Vec<_>>(), [true, false]);
}

#[test]
fn where_nothing_may_go_out_nothing_is_written() {
    let school = School::open();
    let photos = school.import(1);
    school.account(&photos[0], &[REFUSED]);
    let batch = school.submit(&photos);
    school.approve(&batch);
    let report = school.export(&batch).expect("told");
    assert!(report.folder.is_empty());
    assert_eq!(std::fs::read_dir(school.website_folder()).expect("a folder").count(), 0);
    assert!(school.log_in("Head").published().expect("the ledger").is_empty());
}

#[test]
fn a_title_that_names_a_pupil_is_refused_and_a_first_name_never_becomes_a_file_name_p03_p05() {
    let school = School::open();
    let office = school.log_in("Office");
    assert!(office.batch_new("website", "A day with Jonah Brackwater").is_err());
    let batch = office.batch_new("website", "Tamsin's tower").expect("a first name is the head's to decide").summary.id;
    drop(office);
    let photos = school.import(1);
    school.account(&photos[0], &GROUP);
    let office = school.log_in("Office");
    office.batch_add(&batch, &photos).expect("added");
    office.batch_caption(&batch, &photos[0], "", "A tower of blocks").expect("described");
    office.batch_submit(&batch).expect("submitted");
    drop(office);
    school.approve(&batch);
    let report = school.export(&batch).expect("exported");
    assert!(files(&report)[0].starts_with("website-"), "{:?}", report.items);
}
