//! People: found, to be tagged; and everything held on one of them.

use tauri::{Runtime, State, WebviewWindow};
use workflow::PersonForm;
use workflow::rules::Date;
use workflow::wire::{AnswerEntry, PackMade, PeopleListed, PersonHeld, PersonShown, PersonSummary, WireError};

use crate::desk::{ChosenFolder, Desk};

#[tauri::command]
pub(crate) async fn people_search(
    desk: State<'_, Desk>,
    query: String,
    limit: u32,
    album: Option<String>,
) -> Result<Vec<PersonSummary>, WireError> {
    desk.run_in_session(move |session| session.people_search(&query, limit, album.as_deref())).await
}

#[tauri::command]
pub(crate) async fn people_list(
    desk: State<'_, Desk>,
    query: String,
    class: Option<String>,
    limit: u32,
) -> Result<PeopleListed, WireError> {
    desk.run_in_session(move |session| session.people_list(&query, class.as_deref(), limit)).await
}

#[tauri::command]
pub(crate) async fn classes_list(desk: State<'_, Desk>) -> Result<Vec<String>, WireError> {
    desk.run_in_session(workflow::Session::classes).await
}

#[tauri::command]
pub(crate) async fn person_answers(desk: State<'_, Desk>, person: String) -> Result<PersonShown, WireError> {
    desk.run_in_session(move |session| session.person_answers(&person)).await
}

#[tauri::command]
pub(crate) async fn person_add(desk: State<'_, Desk>, form: PersonForm) -> Result<PersonShown, WireError> {
    desk.run_in_session(move |session| session.person_add(&form)).await
}

#[tauri::command]
pub(crate) async fn person_left(desk: State<'_, Desk>, person: String, on: Date) -> Result<PersonShown, WireError> {
    desk.run_in_session(move |session| session.person_left(&person, on)).await
}

#[tauri::command]
pub(crate) async fn consent_set(desk: State<'_, Desk>, answer: AnswerEntry) -> Result<PersonShown, WireError> {
    desk.run_in_session(move |session| session.consent_set(answer.into())).await
}

#[tauri::command]
pub(crate) async fn consent_resolve(
    desk: State<'_, Desk>,
    person: String,
    purpose: String,
) -> Result<PersonShown, WireError> {
    desk.run_in_session(move |session| {
        session.consent_resolve(&person, &purpose)?;
        session.person_answers(&person)
    })
    .await
}

#[tauri::command]
pub(crate) async fn consent_confirm(
    desk: State<'_, Desk>,
    person: String,
    purpose: String,
) -> Result<PersonShown, WireError> {
    desk.run_in_session(move |session| {
        session.consent_confirm(&person, &purpose)?;
        session.person_answers(&person)
    })
    .await
}

#[tauri::command]
pub(crate) async fn person_find(
    desk: State<'_, Desk>,
    query: String,
    limit: u32,
) -> Result<Vec<PersonSummary>, WireError> {
    desk.run_in_session(move |session| session.person_find(&query, limit)).await
}

#[tauri::command]
pub(crate) async fn person_show(desk: State<'_, Desk>, person: String) -> Result<PersonHeld, WireError> {
    desk.run_in_session(move |session| session.person_show(&person)).await
}

#[tauri::command]
pub(crate) async fn pack_choose_folder<R: Runtime>(
    window: WebviewWindow<R>,
    desk: State<'_, Desk>,
) -> Result<Option<ChosenFolder>, WireError> {
    desk.choose_folder(&window, "Folder for the pack").await
}

#[tauri::command]
pub(crate) async fn person_pack(desk: State<'_, Desk>, person: String, folder: String) -> Result<PackMade, WireError> {
    let folder = desk.folder(&folder)?;
    desk.run_in_session(move |session| session.person_pack(&person, &folder, None)).await
}
