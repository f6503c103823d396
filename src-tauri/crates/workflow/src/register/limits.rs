//! How much a register may hold: the one place.

use super::error::RegisterError;

/// Limits on one register file. The defaults fit a school of 5,000 with ten years of history.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// Bytes of the file.
    pub file_bytes: u64,
    /// Characters of one cell; what spreadsheet programs allow.
    pub cell_chars: usize,
    /// Columns of a sheet.
    pub columns: usize,
    /// Rows of a sheet, blank ones included.
    pub rows: u32,
    /// Filled cells of the whole file.
    pub cells: usize,
    /// Characters of all cells together, a shared text counted at each use.
    pub text: usize,
    /// Sheets of a workbook.
    pub sheets: usize,
    /// Parts of a workbook's archive.
    pub parts: usize,
    /// Bytes of all parts that are read, unpacked.
    pub unpacked_bytes: u64,
    /// Elements and texts of all XML that is read.
    pub xml_nodes: u64,
    /// Bytes of XML without a tag.
    pub xml_run: usize,
    /// Depth of nested XML elements.
    pub xml_depth: u32,
    /// Answers of the whole file.
    pub answers: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            file_bytes: 64 << 20,
            cell_chars: 32_767,
            columns: 1_024,
            rows: 200_000,
            cells: 2_000_000,
            text: 64 << 20,
            sheets: 100,
            parts: 2_000,
            unpacked_bytes: 128 << 20,
            xml_nodes: 12_000_000,
            xml_run: 256 << 10,
            xml_depth: 64,
            answers: 400_000,
        }
    }
}

/// Counts what has been read against the limits.
#[derive(Debug)]
pub(super) struct Tally<'a> {
    limits: &'a Limits,
    cells: usize,
    text: usize,
}

impl<'a> Tally<'a> {
    pub(super) fn new(limits: &'a Limits) -> Self {
        Self { limits, cells: 0, text: 0 }
    }

    /// One more filled cell, at this place (both counted from 0).
    pub(super) fn cell(&mut self, row: u32, column: usize, text: &str) -> Result<(), RegisterError> {
        self.place(row, column)?;
        if text.len() > self.limits.cell_chars && text.chars().count() > self.limits.cell_chars {
            return Err(too_large(format!(
                "a cell in row {} holds more than {} characters",
                row.saturating_add(1),
                self.limits.cell_chars
            )));
        }
        self.cells += 1;
        self.text += text.len();
        if self.cells > self.limits.cells {
            return Err(too_large(format!("it holds more than {} cells", self.limits.cells)));
        }
        if self.text > self.limits.text {
            return Err(too_large(format!("its cells hold more than {} MB of text", self.limits.text >> 20)));
        }
        Ok(())
    }

    /// Whether something may stand at this place (both counted from 0).
    pub(super) fn place(&self, row: u32, column: usize) -> Result<(), RegisterError> {
        if column >= self.limits.columns {
            return Err(too_large(format!("it has more than {} columns", self.limits.columns)));
        }
        if row >= self.limits.rows {
            return Err(too_large(format!("it has more than {} rows", self.limits.rows)));
        }
        Ok(())
    }
}

pub(super) fn too_large(what: String) -> RegisterError {
    RegisterError::TooLarge { what }
}
