//! What is left in a file: by our own second reader, by exiftool and by mat2.

use std::{
    collections::{BTreeSet, HashMap},
    path::{Path, PathBuf},
    process::Command,
};

use crate::{
    Row,
    peers::{Became, Cleaned},
};

/// Findings in one file: kinds and groups only, for their values may tell of people.
#[derive(Debug, Clone, Default)]
pub(crate) struct Left {
    /// Of our second reader; nothing for formats that it does not follow.
    pub(crate) ours: Option<BTreeSet<String>>,
    /// Groups of exiftool that are no structure.
    pub(crate) exiftool: BTreeSet<String>,
    /// Entries that mat2 shows.
    pub(crate) mat2: usize,
}

impl Left {
    /// Whether none of the three finds anything.
    pub(crate) fn is_nothing(&self) -> bool {
        self.ours.as_ref().is_none_or(BTreeSet::is_empty) && self.is_nothing_to_others()
    }

    /// Whether exiftool and mat2 find nothing.
    pub(crate) fn is_nothing_to_others(&self) -> bool {
        self.exiftool.is_empty() && self.mat2 == 0
    }
}

/// Looks at everything that any of the three made.
pub(crate) fn at_all(rows: &mut [Row]) -> Result<(), String> {
    let touched = |cleaned: &Cleaned| (cleaned.became != Became::Refused).then(|| cleaned.file.clone());
    let files: Vec<PathBuf> = rows
        .iter()
        .flat_map(|row| {
            let ours = row.ours.iter().flat_map(|made| made.files.iter().cloned());
            ours.chain(touched(&row.exiftool)).chain(touched(&row.mat2)).collect::<Vec<_>>()
        })
        .collect();
    let exiftool = exiftool(&files)?;
    let mat2 = mat2(&files)?;
    let look = |file: &Path| Left {
        ours: ours(file),
        exiftool: exiftool.get(file).cloned().unwrap_or_default(),
        mat2: mat2.get(file).copied().unwrap_or_default(),
    };
    for row in rows {
        if let Ok(made) = &mut row.ours {
            made.left = [look(&made.files[0]), look(&made.files[1])];
        }
        row.exiftool.left = look(&row.exiftool.file);
        row.mat2.left = look(&row.mat2.file);
    }
    Ok(())
}

fn ours(file: &Path) -> Option<BTreeSet<String>> {
    let bytes = std::fs::read(file).ok()?;
    let followed = matches!(
        photo::sniff(&bytes).ok()?,
        photo::Format::Jpeg | photo::Format::Png | photo::Format::Webp | photo::Format::Avif
    );
    followed.then(|| photo::inspect(&bytes).into_iter().map(|finding| finding.what).collect())
}

fn exiftool(files: &[PathBuf]) -> Result<HashMap<PathBuf, BTreeSet<String>>, String> {
    let run = Command::new("exiftool").args(["-a", "-u", "-m", "-G1", "-s2"]).args(files).output();
    let output = run.map_err(|error| format!("exiftool: {error}"))?;
    let mut left = HashMap::<PathBuf, BTreeSet<String>>::new();
    let mut file = PathBuf::new();
    for line in String::from_utf8_lossy(&output.stdout).lines() {
        if let Some(path) = line.strip_prefix("======== ") {
            file = PathBuf::from(path);
            left.entry(file.clone()).or_default();
        } else if let Some((group, rest)) = line.strip_prefix('[').and_then(|line| line.split_once("] "))
            && let Some((tag, value)) = rest.split_once(':')
            && !is_structure(group, tag.trim(), value.trim())
        {
            left.entry(file.clone()).or_default().insert(group.to_owned());
        }
    }
    if left.len() != files.len() {
        return Err(format!("exiftool shows {} of {} files", left.len(), files.len()));
    }
    Ok(left)
}

/// What every file of its kind has: sizes, samples, and a header without density or thumbnail.
fn is_structure(group: &str, tag: &str, value: &str) -> bool {
    match group {
        "ExifTool" => tag != "Error",
        "System" | "File" | "Composite" => tag != "Comment",
        "JFIF" => match tag {
            "JFIFVersion" => true,
            "ResolutionUnit" => value == "None",
            "XResolution" | "YResolution" => value == "1",
            _ => false,
        },
        "PNG" => matches!(
            tag,
            "ImageWidth"
                | "ImageHeight"
                | "BitDepth"
                | "ColorType"
                | "Compression"
                | "Filter"
                | "Interlace"
                | "Palette"
                | "Transparency"
        ),
        "RIFF" => {
            tag.starts_with("Alpha")
                || matches!(
                    tag,
                    "ImageWidth" | "ImageHeight" | "VP8Version" | "HorizontalScale" | "VerticalScale" | "WebP_Flags"
                )
        }
        "Adobe" => matches!(tag, "DCTEncodeVersion" | "APP14Flags0" | "APP14Flags1" | "ColorTransform"),
        "GIF" => tag != "Comment",
        "QuickTime" | "Meta" => true,
        // A TIFF is a directory of which these are the picture.
        "IFD0" | "SubIFD" => TIFF.contains(&tag),
        _ => false,
    }
}

const TIFF: [&str; 25] = [
    "SubfileType",
    "ImageWidth",
    "ImageHeight",
    "BitsPerSample",
    "Compression",
    "PhotometricInterpretation",
    "FillOrder",
    "StripOffsets",
    "SamplesPerPixel",
    "RowsPerStrip",
    "StripByteCounts",
    "PlanarConfiguration",
    "Predictor",
    "ColorMap",
    "TileWidth",
    "TileLength",
    "TileOffsets",
    "TileByteCounts",
    "ExtraSamples",
    "SampleFormat",
    "YCbCrSubSampling",
    "ReferenceBlackWhite",
    "XResolution",
    "YResolution",
    "ResolutionUnit",
];

/// Entries of mat2 that are the picture itself.
const PIXELS: [&str; 2] = ["Palette:", "Transparency:"];

/// How many entries mat2 shows of each file; none of those whose format it does not know.
fn mat2(files: &[PathBuf]) -> Result<HashMap<PathBuf, usize>, String> {
    let mut found = HashMap::<PathBuf, usize>::new();
    for some in files.chunks(100) {
        let output =
            Command::new("mat2").arg("--show").args(some).output().map_err(|error| format!("mat2: {error}"))?;
        let mut file = PathBuf::new();
        for line in String::from_utf8_lossy(&output.stdout).lines() {
            if let Some(path) = line.strip_prefix("[+] Metadata for ") {
                file = PathBuf::from(path.trim_end_matches(':'));
            // The colours of a picture by number are its pixels.
            } else if line.starts_with("    ") && !PIXELS.iter().any(|name| line.trim_start().starts_with(name)) {
                *found.entry(file.clone()).or_default() += 1;
            }
        }
    }
    Ok(found)
}
