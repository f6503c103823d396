//! What a file's columns and words mean: guessed first, corrected by a person, kept by name as a small TOML file.

use std::collections::BTreeMap;

use jiff::civil::{Date, date};
use rules::{PurposeKey, Scope};
use serde::{Deserialize, Serialize};

use super::dates::DateOrder;
use super::error::RegisterError;

/// How one source is to be read.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Mapping {
    /// Name of the source, for the person.
    pub name: String,
    /// What the file is.
    pub kind: FileKind,
    /// Which sheet of a workbook; the best one when missing.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sheet: Option<String>,
    /// The row that names the columns, counted from 1; found when missing.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub header_row: Option<u32>,
    /// The purpose, for a file that holds only one and says so nowhere but in its name.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub purpose: Option<PurposeKey>,
    /// The day of the export: the date of answers in a file without a column of dates.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub export_date: Option<Date>,
    /// Which way round `9/4/2026` is.
    pub date_order: DateOrder,
    /// Which comes first in a full name without a comma.
    pub name_order: NameOrder,
    /// A pupil's cells stand only in the first row of a group.
    pub fill_down: bool,
    /// How far a plain yes reaches.
    pub plain_yes: PlainYes,
    /// When a grant without an expiry date ends.
    pub expiry: Expiry,
    /// What identifies a pupil beside the number, the admission number, and name with date of birth.
    pub identify_by: IdentifyBy,
    /// Whether pupils who are not on the register yet are added.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub add_people: Option<bool>,
    /// How the answers reached the school.
    pub came_by: CameBy,
    /// What the columns hold.
    pub columns: Vec<ColumnRule>,
    /// What an answer's words mean, where that is not plain (`1`, `0`, `ok`).
    pub answers: BTreeMap<String, AnswerWord>,
    /// Which purpose a word names (`Photo - Local Press` = `local_press`); `ignore` for none.
    pub purposes: BTreeMap<String, String>,
    /// Rows whose pupil a person has settled.
    pub confirmed: Vec<Confirmed>,
}

/// What a file is.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FileKind {
    /// Pupils with their consents.
    #[default]
    Consents,
    /// Pupils only.
    Roster,
    /// The list of people who must never appear.
    DoNotPublish,
}

/// Which comes first in `Ali Muhammad`.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum NameOrder {
    /// The forename.
    #[default]
    ForenameFirst,
    /// The surname.
    SurnameFirst,
}

/// How far a yes without further words reaches.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PlainYes {
    /// Group photos: a form that does not ask about pictures of one child has not asked (P06).
    #[default]
    GroupOnly,
    /// The school's form asks for pictures of one child too.
    IndividualToo,
}

impl PlainYes {
    pub(super) fn scope(self) -> Scope {
        match self {
            Self::GroupOnly => Scope::GroupOnly,
            Self::IndividualToo => Scope::IndividualToo,
        }
    }
}

/// When a grant ends that says nothing about it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "ends")]
pub enum Expiry {
    /// Each year on this day, the last of the school year.
    Yearly {
        /// Month, 1 to 12.
        month: i8,
        /// Day of the month.
        day: i8,
    },
    /// Not by itself.
    Never,
}

impl Default for Expiry {
    fn default() -> Self {
        Self::Yearly { month: 8, day: 31 }
    }
}

impl Expiry {
    /// The day on which a grant of that day ends.
    #[must_use]
    pub fn after(self, given: Date) -> Option<Date> {
        let Self::Yearly { month, day } = self else { return None };
        let this_year = Date::new(given.year(), month, day).unwrap_or(date(given.year(), 8, 31));
        if given < this_year {
            return Some(this_year);
        }
        let next = given.year().saturating_add(1);
        Date::new(next, month, day).or_else(|_| Date::new(next, 8, 31)).ok()
    }
}

/// What identifies a pupil when a file holds neither a number nor a date of birth.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum IdentifyBy {
    /// Nothing: such rows are only suggested.
    #[default]
    Keys,
    /// The exact name with the class, where that fits one pupil: a person's yes for the whole file.
    NameAndClass,
}

/// How the answers reached the school.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CameBy {
    /// An export of the school's information system.
    #[default]
    Mis,
    /// A web form.
    Form,
    /// Signed papers.
    Paper,
}

/// What one column holds.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ColumnRule {
    /// Which column, counted from 1.
    pub column: u32,
    /// Its heading, which has to agree.
    pub header: String,
    /// What it holds.
    pub means: Means,
    /// The purposes, for a column of consents; `all` for every one.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub purposes: Vec<String>,
    /// Whether its yes means yes.
    #[serde(default, skip_serializing_if = "Direction::is_positive")]
    pub direction: Direction,
}

/// Whether a column's yes means yes.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Direction {
    /// Yes is a grant.
    #[default]
    Positive,
    /// Yes is a refusal, and no says nothing ('not denied' is not 'granted').
    Negative,
}

