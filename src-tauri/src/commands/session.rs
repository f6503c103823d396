//! Logging in and out.

use tauri::State;
use workflow::wire::{NewPassword, SessionView, Unlock, WireError};

use crate::desk::Desk;

#[tauri::command]
pub(crate) async fn session_unlock(desk: State<'_, Desk>, form: Unlock) -> Result<SessionView, WireError> {
    let session = desk.run_alone(move |app| app.unlock(&form)).await?;
    let view = session.view();
    desk.sit_down(session);
    Ok(view)
}

/// Logs in where the password is older than the school allows.
#[tauri::command]
pub(crate) async fn session_renew_password(desk: State<'_, Desk>, form: NewPassword) -> Result<SessionView, WireError> {
    let session = desk.run_alone(move |app| app.renew_password(&form)).await?;
    let view = session.view();
    desk.sit_down(session);
    Ok(view)
}

#[tauri::command]
pub(crate) async fn session_lock(desk: State<'_, Desk>) -> Result<(), WireError> {
    desk.lock();
    Ok(())
}
