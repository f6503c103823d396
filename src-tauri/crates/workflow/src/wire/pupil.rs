//! One person's page, and the lists and letters made of everybody's answers.

use rules::{Answer, Date, Giver, PersonKind};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// Somebody in the list of everybody on the register.
#[derive(Debug, Clone, Serialize, TS)]
#[ts(export)]
pub struct PersonListed {
    /// Identifier.
    pub id: String,
    /// As staff know him or her.
    pub name: String,
    /// Class.
    pub class: Option<String>,
    /// Pupil, staff or visitor.
    #[ts(type = "'pupil' | 'staff' | 'visitor'")]
    pub kind: PersonKind,
    /// The day after which he or she no longer belongs to the school.
    #[ts(type = "string | null")]
    pub left_on: Option<Date>,
}

/// Those on the register who fit, as many as were asked for.
#[derive(Debug, Clone, Serialize, TS)]
#[ts(export)]
pub struct PeopleListed {
    /// Those at the school first, by class and name.
    pub people: Vec<PersonListed>,
    /// How many fit altogether.
    pub all: u32,
}

/// How an answer came.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, TS)]
#[ts(export)]
#[serde(rename_all = "snake_case")]
pub enum AnswerCame {
    /// A signed paper.
    Paper,
    /// A web form.
    Form,
    /// The school's own system.
    Mis,
    /// Spoken: a yes counts once a second member of staff confirms it.
    Verbal,
    /// Online, by other means.
    Online,
}

/// An answer that somebody enters by hand.
#[derive(Debug, Clone, Deserialize, TS)]
#[ts(export)]
pub struct AnswerEntry {
    /// Whom it is about: the identifier.
    pub person: String,
    /// A purpose of the school, `work` or `name_with_photo`.
    pub purpose: String,
    /// The answer.
    #[ts(type = "'granted' | 'refused' | 'withdrawn'")]
    pub answer: Answer,
    /// Whose.
    #[ts(type = "'parent_a' | 'parent_b' | 'pupil' | 'oneself'")]
    pub giver: Giver,
    /// When it was given.
    #[ts(type = "string")]
    pub given_on: Date,
    /// First day on which it no longer counts.
    #[ts(type = "string | null")]
    pub expires_on: Option<Date>,
    /// Also alone or in twos, not in groups only.
    pub individual: bool,
    /// A reservation, in the giver's words.
    pub condition: Option<String>,
    /// How it came.
    pub came: AnswerCame,
    /// The paper's reference.
    pub document: Option<String>,
}

/// A list of people for paper or a spreadsheet.
#[derive(Debug, Clone, Deserialize, TS)]
#[ts(export)]
#[serde(tag = "list", rename_all = "snake_case")]
pub enum ListAsked {
    /// Whose answers are missing, unsettled, or run out within so many days.
    Chase {
        /// Days ahead.
        within_days: u16,
        /// One class only.
        class: Option<String>,
    },
    /// Whose consents end with the school year.
    Renewal {
        /// Its last day; the next 31 August where none is given.
        #[ts(type = "string | null")]
        until: Option<Date>,
    },
    /// Who may be photographed, yes or no.
    Trip {
        /// What for.
        purpose: String,
        /// Identifiers.
        people: Vec<String>,
        /// A whole class.
        class: Option<String>,
    },
}

/// Something that a family is asked.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[ts(export)]
pub struct LetterAsked {
    /// The purpose, as the school calls it.
    pub purpose: String,
    /// Where the pictures are seen, in plain words.
    pub meaning: String,
    /// Why it is asked.
    pub why: String,
}

/// A letter to the parents and carers of one pupil.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[ts(export)]
pub struct Letter {
    /// The pupil's identifier.
    pub person: String,
    /// The pupil's name.
    pub name: String,
    /// His or her class.
    pub class: String,
    /// What is asked.
    pub asked: Vec<LetterAsked>,
}

/// The letters that go with a list.
#[derive(Debug, Clone, Serialize, TS)]
#[ts(export)]
pub struct Letters {
    /// The school's name.
    pub school: String,
    /// The day they are dated.
    #[ts(type = "string")]
    pub on: Date,
    /// One for each pupil, by class and name.
    pub letters: Vec<Letter>,
}
