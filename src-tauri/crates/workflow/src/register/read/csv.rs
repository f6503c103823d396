//! Separated values with the delimiter found out. Own reader, because the usual one neither reports a quotation mark that
//! is never closed nor keeps the rows' numbers.

use crate::register::error::RegisterError;
use crate::register::limits::{Limits, Tally, too_large};
use crate::register::sheet::{Cell, Row, Sheet};

const CANDIDATES: [char; 4] = [',', ';', '\t', '|'];
const SAMPLE_ROWS: u32 = 60;

/// The sheet, and the delimiter found.
pub(super) fn read(text: &str, limits: &Limits) -> Result<(Sheet, char), RegisterError> {
    let (delimiter, body, first_row) = match declared(text) {
        Some((delimiter, body)) => (delimiter, body, 2),
        None => (guess(text, limits), text, 1),
    };
    let sheet = Sheet { rows: parse(body, delimiter, first_row, None, limits)?, ..Sheet::default() };
    if sheet.rows.is_empty() { Err(RegisterError::Empty) } else { Ok((sheet, delimiter)) }
}

/// Excel's first line `sep=;`, which is a row of the file but no data.
fn declared(text: &str) -> Option<(char, &str)> {
    let (line, rest) = text.split_once('\n')?;
    let value = line.trim_end_matches('\r').trim_matches('"');
    let mut after = value.strip_prefix("sep=").or_else(|| value.strip_prefix("SEP="))?.chars();
    match (after.next(), after.next()) {
        (Some(delimiter), None) => Some((delimiter, rest)),
        _ => None,
    }
}

/// The delimiter by which most rows fall into the same number of cells, more than one.
fn guess(text: &str, limits: &Limits) -> char {
    let score = |delimiter: char| -> usize {
        let Ok(rows) = parse(text, delimiter, 1, Some(SAMPLE_ROWS), limits) else { return 0 };
        let widths: Vec<usize> = rows.iter().map(|row| row.cells.len()).filter(|width| *width > 1).collect();
        let most = widths.iter().map(|width| widths.iter().filter(|other| *other == width).count() * (width - 1)).max();
        most.unwrap_or(0)
    };
    let mut best = (CANDIDATES[0], 0);
    for delimiter in CANDIDATES {
        let found = score(delimiter);
        if found > best.1 {
            best = (delimiter, found);
        }
    }
    best.0
}

enum Place {
    Start,
    Bare,
    Quoted,
    AfterQuote,
}

/// Rows that hold anything, numbered as a spreadsheet counts them.
fn parse(
    text: &str,
    delimiter: char,
    first_row: u32,
    only: Option<u32>,
    limits: &Limits,
) -> Result<Vec<Row>, RegisterError> {
    let mut tally = Tally::new(limits);
    let mut rows = Vec::new();
    let mut cells: Vec<Cell> = Vec::new();
    let mut cell = String::new();
    let mut place = Place::Start;
    let mut number = first_row;
    let mut chars = text.chars().peekable();
    loop {
        let next = chars.next();
        let ends_row = match (next, &place) {
            (None, Place::Quoted) => return Err(RegisterError::UnclosedQuote { row: number }),
            (None, _) => true,
            (Some('"'), Place::Quoted) => {
                place = Place::AfterQuote;
                continue;
            }
            (Some(c), Place::Quoted) => {
                cell.push(c);
                if cell.len() > limits.cell_chars && cell.chars().count() > limits.cell_chars {
                    return Err(too_large(format!(
                        "a quoted cell in row {number} holds more than {} characters; is its closing quotation mark missing?",
                        limits.cell_chars
                    )));
                }
                continue;
            }
            (Some('"'), Place::AfterQuote) => {
                cell.push('"');
                place = Place::Quoted;
                continue;
            }
            (Some('"'), Place::Start) => {
                place = Place::Quoted;
                continue;
            }
            (Some(c), _) if c == delimiter => false,
            (Some('\r'), _) if chars.peek() == Some(&'\n') => continue,
            (Some('\n' | '\r'), _) => true,
            (Some(' '), Place::AfterQuote) => continue,
            (Some(_), Place::AfterQuote) => return Err(RegisterError::MisplacedQuote { row: number }),
            (Some(c), Place::Start | Place::Bare) => {
                cell.push(c);
                place = Place::Bare;
                if cell.len() > limits.cell_chars {
                    tally.cell(number.saturating_sub(1), cells.len(), &cell)?;
                }
                continue;
            }
        };
        tally.cell(number.saturating_sub(1), cells.len(), &cell)?;
        cells.push(Cell::text(&cell));
        cell.clear();
        place = Place::Start;
        if ends_row {
            let row = Row { number, hidden: false, cells: std::mem::take(&mut cells) };
            if !row.is_blank() {
                rows.push(row);
            }
            if next.is_none() || only.is_some_and(|count| number >= first_row.saturating_add(count)) {
                return Ok(rows);
            }
            number = number.saturating_add(1);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn texts(input: &str) -> Vec<Vec<String>> {
        let (sheet, _) = read(input, &Limits::default()).unwrap();
        sheet.rows.iter().map(|row| row.cells.iter().map(|cell| cell.text.to_string()).collect()).collect()
    }

    #[test]
    fn delimiters_are_found() {
        for delimiter in CANDIDATES {
            let text = format!("Name{delimiter}Class{delimiter}Web\nO'Connor{delimiter}6 Falcon{delimiter}No\n");
            assert_eq!(read(&text, &Limits::default()).unwrap().1, delimiter);
        }
        assert_eq!(read("Name;Web\n\"Khan, Amelia\";Yes\nAli, Mo;No\n", &Limits::default()).unwrap().1, ';');
    }

    #[test]
    fn a_declared_delimiter_counts_as_a_row_and_is_no_data() {
        let (sheet, delimiter) = read("sep=;\r\nName;Web\r\nKhan;Yes\r\n", &Limits::default()).unwrap();
        assert_eq!((delimiter, sheet.rows[0].number, sheet.rows.len()), (';', 2, 2));
    }

    #[test]
    fn rows_are_counted_by_record_not_by_line_and_blank_ones_keep_their_number() {
        let (sheet, _) = read("a,\"b\nc\"\n\nd,\"e \"\"f\"\"\"\n", &Limits::default()).unwrap();
        assert_eq!(sheet.rows.iter().map(|row| row.number).collect::<Vec<_>>(), [1, 3]);
        assert_eq!(&*sheet.rows[1].cells[1].text, "e \"f\"");
        assert_eq!(texts("a,b\r\nc,d"), [["a", "b"], ["c", "d"]]);
    }

    #[test]
    fn quotation_marks_out_of_place_are_refused_with_their_row() {
        let unclosed = read("a,b\nc,\"d\ne,f\n", &Limits::default());
        assert_eq!(unclosed.unwrap_err(), RegisterError::UnclosedQuote { row: 2 });
        let misplaced = read("a,b\nc,\"d\" e\n", &Limits::default());
        assert_eq!(misplaced.unwrap_err(), RegisterError::MisplacedQuote { row: 2 });
    }
}
