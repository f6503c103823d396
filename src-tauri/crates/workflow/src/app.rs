//! The program as one value: where the vault lies, and what comes from outside. A `Session` comes only from here.

use std::path::{Path, PathBuf};

use rules::Role;
use store::{RecoveryKey, Vault};

use crate::error::{Error, Refusal};
use crate::session::Session;
use crate::surroundings::Surroundings;
use crate::wire::{NewVault, RecoveryKeyShown, Unlock, VaultState, VaultStatus, WireError};

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
    /// When the open vault cannot be read.
    pub fn status(&self, session: Option<&Session>) -> Result<VaultStatus, Error> {
        let state = match session {
            Some(_) => VaultState::Open,
            None if Vault::exists(&self.vault) => VaultState::Locked,
            None => VaultState::Missing,
        };
        Ok(VaultStatus { state, session: session.map(Session::view) })
    }

    /// Makes a vault and leaves the head logged in.
    ///
    /// # Errors
    /// Refused when there is one already, the password is too short, or a name is missing.
    pub fn create(&self, form: &NewVault) -> Result<(Session, RecoveryKeyShown), Error> {
        for (text, what) in [(&form.school, "The school's name"), (&form.head, "The head's name")] {
            if text.trim().is_empty() {
                return Err(Refusal::Missing { what }.into());
            }
        }
        let new = store::NewVault { school: &form.school, head: &form.head, password: &form.password };
        let (vault, recovery) = Vault::create(&self.vault, &new, self.surroundings.env())?;
        let session = Session::open(vault, form.head.trim().to_owned(), Role::Head, self.surroundings.clone())?;
        Ok((session, RecoveryKeyShown { words: recovery.shown().to_string() }))
    }

    /// Logs in.
    ///
    /// # Errors
    /// Refused when name or password is wrong, or the account may not log in.
    pub fn unlock(&self, form: &Unlock) -> Result<Session, Error> {
        let (vault, account) = Vault::unlock(&self.vault, &form.name, &form.password, self.surroundings.env())?;
        let deputy = vault.accounts().is_deputy(account.id, self.surroundings.today())?;
        let role = if deputy { Role::Head } else { account.role };
        Session::open(vault, account.login, role, self.surroundings.clone())
    }

    /// Opens the vault with the printed recovery key: everything the head may do, but nothing that is signed.
    ///
    /// # Errors
    /// Refused when the key does not fit.
    pub fn unlock_with_recovery(&self, words: &str) -> Result<Session, Error> {
        let key = RecoveryKey::parse(words)?;
        let vault = Vault::unlock_with_recovery(&self.vault, &key, self.surroundings.env())?;
        Session::open(vault, "recovery key".to_owned(), Role::Head, self.surroundings.clone())
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
