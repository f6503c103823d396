//! Batches: from the first photo to the exported folder.

use tauri::ipc::Channel;
use tauri::{Runtime, State, WebviewWindow};
use workflow::wire::{BatchSummary, BatchView, Checklist, ExportProgress, ExportReport, WireError};
use workflow::{ExportOptions, Session};

use crate::desk::{ChosenFolder, Desk};

#[tauri::command]
pub(crate) async fn batches_list(desk: State<'_, Desk>) -> Result<Vec<BatchSummary>, WireError> {
    desk.run_in_session(Session::batches).await
}

#[tauri::command]
pub(crate) async fn batch_new(desk: State<'_, Desk>, purpose: String, title: String) -> Result<BatchView, WireError> {
    desk.run_in_session(move |session| session.batch_new(&purpose, &title)).await
}

#[tauri::command]
pub(crate) async fn batch_show(desk: State<'_, Desk>, batch: String) -> Result<BatchView, WireError> {
    desk.run_in_session(move |session| session.batch(&batch)).await
}

#[tauri::command]
pub(crate) async fn batch_add(
    desk: State<'_, Desk>,
    batch: String,
    photos: Vec<String>,
) -> Result<BatchView, WireError> {
    desk.run_in_session(move |session| session.batch_add(&batch, &photos)).await
}

#[tauri::command]
pub(crate) async fn batch_caption(
    desk: State<'_, Desk>,
    batch: String,
    photo: String,
    caption: String,
    alt_text: String,
) -> Result<BatchView, WireError> {
    desk.run_in_session(move |session| session.batch_caption(&batch, &photo, &caption, &alt_text)).await
}

#[tauri::command]
pub(crate) async fn batch_arrange(
    desk: State<'_, Desk>,
    batch: String,
    order: Vec<String>,
) -> Result<BatchView, WireError> {
    desk.run_in_session(move |session| session.batch_arrange(&batch, &order)).await
}

#[tauri::command]
pub(crate) async fn batch_rename(desk: State<'_, Desk>, batch: String, title: String) -> Result<BatchView, WireError> {
    desk.run_in_session(move |session| session.batch_rename(&batch, &title)).await
}

#[tauri::command]
pub(crate) async fn batch_remove(desk: State<'_, Desk>, batch: String, photo: String) -> Result<BatchView, WireError> {
    desk.run_in_session(move |session| session.batch_remove(&batch, &photo)).await
}

#[tauri::command]
pub(crate) async fn names_in_text(
    desk: State<'_, Desk>,
    purpose: String,
    photo: Option<String>,
    text: String,
) -> Result<Vec<String>, WireError> {
    desk.run_in_session(move |session| session.names_in_text(&purpose, photo.as_deref(), &text)).await
}

#[tauri::command]
pub(crate) async fn batch_submit(desk: State<'_, Desk>, batch: String) -> Result<BatchView, WireError> {
    desk.run_in_session(move |session| session.batch_submit(&batch)).await
}

#[tauri::command]
pub(crate) async fn batch_approve(
    desk: State<'_, Desk>,
    batch: String,
    checklist: Checklist,
) -> Result<BatchView, WireError> {
    desk.run_in_session(move |session| session.batch_approve(&batch, checklist)).await
}

#[tauri::command]
pub(crate) async fn batch_return(desk: State<'_, Desk>, batch: String, note: String) -> Result<BatchView, WireError> {
    desk.run_in_session(move |session| session.batch_return(&batch, &note)).await
}

#[tauri::command]
pub(crate) async fn export_choose_folder<R: Runtime>(
    window: WebviewWindow<R>,
    desk: State<'_, Desk>,
) -> Result<Option<ChosenFolder>, WireError> {
    desk.choose_folder(&window, "Folder for the exported pictures").await
}

#[tauri::command]
pub(crate) async fn batch_export(
    desk: State<'_, Desk>,
    batch: String,
    folder: String,
    options: ExportOptions,
    progress: Channel<ExportProgress>,
) -> Result<ExportReport, WireError> {
    let folder = desk.folder(&folder)?;
    let stop = desk.begin_export();
    desk.run_in_session(move |session| {
        session.batch_export_as(&batch, &folder, &options, &mut |step| {
            // A page that has gone away does not stop the export.
            drop(progress.send(step));
            !stop.asked()
        })
    })
    .await
}

#[tauri::command]
pub(crate) async fn export_cancel(desk: State<'_, Desk>) -> Result<(), WireError> {
    desk.cancel_export();
    Ok(())
}
