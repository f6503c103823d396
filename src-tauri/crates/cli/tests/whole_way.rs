//! The built command, from `init` to `batch export`: names, exit statuses, one JSON document on standard output.

mod desk;

use std::path::Path;

use desk::{ANOTHER, Desk, PICTURE, picture, text};
use serde_json::Value;

const REGISTER: &str = "\
admission_no,upn,legal_surname,legal_forename,known_as_surname,known_as_forename,date_of_birth,year,class,purpose,state,conditions,given_by,relationship,given_on,expires_on,method,evidence_ref\r
001,,Applethorn,Elowen,,,2018-09-01,3,3 Wren,website,granted,,A Applethorn,mother,2026-01-03,2099-08-31,form,1\r
002,,Greybarrow,Nell,,,2019-01-01,3,3 Wren,website,refused,,A Greybarrow,father,2026-01-03,,form,2\r
";

#[test]
fn the_main_job_goes_through_the_command_line() {
    let desk = Desk::new();
    let recovery = desk.answer(0, "Head", &["init", "--school", "Thistlemere", "--head", "Head"]);
    assert!(text(&recovery["words"]).len() > 20);
    for (name, role) in [("Office", "office"), ("Teacher", "teacher")] {
        desk.answer(0, "Head", &["account", "add", name, "--role", role]);
        desk.answer(0, "Head", &["account", "authorise", name]);
    }
    let register = desk.put("register.csv", REGISTER.as_bytes());
    let preview = desk.answer(0, "Office", &["register", "import", &register]);
    assert_eq!((&preview["applied"], preview["added"].as_array().map(Vec::len)), (&Value::from(false), Some(2)));
    assert_eq!(desk.answer(0, "Office", &["register", "status"])["people"], 0);
    desk.answer(0, "Office", &["register", "import", &register, "--apply"]);
    desk.answer(0, "Office", &["register", "preview", &register]);

    let found = desk.answer(0, "Office", &["register", "find", "elo", "--class", "3 wren"]);
    assert_eq!((&found["all"], text(&found["people"][0]["name"])), (&Value::from(1), "Elowen Applethorn"));
    assert_eq!(desk.answer(0, "Teacher", &["register", "classes"]), serde_json::json!(["3 Wren"]));
    let letters = desk.answer(0, "Office", &["register", "letters"]);
    assert_eq!((text(&letters["school"]), letters["letters"].as_array().map(Vec::len)), ("Thistlemere", Some(2)));
    assert_eq!(desk.answer(1, "Teacher", &["register", "letters"])["error"]["code"], "not_allowed");
    assert_eq!(desk.answer(0, "Office", &["register", "letters", "--renewal"])["letters"], serde_json::json!([]));

    if !desk.finds_faces("Teacher") {
        return;
    }

    desk.put("card/1.png", &picture(PICTURE));
    desk.put("card/2.png", &picture(ANOTHER));
    desk.put("card/notes.txt", b"nothing to see");
    let imported = desk.answer(0, "Teacher", &["import", &desk.path("card"), "--album", "Trip"]);
    let outcomes: Vec<_> =
        imported["files"].as_array().expect("files").iter().map(|file| text(&file["outcome"])).collect();
    assert_eq!(outcomes, ["quarantined", "quarantined", "refused"], "a picture that names no camera waits");
    desk.answer(1, "Teacher", &["device", "release", "--album", "Trip", "--because", "Scanned at school"]);
    desk.answer(0, "Head", &["device", "release", "--album", "Trip", "--because", "Scanned at school"]);

    desk.answer(0, "Teacher", &["tag", "Trip/1", "Elowen Applethorn", "--box", "0.1,0.1,0.3,0.3"]);
    let sheet = desk.put("tags.csv", b"photo,persons\r\n2.png,001;Nell Greybarrow\r\n");
    desk.answer(0, "Teacher", &["tags", "import", &sheet]);
    desk.answer(0, "Teacher", &["confirm", "Trip/1", "Trip/2"]);
    desk.answer(0, "Teacher", &["check", "Trip/1", "--purpose", "website"]);
    let checked = desk.answer(1, "Teacher", &["check", "--album", "Trip", "--purpose", "website"]);
    assert_eq!(checked[1]["shown"]["reasons"][0]["code"], "not_cleared");
    let listed = desk.answer(0, "Teacher", &["photos", "list", "--album", "Trip"]);
    assert_eq!(listed.as_array().map(Vec::len), Some(2));

    let batch = desk.answer(
        0,
        "Office",
        &["batch", "new", "--purpose", "website", "--title", "Autumn walk", "Trip/1", "Trip/2"],
    );
    let id = text(&batch["summary"]["id"]).to_owned();
    desk.answer(0, "Office", &["batch", "caption", &id, "Trip/1", "--caption", "On the path", "--alt", "A path"]);
    let turned = desk.answer(0, "Office", &["batch", "arrange", &id, "Trip/2"]);
    assert_eq!(turned["items"][1]["alt_text"], "A path");
    assert_eq!(
        desk.answer(0, "Office", &["batch", "remove", &id, "Trip/2"])["items"].as_array().map(Vec::len),
        Some(1)
    );
    desk.answer(0, "Office", &["batch", "add", &id, "Trip/2"]);
    let title = desk.answer(1, "Office", &["batch", "names", "--purpose", "website", "Elowen's walk"]);
    assert_eq!(title, serde_json::json!(["Elowen"]));
    desk.answer(0, "Office", &["batch", "names", "--purpose", "website", "--photo", "Trip/1", "On the path"]);
    desk.answer(0, "Office", &["batch", "submit", &id]);
    let points = ["--dressed", "--reputable", "--fits-purpose"];
    let refused = desk.answer(1, "Office", &[&["batch", "approve", &id], points.as_slice()].concat());
    assert_eq!(refused["error"]["code"], "not_allowed");
    std::fs::create_dir(desk.path("website")).expect("a folder");
    let early = desk.answer(1, "Office", &["batch", "export", &id, "--to", &desk.path("website")]);
    assert_eq!(early["error"]["code"], "batch_state");
    desk.answer(0, "Head", &[&["batch", "approve", &id], points.as_slice()].concat());
    let exported = desk.answer(0, "Office", &["batch", "export", &id, "--to", &desk.path("website")]);
    assert!(exported["items"][0]["file"].is_string() && exported["items"][1]["file"].is_null());

    let file = Path::new(text(&exported["folder"])).join(text(&exported["items"][0]["file"]));
    let proved = desk.answer(0, "nobody", &["prove", &file.display().to_string()]);
    assert_eq!(proved[0]["clean"], true);
    assert_eq!(desk.answer(0, "Head", &["published", "list"]).as_array().map(Vec::len), Some(1));
    assert!(desk.answer(0, "Head", &["audit", "verify"])["fault"].is_null());
    let log = desk.answer(0, "Head", &["audit", "show"]);
    assert!(log.as_array().is_some_and(|entries| entries.iter().any(|entry| entry["action"] == "batch_exported")));
}

#[test]
fn exit_statuses_tell_a_rule_a_typing_error_and_a_dirty_file_apart() {
    let desk = Desk::new();
    let no_vault = desk.answer(1, "Head", &["photos", "list"]);
    assert_eq!(no_vault["error"]["code"], "no_vault");
    assert_eq!(desk.type_as("Head", &["photos", "shelve"]).status.code(), Some(2));
    assert_eq!(desk.type_as("Head", &["batch", "approve"]).status.code(), Some(2));
    assert_eq!(desk.type_as("Head", &["tag", "Trip/1", "001", "--box", "1,2,3"]).status.code(), Some(2));
    let dirty = desk.put("dirty.png", &[picture(PICTURE).as_slice(), b"a note behind the end"].concat());
    let proved = desk.answer(1, "nobody", &["prove", &dirty]);
    assert!(proved[0]["findings"].as_array().is_some_and(|findings| !findings.is_empty()));
    desk.answer(0, "Head", &["init", "--school", "Thistlemere", "--head", "Head"]);
    assert_eq!(desk.answer(1, "Nobody", &["photos", "list"])["error"]["code"], "wrong_password");
}
