//! Incidents.

use clap::Subcommand;
use jiff::civil::Date;

#[derive(Debug, Subcommand)]
pub(crate) enum Incident {
    /// Record that something went wrong
    Add {
        /// What happened
        what: String,
        /// The photo: its identifier, or ALBUM/NUMBER
        #[arg(long)]
        photo: Option<String>,
        /// The batch's identifier
        #[arg(long)]
        batch: Option<String>,
        /// A pupil concerned
        #[arg(long = "pupil", value_name = "PERSON")]
        pupils: Vec<String>,
    },
    /// Note that the parents of a pupil were told
    Told {
        /// The incident's identifier
        incident: String,
        /// The pupil
        pupil: String,
        /// The day; today where it is missing
        #[arg(long, value_name = "DATE")]
        on: Option<Date>,
    },
    /// Show all incidents, and how often a rule held something back
    List,
    /// Print one as text for CPOMS
    Export {
        /// The incident's identifier
        incident: String,
    },
}
