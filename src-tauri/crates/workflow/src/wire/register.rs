//! A register's import: what a person says about the file, and what it would change or changed.

use rules::Date;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// What the importing person says about a file, beside or instead of a mapping file.
#[derive(Debug, Clone, Default, Deserialize, TS)]
#[ts(export)]
#[serde(default, deny_unknown_fields)]
pub struct RegisterChoices {
    /// The purpose, for a file that holds one only and names it nowhere but in its name.
    pub purpose: Option<String>,
    /// The day of the export: that of yeses in a file without days.
    #[ts(type = "string | null")]
    pub export_date: Option<Date>,
    /// Days such as 9/12/2026 are American.
    pub month_first: bool,
    /// The exact name with the class identifies a pupil in this file.
    pub name_and_class: bool,
    /// Corrected columns.
    pub columns: Vec<ColumnChoice>,
    /// What words mean that are not plain: `1`, `0`, `ok`.
    pub answers: Vec<WordChoice>,
    /// Rows whose pupil the person settles.
    pub settled: Vec<RowChoice>,
    /// Changes from no to yes that the person ticks.
    pub loosen: Vec<LooseningChoice>,
}

/// What a column holds.
#[derive(Debug, Clone, Deserialize, TS)]
#[ts(export)]
pub struct ColumnChoice {
    /// Which, counted from 1.
    pub column: u32,
    /// Its heading.
    pub header: String,
    /// As mapping files name it: `ignored`, `surname`, `consent` …
    pub means: String,
    /// For a column of consents: for what.
    pub purposes: Vec<String>,
    /// Its yes means no.
    pub negative: bool,
}

/// What a word means.
#[derive(Debug, Clone, Deserialize, TS)]
#[ts(export)]
pub struct WordChoice {
    /// The word.
    pub word: String,
    /// `granted`, `refused`, `withdrawn`, `unknown` or `conditional`.
    pub means: String,
}

/// Who a row is about.
#[derive(Debug, Clone, Deserialize, TS)]
#[ts(export)]
pub struct RowChoice {
    /// Row as a spreadsheet counts it.
    pub row: u32,
    /// Identifier, admission number or name; `new` for a pupil to add.
    pub is: String,
}

/// A ticked change from no to yes.
#[derive(Debug, Clone, Deserialize, TS)]
#[ts(export)]
pub struct LooseningChoice {
    /// Identifier, admission number or name.
    pub person: String,
    /// For what.
    pub purpose: String,
}

/// What an import changes, or changed.
#[derive(Debug, Clone, Serialize, TS)]
#[ts(export)]
pub struct RegisterReport {
    /// Taken over; else the register is as it was.
    pub applied: bool,
    /// Identifier of the import, to undo it by.
    pub import: Option<String>,
    /// BLAKE3 of the file.
    pub file_hash: String,
    /// What the file is, in words.
    pub format: String,
    /// `consents`, `roster` or `do_not_publish`.
    pub kind: String,
    /// The sheet that was read.
    pub sheet: String,
    /// Sheets that were not.
    pub other_sheets: Vec<String>,
    /// The row that names the columns.
    pub header_row: u32,
    /// The name under which the source was known again.
    pub remembered: Option<String>,
    /// The columns, with samples.
    pub columns: Vec<ColumnShown>,
    /// How it was read, as a mapping file.
    pub mapping: String,
    /// What to look at; a blocking question has to be answered before it can be applied.
    pub questions: Vec<QuestionShown>,
    /// Newly refused or withdrawn.
    pub refused_now: Vec<AnswerChange>,
    /// What else becomes stricter.
    pub tightened: Vec<AnswerChange>,
    /// From no to yes, or to a wider yes: each only when ticked.
    pub loosened: Vec<AnswerChange>,
    /// Other answers that are new or renewed.
    pub answers: Vec<AnswerChange>,
    /// Yeses without a day: they block until somebody finds it out.
    pub undated: Vec<Undated>,
    /// Yeses that take the day stated for the export.
    pub dated_by_export: usize,
    /// Pupils to add.
    pub added: Vec<AddedShown>,
    /// Entries that change: name, class, year …
    pub changed: Vec<String>,
    /// Pupils whose day of leaving the file states.
    pub left: Vec<String>,
    /// Rows whose pupil a person has to settle.
    pub ambiguous: Vec<AmbiguousRow>,
    /// Answers about one pupil that disagree: the stricter counts.
    pub disagreements: Vec<String>,
    /// Granted on the register, asked for in the file, without an answer there: they stay.
    pub unanswered: Vec<String>,
    /// Rows that cannot be used.
    pub refused: Vec<RowTold>,
    /// Things to know.
    pub notes: Vec<RowTold>,
    /// Entries for the do-not-publish list.
    pub protections: Vec<ProtectionShown>,
    /// Pupils on the register whom the file names too.
    pub matched: usize,
}

/// What a person should look at.
#[derive(Debug, Clone, Serialize, TS)]
#[ts(export)]
pub struct QuestionShown {
    /// In words.
    pub text: String,
    /// What it is about, so that the answer can be asked for.
    pub about: QuestionAbout,
    /// Nothing can be applied before it is answered.
    pub blocks: bool,
}

