//! Reports of a term (P21): for the head who did what how often, for governors counts alone.

use jiff::civil::date;
use rules::Date;
use store::Audience;

use crate::error::{Error, Fault, Refusal};
use crate::rights::Action;
use crate::session::Session;
use crate::wire::{ReportLineShown, TermReport};

impl Session {
    /// What happened from the first day to the last; in the present term where no days are named.
    ///
    /// # Errors
    /// Refused to all but the head, and where the last day lies before the first.
    pub fn term_report(
        &self,
        first: Option<Date>,
        last: Option<Date>,
        for_governors: bool,
    ) -> Result<TermReport, Error> {
        self.may(Action::ReadLog)?;
        let term = term_of(self.today()?);
        let last_term = term_of(term[0].saturating_sub(jiff::Span::new().days(1)));
        let (first, last) = (first.unwrap_or(term[0]), last.unwrap_or(term[1]));
        if last < first {
            return Err(Refusal::NotA { expected: "a day after the first", text: last.to_string() }.into());
        }
        let zone = (self.surroundings().clock)().time_zone().clone();
        let midnight = |day: Date| day.to_zoned(zone.clone()).map(|start| start.timestamp());
        let beyond = |_| Refusal::NotA { expected: "a date of our time", text: last.to_string() };
        let (since, until) =
            (midnight(first).map_err(beyond)?, midnight(last.saturating_add(jiff::Span::new().days(1))));
        let audience = if for_governors { Audience::Governors } else { Audience::Head };
        let report = self.vault().log().report(since, until.map_err(beyond)?, audience)?;
        let open = u64::try_from(self.open_takedowns()?.len()).unwrap_or(u64::MAX);
        let open = Some(open).filter(|open| !for_governors || *open == 0 || *open >= FEW);
        let words = open.map_or_else(|| format!("fewer than {FEW}"), |open| open.to_string());
        let line = |line: &store::ReportLine| {
            Ok(ReportLineShown {
                topic: line.action.topic(),
                words: line.action.words(),
                what: serde_json::to_value(line.action).map_err(|source| Fault::Words { source })?,
                who: line.login.clone(),
                times: line.count,
            })
        };
        Ok(TermReport {
            first,
            last,
            this_term: term,
            last_term,
            for_governors,
            lines: report.lines.iter().map(line).collect::<Result<_, Error>>()?,
            open_takedowns: open,
            csv: report.to_csv()? + &open_row(&words, for_governors),
            html: report.to_html(&self.view().school)?.replacen(
                "</table>",
                &format!("</table>\n<p>Published copies that have to be taken down: {words}.</p>"),
                1,
            ),
        })
    }
}

/// Counts below this say too much about one child.
const FEW: u64 = 5;

/// The row of what is open, in the columns of either table.
fn open_row(words: &str, for_governors: bool) -> String {
    if for_governors { format!("open_takedowns,{words}\r\n") } else { format!("open_takedowns,\"\",{words}\r\n") }
}

/// First and last day of the school term that a day lies in, holidays counted to the term before them.
fn term_of(day: Date) -> [Date; 2] {
    let year = day.year();
    match day.month() {
        1..=3 => [date(year, 1, 1), date(year, 3, 31)],
        4..=8 => [date(year, 4, 1), date(year, 8, 31)],
        _ => [date(year, 9, 1), date(year, 12, 31)],
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_day_lies_in_its_term() {
        let mut day = date(2026, 1, 1);
        for _ in 0..800 {
            let [first, last] = term_of(day);
            assert!(first <= day && day <= last, "{day}");
            day = day.tomorrow().expect("a day");
        }
        assert_eq!(term_of(date(2026, 11, 22)), [date(2026, 9, 1), date(2026, 12, 31)]);
    }
}
