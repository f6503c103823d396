//! Boxes beside the labels.

use std::{collections::BTreeMap, path::Path};

use serde::Deserialize;

/// Left, top, right, bottom, in pixels.
pub(crate) type Corners = [f64; 4];

/// A box is a face's when they share so much of what either covers.
const SAME: f64 = 0.3;

/// What people saw on a photo.
#[derive(Deserialize)]
pub(crate) struct Labels {
    pub(crate) faces: Vec<Corners>,
    /// Too small or unclear to judge: no box in there is false.
    pub(crate) ignore: Vec<Corners>,
}

/// The labels by file name.
pub(crate) fn labels(folder: &Path) -> Result<BTreeMap<String, Labels>, String> {
    let text = std::fs::read_to_string(folder.join("truth.json")).map_err(|error| error.to_string())?;
    serde_json::from_str(&text).map_err(|error| error.to_string())
}

/// Width and height of a picture, as the photo crate proves them.
pub(crate) fn size(bytes: &[u8]) -> Result<(f64, f64), String> {
    let master = photo::make_master(bytes, &photo::Limits::default()).map_err(|error| error.to_string())?;
    Ok((f64::from(master.image.width()), f64::from(master.image.height())))
}

fn overlap(a: &Corners, b: &Corners) -> f64 {
    let area = |c: &Corners| (c[2] - c[0]).max(0.0) * (c[3] - c[1]).max(0.0);
    let shared = area(&[a[0].max(b[0]), a[1].max(b[1]), a[2].min(b[2]), a[3].min(b[3])]);
    shared / (area(a) + area(b) - shared)
}

/// How many faces were found, each by a box of its own, and how many boxes are false.
pub(crate) fn judged(boxes: &[Corners], labels: &Labels) -> (usize, usize) {
    let mut used = vec![false; boxes.len()];
    for face in &labels.faces {
        let free = boxes.iter().enumerate().filter(|(place, _)| !used[*place]);
        let best = free.max_by(|(_, a), (_, b)| overlap(face, a).total_cmp(&overlap(face, b)));
        if let Some((place, _)) = best.filter(|(_, found)| overlap(face, found) >= SAME) {
            used[place] = true;
        }
    }
    let unclear = |found: &Corners| {
        let (x, y) = (f64::midpoint(found[0], found[2]), f64::midpoint(found[1], found[3]));
        let inside = |region: &Corners| x > region[0] && x < region[2] && y > region[1] && y < region[3];
        labels.ignore.iter().any(|region| overlap(region, found) > 0.0 || inside(region))
    };
    let hits = used.iter().filter(|used| **used).count();
    (hits, boxes.iter().zip(&used).filter(|(found, used)| !**used && !unclear(found)).count())
}
