//! Names in texts (rules 15 and 16), and how well they are found.

use std::collections::BTreeSet;

use rules::*;

use crate::fixture::*;
use crate::names_hard::{PEOPLE, TEXTS};

fn hard_people() -> Vec<Person> {
    let named = |(n, (forename, surname, preferred_forename, preferred_surname)): (usize, &crate::names_hard::Row)| {
        let mut pupil = pupil(n as u128, forename, surname);
        pupil.names.preferred_forename = preferred_forename.map(str::to_owned);
        pupil.names.preferred_surname = preferred_surname.map(str::to_owned);
        pupil
    };
    PEOPLE.iter().enumerate().map(named).collect()
}

#[derive(Debug, Default, PartialEq, Eq)]
struct Count {
    expected: usize,
    found: usize,
    missed: usize,
    false_alarms: usize,
}

impl Count {
    fn add(&mut self, kind: &str, text: &str, expected: &[usize], found: &[PersonId]) {
        let expected: BTreeSet<_> = expected.iter().map(|n| person(*n as u128)).collect();
        let found: BTreeSet<_> = found.iter().copied().collect();
        let number = |id: &PersonId| id.uuid().as_u128();
        for missed in expected.difference(&found) {
            println!("missed {kind} of person {}: {text}", number(missed));
            self.missed += 1;
        }
        for alarm in found.difference(&expected) {
            println!("false alarm, {kind} of person {}: {text}", number(alarm));
            self.false_alarms += 1;
        }
        self.expected += expected.len();
        self.found += expected.intersection(&found).count();
    }
}

#[test]
fn p03_p05_names_are_found_in_hard_texts_with_these_misses_and_false_alarms() {
    let people = hard_people();
    let index = NameIndex::new(&people);
    let (mut full, mut first) = (Count::default(), Count::default());
    for (text, full_names, first_names) in TEXTS {
        let is_file = [".jpg", ".jpeg", ".png"].iter().any(|end| text.to_lowercase().ends_with(end));
        let mentions = if is_file { index.mentions_in_file_name(text) } else { index.mentions(text) };
        full.add("full name", text, full_names, &mentions.full);
        first.add("first name", text, first_names, &mentions.first);
    }
    println!("{} texts; full names: {full:?}; first names: {first:?}", TEXTS.len());
    assert_eq!(full, Count { expected: 139, found: 135, missed: 4, false_alarms: 1 });
    assert_eq!(first, Count { expected: 42, found: 41, missed: 1, false_alarms: 7 });
}

#[test]
fn p05_everyone_is_found_however_the_name_is_set() {
    let people = hard_people();
    let index = NameIndex::new(&people);
    let set = |forename: &str, surname: &str| {
        let plain = format!("{forename} {surname}");
        [
            plain.clone(),
            plain.to_uppercase(),
            plain.to_lowercase(),
            plain.replace([' ', '-'], "_"),
            plain.replace([' ', '-', '\'', '’'], "").to_lowercase(),
            format!("{surname}, {forename}"),
            format!("{surname} {forename}"),
            format!("With {plain} at the front."),
            format!("At the front: {surname}, {forename}!"),
            format!("{plain}'s painting"),
            format!("{plain}’s painting"),
            format!("IMG_0042-{}.jpg", plain.to_lowercase().replace(' ', "-")),
            format!("“{plain}”"),
            format!("{}. {surname}", forename.chars().take(1).collect::<String>()),
        ]
    };
    for (n, (forename, surname, ..)) in PEOPLE.iter().enumerate().filter(|(_, row)| !row.1.is_empty()) {
        for text in set(forename, surname) {
            let found = if text.ends_with(".jpg") { index.mentions_in_file_name(&text) } else { index.mentions(&text) };
            assert!(found.full.contains(&person(n as u128)), "{text}");
        }
    }
}

#[test]
fn a_forename_kept_as_an_initial_makes_no_word_a_name() {
    let people = [pupil(0, "A", "Pritchard")];
    let index = NameIndex::new(&people);
    assert_eq!(index.mentions("A walk in the wood"), Mentions::default());
    assert_eq!(index.mentions("A Pritchard").full, [person(0)]);
}

