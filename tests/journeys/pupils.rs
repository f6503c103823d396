//! One pupil's page and the lists: what the office sees, enters and prints of the answers (P01 P15), and what nobody else does.

use workflow::rules::{Answer, Giver, PersonKind};
use workflow::wire::{AnswerCame, AnswerEntry, ListAsked, PersonShown, StateShown};
use workflow::{PersonForm, Refusal};

use crate::school::{ALONE_TOO, GROUP, School, UNANSWERED, refusal};

fn entry(person: &str, answer: Answer, giver: Giver) -> AnswerEntry {
    AnswerEntry {
        person: person.to_owned(),
        purpose: "website".to_owned(),
        answer,
        giver,
        given_on: "2026-10-05".parse().expect("a day"),
        expires_on: Some("2027-08-31".parse().expect("a day")),
        individual: true,
        condition: None,
        came: AnswerCame::Paper,
        document: Some("  ".to_owned()),
    }
}

fn website(shown: &PersonShown) -> &StateShown {
    shown.states.iter().find(|state| state.purpose == "website").expect("the website")
}

#[test]
fn a_page_tells_since_when_by_whom_and_until_when_p15() {
    let school = School::open();
    let office = school.log_in("Office");
    let shown = office.person_answers(GROUP[0]).expect("shown");
    let state = website(&shown);
    assert_eq!((state.state, state.giver), ("granted", Some(Giver::ParentA)));
    assert_eq!(state.since.map(|day| day.to_string()).as_deref(), Some("2026-09-03"));
    assert_eq!(state.until.map(|day| day.to_string()).as_deref(), Some("2027-08-31"));
    let nothing = office.person_answers(UNANSWERED).expect("shown");
    assert_eq!((website(&nothing).state, website(&nothing).since), ("unknown", None));
}

#[test]
fn where_two_parents_disagree_the_no_counts_and_the_page_says_so_p01() {
    let school = School::open();
    let office = school.log_in("Office");
    let shown = office.consent_set(entry(GROUP[0], Answer::Refused, Giver::ParentB).into()).expect("entered");
    let state = website(&shown);
    assert_eq!((state.state, state.giver, state.disagree), ("refused", Some(Giver::ParentB), true));
    assert_eq!(shown.answers.len(), 2);
    let same_day = office.consent_set(entry(GROUP[0], Answer::Granted, Giver::ParentB).into()).expect("entered");
    assert_eq!(website(&same_day).state, "refused", "of one day the stricter answer counts");
    let given_on = "2026-10-06".parse().expect("a day");
    let later = AnswerEntry { given_on, ..entry(GROUP[0], Answer::Granted, Giver::ParentB) };
    let agreed = office.consent_set(later.into()).expect("entered");
    assert_eq!((website(&agreed).state, website(&agreed).disagree), ("granted", false));
}

#[test]
fn a_spoken_yes_counts_once_somebody_else_confirms_it_and_a_condition_once_it_is_settled_p15() {
    let school = School::open();
    let spoken = AnswerEntry { came: AnswerCame::Verbal, ..entry(UNANSWERED, Answer::Granted, Giver::ParentA) };
    let office = school.log_in("Office");
    let shown = office.consent_set(spoken.into()).expect("entered");
    assert!(website(&shown).state == "unknown" && shown.answers[0].unconfirmed);
    assert!(office.consent_confirm(UNANSWERED, "website").is_err(), "not by who entered it");
    drop(office);
    let head = school.log_in("Head");
    head.consent_confirm(UNANSWERED, "website").expect("confirmed");
    assert_eq!(website(&head.person_answers(UNANSWERED).expect("shown")).state, "granted");

    let condition = Some("not with a name".to_owned());
    let bound = AnswerEntry { condition, ..entry(ALONE_TOO, Answer::Granted, Giver::ParentA) };
    assert_eq!(website(&head.consent_set(bound.into()).expect("entered")).state, "conditional");
    head.consent_resolve(ALONE_TOO, "website").expect("settled");
    assert_eq!(website(&head.person_answers(ALONE_TOO).expect("shown")).state, "granted");
}

#[test]
fn everybody_is_found_on_the_register_leavers_last_and_a_pupil_comes_by_hand() {
    let school = School::open();
    let office = school.log_in("Office");
    let form = PersonForm {
        kind: PersonKind::Pupil,
        forename: "Piran".to_owned(),
        surname: "Quillmere".to_owned(),
        known_as: None,
        class: Some("4 Robin".to_owned()),
        date_of_birth: None,
        admission_number: None,
    };
    let added = office.person_add(&form).expect("added");
    office.person_left(GROUP[1], "2026-10-01".parse().expect("a day")).expect("left");
    let everybody = office.people_list("", None, 100).expect("listed");
    assert_eq!(everybody.all, 7);
    let last = everybody.people.last().expect("somebody");
    assert!(last.name == "Jonah Brackwater" && last.left_on.is_some());
    assert_eq!(everybody.people[5].name, "Piran Quillmere", "by class");
    let found = office.people_list("pir", Some("4 robin"), 100).expect("listed");
    assert_eq!(found.people.iter().map(|one| &one.id).collect::<Vec<_>>(), [&added.id]);
    assert_eq!(office.people_list("", None, 2).expect("listed").people.len(), 2);
    assert_eq!(office.classes().expect("classes"), ["3 Wren", "4 Robin"]);
}

#[test]
fn pages_letters_and_lists_are_not_for_teachers_and_the_list_for_a_trip_is_p19() {
    let school = School::open();
    let teacher = school.log_in("Teacher");
    let chase = ListAsked::Chase { within_days: 30, class: None };
    let trip = ListAsked::Trip { purpose: "website".to_owned(), people: Vec::new(), class: Some("3 Wren".to_owned()) };
    let refused = [
        refusal(teacher.people_list("", None, 9)),
        refusal(teacher.person_answers(GROUP[0])),
        refusal(teacher.list(&chase)),
        refusal(teacher.letters(&chase)),
        refusal(teacher.list_save_in(&chase, school.folder())),
        refusal(teacher.consent_set(entry(GROUP[0], Answer::Granted, Giver::ParentA).into())),
    ];
    assert!(refused.iter().all(|refusal| matches!(refusal, Refusal::NotAllowed { .. })), "{refused:?}");
    assert_eq!(teacher.list(&trip).expect("a list").rows.len(), 6);
    assert_eq!(teacher.classes().expect("classes"), ["3 Wren"]);
    drop(teacher);
    let guest = school.log_in("Guest");
    assert!(matches!(refusal(guest.list(&trip)), Refusal::NotAllowed { .. }));
    assert!(matches!(refusal(guest.classes()), Refusal::NotAllowed { .. }));
}

#[test]
fn a_list_is_saved_under_a_name_that_tells_what_it_is() {
    let school = School::open();
    let office = school.log_in("Office");
    let chase = ListAsked::Chase { within_days: 30, class: Some("3 Wren".to_owned()) };
    let name = office.list_save_in(&chase, school.folder()).expect("saved");
    assert!(name.starts_with("consents-to-ask-for-20") && name.ends_with(".csv"), "{name}");
    let saved = std::fs::read_to_string(school.folder().join(&name)).expect("a file");
    assert!(saved.contains("3 Wren,Maeve Ivyhurst,School website,no answer"), "{saved}");
    let letters = office.letters(&chase).expect("letters");
    assert_eq!(letters.school, "Thistlemere");
    assert!(letters.letters.iter().any(|letter| letter.name == "Maeve Ivyhurst"));
}
