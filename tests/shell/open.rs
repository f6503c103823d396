//! What the page gets once somebody is logged in, and that it ends with the login.

use cloakroom_desktop::{Desk, answer};
use cloakroom_tests::surroundings::throw_away;
use serde_json::{Value, json};
use tauri::http::{Request, Response, StatusCode};
use tauri::test::MockRuntime;
use tauri::{App, Manager};
use workflow::PersonForm;
use workflow::demo::make_school;
use workflow::rules::PersonKind;
use workflow::wire::NewVault;

use crate::{call, main_window, shell};

fn log_in(app: &App<MockRuntime>, name: &str, password: &str) -> Result<Value, Value> {
    call(&main_window(app), "session_unlock", json!({ "form": { "name": name, "password": password } }))
}

pub(crate) fn lock(app: &App<MockRuntime>) {
    call(&main_window(app), "session_lock", json!({})).expect("a lock");
}

/// A new school with its head at the window.
pub(crate) fn set_up(app: &App<MockRuntime>) {
    let form =
        json!({ "form": { "school": "Thistlemere", "head": "Rowan Hale", "password": "three unrelated words" } });
    let shown = call(&main_window(app), "vault_create", form).expect("a vault");
    assert!(shown["words"].as_str().is_some_and(|words| words.len() > 20));
}

fn picture(app: &App<MockRuntime>, path: &str) -> Response<Vec<u8>> {
    let request = Request::get(format!("photo://localhost/{path}")).body(Vec::new()).expect("a request");
    answer(&app.state::<Desk>(), &request)
}

fn some_photo(app: &App<MockRuntime>) -> String {
    let window = main_window(app);
    let albums = call(&window, "albums_list", json!({})).expect("albums");
    let photos = call(&window, "photos_list", json!({ "album": albums[0]["id"], "purpose": "website" }));
    photos.expect("photos")[0]["id"].as_str().expect("an id").to_owned()
}

#[test]
fn clean_small_pictures_are_shown_while_somebody_is_logged_in_and_nothing_else_ever() {
    let folder = tempfile::tempdir().expect("a folder");
    let school = make_school(folder.path(), &throw_away()).expect("a made-up school");
    let app = shell(folder.path());
    let teacher = &school.accounts[0];
    let session = log_in(&app, teacher.name, teacher.password).expect("a login");
    assert_eq!(session["role"], "teacher");

    let photo = some_photo(&app);
    for (path, longest) in [(format!("thumb/{photo}"), 320), (format!("preview/{photo}"), 1600)] {
        let response = picture(&app, &path);
        assert_eq!(response.status(), StatusCode::OK, "{path}");
        assert_eq!(response.headers()["content-type"], "image/jpeg");
        assert_eq!(response.headers()["cache-control"], "no-store");
        let clean = photo::prove(response.into_body()).expect("nothing but the picture");
        assert_eq!(clean.width().max(clean.height()), longest, "{path}");
    }
    for path in [
        format!("master/{photo}"),
        format!("thumb/{photo}/.."),
        "thumb/01920000-0000-7000-8000-000000000000".to_owned(),
        "thumb/..%2f..%2fvault.db".to_owned(),
        "thumb/".to_owned(),
    ] {
        let response = picture(&app, &path);
        assert_eq!(response.status(), StatusCode::NOT_FOUND, "{path}");
        assert!(response.body().is_empty(), "{path}");
    }

    lock(&app);
    let after = picture(&app, &format!("thumb/{photo}"));
    assert_eq!(after.status(), StatusCode::FORBIDDEN);
    assert!(after.body().is_empty());
}

