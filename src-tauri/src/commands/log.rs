//! The log, its check, and the report of a term.

use tauri::State;
use workflow::Session;
use workflow::rules::Date;
use workflow::wire::{LogAsked, LogPage, LogVerified, TermReport, WireError};

use crate::desk::Desk;

#[tauri::command]
pub(crate) async fn log_page(desk: State<'_, Desk>, asked: LogAsked) -> Result<LogPage, WireError> {
    desk.run_in_session(move |session| session.log_page(&asked)).await
}

#[tauri::command]
pub(crate) async fn log_verify(desk: State<'_, Desk>) -> Result<LogVerified, WireError> {
    desk.run_in_session(Session::log_verify).await
}

#[tauri::command]
pub(crate) async fn term_report(
    desk: State<'_, Desk>,
    first: Option<Date>,
    last: Option<Date>,
    for_governors: bool,
) -> Result<TermReport, WireError> {
    desk.run_in_session(move |session| session.term_report(first, last, for_governors)).await
}
