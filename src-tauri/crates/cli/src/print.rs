//! What a command prints: text for people, or one JSON document; never both.

use std::io::Write as _;
use std::process::ExitCode;

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

/// A line on standard output. Whoever closed the pipe does not want it.
pub(crate) fn line(text: &str) {
    let _ = writeln!(std::io::stdout().lock(), "{text}");
}
