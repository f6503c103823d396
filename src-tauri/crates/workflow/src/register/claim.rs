//! What one row of a register claims: about whom, and what was said.

use std::fmt;

use jiff::civil::Date;
use rules::{Answer, Method, PurposeKey, Scope};
use zeroize::Zeroizing;

use super::answers::Silence;
use super::upn::Upn;

/// One row, understood.
#[derive(Debug, Clone)]
pub(super) struct Claim {
    /// The row, as a spreadsheet counts.
    pub row: u32,
    /// Who is described.
    pub who: Described,
    /// What was answered.
    pub said: Vec<Said>,
    /// Purposes that were asked for without an answer.
    pub silent: Vec<(PurposeKey, Silence)>,
    /// A do-not-publish entry, on such a list.
    pub protection: Option<Protection>,
}

/// A pupil as a row describes him or her.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Described {
    /// Pupil number with a right check letter.
    pub upn: Option<Upn>,
    /// There is a pupil number, but its check letter is wrong.
    pub upn_mistyped: bool,
    /// Admission number.
    pub admission: Option<String>,
    /// The admission number came as a number, so leading zeros may be gone.
    pub admission_numeric: bool,
    /// The name in one cell, when it was not in two.
    pub full_name: Option<String>,
    /// Forename; split from the full name where there was only that.
    pub forename: String,
    /// Surname.
    pub surname: String,
    /// Forename in use.
    pub preferred_forename: Option<String>,
    /// Surname in use.
    pub preferred_surname: Option<String>,
    /// Date of birth.
    pub date_of_birth: Option<Date>,
    /// Registration group.
    pub class: Option<String>,
    /// Year group.
    pub year: Option<String>,
    /// Day of leaving.
    pub left_on: Option<Date>,
    /// Why the name must not be matched without a person looking.
    pub doubt: Option<&'static str>,
}

impl Described {
    /// The name for showing.
    #[must_use]
    pub(super) fn shown(&self) -> String {
        match &self.full_name {
            Some(name) => name.clone(),
            None => format!("{} {}", self.forename, self.surname).trim().to_owned(),
        }
    }
}

/// One answer of one giver for one purpose.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Said {
    /// For what.
    pub purpose: PurposeKey,
    /// The answer; what was not understood is a grant with a reservation, which blocks.
    pub answer: Answer,
    /// When.
    pub given_on: Option<Date>,
    /// Where that day comes from.
    pub dated_by: DatedBy,
    /// Until when.
    pub expires_on: Option<Date>,
    /// How far.
    pub scope: Scope,
    /// A reservation.
    pub condition: Option<String>,
    /// Whose answer.
    pub giver: GivenBy,
    /// How it came.
    pub method: Method,
    /// Where to look it up, and who signed.
    pub document: Option<String>,
}

/// Where an answer's day comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum DatedBy {
    /// The file.
    File,
    /// The day that the importing person stated for the export.
    Stated,
    /// The day of the import, for a no without a date: it counts from when the school learns of it.
    Import,
    /// Nobody.
    Nobody,
}

/// What tells givers apart.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash)]
pub(super) struct GivenBy {
    /// Folded name.
    pub name: Option<String>,
    /// Lower-case e-mail address; not kept beyond the import.
    pub email: Option<String>,
    /// Folded relationship.
    pub relationship: Option<String>,
}

/// A row of the do-not-publish list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Protection {
    /// In force from.
    pub from: Option<Date>,
    /// To be looked at again.
    pub review_on: Option<Date>,
    /// Where, who asked and why, in the list's words.
    pub reason: Sealed,
}

/// Words that only head and safeguarding lead may read: they appear in no debug output.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct Sealed(Zeroizing<String>);

impl Sealed {
    /// Seals words.
    #[must_use]
    pub fn new(words: String) -> Self {
        Self(Zeroizing::new(words))
    }

    /// The words, for the store.
    #[must_use]
    pub fn expose(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for Sealed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Sealed(…)")
    }
}
