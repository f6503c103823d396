//! The register, as far as tagging needs it.

use tauri::State;
use workflow::wire::{PersonSummary, WireError};

use crate::desk::Desk;

#[tauri::command]
pub(crate) async fn people_search(
    desk: State<'_, Desk>,
    query: String,
    limit: u32,
) -> Result<Vec<PersonSummary>, WireError> {
    desk.run_in_session(move |session| session.people_search(&query, limit)).await
}
