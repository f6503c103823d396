//! The search for faces.

use tauri::State;
use workflow::wire::WireError;

use crate::desk::Desk;

#[tauri::command]
pub(crate) async fn faces_left(desk: State<'_, Desk>) -> Result<u32, WireError> {
    desk.faces_left().await
}
