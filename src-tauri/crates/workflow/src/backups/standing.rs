//! How the school's backups stand, in words for whoever is at the computer.

use crate::error::Error;
use crate::rights::{self, Action};
use crate::school_rules::SchoolRules;
use crate::session::Session;
use crate::wire::BackupStanding;

impl Session {
    /// When the last backup was made, or why none could be. Told to whoever is logged in; where it goes to, only to those who
    /// may make one.
    ///
    /// # Errors
    /// When the vault cannot be read.
    pub fn backup_standing(&self) -> Result<BackupStanding, Error> {
        let folder = SchoolRules::of(self.vault())?.backup_folder;
        let went = self.went()?;
        let may_see = rights::permit(self.role(), Action::Backup).is_ok();
        let name = |folder: &std::path::PathBuf| {
            folder.file_name().map_or_else(|| folder.display().to_string(), |name| name.display().to_string())
        };
        Ok(BackupStanding {
            set: folder.is_some(),
            due: self.backup_is_due()?,
            made_at: went.made_at.map(|at| at.to_string()),
            problem: went.failed_by.as_deref().filter(|_| folder.is_some()).map(words),
            folder: folder.as_ref().filter(|_| may_see).map(name),
        })
    }
}

/// What happened, what was kept, what to do.
fn words(code: &str) -> String {
    let (happened, to_do) = match code {
        "destination" | "folder_gone" => {
            ("its folder cannot be reached", "Connect this computer to the school's network, or plug the drive in.")
        }
        "read_only" => (
            "nothing may be written to its folder",
            "Ask whoever looks after this computer for the right to write there.",
        ),
        "disk_full" => ("there is no room left for it", "Make room where the backups are kept, and on this computer."),
        "not_now" => {
            ("another file lies in its place", "Ask whoever looks after this computer to move that file away.")
        }
        _ => ("something went wrong while it was written", "If this stays, tell whoever looks after this computer."),
    };
    format!(
        "No backup could be made: {happened}. All photos and entries are safe on this computer, and the backup before it is \
         kept. {to_do} Cloakroom tries again by itself."
    )
}