proptest::proptest! {
    #![proptest_config(proptest::test_runner::Config { failure_persistence: None, ..Default::default() })]
    #[test]
    fn p05_a_name_is_found_between_any_other_signs(before in "\\PC{0,40}", after in "\\PC{0,40}") {
        let people = hard_people();
        let text = format!("{before} \n Zofia Kowalska \n {after}");
        let found = NameIndex::new(&people).mentions(&text).full;
        proptest::prop_assert!(found.contains(&person(8)), "{}", text);
    }
}

#[track_caller]
fn expect(codes: &[Code], spoil: impl FnOnce(&mut Case)) {
    let mut case = Case::clear();
    spoil(&mut case);
    assert_eq!(case.codes(), codes, "{:#?}", case.decide());
}

fn consents_to_be_named(case: &mut Case, n: u128) {
    case.consents(n).push(event(n, PurposeKey::NAME_WITH_PHOTO, Answer::Granted, "2025-09-01"));
}

const FIELDS: [TextField; 5] =
    [TextField::Caption, TextField::AltText, TextField::Credit, TextField::Title, TextField::FileName];

#[test]
fn rule_15_p03_p05_a_full_name_blocks_in_every_text_whoever_it_is() {
    for field in FIELDS {
        expect(&[Code::FullNameInText], |case| case.say(field, "Zofia Wojcik with a kite"));
        expect(&[Code::FullNameInText], |case| {
            case.register.people.insert(person(4), pupil(4, "Ffion", "Bevan"));
            case.say(field, "Bevan, Ffion");
        });
        expect(&[], |case| case.say(field, "Three kites over Year 3"));
    }
}

#[test]
fn rule_15_p05_consent_to_name_with_photo_lets_a_visible_person_be_named() {
    expect(&[], |case| {
        consents_to_be_named(case, 3);
        case.say(TextField::Caption, "Zofia Wójcik with a kite, Zofia's first");
    });
    expect(&[Code::FullNameInText], |case| {
        consents_to_be_named(case, 3);
        case.consents(3).push(event(3, PurposeKey::NAME_WITH_PHOTO, Answer::Withdrawn, "2026-01-01"));
        case.say(TextField::Caption, "Zofia Wójcik with a kite");
    });
}

#[test]
fn rule_15_p02_p05_a_covered_person_is_never_named_and_protection_overrides_consent_to_be_named() {
    expect(&[Code::FullNameInText, Code::CoveringPointsAtThem], |case| {
        case.purpose.high_profile = false;
        consents_to_be_named(case, 3);
        case.cover(3);
        case.say(TextField::Caption, "Zofia Wójcik with a kite");
    });
    let absent = |protected: bool| {
        move |case: &mut Case| {
            case.register.people.insert(person(4), pupil(4, "Ffion", "Bevan"));
            consents_to_be_named(case, 4);
            case.say(TextField::Caption, "A kite made by Ffion Bevan");
            if protected {
                case.register.do_not_publish.push(entry(&[4]));
            }
        }
    };
    expect(&[], absent(false));
    expect(&[Code::FullNameInText], absent(true));
}

#[test]
fn rule_16_p05_the_first_name_of_a_visible_person_goes_to_the_head_or_blocks() {
    for (first_name_blocks, verdict) in [(false, Verdict::NeedsHead), (true, Verdict::Blocked)] {
        let mut case = Case::clear();
        case.policy.first_name_blocks = first_name_blocks;
        case.say(TextField::AltText, "Tobi holds a kite");
        assert_eq!(case.codes(), [Code::FirstNameInText]);
        assert_eq!(case.decide().verdict, verdict);
    }
    expect(&[], |case| {
        consents_to_be_named(case, 2);
        case.say(TextField::AltText, "Tobi holds a kite");
    });
    expect(&[], |case| {
        case.register.people.insert(person(4), pupil(4, "Ffion", "Bevan"));
        case.say(TextField::AltText, "Ffion made this kite");
    });
}
