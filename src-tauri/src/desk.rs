//! What the window works on: the application, who is logged in, which folders were chosen, which import runs.

use std::collections::HashMap;
use std::ops::Deref;
use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use serde::Serialize;
use tauri::{Runtime, WebviewWindow};
use workflow::wire::{CardErased, ImportProgress, ImportReport, WireError};
use workflow::{App, Error, Fault, Session, Stop};

use crate::lookout::FaceSearching;
use crate::offers::{Offer, Offers};
use crate::picker::{self, Picker};
use crate::place::Place;
use crate::safekeeping::Safekeeping;

/// The state behind the window; one value.
pub struct Desk {
    place: Place,
    picker: Arc<dyn Picker>,
    open: Mutex<Open>,
    /// Tells when everything that worked for the last login has let go of the vault.
    left: Mutex<Option<Receiver<()>>>,
}

/// How long a login waits for what still works for the one before: a few photos in hand.
const PATIENCE: Duration = Duration::from_secs(20);

/// A session, and the sign that somebody works in it.
#[derive(Clone)]
pub(crate) struct Seat {
    // Dropped first, so that the sign goes when the vault is free.
    session: Session,
    _taken: Sender<()>,
}

impl Deref for Seat {
    type Target = Session;

    fn deref(&self) -> &Session {
        &self.session
    }
}

/// What ends with the login.
#[derive(Default)]
struct Open {
    seat: Option<Seat>,
    folders: HashMap<String, PathBuf>,
    import: Option<Stop>,
    imported: Option<(PathBuf, ImportReport)>,
    export: Option<Stop>,
    searching: Option<FaceSearching>,
    safekeeping: Option<Safekeeping>,
    offers: Arc<Offers>,
}

/// A folder or file that somebody chose. The page gets a token in place of the path.
#[derive(Debug, Serialize)]
pub struct ChosenFolder {
    token: String,
    name: String,
}

impl Desk {
    /// A desk with nobody at it.
    #[must_use]
    pub fn new(app: App, picker: Arc<dyn Picker>) -> Self {
        Self { place: Place::new(app), picker, open: Mutex::default(), left: Mutex::default() }
    }

    /// Which school is worked on.
    #[must_use]
    pub fn place(&self) -> Place {
        self.place.clone()
    }

    /// Who is logged in.
    pub(crate) fn session(&self) -> Option<Seat> {
        self.open().seat.clone()
    }

    /// Somebody sits down; what the one before left is put away.
    pub(crate) fn sit_down(&self, session: Session) {
        self.lock();
        let (taken, left) = channel();
        let app = self.place.app();
        let searching = FaceSearching::begin(&app, &session, taken.clone());
        let safekeeping = Safekeeping::begin(&app, &session, taken.clone());
        *self.left.lock().unwrap_or_else(PoisonError::into_inner) = Some(left);
        let mut open = self.open();
        open.searching = Some(searching);
        open.safekeeping = Some(safekeeping);
        open.seat = Some(Seat { session, _taken: taken });
    }

    /// Waits in `job`'s place until whoever sat here before has let go of the vault.
    pub(crate) async fn run_alone<T, F>(&self, job: F) -> Result<T, WireError>
    where
        T: Send + 'static,
        F: FnOnce(&App) -> Result<T, Error> + Send + 'static,
    {
        self.lock();
        let left = self.left.lock().unwrap_or_else(PoisonError::into_inner).take();
        self.run(move |app| {
            if let Some(left) = left {
                // Nothing is ever sent: it ends with the last sender, or the vault says that it is in use.
                let _ = left.recv_timeout(PATIENCE);
            }
            job(app)
        })
        .await
    }

    /// Logs out, stops a running import after the photo in hand, and forgets the chosen folders.
    pub(crate) fn lock(&self) {
        let left = std::mem::take(&mut *self.open());
        left.offers.ring();
        for job in left.import.iter().chain(&left.export) {
            job.ask();
        }
    }

    /// Runs something that needs nobody logged in, off the main thread.
    pub(crate) async fn run<T, F>(&self, job: F) -> Result<T, WireError>
    where
        T: Send + 'static,
        F: FnOnce(&App) -> Result<T, Error> + Send + 'static,
    {
        let app = self.place.app();
        let worker = app.clone();
        let done = tokio::task::spawn_blocking(move || job(&worker)).await;
        done.unwrap_or_else(|_| Err(Fault::Worker { job: "command" }.into())).map_err(|error| app.wire_error(&error))
    }

    /// Runs a use case of whoever is logged in, off the main thread.
    pub(crate) async fn run_in_session<T, F>(&self, job: F) -> Result<T, WireError>
    where
        T: Send + 'static,
        F: FnOnce(&Session) -> Result<T, Error> + Send + 'static,
    {
        let session = self.session().ok_or_else(locked)?;
        self.run(move |_| job(&session)).await
    }

    /// Asks whoever is logged in for a folder, and remembers it for the page.
    pub(crate) async fn choose_folder<R: Runtime>(
        &self,
        window: &WebviewWindow<R>,
        title: &'static str,
    ) -> Result<Option<ChosenFolder>, WireError> {
        self.session().ok_or_else(locked)?;
        let picker = Arc::clone(&self.picker);
        let folder = picker::ask(window, move || picker.folder(title)).await;
        folder.map(|folder| self.remember(folder)).transpose()
    }

