//! Bringing photos in.

use tauri::ipc::Channel;
use tauri::{Runtime, State, WebviewWindow};
use workflow::wire::{CardErased, ImportProgress, ImportReport, WireError};

use crate::desk::{ChosenFolder, Desk};

#[tauri::command]
pub(crate) async fn import_choose_folder<R: Runtime>(
    window: WebviewWindow<R>,
    desk: State<'_, Desk>,
) -> Result<Option<ChosenFolder>, WireError> {
    desk.choose_folder(&window, "Folder with the photos").await
}

#[tauri::command]
pub(crate) async fn import_start(
    desk: State<'_, Desk>,
    folder: String,
    album: String,
    progress: Channel<ImportProgress>,
) -> Result<ImportReport, WireError> {
    let folder = desk.folder(&folder)?;
    // A page that has gone away does not stop the import.
    desk.import(folder, album, move |step| drop(progress.send(step))).await
}

#[tauri::command]
pub(crate) async fn import_cancel(desk: State<'_, Desk>) -> Result<(), WireError> {
    desk.cancel_import();
    Ok(())
}

#[tauri::command]
pub(crate) async fn card_erase(desk: State<'_, Desk>) -> Result<CardErased, WireError> {
    desk.erase_card().await
}