impl Direction {
    fn is_positive(&self) -> bool {
        *self == Self::Positive
    }
}

/// What a column can hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Means {
    /// Nothing of use here.
    Ignored,
    /// Unique pupil number.
    Upn,
    /// Admission number.
    AdmissionNumber,
    /// Forename and surname in one cell.
    FullName,
    /// Legal forename.
    Forename,
    /// Legal surname.
    Surname,
    /// Forename in use.
    PreferredForename,
    /// Surname in use.
    PreferredSurname,
    /// Date of birth.
    DateOfBirth,
    /// Year group.
    Year,
    /// Registration group.
    Class,
    /// Day of leaving.
    LeftOn,
    /// An answer for the purposes named in the rule.
    Consent,
    /// The name of a purpose, one per row.
    PurposeName,
    /// The answer to the row's (or the file's) purpose.
    Answer,
    /// All purposes that were ticked, in one cell.
    Choices,
    /// The day of the answer.
    GivenOn,
    /// The day it ends.
    ExpiresOn,
    /// Who answered.
    GivenBy,
    /// What the giver is to the child.
    Relationship,
    /// The giver's e-mail address: tells givers apart, is not kept.
    GiverEmail,
    /// How the answer came.
    Method,
    /// Where the evidence lies.
    Reference,
    /// Words that narrow a yes: any makes it conditional.
    Condition,
    /// Remarks: only words that sound like a reservation make a yes conditional.
    Remark,
    /// Where a protected person must not appear.
    ProtectedWhere,
    /// Protected from this day.
    ProtectedFrom,
    /// Day to look at the protection again.
    ReviewOn,
    /// Who asked for the protection.
    SetBy,
    /// Why: sealed at once.
    SealedReason,
}

/// What an answer's word means.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum AnswerWord {
    /// Yes.
    Granted,
    /// No.
    Refused,
    /// No longer.
    Withdrawn,
    /// No answer.
    Unknown,
    /// A yes with a reservation.
    Conditional,
}

/// What a person says of a row whose pupil is not on the register yet.
pub const A_NEW_PUPIL: &str = "new";

/// A row whose pupil a person has settled.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Confirmed {
    /// The row, as a spreadsheet counts.
    pub row: u32,
    /// The pupil's admission number, or internal identifier; `new` for one who is to be added.
    pub is: String,
}

impl Mapping {
    /// Reads a mapping file.
    ///
    /// # Errors
    /// When it is no TOML, or holds something unknown.
    pub fn from_toml(text: &str) -> Result<Self, RegisterError> {
        toml::from_str(text).map_err(|error| RegisterError::Mapping { what: error.message().to_owned() })
    }

    /// Writes a mapping file.
    ///
    /// # Errors
    /// When a value cannot be written as TOML.
    pub fn to_toml(&self) -> Result<String, RegisterError> {
        toml::to_string_pretty(self).map_err(|error| RegisterError::Mapping { what: error.to_string() })
    }

    /// The first column of a meaning, from 0.
    pub(super) fn column(&self, means: Means) -> Option<usize> {
        self.columns_of(means).next()
    }

    /// All columns of a meaning, from 0.
    pub(super) fn columns_of(&self, means: Means) -> impl Iterator<Item = usize> {
        self.columns.iter().filter(move |rule| rule.means == means).filter_map(ColumnRule::index)
    }
}

impl ColumnRule {
    /// The column, from 0.
    pub(super) fn index(&self) -> Option<usize> {
        usize::try_from(self.column).ok()?.checked_sub(1)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_mapping_survives_its_file() {
        let mapping = Mapping {
            name: "Office sheet".to_owned(),
            purpose: Some(PurposeKey::new("website")),
            export_date: Some(date(2026, 11, 21)),
            columns: vec![ColumnRule {
                column: 3,
                header: "Consent Denied".to_owned(),
                means: Means::Consent,
                purposes: vec!["all".to_owned()],
                direction: Direction::Negative,
            }],
            answers: [("1".to_owned(), AnswerWord::Granted)].into(),
            confirmed: vec![Confirmed { row: 12, is: "004515".to_owned() }],
            ..Mapping::default()
        };
        assert_eq!(Mapping::from_toml(&mapping.to_toml().unwrap()), Ok(mapping));
    }

    #[test]
    fn a_misspelt_line_is_refused() {
        assert!(Mapping::from_toml("nmae = \"x\"").is_err());
    }

    #[test]
    fn consent_ends_with_the_school_year() {
        assert_eq!(Expiry::default().after(date(2026, 9, 3)), Some(date(2027, 8, 31)));
        assert_eq!(Expiry::default().after(date(2024, 7, 1)), Some(date(2024, 8, 31)));
        assert_eq!(Expiry::Yearly { month: 2, day: 30 }.after(date(2026, 9, 3)), Some(date(2027, 8, 31)));
        assert_eq!(Expiry::Never.after(date(2026, 9, 3)), None);
    }
}
