//! HEIC written by the library's own encoder, and the rules of the container around it.

use heifer::{EncodeOptions, heifer_isobmff::boxes::PropertyAssociation};

use super::*;

/// Left half dark, right half bright, a red spot in the top left corner.
fn heic() -> Vec<u8> {
    let samples: Vec<u8> = (0..128 * 64_u32)
        .flat_map(|at| {
            let (x, y) = (at % 128, at / 128);
            if x < 32 && y < 16 { [220, 20, 20] } else { [if x < 64 { 40 } else { 200 }; 3] }
        })
        .collect();
    let options = EncodeOptions { quality: 95, max_threads: 1 };
    heifer::encode_rgb8(128, 64, &samples, &options).expect("written")
}

fn sample(image: &Image<u8>, x: u32, y: u32) -> &[u8] {
    let at = (y as usize * image.width as usize + x as usize) * 4;
    &image.data[at..at + 3]
}

#[test]
fn a_heic_gives_its_pixels_upright() {
    let decoded = decode(&heic(), &Limits::default()).expect("readable");
    let picture = decoded.picture;
    assert_eq!((picture.width(), picture.height(), picture.channels()), (128, 64, Channels::Rgb));
    assert!(decoded.upright);
    let pixel = |x: usize, y: usize| &picture.samples()[(y * 128 + x) * 3..][..3];
    for (found, wanted) in [(pixel(8, 4), [220, 20, 20]), (pixel(20, 50), [40; 3]), (pixel(100, 50), [200; 3])] {
        assert!(found.iter().zip(wanted).all(|(a, b)| a.abs_diff(b) <= 6), "{found:?} instead of {wanted:?}");
    }
}

#[test]
fn the_containers_turns_and_mirrors_are_applied_in_their_order() {
    let bytes = heic();
    let image = heifer::decode_rgba8(&bytes, &heifer::Options::default()).expect("readable");
    // Where the red corner goes: a quarter anticlockwise takes top left to bottom left.
    type Case<'a> = (&'a [Property], (u32, u32), (u32, u32));
    let cases: [Case<'_>; 5] = [
        (&[], (128, 64), (4, 4)),
        (&[Property::Rotation(1)], (64, 128), (4, 124)),
        (&[Property::Rotation(3)], (64, 128), (60, 4)),
        (&[Property::Mirror(false)], (128, 64), (124, 4)),
        (&[Property::Rotation(1), Property::Mirror(true)], (64, 128), (4, 4)),
    ];
    for (properties, size, (x, y)) in cases {
        let mut file = HeifFile::parse(&bytes).expect("readable");
        for property in properties {
            file.properties.push(property.clone());
            let index = u16::try_from(file.properties.len()).expect("a few");
            let primary = file.primary_id;
            let item = file.items.iter_mut().find(|item| item.id == primary).expect("the primary item");
            item.properties.push(PropertyAssociation { index, essential: true });
        }
        let seen = items::transformed(image.clone(), &file, file.primary_id).expect("possible");
        assert_eq!((seen.width, seen.height), size, "{properties:?}");
        assert!(sample(&seen, x, y)[0] > 200 && sample(&seen, x, y)[1] < 60, "{properties:?}");
    }
}

#[test]
fn a_crop_is_measured_from_the_centre() {
    assert_eq!(items::aperture(100, (50, 1), (0, 1)), Ok((25, 50)));
    assert_eq!(items::aperture(100, (50, 1), (25, 1)), Ok((50, 50)));
    assert!(items::aperture(100, (50, 1), (30, 1)).is_err());
    assert!(items::aperture(100, (50, 0), (0, 1)).is_err());
    assert!(items::aperture(100, (0, 1), (0, 1)).is_err());
}

#[test]
fn a_size_beyond_the_limits_is_refused_before_decoding() {
    let mut bytes = heic();
    while let Some(at) = memchr::memmem::find(&bytes, b"ispe\0\0\0\0\0\0\0\x80") {
        bytes[at + 8..at + 16].fill(0xFF);
        bytes[at..at + 4].copy_from_slice(b"ispe");
    }
    let refused = decode(&bytes, &Limits::default()).map(|_| ());
    assert!(matches!(refused, Err(PhotoError::TooLarge { .. })), "{refused:?}");
}

