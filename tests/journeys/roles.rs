//! What each person may do, whoever calls (P19 P20).

use workflow::rules::Role;
use workflow::wire::{FaceAccount, NewVault, Rect, Unlock};
use workflow::{App, Refusal};

use cloakroom_tests::surroundings::standing_still;

use crate::school::{GROUP, School, refusal};

#[test]
fn a_guest_tags_and_does_nothing_else_p19() {
    let school = School::open();
    let photo = school.import(1).remove(0);
    let guest = school.log_in("Guest");
    guest.tag_add(&photo, &[GROUP[0].to_owned()], None, None, "website").expect("a guest tags");
    let corner = Rect { x: 0.0, y: 0.0, w: 0.1, h: 0.1 };
    let refused = [
        refusal(guest.photo_confirm(&photo, "website")),
        refusal(guest.face_add(&photo, corner, "website")),
        refusal(guest.face_account(&photo, "1", FaceAccount::Covered, "website")),
        refusal(guest.covers_set(&photo, &[corner], "website")),
        refusal(guest.batches()),
        refusal(guest.batch_new("website", "Walk")),
        refusal(guest.accounts()),
        refusal(guest.register_show(None, None)),
        refusal(guest.do_not_publish()),
        refusal(guest.objection_add(GROUP[0])),
        refusal(guest.log_entries(1, 10)),
        refusal(guest.import(school.folder(), "Trip", &workflow::Stop::default(), &mut |_| {})),
    ];
    assert!(refused.iter().all(|refusal| matches!(refusal, Refusal::NotAllowed { .. })), "{refused:?}");
}

#[test]
fn a_guest_needs_a_last_day_p19() {
    let school = School::open();
    let head = school.log_in("Head");
    let asked = head.account_add("Helper", Role::Guest, None, "helper-password");
    assert!(matches!(refusal(asked), Refusal::Missing { .. }));
}

#[test]
fn an_account_waits_for_the_head_p19() {
    let school = School::open();
    let office = school.log_in("Office");
    office.account_add("Newcomer", Role::Teacher, None, "newcomer-password").expect("added");
    assert!(matches!(refusal(office.account_authorise("Newcomer")), Refusal::NotAllowed { .. }));
    drop(office);
    let app = App::new(school.vault().to_owned(), standing_still(2));
    let form = Unlock { name: "Newcomer".into(), password: "newcomer-password".into() };
    let closed = |asked: Result<workflow::Session, workflow::Error>| match asked {
        Err(workflow::Error::Refused(Refusal::AccountClosed { .. })) => {}
        Ok(_) => panic!("logged in"),
        Err(other) => panic!("{other}"),
    };
    closed(app.unlock(&form));
    school.log_in("Head").account_authorise("Newcomer").expect("authorised");
    drop(app.unlock(&form).expect("logged in"));
    school.log_in("Head").account_disable("Newcomer").expect("disabled");
    assert!(app.unlock(&form).is_err());
}

#[test]
fn whoever_holds_the_recovery_key_sets_a_new_password_and_signs_nothing_p20() {
    let folder = tempfile::tempdir().expect("a folder");
    let app = App::new(folder.path().join("vault"), standing_still(3));
    let form = NewVault { school: "Thistlemere".into(), head: "Head".into(), password: "forgotten-password".into() };
    let (head, key) = app.create(&form).expect("a vault");
    drop(head);
    assert!(app.unlock_with_recovery("AAAA-BBBB").is_err());
    let opened = app.unlock_with_recovery(&key.words).expect("opened");
    opened.password_reset("Head", "remembered-password").expect("set");
    drop(opened);
    let unlock = |password: &str| app.unlock(&Unlock { name: "Head".into(), password: password.into() });
    assert!(unlock("forgotten-password").is_err());
    drop(unlock("remembered-password").expect("logged in"));
}
