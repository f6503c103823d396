//! Ours beside the programs it replaces, on the same photos: a copy for the web, a thumbnail, stripping. Per photo the
//! processor time, peak memory, bytes and quality; writes `tests/peers/results.md`.
//!
//! `cargo xtask bench` runs it. Every program is asked for one photo in turn before the next round begins, so that
//! whatever else the machine does meets all alike. Ours is a process per photo as vipsthumbnail, ImageMagick and
//! exiftool are, and once more a process that stays running, as our program does and as sharp does where it is used.

#[path = "../memory.rs"]
mod memory;
mod photos;
mod quality;
mod table;
mod tools;

use std::{
    path::{Path, PathBuf},
    process::ExitCode,
};

use clap::Parser;

use photos::Photo;
use tools::{Cost, Task, Tool};

/// Compares speed.
#[derive(Debug, Parser)]
struct Arguments {
    /// JPEGs to take in place of the made ones
    #[arg(long)]
    photos: Option<PathBuf>,
    /// The folder that sharp was installed into
    #[arg(long)]
    sharp: Option<PathBuf>,
    /// Rounds over all photos
    #[arg(long, default_value_t = 5)]
    rounds: usize,
    /// Does one task as our program: the task, the photo, the result
    #[arg(long, hide = true, num_args = 3)]
    ours: Option<Vec<String>>,
    /// Does one task as our program that stays running, for each photo and result of a line
    #[arg(long, hide = true)]
    running: Option<String>,
}

/// What one tool made of one photo.
struct Made {
    costs: Vec<Cost>,
    bytes: u64,
    /// SSIMULACRA2 against the reference; of pictures only.
    quality: Option<f64>,
}

fn main() -> ExitCode {
    let arguments = Arguments::parse();
    let done = match (&arguments.ours, &arguments.running) {
        (Some(words), _) => tools::as_ours(words),
        (None, Some(task)) => tools::as_ours_running(task),
        (None, None) => compare(&arguments),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("{error}");
            ExitCode::FAILURE
        }
    }
}

fn compare(arguments: &Arguments) -> Result<(), String> {
    let folder = tempfile::tempdir().map_err(|error| error.to_string())?;
    let photos = match &arguments.photos {
        Some(taken) => photos::taken(taken)?,
        None => photos::made(folder.path())?,
    };
    let mut page = table::head(&photos);
    for task in Task::ALL {
        let mut tools = Tool::of(task, arguments.sharp.as_deref(), folder.path())?;
        let made = measured(task, &mut tools, &photos, folder.path(), arguments.rounds)?;
        page.push_str(&table::of(task, &tools, &photos, &made));
    }
    print!("{page}");
    let results = Path::new(env!("CARGO_MANIFEST_DIR")).join("peers/results.md");
    photos::write(&results, page.as_bytes())
}

/// For each tool and photo what it made.
fn measured(
    task: Task,
    tools: &mut [Tool],
    photos: &[Photo],
    folder: &Path,
    rounds: usize,
) -> Result<Vec<Vec<Made>>, String> {
    let out = |tool: usize, photo: usize| folder.join(format!("{task:?}-{tool}-{photo}.jpg"));
    let mut costs = vec![vec![Vec::new(); photos.len()]; tools.len()];
    for round in 0..=rounds {
        for photo in 0..photos.len() {
            for (number, tool) in tools.iter_mut().enumerate() {
                eprintln!("{task:?}, round {round} of {rounds}: {} on {}", tool.name(), photos[photo].name);
                let cost = tool.run(&photos[photo].file, &out(number, photo))?;
                // The first round warms up.
                if round > 0 {
                    costs[number][photo].push(cost);
                }
            }
        }
    }
    let references: Vec<Option<quality::Seen>> = match task.edge() {
        Some(edge) => photos.iter().map(|photo| quality::reference(&photo.file, edge, folder).map(Some)).collect(),
        None => Ok(photos.iter().map(|_| None).collect()),
    }?;
    let look = |(number, costs): (usize, Vec<Vec<Cost>>)| {
        let of_photo = |(photo, costs): (usize, Vec<Cost>)| {
            let file = out(number, photo);
            let bytes = std::fs::metadata(&file).map_err(|error| format!("{}: {error}", file.display()))?.len();
            let quality = references[photo].as_ref().map(|seen| quality::of(seen, &file)).transpose()?;
            Ok(Made { costs, bytes, quality })
        };
        costs.into_iter().enumerate().map(of_photo).collect::<Result<Vec<_>, String>>()
    };
    costs.into_iter().enumerate().map(look).collect()
}
