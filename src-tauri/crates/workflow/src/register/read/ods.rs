//! OpenDocument spreadsheets, with repeated rows and cells counted against the limits.

use std::collections::BTreeSet;

use quick_xml::events::BytesStart;

use super::archive::Archive;
use super::xml::{Node, attribute};
use crate::register::dates;
use crate::register::error::RegisterError;
use crate::register::limits::{Limits, Tally, too_large};
use crate::register::sheet::{Cell, CellKind, Merged, Row, Sheet};

/// Styles and merged cells kept; a real sheet has a handful.
const STYLES: usize = 10_000;
const MERGES: usize = 10_000;

/// All sheets in order.
pub(super) fn read(archive: &mut Archive<'_>, limits: &Limits) -> Result<Vec<Sheet>, RegisterError> {
    if encrypted(archive)? {
        return Err(RegisterError::PasswordProtected);
    }
    let Some(mut xml) = archive.xml("content.xml")? else { return Err(RegisterError::Empty) };
    let mut reading = Reading::new(limits);
    let mut style = String::new();
    while let Some(event) = xml.next()? {
        match &event {
            Node::Open(tag) => match tag.local_name().into_inner() {
                "style" => style = attribute(tag, "name").unwrap_or_default(),
                "table-cell-properties" => {
                    if reading.coloured.len() < STYLES
                        && attribute(tag, "background-color").is_some_and(|colour| colour != "transparent")
                    {
                        reading.coloured.insert(style.clone());
                    }
                }
                _ => reading.open(tag)?,
            },
            Node::Close(tag) => reading.close(tag.local_name().into_inner())?,
            Node::Text(part) => {
                if let Some(cell) = &mut reading.cell
                    && reading.paragraphs > 0
                    && reading.annotation == 0
                {
                    cell.text.push_str(part);
                }
            }
        }
        if reading.sheets.len() > limits.sheets {
            return Err(too_large(format!("it has more than {} sheets", limits.sheets)));
        }
    }
    let sheets = reading.sheets;
    if sheets.iter().all(|sheet| sheet.rows.is_empty()) { Err(RegisterError::Empty) } else { Ok(sheets) }
}

fn encrypted(archive: &mut Archive<'_>) -> Result<bool, RegisterError> {
    let Some(mut xml) = archive.xml("META-INF/manifest.xml")? else { return Ok(false) };
    while let Some(event) = xml.next()? {
        if let Node::Open(tag) = &event
            && tag.local_name().into_inner() == "encryption-data"
        {
            return Ok(true);
        }
    }
    Ok(false)
}

#[derive(Default)]
struct Open {
    text: String,
    kind: String,
    value: String,
    formula: bool,
    coloured: bool,
    repeated: usize,
    spans: (usize, u32),
}

struct Reading<'a> {
    tally: Tally<'a>,
    sheets: Vec<Sheet>,
    coloured: BTreeSet<String>,
    row: Option<Row>,
    row_repeated: u32,
    next_row: u32,
    next_column: usize,
    column_definitions: usize,
    cell: Option<Open>,
    paragraphs: u32,
    annotation: u32,
    columns: usize,
}

impl<'a> Reading<'a> {
    fn new(limits: &'a Limits) -> Self {
        Self {
            tally: Tally::new(limits),
            sheets: Vec::new(),
            coloured: BTreeSet::new(),
            row: None,
            row_repeated: 1,
            next_row: 0,
            next_column: 0,
            column_definitions: 0,
            cell: None,
            paragraphs: 0,
            annotation: 0,
            columns: limits.columns,
        }
    }

