//! Figures that tests write down while they run, shown once more at the end: kills survived, flipped bytes detected.

use std::path::PathBuf;

use xshell::Shell;

use crate::error::Error;
use crate::project::top;

/// The name under which tests are told where to write their figures.
pub(crate) const VARIABLE: &str = "CLOAKROOM_FIGURES";

/// A fresh file for figures.
pub(crate) fn begin(shell: &Shell) -> Result<PathBuf, Error> {
    let file = top().join("target/figures.txt");
    shell.write_file(&file, "")?;
    Ok(file)
}

/// Prints what was written down.
pub(crate) fn show(shell: &Shell, file: &PathBuf) -> Result<(), Error> {
    for line in shell.read_file(file)?.lines() {
        println!("{line}");
    }
    Ok(())
}
