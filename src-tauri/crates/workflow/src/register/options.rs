//! Options of a form that stand together in one cell.

use super::folding::fold;
use super::sheet::Row;

/// Microsoft's forms end every option with a semicolon, Google's put commas between them.
pub(super) fn separator_of(body: &[Row], column: usize) -> char {
    if body.iter().any(|row| row.text(column).contains(';')) { ';' } else { ',' }
}

/// Splits a cell of options; a separator inside brackets belongs to the option.
pub(super) fn split_options(text: &str, separator: char) -> Vec<&str> {
    let mut options = Vec::new();
    let (mut depth, mut start) = (0usize, 0);
    for (at, c) in text.char_indices() {
        match c {
            '(' => depth += 1,
            ')' => depth = depth.saturating_sub(1),
            _ if c == separator && (depth == 0 || separator == ';') => {
                options.push(text[start..at].trim());
                start = at + c.len_utf8();
            }
            _ => {}
        }
    }
    options.push(text[start..].trim());
    options.retain(|option| !option.is_empty());
    options
}

/// An option that refuses everything.
pub(super) fn is_none_of_these(option: &str) -> bool {
    matches!(
        fold(option).as_str(),
        "none of these"
            | "none"
            | "none of the above"
            | "no"
            | "i do not give permission"
            | "i do not consent"
            | "no photos"
    )
}
