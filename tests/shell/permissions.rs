//! Which commands the page may call, from which window and address.

use serde_json::json;
use tauri::WebviewWindowBuilder;

use crate::agreement::listed_commands;
use crate::{call, call_from, main_window, shell};

/// Whether Tauri refused before the command ran.
fn refused_by_tauri(answer: &Result<serde_json::Value, serde_json::Value>) -> bool {
    let refusal = |error: &serde_json::Value| {
        error.as_str().is_some_and(|text| text.contains("not allowed") || text.contains("not found"))
    };
    answer.as_ref().is_err_and(refusal)
}

#[test]
fn every_listed_command_is_permitted_in_the_window() {
    let folder = tempfile::tempdir().expect("a folder");
    let app = shell(folder.path());
    for command in listed_commands() {
        let answer = call(&main_window(&app), &command, json!({}));
        assert!(!refused_by_tauri(&answer), "{command}: {answer:?}");
    }
}

#[test]
fn a_command_that_is_not_listed_is_refused() {
    let folder = tempfile::tempdir().expect("a folder");
    let app = shell(folder.path());
    for command in ["audit_erase", "vault_statuses", ""] {
        assert!(refused_by_tauri(&call(&main_window(&app), command, json!({}))), "{command}");
    }
}

#[test]
fn commands_of_tauri_itself_are_refused() {
    let folder = tempfile::tempdir().expect("a folder");
    let app = shell(folder.path());
    for command in [
        "plugin:app|version",
        "plugin:event|emit",
        "plugin:event|listen",
        "plugin:image|from_path",
        "plugin:path|resolve_directory",
        "plugin:resources|close",
        "plugin:webview|create_webview_window",
        "plugin:webview|internal_toggle_devtools",
        "plugin:window|create",
        "plugin:window|destroy",
    ] {
        assert!(refused_by_tauri(&call(&main_window(&app), command, json!({}))), "{command}");
    }
}

#[test]
fn another_window_is_refused_every_command() {
    let folder = tempfile::tempdir().expect("a folder");
    let app = shell(folder.path());
    let other = WebviewWindowBuilder::new(&app, "other", Default::default()).build().expect("another window");
    for command in listed_commands() {
        assert!(refused_by_tauri(&call(&other, &command, json!({}))), "{command}");
    }
}

#[test]
fn a_foreign_page_in_the_window_is_refused_every_command() {
    let folder = tempfile::tempdir().expect("a folder");
    let app = shell(folder.path());
    for command in listed_commands() {
        let answer = call_from(&main_window(&app), "https://example.org", &command, json!({}));
        assert!(refused_by_tauri(&answer), "{command}");
    }
}
