//! What was published: to be taken down, looked up, explained.

use tauri::{Runtime, State, WebviewWindow};
use workflow::Session;
use workflow::wire::{FoundCopy, PublishedShown, TakedownItem, WhyPublished, WireError};

use crate::desk::{ChosenFolder, Desk};

#[tauri::command]
pub(crate) async fn takedowns_list(desk: State<'_, Desk>) -> Result<Vec<TakedownItem>, WireError> {
    desk.run_in_session(Session::takedowns).await
}

#[tauri::command]
pub(crate) async fn takedowns_past(desk: State<'_, Desk>) -> Result<Vec<PublishedShown>, WireError> {
    desk.run_in_session(Session::takedowns_done).await
}

#[tauri::command]
pub(crate) async fn takedown_done(desk: State<'_, Desk>, published: String) -> Result<(), WireError> {
    desk.run_in_session(move |session| session.takedown_done(&published)).await
}

#[tauri::command]
pub(crate) async fn published_choose_file<R: Runtime>(
    window: WebviewWindow<R>,
    desk: State<'_, Desk>,
) -> Result<Option<ChosenFolder>, WireError> {
    desk.choose_file(&window, "Picture", super::PICTURES).await
}

#[tauri::command]
pub(crate) async fn published_find(desk: State<'_, Desk>, file: String) -> Result<Vec<FoundCopy>, WireError> {
    let file = desk.folder(&file)?;
    desk.run_in_session(move |session| session.published_find_file(&file)).await
}

#[tauri::command]
pub(crate) async fn published_why(desk: State<'_, Desk>, published: String) -> Result<WhyPublished, WireError> {
    desk.run_in_session(move |session| session.published_why(&published)).await
}
