//! A list as rows: for the screen, a spreadsheet, or a page to print. Whatever the names hold, a spreadsheet takes none for a
//! formula and a browser none for markup.

use std::fmt::Write as _;

use rules::Date;
use serde::Serialize;
use ts_rs::TS;

use super::csv_safe;

/// A list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[ts(export)]
pub struct Table {
    /// What it is.
    pub title: String,
    /// Headings.
    pub headings: Vec<&'static str>,
    /// Rows.
    pub rows: Vec<Vec<String>>,
}

impl Table {
    /// CSV with a byte order mark, so that Excel reads the letters right.
    #[must_use]
    pub fn to_csv(&self) -> String {
        let mut out = String::from("\u{feff}");
        out.push_str(&csv_safe::row(self.headings.iter().copied()));
        for row in &self.rows {
            out.push_str(&csv_safe::row(row.iter().map(String::as_str)));
        }
        out
    }

    /// A page to print, complete in itself. Rows of one class stay together on a sheet where they fit.
    #[must_use]
    pub fn to_html(&self, school: &str, on: Date) -> String {
        let title = escaped(&self.title);
        let mut page = format!(
            "<!doctype html>\n<html lang=\"en-GB\">\n<meta charset=\"utf-8\">\n<title>{title}</title>\n<style>\n\
             body {{ font: 11pt sans-serif }} table {{ border-collapse: collapse; width: 100% }}\n\
             th, td {{ border: 1px solid #888; padding: 2pt 4pt; text-align: left }}\n\
             thead {{ display: table-header-group }} tr {{ break-inside: avoid }}\n</style>\n\
             <h1>{title}</h1>\n<p>{}, {on}. Confidential: shred after use.</p>\n<table>\n<thead><tr>",
            escaped(school)
        );
        for heading in &self.headings {
            // Writing to a string does not fail.
            let _ = write!(page, "<th>{heading}</th>");
        }
        page.push_str("</tr></thead>\n<tbody>\n");
        for row in &self.rows {
            let cells: String = row.iter().map(|cell| format!("<td>{}</td>", escaped(cell))).collect();
            let _ = writeln!(page, "<tr>{cells}</tr>");
        }
        page.push_str("</tbody>\n</table>\n</html>\n");
        page
    }
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_neither_formulas_nor_markup() {
        let table =
            Table { title: "List".to_owned(), headings: vec!["name"], rows: vec![vec!["=1+1 <b>Khan</b>".to_owned()]] };
        assert_eq!(table.to_csv(), "\u{feff}name\r\n'=1+1 <b>Khan</b>\r\n");
        let page = table.to_html("A & B", Date::constant(2026, 11, 22));
        assert!(page.contains("=1+1 &lt;b&gt;Khan&lt;/b&gt;") && page.contains("A &amp; B, 2026-11-22"));
    }
}
