//! Reports of a term: for the head who did what how often; for governors counts only, small ones hidden (P21).

use std::collections::BTreeMap;
use std::fmt::Write;

use jiff::Timestamp;
use rusqlite::params;

use super::{Action, Log};
use crate::error::Result;
use crate::row;

/// Counts below this say too much about one child or one member of staff.
const FEW: u64 = 5;

/// Who reads the report.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Audience {
    /// With logins and exact counts.
    Head,
    /// Without logins; small counts are hidden.
    Governors,
}

/// A line of a report.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReportLine {
    /// What happened.
    pub action: Action,
    /// Who did it, for the head; `None` for governors, and for what the program did itself.
    pub login: Option<String>,
    /// How often; `None` is 'fewer than five'.
    pub count: Option<u64>,
}

/// A report over a time.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Report {
    /// From this instant on.
    pub since: Timestamp,
    /// Before this instant.
    pub until: Timestamp,
    /// For whom.
    pub audience: Audience,
    /// Its lines, by action and login.
    pub lines: Vec<ReportLine>,
}

impl Log<'_> {
    /// Counts what happened from `since` on, before `until`.
    ///
    /// # Errors
    /// Where the database cannot be read.
    pub fn report(&self, since: Timestamp, until: Timestamp, audience: Audience) -> Result<Report> {
        let sql = "SELECT action, login, count(*) AS times FROM log LEFT JOIN accounts ON accounts.id = by_account
                   WHERE at >= ?1 AND at < ?2 GROUP BY action, login";
        let times = params![row::instant(since), row::instant(until)];
        let counted = self.0.read(|connection| {
            row::all(connection, sql, times, |row| {
                let action: Action = row::word(row, "action")?;
                let login: Option<String> = row.get("login")?;
                Ok(((action, login), row.get::<_, i64>("times")?.unsigned_abs()))
            })
        })?;
        let mut lines: BTreeMap<(Action, Option<String>), u64> = BTreeMap::new();
        for ((action, login), count) in counted {
            let login = login.filter(|_| audience == Audience::Head);
            *lines.entry((action, login)).or_default() += count;
        }
        let shown = |count: u64| Some(count).filter(|count| audience == Audience::Head || *count >= FEW);
        let lines = lines.into_iter();
        let lines = lines.map(|((action, login), count)| ReportLine { action, login, count: shown(count) }).collect();
        Ok(Report { since, until, audience, lines })
    }
}

impl Report {
    /// The report as CSV with a header. No cell can be taken for a formula.
    ///
    /// # Errors
    /// Where an action has no name.
    pub fn to_csv(&self) -> Result<String> {
        let mut text = String::from(match self.audience {
            Audience::Head => "what,who,times\r\n",
            Audience::Governors => "what,times\r\n",
        });
        for line in &self.lines {
            let what = row::to_word(&line.action)?;
            let who = match self.audience {
                Audience::Head => format!("{},", cell(line.login.as_deref().unwrap_or("the program"))),
                Audience::Governors => String::new(),
            };
            // Writing to a string does not fail.
            let _ = write!(text, "{what},{who}{}\r\n", times(line.count));
        }
        Ok(text)
    }

    /// The report as a page to print, complete in itself.
    ///
    /// # Errors
    /// Where an action has no name.
    pub fn to_html(&self, school: &str) -> Result<String> {
        let (from, to) = (self.since.strftime("%Y-%m-%d"), self.until.strftime("%Y-%m-%d"));
        let mut page = format!(
            "<!doctype html>\n<html lang=\"en\"><meta charset=\"utf-8\"><title>Report of use</title>\n\
             <h1>{}: use of Cloakroom</h1>\n<p>From {from}, before {to}.</p>\n<table>\n<tr><th>What</th>",
            escaped(school)
        );
        page.push_str(if self.audience == Audience::Head { "<th>Who</th>" } else { "" });
        page.push_str("<th>Times</th></tr>\n");
        for line in &self.lines {
            let what = row::to_word(&line.action)?.replace('_', " ");
            let who = match self.audience {
                Audience::Head => format!("<td>{}</td>", escaped(line.login.as_deref().unwrap_or("the program"))),
                Audience::Governors => String::new(),
            };
            // Writing to a string does not fail.
            let _ = writeln!(page, "<tr><td>{what}</td>{who}<td>{}</td></tr>", times(line.count));
        }
        page.push_str("</table>\n</html>\n");
        Ok(page)
    }
}

fn times(count: Option<u64>) -> String {
    count.map_or_else(|| format!("fewer than {FEW}"), |count| count.to_string())
}

/// A cell of text: quoted, and never the beginning of a formula.
fn cell(text: &str) -> String {
    let formula = text.starts_with(['=', '+', '-', '@', '\t', '\r']);
    format!("\"{}{}\"", if formula { "'" } else { "" }, text.replace('"', "\"\""))
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}
