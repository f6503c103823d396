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
fn the_list_of_accounts_says_who_may_log_in_and_who_authorised_it_p29() {
    let school = School::open();
    let head = school.log_in("Head");
    head.account_add("Newcomer", Role::Teacher, None, "newcomer-password").expect("added");
    let yesterday = "2020-01-01".parse().expect("a day");
    head.account_add("Past helper", Role::Guest, Some(yesterday), "helper-password").expect("added");
    head.deputy_name("Office", yesterday, yesterday).expect("named");
    let (first, last) = ("2099-01-01".parse().expect("a day"), "2099-01-05".parse().expect("a day"));
    head.deputy_name("Office", first, last).expect("named");
    drop(head);
    let lead = school.log_in("Lead");
    let listed = lead.accounts().expect("listed");
    let account = |name: &str| listed.iter().find(|account| account.name == name).expect("listed");
    let newcomer = account("Newcomer");
    assert_eq!((newcomer.standing, &newcomer.authorised_by, newcomer.authorised_on), ("waiting", &None, None));
    assert!(account("Past helper").ended && !account("Guest").ended && !newcomer.ended);
    assert_eq!(account("Office").authorised_by.as_deref(), Some("Head"));
    assert!(account("Office").authorised_on.is_some());
    assert_eq!(account("Office").deputy.len(), 2);
    assert_eq!(account("Office").deputy_to_come, [[first, last]], "what is over is not told as standing");
}

#[test]
fn the_policy_tells_what_the_school_has_settled_to_those_who_may_ask_p20_p30() {
    let school = School::open();
    assert!(matches!(refusal(school.log_in("Teacher").policy_settled()), Refusal::NotAllowed { .. }));
    let head = school.log_in("Head");
    let usual = head.policy_settled().expect("told");
    assert_eq!((usual.password_days, usual.idle_minutes, usual.accounts, usual.cameras), (None, 10, 6, 1));
    assert!(usual.purposes.iter().all(|purpose| purpose.expiry_takes_down && purpose.published_months.is_none()));
    head.password_days_set(Some(90)).expect("settled");
    head.published_months_set("website", Some(24)).expect("settled");
    head.expiry_takes_down_set("website", false).expect("settled");
    head.account_disable("Teacher").expect("disabled");
    drop(head);
    let told = school.log_in("Office").policy_settled().expect("told");
    assert_eq!((told.password_days, told.accounts), (Some(90), 5));
    let website = told.purposes.iter().find(|purpose| purpose.key == "website").expect("a purpose");
    assert_eq!((website.published_months, website.expiry_takes_down), (Some(24), false));
    assert!(website.high_profile && website.public && website.needs_approval && website.by_consent);
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
