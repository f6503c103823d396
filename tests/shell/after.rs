//! What the window does after an export: incidents, what is out, and the pack for a family.

use cloakroom_tests::surroundings::throw_away;
use serde_json::{Value, json};
use tauri::App;
use tauri::test::MockRuntime;
use workflow::demo::make_school;

use crate::{call, main_window, shell};

fn ask(app: &App<MockRuntime>, command: &str, arguments: Value) -> Value {
    call(&main_window(app), command, arguments).unwrap_or_else(|error| panic!("{command}: {error}"))
}

#[test]
fn incidents_packs_and_what_is_out_are_reached_from_the_window_p22_p26() {
    let folder = tempfile::tempdir().expect("a folder");
    std::fs::create_dir(folder.path().join("photos")).expect("a folder");
    let school = make_school(folder.path(), &throw_away()).expect("a made-up school");
    let app = shell(folder.path());
    let head = school.accounts.iter().find(|account| account.role == workflow::rules::Role::Head).expect("a head");
    ask(&app, "session_unlock", json!({ "form": { "name": head.name, "password": head.password } }));

    let people = ask(&app, "person_find", json!({ "query": "e", "limit": 50 }));
    let person = people[0]["id"].clone();
    let form = json!({ "what": "A screen was photographed.", "photo": null, "batch": null, "people": [person] });
    let incident = ask(&app, "incident_add", json!({ "form": form }));
    ask(&app, "incident_parents_told", json!({ "incident": incident, "person": person }));
    let list = ask(&app, "incidents_list", json!({}));
    assert!(list["incidents"][0]["people"][0]["told_on"].is_string(), "{list}");
    let text = ask(&app, "incident_text", json!({ "incident": incident }));
    assert!(text.as_str().is_some_and(|text| text.contains("A screen was photographed.")));

    let held = ask(&app, "person_show", json!({ "person": person }));
    assert_eq!(held["may_pack"], true);
    let chosen = ask(&app, "pack_choose_folder", json!({}));
    let made = ask(&app, "person_pack", json!({ "person": person, "folder": chosen["token"] }));
    assert!(made["passphrase"].is_string());
    assert_eq!(std::fs::read_dir(folder.path().join("photos")).expect("a folder").count(), 1);
    let elsewhere = json!({ "person": person, "folder": folder.path() });
    let refusal = call(&main_window(&app), "person_pack", elsewhere).expect_err("no path from the page");
    assert_eq!(refusal["code"], "folder_not_chosen");

    assert_eq!(ask(&app, "takedowns_list", json!({})), json!([]));
    assert_eq!(ask(&app, "takedowns_past", json!({})), json!([]));
    let file = ask(&app, "published_choose_file", json!({}));
    let refusal = call(&main_window(&app), "published_find", json!({ "file": file["token"] })).expect_err("a folder");
    assert_eq!(refusal["kind"], "refused", "{refusal}");
}
