//! Office Open XML workbooks: text, numbers, dates, hidden rows and columns, colours, merged cells, formulas as flags.

use std::collections::BTreeMap;
use std::io::BufRead;
use std::sync::Arc;

use quick_xml::events::BytesStart;

use super::archive::Archive;
use super::styles::Styles;
use super::xml::{Node, Xml, attribute, flag};
use crate::register::dates;
use crate::register::error::RegisterError;
use crate::register::limits::{Limits, Tally, too_large};
use crate::register::sheet::{Cell, CellKind, Merged, Row, Sheet};

/// Merged cells kept: they only explain headings.
const MERGES: usize = 10_000;

struct Listed {
    name: String,
    hidden: bool,
    relation: String,
}

/// All sheets in order.
pub(super) fn read(archive: &mut Archive<'_>, limits: &Limits) -> Result<Vec<Sheet>, RegisterError> {
    let (listed, since_1904) = list(archive, limits)?;
    let targets = relations(archive, &listed)?;
    let styles = Styles::read(archive)?;
    let shared = shared_texts(archive, limits)?;
    let mut tally = Tally::new(limits);
    let mut sheets = Vec::new();
    for entry in listed {
        let Some(part) = targets.get(&entry.relation) else { continue };
        let Some(xml) = archive.xml(part)? else { continue };
        let mut sheet = Sheet { name: entry.name, hidden: entry.hidden, ..Sheet::default() };
        Reading { shared: &shared, styles: &styles, since_1904, tally: &mut tally }.sheet(xml, &mut sheet)?;
        sheets.push(sheet);
    }
    if sheets.iter().all(|sheet| sheet.rows.is_empty()) { Err(RegisterError::Empty) } else { Ok(sheets) }
}

fn list(archive: &mut Archive<'_>, limits: &Limits) -> Result<(Vec<Listed>, bool), RegisterError> {
    let mut listed = Vec::new();
    let mut since_1904 = false;
    let Some(mut xml) = archive.xml("xl/workbook.xml")? else { return Ok((listed, since_1904)) };
    while let Some(event) = xml.next()? {
        let Node::Open(tag) = &event else { continue };
        match tag.local_name().into_inner() {
            "workbookPr" => since_1904 = flag(tag, "date1904"),
            "sheet" => listed.push(Listed {
                name: attribute(tag, "name").unwrap_or_default(),
                hidden: attribute(tag, "state").is_some_and(|state| state != "visible"),
                relation: attribute(tag, "id").unwrap_or_default(),
            }),
            _ => {}
        }
        if listed.len() > limits.sheets {
            return Err(too_large(format!("it has more than {} sheets", limits.sheets)));
        }
    }
    Ok((listed, since_1904))
}

fn relations(archive: &mut Archive<'_>, listed: &[Listed]) -> Result<BTreeMap<String, String>, RegisterError> {
    let mut targets = BTreeMap::new();
    let Some(mut xml) = archive.xml("xl/_rels/workbook.xml.rels")? else { return Ok(targets) };
    while let Some(event) = xml.next()? {
        let Node::Open(tag) = &event else { continue };
        if tag.local_name().into_inner() != "Relationship"
            || attribute(tag, "TargetMode").is_some_and(|m| m == "External")
        {
            continue;
        }
        if let (Some(id), Some(target)) = (attribute(tag, "Id"), attribute(tag, "Target"))
            && listed.iter().any(|sheet| sheet.relation == id)
        {
            let part = target.strip_prefix('/').map_or_else(|| format!("xl/{target}"), str::to_owned);
            targets.insert(id, part);
        }
    }
    Ok(targets)
}

fn shared_texts(archive: &mut Archive<'_>, limits: &Limits) -> Result<Vec<Arc<str>>, RegisterError> {
    let mut texts = Vec::new();
    let Some(mut xml) = archive.xml("xl/sharedStrings.xml")? else { return Ok(texts) };
    let (mut text, mut in_text, mut phonetic, mut total) = (String::new(), false, false, 0);
    while let Some(event) = xml.next()? {
        match &event {
            Node::Open(tag) => match tag.local_name().into_inner() {
                "si" => text.clear(),
                "t" => in_text = !phonetic,
                "rPh" => phonetic = true,
                _ => {}
            },
            Node::Close(tag) => match tag.local_name().into_inner() {
                "si" => {
                    total += text.len();
                    if total > limits.text || texts.len() >= limits.cells {
                        return Err(too_large(format!("it holds more than {} MB of text", limits.text >> 20)));
                    }
                    texts.push(Arc::from(text.as_str()));
                }
                "t" => in_text = false,
                "rPh" => phonetic = false,
                _ => {}
            },
            Node::Text(part) if in_text => text.push_str(part),
            Node::Text(_) => {}
        }
    }
    Ok(texts)
}

struct Reading<'a, 'l> {
    shared: &'a [Arc<str>],
    styles: &'a Styles,
    since_1904: bool,
    tally: &'a mut Tally<'l>,
}

/// A cell being read.
#[derive(Default)]
struct Open {
    column: usize,
    style: usize,
    kind: String,
    value: String,
    inline: String,
    formula: bool,
}

