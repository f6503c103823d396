//! Folders that turn up by themselves: dropped on the window, or on a card that was put in.

use std::path::PathBuf;
use std::sync::{Arc, Mutex};

use cloakroom_desktop::Desk;
use cloakroom_tests::surroundings::throw_away;
use serde_json::{Value, json};
use tauri::Manager;
use workflow::Surroundings;

use crate::open::{lock, set_up};
use crate::{call, main_window, shell, shell_with};

fn next_offer(app: &tauri::App<tauri::test::MockRuntime>) -> Value {
    call(&main_window(app), "import_offered", json!({})).expect("an offer")
}

#[test]
fn what_is_dropped_on_the_window_reaches_the_page_as_a_token_and_a_name() {
    let folder = tempfile::tempdir().expect("a folder");
    let dropped = folder.path().join("Autumn walk");
    std::fs::create_dir(&dropped).expect("a folder");
    let app = shell(folder.path());
    let desk = app.state::<Desk>();
    desk.drop_in(&dropped);
    set_up(&app);

    desk.drop_in(&dropped.join("DSC_0001.JPG"));
    let offer = next_offer(&app);
    assert_eq!((&offer["folder"]["name"], &offer["card"]), (&json!("Autumn walk"), &json!(false)));
    assert!(!offer.to_string().contains(folder.path().to_str().expect("a path")), "{offer}");
    let start =
        json!({ "folder": offer["folder"]["token"], "album": "Autumn", "classes": [], "progress": "__CHANNEL__:1" });
    let report = call(&main_window(&app), "import_start", start).expect("a report");
    assert_eq!(report["files"], json!([]));
}

#[test]
fn a_card_is_offered_once_for_each_time_that_it_is_put_in() {
    let folder = tempfile::tempdir().expect("a folder");
    let present = Arc::new(Mutex::new(vec![PathBuf::from("/media/CLASS_3B")]));
    let seen = Arc::clone(&present);
    let cards = Arc::new(move || seen.lock().expect("cards").clone());
    let app = shell_with(folder.path(), Surroundings { cards, ..throw_away() });
    set_up(&app);
    let offer = next_offer(&app);
    assert_eq!((&offer["folder"]["name"], &offer["card"]), (&json!("CLASS_3B"), &json!(true)));

    present.lock().expect("cards").push(PathBuf::from("/media/CLASS_4A"));
    assert_eq!(next_offer(&app)["folder"]["name"], "CLASS_4A");
}

#[test]
fn waiting_for_a_folder_ends_with_the_login() {
    let folder = tempfile::tempdir().expect("a folder");
    let app = shell(folder.path());
    set_up(&app);
    let window = main_window(&app);
    let waiting = std::thread::spawn(move || call(&window, "import_offered", json!({})));
    lock(&app);
    let answer = waiting.join().expect("an answer");
    // Whoever asks after the login has ended is refused; whoever asked before it gets nothing.
    assert!(answer == Ok(Value::Null) || answer.is_err_and(|refusal| refusal["code"] == "locked"));
}
