//! Rows to claims: who is meant, group by group, with everything left out listed by row.

use std::collections::BTreeSet;

use jiff::civil::Date;
use rules::Purpose;

use super::claim::{Claim, Described, Protection, Sealed};
use super::dates::{self, DateOrder, Written};
use super::error::RegisterError;
use super::folding::{clean, fold, garbled, suspicious};
use super::guess::split_name;
use super::limits::{Limits, too_large};
use super::mapping::{FileKind, Mapping, Means};
use super::said::Answers;
use super::sheet::{Cell, CellKind, Row, Sheet};
use super::upn::{NotAUpn, Upn};

/// Something a person should know, with the row it is about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Note {
    /// The row, as a spreadsheet counts; `None` for the file.
    pub row: Option<u32>,
    /// In words, without names.
    pub text: String,
}

/// A row that cannot be used.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RefusedRow {
    /// The row, as a spreadsheet counts.
    pub row: u32,
    /// Why.
    pub reason: String,
}

/// All that the rows say.
#[derive(Debug, Clone, Default)]
pub(super) struct Interpretation {
    /// One per row that could be used.
    pub claims: Vec<Claim>,
    /// Rows that could not.
    pub refused: Vec<RefusedRow>,
    /// Things to know.
    pub notes: Vec<Note>,
}

/// What the rows are read by.
#[derive(Debug, Clone, Copy)]
pub(super) struct Frame<'a> {
    pub(super) mapping: &'a Mapping,
    pub(super) school: &'a [Purpose],
    pub(super) stated: Option<Date>,
    pub(super) today: Date,
}

/// Reads the rows below the header.
pub(super) fn interpret(
    sheet: &Sheet,
    header: usize,
    frame: Frame<'_>,
    limits: &Limits,
) -> Result<Interpretation, RegisterError> {
    let body = &sheet.rows[header + 1..];
    let mut out = Interpretation::default();
    let answers = Answers::prepare(body, frame);
    let dates = doubtful_columns(body, frame.mapping);
    let mut group: Option<Row> = None;
    let mut answered = 0;
    for row in body {
        if row.is_blank() && row.cells.iter().all(|cell| !cell.coloured) {
            continue;
        }
        if is_furniture(row, frame.mapping) {
            out.notes
                .push(Note { row: Some(row.number), text: "a line of the report, not a pupil: left out".to_owned() });
            continue;
        }
        if row.hidden {
            out.notes.push(Note {
                row: Some(row.number),
                text: "the row is hidden in the file; it is read all the same".to_owned(),
            });
        }
        let filled = frame.mapping.fill_down.then(|| fill_down(row, &mut group, frame.mapping)).flatten();
        let row = filled.as_ref().unwrap_or(row);
        let reading = RowReading { row, frame, doubtful: &dates };
        let who = reading.who(&mut out.notes);
        if let Some(reason) = reading.unusable(&who) {
            out.refused.push(RefusedRow { row: row.number, reason });
            continue;
        }
        let mut claim = Claim { row: row.number, who, said: Vec::new(), silent: Vec::new(), protection: None };
        match frame.mapping.kind {
            FileKind::Consents => answers.read(&reading, &mut claim, &mut out.notes),
            FileKind::Roster => {}
            FileKind::DoNotPublish => claim.protection = Some(reading.protection()),
        }
        answered += claim.said.len();
        if answered > limits.answers {
            return Err(too_large(format!("it has more than {} answers", limits.answers)));
        }
        out.claims.push(claim);
    }
    Ok(out)
}

/// One row under a mapping.
pub(super) struct RowReading<'a> {
    pub(super) row: &'a Row,
    pub(super) frame: Frame<'a>,
    doubtful: &'a BTreeSet<usize>,
}

