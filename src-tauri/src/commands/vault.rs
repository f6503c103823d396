//! The vault: whether there is one, and the first run.

use tauri::State;
use workflow::wire::{NewVault, RecoveryKeyShown, VaultStatus, WireError};

use crate::desk::Desk;

#[tauri::command]
pub(crate) async fn vault_status(desk: State<'_, Desk>) -> Result<VaultStatus, WireError> {
    let session = desk.session();
    desk.run(move |app| app.status(session.as_deref())).await
}

#[tauri::command]
pub(crate) async fn vault_create(desk: State<'_, Desk>, form: NewVault) -> Result<RecoveryKeyShown, WireError> {
    let (session, key) = desk.run(move |app| app.create(&form)).await?;
    desk.sit_down(session);
    Ok(key)
}

/// Settles after how many minutes a computer that nobody uses locks itself.
#[tauri::command]
pub(crate) async fn idle_minutes_set(desk: State<'_, Desk>, minutes: u16) -> Result<u16, WireError> {
    desk.run_in_session(move |session| Ok(session.idle_minutes_set(minutes)?.idle_minutes)).await
}
