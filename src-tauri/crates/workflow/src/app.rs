//! The program as one value: where the vault lies, and what comes from outside. A `Session` comes only from here.

use std::path::{Path, PathBuf};

use crate::error::Error;
use crate::session::Session;
use crate::surroundings::Surroundings;
use crate::wire::{NewVault, RecoveryKeyShown, Unlock, VaultStatus, WireError};

/// One vault's place, closed or open.
#[derive(Clone)]
pub struct App {
    vault: PathBuf,
    surroundings: Surroundings,
}

impl App {
    /// An application on the vault in this folder; nothing is read yet.
    #[must_use]
    pub fn new(vault: PathBuf, surroundings: Surroundings) -> Self {
        Self { vault, surroundings }
    }

    /// The vault's folder.
    #[must_use]
    pub fn vault(&self) -> &Path {
        &self.vault
    }

    /// What comes from outside.
    #[must_use]
    pub fn surroundings(&self) -> &Surroundings {
        &self.surroundings
    }

    /// Missing, locked or open, and for whom.
    ///
    /// # Errors
    /// When the folder cannot be read.
    pub fn status(&self, session: Option<&Session>) -> Result<VaultStatus, Error> {
        let _ = session;
        todo!()
    }

    /// Makes a vault and leaves the head logged in.
    ///
    /// # Errors
    /// Refused when there is one already, or the password is too short.
    pub fn create(&self, form: &NewVault) -> Result<(Session, RecoveryKeyShown), Error> {
        let _ = form;
        todo!()
    }

    /// Logs in.
    ///
    /// # Errors
    /// Refused when name or password is wrong, or the account may not log in.
    pub fn unlock(&self, form: &Unlock) -> Result<Session, Error> {
        let _ = form;
        todo!()
    }

    /// An error as it crosses the wire. A fault's details go to standard error under the number shown.
    #[must_use]
    pub fn wire_error(&self, error: &Error) -> WireError {
        let id = self.surroundings.hex(4);
        if let Some(details) = error.details() {
            eprintln!("fault {id}: {details}");
        }
        error.to_wire(id)
    }
}
