//! `cargo xtask corpus`: a folder of pictures the whole way in a throw-away vault.

use std::path::PathBuf;
use std::process::ExitCode;

use clap::Parser;
use cloakroom_tests::corpus_run::{self, Outcome};
use cloakroom_tests::surroundings::throw_away;

/// Sends every file of a folder through import, approval and export in a throw-away vault, nobody visible on any.
#[derive(Debug, Parser)]
struct Arguments {
    /// The folder of pictures
    dir: PathBuf,
    /// Where the exported folder goes
    #[arg(long)]
    to: PathBuf,
    /// Print one JSON document
    #[arg(long)]
    json: bool,
}

fn main() -> ExitCode {
    let Arguments { dir, to, json } = Arguments::parse();
    let run = match corpus_run::run(&dir, &to, &throw_away()) {
        Ok(run) => run,
        Err(error) => {
            eprintln!("{}", error.details().unwrap_or_else(|| error.to_string()));
            return ExitCode::from(3);
        }
    };
    if json {
        match serde_json::to_string_pretty(&run) {
            Ok(document) => println!("{document}"),
            Err(error) => {
                eprintln!("{error}");
                return ExitCode::from(3);
            }
        }
        return ExitCode::SUCCESS;
    }
    for file in &run.files {
        match (&file.output, &file.reason) {
            (Some(output), _) => println!("{}: {output}", file.file),
            (None, reason) => println!("{}: {:?}, {}", file.file, file.outcome, reason.as_deref().unwrap_or_default()),
        }
    }
    let exported = run.files.iter().filter(|file| file.outcome == Outcome::Exported).count();
    println!("{exported} of {} exported", run.files.len());
    ExitCode::SUCCESS
}
