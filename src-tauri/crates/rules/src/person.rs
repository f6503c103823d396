//! People who can be seen in a picture.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::ids::PersonId;

/// What somebody is to the school.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PersonKind {
    /// A child on the roll.
    Pupil,
    /// A member of staff.
    Staff,
    /// A visitor or volunteer.
    Visitor,
}

/// Names are attributes, never keys.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Names {
    /// Legal forename or forenames.
    pub forename: String,
    /// Legal surname.
    pub surname: String,
    /// What the child is called, where that differs.
    pub preferred_forename: Option<String>,
    /// Surname in use, where that differs.
    pub preferred_surname: Option<String>,
}

impl Names {
    /// The name as staff know it: preferred forename and surname, else the legal ones.
    #[must_use]
    pub fn known_as(&self) -> String {
        let forename = self.preferred_forename.as_deref().unwrap_or(&self.forename);
        let surname = self.preferred_surname.as_deref().unwrap_or(&self.surname);
        format!("{forename} {surname}").trim().to_owned()
    }
}

/// One person on the register.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Person {
    /// Internal identifier.
    pub id: PersonId,
    /// Pupil, staff or visitor.
    pub kind: PersonKind,
    /// The names.
    pub names: Names,
    /// Registration group, as the school writes it (`3 Wren`).
    pub class: Option<String>,
    /// Year group, as the school writes it (`3`, `R`).
    pub year: Option<String>,
    /// Tells apart pupils of one name.
    pub date_of_birth: Option<Date>,
    /// Admission number: a key for matching, unique within a school.
    pub admission_number: Option<String>,
    /// The day after which he or she no longer belongs to the school.
    pub left_on: Option<Date>,
}
