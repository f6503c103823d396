//! The school's purposes.

use clap::Subcommand;

#[derive(Debug, Subcommand)]
pub(crate) enum Purpose {
    /// Show the purposes with their settings
    List,
    /// Settle one anew; what was approved for it has to be approved again
    Set {
        /// The purpose
        purpose: String,
        /// As the school calls it
        #[arg(long)]
        name: Option<String>,
        /// Long-term or widely seen: a picture of one child needs individual permission
        #[arg(long, value_name = "true/false")]
        high_profile: Option<bool>,
        /// Seen by people outside the school
        #[arg(long, value_name = "true/false")]
        public: Option<bool>,
        /// Longest edge of an exported picture
        #[arg(long, value_name = "PIXELS")]
        max_edge: Option<u32>,
        /// Nothing leaves without the head's approval
        #[arg(long, value_name = "true/false")]
        needs_approval: Option<bool>,
        /// Another purpose whose consent is needed too
        #[arg(long, value_name = "PURPOSE")]
        also_needs: Vec<String>,
    },
}
