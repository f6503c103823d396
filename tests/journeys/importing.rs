//! From the card into the vault.

use workflow::wire::{ImportOutcome, Verdict};
use workflow::{Refusal, Stop};

use crate::school::{School, import, refusal};
use cloakroom_tests::camera::{OURS, THEIRS, card, picture, put};

fn outcomes(report: &workflow::wire::ImportReport) -> Vec<ImportOutcome> {
    report.files.iter().map(|file| file.outcome).collect()
}

#[test]
fn the_same_card_twice_is_told_as_duplicates_and_nothing_is_kept_twice() {
    let school = School::open();
    let card = card(school.folder(), OURS, 3);
    let teacher = school.log_in("Teacher");
    assert_eq!(outcomes(&import(&teacher, &card)), [ImportOutcome::Imported; 3]);
    assert_eq!(outcomes(&import(&teacher, &card)), [ImportOutcome::Duplicate; 3]);
    assert_eq!(teacher.photos("Trip", "website").expect("shown").len(), 3);
}

#[test]
fn a_bad_file_is_refused_with_a_reason_and_stops_nothing() {
    let school = School::open();
    let card = card(school.folder(), OURS, 2);
    put(&card.join("0 empty.jpg"), b"");
    put(&card.join("1 letter.jpg"), b"Dear parents and carers, this is no picture.");
    put(&card.join("2 cut off.jpg"), &picture(OURS, 9, 1)[..400]);
    let report = import(&school.log_in("Teacher"), &card);
    use ImportOutcome::{Imported, Refused};
    assert_eq!(outcomes(&report), [Refused, Refused, Refused, Imported, Imported]);
    assert!(report.files[..3].iter().all(|file| file.reason.is_some() && file.photo.is_none()));
}

#[test]
fn after_a_stop_the_same_import_goes_on_where_it_was() {
    let school = School::open();
    let card = card(school.folder(), OURS, 30);
    let teacher = school.log_in("Teacher");
    let stop = Stop::default();
    stop.ask();
    let first = teacher.import(&card, "Trip", &stop, &mut |_| {}).expect("stopped");
    assert!(first.cancelled && first.files.is_empty());
    let second = import(&teacher, &card);
    assert!(!second.cancelled);
    assert_eq!(outcomes(&second), [ImportOutcome::Imported; 30]);
}

#[test]
fn a_card_pulled_out_in_the_middle_refuses_what_is_left_by_name_and_loses_nothing() {
    let school = School::open();
    let card = card(school.folder(), OURS, 30);
    let elsewhere = school.folder().join("elsewhere");
    let teacher = school.log_in("Teacher");
    let mut pulled = false;
    let report = teacher
        .import(&card, "Trip", &Stop::default(), &mut |_| {
            if !std::mem::replace(&mut pulled, true) {
                move_away(&card, &elsewhere);
            }
        })
        .expect("told");
    assert_eq!(report.files.len(), 30);
    let refused: Vec<_> = report.files.iter().filter(|file| file.outcome == ImportOutcome::Refused).collect();
    assert!(!refused.is_empty());
    for file in &refused {
        let reason = file.reason.as_deref().unwrap_or_default();
        assert!(file.file.ends_with(".jpg") && reason.starts_with("it cannot be read"), "{file:?}");
    }
    let kept = 30 - refused.len();
    move_away(&elsewhere, &card);
    let again = outcomes(&import(&teacher, &card));
    assert_eq!(again.iter().filter(|outcome| **outcome == ImportOutcome::Duplicate).count(), kept);
    assert_eq!(again.iter().filter(|outcome| **outcome == ImportOutcome::Imported).count(), 30 - kept);
}

#[expect(clippy::disallowed_methods, reason = "takes the card out of the computer and puts it back")]
fn move_away(from: &std::path::Path, to: &std::path::Path) {
    std::fs::rename(from, to).expect("moved");
}

#[test]
fn the_last_step_of_the_progress_carries_the_report() {
    let school = School::open();
    let card = card(school.folder(), OURS, 4);
    let mut steps = Vec::new();
    let teacher = school.log_in("Teacher");
    teacher.import(&card, "Trip", &Stop::default(), &mut |step| steps.push(step)).expect("imported");
    let last = steps.pop().expect("a step");
    assert_eq!(last.finished.expect("the report").files.len(), 4);
    assert!(steps.iter().all(|step| step.finished.is_none()));
}

