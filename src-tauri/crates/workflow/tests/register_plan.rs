//! What an import may do by itself: tighten, never loosen; and that it is quick and cannot be made to fall over.

#![expect(clippy::unwrap_used, reason = "a test may fail loudly in its own setting-up")]

mod register;

use std::fmt::Write as _;

use register::{School, TODAY, at};
use rules::{PersonId, PurposeKey};
use workflow::register::{Mapping, RegisterPlan, Standing};

const HEAD: &str = "Admission number,Surname,Forename,DOB,Class,Website,Newsletter,Consent date,Signed by\n";

fn import(school: &mut School, rows: &str) -> RegisterPlan {
    let plan = school.preview("register.csv", format!("{HEAD}{rows}").as_bytes(), None, None).unwrap();
    school.apply(&plan);
    plan
}

fn website(school: &School) -> Standing {
    let person = *school.register.people.keys().next().unwrap();
    school.register.consent(person, &PurposeKey::new("website"), TODAY).into()
}

#[test]
fn a_refusal_becomes_a_yes_only_by_a_tick_and_only_by_a_newer_day() {
    let mut school = School::empty();
    import(&mut school, "17,Khan,Amelia,03/11/2019,2 R,No,Yes,10/09/2026,S Khan\n");
    assert_eq!(website(&school), Standing::Refused);
    let older = import(&mut school, "17,Khan,Amelia,03/11/2019,2 R,Yes,Yes,01/09/2026,S Khan\n");
    assert!(older.loosening.is_empty());
    assert_eq!(website(&school), Standing::Refused, "an older yes is history");
    let undated = import(&mut school, "17,Khan,Amelia,03/11/2019,2 R,Yes,Yes,,S Khan\n");
    assert!(undated.loosening.is_empty());
    assert_eq!(website(&school), Standing::Refused, "nobody knows that it is newer");
    let newer = import(&mut school, "17,Khan,Amelia,03/11/2019,2 R,Yes,Yes,01/10/2026,S Khan\n");
    assert_eq!(newer.loosening.len(), 1);
    assert_eq!(
        (&newer.loosening[0].change.old, &newer.loosening[0].change.new),
        (&Standing::Refused, &Standing::GrantedGroup)
    );
    assert_eq!(website(&school), Standing::Refused, "not before it is ticked");
    school.register = newer.applied_to(&school.register, &[0], at(), TODAY);
    assert_eq!(website(&school), Standing::GrantedGroup);
}

#[test]
fn a_withdrawal_and_a_reservation_apply_at_once_and_come_first() {
    let mut school = School::empty();
    import(&mut school, "17,Khan,Amelia,03/11/2019,2 R,Yes,Yes,10/09/2026,S Khan\n");
    let plan = import(&mut school, "17,Khan,Amelia,03/11/2019,2 R,No,Ask first,01/10/2026,S Khan\n");
    let shown: Vec<(&str, &Standing)> =
        plan.tightened.iter().map(|change| (change.purpose.as_str(), &change.new)).collect();
    let asked = Standing::Conditional("not a plain yes: Ask first".to_owned());
    assert_eq!(shown, [("website", &Standing::Withdrawn), ("newsletter", &asked)]);
    assert_eq!(website(&school), Standing::Withdrawn);
}

#[test]
fn a_reservation_is_not_dropped_by_a_later_tick_that_cannot_express_it() {
    let mut school = School::empty();
    import(&mut school, "17,Khan,Amelia,03/11/2019,2 R,Yes (no close ups),Yes,10/09/2026,S Khan\n");
    let plan = import(&mut school, "17,Khan,Amelia,03/11/2019,2 R,Yes,Yes,01/10/2026,S Khan\n");
    assert_eq!(plan.loosening.len(), 1);
    assert_eq!(website(&school), Standing::Conditional("Yes (no close ups)".to_owned()));
}

