//! The encrypted vault: keys and accounts, the database, the photo files, the log.
//!
//! A [`Vault`] is open for one account; narrow handles per subject (`people()`, `photos()`, `batches()` …) are all
//! that can be done with it. Operations are coarse, named by intent, safe to repeat, and write their log entry in
//! the same transaction. No type of the database shows, so that another implementation can pass the same tests.

pub mod atomic;
mod backup;
mod blob;
#[cfg(feature = "torture")]
mod bulk;
mod check;
mod database;
mod drive;
mod env;
mod error;
mod fault;
mod keys;
mod lock;
mod log;
mod opening;
mod row;
mod table;
#[cfg(test)]
mod testing;
mod vault;

pub use backup::{BackedUp, Opener, Restored};
pub use blob::BlobKind;
pub use check::Checked;
pub use drive::{Drive, cards};
pub use env::{Clock, Drives, Entropy, Env};
pub use error::{Result, StoreError};
pub use keys::{KdfCost, RecoveryKey};
pub use log::{Action, Audience, Entry, Log, LogFault, Report, ReportLine, Topic, Verified};
pub use opening::NewVault;
pub use table::accounts::{Account, Accounts, LEAST_PASSWORD, NewAccount, Standing};
pub use table::albums::{Album, Albums};
pub use table::batches::{Approval, Batch, Batches};
pub use table::consents::{Consents, Recorded};
pub use table::deletion::{DeletedBecause, Tombstone};
pub use table::deputies::Deputy;
pub use table::devices::{Device, Devices};
pub use table::edits::{Confirmation, Edits, PhotoEdits};
pub use table::imports::{Imports, RegisterImport, Undone};
pub use table::incidents::{Concerned, Incident, Incidents, NewIncident};
pub use table::leavers::{LeaverDecision, Leavers, Remaining};
pub use table::ledger::{Ledger, Publication, Use};
pub use table::people::{People, PersonEntry, RegisterChange};
pub use table::photos::{Known, NewPhoto, Photo, Photos};
pub use table::protections::Protections;
pub use table::settings::Settings;
pub use table::sightings::{Sighting, Sightings};
pub use table::statements::{SignatureState, SignedStatement, Statements, ToSign};
pub use vault::Vault;