#[test]
fn a_directory_of_megabytes_is_refused_before_it_is_read() {
    let mut bytes = b"\0\0\0\x14ftypheic\0\0\0\0heic".to_vec();
    bytes.extend(((2_u32 << 20) + 12).to_be_bytes());
    bytes.extend(b"meta\0\0\0\0");
    bytes.extend(vec![0; 2 << 20]);
    let refused = decode(&bytes, &Limits::default()).map(|_| ());
    assert!(matches!(refused, Err(PhotoError::TooLarge { what: "bytes of its directory", .. })), "{refused:?}");
}

#[test]
fn a_heic_cut_anywhere_is_refused() {
    let bytes = heic();
    for end in (0..bytes.len()).step_by(7) {
        assert!(decode(&bytes[..end], &Limits::default()).is_err(), "cut at {end} of {}", bytes.len());
    }
}

#[test]
fn tiles_that_come_to_more_pixels_than_allowed_are_refused() {
    let bytes = heic();
    let file = HeifFile::parse(&bytes).expect("readable");
    let few = Limits { pixels: 2_000, ..Limits::default() };
    assert!(Items::of(&file, &few).shown::<u8>(file.primary_id, 0).is_err());
    assert!(Items::of(&file, &Limits::default()).shown::<u8>(file.primary_id, 0).is_ok());
}

#[test]
fn pictures_inside_pictures_are_refused_beyond_the_limit() {
    let bytes = heic();
    let file = HeifFile::parse(&bytes).expect("readable");
    let refused = Items::of(&file, &Limits::default()).shown::<u8>(file.primary_id, 4).map(|_| ());
    assert!(matches!(refused, Err(PhotoError::TooLarge { what: "pictures inside pictures", .. })), "{refused:?}");
}

#[test]
fn frames_before_the_first_that_is_shown_are_refused_beyond_the_limit() {
    // Nine frame headers of AV1.
    let refused = av1::frame([0x1A, 0].repeat(9), None, 1_000, &Limits::default()).map(|_| ());
    assert!(
        matches!(refused, Err(PhotoError::TooLarge { what: "frames before the first that is shown", .. })),
        "{refused:?}"
    );
}

#[test]
fn a_picture_for_bright_screens_is_reduced_to_what_paper_shows() {
    let bytes = heic();
    let at = memchr::memmem::find(&bytes, b"colrnclx").expect("tells its colours");
    let mut bright = bytes.clone();
    // Primaries of BT.2020, light by PQ.
    bright[at + 8..at + 12].copy_from_slice(&[0, 9, 0, 16]);
    let plain = decode(&bytes, &Limits::default()).expect("readable");
    let seen = decode(&bright, &Limits::default()).expect("readable");
    assert_eq!((plain.colour, seen.colour), (ColourWork::Kept, ColourWork::Converted));
    // 200 of 255 is far above paper white in PQ.
    let gray = |decoded: &Decoded| decoded.picture.samples()[(50 * 128 + 100) * 3];
    assert!(gray(&seen) > 250 && gray(&plain) < 210, "{} {}", gray(&seen), gray(&plain));
}

#[test]
fn tiles_take_their_colours_from_the_grid_that_declares_them() {
    let bytes = heic();
    let mut file = HeifFile::parse(&bytes).expect("readable");
    let tile = file.primary_id;
    let limits = Limits::default();
    let shown = |file: &HeifFile<'_>, inherited| {
        let mut items = Items::of(file, &limits);
        items.inherited = inherited;
        items.shown::<u8>(tile, 0).expect("readable")
    };
    let item = file.items.iter().position(|item| item.id == tile).expect("the primary item");
    let nclx = |property: &Property| matches!(property, Property::Color(ColorInfo::Nclx { .. }));
    let declared = file.properties.iter().position(nclx).map(|at| at as u16 + 1);
    file.items[item].properties.retain(|association| Some(association.index) != declared);
    let by_709 = heifer::color::ColorParams { matrix: 1, full_range: true };
    let (plain, seen) = (shown(&file, None), shown(&file, Some(by_709)));
    assert_ne!(sample(&plain, 8, 4), sample(&seen, 8, 4));
}
