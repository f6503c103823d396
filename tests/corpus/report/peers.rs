//! exiftool and mat2: what they achieved on the same files, and what they find in ours.

use std::{collections::HashMap, path::Path, process::Command};

use crate::Row;

/// What the two cleaners made of a file, from `baseline.tsv`.
#[derive(Clone, Default)]
pub(crate) struct Verdicts {
    pub(crate) exiftool: String,
    pub(crate) mat2: String,
}

/// The verdicts by file name.
pub(crate) fn baseline(table: &str) -> HashMap<String, Verdicts> {
    let mut found = HashMap::<String, Verdicts>::new();
    let mut lines = table.lines();
    let header: Vec<&str> = lines.next().unwrap_or_default().split('\t').collect();
    let column = |name: &str| header.iter().position(|&known| known == name);
    let (file, peer, status, verdict, turned) =
        (column("file"), column("peer"), column("status"), column("verdict"), column("orientation"));
    for line in lines {
        let columns: Vec<&str> = line.split('\t').collect();
        let at = |column: Option<usize>| column.and_then(|column| columns.get(column).copied()).unwrap_or_default();
        let mut told = if at(verdict).is_empty() { at(status) } else { at(verdict) }.to_owned();
        if at(turned) == "LOST" {
            told.push_str(", turn lost");
        }
        let entry = found.entry(at(file).to_owned()).or_default();
        match at(peer) {
            "exiftool" => entry.exiftool = told,
            "mat2" => entry.mat2 = told,
            _ => {}
        }
    }
    found
}

/// Lets both look at everything that was made.
pub(crate) fn look_at(folder: &Path, rows: &mut [Row]) -> Result<(), String> {
    let output = Command::new("exiftool")
        .args(["-a", "-u", "-m", "-G1", "-s2", "-ext", "jpeg", "-ext", "png", "-ext", "webp"])
        .arg(folder)
        .output()
        .map_err(|error| format!("exiftool: {error}"))?;
    let mut left = HashMap::<String, Vec<String>>::new();
    let mut file = String::new();
    for line in String::from_utf8_lossy(&output.stdout).lines() {
        if let Some(path) = line.strip_prefix("======== ") {
            file = path.rsplit('/').next().unwrap_or_default().to_owned();
        } else if let Some((group, rest)) = line.strip_prefix('[').and_then(|line| line.split_once("] "))
            && let Some((tag, value)) = rest.split_once(':')
            && !is_structure(group, tag, value.trim())
        {
            left.entry(file.clone()).or_default().push(format!("{group}:{tag}"));
        }
    }
    let shown = mat2(rows)?;
    for row in rows {
        let Ok(made) = &mut row.ours else { continue };
        for path in [&made.master, &made.web] {
            let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
            made.exiftool.extend(left.remove(&name).unwrap_or_default());
            made.mat2.extend(shown.get(path.to_string_lossy().as_ref()).cloned().unwrap_or_default());
        }
    }
    Ok(())
}

/// What every file of its kind has: sizes, samples, and a header without density or thumbnail.
fn is_structure(group: &str, tag: &str, value: &str) -> bool {
    match group {
        "ExifTool" | "System" | "File" | "Composite" => tag != "Comment" && tag != "Warning" && tag != "Error",
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
            matches!(
                tag,
                "ImageWidth" | "ImageHeight" | "VP8Version" | "HorizontalScale" | "VerticalScale" | "WebP_Flags"
            ) || tag.starts_with("Alpha")
        }
        "Adobe" => matches!(tag, "DCTEncodeVersion" | "APP14Flags0" | "APP14Flags1" | "ColorTransform"),
        _ => false,
    }
}

/// What mat2 finds in the files that were made, by path.
fn mat2(rows: &[Row]) -> Result<HashMap<String, Vec<String>>, String> {
    let made = rows.iter().filter_map(|row| row.ours.as_ref().ok());
    let files = made.flat_map(|made| [&made.master, &made.web]);
    let output = Command::new("mat2").arg("--show").args(files).output().map_err(|error| format!("mat2: {error}"))?;
    let mut found = HashMap::<String, Vec<String>>::new();
    let mut file = String::new();
    for line in String::from_utf8_lossy(&output.stdout).lines().map(str::trim) {
        if let Some(path) = line.strip_prefix("[+] Metadata for ") {
            file = path.trim_end_matches(':').to_owned();
        } else if line.starts_with("[-]") {
            found.entry(line.to_owned()).or_default().push(line.to_owned());
        } else if !line.starts_with("No metadata found") && !line.is_empty() {
            found.entry(file.clone()).or_default().push(line.to_owned());
        }
    }
    match found.keys().find(|key| key.starts_with("[-]")) {
        Some(refused) => Err(format!("mat2: {refused}")),
        None => Ok(found),
    }
}
