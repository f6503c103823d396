//! The second reader beside exiftool, over real files: whatever exiftool shows there is found here, too, and of what
//! was stripped exiftool shows nothing but pixels.

mod shared;

use std::{collections::BTreeMap, path::Path, process::Command};

use photo::{Format, inspect, prove, sniff, strip};

/// What exiftool shows of the files of a folder: for each, group, tag and value; nothing where it is not installed.
fn exiftool(folder: &Path) -> Option<BTreeMap<String, Vec<[String; 3]>>> {
    let files = std::fs::read_dir(folder).expect("the folder can be read");
    // A folder's name would make it pass over files without an ending.
    let files = files.map(|entry| entry.expect("the entry can be read").path());
    let run = Command::new("exiftool").args(["-a", "-u", "-m", "-G1", "-s2"]).args(files).output();
    let Ok(output) = run else {
        println!("skipped: exiftool is not installed");
        return None;
    };
    let mut shown = BTreeMap::<_, Vec<_>>::new();
    let mut file = String::new();
    for line in String::from_utf8_lossy(&output.stdout).lines() {
        if let Some(path) = line.strip_prefix("======== ") {
            file = path.rsplit('/').next().unwrap_or_default().to_owned();
        } else if let Some((group, rest)) = line.strip_prefix('[').and_then(|line| line.split_once("] "))
            && let Some((tag, value)) = rest.split_once(':')
        {
            let entry = [group, tag, value].map(|part| part.trim().to_owned());
            shown.entry(file.clone()).or_default().push(entry);
        }
    }
    Some(shown)
}

/// The words of which one has to be among the findings when exiftool shows this; none where it is pixels, structure, or
/// the file's own size and times.
fn expected(format: Format, [group, tag, value]: &[String; 3]) -> &'static [&'static str] {
    let exif = &["EXIF", "camera notes", "behind the end", "application segment", "Photoshop", "picture notes"];
    match (format, group.as_str(), tag.as_str()) {
        (_, "File", "Comment") => &["a comment"],
        (_, "ExifTool" | "System" | "File" | "Composite", _) => &[],
        (_, "JFIF", "JFIFVersion") => &[],
        (_, "JFIF", "ResolutionUnit") if value == "None" => &[],
        (_, "JFIF", "XResolution" | "YResolution") if value == "1" => &[],
        (_, "JFIF", _) => &["JFIF"],
        // A marker that states nothing but the transform is structure, where the colours need it.
        (_, "Adobe", "ColorTransform") => &[],
        (_, "Adobe", "DCTEncodeVersion") if value == "100" => &[],
        (_, "Adobe", "APP14Flags0" | "APP14Flags1") if value == "(none)" => &[],
        (_, "Adobe" | "AdobeCM", _) => &["Adobe"],
        (_, "Ducky", _) => &["Ducky"],
        (_, "IPTC" | "IPTC2" | "Photoshop", _) => &["Photoshop", "IPTC"],
        (Format::Png, "PNG", _) => png(tag),
        (_, "PNG-pHYs", _) => &["print density"],
        (
            _,
            "RIFF",
            "ImageWidth" | "ImageHeight" | "VP8Version" | "HorizontalScale" | "VerticalScale" | "WebP_Flags",
        ) => &[],
        (_, "RIFF", tag) if tag.starts_with("Alpha") => &[],
        (_, "RIFF", "UnknownEXIF") => &["EXIF"],
        (_, "RIFF", _) => &["animation", "unknown"],
        (Format::Avif, "QuickTime" | "Meta", _) => &[],
        (Format::Avif, group, _) if group.starts_with("Track") => &["animation"],
        (_, group, _) if group.starts_with("XMP") => &["XMP"],
        (_, group, _) if group.starts_with("ICC") => &["ICC"],
        (_, group, _) if group.starts_with("MP") => &["MPF"],
        _ => exif,
    }
}

fn png(tag: &str) -> &'static [&'static str] {
    match tag {
        "Interlace" | "ImageWidth" | "ImageHeight" | "Filter" | "Compression" | "ColorType" | "BitDepth" => &[],
        "Palette" | "Transparency" => &[],
        "Gamma" | "SRGBRendering" => &["colours"],
        "BackgroundColor" => &["background"],
        "ProfileName" => &["ICC"],
        tag if tag.ends_with("PointX") || tag.ends_with("PointY") => &["colours"],
        "RedX" | "RedY" | "GreenX" | "GreenY" | "BlueX" | "BlueY" => &["colours"],
        "SignificantBits" | "PaletteHistogram" | "SuggestedPalette" => &["hints"],
        "AnimationFrames" | "AnimationPlays" => &["animation"],
        "ModifyDate" => &["the time of the last change", "a text"],
        _ => &["a text", "unknown", "as text"],
    }
}

/// Groups that exiftool shows of any file: itself, the file system, structure, and what it works out of these.
const STRUCTURE: [&str; 7] = ["ExifTool", "System", "File", "Composite", "PNG", "RIFF", "Adobe"];

#[test]
fn p04_of_what_was_stripped_and_proved_exiftool_shows_only_structure() {
    let Some(folder) = shared::corpus() else { return };
    let written = tempfile::tempdir().expect("a folder can be made");
    let mut clean = Vec::new();
    let mut not_clean = 0;
    for (name, bytes) in shared::files(&folder) {
        let Ok(format) = sniff(&bytes) else { continue };
        let Ok(stripped) = strip(&bytes, format) else { continue };
        match prove(stripped) {
            Ok(image) => {
                shared::write(&written.path().join(&name), image.bytes());
                clean.push((name, format));
            }
            Err(_) => not_clean += 1,
        }
    }
    println!("{} files stripped and proved clean, {not_clean} stripped but not clean", clean.len());
    let Some(shown) = exiftool(written.path()) else { return };
    for (name, format) in clean {
        for entry in shown.get(&name).unwrap_or_else(|| panic!("exiftool does not show {name}")) {
            let words = expected(format, entry);
            let structure = STRUCTURE.contains(&entry[0].as_str()) && words.is_empty();
            assert!(structure, "{name}: {entry:?}");
        }
    }
}

#[test]
fn p04_everything_exiftool_finds_is_found() {
    let Some(folder) = shared::corpus() else { return };
    let Some(shown) = exiftool(&folder.join("photos")) else { return };
    let mut missed = Vec::new();
    let (mut compared, mut damaged_files, mut wanted) = (0, 0, 0);
    for (name, bytes) in shared::files(&folder) {
        let Ok(format @ (Format::Jpeg | Format::Png | Format::Webp | Format::Avif)) = sniff(&bytes) else { continue };
        let findings = inspect(&bytes);
        let damaged = findings.iter().any(|finding| finding.what.starts_with("damaged"));
        let found = findings.into_iter().map(|finding| finding.what).collect::<Vec<_>>().join("; ");
        compared += 1;
        // The walk through a damaged file may end early, and says so.
        damaged_files += u32::from(damaged);
        for entry in shown.get(&name).unwrap_or_else(|| panic!("exiftool does not show {name}")) {
            let words = expected(format, entry);
            wanted += u32::from(!words.is_empty());
            if !words.is_empty() && !words.iter().any(|word| found.contains(word)) && !damaged {
                missed.push(format!("{name}: {entry:?} not in: {found}"));
            }
        }
    }
    println!("{compared} files compared, {damaged_files} of them damaged; {wanted} entries of exiftool to be found");
    assert!(wanted > 1_000, "exiftool shows next to nothing: {wanted}");
    assert!(missed.is_empty(), "{}", missed.join("\n"));
}
