//! The made-up school goes the whole way by the same rules as a real one.

use cloakroom_tests::surroundings::standing_still;
use workflow::demo;
use workflow::wire::Unlock;

#[test]
fn the_demonstration_exports_clean_pictures_and_holds_others_back_with_reasons() {
    let folder = tempfile::tempdir().expect("a folder");
    let to = folder.path().join("website");
    std::fs::create_dir_all(&to).expect("a folder");
    let workshop = folder.path().join("workshop");
    std::fs::create_dir_all(&workshop).expect("a folder");
    let report = demo::run(&workshop, &to, &standing_still(4)).expect("done");

    let (out, back): (Vec<_>, Vec<_>) = report.photos.iter().partition(|photo| photo.file.is_some());
    assert!(out.len() >= 6, "{}", report.words());
    assert!(back.len() >= 3, "{}", report.words());
    assert!(back.iter().all(|photo| !photo.held_back.is_empty()), "{}", report.words());
    assert_eq!(report.refusals.len(), 2, "the office may neither approve nor export unapproved");
    for photo in out {
        let path = std::path::Path::new(&report.folder).join(photo.file.as_deref().expect("a file"));
        assert!(workflow::prove::inspect(&std::fs::read(path).expect("there")).is_empty());
    }
}

#[test]
fn the_school_for_the_window_leaves_something_to_do_for_everyone() {
    let folder = tempfile::tempdir().expect("a folder");
    let school = demo::make_school(folder.path(), &standing_still(5)).expect("made");
    assert!(std::fs::read_dir(&school.card).expect("a card").count() >= 3);
    let app = workflow::App::new(school.vault.clone(), standing_still(6));
    for account in &school.accounts {
        let form = Unlock { name: account.name.into(), password: account.password.into() };
        let session = app.unlock(&form).expect("logged in");
        assert_eq!(session.role(), account.role);
    }
    let head = school.accounts.iter().find(|account| account.name == "Head").expect("a head");
    let session = app.unlock(&Unlock { name: head.name.into(), password: head.password.into() }).expect("logged in");
    let batches = session.batches().expect("batches");
    assert!(batches.iter().any(|batch| batch.state == workflow::wire::BatchState::Submitted));
}
