//! How long pictures are kept: what is due, leavers, destroying.

use tauri::State;
use workflow::Session;
use workflow::rules::Date;
use workflow::wire::{Gone, LeaverHeld, PurgeCertificate, PutForward, RetentionDue, WireError};

use crate::desk::Desk;

#[tauri::command]
pub(crate) async fn photo_delete_now(desk: State<'_, Desk>, photo: String) -> Result<Gone, WireError> {
    desk.run_in_session(move |session| session.delete_now(&photo)).await
}

#[tauri::command]
pub(crate) async fn retention_due(desk: State<'_, Desk>) -> Result<RetentionDue, WireError> {
    desk.run_in_session(Session::retention_due).await
}

#[tauri::command]
pub(crate) async fn album_keep_until(desk: State<'_, Desk>, album: String, day: Option<Date>) -> Result<(), WireError> {
    desk.run_in_session(move |session| session.album_keep_until(&album, day)).await
}

#[tauri::command]
pub(crate) async fn retention_spare(desk: State<'_, Desk>, photos: Vec<String>) -> Result<(), WireError> {
    desk.run_in_session(move |session| session.retention_spare(&photos)).await
}

#[tauri::command]
pub(crate) async fn retention_destroy(
    desk: State<'_, Desk>,
    photos: Vec<String>,
) -> Result<PurgeCertificate, WireError> {
    desk.run_in_session(move |session| session.retention_destroy(&photos)).await
}

#[tauri::command]
pub(crate) async fn leavers_list(desk: State<'_, Desk>) -> Result<Vec<LeaverHeld>, WireError> {
    desk.run_in_session(|session| session.leavers(None)).await
}

#[tauri::command]
pub(crate) async fn leavers_put_forward(
    desk: State<'_, Desk>,
    person: Option<String>,
    with_others: bool,
) -> Result<PutForward, WireError> {
    desk.run_in_session(move |session| session.leavers_put_forward(person.as_deref(), with_others)).await
}

#[tauri::command]
pub(crate) async fn leaver_keep(
    desk: State<'_, Desk>,
    person: String,
    because: String,
    until: Option<Date>,
) -> Result<(), WireError> {
    desk.run_in_session(move |session| session.leaver_keep(&person, &because, until)).await
}
