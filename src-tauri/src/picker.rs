//! Asks the person for a folder. Passed in, so that a test answers without a dialog.

use std::future::Future;
use std::path::PathBuf;
use std::pin::Pin;
use std::sync::Arc;

use tauri::{Runtime, WebviewWindow};
use tokio::sync::oneshot;

/// The folder that will have been chosen, or nothing.
pub type Choice = Pin<Box<dyn Future<Output = Option<PathBuf>> + Send>>;

/// Somebody who can be asked for a folder.
pub trait Picker: Send + Sync {
    /// Asks; called on the main thread, must not block.
    fn folder(&self, title: &str) -> Choice;
}

/// The system's own dialog.
pub struct SystemPicker;

impl Picker for SystemPicker {
    fn folder(&self, title: &str) -> Choice {
        let chosen = rfd::AsyncFileDialog::new().set_title(title).pick_folder();
        Box::pin(async { Some(chosen.await?.path().to_owned()) })
    }
}

/// Lets the picker begin on the main thread, where dialogs have to, and waits for the answer elsewhere.
pub(crate) async fn ask<R: Runtime>(
    picker: Arc<dyn Picker>,
    window: &WebviewWindow<R>,
    title: &'static str,
) -> Option<PathBuf> {
    let (answer, asked) = oneshot::channel();
    window.run_on_main_thread(move || drop(answer.send(picker.folder(title)))).ok()?;
    asked.await.ok()?.await
}
