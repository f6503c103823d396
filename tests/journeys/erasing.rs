//! The card after the import: what came in may be erased from it, nothing else ever (P10 P17).

use std::path::{Path, PathBuf};

use workflow::wire::{ImportOutcome, ImportReport};
use workflow::{Refusal, Session};

use crate::school::{School, import, refusal};
use cloakroom_tests::camera::{OURS, THEIRS, card, picture, put};

/// Names of all files below a folder.
fn files(folder: &Path) -> Vec<String> {
    let mut found = Vec::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(next) = folders.pop() {
        for entry in std::fs::read_dir(next).expect("a folder").map(|entry| entry.expect("an entry").path()) {
            if entry.is_dir() {
                folders.push(entry);
            } else {
                found.push(entry.strip_prefix(folder).expect("inside").display().to_string());
            }
        }
    }
    found.sort();
    found
}

/// The school's card: two photos of ours, one of a telephone, one in a folder, and what cameras leave beside them.
fn full_card(school: &School) -> PathBuf {
    let card = card(school.folder(), OURS, 2);
    std::fs::create_dir_all(card.join("DCIM/101")).expect("folders");
    put(&card.join("DCIM/101/3.jpg"), &picture(OURS, 3, 1));
    put(&card.join("DCIM/101/telephone.jpg"), &picture(THEIRS, 4, 1));
    put(&card.join("DCIM/101/film.mov"), b"a film, which is no picture");
    put(&card.join("letter to parents.txt"), b"Dear parents and carers");
    card
}

fn entry(session: &Session) -> serde_json::Value {
    let entries = session.log_entries(1, 10_000).expect("the log");
    let erased = entries.into_iter().find(|entry| entry.action == "card_erased");
    erased.map_or(serde_json::Value::Null, |entry| entry.detail)
}

#[test]
fn only_what_came_in_is_erased_and_it_is_in_the_log_p17() {
    let school = School::open();
    let card = full_card(&school);
    let teacher = school.log_in("Teacher");
    let report = import(&teacher, &card);
    // Put there after the import.
    put(&card.join("DCIM/101/later.jpg"), &picture(OURS, 9, 1));
    let erased = teacher.card_erase(&card, &report).expect("erased");
    assert_eq!((erased.erased, erased.left.len()), (4, 0), "{erased:?}");
    assert_eq!(files(&card), ["DCIM/101/film.mov", "DCIM/101/later.jpg", "letter to parents.txt"]);
    assert_eq!(teacher.photos("Trip", "website").expect("shown").len(), 4);
    drop(teacher);
    assert_eq!(entry(&school.log_in("Head")), serde_json::json!({ "erased": 4, "left": 0 }));
}

#[test]
fn a_card_imported_before_is_erased_as_duplicates_p17() {
    let school = School::open();
    let card = full_card(&school);
    let teacher = school.log_in("Teacher");
    import(&teacher, &card);
    let again = import(&teacher, &card);
    assert_eq!(again.files.iter().filter(|file| file.outcome == ImportOutcome::Duplicate).count(), 4);
    assert_eq!(teacher.card_erase(&card, &again).expect("erased").erased, 4);
    assert_eq!(files(&card), ["DCIM/101/film.mov", "letter to parents.txt"]);
}

#[test]
fn a_file_that_was_changed_or_replaced_since_stays_and_is_told_p17() {
    let school = School::open();
    let card = full_card(&school);
    let teacher = school.log_in("Teacher");
    let report = import(&teacher, &card);
    // Another photo of the vault is in its place: the bytes are known, but not as this photo's.
    put(&card.join("DCIM/101/3.jpg"), &picture(OURS, 1, 1));
    put(&card.join("DCIM/101/telephone.jpg"), b"something else");
    let erased = teacher.card_erase(&card, &report).expect("erased");
    let left: Vec<_> = erased.left.iter().map(|left| left.file.as_str()).collect();
    assert_eq!((erased.erased, left), (2, vec!["DCIM/101/3.jpg", "DCIM/101/telephone.jpg"]));
    assert!(erased.left.iter().all(|left| left.reason.contains("changed")), "{erased:?}");
    let kept = ["DCIM/101/3.jpg", "DCIM/101/film.mov", "DCIM/101/telephone.jpg", "letter to parents.txt"];
    assert_eq!(files(&card), kept);
}

#[cfg(unix)]
#[test]
fn a_link_put_in_the_place_of_a_photo_is_not_followed_p17() {
    let school = School::open();
    let card = card(school.folder(), OURS, 1);
    let teacher = school.log_in("Teacher");
    let report = import(&teacher, &card);
    let photo = card.join(&report.files[0].file);
    let elsewhere = school.folder().join("elsewhere.jpg");
    put(&elsewhere, &std::fs::read(&photo).expect("read"));
    std::fs::remove_file(&photo).expect("removed");
    std::os::unix::fs::symlink(&elsewhere, &photo).expect("linked");
    assert_eq!(teacher.card_erase(&card, &report).expect("told").erased, 0);
    assert!(elsewhere.exists() && photo.exists());
}

/// Why nothing was erased; every file is there still.
fn kept(session: &Session, card: &Path, report: &ImportReport) -> &'static str {
    let before = files(card);
    let Refusal::CardKept { why } = refusal(session.card_erase(card, report)) else { panic!("another refusal") };
    assert_eq!(files(card), before);
    why
}

#[test]
fn nothing_is_erased_after_a_stopped_import_p17() {
    let school = School::open();
    let card = full_card(&school);
    let teacher = school.log_in("Teacher");
    let report = ImportReport { cancelled: true, ..import(&teacher, &card) };
    assert_eq!(kept(&teacher, &card, &report), "the import was stopped");
}

#[test]
fn nothing_is_erased_once_any_stored_copy_is_not_as_it_was_written_p17() {
    let school = School::open();
    let card = full_card(&school);
    let teacher = school.log_in("Teacher");
    let report = import(&teacher, &card);
    let shelves = school.vault().join("files");
    let hurt = shelves.join(files(&shelves).remove(5));
    let mut bytes = std::fs::read(&hurt).expect("read");
    bytes[30] ^= 1;
    put(&hurt, &bytes);
    assert_eq!(kept(&teacher, &card, &report), "a stored photo could not be read back");
}

#[test]
fn nothing_is_erased_once_any_photo_was_deleted_from_the_vault_p17() {
    let school = School::open();
    let card = full_card(&school);
    let teacher = school.log_in("Teacher");
    let report = import(&teacher, &card);
    let photo = report.files.iter().find_map(|file| file.photo.clone()).expect("a photo");
    teacher.delete_now(&photo).expect("deleted");
    assert_eq!(kept(&teacher, &card, &report), "a stored photo could not be read back");
}

#[test]
fn a_guest_erases_nothing_p19() {
    let school = School::open();
    let card = card(school.folder(), OURS, 1);
    let report = import(&school.log_in("Teacher"), &card);
    let guest = school.log_in("Guest");
    assert!(matches!(refusal(guest.card_erase(&card, &report)), Refusal::NotAllowed { .. }));
    assert_eq!(files(&card).len(), 1);
}