impl RowReading<'_> {
    /// The cleaned text of a meaning.
    pub(super) fn text(&self, means: Means) -> String {
        let text = self.frame.mapping.column(means).map_or_else(String::new, |column| clean(self.row.text(column)));
        // The apostrophe that disarms a formula in our own files.
        match text.strip_prefix('\'') {
            Some(rest) if rest.starts_with(['=', '+', '-', '@']) => rest.to_owned(),
            _ => text,
        }
    }

    fn optional(&self, means: Means) -> Option<String> {
        Some(self.text(means)).filter(|text| !text.is_empty())
    }

    /// The day of a meaning; one that could be read either way in a column with American dates is no day.
    pub(super) fn date(&self, means: Means) -> Option<Date> {
        let column = self.frame.mapping.column(means)?;
        let cell = self.row.cell(column)?;
        if let CellKind::Date(day) = cell.kind {
            return Some(day);
        }
        let written = dates::written(&cell.text)?;
        match written {
            Written::Either(..) if self.doubtful.contains(&column) => None,
            Written::Certain(_) | Written::Either(..) | Written::DayFirst(_) | Written::MonthFirst(_) => {
                written.under(self.frame.mapping.date_order)
            }
        }
    }

    /// Whether something stands where a day should, but none could be read.
    pub(super) fn undatable(&self, means: Means) -> bool {
        !self.text(means).is_empty() && self.date(means).is_none()
    }

    fn who(&self, notes: &mut Vec<Note>) -> Described {
        let mapping = self.frame.mapping;
        let mut note = |text: &str| notes.push(Note { row: Some(self.row.number), text: text.to_owned() });
        let (mut upn, mut upn_mistyped) = (None, false);
        match Upn::read(&self.text(Means::Upn)) {
            Ok(number) => upn = Some(number),
            Err(NotAUpn::CheckLetter) => upn_mistyped = true,
            Err(NotAUpn::Shape) => upn_mistyped = !self.text(Means::Upn).is_empty(),
        }
        if upn_mistyped {
            note("the pupil number is mistyped (its check letter is wrong) and is not used");
        }
        let raw = |means| mapping.column(means).map_or("", |column| self.row.text(column));
        let names =
            [Means::FullName, Means::Surname, Means::Forename, Means::PreferredSurname, Means::PreferredForename];
        let doubt = names.iter().find_map(|means| suspicious(raw(*means)));
        let full_name = self.optional(Means::FullName);
        let (mut forename, mut surname) = (self.text(Means::Forename), self.text(Means::Surname));
        if forename.is_empty()
            && surname.is_empty()
            && let Some(full) = &full_name
        {
            (forename, surname) = split_name(full, mapping.name_order);
        }
        if garbled(&forename) || garbled(&surname) {
            note("letters of the name were lost in the file: the name on the register stays");
        }
        let class = self.optional(Means::Class);
        if class.as_deref().is_some_and(became_a_date) {
            note("the class looks like a date that a spreadsheet made of it");
        }
        if self.undatable(Means::DateOfBirth) {
            note("the date of birth cannot be read");
        }
        let numeric = |means| {
            let cell = mapping.column(means).and_then(|column| self.row.cell(column));
            cell.is_some_and(|cell| cell.kind == CellKind::Number)
        };
        Described {
            upn,
            upn_mistyped,
            admission: self.optional(Means::AdmissionNumber),
            admission_numeric: numeric(Means::AdmissionNumber),
            full_name,
            forename,
            surname,
            preferred_forename: self.optional(Means::PreferredForename),
            preferred_surname: self.optional(Means::PreferredSurname),
            date_of_birth: self.date(Means::DateOfBirth),
            class,
            year: self.optional(Means::Year).map(|year| bare_year(&year)),
            left_on: self.date(Means::LeftOn),
            doubt,
        }
    }

    fn unusable(&self, who: &Described) -> Option<String> {
        let unnamed = who.forename.is_empty() && who.surname.is_empty();
        if unnamed && who.upn.is_none() && who.admission.is_none() {
            return Some("no name and no number".to_owned());
        }
        let several = |name: &str| {
            let folded = fold(name);
            folded.contains(" and ") || name.contains(['&', '+', '/', ';'])
        };
        if several(&who.forename) || who.full_name.as_deref().is_some_and(several) {
            return Some("it names more than one child: each needs an answer of their own".to_owned());
        }
        None
    }

    fn protection(&self) -> Protection {
        let words: Vec<String> = [
            ("where", self.text(Means::ProtectedWhere)),
            ("set by", self.text(Means::SetBy)),
            ("reason", self.text(Means::SealedReason)),
        ]
        .into_iter()
        .filter(|(_, text)| !text.is_empty())
        .map(|(label, text)| format!("{label}: {text}"))
        .collect();
        Protection {
            from: self.date(Means::ProtectedFrom),
            review_on: self.date(Means::ReviewOn),
            reason: Sealed::new(words.join("; ")),
        }
    }
}

