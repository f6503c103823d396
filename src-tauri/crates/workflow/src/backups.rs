//! Backups: to a file that somebody names, and by themselves to the folder that the school set (P25).

mod standing;

use std::path::Path;

use jiff::SignedDuration;
use rules::Timestamp;
use serde::{Deserialize, Serialize};
use serde_json::json;

use crate::error::{Error, Refusal};
use crate::import::Stop;
use crate::rights::Action;
use crate::school_rules::SchoolRules;
use crate::session::{Session, WeakSession};
use crate::wire::{AutomaticBackup, BackupReport, SchoolRulesView};

/// When the last one was made by itself, as a note of the program's.
const NOTE: &str = "automatic_backup";
/// So old is the last one when the next is due.
const DUE_AFTER: SignedDuration = SignedDuration::from_hours(20);
/// After one that failed, so long nothing is tried.
const NOT_AGAIN_FOR: SignedDuration = SignedDuration::from_mins(30);

/// How the last ones went.
#[derive(Debug, Default, Serialize, Deserialize)]
struct Went {
    made_at: Option<Timestamp>,
    failed_at: Option<Timestamp>,
    /// The code of the refusal that stopped the last try.
    #[serde(default)]
    failed_by: Option<String>,
    /// Somebody wants one now, however young the last is.
    #[serde(default)]
    asked: bool,
}

/// Makes the backups that are due beside a session, without keeping its vault open between them.
pub struct BackupWatch(WeakSession);

impl BackupWatch {
    /// As [`Session::backup_if_due`]; `None` once the session has ended.
    ///
    /// # Errors
    /// As [`Session::backup_if_due`].
    pub fn make_if_due(&self, stop: &Stop) -> Result<Option<AutomaticBackup>, Error> {
        self.0.upgrade().map(|session| session.backup_if_due(stop)).transpose()
    }
}

impl Session {
    /// Writes a backup, or brings the one that lies there up to date.
    ///
    /// # Errors
    /// Refused to all but office and head, where something else lies there, and where the folder cannot be written to.
    pub fn backup(&self, path: &Path) -> Result<BackupReport, Error> {
        self.may(Action::Backup)?;
        self.write_backup(path, &Stop::default())
    }

    fn write_backup(&self, path: &Path, stop: &Stop) -> Result<BackupReport, Error> {
        let unusable = |why| Refusal::Destination { path: path.to_owned(), why };
        let folder = path.parent().filter(|parent| !parent.as_os_str().is_empty()).unwrap_or(Path::new("."));
        if crate::export::inside(folder, self.vault().folder()) {
            return Err(unusable("it lies inside the vault").into());
        }
        if path.is_dir() {
            return Err(unusable("it is a folder; name a file in it").into());
        }
        let done = self.vault().backup_unless(path, &|| stop.asked())?;
        Ok(BackupReport { file: path.display().to_string(), files: done.files, written: done.written, anew: done.anew })
    }

    /// Settles the folder that backups go to by themselves; `None` is none.
    ///
    /// # Errors
    /// Refused to all but the head, and for what is no folder or lies in the vault.
    pub fn backup_folder_set(&self, folder: Option<&Path>) -> Result<SchoolRulesView, Error> {
        self.may(Action::SetRules)?;
        let folder = folder.map(|folder| {
            let unusable = |why| Refusal::Destination { path: folder.to_owned(), why };
            let whole = folder.canonicalize().map_err(|_| unusable("it is not a folder that can be reached"))?;
            if !whole.is_dir() {
                return Err(unusable("it is not a folder"));
            }
            if crate::export::inside(&whole, self.vault().folder()) {
                return Err(unusable("it lies inside the vault"));
            }
            Ok(whole)
        });
        let folder = folder.transpose()?;
        // What was made in another folder, or failed there, says nothing of this one.
        self.vault().settings().note(NOTE, None::<&Went>)?;
        self.settle(|rules| rules.backup_folder = folder)
    }

    /// Makes the next backup due at once: it is made as those that come by themselves.
    ///
    /// # Errors
    /// Refused to all but office and head, and where the school set no folder.
    pub fn backup_ask(&self) -> Result<(), Error> {
        self.may(Action::Backup)?;
        if SchoolRules::of(self.vault())?.backup_folder.is_none() {
            return Err(Refusal::Missing { what: "The folder for backups" }.into());
        }
        let went = Went { asked: true, ..self.went()? };
        Ok(self.vault().settings().note(NOTE, Some(&went))?)
    }

    /// Makes the backups that are due for as long as the session lasts.
    #[must_use]
    pub fn backup_watch(&self) -> BackupWatch {
        BackupWatch(self.downgrade())
    }

    fn went(&self) -> Result<Went, Error> {
        Ok(self.vault().settings().get(NOTE)?.unwrap_or_default())
    }

    /// Whether the school set a folder for backups and the last one is old enough.
    ///
    /// # Errors
    /// When the vault cannot be read.
    pub fn backup_is_due(&self) -> Result<bool, Error> {
        if SchoolRules::of(self.vault())?.backup_folder.is_none() {
            return Ok(false);
        }
        let went = self.went()?;
        let now = self.vault().log().reached()?;
        let lately = |then: Option<Timestamp>, least| then.is_some_and(|then| now.duration_since(then) < least);
        Ok(went.asked || !lately(went.made_at, DUE_AFTER) && !lately(went.failed_at, NOT_AGAIN_FOR))
    }

    /// Makes the backup that is due, if one is: the program asks this once somebody is logged in. Whoever that is: the
    /// school settled it. One that fails is told here, and in the log; one that was stopped is due still.
    ///
    /// # Errors
    /// Where the vault itself cannot be read or written.
    pub fn backup_if_due(&self, stop: &Stop) -> Result<AutomaticBackup, Error> {
        let Some(folder) = SchoolRules::of(self.vault())?.backup_folder else { return Ok(AutomaticBackup::NotSet) };
        if !self.backup_is_due()? {
            return Ok(AutomaticBackup::NotDue);
        }
        let went = self.went()?;
        let now = self.vault().log().reached()?;
        let done = if folder.is_dir() {
            self.write_backup(&folder.join(self.backup_name()?), stop)
        } else {
            Err(Refusal::Destination { path: folder, why: "it cannot be reached; connect to its share" }.into())
        };
        let (went, told) = match done {
            Ok(report) => (Went { made_at: Some(now), ..Went::default() }, AutomaticBackup::Made { report }),
            Err(_) if stop.asked() => return Ok(AutomaticBackup::NotDue),
            Err(error) => {
                let days = went.made_at.map(|then| now.duration_since(then).as_hours() / 24);
                let code = if let Error::Refused(refusal) = &error { refusal.code() } else { "fault" };
                let detail = json!({ "code": code, "days_since_the_last": days });
                self.vault().log().add(store::Action::BackupFailed, None, &detail)?;
                let last = went.made_at.map(|at| at.to_string());
                let why = error.to_string();
                let failed_by = Some(code.to_owned());
                let went = Went { made_at: went.made_at, failed_at: Some(now), failed_by, asked: false };
                (went, AutomaticBackup::Failed { why, last })
            }
        };
        self.vault().settings().note(NOTE, Some(&went))?;
        Ok(told)
    }

    /// The same at every backup, and different for two vaults on one share; tells nothing of the school.
    fn backup_name(&self) -> Result<String, Error> {
        Ok(format!("cloakroom-{}.backup", self.vault().fingerprint()))
    }
}
