//! The made-up school to try.

use tauri::State;
use workflow::App;
use workflow::demo::DemoAccount;
use workflow::wire::WireError;

use crate::desk::Desk;

#[tauri::command]
pub(crate) async fn demo_begin(desk: State<'_, Desk>) -> Result<(), WireError> {
    let place = desk.place();
    desk.run_alone(move |_| place.try_made_up()).await
}

#[tauri::command]
pub(crate) async fn demo_end(desk: State<'_, Desk>) -> Result<(), WireError> {
    let place = desk.place();
    let leave = move |_: &App| {
        place.leave_made_up();
        Ok(())
    };
    desk.run_alone(leave).await
}

/// Who may log in to the made-up school; nobody where it is not the one in use.
#[tauri::command]
pub(crate) async fn demo_logins(desk: State<'_, Desk>) -> Result<Vec<DemoAccount>, WireError> {
    Ok(desk.place().made_up_logins())
}
