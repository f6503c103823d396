//! What the window does behind whoever is logged in, and what ends with the login: backups, the card, an old password.

use std::path::Path;
use std::sync::Arc;
use std::time::{Duration, Instant};

use cloakroom_desktop::Desk;
use cloakroom_tests::surroundings::throw_away;
use serde_json::{Value, json};
use tauri::App;
use tauri::test::{MockRuntime, mock_builder};
use workflow::Surroundings;

use crate::{OneFolder, call, main_window, shell};

const HEAD: &str = "Rowan Hale";
const PASSWORD: &str = "three unrelated words";

fn ask(app: &App<MockRuntime>, command: &str, arguments: Value) -> Value {
    call(&main_window(app), command, arguments).unwrap_or_else(|error| panic!("{command}: {error}"))
}

fn set_up(app: &App<MockRuntime>) {
    ask(app, "vault_create", json!({ "form": { "school": "Thistlemere", "head": HEAD, "password": PASSWORD } }));
}

/// Asks until the standing of the backups is as wanted.
fn standing_until(app: &App<MockRuntime>, wanted: impl Fn(&Value) -> bool) -> Value {
    let begun = Instant::now();
    loop {
        let standing = ask(app, "backup_standing", json!({}));
        if wanted(&standing) {
            return standing;
        }
        assert!(begun.elapsed() < Duration::from_secs(60), "{standing}");
        std::thread::yield_now();
    }
}

fn set_backup_folder(app: &App<MockRuntime>) {
    let chosen = ask(app, "backup_choose_folder", json!({}));
    assert_eq!(chosen["name"], "photos");
    let standing = ask(app, "backup_folder_set", json!({ "folder": chosen["token"] }));
    assert_eq!((&standing["set"], &standing["folder"]), (&json!(true), &json!("photos")));
}

fn backups(folder: &Path) -> usize {
    std::fs::read_dir(folder.join("photos")).expect("a folder").count()
}

#[test]
fn a_backup_is_made_by_itself_once_its_folder_is_set_and_its_absence_is_told_p25() {
    let folder = tempfile::tempdir().expect("a folder");
    std::fs::create_dir(folder.path().join("photos")).expect("a folder");
    let app = shell(folder.path());
    set_up(&app);
    set_backup_folder(&app);
    let made = standing_until(&app, |standing| standing["made_at"].is_string());
    assert_eq!((made["problem"].clone(), backups(folder.path())), (Value::Null, 1));
    assert!(!made.to_string().contains(folder.path().to_str().expect("a path")), "{made}");

    std::fs::remove_dir_all(folder.path().join("photos")).expect("gone");
    ask(&app, "backup_ask", json!({}));
    let told = standing_until(&app, |standing| standing["problem"].is_string());
    assert!(told["problem"].as_str().is_some_and(|words| words.contains("cannot be reached")), "{told}");
    assert_eq!(told["made_at"], made["made_at"]);
}

#[test]
fn the_vault_is_free_for_the_next_login_while_backups_are_kept_p25() {
    let folder = tempfile::tempdir().expect("a folder");
    std::fs::create_dir(folder.path().join("photos")).expect("a folder");
    let app = shell(folder.path());
    set_up(&app);
    set_backup_folder(&app);
    for _ in 0..3 {
        ask(&app, "session_lock", json!({}));
        ask(&app, "session_unlock", json!({ "form": { "name": HEAD, "password": PASSWORD } }));
    }
    standing_until(&app, |standing| standing["made_at"].is_string());
    assert_eq!(backups(folder.path()), 1);
}

/// The shell on the same vault on another day.
fn shell_on(folder: &Path, day: &str) -> App<MockRuntime> {
    let now: jiff::Zoned = format!("{day}T10:00:00+00:00[UTC]").parse().expect("a moment");
    let surroundings = Surroundings { clock: Arc::new(move || now.clone()), ..throw_away() };
    let desk = Desk::new(workflow::App::new(folder.join("vault"), surroundings), Arc::new(OneFolder(folder.into())));
    let mut app =
        cloakroom_desktop::assemble(mock_builder(), desk).build(cloakroom_desktop::context()).expect("a shell");
    #[expect(deprecated, reason = "one iteration is all that the set-up needs")]
    app.run_iteration(|_, _| {});
    app
}

