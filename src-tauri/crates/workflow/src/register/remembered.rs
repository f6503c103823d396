//! Mappings that were settled once, for the next file of the same source.

use serde::{Deserialize, Serialize};

use super::mapping::Mapping;

/// How a source was read last time, known again by its headings.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Remembered {
    /// The headings, folded.
    pub headings: Vec<String>,
    /// What a person settled about them.
    pub mapping: Mapping,
}

impl Remembered {
    /// Keeps of a mapping what is true of the next file of the same source too: not its rows, its day, or a purpose that
    /// only the file's name tells.
    #[must_use]
    pub fn of(headings: Vec<String>, mapping: &Mapping) -> Self {
        let mapping = Mapping {
            confirmed: Vec::new(),
            export_date: None,
            purpose: None,
            sheet: None,
            header_row: None,
            ..mapping.clone()
        };
        Self { headings, mapping }
    }
}
