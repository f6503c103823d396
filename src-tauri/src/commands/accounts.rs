//! Who may log in, and who stands in for the head.

use tauri::State;
use workflow::Session;
use workflow::rules::Date;
use workflow::wire::{AccountForm, AccountView, OwnPassword, Unlock, WireError};

use crate::desk::Desk;

#[tauri::command]
pub(crate) async fn accounts_list(desk: State<'_, Desk>) -> Result<Vec<AccountView>, WireError> {
    desk.run_in_session(Session::accounts).await
}

#[tauri::command]
pub(crate) async fn account_add(desk: State<'_, Desk>, form: AccountForm) -> Result<AccountView, WireError> {
    desk.run_in_session(move |session| session.account_add(&form.name, form.role, form.until, &form.password)).await
}

#[tauri::command]
pub(crate) async fn account_authorise(desk: State<'_, Desk>, name: String) -> Result<AccountView, WireError> {
    desk.run_in_session(move |session| session.account_authorise(&name)).await
}

#[tauri::command]
pub(crate) async fn account_disable(desk: State<'_, Desk>, name: String) -> Result<AccountView, WireError> {
    desk.run_in_session(move |session| session.account_disable(&name)).await
}

#[tauri::command]
pub(crate) async fn account_new_password(desk: State<'_, Desk>, form: Unlock) -> Result<(), WireError> {
    desk.run_in_session(move |session| session.password_reset(&form.name, &form.password)).await
}

#[tauri::command]
pub(crate) async fn own_password_change(desk: State<'_, Desk>, form: OwnPassword) -> Result<(), WireError> {
    desk.run_in_session(move |session| session.password_change(&form.old, &form.new)).await
}

#[tauri::command]
pub(crate) async fn deputy_name(
    desk: State<'_, Desk>,
    name: String,
    from: Date,
    to: Date,
) -> Result<AccountView, WireError> {
    desk.run_in_session(move |session| session.deputy_name(&name, from, to)).await
}

#[tauri::command]
pub(crate) async fn deputy_end(desk: State<'_, Desk>, name: String) -> Result<AccountView, WireError> {
    desk.run_in_session(move |session| session.deputy_end(&name)).await
}
