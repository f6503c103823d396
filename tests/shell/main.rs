//! The shell without a display: the real configuration, capability and commands under Tauri's mock runtime.

// One value with arguments for every command.
#![recursion_limit = "256"]

mod after;
mod agreement;
mod behind;
mod demo;
mod locked;
mod offers;
mod open;
mod people;
mod permissions;

use std::path::PathBuf;
use std::sync::Arc;

use cloakroom_desktop::{Choice, Desk, Picker};
use cloakroom_tests::surroundings::throw_away;
use serde_json::Value;
use tauri::ipc::{CallbackFn, InvokeBody};
use tauri::test::{INVOKE_KEY, MockRuntime, get_ipc_response, mock_builder};
use tauri::webview::InvokeRequest;
use tauri::{App, Manager, WebviewWindow};
use workflow::Surroundings;

/// Always chooses the same folder.
struct OneFolder(PathBuf);

impl Picker for OneFolder {
    fn folder(&self, _title: &str) -> Choice {
        let folder = self.0.clone();
        Box::pin(async { Some(folder) })
    }

    fn file(&self, title: &str, _endings: &[&str]) -> Choice {
        self.folder(title)
    }
}

/// The shell on a vault in this folder; its picker chooses `photos` there.
fn shell(folder: &std::path::Path) -> App<MockRuntime> {
    shell_with(folder, throw_away())
}

/// The same with other surroundings.
fn shell_with(folder: &std::path::Path, surroundings: Surroundings) -> App<MockRuntime> {
    let app = workflow::App::new(folder.join("vault"), surroundings);
    let desk = Desk::new(app, Arc::new(OneFolder(folder.join("photos"))));
    let mut app =
        cloakroom_desktop::assemble(mock_builder(), desk).build(cloakroom_desktop::context()).expect("a shell");
    // Makes the window.
    #[expect(deprecated, reason = "one iteration is all that the set-up needs")]
    app.run_iteration(|_, _| {});
    app
}

fn main_window(app: &App<MockRuntime>) -> WebviewWindow<MockRuntime> {
    app.get_webview_window("main").expect("the window")
}

/// Calls a command as a page of this program would.
fn call(window: &WebviewWindow<MockRuntime>, command: &str, arguments: Value) -> Result<Value, Value> {
    call_from(window, "tauri://localhost", command, arguments)
}

/// Calls a command as a page of this address would.
fn call_from(window: &WebviewWindow<MockRuntime>, page: &str, command: &str, arguments: Value) -> Result<Value, Value> {
    let request = InvokeRequest {
        cmd: command.to_owned(),
        callback: CallbackFn(0),
        error: CallbackFn(1),
        url: page.parse().expect("an address"),
        body: InvokeBody::Json(arguments),
        headers: Default::default(),
        invoke_key: INVOKE_KEY.to_owned(),
    };
    get_ipc_response(window, request).map(|body| body.deserialize().expect("JSON"))
}
