//! The made-up school to try, beside the school's own vault.

use serde_json::{Value, json};

use crate::{call, main_window, shell};

#[test]
fn a_made_up_school_is_tried_and_left_and_the_schools_own_place_stays_as_it_was() {
    let folder = tempfile::tempdir().expect("a folder");
    let app = shell(folder.path());
    let window = main_window(&app);
    let ask = |command: &str| call(&window, command, json!({})).expect(command);
    assert_eq!(ask("demo_logins"), json!([]));

    ask("demo_begin");
    assert_eq!(ask("vault_status")["state"], "locked");
    let logins = ask("demo_logins");
    for login in logins.as_array().expect("logins") {
        let form = json!({ "form": { "name": login["name"], "password": login["password"] } });
        let session = call(&window, "session_unlock", form).expect("a login");
        assert_eq!(session["role"], login["role"]);
    }
    assert_ne!(ask("albums_list"), json!([]));
    assert!(!folder.path().join("vault").exists());

    ask("demo_end");
    let status = ask("vault_status");
    assert_eq!((&status["state"], &status["session"]), (&json!("missing"), &Value::Null));
    assert_eq!(ask("demo_logins"), json!([]));
}
