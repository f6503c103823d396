//! The school's backups behind the window: one thread per login, which looks from time to time whether one is due, and is
//! gone after it.

use std::sync::mpsc::{RecvTimeoutError, Sender, SyncSender, sync_channel};
use std::thread;
use std::time::Duration;

use workflow::{App, Session, Stop};

/// Between two looks.
const LOOK_EVERY: Duration = Duration::from_secs(5 * 60);

/// Backups as they fall due; dropping it stops the one under way between two files.
pub(crate) struct Safekeeping {
    wake: SyncSender<()>,
    stop: Stop,
}

impl Safekeeping {
    /// Begins with a look; `taken` is held for as long as it may have the vault open.
    pub(crate) fn begin(app: &App, session: &Session, taken: Sender<()>) -> Self {
        let (wake, woken) = sync_channel(1);
        let stop = Stop::default();
        let (app, watch, stopped) = (app.clone(), session.backup_watch(), stop.clone());
        // The system may refuse a thread; the next login tries again.
        let begun = thread::Builder::new().name("backups".to_owned()).spawn(move || {
            while !stopped.asked() {
                if let Err(error) = watch.make_if_due(&stopped) {
                    // The window tells of a backup that is missing; why is for whoever looks after the computer.
                    drop(app.wire_error(&error));
                }
                if woken.recv_timeout(LOOK_EVERY) == Err(RecvTimeoutError::Disconnected) {
                    break;
                }
            }
            drop((watch, taken));
        });
        drop(begun);
        Self { wake, stop }
    }

    /// Looks now.
    pub(crate) fn wake(&self) {
        // Full means that it will look anyway.
        let _ = self.wake.try_send(());
    }
}

impl Drop for Safekeeping {
    fn drop(&mut self) {
        self.stop.ask();
    }
}
