//! What the program can be told when it is started.

use std::io::{Error, ErrorKind};
use std::path::PathBuf;

use clap::Parser;

/// Cloakroom's window.
#[derive(Debug, Parser)]
#[command(name = "cloakroom-desktop", version)]
pub struct Arguments {
    /// Folder of the vault; without it, the one in this user's data folder.
    #[arg(long, value_name = "DIR")]
    pub vault: Option<PathBuf>,
    /// Opens on a made-up school, which is gone when the window closes; prints who can log in.
    #[arg(long, conflicts_with = "vault")]
    pub demo: bool,
}

impl Arguments {
    /// Where the vault lies.
    ///
    /// # Errors
    /// When no folder was named and this user has no data folder.
    pub fn vault(self) -> Result<PathBuf, Error> {
        let usual = || dirs::data_local_dir().map(|folder| folder.join("school.cloakroom.desktop").join("vault"));
        self.vault
            .or_else(usual)
            .ok_or_else(|| Error::new(ErrorKind::NotFound, "this user has no data folder; name one with --vault"))
    }
}
