//! The school's cameras, and photos of others that wait for the head.

use tauri::{Runtime, State, WebviewWindow};
use workflow::Session;
use workflow::wire::{DeviceFound, DeviceShown, PhotosWaiting, Released, WireError};

use crate::desk::{ChosenFolder, Desk};

#[tauri::command]
pub(crate) async fn devices_list(desk: State<'_, Desk>) -> Result<Vec<DeviceShown>, WireError> {
    desk.run_in_session(Session::devices).await
}

#[tauri::command]
pub(crate) async fn devices_waiting(desk: State<'_, Desk>) -> Result<Vec<PhotosWaiting>, WireError> {
    desk.run_in_session(Session::devices_waiting).await
}

#[tauri::command]
pub(crate) async fn device_choose_picture<R: Runtime>(
    window: WebviewWindow<R>,
    desk: State<'_, Desk>,
) -> Result<Option<ChosenFolder>, WireError> {
    desk.choose_file(&window, "A picture from the camera", super::PICTURES).await
}

#[tauri::command]
pub(crate) async fn device_of_picture(desk: State<'_, Desk>, file: String) -> Result<DeviceFound, WireError> {
    let file = desk.folder(&file)?;
    desk.run_in_session(move |session| session.device_of_picture(&file)).await
}

#[tauri::command]
pub(crate) async fn device_add(
    desk: State<'_, Desk>,
    device: DeviceFound,
    label: String,
) -> Result<DeviceShown, WireError> {
    let add = move |session: &Session| {
        session.device_add(&device.make, &device.model, device.serial.as_deref(), Some(&label))
    };
    desk.run_in_session(add).await
}

#[tauri::command]
pub(crate) async fn device_withdraw(desk: State<'_, Desk>, device: String) -> Result<(), WireError> {
    desk.run_in_session(move |session| session.device_withdraw(&device)).await
}

#[tauri::command]
pub(crate) async fn devices_release(
    desk: State<'_, Desk>,
    photos: Vec<String>,
    because: String,
) -> Result<Released, WireError> {
    desk.run_in_session(move |session| session.devices_release(&photos, None, &because)).await
}
