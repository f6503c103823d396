//! A made-up school for one run: gone, with everything in it, when the window closes.

use std::path::PathBuf;

use tempfile::TempDir;
use workflow::demo::{DemoSchool, make_school};
use workflow::{Error, Fault, KdfCost, Surroundings};

/// The school and the folder that it lives in.
pub(crate) struct MadeUp {
    school: DemoSchool,
    _folder: TempDir,
}

impl MadeUp {
    /// Draws the photos and makes the vault; takes a few seconds. Its passwords are printed, so trying one costs little.
    pub(crate) fn new(surroundings: &mut Surroundings) -> Result<Self, Error> {
        surroundings.key_cost = KdfCost::new(1024, 1)?;
        let made = tempfile::Builder::new().prefix("cloakroom-demo-").tempdir();
        let folder = made.map_err(|source| Fault::Io { doing: "making a folder for the made-up school", source })?;
        Ok(Self { school: make_school(folder.path(), surroundings)?, _folder: folder })
    }

    /// Where its vault lies.
    pub(crate) fn vault(&self) -> PathBuf {
        self.school.vault.clone()
    }

    /// Who can log in, and what there is to do, for whoever started it.
    pub(crate) fn words(&self) -> String {
        let logins = self.school.accounts.iter().map(|account| format!("  {:<14}{}\n", account.name, account.password));
        let logins: String = logins.collect();
        format!("A made-up school. Names and passwords:\n{logins}A card to import: {}\n", self.school.card.display())
    }
}
