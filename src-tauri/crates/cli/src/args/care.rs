//! The vault itself: its rules and its check, deputies, retention, the log.

use std::path::PathBuf;

use clap::{Args, Subcommand, ValueEnum};
use jiff::civil::Date;

#[derive(Debug, Args)]
pub(crate) struct Deputy {
    /// Login name
    pub(crate) name: String,
    /// First day
    #[arg(long, value_name = "DATE", required_unless_present = "end")]
    pub(crate) from: Option<Date>,
    /// Last day
    #[arg(long, value_name = "DATE", required_unless_present = "end")]
    pub(crate) to: Option<Date>,
    /// It ends now
    #[arg(long, conflicts_with_all = ["from", "to"])]
    pub(crate) end: bool,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Vault {
    /// Read everything once and say which photos are hurt
    Check,
    /// Show or settle the rules of the vault
    Rules(Rules),
    /// Say that the clock is right although the log has seen later times
    AcceptClock,
    /// Print a new recovery key, once; the one printed before opens nothing any more
    RecoveryKey,
}

#[derive(Debug, Args)]
pub(crate) struct Rules {
    /// Days after which a password has to be changed; 0 is never
    #[arg(long, value_name = "DAYS")]
    pub(crate) password_days: Option<u16>,
    /// Minutes, 1 to 60, after which the window of a computer that nobody uses locks itself
    #[arg(long, value_name = "MINUTES")]
    pub(crate) idle_minutes: Option<u16>,
    /// Folder that a backup goes to once a day by itself
    #[arg(long, value_name = "DIR", conflicts_with = "no_backup_folder")]
    pub(crate) backup_folder: Option<PathBuf>,
    /// No backups by themselves
    #[arg(long)]
    pub(crate) no_backup_folder: bool,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Retention {
    /// What is due: photos, published copies, people who have left
    Due,
    /// The leavers' sweep: what is held of people who have left
    #[command(subcommand)]
    Leavers(Leavers),
    /// Take photos off the list of what is due, where they were put forward
    Spare {
        /// The photos: identifiers, or ALBUM/NUMBER
        #[arg(required = true)]
        photos: Vec<String>,
    },
    /// Destroy the photos that are due, and print the certificate
    Purge {
        /// Those of one album
        #[arg(long, value_name = "NAME")]
        album: Option<String>,
    },
    /// Settle how long an album's photos may be used
    Album {
        /// The album
        album: String,
        /// First day on which they no longer may; none where it is missing
        #[arg(long, value_name = "DATE")]
        until: Option<Date>,
    },
    /// Settle how long pictures of a purpose stay published
    Purpose {
        /// The purpose
        purpose: String,
        /// Months; without end where it is missing
        #[arg(long, value_name = "COUNT")]
        months: Option<u16>,
    },
    /// Settle whether published pictures of a purpose come down when a consent merely ran out
    Expiry {
        /// The purpose
        purpose: String,
        /// They may stay
        #[arg(long)]
        stays: bool,
    },
}

#[derive(Debug, Subcommand)]
pub(crate) enum Leavers {
    /// Everything that is held of people who have left
    List {
        /// Of those whose last day is this one or an earlier one
        #[arg(long, value_name = "DATE")]
        until: Option<Date>,
    },
    /// Put their photos forward: they are used for nothing more, and destroyed by `retention purge`
    PutForward {
        /// Name, admission number or identifier
        #[arg(required_unless_present = "all")]
        person: Option<String>,
        /// Those of everybody for whom nothing else was decided
        #[arg(long, conflicts_with = "person")]
        all: bool,
        /// Also photos on which somebody who is still at the school can be seen
        #[arg(long)]
        with_others: bool,
    },
    /// Keep what is held of somebody
    Keep {
        /// Name, admission number or identifier
        person: String,
        /// Why; it is recorded
        #[arg(long, value_name = "REASON")]
        because: String,
        /// When to look at it again; the end of this school year where it is missing
        #[arg(long, value_name = "DATE")]
        until: Option<Date>,
    },
}

#[derive(Debug, Subcommand)]
pub(crate) enum Audit {
    /// Print the log
    Show {
        /// From this entry on
        #[arg(long, default_value_t = 1, value_name = "NUMBER")]
        from: u64,
        /// At most so many entries
        #[arg(long, default_value_t = 1000, value_name = "COUNT")]
        limit: u32,
    },
    /// Find any edit, removal or reordering in the log
    Verify,
    /// Report on a term: who did what how often
    Report(Report),
}

#[derive(Debug, Clone, Args)]
pub(crate) struct Report {
    /// First day; that of the present term where it is missing
    #[arg(long, value_name = "DATE")]
    pub(crate) from: Option<Date>,
    /// Last day
    #[arg(long, value_name = "DATE")]
    pub(crate) to: Option<Date>,
    /// For governors: nobody is named, small counts are hidden
    #[arg(long)]
    pub(crate) governors: bool,
    /// A table, or a page to print
    #[arg(long, default_value = "csv")]
    pub(crate) format: ReportFormat,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
pub(crate) enum ReportFormat {
    Csv,
    Html,
}
