//! From a folder or card into the vault: read once, recognise by content, check the camera, strip, encrypt, read back.
//! One outcome per file; a bad file never stops the rest; running it again goes on where it stopped, because what is in
//! the vault already is told as a duplicate.

mod erase;
mod job;
mod one;
mod turns;
mod walk;

use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Condvar, Mutex, PoisonError};

use serde_json::json;

use crate::error::Error;
use crate::rights::Action;
use crate::session::Session;
use crate::wire::{ImportOutcome, ImportProgress, ImportReport, ImportedFile};
use one::Reception;
use turns::Turn;
pub(crate) use walk::read_at_most;
use walk::{Found, walk};

/// Asks a running import to stop, or to wait, after the photos in hand. Copies share one wish.
#[derive(Debug, Clone, Default)]
pub struct Stop(Arc<Wish>);

#[derive(Debug, Default)]
struct Wish {
    stop: AtomicBool,
    held: Mutex<bool>,
    changed: Condvar,
}

impl Stop {
    /// Asks.
    pub fn ask(&self) {
        self.0.stop.store(true, Ordering::Relaxed);
        // Whoever waits sees it, too.
        self.hold(false);
    }

    /// Makes it wait, or go on.
    pub fn hold(&self, held: bool) {
        *self.0.held.lock().unwrap_or_else(PoisonError::into_inner) = held;
        self.0.changed.notify_all();
    }

    /// Waits while it is held; whether to go on after that.
    fn goes_on(&self) -> bool {
        let held = self.0.held.lock().unwrap_or_else(PoisonError::into_inner);
        drop(self.0.changed.wait_while(held, |held| *held && !self.asked()));
        !self.asked()
    }

    /// Whether somebody asked.
    #[must_use]
    pub fn asked(&self) -> bool {
        self.0.stop.load(Ordering::Relaxed)
    }
}

impl Session {
    /// The camera cards that are in.
    ///
    /// # Errors
    /// Refused to guests and to the safeguarding lead.
    pub fn cards(&self) -> Result<Vec<PathBuf>, Error> {
        self.may(Action::Import)?;
        Ok((self.surroundings().cards)())
    }

    /// Imports a folder into an album, which is made where there is none of that name. `progress` is called at most ten
    /// times a second; its last call carries the report.
    ///
    /// # Errors
    /// Refused to guests and to the safeguarding lead, and when the folder cannot be read.
    pub fn import(
        &self,
        folder: &Path,
        album: &str,
        stop: &Stop,
        progress: &mut (dyn FnMut(ImportProgress) + Send),
    ) -> Result<ImportReport, Error> {
        self.may(Action::Import)?;
        let found = walk(folder)?;
        let album = self.vault().albums().named(album)?;
        let reception = Reception::new(self, album.id)?;
        let receive = |found: &Found, turn: &Turn<'_>| reception.receive(found, turn);
        let files = job::run(&found, receive, stop, progress);
        let count = |outcome| files.iter().filter(|file| file.outcome == outcome).count();
        let counts = json!({
            "imported": count(ImportOutcome::Imported),
            "quarantined": count(ImportOutcome::Quarantined),
            "duplicates": count(ImportOutcome::Duplicate),
            "refused": count(ImportOutcome::Refused),
            "cancelled": files.len() < found.len(),
        });
        self.vault().log().add(store::Action::ImportFinished, Some(album.id.to_string()), &counts)?;
        let total = found.len();
        let report = ImportReport { album: album.name, cancelled: files.len() < total, files };
        let count = |number: usize| u32::try_from(number).unwrap_or(u32::MAX);
        progress(ImportProgress {
            done: count(report.files.len()),
            total: count(total),
            recent: Vec::new(),
            finished: Some(report.clone()),
        });
        Ok(report)
    }
}

/// A file that did not get in, because of what it is.
fn refused(file: String, reason: impl Into<String>) -> ImportedFile {
    ImportedFile { file, outcome: ImportOutcome::Refused, reason: Some(reason.into()), photo: None, failed: false }
}

/// The same, because something did not work: it may be a photo all the same.
fn failed(file: String, reason: impl Into<String>) -> ImportedFile {
    ImportedFile { failed: true, ..refused(file, reason) }
}