#[test]
fn a_password_that_is_too_old_is_replaced_at_the_door_and_only_there_p20() {
    let folder = tempfile::tempdir().expect("a folder");
    let form = workflow::wire::NewVault { school: "Thistlemere".into(), head: HEAD.into(), password: PASSWORD.into() };
    let standing = cloakroom_tests::surroundings::standing_still(7);
    let (head, _) = workflow::App::new(folder.path().join("vault"), standing).create(&form).expect("a vault");
    head.password_days_set(Some(90)).expect("set");
    drop(head);

    let app = shell_on(folder.path(), "2027-06-01");
    let login = |password: &str| {
        call(&main_window(&app), "session_unlock", json!({ "form": { "name": HEAD, "password": password } }))
    };
    let renew = |old: &str, new: &str| {
        let form = json!({ "form": { "name": HEAD, "old": old, "new": new } });
        call(&main_window(&app), "session_renew_password", form)
    };
    assert_eq!(login(PASSWORD).expect_err("too old")["code"], "password_too_old");
    let locked = || ask(&app, "vault_status", json!({}))["state"].clone();
    assert_eq!(renew("a guessed password", "four other plain words").expect_err("wrong")["code"], "wrong_password");
    assert_eq!(renew(PASSWORD, PASSWORD).expect_err("the same")["code"], "password_unchanged");
    assert_eq!(renew(PASSWORD, "short").expect_err("short")["code"], "password_too_short");
    assert_eq!(locked(), "locked");
    assert_eq!(renew(PASSWORD, "four other plain words").expect("logged in")["role"], "head");
    assert_eq!(locked(), "open");
    ask(&app, "session_lock", json!({}));
    assert_eq!(login(PASSWORD).expect_err("the old one")["code"], "wrong_password");
    login("four other plain words").expect("a login");
}

#[test]
fn only_what_the_last_import_of_this_login_brought_in_is_erased_from_its_card_p17() {
    let folder = tempfile::tempdir().expect("a folder");
    let school = workflow::demo::make_school(folder.path(), &throw_away()).expect("a made-up school");
    let card = folder.path().join("photos");
    std::fs::create_dir(&card).expect("a folder");
    for (number, file) in std::fs::read_dir(&school.card).expect("a card").enumerate() {
        let bytes = std::fs::read(file.expect("a file").path()).expect("read");
        workflow::write_file(&card.join(format!("{number}.jpg")), &bytes).expect("written");
    }
    workflow::write_file(&card.join("letter.txt"), b"Dear parents and carers").expect("written");
    let app = shell(folder.path());
    let teacher = &school.accounts[0];
    let login = json!({ "form": { "name": teacher.name, "password": teacher.password } });
    ask(&app, "session_unlock", login.clone());
    let refused = || call(&main_window(&app), "card_erase", json!({})).expect_err("nothing to erase")["code"].clone();
    assert_eq!(refused(), "nothing_imported");
    let import = || {
        let chosen = ask(&app, "import_choose_folder", json!({}));
        let start = json!({ "folder": chosen["token"], "album": "Trip", "classes": [], "progress": "__CHANNEL__:1" });
        ask(&app, "import_start", start)["files"].as_array().expect("files").len() - 1
    };
    let photos = import();
    assert!(photos > 0);
    ask(&app, "session_lock", json!({}));
    ask(&app, "session_unlock", login);
    assert_eq!(refused(), "nothing_imported", "the import of the login before");
    assert_eq!(import(), photos);
    let erased = ask(&app, "card_erase", json!({}));
    assert_eq!(erased, json!({ "erased": photos, "left": [] }));
    let left: Vec<_> =
        std::fs::read_dir(&card).expect("a card").map(|file| file.expect("a file").file_name()).collect();
    assert_eq!(left, ["letter.txt"]);
    assert_eq!(refused(), "nothing_imported", "once");
}
