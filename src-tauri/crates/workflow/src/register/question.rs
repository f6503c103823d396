//! What a file leaves open for a person.

use super::dates::DateOrder;
use super::folding::{clean, fold};
use super::mapping::Mapping;

/// What a person should look at before applying.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Question {
    /// The question, in words.
    pub text: String,
    /// What it is about.
    pub about: Topic,
    /// Nothing may be applied before it is answered by a mapping.
    pub blocks: bool,
}

/// What a question is about, so that whoever answers it is not asked again.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Topic {
    /// Which purpose the file's answers are for.
    Purpose,
    /// What a column holds, by its heading.
    Column(String),
    /// Which way round dates are.
    DateOrder,
    /// What an answer's words mean.
    Words,
    /// The day of the export.
    ExportDate,
}

impl Question {
    /// Whether a mapping, or the day stated for the export, answers it.
    pub(super) fn answered_by(&self, given: &Mapping, stated: bool) -> bool {
        match &self.about {
            Topic::Purpose => given.purpose.is_some(),
            Topic::Column(header) => given.columns.iter().any(|rule| fold(&rule.header) == fold(header)),
            Topic::DateOrder => given.date_order != DateOrder::default(),
            Topic::Words => !given.answers.is_empty(),
            Topic::ExportDate => stated,
        }
    }
}

/// A heading within a sentence: it may hold line breaks, and end a question of its own.
pub(super) fn named(header: &str) -> String {
    clean(header).trim_end_matches(['?', '.', ':', '!']).trim_end().to_owned()
}
