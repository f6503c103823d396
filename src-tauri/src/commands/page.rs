//! What the page asks of the window around it.

use tauri::{Runtime, State, WebviewWindow};
use workflow::Fault;
use workflow::wire::WireError;

use crate::desk::Desk;

/// Opens the system's print dialog on what the page shows. The page's own `window.print()` would wait until no request is open,
/// and one always is: for a folder to import from.
#[tauri::command]
pub(crate) async fn page_print<R: Runtime>(window: WebviewWindow<R>, desk: State<'_, Desk>) -> Result<(), WireError> {
    window.print().map_err(|_| desk.place().app().wire_error(&Fault::Worker { job: "printing" }.into()))
}
