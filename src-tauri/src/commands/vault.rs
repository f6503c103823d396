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
