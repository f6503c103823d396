//! The built command when something went wrong: recorded, read, told to parents, handed on as text.

mod desk;

use desk::{PICTURE, picture, text};
use serde_json::Value;

#[test]
fn an_incident_goes_from_whoever_saw_it_to_the_schools_own_record_p22_p23() {
    let desk = desk::school();
    for name in ["Elowen", "Nell"] {
        desk.answer(0, "Office", &["register", "add", name, "Applethorn", "--kind", "pupil"]);
    }
    desk.put("card/1.png", &picture(PICTURE));
    desk.answer(0, "Office", &["import", &desk.path("card"), "--album", "Trip", "--faces-later"]);
    let what = "A visitor photographed the screen.";
    let pupils = ["--pupil", "Elowen Applethorn", "--pupil", "Nell Applethorn"];
    let added =
        desk.answer(0, "Office", &[["incident", "add", what, "--photo", "Trip/1"].as_slice(), &pupils].concat());
    let id = text(&added["incident"]).to_owned();
    assert_eq!(desk.answer(1, "Office", &["incident", "list"])["error"]["code"], "not_allowed");
    assert_eq!(desk.answer(1, "Office", &["incident", "add", " "])["error"]["code"], "missing");
    assert_eq!(desk.answer(1, "Office", &["incident", "add", what, "--pupil", "Nobody"])["error"]["code"], "unknown");

    desk.answer(0, "Head", &["incident", "told", &id, "Nell Applethorn", "--on", "2026-11-20"]);
    let list = desk.answer(0, "Head", &["incident", "list"]);
    assert_eq!((list["incidents"].as_array().map(Vec::len), &list["near_misses"]), (Some(1), &Value::from(0)));
    let told: Vec<&Value> =
        list["incidents"][0]["people"].as_array().expect("people").iter().map(|person| &person["told_on"]).collect();
    assert!(told.contains(&&Value::from("2026-11-20")) && told.contains(&&Value::Null), "{told:?}");
    let record = desk.answer(0, "Head", &["incident", "export", &id]);
    let record = text(&record["text"]);
    assert!(record.contains(what) && record.contains("parents told on 2026-11-20 (noted by Head)"), "{record}");

    // The words of an incident are in no log.
    let log = desk.answer(0, "Head", &["audit", "show"]);
    assert!(!log.to_string().contains("photographed the screen"));
    assert!(desk.answer(0, "Head", &["audit", "verify"])["fault"].is_null());
}
