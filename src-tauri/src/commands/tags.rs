//! Who is in a photo: tags, faces, and what was said about each face.

use tauri::State;
use workflow::wire::{FaceAccount, PhotoView, Rect, WireError};

use crate::desk::Desk;

#[tauri::command]
pub(crate) async fn tag_add(
    desk: State<'_, Desk>,
    photo: String,
    persons: Vec<String>,
    face: Option<String>,
    region: Option<Rect>,
    purpose: String,
) -> Result<PhotoView, WireError> {
    desk.run_in_session(move |session| session.tag_add(&photo, &persons, face.as_deref(), region, &purpose)).await
}

#[tauri::command]
pub(crate) async fn tag_remove(
    desk: State<'_, Desk>,
    photo: String,
    tag: String,
    purpose: String,
) -> Result<PhotoView, WireError> {
    desk.run_in_session(move |session| session.tag_remove(&photo, &tag, &purpose)).await
}

#[tauri::command]
pub(crate) async fn face_add(
    desk: State<'_, Desk>,
    photo: String,
    region: Rect,
    purpose: String,
) -> Result<PhotoView, WireError> {
    desk.run_in_session(move |session| session.face_add(&photo, region, &purpose)).await
}

#[tauri::command]
pub(crate) async fn face_account(
    desk: State<'_, Desk>,
    photo: String,
    face: String,
    account: FaceAccount,
    purpose: String,
) -> Result<PhotoView, WireError> {
    desk.run_in_session(move |session| session.face_account(&photo, &face, account, &purpose)).await
}
