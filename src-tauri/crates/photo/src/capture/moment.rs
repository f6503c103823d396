//! The moment of a picture, put together from the three texts that EXIF keeps it in.

use jiff::{civil::DateTime, tz::Offset};

use super::CaptureTime;

/// Date and time, fraction of the second, distance from UTC, as written.
#[derive(Default)]
pub(super) struct Texts {
    pub(super) moment: Option<String>,
    pub(super) fraction: Option<String>,
    pub(super) offset: Option<String>,
}

impl Texts {
    /// The moment, if the date is one; a camera whose clock was never set writes zeros or blanks.
    pub(super) fn read(&self) -> Option<CaptureTime> {
        let nanoseconds = self.fraction.as_deref().and_then(fraction).unwrap_or(0);
        let local = moment(self.moment.as_deref()?, nanoseconds)?;
        Some(CaptureTime { local, offset: self.offset.as_deref().and_then(offset) })
    }
}

/// "2026:11:22 08:30:00"; some programs write dashes or a T.
fn moment(text: &str, nanoseconds: i32) -> Option<DateTime> {
    let mut numbers = text.split(|character: char| !character.is_ascii_digit()).filter(|part| !part.is_empty());
    let year = numbers.next().filter(|year| year.len() == 4)?.parse().ok()?;
    let mut small = || numbers.next().filter(|part| part.len() == 2)?.parse::<i8>().ok();
    DateTime::new(year, small()?, small()?, small()?, small()?, small()?, nanoseconds).ok()
}

/// Digits behind the decimal point.
fn fraction(text: &str) -> Option<i32> {
    let digits = text.trim_end();
    if digits.is_empty() || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    format!("{digits:0<9}").get(..9)?.parse().ok()
}

/// "+01:00"; a Z stands for none.
fn offset(text: &str) -> Option<Offset> {
    if text == "Z" {
        return Some(Offset::UTC);
    }
    let sign = if text.starts_with('-') { -1 } else { 1 };
    let (hours, minutes) = text.strip_prefix(['+', '-'])?.split_once(':')?;
    let part = |text: &str| text.parse::<u8>().ok().filter(|_| text.len() == 2).map(i32::from);
    let (hours, minutes) = (part(hours)?, part(minutes).filter(|&minutes| minutes < 60)?);
    Offset::from_seconds(sign * (hours * 3_600 + minutes * 60)).ok()
}
