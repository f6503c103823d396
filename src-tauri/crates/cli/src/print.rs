//! What a command prints: text for people, or one JSON document; never both.

use std::io::Write as _;
use std::process::ExitCode;

use jiff::Timestamp;
use jiff::tz::TimeZone;
use serde::Serialize;
use serde_json::{Value, json};
use workflow::wire::WireError;
use workflow::{Error, Fault};

/// A command that came to an end.
#[derive(Debug)]
pub(crate) struct Done {
    /// The document.
    pub(crate) json: Value,
    /// The same for people.
    pub(crate) text: String,
    /// A rule said no to what was asked about.
    pub(crate) refused: bool,
}

impl Done {
    /// Something to show.
    pub(crate) fn new(shown: &impl Serialize, text: impl Into<String>) -> Result<Self, Error> {
        let json = serde_json::to_value(shown).map_err(|source| Fault::Words { source })?;
        Ok(Self { json, text: text.into(), refused: false })
    }

    /// Nothing to show but that it is done.
    pub(crate) fn said(text: impl Into<String>) -> Self {
        Self { json: json!({ "done": true }), text: text.into(), refused: false }
    }

    /// With the exit status of a refusal where a rule said no.
    pub(crate) fn refused_if(self, refused: bool) -> Self {
        Self { refused, ..self }
    }
}

/// Prints why it was not done; 1 for a refusal, 3 for a fault.
pub(crate) fn failed(error: &WireError, as_json: bool) -> ExitCode {
    let (message, status) = match error {
        WireError::Refused { message, .. } => (message, 1),
        WireError::Fault { message, .. } => (message, 3),
    };
    eprintln!("{message}");
    if as_json {
        line(&json!({ "error": error }).to_string());
    }
    ExitCode::from(status)
}

/// An instant of a document as people read it: day and minute, where this computer is.
pub(crate) fn moment(instant: &str) -> String {
    let at: Option<Timestamp> = instant.parse().ok();
    at.map_or_else(|| instant.to_owned(), |at| at.to_zoned(TimeZone::system()).strftime("%Y-%m-%d %H:%M").to_string())
}

/// '1 pupil', '3 pupils'.
pub(crate) fn count(number: usize, one: &str) -> String {
    if number == 1 { format!("1 {one}") } else { format!("{number} {one}s") }
}

/// A line on standard output. Whoever closed the pipe does not want it.
pub(crate) fn line(text: &str) {
    let _ = writeln!(std::io::stdout().lock(), "{text}");
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_instant_is_told_to_the_minute_and_what_is_none_stays() {
        let told = moment("2026-11-22T17:52:06.538121Z");
        assert!(told.starts_with("2026-11-2") && told.len() == 16 && told.ends_with(":52"), "{told}");
        assert_eq!(moment("an unknown time"), "an unknown time");
        assert_eq!((count(1, "pupil").as_str(), count(0, "pupil").as_str()), ("1 pupil", "0 pupils"));
    }
}
