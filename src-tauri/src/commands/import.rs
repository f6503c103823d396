//! Bringing photos in.

use tauri::ipc::Channel;
use tauri::{Runtime, State, WebviewWindow};
use workflow::wire::{CardErased, ImportProgress, ImportReport, WireError};

use crate::desk::{ChosenFolder, Desk};
use crate::offers::Offer;

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
    classes: Vec<String>,
    progress: Channel<ImportProgress>,
) -> Result<ImportReport, WireError> {
    let folder = desk.folder(&folder)?;
    let named = album.clone();
    desk.run_in_session(move |session| session.album_classes_note(&named, &classes)).await?;
    // A page that has gone away does not stop the import.
    desk.import(folder, album, move |step| drop(progress.send(step))).await
}

#[tauri::command]
pub(crate) async fn import_cancel(desk: State<'_, Desk>) -> Result<(), WireError> {
    desk.cancel_import();
    Ok(())
}

/// Makes the running import wait, or go on.
#[tauri::command]
pub(crate) async fn import_hold(desk: State<'_, Desk>, held: bool) -> Result<(), WireError> {
    desk.hold_import(held);
    Ok(())
}

/// Answers once a folder was dropped on the window or a camera card was put in; with nothing once the login has ended.
#[tauri::command]
pub(crate) async fn import_offered(desk: State<'_, Desk>) -> Result<Option<Offer>, WireError> {
    desk.next_offer().await
}

#[tauri::command]
pub(crate) async fn card_erase(desk: State<'_, Desk>) -> Result<CardErased, WireError> {
    desk.erase_card().await
}
