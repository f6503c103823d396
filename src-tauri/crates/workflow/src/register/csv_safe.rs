//! Cells for every CSV that leaves the program: nothing in them is taken for a formula, and quotes are doubled.

/// One cell, quoted where needed. A cell that a spreadsheet would take for a formula gets an apostrophe in front
/// (OWASP ASVS 1.2.10).
#[must_use]
pub fn cell(text: &str) -> String {
    let risky = text
        .trim_start_matches([' ', '\u{a0}', '\u{feff}'])
        .starts_with(['=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠']);
    let safe = if risky { format!("'{text}") } else { text.to_owned() };
    if safe.contains(['"', ',', ';', '\n', '\r', '\t']) || safe != safe.trim() {
        format!("\"{}\"", safe.replace('"', "\"\""))
    } else {
        safe
    }
}

/// One line, ended as spreadsheets expect.
#[must_use]
pub fn row<'a>(cells: impl IntoIterator<Item = &'a str>) -> String {
    let cells: Vec<String> = cells.into_iter().map(cell).collect();
    format!("{}\r\n", cells.join(","))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn formulas_are_disarmed() {
        for text in [
            "=1+1",
            "+44 7700 900123",
            "-No",
            "@Yes",
            "\tYes",
            "\r=1",
            " =1",
            "=HYPERLINK(\"http://example.invalid\",\"x\")",
        ] {
            let written = cell(text);
            assert!(written.starts_with("\"'") || written.starts_with('\''), "{text:?} became {written:?}");
        }
    }

    #[test]
    fn plain_cells_stay_plain_and_quotes_are_doubled() {
        assert_eq!(row(["Khan", "2026-09-03", "group_only"]), "Khan,2026-09-03,group_only\r\n");
        assert_eq!(row(["say \"hi\"", "a,b"]), "\"say \"\"hi\"\"\",\"a,b\"\r\n");
    }
}