#[test]
fn photos_of_an_unknown_camera_wait_until_the_head_releases_them_p09_p10() {
    let school = School::open();
    let card = card(school.folder(), THEIRS, 1);
    let report = import(&school.log_in("Teacher"), &card);
    assert_eq!(outcomes(&report), [ImportOutcome::Quarantined]);
    let photo = report.files[0].photo.clone().expect("kept");
    let codes = |verdict: workflow::wire::ShownVerdict| -> Vec<String> {
        verdict.reasons.into_iter().map(|reason| reason.code).collect()
    };
    assert!(codes(school.told("Teacher", &photo)).contains(&"device_quarantined".to_owned()));

    let release = |name: &str| {
        school.log_in(name).devices_release(std::slice::from_ref(&photo), None, "Sent by a parent on the trip.")
    };
    assert!(release("Office").is_err() && release("Teacher").is_err());
    assert_eq!(release("Head").expect("released").photos, std::slice::from_ref(&photo));
    school.account(&photo, &[]);
    assert_eq!(school.told("Teacher", &photo).verdict, Verdict::Clear);
}

#[test]
fn a_camera_is_put_on_the_list_by_one_of_its_pictures_and_taken_off_again_p09() {
    let school = School::open();
    let theirs = card(school.folder(), THEIRS, 2);
    let report = import(&school.log_in("Teacher"), &theirs);
    let office = school.log_in("Office");
    let waiting = office.devices_waiting().expect("the list");
    assert_eq!(waiting.len(), 1);
    assert_eq!((waiting[0].name.as_str(), waiting[0].photos.len()), ("Trip", 2));
    assert_eq!(waiting[0].serial.as_deref(), Some(THEIRS[2]));

    let picture = report.files.iter().map(|file| theirs.join(&file.file)).next().expect("a file");
    let found = office.device_of_picture(&picture).expect("a camera");
    assert_eq!([&*found.make, &*found.model], [THEIRS[0], THEIRS[1]]);
    let add = || office.device_add(&found.make, &found.model, found.serial.as_deref(), Some(" ")).expect("added");
    let added = add();
    assert_eq!((added.label.as_str(), add().id), ("Pebble Pocket 9", added.id.clone()), "once on the list");
    let next = card(&school.folder().join("next"), THEIRS, 3);
    let teacher = |card: &std::path::Path| outcomes(&import(&school.log_in("Teacher"), card))[2];
    drop(office);
    assert_eq!(teacher(&next), ImportOutcome::Imported);

    let office = school.log_in("Office");
    office.device_withdraw(&added.id).expect("withdrawn");
    assert!(office.device_withdraw("camera").is_err());
    assert!(office.devices().expect("the list").iter().any(|device| device.id == added.id && device.withdrawn));
    let no_picture = school.folder().join("list.txt");
    put(&no_picture, b"no picture");
    assert!(matches!(refusal(office.device_of_picture(&no_picture)), Refusal::File { .. }));
    assert!(matches!(refusal(office.device_of_picture(&school.folder().join("none"))), Refusal::Unreadable { .. }));
    drop(office);
    for name in ["Teacher", "Lead", "Guest"] {
        let session = school.log_in(name);
        assert!(matches!(refusal(session.devices_waiting()), Refusal::NotAllowed { .. }), "{name}");
        assert!(matches!(refusal(session.device_of_picture(&picture)), Refusal::NotAllowed { .. }), "{name}");
        assert!(matches!(refusal(session.device_withdraw(&added.id)), Refusal::NotAllowed { .. }), "{name}");
    }
}

#[test]
fn many_photos_are_tagged_from_a_sheet_by_the_names_they_had_on_the_card() {
    let school = School::open();
    let photos = school.import(2);
    let sheet =
        "photo,persons\r\nPlanted Pupilname 1.jpg,001; Jonah Brackwater\r\nTrip/2,Nobody Here\r\nmissing.jpg,001\r\n";
    let teacher = school.log_in("Teacher");
    let rows = teacher.tags_import(sheet.as_bytes()).expect("read");
    assert_eq!(
        rows.iter().map(|row| (row.row, row.tagged, row.problems.len())).collect::<Vec<_>>(),
        [(2, 2, 0), (3, 0, 1), (4, 0, 1)]
    );
    assert_eq!(teacher.photo(&photos[0], "website").expect("shown").tags.len(), 2);
    assert_eq!(teacher.tags_import(sheet.as_bytes()).expect("read")[0].tagged, 0, "a tag is not put twice");
}
