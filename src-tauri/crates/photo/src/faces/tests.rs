//! The detector as a whole, on pictures without faces; on real ones it is measured in `tests/faces.rs`.

use super::*;
use crate::{Format, picture::Channels, picture::Picture, test_pictures::noise};

fn png(width: u32, height: u32) -> Vec<u8> {
    let pixels = noise(width, height).into_raw();
    crate::encode::png(&Picture::new(width, height, Channels::Rgb, pixels).expect("a full picture")).expect("encodes")
}

/// None where the weights were not fetched, told aloud.
fn detector() -> Option<Detector> {
    match Detector::new() {
        Ok(detector) => Some(detector),
        Err(FaceError::NoModel) => {
            println!("skipped: model/centerface.onnx absent; `cargo xtask test` fetches it");
            None
        }
        Err(error) => panic!("{error}"),
    }
}

#[test]
fn nothing_is_found_where_nothing_is_and_any_shape_goes_in() {
    let Some(detector) = detector() else { return };
    for (width, height) in [(1, 1), (3, 700), (320, 240), (1501, 33)] {
        let found = detector.find(&png(width, height), Orientation::Upright, &Limits::default());
        assert_eq!(found.expect("readable"), [], "{width} × {height}");
    }
}

#[test]
fn what_is_no_picture_is_refused_in_the_words_of_the_decoder() {
    let Some(detector) = detector() else { return };
    let refused = detector.find(&[0, 1, 2, 3, 4, 5, 6, 7], Orientation::Upright, &Limits::default());
    assert!(matches!(refused, Err(FaceError::Photo(PhotoError::Unrecognised))), "{refused:?}");
    let mut cut = png(64, 64);
    assert_eq!(sniff(&cut), Ok(Format::Png));
    cut.truncate(100);
    assert!(matches!(detector.find(&cut, Orientation::Upright, &Limits::default()), Err(FaceError::Photo(_))));
}
