//! The consent register: importing, undoing, and how it stands.

use tauri::{Runtime, State, WebviewWindow};
use workflow::Session;
use workflow::register::Table;
use workflow::wire::{RegisterChoices, RegisterReport, RegisterStatus, UndoReport, WireError};

use crate::desk::{ChosenFolder, Desk};

const ENDINGS: &[&str] = &["csv", "xlsx", "ods", "txt", "tsv", "xml"];

#[tauri::command]
pub(crate) async fn register_choose_file<R: Runtime>(
    window: WebviewWindow<R>,
    desk: State<'_, Desk>,
) -> Result<Option<ChosenFolder>, WireError> {
    desk.choose_file(&window, "Register", ENDINGS).await
}

#[tauri::command]
pub(crate) async fn register_preview(
    desk: State<'_, Desk>,
    file: String,
    choices: RegisterChoices,
) -> Result<RegisterReport, WireError> {
    let file = desk.folder(&file)?;
    desk.run_in_session(move |session| session.register_file_preview(&file, &choices)).await
}

#[tauri::command]
pub(crate) async fn register_import(
    desk: State<'_, Desk>,
    file: String,
    choices: RegisterChoices,
) -> Result<RegisterReport, WireError> {
    let file = desk.folder(&file)?;
    desk.run_in_session(move |session| session.register_file_import(&file, &choices)).await
}

#[tauri::command]
pub(crate) async fn register_file_delete(desk: State<'_, Desk>, file: String) -> Result<(), WireError> {
    let file = desk.folder(&file)?;
    desk.run_in_session(move |session| session.register_file_delete(&file)).await
}

#[tauri::command]
pub(crate) async fn register_undo(desk: State<'_, Desk>, import: String, apply: bool) -> Result<UndoReport, WireError> {
    // Protections are lifted one by one, where they are kept.
    desk.run_in_session(move |session| session.register_undo(&import, apply, false)).await
}

#[tauri::command]
pub(crate) async fn register_status(desk: State<'_, Desk>) -> Result<RegisterStatus, WireError> {
    desk.run_in_session(Session::register_status).await
}

#[tauri::command]
pub(crate) async fn register_chase(desk: State<'_, Desk>, within_days: u16) -> Result<Table, WireError> {
    desk.run_in_session(move |session| session.register_chase(within_days, None)).await
}
