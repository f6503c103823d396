//! The conformance suite of the vault: written against its interface alone, so that another implementation can
//! run it. Tests that look at raw files say so in their module.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on fails")]

mod accounts;
mod adversity;
mod backups;
mod batches;
mod clock;
mod damage;
mod faces;
#[path = "../shared/figures.rs"]
mod figures;
mod leavers;
mod photos;
mod register;
mod register_undo;
mod reports;
mod school;
mod secrecy;