    /// The same for a file.
    pub(crate) async fn choose_file<R: Runtime>(
        &self,
        window: &WebviewWindow<R>,
        title: &'static str,
        endings: &'static [&'static str],
    ) -> Result<Option<ChosenFolder>, WireError> {
        self.session().ok_or_else(locked)?;
        let picker = Arc::clone(&self.picker);
        let file = picker::ask(window, move || picker.file(title, endings)).await;
        file.map(|file| self.remember(file)).transpose()
    }

    fn remember(&self, folder: PathBuf) -> Result<ChosenFolder, WireError> {
        let mut open = self.open();
        if open.seat.is_none() {
            return Err(locked());
        }
        let token = self.place.app().surroundings().hex(16);
        let name = folder.file_name().map_or_else(|| folder.display().to_string(), |name| name.display().to_string());
        open.folders.insert(token.clone(), folder);
        Ok(ChosenFolder { token, name })
    }

    /// The folder or file behind a token.
    pub(crate) fn folder(&self, token: &str) -> Result<PathBuf, WireError> {
        let open = self.open();
        if open.seat.is_none() {
            return Err(locked());
        }
        open.folders.get(token).cloned().ok_or_else(|| {
            refused(
                "folder_not_chosen",
                "This was not chosen since you logged in. Nothing was changed. Choose it again.",
            )
        })
    }

    /// Imports, one folder at a time.
    pub(crate) async fn import<F>(
        &self,
        folder: PathBuf,
        album: String,
        mut progress: F,
    ) -> Result<ImportReport, WireError>
    where
        F: FnMut(ImportProgress) + Send + 'static,
    {
        let stop = Stop::default();
        self.begin_import(stop.clone())?;
        let from = folder.clone();
        let job = move |session: &Session| session.import(Path::new(&folder), &album, &stop, &mut progress);
        let done = self.run_in_session(job).await;
        let mut open = self.open();
        open.import = None;
        // Somebody who locked meanwhile has no import any more.
        open.imported = done.as_ref().ok().filter(|_| open.seat.is_some()).map(|report| (from, report.clone()));
        drop(open);
        self.wake_search();
        done
    }

    /// Erases from its card what the last import of this login brought in.
    pub(crate) async fn erase_card(&self) -> Result<CardErased, WireError> {
        let last = {
            let mut open = self.open();
            if open.seat.is_none() {
                return Err(locked());
            }
            open.imported.take()
        };
        let Some((folder, report)) = last else {
            return Err(refused(
                "nothing_imported",
                "Nothing was imported just now. Nothing was erased. Import first.",
            ));
        };
        self.run_in_session(move |session| session.card_erase(&folder, &report)).await
    }

    /// A backup may have become due.
    pub(crate) fn wake_safekeeping(&self) {
        if let Some(safekeeping) = &self.open().safekeeping {
            safekeeping.wake();
        }
    }

    fn wake_search(&self) {
        if let Some(searching) = &self.open().searching {
            searching.wake();
        }
    }

    /// How many photos still wait for the search for faces; what stopped it, where something did.
    pub(crate) async fn faces_left(&self) -> Result<u32, WireError> {
        if let Some(problem) = self.open().searching.as_ref().and_then(FaceSearching::problem) {
            return Err(problem);
        }
        self.run_in_session(Session::faces_left).await
    }

    /// Something was dropped on the window.
    pub fn drop_in(&self, path: &Path) {
        let open = self.open();
        if open.seat.is_some() {
            open.offers.drop_in(path);
        }
    }

    /// Waits for the next folder to import from that turns up by itself; nothing once this login has ended.
    pub(crate) async fn next_offer(&self) -> Result<Option<Offer>, WireError> {
        self.session().ok_or_else(locked)?;
        let offers = Arc::clone(&self.open().offers);
        let goes_on = || Arc::ptr_eq(&offers, &self.open().offers);
        while goes_on() {
            if let Some(folder) = offers.dropped() {
                return Ok(Some(Offer { folder: self.remember(folder)?, card: false }));
            }
            let present = match self.run_in_session(Session::cards).await {
                Ok(present) => present.into_iter().chain(self.place.made_up_card()).collect(),
                Err(_) if !goes_on() => break,
                Err(error) => return Err(error),
            };
            if let Some(folder) = offers.new_card(present).filter(|_| goes_on()) {
                return Ok(Some(Offer { folder: self.remember(folder)?, card: true }));
            }
            offers.wait().await;
        }
        Ok(None)
    }

    fn begin_import(&self, stop: Stop) -> Result<(), WireError> {
        let mut open = self.open();
        if open.import.is_some() {
            return Err(refused("import_running", "Another import is running. It goes on. Wait for it, or cancel it."));
        }
        open.import = Some(stop);
        open.imported = None;
        Ok(())
    }

    /// What stops the export that begins now.
    pub(crate) fn begin_export(&self) -> Stop {
        self.open().export.insert(Stop::default()).clone()
    }

    /// Asks the running export, if any, to stop.
    pub(crate) fn cancel_export(&self) {
        if let Some(export) = &self.open().export {
            export.ask();
        }
    }

    /// Asks the running import, if any, to stop.
    pub(crate) fn cancel_import(&self) {
        if let Some(import) = &self.open().import {
            import.ask();
        }
    }

    /// Makes the running import wait, or go on.
    pub(crate) fn hold_import(&self, held: bool) {
        if let Some(import) = &self.open().import {
            import.hold(held);
        }
    }

    fn open(&self) -> MutexGuard<'_, Open> {
        self.open.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn locked() -> WireError {
    refused("locked", "Nobody is logged in. Nothing was changed. Log in first.")
}

fn refused(code: &str, message: &str) -> WireError {
    WireError::Refused { code: code.to_owned(), message: message.to_owned() }
}
