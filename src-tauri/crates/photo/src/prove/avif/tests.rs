//! What the second reader of AVIF finds, and what it accepts.

use crate::{
    Format, encode, inspect,
    picture::{Channels, Picture},
    prove,
    test_pictures::noise,
};

/// A box with its length and kind.
fn boxed(kind: &[u8; 4], body: &[u8]) -> Vec<u8> {
    [&(body.len() as u32 + 8).to_be_bytes(), kind.as_slice(), body].concat()
}

fn full(kind: &[u8; 4], body: &[&[u8]]) -> Vec<u8> {
    boxed(kind, &[&[0; 4], body.concat().as_slice()].concat())
}

/// An item: its number, kind and bytes.
type Item<'a> = (u8, &'a [u8; 4], &'a [u8]);

/// Units of AV1: a sequence header and a frame of 40 × 30.
fn units() -> Vec<u8> {
    let picture = Picture::new(40, 30, Channels::Rgb, noise(40, 30).into_raw()).expect("full");
    let bytes = encode::avif(picture, 80).expect("written");
    let at = memchr::memmem::find(&bytes, b"mdat").expect("has pixels");
    bytes[at + 4..].to_vec()
}

/// A file whose first item is the primary picture, 40 × 30, with further properties, and bytes behind its items.
fn file(items: &[Item<'_>], properties: &[Vec<u8>], references: &[u8], behind: &[u8]) -> Vec<u8> {
    let head = boxed(b"ftyp", b"avif\0\0\0\0avifmif1miaf");
    let meta = |base: u32| {
        let infe = |(id, kind, _): &Item<'_>| boxed(b"infe", &[&[2, 0, 0, 0, 0, *id, 0, 0], &kind[..], &[0]].concat());
        let descriptions: Vec<u8> = items.iter().flat_map(infe).collect();
        let mut places = Vec::new();
        let mut at = base;
        for (id, _, bytes) in items {
            places.extend([0, *id, 0, 0, 0, 1]);
            places.extend(at.to_be_bytes());
            places.extend((bytes.len() as u32).to_be_bytes());
            at += bytes.len() as u32;
        }
        let size = full(b"ispe", &[&40_u32.to_be_bytes(), &30_u32.to_be_bytes()]);
        // A property that no item has would be found: without transparency the size comes twice.
        let alpha = full(b"auxC", &[b"urn:mpeg:mpegB:cicp:systems:auxiliary:alpha\0"]);
        let transparent = items.iter().any(|(id, ..)| *id == 2);
        let second = if transparent { alpha } else { size.clone() };
        let listed = [vec![size, second], properties.to_vec()].concat().concat();
        let further = 3..3 + properties.len() as u8;
        let mut given = vec![0, 0, 0, items.len() as u8];
        for (id, ..) in items {
            let alpha = (*id == 2 || !transparent).then_some(2);
            let own: Vec<u8> = [1].into_iter().chain(alpha).chain(further.clone()).collect();
            given.extend([&[0, *id, own.len() as u8], &own[..]].concat());
        }
        let given = full(b"ipma", &[&given]);
        let count = [0, items.len() as u8];
        full(
            b"meta",
            &[
                &full(b"hdlr", &[b"\0\0\0\0pict\0\0\0\0\0\0\0\0\0\0\0\0\0"]),
                &full(b"pitm", &[&[0, 1]]),
                &full(b"iloc", &[&[0x44, 0], &count, &places]),
                &full(b"iinf", &[&count, &descriptions]),
                &full(b"iref", &[references]),
                &boxed(b"iprp", &[boxed(b"ipco", &listed), given].concat()),
            ],
        )
    };
    let base = (head.len() + meta(0).len() + 8) as u32;
    let stored: Vec<u8> = items.iter().flat_map(|item| item.2.iter().copied()).collect();
    [head, meta(base), boxed(b"mdat", &[&stored[..], behind].concat())].concat()
}

fn names(bytes: &[u8]) -> Vec<String> {
    inspect(bytes).into_iter().map(|finding| finding.what).collect()
}

#[test]
fn p04_a_picture_with_its_transparency_is_accepted() {
    let clean = prove(file(&[(1, b"av01", &units())], &[], &[], b"")).expect("is clean");
    assert_eq!((clean.format(), clean.width(), clean.height()), (Format::Avif, 40, 30));
    let alpha = boxed(b"auxl", &[0, 2, 0, 1, 0, 1]);
    assert_eq!(names(&file(&[(1, b"av01", &units()), (2, b"av01", &units())], &[], &alpha, b"")), [""; 0]);
}

#[test]
fn p04_items_that_are_no_part_of_the_picture_are_found() {
    for (kind, name) in [
        (b"Exif", "EXIF"),
        (b"mime", "XMP or other notes (mime item)"),
        (b"av01", "a further picture, such as a thumbnail"),
        (b"tmap", "a gain map"),
        (b"uri ", "an item that is no picture (uri )"),
    ] {
        let bytes = file(&[(1, b"av01", &units()), (3, kind, b"who and where")], &[], &[], b"");
        assert_eq!(names(&bytes), [name]);
        let findings = inspect(&bytes);
        assert_eq!((findings[0].offset, findings[0].length), (bytes.len() as u64 - 13, 13));
    }
}

#[test]
fn p04_bytes_that_belong_to_no_item_are_found() {
    assert_eq!(names(&file(&[(1, b"av01", &units())], &[], &[], b"gap")), ["bytes between the pictures"]);
    let clean = file(&[(1, b"av01", &units())], &[], &[], b"");
    for (kind, name) in
        [(b"free", "free space"), (b"uuid", "a private box (uuid)"), (b"moov", "a video or an animation")]
    {
        assert_eq!(names(&[&clean[..], &boxed(kind, b"who and where")].concat()), [name]);
    }
    assert_eq!(names(&[&clean[..], b"tail"].concat()), ["damaged: a box is longer than what holds it"]);
}

#[test]
fn p04_profiles_turns_and_unknown_properties_are_found() {
    for (property, name) in [
        (boxed(b"colr", b"prof...."), "an ICC profile"),
        (boxed(b"irot", &[1]), "a turn, mirror or crop that is only noted"),
        (boxed(b"udes", b"who"), "an unknown property (udes)"),
        (boxed(b"av1C", &[0x81, 0, 0, 0, 0x2A, 1, 9]), "metadata inside the AV1 data"),
    ] {
        assert_eq!(names(&file(&[(1, b"av01", &units())], &[property], &[], b"")), [name]);
    }
    for property in [boxed(b"colr", b"nclx\0\x01\0\x0D\0\x01\x80"), boxed(b"av1C", &[0x81, 0, 0, 0])] {
        assert_eq!(names(&file(&[(1, b"av01", &units())], &[property], &[], b"")), [""; 0]);
    }
}

#[test]
fn p04_units_that_carry_no_pixels_are_found() {
    for (unit, name) in [
        (&[0x2A, 2, 4, 1][..], "metadata inside the AV1 data"),
        (&[0x7A, 1, 0], "padding inside the AV1 data"),
        (&[0x4A, 0], "an unknown unit of the AV1 data"),
        (&[0x32, 0x7F], "damaged: AV1 data that does not hold together"),
    ] {
        assert_eq!(names(&file(&[(1, b"av01", &[&units()[..], unit].concat())], &[], &[], b"")), [name]);
    }
}

#[test]
fn a_file_cut_off_anywhere_is_never_clean() {
    let bytes = file(&[(1, b"av01", &units())], &[], &[], b"");
    for length in 0..bytes.len() {
        assert!(prove(bytes[..length].to_vec()).is_err(), "cut after {length} of {} bytes", bytes.len());
    }
}

#[test]
fn extents_past_the_end_or_over_each_other_are_damage() {
    let bytes = file(&[(1, b"av01", &units())], &[], &[], b"");
    let place = bytes.windows(4).position(|kind| kind == b"iloc").expect("has places") + 12 + 6;
    let mut past = bytes.clone();
    past[place + 4] = 0xFF;
    assert_eq!(names(&past)[0], "damaged: an item lies outside the file or over another");
}

#[test]
fn p04_bytes_behind_the_last_symbol_are_found_though_the_unit_holds_together() {
    let clean = units();
    // Perhaps a delimiter, a sequence header with its length, then a frame with its length in two bytes.
    let sequence = if clean[0] == 0x12 { 2 } else { 0 };
    let frame = sequence + 2 + usize::from(clean[sequence + 1]);
    assert_eq!((clean[sequence], clean[frame]), (0x0A, 0x32));
    let head = usize::from(clean[frame + 1] & 0x80 > 0) + 2;
    let body = &clean[frame + head..];
    let length = body.len() + 16;
    assert!((0x80..0x4000).contains(&length), "{length}");
    let hidden =
        [&clean[..frame], &[0x32, length as u8 & 0x7F | 0x80, (length >> 7) as u8], body, b"0123456789abcdef"].concat();
    assert_eq!(names(&file(&[(1, b"av01", &hidden)], &[], &[], b"")), ["bytes behind the last pixel"]);
}

#[test]
fn what_is_written_here_is_clean_and_its_properties_belong_to_it() {
    let bytes = file(&[(1, b"av01", &units())], &[], &[], b"");
    let at = memchr::memmem::find(&bytes, b"ipma").expect("has properties");
    let mut stray = bytes.clone();
    // The second property of the item becomes the first once more.
    stray[at + 4 + 4 + 4 + 2 + 2] = 1;
    assert_eq!(names(&stray), ["a property of no picture"]);
    let mut brand = bytes;
    brand[20..24].copy_from_slice(b"Anna");
    assert_eq!(names(&brand), ["a list of brands with more than brands"]);
}