#[test]
fn absence_makes_no_leaver_and_a_missing_answer_is_pointed_out() {
    let mut school = School::empty();
    import(
        &mut school,
        "17,Khan,Amelia,03/11/2019,2 R,Yes,Yes,10/09/2026,S Khan\n18,Ali,Mo,22/04/2019,3 W,Yes,Yes,10/09/2026,B Ali\n",
    );
    let before = school.register.clone();
    let plan = import(&mut school, "17,Khan,Amelia,03/11/2019,2 R,,Yes,10/09/2026,S Khan\n");
    assert!(plan.left.is_empty() && plan.is_empty());
    assert_eq!(school.register.people, before.people);
    assert_eq!(plan.unanswered.len(), 1);
    assert_eq!(plan.unanswered[0].purpose.as_str(), "website");
}

#[test]
fn one_pupil_on_two_rows_that_disagree_is_listed_and_the_stricter_counts() {
    let mut school = School::empty();
    let plan = import(
        &mut school,
        "17,Khan,Amelia,03/11/2019,2 R,Yes,Yes,10/09/2026,S Khan\n17,Khan,Amelia,03/11/2019,2 R,No,Yes,10/09/2026,S Khan\n",
    );
    assert_eq!(plan.disagreements.len(), 1);
    assert_eq!(plan.disagreements[0].rows, [2, 3]);
    assert_eq!(website(&school), Standing::Refused);
}

#[test]
fn a_yes_takes_the_stated_day_only_where_the_file_has_no_days() {
    let mut school = School::empty();
    let text = "Admission number,Surname,Forename,DOB,Website\n17,Khan,Amelia,03/11/2019,Yes\n";
    let undated = school.preview("a.csv", text.as_bytes(), None, None).unwrap();
    assert_eq!(undated.changed[0].new, Standing::Undated);
    let stated = school.preview("a.csv", text.as_bytes(), None, Some(TODAY)).unwrap();
    assert_eq!(stated.changed[0].new, Standing::GrantedGroup);
    assert_eq!(stated.events[0].draft().given_on, Some(TODAY));
    let plan = import(&mut school, "17,Khan,Amelia,03/11/2019,2 R,Yes,,,S Khan\n");
    assert_eq!(plan.events[0].draft().given_on, None);
}

#[test]
fn a_mapping_that_does_not_fit_is_refused_by_name() {
    let school = School::empty();
    let mapping = |text: &str| Mapping::from_toml(text).unwrap();
    let file = format!("{HEAD}17,Khan,Amelia,03/11/2019,2 R,Yes,Yes,10/09/2026,S Khan\n");
    let column =
        mapping("[[columns]]\ncolumn = 3\nheader = \"Press\"\nmeans = \"consent\"\npurposes = [\"local_press\"]\n");
    let error = school.preview("a.csv", file.as_bytes(), Some(&column), None).map(|plan| plan.matched).unwrap_err();
    assert!(error.to_string().contains("'Press'"), "{error}");
    let purpose =
        mapping("[[columns]]\ncolumn = 6\nheader = \"Website\"\nmeans = \"consent\"\npurposes = [\"webbsite\"]\n");
    let error = school.preview("a.csv", file.as_bytes(), Some(&purpose), None).map(|plan| plan.matched).unwrap_err();
    assert!(error.to_string().contains("'webbsite'"), "{error}");
}

/// A small generator of numbers, the same on every run.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 % sides as u64).unwrap()
    }
}

#[test]
fn no_sequence_of_imports_turns_a_no_into_a_yes_without_a_tick() {
    const WORDS: [&str; 12] = [
        "Yes",
        "No",
        "",
        "Withdrawn",
        "Ask first",
        "Y (not Facebook)",
        "pending",
        "?",
        "Granted",
        "Refused",
        "1",
        "no way",
    ];
    const DAYS: [&str; 6] = ["", "01/09/2026", "10/09/2026", "2026-10-01", "01/12/2026", "09/14/2026"];
    let mut dice = Dice(0x2026_1122);
    for _ in 0..400 {
        let mut school = School::empty();
        for _ in 0..5 {
            let before = school.register.clone();
            let row = format!(
                "17,Khan,Amelia,03/11/2019,2 R,{},{},{},{}\n",
                WORDS[dice.roll(WORDS.len())],
                WORDS[dice.roll(WORDS.len())],
                DAYS[dice.roll(DAYS.len())],
                ["S Khan", "A Khan", ""][dice.roll(3)]
            );
            let plan = import(&mut school, &row);
            for id in before.people.keys() {
                for key in ["website", "newsletter"].map(PurposeKey::new) {
                    let old = Standing::from(before.consent(*id, &key, TODAY));
                    let new = Standing::from(school.register.consent(*id, &key, TODAY));
                    assert!(!old.is_no() || new.is_no(), "{row}: {old:?} became {new:?} with {:?}", plan.events);
                }
            }
        }
    }
}

