//! Real files of cameras, phones and fuzzers, when they are there: what is read, stripped and found in them.

mod shared;

use std::{collections::HashMap, path::Path};

use photo::{Limits, Orientation, capture, sniff};

/// The rows of photos.tsv by file name: each a map from column to value.
fn rows(folder: &Path) -> HashMap<String, HashMap<String, String>> {
    let text = std::fs::read_to_string(folder.join("photos.tsv")).expect("the table can be read");
    let mut lines = text.lines();
    let columns: Vec<_> = lines.next().expect("has a head").split('\t').map(str::to_owned).collect();
    let row = |line: &str| columns.iter().cloned().zip(line.split('\t').map(str::to_owned)).collect();
    lines.map(row).map(|row: HashMap<_, _>| (row["file"].clone(), row)).collect()
}

#[test]
fn make_model_and_orientation_agree_with_exiftool_wherever_it_knows_them() {
    let Some(folder) = shared::corpus() else { return };
    let rows = rows(&folder);
    let mut wrong = Vec::new();
    let mut compared = 0;
    for (name, bytes) in shared::files(&folder) {
        let (Ok(format), Some(row)) = (sniff(&bytes), rows.get(&name)) else { continue };
        let facts = capture(&bytes, format, &Limits::default());
        let orientation = match row["orientation"].as_str() {
            "Rotate 180" => Orientation::Turn180,
            "Rotate 90 CW" => Orientation::Turn90,
            "Rotate 270 CW" => Orientation::Turn270,
            "Mirror horizontal" => Orientation::FlipHorizontal,
            "Mirror vertical" => Orientation::FlipVertical,
            "Mirror horizontal and rotate 270 CW" => Orientation::Transpose,
            "Mirror horizontal and rotate 90 CW" => Orientation::Transverse,
            _ => Orientation::Upright,
        };
        let own = (facts.make.unwrap_or_default(), facts.model.unwrap_or_default(), facts.orientation);
        // A fuzzer's file states its maker as a number, which exiftool prints.
        let make = row["make"].as_str();
        let make = if make.bytes().all(|byte| byte.is_ascii_digit()) { "" } else { make };
        let theirs = (make.to_owned(), row["model"].clone(), orientation);
        compared += 1;
        if own != theirs {
            wrong.push(format!("{name}: {own:?}, exiftool {theirs:?}"));
        }
    }
    println!("{compared} files compared");
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
