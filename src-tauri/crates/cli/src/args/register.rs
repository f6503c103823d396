//! The consent register: importing, looking, chasing, undoing.

use std::path::PathBuf;
use std::str::FromStr;

use clap::{Args, Subcommand, ValueEnum};
use jiff::civil::Date;
use workflow::wire::{LooseningChoice, RowChoice};

use super::office::TypedGiver;

#[derive(Debug, Subcommand)]
pub(crate) enum Register {
    /// Show what an import would change
    Preview(TypedRegisterFile),
    /// Import a register; nothing changes without --apply
    Import {
        #[command(flatten)]
        file: TypedRegisterFile,
        /// Do it
        #[arg(long)]
        apply: bool,
        /// Delete the file once it is imported
        #[arg(long, requires = "apply")]
        delete_source: bool,
    },
    /// Undo the newest import as a whole; nothing changes without --apply
    Undo {
        /// The import's identifier; `register status` lists them
        import: String,
        /// Do it
        #[arg(long)]
        apply: bool,
        /// Also lift the do-not-publish entries that the import brought; without this they stay in force
        #[arg(long)]
        lift_do_not_publish: bool,
    },
    /// Say that the register is right as of today
    Confirm,
    /// Put somebody on the register: staff, a visitor, a pupil admitted today
    Add {
        /// Legal forename
        forename: String,
        /// Legal surname
        surname: String,
        /// What he or she is to the school
        #[arg(long, value_name = "KIND")]
        kind: TypedKind,
        /// Forename in use
        #[arg(long, value_name = "NAME")]
        known_as: Option<String>,
        /// Class
        #[arg(long)]
        class: Option<String>,
        /// Date of birth
        #[arg(long, value_name = "DATE")]
        born: Option<Date>,
        /// Admission number
        #[arg(long, value_name = "NUMBER")]
        number: Option<String>,
    },
    /// Somebody leaves, or left
    Left {
        /// Name, admission number or identifier
        person: String,
        /// The last day
        #[arg(long, value_name = "DATE")]
        on: Date,
    },
    /// How many people, how old, and what was imported
    Status,
    /// People on the register, where their consents stand, and everything on record
    Show {
        /// One person: name, admission number or identifier
        person: Option<String>,
        /// As it was on this day
        #[arg(long, value_name = "DATE")]
        on: Option<Date>,
    },
    /// Find people on the register by the beginnings of their names
    Find {
        /// What is typed of the name; everybody where it is missing
        #[arg(default_value = "")]
        query: String,
        /// One class only
        #[arg(long)]
        class: Option<String>,
    },
    /// The classes of the pupils at the school
    Classes,
    /// The letters to families: what they are asked, and why
    Letters {
        /// Answers that run out within so many days count too
        #[arg(long, value_name = "DAYS", default_value_t = 30)]
        within: u16,
        /// One class only
        #[arg(long)]
        class: Option<String>,
        /// For consents that end with the school year instead
        #[arg(long, conflicts_with_all = ["within", "class"])]
        renewal: bool,
    },
    /// Whom to ask: no answer, a condition, no date, run out or about to
    Chase {
        /// Answers that run out within so many days count too
        #[arg(long, value_name = "DAYS", default_value_t = 30)]
        within: u16,
        /// One class only
        #[arg(long)]
        class: Option<String>,
        #[command(flatten)]
        to: ListFile,
    },
    /// Whose consents end with the school year
    Renewal {
        /// The last day of the school year, 31 August where it is missing
        #[arg(long, value_name = "DATE")]
        until: Option<Date>,
        #[command(flatten)]
        to: ListFile,
    },
    /// Who may be photographed on a trip: yes or no, without reasons
    Trip {
        /// Names, admission numbers or identifiers
        #[arg(required_unless_present = "class")]
        people: Vec<String>,
        /// A whole class
        #[arg(long)]
        class: Option<String>,
        /// What the photos are for
        #[arg(long, value_name = "PURPOSE")]
        purpose: String,
        #[command(flatten)]
        to: ListFile,
    },
    /// Write an empty register to fill in
    Template {
        /// A CSV file
        file: PathBuf,
    },
}

