//! The backups that the program makes by itself.

use tauri::{Runtime, State, WebviewWindow};
use workflow::Session;
use workflow::wire::{BackupStanding, WireError};

use crate::desk::{ChosenFolder, Desk};

#[tauri::command]
pub(crate) async fn backup_standing(desk: State<'_, Desk>) -> Result<BackupStanding, WireError> {
    desk.run_in_session(Session::backup_standing).await
}

#[tauri::command]
pub(crate) async fn backup_choose_folder<R: Runtime>(
    window: WebviewWindow<R>,
    desk: State<'_, Desk>,
) -> Result<Option<ChosenFolder>, WireError> {
    desk.choose_folder(&window, "Folder for backups, on the school's server").await
}

#[tauri::command]
pub(crate) async fn backup_folder_set(
    desk: State<'_, Desk>,
    folder: Option<String>,
) -> Result<BackupStanding, WireError> {
    let folder = folder.map(|token| desk.folder(&token)).transpose()?;
    let set = move |session: &Session| {
        session.backup_folder_set(folder.as_deref())?;
        session.backup_standing()
    };
    let standing = desk.run_in_session(set).await?;
    desk.wake_safekeeping();
    Ok(standing)
}

#[tauri::command]
pub(crate) async fn backup_ask(desk: State<'_, Desk>) -> Result<BackupStanding, WireError> {
    let ask = |session: &Session| {
        session.backup_ask()?;
        session.backup_standing()
    };
    let standing = desk.run_in_session(ask).await?;
    desk.wake_safekeeping();
    Ok(standing)
}
