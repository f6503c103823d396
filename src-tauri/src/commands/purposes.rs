//! What the school uses pictures for.

use tauri::State;
use workflow::Session;
use workflow::wire::{PurposeView, WireError};

use crate::desk::Desk;

#[tauri::command]
pub(crate) async fn purposes_list(desk: State<'_, Desk>) -> Result<Vec<PurposeView>, WireError> {
    desk.run_in_session(Session::purposes).await
}
