//! Care of the vault: reading everything once, the clock, the recovery key.

use tauri::State;
use workflow::Session;
use workflow::wire::{RecoveryKeyShown, VaultChecked, WireError};

use crate::desk::Desk;

#[tauri::command]
pub(crate) async fn vault_check(desk: State<'_, Desk>) -> Result<VaultChecked, WireError> {
    desk.run_in_session(Session::vault_check).await
}

#[tauri::command]
pub(crate) async fn clock_is_behind(desk: State<'_, Desk>) -> Result<bool, WireError> {
    desk.run_in_session(Session::clock_is_behind).await
}

#[tauri::command]
pub(crate) async fn clock_accept(desk: State<'_, Desk>) -> Result<bool, WireError> {
    desk.run_in_session(Session::clock_accept).await
}

#[tauri::command]
pub(crate) async fn recovery_key_replace(desk: State<'_, Desk>) -> Result<RecoveryKeyShown, WireError> {
    desk.run_in_session(Session::recovery_key_replace).await
}
