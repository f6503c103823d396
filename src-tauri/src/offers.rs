//! What the page may be offered to import from, unasked: a folder that was dropped on the window, a card that was put in.

use std::collections::HashSet;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use serde::Serialize;
use tauri::{DragDropEvent, Manager, Runtime, Window, WindowEvent};
use tokio::sync::Notify;

use crate::desk::{ChosenFolder, Desk};

/// Between two looks for a card.
const LOOK_EVERY: Duration = Duration::from_secs(2);

/// A folder to import from.
#[derive(Debug, Serialize)]
pub(crate) struct Offer {
    pub(crate) folder: ChosenFolder,
    /// A camera card; otherwise it was dropped.
    pub(crate) card: bool,
}

/// What was dropped and which cards are known, of one login.
#[derive(Default)]
pub(crate) struct Offers {
    dropped: Mutex<Option<PathBuf>>,
    known: Mutex<HashSet<PathBuf>>,
    news: Notify,
}

impl Offers {
    /// Wakes whoever waits.
    pub(crate) fn ring(&self) {
        self.news.notify_one();
    }

    /// Something was dropped: a folder, or files of one.
    pub(crate) fn drop_in(&self, path: &Path) {
        let folder = if path.is_dir() { Some(path) } else { path.parent() };
        *self.dropped.lock().unwrap_or_else(PoisonError::into_inner) = folder.map(Path::to_owned);
        self.ring();
    }

    /// What was dropped since it was asked last.
    pub(crate) fn dropped(&self) -> Option<PathBuf> {
        self.dropped.lock().unwrap_or_else(PoisonError::into_inner).take()
    }

    /// A card that was not in when this was asked last.
    pub(crate) fn new_card(&self, present: Vec<PathBuf>) -> Option<PathBuf> {
        let mut known = self.known.lock().unwrap_or_else(PoisonError::into_inner);
        known.retain(|card| present.contains(card));
        present.into_iter().find(|card| known.insert(card.clone()))
    }

    /// Waits until there may be news.
    pub(crate) async fn wait(&self) {
        // Either is a reason to look again.
        let _ = tokio::time::timeout(LOOK_EVERY, self.news.notified()).await;
    }
}

/// Tells the desk what is dropped on the window.
pub(crate) fn take_drops<R: Runtime>(window: &Window<R>, event: &WindowEvent) {
    if let WindowEvent::DragDrop(DragDropEvent::Drop { paths, .. }) = event
        && let Some(path) = paths.first()
    {
        window.state::<Desk>().drop_in(path);
    }
}