/// Columns of dates in which some can only be American, so that none that could be read either way can be trusted.
fn doubtful_columns(body: &[Row], mapping: &Mapping) -> BTreeSet<usize> {
    if mapping.date_order == DateOrder::MonthFirst {
        return BTreeSet::new();
    }
    let dated =
        [Means::GivenOn, Means::ExpiresOn, Means::DateOfBirth, Means::LeftOn, Means::ProtectedFrom, Means::ReviewOn];
    dated
        .iter()
        .flat_map(|means| mapping.columns_of(*means))
        .filter(|column| {
            body.iter().any(|row| matches!(dates::written(row.text(*column)), Some(Written::MonthFirst(_))))
        })
        .collect()
}

/// Totals, signatures of the printing program and the like.
fn is_furniture(row: &Row, mapping: &Mapping) -> bool {
    let Some(first) = row.cells.iter().find(|cell| !cell.text.trim().is_empty()) else { return false };
    let folded = fold(&first.text);
    let marks = [
        "total",
        "totals",
        "total pupils",
        "grand total",
        "sum",
        "count",
        "number of pupils",
        "average",
        "percentage",
        "subtotal",
    ];
    let starts =
        ["printed by", "printed on", "report generated", "generated by", "exported by", "page ", "end of report"];
    let looks = marks.contains(&folded.as_str()) || starts.iter().any(|start| folded.starts_with(start));
    let keyed = [Means::Upn, Means::DateOfBirth, Means::Class]
        .iter()
        .filter_map(|means| mapping.column(*means))
        .any(|column| !row.text(column).is_empty());
    looks && !keyed
}

/// In a grouped report the pupil stands only in the group's first row.
fn fill_down(row: &Row, group: &mut Option<Row>, mapping: &Mapping) -> Option<Row> {
    const OF_THE_PUPIL: [Means; 11] = [
        Means::Upn,
        Means::AdmissionNumber,
        Means::FullName,
        Means::Forename,
        Means::Surname,
        Means::PreferredForename,
        Means::PreferredSurname,
        Means::DateOfBirth,
        Means::Year,
        Means::Class,
        Means::LeftOn,
    ];
    let columns: Vec<usize> = OF_THE_PUPIL.iter().flat_map(|means| mapping.columns_of(*means)).collect();
    if columns.iter().any(|column| !row.text(*column).is_empty()) {
        *group = Some(row.clone());
        return None;
    }
    let first = group.as_ref()?;
    let mut filled = row.clone();
    for column in columns {
        if let Some(cell) = first.cell(column) {
            if filled.cells.len() <= column {
                filled.cells.resize(column + 1, Cell::text(""));
            }
            filled.cells[column] = cell.clone();
        }
    }
    Some(filled)
}

/// `Year  2` and `Y2` are `2`, `Reception` is `R`.
fn bare_year(year: &str) -> String {
    let folded = fold(year);
    let bare = folded.strip_prefix("year").or_else(|| folded.strip_prefix("yr")).unwrap_or(&folded).trim();
    match bare {
        "reception" | "r" => "R".to_owned(),
        "nursery" | "n" => "N".to_owned(),
        _ => match bare.strip_prefix('y').unwrap_or(bare) {
            digits if !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit()) => digits.to_owned(),
            _ => clean(year),
        },
    }
}

/// `2-2` became `02-Feb` in a spreadsheet.
fn became_a_date(class: &str) -> bool {
    match class.split_once('-') {
        Some((day, month)) => {
            day.len() <= 2
                && day.bytes().all(|byte| byte.is_ascii_digit())
                && month.len() == 3
                && dates::written(&format!("{day} {month} 2000")).is_some()
        }
        None => dates::iso(class).is_some(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn years_and_classes_lose_what_a_spreadsheet_added() {
        for (year, bare) in
            [("Year  2", "2"), ("Reception", "R"), ("Y6", "6"), ("3", "3"), ("Sixth form", "Sixth form")]
        {
            assert_eq!(bare_year(year), bare);
        }
        assert!(became_a_date("02-Feb"));
        assert!(!became_a_date("2 Robin"));
        assert!(!became_a_date("4-K"));
    }
}
