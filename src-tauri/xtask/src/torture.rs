//! The long harness: every write point, hundreds of random kills, every flipped byte.

use xshell::cmd;

use crate::error::Error;
use crate::figures;
use crate::project::shell;
use crate::setup::{self, For};

/// Kills, fills disks, flips bytes; ends with one line for each figure.
pub(crate) fn run() -> Result<(), Error> {
    let shell = shell()?;
    setup::ensure(&shell, For::CommandLine)?;
    let file = figures::begin(&shell)?;
    let variable = figures::VARIABLE;
    // One after the other: each has a line for what it was asked, whatever became of the others.
    let runs = [
        ("kills of the vault", cmd!(shell, "cargo test -p store --test kills")),
        ("kills of the use cases", cmd!(shell, "cargo test -p workflow --test kills")),
        ("flipped bytes", cmd!(shell, "cargo test -p store --test conformance flipped")),
    ];
    let mut failed = Vec::new();
    for (name, run) in runs {
        println!("\n== {name}");
        if let Err(error) = run.env("CLOAKROOM_TORTURE", "1").env(variable, &file).run() {
            eprintln!("{error}");
            failed.push(name);
        }
    }
    println!("\n== figures");
    figures::show(&shell, &file)?;
    if failed.is_empty() { Ok(()) } else { Err(Error::Checks(failed)) }
}
