//! `exiftool -all=` and mat2 on copies of the same files.

use std::{
    path::{Path, PathBuf},
    process::Command,
};

use crate::{Row, colour, look::Left, reference, write};

/// The longer edge at which a cleaned file is compared with its source.
pub(crate) const EDGE: u32 = 400;
/// From here on a picture does not look like its source: it is turned, or its colours have lost their meaning.
pub(crate) const OTHER: f64 = 5.0;

/// A copy that was given to a cleaner.
pub(crate) struct Cleaned {
    pub(crate) file: PathBuf,
    pub(crate) became: Became,
    /// What is left in it.
    pub(crate) left: Left,
}

/// What a cleaner did to a picture.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Became {
    /// It did not touch the file.
    Refused,
    /// It still shows what it showed, as far as libvips can tell.
    Same,
    /// It shows something else: turned, mirrored, or in other colours.
    Other,
    /// It shows nothing any more.
    Broken,
}

impl Cleaned {
    /// A copy of the file, its ending kept, because cleaners go by it.
    pub(crate) fn copied(bytes: &[u8], name: &str, number: usize, folder: &Path) -> Result<Self, String> {
        std::fs::create_dir_all(folder).map_err(|error| error.to_string())?;
        let ending = Path::new(name).extension().unwrap_or_default().to_string_lossy().into_owned();
        let file = write(&folder.join(format!("{number:03}.{ending}")), bytes)?;
        Ok(Self { file, became: Became::Refused, left: Left::default() })
    }
}

/// Lets both work on their copies.
pub(crate) fn clean(rows: &mut [Row], scratch: &Path) -> Result<(), String> {
    for row in rows {
        eprintln!("exiftool and mat2: {}", row.name);
        let shown = row.shown.as_ref();
        work(&mut row.exiftool, shown, scratch, "exiftool", &["-q", "-q", "-all=", "-overwrite_original"])?;
        work(&mut row.mat2, shown, scratch, "mat2", &["--inplace"])?;
    }
    Ok(())
}

fn work(
    copy: &mut Cleaned,
    shown: Option<&reference::Pixels>,
    scratch: &Path,
    program: &str,
    arguments: &[&str],
) -> Result<(), String> {
    let before = std::fs::read(&copy.file).map_err(|error| error.to_string())?;
    let done = Command::new(program).args(arguments).arg(&copy.file).output();
    let done = done.map_err(|error| format!("{program}: {error}"))?;
    let after = std::fs::read(&copy.file).unwrap_or_default();
    // Both tell by what they print or return that they left a file alone; a clean one may come out unchanged.
    let said = String::from_utf8_lossy(&done.stdout).contains("[-]") || !done.stderr.is_empty();
    if !done.status.success() || (after == before && said) {
        copy.became = Became::Refused;
        return Ok(());
    }
    copy.became = match (shown, rendered(&after, scratch)?) {
        (None, _) => Became::Same,
        (Some(_), None) => Became::Broken,
        (Some(shown), Some(now)) if colour::mean_difference_of(shown, &now) > OTHER => Became::Other,
        (Some(_), Some(_)) => Became::Same,
    };
    Ok(())
}

fn rendered(bytes: &[u8], scratch: &Path) -> Result<Option<reference::Pixels>, String> {
    let file = write(&scratch.join("cleaned"), bytes)?;
    Ok(reference::rendered(&file, reference::Size::Within(EDGE), true, scratch))
}
