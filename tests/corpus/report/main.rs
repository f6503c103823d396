//! The real files through the photo crate, with exiftool and mat2 beside it: writes `tests/corpus/report.md`.
//!
//! `cargo run -p cloakroom-tests --bin corpus-report`, with exiftool, mat2 and libvips installed
//! and the files in `../shared/corpus`. Exits 1 when a file that other programs read is refused without a stated reason,
//! or anything is left in what goes out.

mod colour;
mod ours;
mod peers;
mod reference;
mod table;

use std::{
    path::{Path, PathBuf},
    process::ExitCode,
};

/// One real file and what became of it.
struct Row {
    name: String,
    format: String,
    /// Whether reference decoders read it.
    readable: bool,
    peers: peers::Verdicts,
    ours: Result<ours::Made, String>,
}

fn main() -> ExitCode {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let corpus = root.join("../shared/corpus");
    if !corpus.is_dir() {
        println!("skipped: ../shared absent");
        return ExitCode::SUCCESS;
    }
    match run(&corpus, &root.join("tests/corpus/report.md")) {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        Err(error) => {
            eprintln!("{error}");
            ExitCode::FAILURE
        }
    }
}

/// Writes the report; whether nothing was left in anything.
fn run(corpus: &Path, report: &Path) -> Result<bool, String> {
    let folder = tempfile::tempdir().map_err(|error| error.to_string())?;
    let verdicts = peers::baseline(&read_text(&corpus.join("baseline.tsv"))?);
    let mut rows = Vec::new();
    for line in read_text(&corpus.join("photos.tsv"))?.lines().skip(1) {
        let columns: Vec<&str> = line.split('\t').collect();
        let (Some(name), Some(format), Some(readable)) = (columns.first(), columns.get(2), columns.get(11)) else {
            return Err(format!("photos.tsv has a line of {} columns", columns.len()));
        };
        let path = corpus.join("photos").join(name);
        eprintln!("{name}");
        rows.push(Row {
            name: (*name).to_owned(),
            format: (*format).to_owned(),
            readable: *readable == "yes",
            peers: verdicts.get(*name).cloned().unwrap_or_default(),
            ours: ours::made(&path, rows.len(), folder.path())?,
        });
    }
    peers::look_at(folder.path(), &mut rows)?;
    write(report, table::markdown(&rows).as_bytes())?;
    println!("{}", table::summary(&rows));
    Ok(rows.iter().all(|row| row.ours.as_ref().map_or(true, ours::Made::is_clean)))
}

fn read_text(path: &Path) -> Result<String, String> {
    std::fs::read_to_string(path).map_err(|error| format!("{}: {error}", path.display()))
}

#[expect(clippy::disallowed_methods, reason = "a report and files in a temporary folder, made anew by every run")]
fn write(path: &Path, bytes: &[u8]) -> Result<PathBuf, String> {
    std::fs::write(path, bytes).map_err(|error| format!("{}: {error}", path.display()))?;
    Ok(path.to_path_buf())
}
