//! Copies stand upright, are small enough, and hold nothing of what was cropped or covered.

use super::*;
use crate::{Cover, Format, Rect, picture::Channels};

/// An upright picture of four even quarters: red, green, blue, white.
fn quarters() -> Picture {
    let samples = (0..200 * 120)
        .flat_map(|at| match (at % 200 < 100, at / 200 < 60) {
            (true, true) => [200, 0, 0],
            (false, true) => [0, 160, 0],
            (true, false) => [0, 0, 200],
            (false, false) => [250; 3],
        })
        .collect();
    Picture::new(200, 120, Channels::Rgb, samples).expect("a full picture")
}

fn stored(orientation: Orientation) -> Vec<u8> {
    let turned = turn::upright(quarters(), orientation.inverse()).expect("same pixels");
    encode::jpeg(turned, 95, Chroma::Full).expect("written")
}

fn spec(max_edge: u32) -> RenderSpec {
    RenderSpec { max_edge, output: Output::WEB }
}

fn pixels(image: &CleanImage) -> Picture {
    decode(image.bytes(), image.format(), Detail::Full, &Limits::default()).expect("readable").picture
}

fn near(picture: &Picture, x: u32, y: u32, wanted: [u8; 3]) -> bool {
    let at = y as usize * picture.stride() + x as usize * 3;
    picture.samples()[at..at + 3].iter().zip(wanted).all(|(a, b)| a.abs_diff(b) <= 12)
}

#[test]
fn a_copy_of_a_gray_picture_is_clean_too() {
    let gray = Picture::new(40, 30, Channels::Gray, (0..40 * 30).map(|at| (at % 251) as u8).collect()).expect("full");
    let master = encode::png(&gray).expect("written");
    let made = render(&master, Orientation::Upright, &Edits::default(), &spec(20), &Limits::default()).expect("clean");
    assert_eq!((made.width(), made.height()), (20, 15));
}

#[test]
fn a_copy_stands_upright_whichever_way_the_master_is_stored() {
    for orientation in Orientation::ALL {
        let made = render(&stored(orientation), orientation, &Edits::default(), &spec(100), &Limits::default());
        let made = made.expect("rendered");
        assert_eq!((made.width(), made.height(), made.format()), (100, 60, Format::Jpeg), "{orientation:?}");
        let seen = pixels(&made);
        let corners = [(20, 12, [200, 0, 0]), (80, 12, [0, 160, 0]), (20, 48, [0, 0, 200]), (80, 48, [250; 3])];
        for (x, y, wanted) in corners {
            assert!(near(&seen, x, y, wanted), "{orientation:?} at {x}, {y}");
        }
    }
}

#[test]
fn a_crop_leaves_only_what_it_holds_whichever_way_the_master_is_stored() {
    let edits = Edits { crop: Some(Rect { x: 0.5, y: 0.0, w: 0.5, h: 0.5 }), covers: Vec::new() };
    for orientation in Orientation::ALL {
        let made =
            render(&stored(orientation), orientation, &edits, &spec(1600), &Limits::default()).expect("rendered");
        assert_eq!((made.width(), made.height()), (100, 60), "{orientation:?}");
        let seen = pixels(&made);
        assert!((8..92).all(|x| near(&seen, x, 30, [0, 160, 0])), "{orientation:?}");
    }
}

#[test]
fn two_masters_that_differ_only_under_a_cover_give_the_same_copy() {
    let face = Rect { x: 0.1, y: 0.1, w: 0.2, h: 0.3 };
    let edits = Edits { crop: None, covers: vec![Cover::face(face)] };
    let master = |secret: [u8; 3]| {
        let mut picture = quarters();
        for y in 12..48 {
            for x in 20..60 {
                let at = (y * 200 + x) * 3;
                picture.samples_mut()[at..at + 3].copy_from_slice(&secret);
            }
        }
        encode::png(&picture).expect("written")
    };
    let copy = |secret| {
        render(&master(secret), Orientation::Upright, &edits, &spec(90), &Limits::default()).expect("rendered")
    };
    assert_eq!(copy([1, 2, 3]).bytes(), copy([250, 140, 90]).bytes());
}

#[test]
fn a_webp_is_proved_like_a_jpeg() {
    let spec = RenderSpec { max_edge: 100, output: Output::Webp { quality: 80 } };
    let made =
        render(&stored(Orientation::Upright), Orientation::Upright, &Edits::default(), &spec, &Limits::default());
    let made = made.expect("rendered");
    assert_eq!((made.width(), made.height(), made.format()), (100, 60, Format::Webp));
    assert!(near(&pixels(&made), 20, 12, [200, 0, 0]));
}

#[test]
fn a_crop_that_holds_no_pixel_is_refused() {
    let edits = Edits { crop: Some(Rect { x: 0.5, y: 0.5, w: 0.0, h: 0.0 }), covers: Vec::new() };
    let refused = render(&stored(Orientation::Upright), Orientation::Upright, &edits, &spec(100), &Limits::default());
    assert!(refused.is_err_and(|error| error.to_string().contains("crop")));
}

#[test]
fn renditions_come_in_the_sizes_asked_and_never_larger_than_the_master() {
    let made = renditions(&stored(Orientation::Turn90), Orientation::Turn90, &[64, 1600, 100], &Limits::default());
    let sizes: Vec<_> = made.expect("made").iter().map(|image| (image.width(), image.height())).collect();
    assert_eq!(sizes, [(64, 38), (200, 120), (100, 60)]);
    assert!(renditions(b"", Orientation::Upright, &[], &Limits::default()).expect("nothing asked").is_empty());
}

#[test]
fn what_is_transparent_in_a_master_is_white_in_its_copy() {
    let samples = (0..64 * 64).flat_map(|_| [200, 0, 0, 0]).collect();
    let master = encode::png(&Picture::new(64, 64, Channels::Rgba, samples).expect("full")).expect("written");
    let made =
        render(&master, Orientation::Upright, &Edits::default(), &spec(32), &Limits::default()).expect("rendered");
    assert!(near(&pixels(&made), 16, 16, [255; 3]));
}

#[test]
fn a_copy_can_be_a_webp_or_an_avif_and_shows_the_same() {
    for (output, format) in [(Output::Webp { quality: 82 }, Format::Webp), (Output::Avif { quality: 82 }, Format::Avif)]
    {
        let spec = RenderSpec { max_edge: 100, output };
        let master = stored(Orientation::Upright);
        let made = render(&master, Orientation::Upright, &Edits::default(), &spec, &Limits::default()).expect("clean");
        assert_eq!((made.width(), made.height(), made.format()), (100, 60, format));
        let seen = pixels(&made);
        for (x, y, wanted) in [(20, 12, [200, 0, 0]), (80, 12, [0, 160, 0]), (20, 48, [0, 0, 200]), (80, 48, [250; 3])]
        {
            assert!(near(&seen, x, y, wanted), "{format:?} at {x}, {y}");
        }
    }
}
