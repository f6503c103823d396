//! Which cell styles of a workbook show a date, and which fill the cell with colour.

use std::collections::BTreeSet;

use super::archive::Archive;
use super::xml::{Node, attribute};
use crate::register::error::RegisterError;

/// By the number of the cell style.
#[derive(Debug, Default)]
pub(super) struct Styles {
    formats: Vec<Look>,
}

#[derive(Debug, Clone, Copy, Default)]
struct Look {
    date: bool,
    coloured: bool,
}

impl Styles {
    pub(super) fn is_date(&self, style: usize) -> bool {
        self.formats.get(style).is_some_and(|look| look.date)
    }

    pub(super) fn is_coloured(&self, style: usize) -> bool {
        self.formats.get(style).is_some_and(|look| look.coloured)
    }

    pub(super) fn read(archive: &mut Archive<'_>) -> Result<Self, RegisterError> {
        let Some(mut xml) = archive.xml("xl/styles.xml")? else { return Ok(Self::default()) };
        let mut styles = Self::default();
        let mut date_formats = BTreeSet::new();
        let mut fills: Vec<bool> = Vec::new();
        let mut in_cell_formats = false;
        while let Some(event) = xml.next()? {
            match &event {
                Node::Open(tag) => match tag.local_name().into_inner() {
                    "numFmt" => {
                        let id = attribute(tag, "numFmtId").and_then(|id| id.parse::<u32>().ok());
                        if let (Some(id), Some(code)) = (id, attribute(tag, "formatCode"))
                            && shows_date(&code)
                        {
                            date_formats.insert(id);
                        }
                    }
                    "fill" => fills.push(false),
                    "patternFill" => {
                        let pattern = attribute(tag, "patternType").unwrap_or_default();
                        let coloured = !matches!(pattern.as_str(), "" | "none" | "gray125");
                        if let Some(fill) = fills.last_mut() {
                            *fill = coloured;
                        }
                    }
                    "gradientFill" => {
                        if let Some(fill) = fills.last_mut() {
                            *fill = true;
                        }
                    }
                    "cellXfs" => in_cell_formats = true,
                    "xf" if in_cell_formats => {
                        let number = |name| attribute(tag, name).and_then(|value| value.parse::<u32>().ok());
                        let format = number("numFmtId").unwrap_or(0);
                        let fill = number("fillId").and_then(|fill| usize::try_from(fill).ok()).unwrap_or(0);
                        styles.formats.push(Look {
                            date: matches!(format, 14..=22 | 27..=36 | 45..=47 | 50..=58)
                                || date_formats.contains(&format),
                            coloured: fills.get(fill).copied().unwrap_or(false),
                        });
                    }
                    _ => {}
                },
                Node::Close(tag) if tag.local_name().into_inner() == "cellXfs" => in_cell_formats = false,
                Node::Close(_) | Node::Text(_) => {}
            }
        }
        Ok(styles)
    }
}

/// A number format with a day or a year in it, quoted text and colour names aside.
fn shows_date(code: &str) -> bool {
    let mut bare = String::new();
    let (mut quoted, mut bracketed, mut escaped) = (false, false, false);
    for c in code.chars() {
        match c {
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            '"' => quoted = !quoted,
            '[' if !quoted => bracketed = true,
            ']' if !quoted => bracketed = false,
            _ if !quoted && !bracketed => bare.push(c.to_ascii_lowercase()),
            _ => {}
        }
    }
    bare.contains('d') || bare.contains("yy")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn date_formats_are_told_from_numbers_and_colours() {
        for code in ["dd/mm/yyyy", "m/d/yy h:mm:ss", "[$-809]d mmmm yyyy"] {
            assert!(shows_date(code), "{code}");
        }
        for code in ["0.00", "[Red]#,##0", "\"days\" 0", "General"] {
            assert!(!shows_date(code), "{code}");
        }
    }
}
