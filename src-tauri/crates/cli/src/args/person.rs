//! Everything held on one person.

use std::path::PathBuf;

use clap::Subcommand;

#[derive(Debug, Subcommand)]
pub(crate) enum Person {
    /// Show everything held on one person, as far as you may read it
    Show {
        /// Name, admission number or identifier
        person: String,
    },
    /// Make the file for a subject-access request: pictures with everybody else covered, answers, published copies, log
    #[command(
        after_help = "The file is encrypted in the age format: whoever gets it opens it with `age` or `rage` (free, \
                            for every system): age --decrypt -o pack.zip FILE. Give the passphrase by another way than \
                            the file: by telephone, or on paper."
    )]
    Pack {
        /// Name, admission number or identifier
        person: String,
        /// Folder that the file is written into
        #[arg(long, value_name = "DIR")]
        to: PathBuf,
        /// Encrypt for this recipient's own key (age1…) in place of a passphrase
        #[arg(long, value_name = "RECIPIENT")]
        recipient: Option<String>,
    },
}
