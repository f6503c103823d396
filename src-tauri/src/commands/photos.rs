//! Photos: seeing them, covering, cropping, confirming.

use tauri::State;
use workflow::wire::{CropShape, PhotoCard, PhotoView, Rect, WireError};

use crate::desk::Desk;

#[tauri::command]
pub(crate) async fn photos_list(
    desk: State<'_, Desk>,
    album: String,
    purpose: String,
) -> Result<Vec<PhotoCard>, WireError> {
    desk.run_in_session(move |session| session.photos(&album, &purpose)).await
}

#[tauri::command]
pub(crate) async fn photo_show(desk: State<'_, Desk>, photo: String, purpose: String) -> Result<PhotoView, WireError> {
    desk.run_in_session(move |session| session.photo(&photo, &purpose)).await
}

#[tauri::command]
pub(crate) async fn covers_set(
    desk: State<'_, Desk>,
    photo: String,
    covers: Vec<Rect>,
    purpose: String,
) -> Result<PhotoView, WireError> {
    desk.run_in_session(move |session| session.covers_set(&photo, &covers, &purpose)).await
}

#[tauri::command]
pub(crate) async fn crop_set(
    desk: State<'_, Desk>,
    photo: String,
    crop: Option<Rect>,
    purpose: String,
) -> Result<PhotoView, WireError> {
    desk.run_in_session(move |session| session.crop_set(&photo, crop, &purpose)).await
}

#[tauri::command]
pub(crate) async fn crop_shapes(desk: State<'_, Desk>) -> Result<Vec<CropShape>, WireError> {
    desk.run_in_session(workflow::Session::crop_shapes).await
}

#[tauri::command]
pub(crate) async fn photo_confirm(
    desk: State<'_, Desk>,
    photo: String,
    purpose: String,
) -> Result<PhotoView, WireError> {
    desk.run_in_session(move |session| session.photo_confirm(&photo, &purpose)).await
}
