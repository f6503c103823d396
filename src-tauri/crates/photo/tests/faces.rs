//! The face detector on the labelled photos of `../shared/corpus/faces`: what it finds as they are, and what it still finds
//! once every face is covered.

mod shared;

use std::{collections::BTreeMap, path::PathBuf};

use photo::{
    Cover, Edits, Limits, Orientation, Output, Rect, RenderSpec,
    faces::{CERTAIN, Detector, FAINT, FaceError},
    render,
};

/// Left, top, right, bottom, in pixels.
type Corners = [f64; 4];

#[derive(serde::Deserialize)]
struct Labels {
    w: f64,
    h: f64,
    faces: Vec<Corners>,
    ignore: Vec<Corners>,
}

/// Name, bytes and labels.
type Labelled = (String, Vec<u8>, Labels);

/// The pictures with their labels, and the detector; nothing where either is absent, told aloud.
fn labelled() -> Option<(Detector, Vec<Labelled>)> {
    let folder: PathBuf = shared::corpus()?.join("faces");
    let detector = match Detector::new() {
        Ok(detector) => detector,
        Err(FaceError::NoModel) => {
            println!("skipped: model/centerface.onnx absent; `cargo xtask test` fetches it");
            return None;
        }
        Err(error) => panic!("{error}"),
    };
    let truth = std::fs::read(folder.join("truth.json")).expect("the labels");
    let truth: BTreeMap<String, Labels> = serde_json::from_slice(&truth).expect("labels");
    let with_bytes = |(name, labels): (String, Labels)| {
        let bytes = std::fs::read(folder.join(&name)).expect("a labelled picture");
        (name, bytes, labels)
    };
    Some((detector, truth.into_iter().map(with_bytes).collect()))
}

fn overlap(a: &Corners, b: &Corners) -> f64 {
    let area = |c: &Corners| (c[2] - c[0]).max(0.0) * (c[3] - c[1]).max(0.0);
    let shared = area(&[a[0].max(b[0]), a[1].max(b[1]), a[2].min(b[2]), a[3].min(b[3])]);
    shared / (area(a) + area(b) - shared)
}

fn corners(Rect { x, y, w, h }: Rect, labels: &Labels) -> Corners {
    [x * labels.w, y * labels.h, (x + w) * labels.w, (y + h) * labels.h]
}

fn rect([left, top, right, bottom]: Corners, labels: &Labels) -> Rect {
    Rect { x: left / labels.w, y: top / labels.h, w: (right - left) / labels.w, h: (bottom - top) / labels.h }
}

/// How many faces were found, and how many boxes are none.
fn judged(found: &[Corners], labels: &Labels) -> (usize, usize) {
    let mut used = vec![false; found.len()];
    for face in &labels.faces {
        let free = found.iter().enumerate().filter(|(place, _)| !used[*place]);
        let best = free.max_by(|(_, a), (_, b)| overlap(face, a).total_cmp(&overlap(face, b)));
        if let Some((place, _)) = best.filter(|(_, found)| overlap(face, found) >= 0.3) {
            used[place] = true;
        }
    }
    let may_be_left_out = |found: &Corners| {
        let (x, y) = (f64::midpoint(found[0], found[2]), f64::midpoint(found[1], found[3]));
        let inside = |region: &Corners| x > region[0] && x < region[2] && y > region[1] && y < region[3];
        labels.ignore.iter().any(|region| overlap(region, found) > 0.0 || inside(region))
    };
    let hits = used.iter().filter(|used| **used).count();
    (hits, found.iter().zip(&used).filter(|(found, used)| !**used && !may_be_left_out(found)).count())
}

#[test]
fn p01_every_labelled_face_is_found_and_nothing_else_is_taken_for_one() {
    let Some((detector, pictures)) = labelled() else { return };
    let (mut faces, mut certain, mut faint) = (0, (0, 0), (0, 0));
    for (name, bytes, labels) in &pictures {
        let found = detector.find(bytes, Orientation::Upright, &Limits::default()).expect("readable");
        let above = |least: f32| -> Vec<Corners> {
            found.iter().filter(|face| face.score > least).map(|face| corners(face.rect, labels)).collect()
        };
        let (hits, false_boxes) = judged(&above(CERTAIN), labels);
        let (hits_faint, false_faint) = judged(&above(FAINT), labels);
        if hits < labels.faces.len() || false_faint > 0 {
            println!("{name}: {hits} of {}, false {false_boxes}, faint {false_faint}", labels.faces.len());
        }
        faces += labels.faces.len();
        certain = (certain.0 + hits, certain.1 + false_boxes);
        faint = (faint.0 + hits_faint, faint.1 + false_faint);
    }
    println!("{faces} faces; at {CERTAIN}: {certain:?} found and false, at {FAINT}: {faint:?}");
    assert_eq!((faces, certain), (409, (409, 0)));
    assert!(faint.1 <= 5, "{faint:?}");
}

#[test]
fn p11_no_face_is_found_where_one_was_covered() {
    let Some((detector, pictures)) = labelled() else { return };
    let limits = Limits::default();
    let spec = RenderSpec { max_edge: 1600, output: Output::WEB };
    let (mut covered, mut certain, mut faint) = (0, Vec::new(), 0);
    for (name, bytes, labels) in pictures.iter().filter(|(_, _, labels)| !labels.faces.is_empty()) {
        let cover = |face: &Corners| Cover::face(rect(*face, labels));
        let edits = Edits { crop: None, covers: labels.faces.iter().map(cover).collect() };
        let shown = render(bytes, Orientation::Upright, &edits, &spec, &limits).expect("renders");
        let found = detector.find(shown.bytes(), Orientation::Upright, &limits).expect("readable");
        for face in &labels.faces {
            for there in found.iter().filter(|found| overlap(&corners(found.rect, labels), face) >= 0.3) {
                if there.score >= CERTAIN {
                    certain.push(format!("{name}: {face:?} as {there:?}"));
                } else {
                    faint += 1;
                }
            }
        }
        covered += labels.faces.len();
    }
    println!("{covered} faces covered; {} found again, {faint} taken for a possible face", certain.len());
    assert_eq!(certain, Vec::<String>::new());
    assert_eq!(covered, 409);
}
