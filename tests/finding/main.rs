//! How well a copy is known by its likeness, and how often another picture is taken for one: measured on real pictures where
//! they are there, and on drawn ones. `cargo test --test finding -- --nocapture` prints the figures.

use std::path::Path;

use photo::{Edits, Likeness, Limits, Orientation, Output, Rect, RenderSpec};
use workflow::finding::COPY;

/// A picture as it is published, and what it looks like.
struct Published {
    name: String,
    bytes: Vec<u8>,
    likeness: Likeness,
}

fn render(bytes: &[u8], turned: Orientation, edits: &Edits, max_edge: u32, quality: u8) -> Option<Vec<u8>> {
    let spec = RenderSpec { max_edge, output: Output::Jpeg { quality } };
    Some(photo::render(bytes, turned, edits, &spec, &Limits::default()).ok()?.into_bytes())
}

fn likeness(bytes: &[u8]) -> Option<Likeness> {
    photo::likeness(bytes, Orientation::Upright, &Limits::default()).ok()
}

fn published(name: String, bytes: &[u8]) -> Option<Published> {
    let format = photo::sniff(bytes).ok()?;
    let turned = photo::capture(bytes, format, &Limits::default()).orientation;
    let bytes = render(bytes, turned, &Edits::default(), 1000, 82)?;
    let proved = photo::prove(bytes.clone()).ok()?;
    // Icons, stripes and test cards of a few pixels are no photographs.
    let likeness = likeness(&bytes).filter(|_| proved.width().min(proved.height()) >= 120)?;
    Some(Published { name, bytes, likeness })
}

/// Copies as they are met with: encoded anew, at half the size, with 5 % cut off.
fn copies(picture: &Published) -> Vec<(&'static str, Vec<u8>)> {
    let crop = |x, y, w, h| Edits { crop: Some(Rect { x, y, w, h }), ..Edits::default() };
    let kinds = [
        ("quality 60", Edits::default(), 1000, 60),
        ("half the size", Edits::default(), 500, 82),
        ("5 % off the left", crop(0.05, 0.0, 0.95, 1.0), 1000, 82),
        ("5 % off the right", crop(0.0, 0.0, 0.95, 1.0), 1000, 82),
        ("5 % off the top", crop(0.0, 0.05, 1.0, 0.95), 1000, 82),
        ("5 % off the bottom", crop(0.0, 0.0, 1.0, 0.95), 1000, 82),
        ("5 % off both ways", crop(0.025, 0.025, 0.95, 0.95), 1000, 82),
    ];
    let render = |(kind, edits, edge, quality): (&'static str, Edits, u32, u8)| {
        (kind, render(&picture.bytes, Orientation::Upright, &edits, edge, quality).expect("a copy"))
    };
    kinds.map(render).into()
}

/// Copies that were not known, of how many; pairs of other pictures that were taken for copies, of how many.
fn measure(of: &str, pictures: &[Published]) -> ([usize; 2], [usize; 2]) {
    let (mut missed, mut made) = (0, 0);
    for picture in pictures {
        for (kind, copy) in copies(picture) {
            made += 1;
            let differs = likeness(&copy).expect("readable").distance(picture.likeness);
            if differs > COPY {
                missed += 1;
                println!("missed: {} with {kind} differs in {differs} cells", picture.name);
            }
        }
    }
    let (mut wrong, mut pairs) = (0, 0);
    for (at, one) in pictures.iter().enumerate() {
        for other in &pictures[at + 1..] {
            pairs += 1;
            wrong += usize::from(one.likeness.distance(other.likeness) <= COPY);
        }
    }
    let rate = 100.0 * wrong as f64 / pairs.max(1) as f64;
    println!(
        "{of}: {} pictures, {missed} of {made} copies missed, {wrong} of {pairs} other pairs alike ({rate:.2} %)",
        pictures.len()
    );
    ([missed, made], [wrong, pairs])
}

#[test]
fn p26_copies_of_drawn_pictures_are_known_and_other_drawn_pictures_are_not() {
    // Light and dark patches, blended into each other.
    let patch = |n: u32, column: u32, row: u32| {
        let mixed = (n * 7_919 + column * 104_729 + row * 1_299_709).wrapping_mul(0x9E37_79B1);
        f64::from((mixed ^ (mixed >> 15)).wrapping_mul(0x85EB_CA77) >> 24)
    };
    let drawn = |n: u32| {
        let mut pixels = Vec::new();
        for y in 0..360_u32 {
            for x in 0..480_u32 {
                let (column, row) = (x / 80, y / 72);
                let (right, below) = (f64::from(x % 80) / 80.0, f64::from(y % 72) / 72.0);
                let blend = |one: f64, other: f64, share: f64| one + (other - one) * share;
                let above = blend(patch(n, column, row), patch(n, column + 1, row), right);
                let under = blend(patch(n, column, row + 1), patch(n, column + 1, row + 1), right);
                let light = blend(above, under, below);
                pixels.extend([light as u8, (light * 0.9) as u8, (light * 0.8) as u8]);
            }
        }
        let mut bytes = Vec::new();
        let encoder = jpeg_encoder::Encoder::new(&mut bytes, 90);
        encoder.encode(&pixels, 480, 360, jpeg_encoder::ColorType::Rgb).expect("encodes");
        published(format!("drawn {n}"), &bytes).expect("a picture")
    };
    let pictures: Vec<_> = (0..24).map(drawn).collect();
    let ([missed, _], [wrong, pairs]) = measure("drawn", &pictures);
    assert_eq!(missed, 0);
    assert!(wrong * 20 < pairs, "{wrong} of {pairs}");
}

#[test]
fn p26_copies_of_real_pictures_are_known_and_few_other_pictures_are_taken_for_one() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../shared/corpus/photos");
    let Ok(entries) = std::fs::read_dir(&folder) else {
        println!("skipped: ../shared absent");
        return;
    };
    let mut paths: Vec<_> = entries.map(|entry| entry.expect("an entry").path()).collect();
    paths.sort();
    let mut pictures: Vec<Published> = Vec::new();
    for path in paths.iter().filter(|path| std::fs::metadata(path).is_ok_and(|about| about.len() < 12_000_000)) {
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let Some(picture) = std::fs::read(path).ok().and_then(|bytes| published(name, &bytes)) else { continue };
        // The folder holds several copies of some pictures, with other metadata: those are no other pictures.
        if pictures.iter().all(|known| known.bytes != picture.bytes) {
            pictures.push(picture);
        }
    }
    assert!(pictures.len() > 50, "only {} pictures", pictures.len());
    let ([missed, made], [wrong, pairs]) = measure("real", &pictures);
    assert!(missed * 100 <= made, "{missed} of {made} copies missed");
    // Some pairs are one picture in two versions: turned, resized, or two frames of it.
    assert!(wrong * 33 <= pairs, "{wrong} of {pairs} pairs");
}
