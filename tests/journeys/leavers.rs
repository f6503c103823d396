//! The leavers' sweep: what is held of people who have left, and what the school decides about it (P16).

use workflow::Refusal;
use workflow::wire::LeaverHeld;

use crate::school::{ALONE_TOO, GROUP, School, refusal};

const LAST_DAY: &str = "2026-10-23";

/// Photos: 0 and 1 of the leaver and another leaver, 2 with a pupil who is still there, 3 of nobody who left; 1 is published.
fn school() -> (School, Vec<String>) {
    let school = School::open();
    let photos = school.import(4);
    school.account(&photos[0], &[GROUP[0], GROUP[1]]);
    school.account(&photos[1], &[GROUP[0], GROUP[1], ALONE_TOO]);
    school.account(&photos[2], &[GROUP[0], GROUP[2]]);
    school.account(&photos[3], &[GROUP[2]]);
    let batch = school.submit(&photos[1..2]);
    school.approve(&batch);
    assert!(school.export(&batch).expect("exported").items[0].file.is_some());
    leave(&school, &[GROUP[0], GROUP[1], ALONE_TOO]);
    (school, photos)
}

fn leave(school: &School, pupils: &[&str]) {
    let office = school.log_in("Office");
    for pupil in pupils {
        office.person_left(pupil, LAST_DAY.parse().expect("a day")).expect("entered");
    }
}

fn photos_of(held: &LeaverHeld) -> Vec<&str> {
    held.photos.iter().map(|photo| photo.photo.as_str()).collect()
}

fn logged(school: &School, action: &str) -> usize {
    let entries = school.log_in("Head").log_entries(1, 10_000).expect("the log");
    entries.iter().filter(|entry| entry.action == action).count()
}

#[test]
fn p16_the_sweep_lists_everything_that_is_held_of_everybody_who_left_and_who_else_is_on_it() {
    let (school, photos) = school();
    let office = school.log_in("Office");
    let held = office.leavers(None).expect("the list");
    let names: Vec<&str> = held.iter().map(|leaver| leaver.name.as_str()).collect();
    assert_eq!(names, ["Aubrey Plantedsurname", "Idris Dunmoor", "Jonah Brackwater"]);
    let aubrey = &held[0];
    assert_eq!((aubrey.left_on, aubrey.out.len()), (Some(LAST_DAY.parse().expect("a day")), 1));
    assert_eq!(photos_of(aubrey), [&photos[0], &photos[1], &photos[2]]);
    let told: Vec<_> =
        aubrey.photos.iter().map(|photo| (photo.published, photo.with_others, photo.put_forward)).collect();
    // The third shows somebody who is still there.
    assert_eq!(told, [(false, false, false), (true, false, false), (false, true, false)]);
    // Before the last day nobody has left; beforehand the year's leavers are shown.
    assert!(office.leavers(Some("2026-10-22".parse().expect("a day"))).expect("the list").is_empty());
    office.person_left(GROUP[2], "2027-07-20".parse().expect("a day")).expect("entered");
    let beforehand = office.leavers(Some("2027-08-31".parse().expect("a day"))).expect("the list");
    assert_eq!((office.leavers(None).expect("the list").len(), beforehand.len()), (3, 4));
    assert!(matches!(refusal(office.leavers_put_forward(Some(GROUP[2]), false)), Refusal::NotNow { .. }));
    drop(office);
    for name in ["Teacher", "Lead", "Guest"] {
        let session = school.log_in(name);
        assert!(matches!(refusal(session.leavers(None)), Refusal::NotAllowed { .. }), "{name}");
        assert!(matches!(refusal(session.leavers_put_forward(None, false)), Refusal::NotAllowed { .. }), "{name}");
        assert!(matches!(refusal(session.leaver_keep(GROUP[0], "x", None)), Refusal::NotAllowed { .. }), "{name}");
        assert!(matches!(refusal(session.retention_spare(&photos)), Refusal::NotAllowed { .. }), "{name}");
    }
}

