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
        assert!(inside(&covered(noise(100, 100, seed), Cover::figure(MIDDLE, CoverStyle::Solid))));
    }
}

#[test]
fn a_mosaic_depends_on_the_original_only_through_four_averages() {
    // Two pictures that agree in the average of every cell of the mosaic, and in nothing else inside it.
    let mut stripes = noise(80, 80, 7);
    let mut blocks = stripes.clone();
    for y in 20..60_usize {
        for x in 20..60_usize {
            let base = 60 + 30 * ((x - 20) / 20 + 2 * ((y - 20) / 20)) as u8;
            let at = (y * 80 + x) * 3;
            let odd = if x % 2 == 0 { base - 40 } else { base + 40 };
            let halves = if (y / 5) % 2 == 0 { base - 40 } else { base + 40 };
            stripes.samples_mut()[at..at + 3].fill(odd);
            blocks.samples_mut()[at..at + 3].fill(halves);
        }
    }
    assert_ne!(stripes, blocks);
    let cover = Cover::figure(MIDDLE, CoverStyle::Mosaic);
    assert_eq!(covered(stripes, cover), covered(blocks, cover));
}

#[test]
fn a_mosaic_has_no_edges_between_its_cells() {
    let mosaic = covered(noise(400, 400, 3), Cover::figure(MIDDLE, CoverStyle::Mosaic));
    for y in 100..300 {
        for x in 101..300 {
            let (left, right) = (pixel(&mosaic, x - 1, y), pixel(&mosaic, x, y));
            assert!(left.iter().zip(right).all(|(&a, b)| a.abs_diff(b) <= 2), "a step at {x}, {y}");
        }
    }
}

#[test]
fn a_face_is_covered_beyond_its_box_and_a_figure_is_not() {
    let original = noise(100, 100, 5);
    let face = covered(original.clone(), Cover::face(Rect { x: 0.4, y: 0.4, w: 0.2, h: 0.2 }, CoverStyle::Solid));
    // 1.4 times a box from 40 to 60 reaches from 36 to 64.
    for (x, y) in [(36, 36), (63, 63), (36, 63), (50, 50)] {
        assert_eq!(pixel(&face, x, y), [0; 3]);
    }
    for (x, y) in [(35, 50), (64, 50), (50, 35), (50, 64)] {
        assert_eq!(pixel(&face, x, y), pixel(&original, x, y));
    }
    let figure = covered(original.clone(), Cover::figure(Rect { x: 0.4, y: 0.4, w: 0.2, h: 0.2 }, CoverStyle::Solid));
    assert_eq!(pixel(&figure, 39, 50), pixel(&original, 39, 50));
    assert_eq!(pixel(&figure, 40, 50), [0; 3]);
}

#[test]
fn a_cover_over_the_border_is_clipped_and_one_outside_does_nothing() {
    let original = noise(60, 40, 9);
    let corner = covered(original.clone(), Cover::face(Rect { x: -0.1, y: -0.1, w: 0.3, h: 0.3 }, CoverStyle::Mosaic));
    assert_ne!(pixel(&corner, 0, 0), pixel(&original, 0, 0));
    for rect in [
        Rect { x: 1.2, y: 0.0, w: 0.2, h: 0.2 },
        Rect { x: 0.2, y: 0.2, w: -0.1, h: 0.2 },
        Rect { x: f64::NAN, y: 0.0, w: 1.0, h: 1.0 },
    ] {
        assert_eq!(covered(original.clone(), Cover::figure(rect, CoverStyle::Solid)), original);
    }
}

#[test]
fn a_cover_drawn_on_the_upright_picture_lands_on_the_same_pixels_of_the_stored_one() {
    let rect = Rect { x: 0.1, y: 0.2, w: 0.3, h: 0.25 };
    for orientation in Orientation::ALL {
        let stored = noise(40, 20, 11);
        let mut edited = stored.clone();
        let edits = Edits { crop: None, covers: vec![Cover::figure(rect, CoverStyle::Solid)] };
        edits.apply(&mut edited, orientation).expect("the whole is shown");
        let seen = crate::turn::upright(edited, orientation).expect("same pixels");
        let plain = crate::turn::upright(stored, orientation).expect("same pixels");
        assert_eq!(seen, covered(plain, Cover::figure(rect, CoverStyle::Solid)), "{orientation:?}");
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
