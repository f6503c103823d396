//! Accounts, consents, protections, cameras.

use clap::{Args, Subcommand, ValueEnum};
use jiff::civil::Date;

use super::Deputy;

#[derive(Debug, Subcommand)]
pub(crate) enum Account {
    /// Add an account; the head authorises it before it can log in
    Add {
        /// Login name
        name: String,
        /// What it may do
        #[arg(long)]
        role: TypedRole,
        /// Last day, for guests and temporary staff
        #[arg(long, value_name = "DATE")]
        until: Option<Date>,
    },
    /// Let an account log in
    Authorise {
        /// Login name
        name: String,
    },
    /// Stop an account from logging in
    Disable {
        /// Login name
        name: String,
    },
    /// Set a password: one's own, or after recovery anybody's
    Password {
        /// Login name; one's own where it is missing
        name: Option<String>,
    },
    /// Name somebody who stands in for the head, or end that
    Deputy(Deputy),
    /// Who may log in, and what for
    List,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
pub(crate) enum TypedRole {
    Teacher,
    Office,
    Head,
    SafeguardingLead,
    Guest,
}

#[derive(Debug, Args)]
pub(crate) struct ConsentSet {
    /// Name, admission number or identifier
    pub(crate) person: String,
    /// A purpose of the school, `work` or `name_with_photo`
    pub(crate) purpose: String,
    /// The answer
    pub(crate) answer: TypedAnswer,
    /// Who gave it; oneself, for adults
    #[arg(long, value_name = "WHO")]
    pub(crate) by: Option<TypedGiver>,
    /// The day it was given; today where it is missing
    #[arg(long, value_name = "DATE")]
    pub(crate) on: Option<Date>,
    /// First day on which it no longer counts
    #[arg(long, value_name = "DATE")]
    pub(crate) expires: Option<Date>,
    /// Also alone or in twos, not in groups only
    #[arg(long)]
    pub(crate) individual: bool,
    /// A reservation, in the giver's words; blocks until somebody resolves it
    #[arg(long, value_name = "TEXT")]
    pub(crate) condition: Option<String>,
    /// How it came
    #[arg(long, default_value = "paper")]
    pub(crate) method: TypedMethod,
    /// The paper's reference
    #[arg(long, value_name = "TEXT")]
    pub(crate) document: Option<String>,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
pub(crate) enum TypedAnswer {
    Granted,
    Refused,
    Withdrawn,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
pub(crate) enum TypedGiver {
    ParentA,
    ParentB,
    Pupil,
    Oneself,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
pub(crate) enum TypedMethod {
    Form,
    Mis,
    Paper,
    Verbal,
    Online,
}

#[derive(Debug, Subcommand)]
pub(crate) enum DoNotPublish {
    /// Put somebody on the list; several people where it is not sure who is meant
    Add {
        /// Names, admission numbers or identifiers
        #[arg(required = true)]
        people: Vec<String>,
        /// Why; only the head and the safeguarding lead can read it
        #[arg(long)]
        reason: String,
        /// When to look at it again; it does not lapse by itself
        #[arg(long, value_name = "DATE")]
        review: Option<Date>,
        /// Covering the person in the picture is enough
        #[arg(long)]
        covering_suffices: bool,
    },
    /// Take an entry off the list
    Lift {
        /// The entry's identifier
        entry: String,
    },
    /// The list
    List,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Objection {
    /// Somebody asked not to be shown
    Add {
        /// Name, admission number or identifier
        person: String,
    },
    /// He or she no longer objects
    Lift {
        /// Name, admission number or identifier
        person: String,
    },
    /// Show who asked
    List,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Device {
    /// Put a camera on the school's list
    Add {
        /// As the camera writes it
        #[arg(long)]
        make: String,
        /// As the camera writes it
        #[arg(long)]
        model: String,
        /// Serial number; any camera of the model where it is missing
        #[arg(long)]
        serial: Option<String>,
        /// What the school calls it
        #[arg(long)]
        label: Option<String>,
    },
    /// The school's cameras
    List,
    /// Take a camera off the list; its photos stay what they are
    Withdraw {
        /// Its identifier
        device: String,
    },
    /// Let photos of an unknown camera be used
    Release {
        /// Photos: identifiers, or ALBUM/NUMBER
        photos: Vec<String>,
        /// All photos of an album that wait for release
        #[arg(long, value_name = "NAME", conflicts_with = "photos", required_unless_present = "photos")]
        album: Option<String>,
        /// Why; it is recorded
        #[arg(long, value_name = "REASON")]
        because: String,
    },
}
