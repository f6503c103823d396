//! The real files through the photo crate, `exiftool -all=` and mat2, what comes out of each looked at by all three:
//! writes `tests/corpus/report.md`.
//!
//! `cargo xtask corpus`, with the files in `../shared/corpus`. Exits 1 when anything is left in what we give out, or it
//! does not look like its source.

mod colour;
mod look;
mod ours;
mod peers;
mod reference;
mod table;

use std::{
    path::{Path, PathBuf},
    process::ExitCode,
};

use ours::Made;

/// One real file and what became of it.
struct Row {
    name: String,
    format: String,
    /// What anything is compared with: the source by libvips, small, upright and by its profile; nothing where libvips
    /// cannot read it.
    shown: Option<reference::Pixels>,
    ours: Result<ours::Made, String>,
    exiftool: peers::Cleaned,
    mat2: peers::Cleaned,
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

/// Writes the report; whether nothing was left in ours and all of it looks like its source.
fn run(corpus: &Path, report: &Path) -> Result<bool, String> {
    let folder = tempfile::tempdir().map_err(|error| error.to_string())?;
    let scratch = folder.path().join("scratch");
    std::fs::create_dir_all(&scratch).map_err(|error| error.to_string())?;
    let mut rows = Vec::new();
    for line in read_text(&corpus.join("photos.tsv"))?.lines().skip(1) {
        let mut columns = line.split('\t');
        let (Some(name), Some(format)) = (columns.next(), columns.nth(1)) else {
            return Err(format!("photos.tsv has a line without a format: {line}"));
        };
        let bytes = std::fs::read(corpus.join("photos").join(name)).map_err(|error| format!("{name}: {error}"))?;
        eprintln!("{name}");
        // libvips takes brackets in a name for options.
        let source = write(&scratch.join("source"), &bytes)?;
        let number = rows.len();
        rows.push(Row {
            name: name.to_owned(),
            format: format.to_owned(),
            shown: reference::rendered(&source, reference::Size::Within(peers::EDGE), true, &scratch),
            ours: ours::made(&bytes, &source, number, folder.path())?
                .map(|made| Made { unjudged: unjudged(name), ..made }),
            exiftool: peers::Cleaned::copied(&bytes, name, number, &folder.path().join("exiftool"))?,
            mat2: peers::Cleaned::copied(&bytes, name, number, &folder.path().join("mat2"))?,
        });
    }
    peers::clean(&mut rows, &scratch)?;
    look::at_all(&mut rows)?;
    write(report, table::markdown(&rows).as_bytes())?;
    println!("{}", table::summary(&rows));
    Ok(rows.iter().all(|row| row.ours.as_ref().map_or(true, ours::Made::is_good)))
}

fn unjudged(name: &str) -> Option<&'static str> {
    reference::NO_JUDGES.iter().find(|(known, _)| *known == name).map(|(_, why)| *why)
}

fn read_text(path: &Path) -> Result<String, String> {
    std::fs::read_to_string(path).map_err(|error| format!("{}: {error}", path.display()))
}

#[expect(clippy::disallowed_methods, reason = "a report and files in a temporary folder, made anew by every run")]
fn write(path: &Path, bytes: &[u8]) -> Result<PathBuf, String> {
    std::fs::write(path, bytes).map_err(|error| format!("{}: {error}", path.display()))?;
    Ok(path.to_path_buf())
}
