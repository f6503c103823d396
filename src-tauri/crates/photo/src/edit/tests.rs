//! Covering destroys, cropping leaves out: proved on pixels.

use super::*;
use crate::picture::Channels;

fn noise(width: u32, height: u32, seed: u32) -> Picture {
    let mut state = seed | 1;
    let samples = (0..width * height * 3)
        .map(|_| {
            state ^= state << 13;
            state ^= state >> 17;
            state ^= state << 5;
            (state >> 11) as u8
        })
        .collect();
    Picture::new(width, height, Channels::Rgb, samples).expect("a full picture")
}

fn pixel(picture: &Picture, x: u32, y: u32) -> [u8; 3] {
    let at = y as usize * picture.stride() + x as usize * 3;
    picture.samples()[at..at + 3].try_into().expect("three samples")
}

fn covered(mut picture: Picture, cover: Cover) -> Picture {
    Edits { crop: None, covers: vec![cover] }.apply(&mut picture, Orientation::Upright).expect("the whole is shown");
    picture
}

const MIDDLE: Rect = Rect { x: 0.25, y: 0.25, w: 0.5, h: 0.5 };

#[test]
fn a_solid_cover_is_the_same_whatever_it_hides() {
    let inside = |picture: &Picture| {
        (25..75).flat_map(|y| (25..75).map(move |x| (x, y))).all(|(x, y)| pixel(picture, x, y) == [0; 3])
    };
    for seed in [1, 99] {
        assert!(inside(&covered(noise(100, 100, seed), Cover::figure(MIDDLE))));
    }
}

#[test]
fn a_cover_of_a_transparent_picture_is_opaque() {
    let mut clear = Picture::new(8, 8, Channels::Rgba, vec![90; 8 * 8 * 4]).expect("a full picture");
    let edits = Edits { crop: None, covers: vec![Cover::figure(MIDDLE)] };
    edits.apply(&mut clear, Orientation::Upright).expect("the whole is shown");
    let pixels = clear.samples().as_chunks::<4>().0;
    assert_eq!((pixels[3 * 8 + 3], pixels[0]), ([0, 0, 0, 255], [90; 4]));
}

#[test]
fn a_face_is_covered_beyond_its_box_and_a_figure_is_not() {
    let original = noise(100, 100, 5);
    let face = covered(original.clone(), Cover::face(Rect { x: 0.4, y: 0.4, w: 0.2, h: 0.2 }));
    // 1.4 times a box from 40 to 60 reaches from 36 to 64.
    for (x, y) in [(36, 36), (63, 63), (36, 63), (50, 50)] {
        assert_eq!(pixel(&face, x, y), [0; 3]);
    }
    for (x, y) in [(35, 50), (64, 50), (50, 35), (50, 64)] {
        assert_eq!(pixel(&face, x, y), pixel(&original, x, y));
    }
    let figure = covered(original.clone(), Cover::figure(Rect { x: 0.4, y: 0.4, w: 0.2, h: 0.2 }));
    assert_eq!(pixel(&figure, 39, 50), pixel(&original, 39, 50));
    assert_eq!(pixel(&figure, 40, 50), [0; 3]);
}

#[test]
fn a_cover_over_the_border_is_clipped_and_one_outside_does_nothing() {
    let original = noise(60, 40, 9);
    let corner = covered(original.clone(), Cover::face(Rect { x: -0.1, y: -0.1, w: 0.3, h: 0.3 }));
    assert_ne!(pixel(&corner, 0, 0), pixel(&original, 0, 0));
    for rect in [
        Rect { x: 1.2, y: 0.0, w: 0.2, h: 0.2 },
        Rect { x: 0.2, y: 0.2, w: -0.1, h: 0.2 },
        Rect { x: f64::NAN, y: 0.0, w: 1.0, h: 1.0 },
    ] {
        assert_eq!(covered(original.clone(), Cover::figure(rect)), original);
    }
}

#[test]
fn a_cover_drawn_on_the_upright_picture_lands_on_the_same_pixels_of_the_stored_one() {
    let rect = Rect { x: 0.1, y: 0.2, w: 0.3, h: 0.25 };
    for orientation in Orientation::ALL {
        let stored = noise(40, 20, 11);
        let mut edited = stored.clone();
        let edits = Edits { crop: None, covers: vec![Cover::figure(rect)] };
        edits.apply(&mut edited, orientation).expect("the whole is shown");
        let seen = crate::turn::upright(edited, orientation).expect("same pixels");
        let plain = crate::turn::upright(stored, orientation).expect("same pixels");
        assert_eq!(seen, covered(plain, Cover::figure(rect)), "{orientation:?}");
    }
}

#[test]
fn a_crop_never_shows_a_pixel_that_lies_partly_outside() {
    let mut picture = noise(10, 10, 1);
    let edits = Edits { crop: Some(Rect { x: 0.05, y: 0.1, w: 0.5, h: 0.5 }), covers: Vec::new() };
    let shown = edits.apply(&mut picture, Orientation::Upright);
    assert_eq!(shown, Some(PixelRect { x: 1, y: 1, width: 4, height: 5 }));
}

#[test]
fn a_crop_without_a_pixel_shows_nothing() {
    for crop in [Rect { x: 0.5, y: 0.5, w: 0.01, h: 0.01 }, Rect { x: 2.0, y: 0.0, w: 1.0, h: 1.0 }] {
        let edits = Edits { crop: Some(crop), covers: Vec::new() };
        assert_eq!(edits.apply(&mut noise(10, 10, 1), Orientation::Upright), None);
    }
}