#[test]
fn bytes_changed_at_random_never_bring_it_down() {
    let school = School::empty();
    let whole = format!(
        "{HEAD}17,Khan,\"Amelia, A\",03/11/2019,2 R,Yes,No,10/09/2026,S Khan\n18,Ali,Mo,22/04/2019,3 W,N,,1/2/26,\n"
    );
    let mut dice = Dice(0xC0FFEE);
    for _ in 0..3_000 {
        let mut bytes = whole.clone().into_bytes();
        for _ in 0..=dice.roll(8) {
            let place = dice.roll(bytes.len());
            match dice.roll(4) {
                0 => bytes[place] = u8::try_from(dice.roll(256)).unwrap(),
                1 => bytes.truncate(place.max(1)),
                2 => bytes.insert(place, [b'"', b',', b'\n', 0xEF, 0xFF, b'<', b'=', 0][dice.roll(8)]),
                _ => {
                    let from = dice.roll(bytes.len());
                    let piece: Vec<u8> = bytes[from..].iter().copied().take(40).collect();
                    bytes.splice(place..place, piece);
                }
            }
        }
        let _ = school.preview("changed.csv", &bytes, None, Some(TODAY));
    }
}

/// A made-up name for each number: no name has figures in it.
fn name_of(mut number: usize) -> String {
    let mut name = String::new();
    for _ in 0..3 {
        name.push(char::from(b'a' + u8::try_from(number % 26).unwrap()));
        number /= 26;
    }
    name
}

/// 2,000 pupils × 10 purposes × 5 years, one row per answer.
fn long_history() -> String {
    let mut text = String::from("Admission number,Surname,Forename,DOB,Class,Consent type,State,Date,Informed by\n");
    let purposes = [
        "Website",
        "Newsletter",
        "Social media",
        "School app",
        "Prospectus",
        "Local press",
        "Display in school",
        "Learning journal",
        "Sent home",
        "Name with photo",
    ];
    for pupil in 0..2_000usize {
        let name = name_of(pupil);
        for purpose in purposes {
            for year in 2022..2027usize {
                let state = if (pupil + year) % 7 == 0 { "Not Granted" } else { "Granted" };
                writeln!(
                    text,
                    "{pupil:06},Sur{name},Fore{name},{:02}/{:02}/2016,{} K,{purpose},{state},{year}-09-{:02},Parent {name}",
                    pupil % 28 + 1,
                    pupil % 12 + 1,
                    pupil % 7,
                    pupil % 28 + 1
                )
                .unwrap();
            }
        }
    }
    text
}

#[test]
fn a_large_school_with_five_years_of_history_is_planned_in_two_seconds() {
    let mut school = School::empty();
    let text = long_history();
    for round in ["into an empty register", "again"] {
        let started = register::processor_time();
        let plan = school.preview("history.csv", text.as_bytes(), None, None).unwrap();
        let took = register::processor_time() - started;
        println!("100,000 answers {round}: {took:.2?}, {} events", plan.events.len());
        if round == "again" {
            assert!(plan.is_empty());
        } else {
            assert_eq!((plan.added.len(), plan.events.len()), (2_000, 100_000));
            school.apply(&plan);
        }
        let bound = if cfg!(debug_assertions) { 20 } else { 2 };
        assert!(took.as_secs() < bound, "{took:?}");
    }
    let someone: PersonId = *school.register.people.keys().next().unwrap();
    assert_eq!(school.register.consents[&someone].len(), 50);
}
