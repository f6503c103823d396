//! Backups that come by themselves, beside whoever is logged in (P25).

use workflow::wire::AutomaticBackup;
use workflow::{Refusal, Stop};

use crate::school::{School, refusal};

#[test]
fn a_backup_is_made_beside_whoever_is_logged_in_and_everybody_is_told_when_p25() {
    let school = School::open();
    let share = school.website_folder();
    let head = school.log_in("Head");
    let before = head.backup_standing().expect("told");
    assert!(!before.set && !before.due && before.made_at.is_none() && before.problem.is_none());
    assert!(matches!(refusal(head.backup_ask()), Refusal::Missing { .. }));
    head.backup_folder_set(Some(&share)).expect("set");
    drop(head);

    let teacher = school.log_in("Teacher");
    assert!(teacher.backup_standing().expect("told").due);
    let made = teacher.backup_watch().make_if_due(&Stop::default()).expect("made");
    assert!(matches!(made, Some(AutomaticBackup::Made { .. })), "{made:?}");
    assert_eq!(std::fs::read_dir(&share).expect("a folder").count(), 1);
    let told = teacher.backup_standing().expect("told");
    assert!(told.set && !told.due && told.made_at.is_some() && told.problem.is_none());
    assert_eq!(told.folder, None, "where it lies is for those who may make one");
    assert!(matches!(refusal(teacher.backup_ask()), Refusal::NotAllowed { .. }));
    assert!(matches!(refusal(teacher.backup_folder_set(None)), Refusal::NotAllowed { .. }));
    drop(teacher);
    assert_eq!(school.log_in("Office").backup_standing().expect("told").folder.as_deref(), Some("website"));
}

#[test]
fn a_share_that_is_not_there_is_told_with_what_was_kept_and_what_to_do_until_it_is_back_p25() {
    let school = School::open();
    let share = school.website_folder();
    let head = school.log_in("Head");
    head.backup_folder_set(Some(&share)).expect("set");
    let watch = head.backup_watch();
    let make = || watch.make_if_due(&Stop::default()).expect("told");
    assert!(matches!(make(), Some(AutomaticBackup::Made { .. })));
    let made_at = head.backup_standing().expect("told").made_at;

    std::fs::remove_dir_all(&share).expect("gone");
    head.backup_ask().expect("asked");
    assert!(matches!(make(), Some(AutomaticBackup::Failed { .. })));
    let told = head.backup_standing().expect("told");
    let problem = told.problem.expect("a problem");
    for part in ["cannot be reached", "safe on this computer", "Connect this computer"] {
        assert!(problem.contains(part), "{problem}");
    }
    assert_eq!(told.made_at, made_at, "the last good one is still told");
    assert!(!told.due, "not at once again");

    std::fs::create_dir(&share).expect("back");
    head.backup_ask().expect("asked");
    assert!(matches!(make(), Some(AutomaticBackup::Made { .. })));
    assert_eq!(head.backup_standing().expect("told").problem, None);
}

#[test]
fn a_backup_that_a_logout_stops_leaves_none_half_made_and_is_due_still_p25() {
    let school = School::open();
    school.import(2);
    let share = school.website_folder();
    let head = school.log_in("Head");
    head.backup_folder_set(Some(&share)).expect("set");
    let watch = head.backup_watch();
    let stop = Stop::default();
    stop.ask();
    assert!(matches!(watch.make_if_due(&stop).expect("told"), Some(AutomaticBackup::NotDue)));
    assert_eq!(std::fs::read_dir(&share).expect("a folder").count(), 0, "nothing half made");
    let told = head.backup_standing().expect("told");
    assert!(told.due && told.problem.is_none());
    drop(head);
    assert!(watch.make_if_due(&Stop::default()).expect("told").is_none(), "the login has ended");
}
