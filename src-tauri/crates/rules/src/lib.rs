//! Who may be shown where: people, purposes, consent, do-not-publish, tags, batches, and the one decision.
//!
//! Pure: no I/O, no clock, no randomness. Dates and identifiers come in from outside.

pub mod batch;
pub mod consent;
pub mod consent_state;
pub mod decision;
pub mod ids;
pub mod index;
pub mod names;
pub mod person;
pub mod photo;
pub mod policy;
pub mod protection;
pub mod purpose;
pub mod region;
pub mod register;
pub mod role;
pub mod takedown;
pub mod visibility;

pub use batch::{Approval, ApprovedBatch, Batch, BatchError, BatchItem, BatchState, Change, Checklist, Statement};
pub use consent::{Answer, Condition, ConsentEvent, Evidence, Giver, Method, PhotoPermission, Scope};
pub use consent_state::ConsentState;
pub use decision::{About, Code, Decision, Reason, ShownDecision, ShownReason, Verdict, decide, view};
pub use ids::{
    AccountId, AlbumId, BatchId, DeviceId, EntryId, EventId, FaceId, ObjectionId, PermissionId, PersonId, PhotoId,
    TagId,
};
pub use index::RegisterIndex;
pub use jiff::{Timestamp, civil::Date};
pub use names::{Mentions, NameIndex};
pub use person::{Names, Person, PersonKind};
pub use photo::{Accounted, DeviceStanding, Face, FoundBy, PhotoFacts, PublishedText, Tag, TextField, Who};
pub use policy::{CloseUp, Policy};
pub use protection::{DoNotPublish, Objection};
pub use purpose::{Basis, Purpose, PurposeKey};
pub use region::Region;
pub use register::Register;
pub use role::Role;
pub use visibility::Presence;
