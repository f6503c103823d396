//! The use cases: the only crate that joins rules, photo and store.

pub mod accounts;
pub mod app;
pub mod backups;
pub mod batches;
mod bursts;
pub mod care;
pub mod crop_shapes;
pub mod decide;
pub mod demo;
pub mod devices;
pub mod edits;
pub mod error;
pub mod export;
pub mod faces;
pub mod finding;
pub mod import;
pub mod incidents;
pub mod log;
pub mod people;
pub mod photos;
pub mod prove;
pub mod purposes;
pub mod register;
mod register_choices;
pub mod register_entries;
pub mod register_import;
pub mod register_lists;
pub mod register_people;
mod register_report;
pub mod reports;
pub mod retention;
pub mod rights;
pub mod school_rules;
pub mod session;
mod spelling;
pub mod surroundings;
pub mod tag_sheet;
pub mod takedown;
pub mod wire;

pub use app::{App, RestoreBy};
pub use backups::BackupWatch;
pub use error::{Error, Fault, Refusal};
pub use export::ExportOptions;
pub use import::Stop;
pub use incidents::IncidentForm;
pub use photos::{Picture, Shown};
pub use register_entries::{AnswerForm, DoNotPublishForm};
pub use register_people::{PermissionForm, PersonForm};
/// The words of the field, for whoever calls.
pub use rules;
pub use session::Session;
pub use store::KdfCost;
/// Replaces a file whole, or leaves it as it was.
pub use store::atomic::write_atomically as write_file;
pub use surroundings::{Clock, Entropy, FaceFinder, Surroundings};