/// What a question is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[ts(export)]
#[serde(rename_all = "snake_case")]
pub enum QuestionAbout {
    /// Which purpose the answers are for.
    Purpose,
    /// What a column holds.
    Column,
    /// Which way round days are written.
    DateOrder,
    /// What an answer's words mean.
    Words,
    /// The day of the export.
    ExportDate,
}

/// A column as the person sees it.
#[derive(Debug, Clone, Serialize, TS)]
#[ts(export)]
pub struct ColumnShown {
    /// Which, counted from 1.
    pub column: u32,
    /// Its heading.
    pub header: String,
    /// What it holds, as mapping files name it.
    pub means: String,
    /// For what.
    pub purposes: Vec<String>,
    /// Its yes means no.
    pub negative: bool,
    /// Its author had hidden it.
    pub hidden: bool,
    /// Some of its values.
    pub samples: Vec<String>,
    /// What they come to: `Yes → granted`.
    pub in_words: Vec<String>,
}

/// An answer that changes.
#[derive(Debug, Clone, Serialize, TS)]
#[ts(export)]
pub struct AnswerChange {
    /// Identifier of the pupil.
    pub id: String,
    /// Who.
    pub person: String,
    /// What to type for him or her: the admission number, or the identifier.
    pub short: String,
    /// For what.
    pub purpose: String,
    /// Before.
    pub before: String,
    /// After.
    pub after: String,
    /// Rows that say so.
    pub rows: Vec<u32>,
    /// Pictures in batches on their way that show him or her for that purpose.
    pub queued: usize,
    /// Published ones that were not taken down.
    pub published: usize,
    /// Ticked, for a change from no to yes.
    pub ticked: bool,
}

/// A yes without a day.
#[derive(Debug, Clone, Serialize, TS)]
#[ts(export)]
pub struct Undated {
    /// Who.
    pub person: String,
    /// For what.
    pub purpose: String,
    /// The row.
    pub row: Option<u32>,
}

/// A pupil to add.
#[derive(Debug, Clone, Serialize, TS)]
#[ts(export)]
pub struct AddedShown {
    /// Name.
    pub name: String,
    /// Class.
    pub class: Option<String>,
    /// The row.
    pub row: u32,
    /// Others on the register whose name is similar.
    pub similar: Vec<String>,
}

/// A row whose pupil a person has to settle.
#[derive(Debug, Clone, Serialize, TS)]
#[ts(export)]
pub struct AmbiguousRow {
    /// Row as a spreadsheet counts it.
    pub row: u32,
    /// The name it gives.
    pub name: String,
    /// Why nobody was taken.
    pub why: String,
    /// Who it may be, likeliest first.
    pub candidates: Vec<Candidate>,
}

/// Who a row may be about.
#[derive(Debug, Clone, Serialize, TS)]
#[ts(export)]
pub struct Candidate {
    /// Identifier.
    pub id: String,
    /// What to type for him or her.
    pub short: String,
    /// Name.
    pub name: String,
    /// Class.
    pub class: Option<String>,
    /// Date of birth.
    #[ts(type = "string | null")]
    pub date_of_birth: Option<Date>,
}

/// Something about a row.
#[derive(Debug, Clone, Serialize, TS)]
#[ts(export)]
pub struct RowTold {
    /// Row as a spreadsheet counts it; none is the file.
    pub row: Option<u32>,
    /// What.
    pub text: String,
}

/// An entry for the do-not-publish list, without its reason.
#[derive(Debug, Clone, Serialize, TS)]
#[ts(export)]
pub struct ProtectionShown {
    /// The row.
    pub row: u32,
    /// Whom it binds.
    pub people: Vec<String>,
    /// In force from.
    #[ts(type = "string")]
    pub from: Date,
    /// Its day of review has passed; it is in force all the same.
    pub review_passed: bool,
    /// Pictures in batches on their way that show them.
    pub queued: usize,
    /// Published ones that were not taken down.
    pub published: usize,
}

/// An import that was taken over.
#[derive(Debug, Clone, Serialize, TS)]
#[ts(export)]
pub struct ImportShown {
    /// Identifier, to undo it by.
    pub id: String,
    /// BLAKE3 of the file.
    pub file_hash: String,
    /// When.
    pub at: String,
    /// Login of who imported it.
    pub by: Option<String>,
    /// Answers it brought.
    pub answers: u64,
    /// People whom it added or changed.
    pub people: u64,
    /// Entries of the do-not-publish list it brought.
    pub protections: u64,
    /// When it was undone.
    pub undone_at: Option<String>,
    /// Login of who undid it.
    pub undone_by: Option<String>,
}

/// What undoing an import does, or did.
#[derive(Debug, Clone, Serialize, TS)]
#[ts(export)]
pub struct UndoReport {
    /// Done; else nothing was changed.
    pub applied: bool,
    /// The import.
    pub import: String,
    /// Answers that no longer count.
    pub answers: usize,
    /// People who leave the register, because only this import knew them.
    pub removed: usize,
    /// People whom it added and who are tagged, protected or spoken of since: they stay.
    pub kept: usize,
    /// People whose entry goes back to what it was.
    pub restored: usize,
    /// Do-not-publish entries that stay in force.
    pub protections_kept: usize,
    /// Do-not-publish entries that are lifted.
    pub protections_lifted: usize,
    /// Noes that stop counting: look at these first.
    pub loosened: Vec<AnswerChange>,
    /// Yeses that stop counting.
    pub tightened: Vec<AnswerChange>,
}
