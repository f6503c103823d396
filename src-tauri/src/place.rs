//! Which school the window works on: the one of this computer, or a made-up one to try.

use std::path::PathBuf;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use workflow::demo::{DemoAccount, MadeUp};
use workflow::{App, Error};

/// The school's own vault, and the made-up school while one is tried. Copies share both.
#[derive(Clone)]
pub struct Place {
    own: App,
    made_up: Arc<Mutex<Option<MadeUp>>>,
}

impl Place {
    pub(crate) fn new(own: App) -> Self {
        Self { own, made_up: Arc::default() }
    }

    /// What is worked on now.
    pub(crate) fn app(&self) -> App {
        self.made_up().as_ref().map_or(&self.own, MadeUp::app).clone()
    }

    /// Makes a school to try; the school's own vault is not touched.
    ///
    /// # Errors
    /// When it cannot be made.
    pub fn try_made_up(&self) -> Result<(), Error> {
        let school = MadeUp::new(self.own.surroundings())?;
        *self.made_up() = Some(school);
        Ok(())
    }

    /// Goes back to the school's own vault; the made-up school is gone.
    pub fn leave_made_up(&self) {
        self.made_up().take();
    }

    /// Who may log in to the made-up school; nobody where it is not the one in use.
    #[must_use]
    pub fn made_up_logins(&self) -> Vec<DemoAccount> {
        self.made_up().as_ref().map_or_else(Vec::new, |school| school.logins().to_vec())
    }

    /// The same for whoever started it from a terminal.
    pub(crate) fn made_up_words(&self) -> String {
        let words = |login: &DemoAccount| format!("  {:<14}{}\n", login.name, login.password);
        let logins: String = self.made_up_logins().iter().map(words).collect();
        format!("A made-up school. Names and passwords:\n{logins}")
    }

    /// A card with photos for the made-up school.
    pub(crate) fn made_up_card(&self) -> Option<PathBuf> {
        self.made_up().as_ref().map(|school| school.card().to_owned())
    }

    fn made_up(&self) -> MutexGuard<'_, Option<MadeUp>> {
        self.made_up.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
