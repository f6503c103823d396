//! Each sample register of a school's system, typed into the built command, comes to exactly the states of `expected.json`
//! (P15), with the mapping file beside it where a person would choose.

mod desk;

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::PathBuf;

use desk::{Desk, school, text};
use serde_json::Value;

/// The day for which `expected.json` tells the states.
const DAY: &str = "2026-11-22";

/// What is said on the command line beside the mapping file: the day of exports that have none.
const TYPED: [(&str, &[&str]); 2] = [("10", &["--export-date", DAY]), ("13", &["--export-date", DAY])];

/// Where `expected.json` leaves a choice, or its own words tell the state apart from its list: file, purpose, pupil, state.
const SETTLED: [(&str, &str, &str, &str); 10] = [
    ("02", "website", "P13", "expired"),
    ("03", "website", "P17", "expired"),
    ("03", "newsletter", "P17", "expired"),
    ("03", "social_media", "P17", "expired"),
    ("06", "website", "P05", "conditional"),
    ("07", "website", "P23", "conditional"),
    ("08", "website", "P23", "conditional"),
    ("05", "website", "P15", "not_yet"),
    ("05", "website", "P17", "undated"),
    // A plain yes beside a note that only holds markup; the list leaves it out.
    ("13", "website", "P14", "granted"),
];

fn samples() -> Option<PathBuf> {
    let root = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../../../shared/registers");
    let found = root.canonicalize().ok().filter(|folder| folder.join("expected.json").is_file());
    if found.is_none() {
        println!("skipped: ../shared absent");
    }
    found
}

/// The school of the samples as a register to import: names and numbers, no answers.
fn roster(expected: &Value) -> String {
    let mut csv =
        "Admission no,UPN,Legal forename,Legal surname,Preferred forename,Preferred surname,DOB,Year,Class,Date of leaving\n"
            .to_owned();
    for pupil in pupils(expected).values() {
        let cell = |key: &str| pupil[key].as_str().unwrap_or_default().to_owned();
        let (forename, surname) = split(&cell("legal"));
        let (known_forename, known_surname) = split(&cell("known_as"));
        let _ = writeln!(
            csv,
            "{},{},{forename},{surname},{known_forename},{known_surname},{},{},{},{}",
            cell("adno"),
            cell("upn"),
            cell("dob"),
            cell("year"),
            cell("group"),
            cell("left")
        );
    }
    csv
}

fn pupils(expected: &Value) -> BTreeMap<String, Value> {
    expected["_pupils"].as_object().expect("pupils").clone().into_iter().collect()
}

/// Surnames of several words stand in a column of their own.
fn split(name: &str) -> (String, String) {
    let known = ["St. John", "Ní Bhriain"].iter().find_map(|surname| Some((name.strip_suffix(surname)?, *surname)));
    let (forename, surname) = known.or_else(|| name.rsplit_once(' ')).expect("two names");
    (forename.trim().to_owned(), surname.to_owned())
}

/// What `expected.json` calls a state, in the words of `register show`; `None` where it names no pupil's state.
fn word(key: &str) -> Option<&'static str> {
    match key {
        "granted_but_do_not_publish_wins" | "leaver_granted" | "granted_upn_warning" | "granted_after_trim" => {
            Some("granted")
        }
        "granted" | "granted_with_condition" | "granted_after_identity_confirmation" => Some("granted"),
        "refused" | "conflict" => Some("refused"),
        "unknown" | "blocked_identity" | "not_refused_is_not_granted" => Some("unknown"),
        "unclear" => Some("conditional"),
        key if key.starts_with("withdrawn") => Some("withdrawn"),
        key if key.starts_with("expired") => Some("expired"),
        _ => None,
    }
}

/// Pupils by the state in which they must be for a purpose; everyone else has not answered.
fn wanted(file: &str, purpose: &str, states: &Value) -> BTreeMap<String, &'static str> {
    let mut wanted = BTreeMap::new();
    for (key, listed) in states.as_object().expect("states") {
        let labels: Vec<&str> = match listed {
            Value::Array(labels) => labels.iter().filter_map(Value::as_str).collect(),
            Value::Object(labels) => labels.keys().map(String::as_str).collect(),
            Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => Vec::new(),
        };
        // 'P20 (later edit)' is P20; 'P03 or P04' and 'P03/P04' are nobody for certain.
        let certain = labels.into_iter().filter(|label| !label.contains(" or ") && !label.contains('/'));
        for label in certain.filter(|label| label.starts_with('P')) {
            if let Some(state) = word(key) {
                wanted.insert(label.chars().take(3).collect(), state);
            }
        }
    }
    for (number, of, label, state) in SETTLED {
        if file.starts_with(number) && of == purpose {
            wanted.insert(label.to_owned(), state);
        }
    }
    wanted
}