    fn open(&mut self, tag: &BytesStart<'_>) -> Result<(), RegisterError> {
        let count = |name| attribute(tag, name).and_then(|value| value.parse::<u32>().ok()).unwrap_or(1).max(1);
        let hidden = || attribute(tag, "visibility").is_some_and(|visibility| visibility != "visible");
        match tag.local_name().into_inner() {
            "table" => {
                let name = attribute(tag, "name").unwrap_or_default();
                self.sheets.push(Sheet { name, ..Sheet::default() });
                (self.next_row, self.column_definitions) = (0, 0);
            }
            "table-column" => {
                let repeated = count("number-columns-repeated") as usize;
                let first = self.column_definitions;
                self.column_definitions = first.saturating_add(repeated);
                if hidden()
                    && let Some(sheet) = self.sheets.last_mut()
                {
                    sheet.hidden_columns.extend(first..self.column_definitions.min(self.columns));
                }
            }
            "table-row" => {
                self.row_repeated = count("number-rows-repeated");
                self.next_column = 0;
                self.row = Some(Row { number: self.next_row.saturating_add(1), hidden: hidden(), cells: Vec::new() });
            }
            "table-cell" | "covered-table-cell" => {
                let style = attribute(tag, "style-name").unwrap_or_default();
                let value = ["date-value", "boolean-value", "value"].iter().find_map(|name| attribute(tag, name));
                self.cell = Some(Open {
                    kind: attribute(tag, "value-type").unwrap_or_default(),
                    value: value.unwrap_or_default(),
                    formula: attribute(tag, "formula").is_some(),
                    coloured: self.coloured.contains(&style),
                    repeated: count("number-columns-repeated") as usize,
                    spans: (count("number-columns-spanned") as usize, count("number-rows-spanned")),
                    text: String::new(),
                });
            }
            "annotation" => self.annotation += 1,
            "p" => {
                self.paragraphs += 1;
                if self.annotation == 0
                    && let Some(cell) = &mut self.cell
                    && !cell.text.is_empty()
                {
                    cell.text.push('\n');
                }
            }
            "s" => {
                if let Some(cell) = &mut self.cell
                    && self.annotation == 0
                {
                    cell.text.push(' ');
                }
            }
            _ => {}
        }
        Ok(())
    }

    fn close(&mut self, name: &str) -> Result<(), RegisterError> {
        match name {
            "p" => self.paragraphs = self.paragraphs.saturating_sub(1),
            "annotation" => self.annotation = self.annotation.saturating_sub(1),
            "table-cell" | "covered-table-cell" => {
                if let Some(open) = self.cell.take() {
                    self.close_cell(open)?;
                }
            }
            "table-row" => self.close_row()?,
            _ => {}
        }
        Ok(())
    }

    fn close_cell(&mut self, open: Open) -> Result<(), RegisterError> {
        let Some(row) = &mut self.row else { return Ok(()) };
        let column = self.next_column;
        self.next_column = column.saturating_add(open.repeated);
        let (text, kind) = match open.kind.as_str() {
            "date" => match dates::iso(&open.value) {
                Some(day) => (day.to_string(), CellKind::Date(day)),
                None => (open.text, CellKind::Text),
            },
            "boolean" => (open.value.to_ascii_uppercase(), CellKind::Boolean),
            "float" => {
                let number = open.value.parse::<f64>().map_or(open.text, |value| value.to_string());
                (number, CellKind::Number)
            }
            _ => (open.text, CellKind::Text),
        };
        let filled = open.formula || !text.trim().is_empty();
        let shows = filled || (open.coloured && self.next_column < self.columns);
        if !shows {
            return Ok(());
        }
        if let Some(sheet) = self.sheets.last_mut()
            && open.spans != (1, 1)
            && sheet.merged.len() < MERGES
        {
            let right = column.saturating_add(open.spans.0 - 1);
            let bottom = self.next_row.saturating_add(open.spans.1 - 1);
            sheet.merged.push(Merged { top: self.next_row, left: column, bottom, right });
        }
        let cell = Cell { text: text.into(), kind, formula: open.formula, coloured: open.coloured };
        for place in column..self.next_column {
            self.tally.cell(self.next_row, place, &cell.text)?;
            row.cells.resize(place, Cell::text(""));
            row.cells.push(cell.clone());
        }
        Ok(())
    }

    fn close_row(&mut self) -> Result<(), RegisterError> {
        let Some(row) = self.row.take() else { return Ok(()) };
        let first = self.next_row;
        self.next_row = first.saturating_add(self.row_repeated);
        if row.cells.iter().all(|cell| cell.is_blank() && !cell.coloured) {
            return Ok(());
        }
        let Some(sheet) = self.sheets.last_mut() else { return Ok(()) };
        for index in first..self.next_row {
            if index > first {
                for (column, cell) in row.cells.iter().enumerate() {
                    self.tally.cell(index, column, &cell.text)?;
                }
            }
            sheet.rows.push(Row { number: index.saturating_add(1), ..row.clone() });
        }
        Ok(())
    }
}
