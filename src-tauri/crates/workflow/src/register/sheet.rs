//! What a register file holds once read: sheets of text cells, and what the eye sees beside the text.

use std::collections::BTreeSet;
use std::sync::Arc;

use jiff::civil::Date;

/// How a cell was stored.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CellKind {
    /// Text, as typed.
    Text,
    /// A number: leading zeros are gone.
    Number,
    /// A real date, whatever way round it is shown.
    Date(Date),
    /// True or false.
    Boolean,
}

/// One cell. A formula is never evaluated: its text is whatever the file kept beside it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cell {
    /// The text; dates as ISO, truth values as `TRUE` and `FALSE`.
    pub text: Arc<str>,
    /// How it was stored.
    pub kind: CellKind,
    /// The cell holds a formula.
    pub formula: bool,
    /// The cell has a fill colour.
    pub coloured: bool,
}

impl Cell {
    /// A plain text cell.
    #[must_use]
    pub fn text(text: &str) -> Self {
        Self { text: Arc::from(text), kind: CellKind::Text, formula: false, coloured: false }
    }

    /// Neither text nor formula; it may still be coloured.
    #[must_use]
    pub fn is_blank(&self) -> bool {
        !self.formula && self.text.chars().all(|c| c.is_whitespace() || c == '\u{feff}')
    }
}

/// One row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    /// As a spreadsheet counts, from 1.
    pub number: u32,
    /// Hidden by the author.
    pub hidden: bool,
    /// The cells, from the first column on; trailing blanks may be missing.
    pub cells: Vec<Cell>,
}

impl Row {
    /// The cell in a column (from 0), if anything stands there.
    #[must_use]
    pub fn cell(&self, column: usize) -> Option<&Cell> {
        self.cells.get(column)
    }

    /// The trimmed text in a column (from 0), empty when nothing stands there.
    #[must_use]
    pub fn text(&self, column: usize) -> &str {
        self.cell(column).map_or("", |cell| cell.text.trim())
    }

    /// Nothing but blanks.
    #[must_use]
    pub fn is_blank(&self) -> bool {
        self.cells.iter().all(Cell::is_blank)
    }
}

/// Cells that were joined into one; all numbers from 0, the ends included.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Merged {
    /// First row.
    pub top: u32,
    /// First column.
    pub left: usize,
    /// Last row.
    pub bottom: u32,
    /// Last column.
    pub right: usize,
}

/// One sheet. Rows that are wholly empty are left out; the others keep their numbers.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Sheet {
    /// Its name; empty for a text file.
    pub name: String,
    /// Hidden by the author.
    pub hidden: bool,
    /// The rows in order.
    pub rows: Vec<Row>,
    /// Hidden columns, from 0.
    pub hidden_columns: BTreeSet<usize>,
    /// Joined cells.
    pub merged: Vec<Merged>,
}

/// What kind of file it was.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Container {
    /// Separated values.
    Text {
        /// How its letters are coded.
        encoding: &'static str,
        /// What stands between its cells.
        delimiter: char,
    },
    /// Office Open XML.
    Xlsx,
    /// OpenDocument.
    Ods,
    /// Common Transfer File: a roster.
    Ctf,
}

/// A register file, read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Workbook {
    /// What it was.
    pub container: Container,
    /// Its sheets in order.
    pub sheets: Vec<Sheet>,
}