impl Reading<'_, '_> {
    fn sheet<R: BufRead>(&mut self, mut xml: Xml<'_, R>, sheet: &mut Sheet) -> Result<(), RegisterError> {
        let mut row = Row { number: 0, hidden: false, cells: Vec::new() };
        let mut open: Option<Open> = None;
        let (mut in_value, mut in_inline) = (false, false);
        while let Some(event) = xml.next()? {
            match &event {
                Node::Open(tag) => match tag.local_name().into_inner() {
                    "col" if flag(tag, "hidden") => hide_columns(tag, sheet),
                    "row" => {
                        let number = attribute(tag, "r").and_then(|r| r.parse().ok());
                        row.number = number.unwrap_or(row.number.saturating_add(1));
                        row.hidden = flag(tag, "hidden");
                        row.cells.clear();
                    }
                    "c" => {
                        let column = attribute(tag, "r").and_then(|r| column_of(&r));
                        open = Some(Open {
                            column: column.unwrap_or(row.cells.len()),
                            style: attribute(tag, "s").and_then(|s| s.parse().ok()).unwrap_or(0),
                            kind: attribute(tag, "t").unwrap_or_default(),
                            ..Open::default()
                        });
                    }
                    "f" => {
                        if let Some(open) = &mut open {
                            open.formula = true;
                        }
                    }
                    "v" => in_value = true,
                    "t" => in_inline = true,
                    "mergeCell" if sheet.merged.len() < MERGES => {
                        sheet.merged.extend(attribute(tag, "ref").and_then(|range| merged_range(&range)));
                    }
                    _ => {}
                },
                Node::Close(tag) => match tag.local_name().into_inner() {
                    "v" => in_value = false,
                    "t" => in_inline = false,
                    "c" => {
                        if let Some(open) = open.take() {
                            self.close(open, &mut row)?;
                        }
                    }
                    "row" if row.cells.iter().any(|cell| !cell.is_blank() || cell.coloured) => {
                        sheet.rows.push(Row { cells: std::mem::take(&mut row.cells), ..row.clone() });
                    }
                    _ => {}
                },
                Node::Text(part) => match &mut open {
                    Some(open) if in_value => open.value.push_str(part),
                    Some(open) if in_inline => open.inline.push_str(part),
                    _ => {}
                },
            }
        }
        Ok(())
    }

    fn close(&mut self, open: Open, row: &mut Row) -> Result<(), RegisterError> {
        let coloured = self.styles.is_coloured(open.style);
        let (text, kind): (Arc<str>, CellKind) = match open.kind.as_str() {
            "s" => {
                let index = open.value.trim().parse::<usize>().ok();
                let Some(text) = index.and_then(|index| self.shared.get(index)) else {
                    return Err(RegisterError::Damaged { what: format!("row {}: a text is missing", row.number) });
                };
                (Arc::clone(text), CellKind::Text)
            }
            "b" => (Arc::from(if open.value.trim() == "1" { "TRUE" } else { "FALSE" }), CellKind::Boolean),
            "inlineStr" => (Arc::from(open.inline.as_str()), CellKind::Text),
            "str" | "e" => (Arc::from(open.value.as_str()), CellKind::Text),
            "d" => {
                let date = dates::iso(open.value.trim());
                (Arc::from(open.value.as_str()), date.map_or(CellKind::Text, CellKind::Date))
            }
            _ => number(&open.value, self.styles.is_date(open.style), self.since_1904),
        };
        let filled = open.formula || !text.trim().is_empty();
        if !filled && !coloured {
            return Ok(());
        }
        let row_index = row.number.saturating_sub(1);
        if filled {
            self.tally.cell(row_index, open.column, &text)?;
        } else if self.tally.place(row_index, open.column).is_err() {
            return Ok(()); // colour to the end of the sheet says nothing
        }
        if row.cells.len() <= open.column {
            row.cells.resize(open.column + 1, Cell::text(""));
        }
        row.cells[open.column] = Cell { text, kind, formula: open.formula, coloured };
        Ok(())
    }
}

fn number(value: &str, date: bool, since_1904: bool) -> (Arc<str>, CellKind) {
    let Ok(parsed) = value.trim().parse::<f64>() else { return (Arc::from(value.trim()), CellKind::Text) };
    if date && let Some(day) = dates::serial(parsed, since_1904) {
        return (Arc::from(day.to_string().as_str()), CellKind::Date(day));
    }
    (Arc::from(parsed.to_string().as_str()), CellKind::Number)
}

fn hide_columns(tag: &BytesStart<'_>, sheet: &mut Sheet) {
    let bound = |name| attribute(tag, name).and_then(|value| value.parse::<usize>().ok());
    if let (Some(first), Some(last)) = (bound("min"), bound("max")) {
        // A sheet can hide all its 16,384 columns with one element; beyond the limit nothing is read anyway.
        sheet.hidden_columns.extend(first.saturating_sub(1)..last.min(16_384));
    }
}

/// The column (from 0) of a reference such as `AB12`.
fn column_of(reference: &str) -> Option<usize> {
    let mut column = 0usize;
    for c in reference.chars().take_while(char::is_ascii_alphabetic) {
        let digit = usize::from(c.to_ascii_uppercase() as u8 - b'A') + 1;
        column = column.checked_mul(26)?.checked_add(digit)?;
    }
    column.checked_sub(1)
}

fn merged_range(range: &str) -> Option<Merged> {
    let row_of = |reference: &str| {
        let digits: String = reference.chars().filter(char::is_ascii_digit).collect();
        digits.parse::<u32>().ok()?.checked_sub(1)
    };
    let (first, last) = range.split_once(':')?;
    Some(Merged { top: row_of(first)?, left: column_of(first)?, bottom: row_of(last)?, right: column_of(last)? })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn references_name_their_place() {
        assert_eq!(column_of("A1"), Some(0));
        assert_eq!(column_of("AB12"), Some(27));
        assert_eq!(column_of("12"), None);
        assert_eq!(merged_range("F2:J2"), Some(Merged { top: 1, left: 5, bottom: 1, right: 9 }));
    }
}
