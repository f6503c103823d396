//! The consent register's import: a school's file in, a plan out. Pure: no store, no clock, no file access.
//!
//! `read` recognises the file and gives cells; `guess` suggests a mapping that a person corrects; `interpret` turns rows into
//! claims about pupils; `plan` compares them with the register and says what would change (P15).

mod answer_words;
mod answers;
mod claim;
pub mod csv_safe;
mod dates;
mod document;
mod error;
mod existing;
mod folding;
mod guess;
mod headings;
mod interpret;
pub mod letters;
mod limits;
pub mod lists;
mod mapping;
mod options;
mod plan;
mod preview;
mod question;
mod read;
mod remembered;
mod said;
mod sheet;
mod table;
pub mod template;
mod upn;
mod words;

pub use claim::Sealed;
pub use dates::DateOrder;
pub use error::RegisterError;
pub use existing::{Existing, NoNumbers, UpnIndex};
pub use folding::fold;
pub use interpret::{Note, RefusedRow};
pub use limits::Limits;
pub use mapping::{
    A_NEW_PUPIL, AnswerWord, CameBy, ColumnRule, Confirmed, Direction, Expiry, FileKind, IdentifyBy, Mapping, Means,
    NameOrder, PlainYes,
};
pub use plan::{
    Added, Ambiguous, Attribute, AttributeChange, Change, ColumnView, Disagreement, Leaver, Loosening, NewConsent,
    NewProtection, RegisterPlan, Source, Standing, Unanswered,
};
pub use preview::preview;
pub use question::{Question, Topic};
pub use read::read;
pub use remembered::Remembered;
pub use sheet::{Cell, CellKind, Container, Merged, Row, Sheet, Workbook};
pub use table::Table;
pub use upn::{NotAUpn, Upn};