#[derive(Debug, Clone, Copy, ValueEnum)]
pub(crate) enum TypedKind {
    Pupil,
    Staff,
    Visitor,
}

#[derive(Debug, Args)]
pub(crate) struct ListFile {
    /// Write it to a file: .csv for a spreadsheet, .html for a page to print
    #[arg(long = "to", value_name = "FILE")]
    pub(crate) file: Option<PathBuf>,
}

#[derive(Debug, Args)]
pub(crate) struct TypedRegisterFile {
    /// CSV, XLSX, ODS, text or CTF file
    pub(crate) file: PathBuf,
    /// How its columns are to be read
    #[arg(long, value_name = "FILE")]
    pub(crate) map: Option<PathBuf>,
    /// Write how it was read to a mapping file, to be corrected there
    #[arg(long, value_name = "FILE")]
    pub(crate) save_map: Option<PathBuf>,
    /// The purpose, where the file holds one only and does not name it
    #[arg(long, value_name = "PURPOSE")]
    pub(crate) purpose: Option<String>,
    /// The day of the export: that of yeses in a file without days
    #[arg(long, value_name = "DATE")]
    pub(crate) export_date: Option<Date>,
    /// Settle who a row is about: its number, and the pupil's name, admission number or identifier, or `new`
    #[arg(long = "row", value_name = "ROW=PUPIL")]
    pub(crate) rows: Vec<TypedRow>,
    /// Accept a change from no to yes, as the preview lists it: PUPIL:PURPOSE
    #[arg(long, value_name = "PUPIL:PURPOSE")]
    pub(crate) loosen: Vec<TypedLoosening>,
}

/// `12=004515`.
#[derive(Debug, Clone)]
pub(crate) struct TypedRow(pub(crate) RowChoice);

impl FromStr for TypedRow {
    type Err = &'static str;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let expected = "expected a row's number, an equals sign and the pupil: 12=004515";
        let (row, is) = text.split_once('=').ok_or(expected)?;
        Ok(Self(RowChoice { row: row.trim().parse().map_err(|_| expected)?, is: is.trim().to_owned() }))
    }
}

/// `004515:website`.
#[derive(Debug, Clone)]
pub(crate) struct TypedLoosening(pub(crate) LooseningChoice);

impl FromStr for TypedLoosening {
    type Err = &'static str;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let (person, purpose) =
            text.rsplit_once(':').ok_or("expected the pupil, a colon and the purpose: 004515:website")?;
        Ok(Self(LooseningChoice { person: person.trim().to_owned(), purpose: purpose.trim().to_owned() }))
    }
}

#[derive(Debug, Subcommand)]
pub(crate) enum Consent {
    /// Enter an answer
    Set(super::office::ConsentSet),
    /// Settle the condition of a yes: it does not stand in this purpose's way
    Resolve {
        /// Name, admission number or identifier
        person: String,
        /// For what
        purpose: String,
    },
    /// Enter permission for one person on one photo; it stands in for no missing consent
    Permit {
        /// Name, admission number or identifier
        person: String,
        /// The photo: its identifier, or ALBUM/NUMBER
        photo: String,
        /// For what
        purpose: String,
        /// Who gave it
        #[arg(long, value_name = "WHO")]
        by: Option<TypedGiver>,
        /// The day it was given; today where it is missing
        #[arg(long, value_name = "DATE")]
        on: Option<Date>,
        /// The paper's reference
        #[arg(long, value_name = "TEXT")]
        document: Option<String>,
    },
    /// Confirm a spoken yes that somebody else entered
    Confirm {
        /// Name, admission number or identifier
        person: String,
        /// For what
        purpose: String,
    },
}
