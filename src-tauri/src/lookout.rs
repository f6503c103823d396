//! The search for faces behind the window: one thread per login, asleep until photos came in, gone after it.

use std::sync::mpsc::{Sender, SyncSender, sync_channel};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;

use workflow::wire::WireError;
use workflow::{App, Session, Stop};

/// A running search; dropping it ends it after the photo in hand.
pub(crate) struct FaceSearching {
    wake: SyncSender<()>,
    stop: Stop,
    problem: Arc<Mutex<Option<WireError>>>,
}

impl FaceSearching {
    /// Begins with what an earlier session left; `taken` is held for as long as it may have the vault open.
    pub(crate) fn begin(app: &App, session: &Session, taken: Sender<()>) -> Self {
        let (wake, woken) = sync_channel(1);
        let (stop, problem) = (Stop::default(), Arc::default());
        let searching = Self { wake, stop: stop.clone(), problem: Arc::clone(&problem) };
        searching.wake();
        let (app, lookout) = (app.clone(), session.lookout());
        // The system may refuse a thread; photos then stay blocked, and the next login tries again.
        let begun = thread::Builder::new().name("faces".to_owned()).spawn(move || {
            while woken.recv().is_ok() && !stop.asked() {
                let told = lookout.look(&stop, &mut |_| {}).err().map(|error| app.wire_error(&error));
                *problem.lock().unwrap_or_else(PoisonError::into_inner) = told;
            }
            drop((lookout, taken));
        });
        drop(begun);
        searching
    }

    /// Photos came in. Said often, it is done once.
    pub(crate) fn wake(&self) {
        // Full means that it will look anyway.
        let _ = self.wake.try_send(());
    }

    /// What went wrong in the last round.
    pub(crate) fn problem(&self) -> Option<WireError> {
        self.problem.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }
}

impl Drop for FaceSearching {
    fn drop(&mut self) {
        self.stop.ask();
    }
}