#[test]
fn p16_one_action_puts_all_forward_but_what_shows_others_and_the_head_destroys_it() {
    let (school, photos) = school();
    let office = school.log_in("Office");
    let due = office.retention_due().expect("the list");
    assert_eq!((due.photos.len(), due.leavers.len()), (0, 3));
    let done = office.leavers_put_forward(None, false).expect("put forward");
    assert_eq!((done.photos, done.stay), (2, 1));
    assert_eq!(office.leavers_put_forward(None, false).expect("again").photos, 0);
    let due = office.retention_due().expect("the list");
    assert_eq!(due.photos.iter().map(|photo| &photo.photo).collect::<Vec<_>>(), [&photos[0], &photos[1]]);
    assert_eq!(due.leavers.len(), 1, "only of Aubrey there is something left to decide");
    // What is due goes nowhere any more.
    let batch = office.batch_new("website", "Hills").expect("a batch").summary.id;
    office.batch_add(&batch, &photos[..1]).expect("added");
    assert!(matches!(refusal(office.retention_purge(None)), Refusal::NotAllowed { .. }));
    drop(office);
    let shown = school.told("Head", &photos[0]);
    assert!(shown.reasons.iter().any(|reason| reason.code == "past_retention"), "{shown:?}");
    assert_eq!((logged(&school, "leaver_put_forward"), logged(&school, "photo_held")), (3, 2));
    let head = school.log_in("Head");
    assert_eq!(head.retention_purge(None).expect("purged").photos.len(), 2);
    let held = head.leavers(None).expect("the list");
    let left: Vec<_> = held.iter().map(|leaver| (leaver.photos.len(), leaver.out.len())).collect();
    assert_eq!(left, [(1, 1), (0, 1), (0, 1)], "the published copy is out until somebody takes it down");
    for copy in head.takedowns().expect("the list") {
        head.takedown_done(&copy.published.id).expect("noted");
    }
    assert_eq!(head.leavers(None).expect("the list").len(), 1);
    // The class photo too, where the head says so.
    assert_eq!(head.leavers_put_forward(Some(GROUP[0]), true).expect("put forward").photos, 1);
    assert!(head.log_verify().expect("verified").fault.is_none());
}

#[test]
fn p16_what_is_kept_for_a_reason_stays_until_its_day_and_no_sweep_of_another_takes_it() {
    let (school, photos) = school();
    let office = school.log_in("Office");
    assert!(matches!(refusal(office.leaver_keep(GROUP[1], " ", None)), Refusal::Missing { .. }));
    let today = "2026-11-22".parse().expect("a day");
    assert!(matches!(refusal(office.leaver_keep(GROUP[1], "x", Some(today))), Refusal::NotA { .. }));
    assert!(matches!(refusal(office.leaver_keep(GROUP[2], "x", None)), Refusal::NotNow { .. }));
    office.leavers_put_forward(Some(GROUP[1]), false).expect("put forward");
    assert_eq!(office.retention_due().expect("the list").photos.len(), 2);
    office.leaver_keep(GROUP[1], "The school's centenary book", None).expect("kept");
    assert!(office.retention_due().expect("the list").photos.is_empty(), "what is kept is not destroyed");
    let held = office.leavers(None).expect("the list");
    let jonah = held.iter().find(|leaver| leaver.name.starts_with("Jonah")).expect("held");
    let kept = jonah.kept.as_ref().expect("kept");
    assert_eq!((kept.until.to_string().as_str(), kept.by.as_deref()), ("2027-08-31", Some("Office")));
    assert_eq!(kept.reason, "The school's centenary book");
    // Both photos show Jonah too.
    let done = office.leavers_put_forward(None, true).expect("put forward");
    assert_eq!((done.photos, done.stay), (1, 2), "only the class photo goes, by the flag");
    office.retention_spare(&photos[2..3]).expect("spared");
    assert!(office.retention_due().expect("the list").photos.is_empty());
    // Decided anew, it ends.
    assert_eq!(office.leavers_put_forward(Some(GROUP[1]), false).expect("put forward").photos, 2);
    assert!(office.leavers(None).expect("the list").iter().all(|leaver| leaver.kept.is_none()));
    drop(office);
    assert_eq!(logged(&school, "leaver_kept"), 1);
    let entries = school.log_in("Head").log_entries(1, 10_000).expect("the log");
    assert!(entries.iter().all(|entry| !entry.detail.to_string().contains("centenary")), "no reason is in the log");
}
