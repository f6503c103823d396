//! What the school has settled, and settling it.

use tauri::State;
use workflow::Session;
use workflow::purposes::PurposeForm;
use workflow::wire::{PolicyView, WireError};

use crate::desk::Desk;

#[tauri::command]
pub(crate) async fn policy_show(desk: State<'_, Desk>) -> Result<PolicyView, WireError> {
    desk.run_in_session(Session::policy_settled).await
}

#[tauri::command]
pub(crate) async fn password_days_set(desk: State<'_, Desk>, days: Option<u16>) -> Result<(), WireError> {
    desk.run_in_session(move |session| session.password_days_set(days).map(drop)).await
}

#[tauri::command]
pub(crate) async fn purpose_set(desk: State<'_, Desk>, purpose: String, form: PurposeForm) -> Result<(), WireError> {
    desk.run_in_session(move |session| session.purpose_set(&purpose, &form).map(drop)).await
}

#[tauri::command]
pub(crate) async fn published_months_set(
    desk: State<'_, Desk>,
    purpose: String,
    months: Option<u16>,
) -> Result<(), WireError> {
    desk.run_in_session(move |session| session.published_months_set(&purpose, months).map(drop)).await
}

#[tauri::command]
pub(crate) async fn expiry_takes_down_set(
    desk: State<'_, Desk>,
    purpose: String,
    takes: bool,
) -> Result<(), WireError> {
    desk.run_in_session(move |session| session.expiry_takes_down_set(&purpose, takes)).await
}
