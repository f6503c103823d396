//! Asks the person for a folder or a file. Passed in, so that a test answers without a dialog.

use std::future::Future;
use std::path::PathBuf;
use std::pin::Pin;

use tauri::{Runtime, WebviewWindow};
use tokio::sync::oneshot;

/// The folder or file that will have been chosen, or nothing.
pub type Choice = Pin<Box<dyn Future<Output = Option<PathBuf>> + Send>>;

/// Somebody who can be asked for a folder or a file.
pub trait Picker: Send + Sync {
    /// Asks for a folder; called on the main thread, must not block.
    fn folder(&self, title: &str) -> Choice;
    /// The same for a file with one of these endings.
    fn file(&self, title: &str, endings: &[&str]) -> Choice;
}

/// The system's own dialog.
pub struct SystemPicker;

impl Picker for SystemPicker {
    fn folder(&self, title: &str) -> Choice {
        let chosen = rfd::AsyncFileDialog::new().set_title(title).pick_folder();
        Box::pin(async { Some(chosen.await?.path().to_owned()) })
    }

    fn file(&self, title: &str, endings: &[&str]) -> Choice {
        let chosen = rfd::AsyncFileDialog::new().set_title(title).add_filter(title, endings).pick_file();
        Box::pin(async { Some(chosen.await?.path().to_owned()) })
    }
}

/// Lets the picker begin on the main thread, where dialogs have to, and waits for the answer elsewhere.
pub(crate) async fn ask<R: Runtime>(
    window: &WebviewWindow<R>,
    question: impl FnOnce() -> Choice + Send + 'static,
) -> Option<PathBuf> {
    let (answer, asked) = oneshot::channel();
    window.run_on_main_thread(move || drop(answer.send(question()))).ok()?;
    asked.await.ok()?.await
}