#[test]
fn a_chosen_folder_is_a_token_that_ends_with_the_login() {
    let folder = tempfile::tempdir().expect("a folder");
    let app = shell(folder.path());
    set_up(&app);
    let chosen = call(&main_window(&app), "import_choose_folder", json!({})).expect("a folder");
    assert_eq!(chosen["name"], "photos");
    let path = folder.path().to_str().expect("a path");
    assert!(!chosen.to_string().contains(path), "{chosen}");

    lock(&app);
    log_in(&app, "Rowan Hale", "three unrelated words").expect("a login");

    for token in [chosen["token"].clone(), json!(path), json!("")] {
        let start = json!({ "folder": token, "album": "Spring walk", "classes": [], "progress": "__CHANNEL__:1" });
        let refusal = call(&main_window(&app), "import_start", start).expect_err("no import");
        assert_eq!(refusal["code"], "folder_not_chosen", "{refusal}");
    }
}

#[test]
fn a_wrong_password_ends_the_login_before_it_and_opens_nothing() {
    let folder = tempfile::tempdir().expect("a folder");
    let app = shell(folder.path());
    set_up(&app);
    let refusal = log_in(&app, "Rowan Hale", "guessed").expect_err("no login");
    assert_eq!(refusal["code"], "wrong_password");
    let status = call(&main_window(&app), "vault_status", json!({})).expect("a status");
    assert_eq!((&status["state"], &status["session"]), (&json!("locked"), &Value::Null));
}

#[test]
fn an_empty_folder_is_imported_as_nothing() {
    let folder = tempfile::tempdir().expect("a folder");
    std::fs::create_dir(folder.path().join("photos")).expect("a folder");
    let app = shell(folder.path());
    set_up(&app);
    let chosen = call(&main_window(&app), "import_choose_folder", json!({})).expect("a folder");
    let start =
        json!({ "folder": chosen["token"], "album": "Spring walk", "classes": [], "progress": "__CHANNEL__:1" });
    let report = call(&main_window(&app), "import_start", start).expect("a report");
    assert_eq!(report["files"], json!([]));
    assert_eq!(report["cancelled"], false);
}

/// A pupil of a class.
fn pupil(forename: &str, class: &str) -> PersonForm {
    let (forename, surname, class) = (forename.to_owned(), "Fernhill".to_owned(), Some(class.to_owned()));
    let kind = PersonKind::Pupil;
    PersonForm { kind, forename, surname, known_as: None, class, date_of_birth: None, admission_number: None }
}

#[test]
fn the_children_of_an_albums_classes_are_found_first() {
    let folder = tempfile::tempdir().expect("a folder");
    std::fs::create_dir(folder.path().join("photos")).expect("a folder");
    let own = workflow::App::new(folder.path().join("vault"), throw_away());
    let (head, password) = ("Rowan Hale".to_owned(), "three unrelated words".to_owned());
    let form = NewVault { school: "Thistlemere".to_owned(), head, password };
    let (head, _) = own.create(&form).expect("a vault");
    for (forename, class) in [("Ada", "3 Wren"), ("Amos", "4 Robin"), ("Anya", "3 Wren")] {
        head.person_add(&pupil(forename, class)).expect("added");
    }
    drop(head);
    let app = shell(folder.path());
    log_in(&app, "Rowan Hale", "three unrelated words").expect("a login");
    let ask = |command: &str, arguments: Value| call(&main_window(&app), command, arguments).expect(command);
    assert_eq!(ask("classes_list", json!({})), json!(["3 Wren", "4 Robin"]));

    let chosen = ask("import_choose_folder", json!({}));
    let classes = json!(["4 Robin"]);
    let start = json!({
        "folder": chosen["token"], "album": "Spring walk", "classes": classes, "progress": "__CHANNEL__:1",
    });
    ask("import_start", start);
    let found = |album: Value, limit: u32| -> Vec<String> {
        let people = ask("people_search", json!({ "query": "a", "limit": limit, "album": album }));
        let name = |person: &Value| person["name"].as_str().expect("a name").to_owned();
        people.as_array().expect("people").iter().map(name).collect()
    };
    assert_eq!(found(Value::Null, 8), ["Ada Fernhill", "Amos Fernhill", "Anya Fernhill"]);
    assert_eq!(found(json!("Spring walk"), 8), ["Amos Fernhill", "Ada Fernhill", "Anya Fernhill"]);
    assert_eq!(found(json!("Spring walk"), 1), ["Amos Fernhill"]);
}
