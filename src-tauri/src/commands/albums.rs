//! Albums.

use tauri::State;
use workflow::Session;
use workflow::wire::{AlbumSummary, WireError};

use crate::desk::Desk;

#[tauri::command]
pub(crate) async fn albums_list(desk: State<'_, Desk>) -> Result<Vec<AlbumSummary>, WireError> {
    desk.run_in_session(Session::albums).await
}