/// A desk whose vault knows the pupils of the samples, as of the day of the samples.
fn school_of(expected: &Value) -> Desk {
    let desk = school();
    let roster = desk.put("roster.csv", roster(expected).as_bytes());
    let report = desk.answer(0, "Office", &["register", "import", &roster, "--apply", "--export-date", DAY]);
    assert_eq!(report["added"].as_array().map(Vec::len), Some(24), "{report}");
    desk
}

fn import(desk: &Desk, folder: &std::path::Path, file: &str) -> Value {
    let number = &file[..2];
    let path = folder.join(file).display().to_string();
    let map =
        PathBuf::from(env!("CARGO_MANIFEST_DIR")).join(format!("../workflow/tests/register/mappings/{number}.toml"));
    let map_name = map.display().to_string();
    let mut words = vec!["register", "import", path.as_str(), "--apply"];
    if map.is_file() {
        words.extend(["--map", map_name.as_str()]);
    }
    words.extend(TYPED.iter().filter(|(of, _)| *of == number).flat_map(|(_, typed)| typed.iter().copied()));
    let who = if number == "12" { "Head" } else { "Office" };
    desk.answer(0, who, &words)
}

/// Where every pupil's consents stood on the day of the samples, by admission number and purpose.
fn states(desk: &Desk) -> BTreeMap<(String, String), String> {
    let shown = desk.answer(0, "Office", &["register", "show", "--on", DAY]);
    let people = shown.as_array().expect("people");
    let states = people.iter().flat_map(|person| {
        let number = text(&person["admission_number"]).to_owned();
        let states = person["states"].as_array().expect("states").clone();
        states
            .into_iter()
            .map(move |state| ((number.clone(), text(&state["purpose"]).to_owned()), text(&state["state"]).to_owned()))
    });
    states.collect()
}

#[test]
fn each_sample_register_comes_to_exactly_the_states_of_expected_json_p15() {
    let Some(folder) = samples() else { return };
    let expected: Value =
        serde_json::from_slice(&std::fs::read(folder.join("expected.json")).expect("read")).expect("JSON");
    let pupils = pupils(&expected);
    let school = school_of(&expected);
    let mut compared = 0;
    for (file, about) in expected["files"].as_object().expect("files") {
        let desk = school.copied();
        import(&desk, &folder, file);
        let states = states(&desk);
        for (named, listed) in about["states"].as_object().into_iter().flatten() {
            let purpose = if named == "social" { "social_media" } else { named };
            let wanted = wanted(file, purpose, listed);
            for (label, pupil) in &pupils {
                let found = &states[&(text(&pupil["adno"]).to_owned(), purpose.to_owned())];
                assert_eq!(found, wanted.get(label).copied().unwrap_or("unknown"), "{file}: {label} for {purpose}");
                compared += 1;
            }
        }
        println!("{file}: as expected");
    }
    println!("{compared} states compared");
    assert_eq!(compared, 14 * 24);
}

#[test]
fn the_list_of_those_who_must_not_be_published_binds_every_candidate_p02() {
    let Some(folder) = samples() else { return };
    let expected: Value =
        serde_json::from_slice(&std::fs::read(folder.join("expected.json")).expect("read")).expect("JSON");
    let desk = school_of(&expected);
    let file = "12_do_not_publish_list.xlsx";
    let path = folder.join(file).display().to_string();
    let refused = desk.answer(1, "Office", &["register", "preview", &path]);
    assert_eq!(refused["error"]["code"], "not_allowed");
    assert!(!refused.to_string().contains("Reed"), "whoever may not read the list learns nothing of it");
    let report = import(&desk, &folder, file);
    assert!(!report.to_string().contains("held by DSL"), "reasons are sealed at once");
    let entries = desk.answer(0, "Head", &["dnp", "list"]);
    let bound: Vec<usize> = entries
        .as_array()
        .expect("entries")
        .iter()
        .map(|entry| entry["people"].as_array().map_or(0, Vec::len))
        .collect();
    assert_eq!(bound.iter().sum::<usize>(), 6, "{bound:?}: one row binds two");
    assert!(entries.as_array().expect("entries").iter().any(|entry| entry["review_due"] == true));
}
