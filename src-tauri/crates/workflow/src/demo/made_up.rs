//! The made-up school for one run of a program: its folder is gone, with everything in it, once the value is dropped.

use std::path::Path;

use store::KdfCost;
use tempfile::TempDir;

use super::{DemoAccount, DemoSchool, make_school};
use crate::app::App;
use crate::error::{Error, Fault};
use crate::surroundings::Surroundings;

/// A made-up school to try, in a folder of its own among the system's temporary ones.
pub struct MadeUp {
    school: DemoSchool,
    app: App,
    _folder: TempDir,
}

impl MadeUp {
    /// Draws the photos and makes the vault; takes a few seconds. Its passwords are told to everyone, so trying one costs
    /// little.
    ///
    /// # Errors
    /// When no folder can be made, or something of the way itself fails.
    pub fn new(surroundings: &Surroundings) -> Result<Self, Error> {
        let surroundings = Surroundings { key_cost: KdfCost::new(1024, 1)?, ..surroundings.clone() };
        let made = tempfile::Builder::new().prefix("cloakroom-demo-").tempdir();
        let folder = made.map_err(|source| Fault::Io { doing: "making a folder for the made-up school", source })?;
        let school = make_school(folder.path(), &surroundings)?;
        Ok(Self { app: App::new(school.vault.clone(), surroundings), school, _folder: folder })
    }

    /// An application on its vault.
    #[must_use]
    pub fn app(&self) -> &App {
        &self.app
    }

    /// Who may log in.
    #[must_use]
    pub fn logins(&self) -> &[DemoAccount] {
        &self.school.accounts
    }

    /// A folder with photos that nobody has imported yet, as a camera card would have them.
    #[must_use]
    pub fn card(&self) -> &Path {
        &self.school.card
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_made_up_school_opens_for_everyone_named_and_is_gone_afterwards() {
        let school = MadeUp::new(&Surroundings::real()).expect("made");
        let folder = school.app().vault().parent().expect("a folder").to_owned();
        for login in school.logins() {
            let form = crate::wire::Unlock { name: login.name.to_owned(), password: login.password.to_owned() };
            assert_eq!(school.app().unlock(&form).expect("in").view().role, login.role);
        }
        assert!(school.card().starts_with(&folder) && school.card().is_dir());
        drop(school);
        assert!(!folder.exists());
    }
}
