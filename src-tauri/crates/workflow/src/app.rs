//! The program as one value: where the vault lies, and what comes from outside. A `Session` comes only from here.

use std::path::{Path, PathBuf};

use rules::Role;
use store::{Opener, RecoveryKey, Vault};

use crate::error::{Error, Refusal};
use crate::rights::{self, Action};
use crate::school_rules::SchoolRules;
use crate::session::{Login, Session};
use crate::surroundings::Surroundings;
use crate::wire::{NewPassword, NewVault, RecoveryKeyShown, RestoreReport, Unlock, VaultState, VaultStatus, WireError};

/// Who restores: by what was valid when the backup was made.
pub enum RestoreBy<'a> {
    /// The head.
    Login(&'a Unlock),
    /// Whoever holds the printed recovery key.
    RecoveryKey(&'a str),
}

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
        let least_password = u8::try_from(store::LEAST_PASSWORD).unwrap_or(u8::MAX);
        Ok(VaultStatus { state, session: session.map(Session::view), least_password })
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
        let login = Login::own(Role::Head);
        let session = Session::open(vault, form.head.trim().to_owned(), login, self.surroundings.clone())?;
        Ok((session, RecoveryKeyShown { words: recovery.shown().to_string() }))
    }

    /// Logs in.
    ///
    /// # Errors
    /// Refused when name or password is wrong, the account may not log in, or the password is too old.
    pub fn unlock(&self, form: &Unlock) -> Result<Session, Error> {
        let session = self.unlock_to_change_password(form)?;
        session.refuse_old_password()?;
        Ok(session)
    }

    /// Logs in also with a password that is older than the school allows; such a session does nothing but change it.
    ///
    /// # Errors
    /// Refused when name or password is wrong, or the account may not log in.
    pub fn unlock_to_change_password(&self, form: &Unlock) -> Result<Session, Error> {
        let (vault, account) = Vault::unlock(&self.vault, &form.name, &form.password, self.surroundings.env())?;
        let zone = (self.surroundings.clock)().time_zone().clone();
        let reached = vault.log().reached()?;
        let deputy = vault.accounts().is_deputy(account.id, reached.to_zoned(zone).date())?;
        let login = Login {
            role: if deputy { Role::Head } else { account.role },
            lent: deputy && account.role != Role::Head,
            only_to_change_password: SchoolRules::of(&vault)?.is_too_old(account.password_set_at, reached),
        };
        Session::open(vault, account.login, login, self.surroundings.clone())
    }

    /// Sets a new password in the place of one that is older than the school allows, and logs in with it.
    ///
    /// # Errors
    /// As [`App::unlock`]; refused when the new password is the old one or too short. The old one then stays.
    pub fn renew_password(&self, form: &NewPassword) -> Result<Session, Error> {
        let old = Unlock { name: form.name.clone(), password: form.old.clone() };
        self.unlock_to_change_password(&old)?.password_change(&form.old, &form.new)?;
        self.unlock(&Unlock { name: form.name.clone(), password: form.new.clone() })
    }

    /// Opens the vault with the printed recovery key: everything the head may do, but nothing that is signed.
    ///
    /// # Errors
    /// Refused when the key does not fit.
    pub fn unlock_with_recovery(&self, words: &str) -> Result<Session, Error> {
        let key = RecoveryKey::parse(words)?;
        let vault = Vault::unlock_with_recovery(&self.vault, &key, self.surroundings.env())?;
        Session::open(vault, "recovery key".to_owned(), Login::own(Role::Head), self.surroundings.clone())
    }

    /// Puts a backup in the place of the vault. `replace` says that a vault that lies there may go.
    ///
    /// # Errors
    /// Refused to all but the head and whoever holds the recovery key, where a vault would be replaced unasked, and where
    /// the file is no backup of it.
    pub fn restore(&self, backup: &Path, who: &RestoreBy<'_>, replace: bool) -> Result<RestoreReport, Error> {
        if Vault::exists(&self.vault) && !replace {
            return Err(Refusal::VaultExists.into());
        }
        if !backup.is_file() {
            return Err(Refusal::Unreadable { path: backup.to_owned(), why: "there is no such file".into() }.into());
        }
        let may = |role| rights::permit(role, Action::Restore).is_ok();
        let restore = |opener: &Opener<'_>| Vault::restore(backup, &self.vault, opener, self.surroundings.env(), &may);
        let restored = match who {
            RestoreBy::Login(form) => restore(&Opener::Password { login: &form.name, password: &form.password })?,
            RestoreBy::RecoveryKey(words) => restore(&Opener::Recovery(&RecoveryKey::parse(words)?))?,
        };
        Ok(RestoreReport::new(&restored))
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
