//! Whose pictures must not be shown, whatever was answered.

use tauri::State;
use workflow::wire::{DoNotPublishShown, ObjectionShown, WireError};
use workflow::{DoNotPublishForm, Session};

use crate::desk::Desk;

#[tauri::command]
pub(crate) async fn guarded_list(desk: State<'_, Desk>) -> Result<Vec<DoNotPublishShown>, WireError> {
    desk.run_in_session(Session::do_not_publish).await
}

#[tauri::command]
pub(crate) async fn guarded_add(desk: State<'_, Desk>, form: DoNotPublishForm) -> Result<String, WireError> {
    desk.run_in_session(move |session| session.do_not_publish_add(&form)).await
}

#[tauri::command]
pub(crate) async fn guarded_lift(desk: State<'_, Desk>, entry: String) -> Result<(), WireError> {
    desk.run_in_session(move |session| session.do_not_publish_lift(&entry)).await
}

#[tauri::command]
pub(crate) async fn objections_list(desk: State<'_, Desk>) -> Result<Vec<ObjectionShown>, WireError> {
    desk.run_in_session(Session::objections).await
}

#[tauri::command]
pub(crate) async fn objection_add(desk: State<'_, Desk>, person: String) -> Result<(), WireError> {
    desk.run_in_session(move |session| session.objection_add(&person)).await
}

#[tauri::command]
pub(crate) async fn objection_lift(desk: State<'_, Desk>, person: String) -> Result<usize, WireError> {
    desk.run_in_session(move |session| session.objection_lift(&person)).await
}
