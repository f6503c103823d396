//! What was published and has to come down again.

use tauri::State;
use workflow::Session;
use workflow::wire::{TakedownItem, WireError};

use crate::desk::Desk;

#[tauri::command]
pub(crate) async fn takedowns_list(desk: State<'_, Desk>) -> Result<Vec<TakedownItem>, WireError> {
    desk.run_in_session(Session::takedowns).await
}

#[tauri::command]
pub(crate) async fn takedown_done(desk: State<'_, Desk>, published: String) -> Result<Vec<TakedownItem>, WireError> {
    desk.run_in_session(move |session| {
        session.takedown_done(&published)?;
        session.takedowns()
    })
    .await
}
