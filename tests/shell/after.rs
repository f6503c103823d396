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

#[test]
fn records_cameras_and_care_are_reached_from_the_window_p09_p13_p16_p21() {
    let folder = tempfile::tempdir().expect("a folder");
    std::fs::create_dir(folder.path().join("photos")).expect("a folder");
    let school = make_school(folder.path(), &throw_away()).expect("a made-up school");
    let app = shell(folder.path());
    let head = school.accounts.iter().find(|account| account.role == workflow::rules::Role::Head).expect("a head");
    ask(&app, "session_unlock", json!({ "form": { "name": head.name, "password": head.password } }));

    let device = json!({ "make": "Lumara", "model": "Field 20", "serial": null });
    let added = ask(&app, "device_add", json!({ "device": device, "label": "" }));
    assert_eq!(added["label"], "Lumara Field 20");
    let listed = ask(&app, "devices_list", json!({}));
    assert!(listed.as_array().is_some_and(|list| list.contains(&added)), "{listed}");
    ask(&app, "device_withdraw", json!({ "device": added["id"] }));
    for group in ask(&app, "devices_waiting", json!({})).as_array().expect("a list") {
        let released = json!({ "photos": group["photos"], "because": "Taken by a parent" });
        assert_eq!(ask(&app, "devices_release", released)["photos"], group["photos"]);
    }
    assert_eq!(ask(&app, "devices_waiting", json!({})), json!([]));
    let chosen = ask(&app, "device_choose_picture", json!({}));
    let refusal =
        call(&main_window(&app), "device_of_picture", json!({ "file": chosen["token"] })).expect_err("a folder");
    assert_eq!(refusal["kind"], "refused", "{refusal}");

    let due = ask(&app, "retention_due", json!({}));
    let album = due["albums"][0].clone();
    ask(&app, "album_keep_until", json!({ "album": album["album"], "day": "2020-01-01" }));
    let due = ask(&app, "retention_due", json!({}));
    let photo = due["photos"][0]["photo"].clone();
    let made = ask(&app, "retention_destroy", json!({ "photos": [photo] }));
    assert_eq!(made["photos"][0]["photo"], photo);
    let next = due["photos"][1]["photo"].clone();
    assert_eq!(ask(&app, "photo_delete_now", json!({ "photo": next }))["why"], "deleted at once");
    ask(&app, "retention_spare", json!({ "photos": [] }));
    ask(&app, "leavers_list", json!({}));
    let done = ask(&app, "leavers_put_forward", json!({ "person": null, "withOthers": false }));
    assert!(done["photos"].is_number(), "{done}");
    let keep = json!({ "person": "nobody", "because": "", "until": null });
    let refusal = call(&main_window(&app), "leaver_keep", keep).expect_err("no reason");
    assert_eq!(refusal["code"], "missing");

    let asked = json!({ "before": null, "limit": 5, "topic": "retention", "by": null });
    let page = ask(&app, "log_page", json!({ "asked": asked }));
    assert_eq!(page["lines"][0]["words"], "Photo deleted at once");
    assert_eq!(ask(&app, "log_verify", json!({}))["intact"], true);
    let report = ask(&app, "term_report", json!({ "first": null, "last": null, "forGovernors": true }));
    assert!(report["lines"].as_array().is_some_and(|lines| !lines.is_empty()), "{report}");

    assert_eq!(ask(&app, "vault_check", json!({}))["sound"], true);
    assert_eq!(ask(&app, "clock_is_behind", json!({})), json!(false));
    assert_eq!(ask(&app, "clock_accept", json!({})), json!(false));
    assert!(ask(&app, "recovery_key_replace", json!({}))["words"].is_string());
}
