//! People: found, to be tagged; and everything held on one of them.

use tauri::{Runtime, State, WebviewWindow};
use workflow::wire::{PackMade, PersonHeld, PersonSummary, WireError};

use crate::desk::{ChosenFolder, Desk};

#[tauri::command]
pub(crate) async fn people_search(
    desk: State<'_, Desk>,
    query: String,
    limit: u32,
) -> Result<Vec<PersonSummary>, WireError> {
    desk.run_in_session(move |session| session.people_search(&query, limit)).await
}

#[tauri::command]
pub(crate) async fn person_find(
    desk: State<'_, Desk>,
    query: String,
    limit: u32,
) -> Result<Vec<PersonSummary>, WireError> {
    desk.run_in_session(move |session| session.person_find(&query, limit)).await
}

#[tauri::command]
pub(crate) async fn person_show(desk: State<'_, Desk>, person: String) -> Result<PersonHeld, WireError> {
    desk.run_in_session(move |session| session.person_show(&person)).await
}

#[tauri::command]
pub(crate) async fn pack_choose_folder<R: Runtime>(
    window: WebviewWindow<R>,
    desk: State<'_, Desk>,
) -> Result<Option<ChosenFolder>, WireError> {
    desk.choose_folder(&window, "Folder for the pack").await
}

#[tauri::command]
pub(crate) async fn person_pack(desk: State<'_, Desk>, person: String, folder: String) -> Result<PackMade, WireError> {
    let folder = desk.folder(&folder)?;
    desk.run_in_session(move |session| session.person_pack(&person, &folder, None)).await
}
