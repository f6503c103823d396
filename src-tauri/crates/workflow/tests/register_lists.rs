//! The lists that go to paper: whom to chase, what to renew, and the discreet list for a trip.

#![expect(clippy::unwrap_used, reason = "a test may fail loudly in its own setting-up")]

mod register;

use jiff::civil::date;
use register::{School, TODAY};
use rules::{DoNotPublish, EntryId, PersonId};
use uuid::Uuid;
use workflow::register::letters::{letters, renewal_letters};
use workflow::register::lists::{Chase, chase, chase_table, renewal, renewal_table, trip_table};

const REGISTER: &str = "Admission number,Surname,Forename,DOB,Class,Website,Newsletter,Consent date,Expiry,Signed by\r\n\
    1,Adams,Ann,01/01/2017,4 K,Yes,Yes,03/09/2026,10/12/2026,J Adams\r\n\
    2,Brown,Ben,02/01/2017,4 K,No,Yes,03/09/2026,,J Brown\r\n\
    3,Clark,Cai,03/01/2017,3 W,Yes (not Facebook),,03/09/2026,,J Clark\r\n\
    4,Davies,Dai,04/01/2017,3 W,,,,,\r\n\
    5,=Evans,Eve,05/01/2017,3 W,Yes,Yes,03/09/2026,,J Evans\r\n\
    6,Fox,Fay,06/01/2017,3 W,Yes,Yes,03/09/2025,,J Fox\r\n";

fn school() -> School {
    let mut school = School::empty();
    school.purposes.retain(|purpose| ["website", "newsletter"].contains(&purpose.key.as_str()));
    let plan = school.preview("register.csv", REGISTER.as_bytes(), None, None).unwrap();
    school.apply(&plan);
    school
}

fn named(school: &School, surname: &str) -> PersonId {
    school.register.people.values().find(|person| person.names.surname == surname).unwrap().id
}

#[test]
fn the_chase_list_asks_for_what_is_missing_conditional_or_running_out_and_for_no_refusal() {
    let school = school();
    let lines = chase(&school.register, &school.purposes, TODAY, 30);
    let short: Vec<(&str, &str, &Chase)> =
        lines.iter().map(|line| (line.name.as_str(), line.purpose.as_str(), &line.why)).collect();
    let december = Chase::Expires(date(2026, 12, 10));
    let settled = Chase::Conditional("Yes (not Facebook)".to_owned());
    assert_eq!(
        short,
        [
            ("Cai Clark", "Newsletter", &Chase::Unknown),
            ("Cai Clark", "School website", &settled),
            ("Dai Davies", "Newsletter", &Chase::Unknown),
            ("Dai Davies", "School website", &Chase::Unknown),
            ("Fay Fox", "Newsletter", &Chase::Expired),
            ("Fay Fox", "School website", &Chase::Expired),
            ("Ann Adams", "Newsletter", &december),
            ("Ann Adams", "School website", &december),
        ]
    );
    assert!(chase_table(&lines).to_csv().contains("4 K,Ann Adams,School website,runs out on 2026-12-10\r\n"));
}

#[test]
fn a_letter_asks_one_family_for_everything_and_repeats_no_condition_p15() {
    let school = school();
    let letters = letters(&school.register, &school.purposes, TODAY, date(2026, 12, 22));
    let names: Vec<_> = letters.iter().map(|letter| letter.name.as_str()).collect();
    assert_eq!(names, ["Cai Clark", "Dai Davies", "Fay Fox", "Ann Adams"], "by class and name, a refusal is not asked");
    let [cai, .., ann] = letters.as_slice() else { panic!("no letters") };
    let words = |asked: &[workflow::wire::LetterAsked]| {
        asked.iter().map(|asked| format!("{}: {}", asked.purpose, asked.why)).collect::<Vec<_>>().join("\n")
    };
    assert_eq!(
        words(&cai.asked),
        "School website: There is a condition to the answer that we have; please answer anew.\n\
         Newsletter: We have no answer yet."
    );
    assert!(!format!("{cai:?}").contains("Facebook"));
    assert!(words(&ann.asked).contains("ends on 10 December 2026"));
    assert_eq!(ann.asked[0].meaning, "Pictures on the school’s website, which anybody can see.");
}

#[test]
fn the_letters_of_the_year_end_go_to_those_on_the_list_p15() {
    let school = school();
    let ends = date(2027, 8, 31);
    let listed = renewal(&school.register, &school.purposes, TODAY, ends);
    let letters = renewal_letters(&school.register, &school.purposes, TODAY, ends);
    assert!(!letters.is_empty());
    assert_eq!(
        letters.iter().map(|letter| &letter.name).collect::<Vec<_>>(),
        listed.iter().map(|line| &line.name).collect::<Vec<_>>()
    );
}

#[test]
fn renewal_names_what_ends_with_the_school_year() {
    let school = school();
    let lines = renewal(&school.register, &school.purposes, TODAY, date(2027, 8, 31));
    let csv = renewal_table(&lines).to_csv();
    assert_eq!(
        csv,
        "\u{feff}class,name,purposes\r\n4 K,Ann Adams,School website; Newsletter\r\n4 K,Ben Brown,Newsletter\r\n"
            .replace("School website; Newsletter", "\"School website; Newsletter\"")
    );
}

#[test]
fn the_trip_list_says_no_in_the_same_bytes_whatever_the_reason() {
    let mut school = school();
    let everyone: Vec<PersonId> = school.register.people.keys().copied().collect();
    let website = school.purposes.iter().find(|purpose| purpose.key.as_str() == "website").unwrap().clone();
    let before = trip_table(&school.register, &everyone, &website, TODAY).to_csv();
    let line = |csv: &str, name: &str| csv.lines().find(|line| line.starts_with(name)).unwrap().to_owned();
    assert_eq!(line(&before, "Ann Adams"), "Ann Adams,4 K,yes");
    for name in ["Ben Brown", "Cai Clark", "Dai Davies", "Fay Fox"] {
        assert!(line(&before, name).ends_with(",no"), "{name}");
    }
    school.register.do_not_publish.push(DoNotPublish {
        id: EntryId::new(Uuid::from_u128(9)),
        persons: vec![named(&school, "Adams"), named(&school, "Brown")],
        sealed_reason: "court order".to_owned(),
        from: TODAY,
        review_on: None,
        covering_suffices: false,
        lifted_on: None,
    });
    let after = trip_table(&school.register, &everyone, &website, TODAY).to_csv();
    assert_eq!(line(&after, "Ann Adams"), "Ann Adams,4 K,no");
    assert_eq!(line(&after, "Ben Brown"), line(&before, "Ben Brown"));
    assert!(!after.contains("court"));
}

#[test]
fn a_name_like_a_formula_never_reaches_a_list() {
    let school = school();
    assert_eq!(school.register.people.len(), 5, "it is put before a person instead");
}
