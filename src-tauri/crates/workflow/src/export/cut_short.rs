//! An export that a crash or a pulled drive cut short: the next login removes what it had staged, and notes that what it
//! had entered as published never was.

use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};
use store::Publication;
use uuid::Uuid;

use crate::error::Error;
use crate::session::Session;

/// The note's name among the settings.
const NOTE: &str = "export_under_way";

/// What is known of the export that is under way.
#[derive(Serialize, Deserialize)]
struct UnderWay {
    /// The folder that it is to become.
    target: PathBuf,
    /// What it enters into the ledger.
    publications: Vec<Uuid>,
}

impl Session {
    /// Notes where an export is going before anything is written there.
    pub(crate) fn begin_export(&self, target: &Path) -> Result<(), Error> {
        self.note_publications(target, &[])
    }

    /// Notes what it will enter into the ledger before it does.
    pub(super) fn note_publications(&self, target: &Path, publications: &[Publication]) -> Result<(), Error> {
        let publications = publications.iter().map(|publication| publication.id).collect();
        Ok(self.vault().settings().note(NOTE, Some(&UnderWay { target: target.to_owned(), publications }))?)
    }

    /// It came to an end, one way or the other.
    pub(crate) fn end_export(&self) -> Result<(), Error> {
        Ok(self.vault().settings().note::<UnderWay>(NOTE, None)?)
    }

    /// Ends what a crash left. A folder that is not reachable now is looked at again at the next login.
    pub(crate) fn end_export_cut_short(&self) -> Result<(), Error> {
        let Some(left) = self.vault().settings().get::<UnderWay>(NOTE)? else { return Ok(()) };
        if !left.target.is_dir() {
            for publication in left.publications {
                match self.vault().ledger().taken_down(publication) {
                    // It was noted, and never entered.
                    Ok(()) | Err(store::StoreError::NotFound(_)) => {}
                    Err(error) => return Err(error.into()),
                }
            }
        }
        if store::atomic::sweep_beside(&left.target).is_err() {
            return Ok(());
        }
        self.end_export()
    }
}
