//! Dates as schools write them. A day that could be read either way round is never guessed to be American.

use jiff::ToSpan;
use jiff::civil::{Date, date};
use serde::{Deserialize, Serialize};

/// Which way round `9/4/2026` is.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DateOrder {
    /// 9 April.
    #[default]
    DayFirst,
    /// September 4: only when a person says so.
    MonthFirst,
}

/// What a written date may mean.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Written {
    /// This day, whichever order.
    Certain(Date),
    /// Two numbers that could each be the month: read day first, read month first.
    Either(Date, Date),
    /// Only a day when read day first.
    DayFirst(Date),
    /// Only a day when read month first.
    MonthFirst(Date),
}

impl Written {
    /// The day under an order. What is impossible in that order but possible in the other is `None` day first, since
    /// nobody chose that order; once a person chose month first, the odd one out is read the only way it can be.
    #[must_use]
    pub(super) fn under(self, order: DateOrder) -> Option<Date> {
        match (self, order) {
            (Self::Certain(day) | Self::DayFirst(day), _) => Some(day),
            (Self::Either(day, _), DateOrder::DayFirst) | (Self::Either(_, day), DateOrder::MonthFirst) => Some(day),
            (Self::MonthFirst(day), DateOrder::MonthFirst) => Some(day),
            (Self::MonthFirst(_), DateOrder::DayFirst) => None,
        }
    }
}

/// Reads a written date: ISO, `dd/mm/yyyy` with any of `/ . -`, two-figure years, month names; a time behind it is
/// dropped.
#[must_use]
pub(super) fn written(text: &str) -> Option<Written> {
    let text = text.trim();
    if let Some(day) = iso(text) {
        return Some(Written::Certain(day));
    }
    let parts: Vec<&str> = text.split(['/', '.', '-', ' ', ',', 'T']).filter(|part| !part.is_empty()).collect();
    let [first, second, third, ..] = parts.as_slice() else { return None };
    if let Some(month) = month_named(second) {
        return day_of(year(third)?, month, number(first.trim_end_matches(char::is_alphabetic))?).map(Written::Certain);
    }
    if let Some(month) = month_named(first) {
        return day_of(year(third)?, month, number(second.trim_end_matches(char::is_alphabetic))?)
            .map(Written::Certain);
    }
    let (one, two, year) = (number(first)?, number(second)?, year(third)?);
    match (day_of(year, two, one), day_of(year, one, two)) {
        (Some(day), Some(other)) if day == other => Some(Written::Certain(day)),
        (Some(day), Some(other)) => Some(Written::Either(day, other)),
        (Some(day), None) => Some(Written::DayFirst(day)),
        (None, Some(day)) => Some(Written::MonthFirst(day)),
        (None, None) => None,
    }
}

/// A date somewhere in a text (`Withdrawn 12/10/26`), day first, and the text without it.
#[must_use]
pub(super) fn within(text: &str, order: DateOrder) -> Option<(Date, String)> {
    text.split_whitespace().find_map(|word| {
        let bare = word.trim_matches(|c: char| !c.is_ascii_digit());
        let separators = bare.chars().filter(|c| matches!(c, '/' | '.' | '-')).count();
        let day = (separators == 2).then(|| written(bare)?.under(order)).flatten()?;
        let rest: Vec<&str> = text.split_whitespace().filter(|other| *other != word).collect();
        Some((day, rest.join(" ")))
    })
}

/// `2026-09-04`, with or without a time behind it.
#[must_use]
pub(super) fn iso(text: &str) -> Option<Date> {
    let head = text.get(..10)?;
    let rest = text.get(10..)?;
    let shaped = head.bytes().enumerate().all(|(at, byte)| match at {
        4 | 7 => byte == b'-',
        _ => byte.is_ascii_digit(),
    });
    let timed = rest.is_empty() || rest.starts_with(['T', ' ']);
    if shaped && timed { head.parse().ok() } else { None }
}

/// The day behind a spreadsheet's serial number.
#[must_use]
pub(super) fn serial(value: f64, since_1904: bool) -> Option<Date> {
    // 60 is the 29 February 1900 that never was; a register has no dates before it.
    if !(61.0..2_958_466.0).contains(&value) {
        return None;
    }
    let epoch = if since_1904 { date(1904, 1, 1) } else { date(1899, 12, 30) };
    #[expect(clippy::cast_possible_truncation, reason = "the range above fits")]
    epoch.checked_add((value.floor() as i64).days()).ok()
}

fn number(text: &str) -> Option<i8> {
    if text.len() <= 2 && !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit()) {
        text.parse().ok()
    } else {
        None
    }
}

/// Four figures, or two: those of a pupil's or a consent's lifetime.
fn year(text: &str) -> Option<i16> {
    if !text.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    match text.len() {
        4 => text.parse().ok().filter(|year| (1900..2200).contains(year)),
        2 => text.parse::<i16>().ok().map(|year| if year < 80 { 2000 + year } else { 1900 + year }),
        _ => None,
    }
}

fn day_of(year: i16, month: i8, day: i8) -> Option<Date> {
    Date::new(year, month, day).ok()
}

fn month_named(text: &str) -> Option<i8> {
    const NAMES: [&str; 12] = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
    let lower = text.to_lowercase();
    let position = NAMES.iter().position(|name| lower.starts_with(name))?;
    i8::try_from(position + 1).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_are_read_day_first_and_never_american_by_themselves() {
        for (text, expected) in [
            ("2026-09-04", Some(date(2026, 9, 4))),
            ("2026-09-04T18:22:11", Some(date(2026, 9, 4))),
            ("03/11/2019", Some(date(2019, 11, 3))),
            ("3.11.19", Some(date(2019, 11, 3))),
            ("10.9.26", Some(date(2026, 9, 10))),
            ("04 Sep 2026", Some(date(2026, 9, 4))),
            ("4th September 2026", Some(date(2026, 9, 4))),
            ("13/9/2026 21:40:02", Some(date(2026, 9, 13))),
            ("9/14/2026 8:01:00", None),
            ("31/02/2026", None),
            ("soon", None),
            ("12", None),
        ] {
            assert_eq!(written(text).and_then(|written| written.under(DateOrder::DayFirst)), expected, "{text}");
        }
    }

    #[test]
    fn month_first_holds_once_a_person_said_so() {
        let read = |text| written(text).and_then(|written| written.under(DateOrder::MonthFirst));
        assert_eq!(read("9/4/2026 18:22:11"), Some(date(2026, 9, 4)));
        assert_eq!(read("9/14/2026 8:01:00"), Some(date(2026, 9, 14)));
        assert_eq!(read("13/9/2026 21:40:02"), Some(date(2026, 9, 13)));
    }

    #[test]
    fn a_date_is_found_inside_an_answer() {
        let found = within("Withdrawn 12/10/26", DateOrder::DayFirst);
        assert_eq!(found, Some((date(2026, 10, 12), "Withdrawn".to_owned())));
        assert_eq!(within("Ring mum first", DateOrder::DayFirst), None);
    }

    #[test]
    fn serial_numbers_are_days_since_1900_or_1904() {
        assert_eq!(serial(46_269.0, false), Some(date(2026, 9, 4)));
        assert_eq!(serial(46_268.75, false), Some(date(2026, 9, 3)));
        assert_eq!(serial(44_807.0, true), Some(date(2026, 9, 4)));
        assert_eq!(serial(-1.0, false), None);
        assert_eq!(serial(f64::NAN, false), None);
    }
}
