//! Incidents: recorded, read, followed up.

use tauri::State;
use workflow::incidents::IncidentList;
use workflow::wire::WireError;
use workflow::{IncidentForm, Session};

use crate::desk::Desk;

#[tauri::command]
pub(crate) async fn incidents_list(desk: State<'_, Desk>) -> Result<IncidentList, WireError> {
    desk.run_in_session(Session::incidents).await
}

#[tauri::command]
pub(crate) async fn incident_add(desk: State<'_, Desk>, form: IncidentForm) -> Result<String, WireError> {
    desk.run_in_session(move |session| session.incident_add(&form)).await
}

#[tauri::command]
pub(crate) async fn incident_parents_told(
    desk: State<'_, Desk>,
    incident: String,
    person: String,
) -> Result<(), WireError> {
    desk.run_in_session(move |session| session.incident_parents_told(&incident, &person, None)).await
}

#[tauri::command]
pub(crate) async fn incident_text(desk: State<'_, Desk>, incident: String) -> Result<String, WireError> {
    desk.run_in_session(move |session| session.incident_text(&incident)).await
}
