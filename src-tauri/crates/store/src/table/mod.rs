//! One file per table or small family of tables: row, reading, writing.

pub(crate) mod accounts;
pub(crate) mod albums;
pub(crate) mod batches;
pub(crate) mod consents;
pub(crate) mod deletion;
pub(crate) mod deputies;
pub(crate) mod devices;
pub(crate) mod edits;
pub(crate) mod facts;
mod held;
pub(crate) mod imports;
pub(crate) mod incidents;
pub(crate) mod leavers;
pub(crate) mod ledger;
pub(crate) mod people;
pub(crate) mod photos;
pub(crate) mod protections;
pub(crate) mod settings;
pub(crate) mod sightings;
pub(crate) mod statements;
