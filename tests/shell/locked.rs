//! While nobody is logged in, the page gets neither pictures nor anything from the vault.

use cloakroom_desktop::{Desk, answer};
use serde_json::{Value, json};
use tauri::Manager;
use tauri::http::{Request, StatusCode};

use crate::agreement::listed_commands;
use crate::{call, main_window, shell};

/// Answered without a login, because they lead to one, or end it; or print what is on the screen, the recovery key first.
const WITHOUT_LOGIN: &[&str] = &[
    "vault_status",
    "vault_create",
    "session_unlock",
    "session_lock",
    "session_renew_password",
    "import_cancel",
    "import_hold",
    "export_cancel",
    "demo_begin",
    "demo_end",
    "demo_logins",
    "page_print",
];

/// Arguments that fit any command; but a camera is described to be added, and named to be taken off.
fn arguments(command: &str) -> Value {
    let device = match command {
        "device_add" => json!({ "make": "m", "model": "m", "serial": null }),
        _ => json!("d"),
    };
    let mut all = json!({
        "query": "a", "limit": 5, "folder": "f", "album": "a", "purpose": "website", "photo": "p", "persons": [],
        "face": "f", "region": { "x": 0.0, "y": 0.0, "w": 0.1, "h": 0.1 }, "tag": "t", "account": "covered",
        "covers": [], "crop": null, "title": "t", "batch": "b", "photos": [], "caption": "c", "altText": "a",
        "checklist": { "dressed": true, "reputable": true, "fits_purpose": true }, "note": "n",
        "progress": "__CHANNEL__:1", "withinDays": 30, "import": "i", "apply": false, "file": "f",
        "choices": {}, "classes": [], "held": true, "minutes": 5, "published": "p", "incident": "i", "person": "p",
        "form": form(), "order": [], "text": "t", "list": { "list": "renewal", "until": null }, "on": "2026-12-01",
        "options": { "sizes": [], "webp": false, "avif": false, "zip": false }, "answer": said(),
        "because": "b", "label": "l", "device": device,
        "asked": { "before": null, "limit": 5, "topic": null, "by": null }, "withOthers": false, "forGovernors": false,
    });
    for (name, value) in settled().as_object_mut().into_iter().flatten() {
        all[name.as_str()] = value.take();
    }
    all
}

/// Fields that fit any form.
fn form() -> Value {
    json!({
        "what": "w", "photo": null, "batch": null, "people": [], "kind": "pupil", "forename": "f", "surname": "s",
        "reason": "r", "review_on": null, "covering_suffices": false, "name": "n", "password": "p", "role": "guest",
        "until": null, "old": "o", "new": "n",
    })
}

/// What else accounts, protections and the school's rules take.
fn settled() -> Value {
    json!({
        "name": "n", "from": "2026-12-01", "to": "2026-12-04", "entry": "e", "days": null, "months": null, "takes": true,
    })
}

/// An answer of a parent.
fn said() -> Value {
    json!({
        "person": "p", "purpose": "website", "answer": "refused", "giver": "parent_a", "given_on": "2026-12-01",
        "individual": false, "came": "paper",
    })
}

#[test]
fn every_command_on_the_vault_is_refused_while_it_is_locked() {
    let folder = tempfile::tempdir().expect("a folder");
    let app = shell(folder.path());
    for command in listed_commands().iter().filter(|command| !WITHOUT_LOGIN.contains(&command.as_str())) {
        let answer = call(&main_window(&app), command, arguments(command));
        let refusal = answer.expect_err(command);
        assert_eq!(refusal["code"], "locked", "{command}: {refusal}");
        assert_eq!(refusal["kind"], "refused", "{command}");
    }
}

#[test]
fn pictures_are_refused_while_the_vault_is_locked() {
    let folder = tempfile::tempdir().expect("a folder");
    let app = shell(folder.path());
    for path in ["thumb/0192aaaa-0000-7000-8000-000000000000", "preview/x", "", "../../etc/passwd"] {
        let request = Request::get(format!("photo://localhost/{path}")).body(Vec::new()).expect("a request");
        let response = answer(&app.state::<Desk>(), &request);
        assert_eq!(response.status(), StatusCode::FORBIDDEN, "{path}");
        assert!(response.body().is_empty(), "{path}");
        assert_eq!(response.headers()["cache-control"], "no-store");
    }
}
