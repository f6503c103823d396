//! The consent register: importing, undoing, and how it stands.

use tauri::{Runtime, State, WebviewWindow};
use workflow::Session;
use workflow::register::Table;
use workflow::wire::{Letters, ListAsked, RegisterChoices, RegisterReport, RegisterStatus, UndoReport, WireError};

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
pub(crate) async fn list_show(desk: State<'_, Desk>, list: ListAsked) -> Result<Table, WireError> {
    desk.run_in_session(move |session| session.list(&list)).await
}

#[tauri::command]
pub(crate) async fn list_letters(desk: State<'_, Desk>, list: ListAsked) -> Result<Letters, WireError> {
    desk.run_in_session(move |session| session.letters(&list)).await
}

#[tauri::command]
pub(crate) async fn list_choose_folder<R: Runtime>(
    window: WebviewWindow<R>,
    desk: State<'_, Desk>,
) -> Result<Option<ChosenFolder>, WireError> {
    desk.choose_folder(&window, "Folder for the list").await
}

#[tauri::command]
pub(crate) async fn list_save(desk: State<'_, Desk>, list: ListAsked, folder: String) -> Result<String, WireError> {
    let folder = desk.folder(&folder)?;
    desk.run_in_session(move |session| session.list_save_in(&list, &folder)).await
}
