//! Whatever is planted in a picture, wherever it is put: no byte of it comes through.

use std::io::Cursor;

use image::ImageFormat;
use jpeg_encoder::{ColorType, Encoder, SamplingFactor};
use memchr::memmem;
use proptest::prelude::*;

use crate::{
    Edits, Format, Limits, Output, RenderSpec, encode,
    picture::{Channels, Picture},
    prove, render, strip, take_in,
    test_pictures::{noise, png_chunk, riff_chunk, segment},
};

/// What somebody might not want to be known: found again wherever it comes through.
fn secret() -> impl Strategy<Value = String> {
    "planted-[A-Za-z0-9]{16,600}"
}

/// A secret, the place it is put to among those there are, and the kind of thing it is put into.
type Planted = (String, prop::sample::Index, prop::sample::Index);

fn planted() -> impl Strategy<Value = Vec<Planted>> {
    prop::collection::vec((secret(), any::<prop::sample::Index>(), any::<prop::sample::Index>()), 1..8)
}

/// Puts each secret at one of the places, or behind the end.
fn plant(bytes: &[u8], places: &[usize], secrets: &[Planted], pack: impl Fn(&str, usize) -> Vec<u8>) -> Vec<u8> {
    let mut parts: Vec<_> = secrets
        .iter()
        .map(|(secret, place, kind)| (places[place.index(places.len())], pack(secret, kind.index(1 << 16))))
        .collect();
    parts.sort_by_key(|(place, _)| std::cmp::Reverse(*place));
    let mut laden = bytes.to_vec();
    for (place, part) in parts {
        laden.splice(place..place, part);
    }
    laden
}

fn comes_through(stripped: &[u8], secrets: &[&str]) -> bool {
    memmem::find(stripped, b"planted-").is_some()
        || secrets.iter().any(|secret| memmem::find(stripped, &secret.as_bytes()[8..24]).is_some())
}

/// A stripped file is the same as before anything was planted, and is proved.
fn check(format: Format, plain: &[u8], laden: &[u8], secrets: &[Planted]) {
    let secrets: &[&str] = &secrets.iter().map(|(secret, ..)| secret.as_str()).collect::<Vec<_>>();
    let stripped = strip(laden, format).expect("strips");
    assert!(!comes_through(&stripped, secrets));
    assert_eq!(stripped, strip(plain, format).expect("strips"));
    prove(stripped).expect("is clean");
    check_all_ways_out(laden, secrets);
}

/// Neither master nor any copy of it has a byte of what was planted.
fn check_all_ways_out(laden: &[u8], secrets: &[&str]) {
    let limits = Limits::default();
    // Of what is refused nothing comes out.
    let Ok((master, copies)) = take_in(laden, &[20], &limits) else { return };
    assert!(!comes_through(master.image.bytes(), secrets), "{}", master.how);
    assert!(copies.iter().all(|copy| !comes_through(copy.bytes(), secrets)));
    for output in [Output::WEB, Output::Webp { quality: 75 }] {
        let spec = RenderSpec { max_edge: 30, output };
        let copy = render(master.image.bytes(), master.orientation, &Edits::default(), &spec, &limits);
        assert!(!comes_through(copy.expect("is rendered").bytes(), secrets));
    }
}

/// Puts `secret` behind the pixels of the first chunk of this kind, inside the chunk.
fn inside_chunk(bytes: &[u8], kind: &[u8; 4], secret: &[u8], little: bool) -> Vec<u8> {
    let at = memmem::find(bytes, kind).expect("the chunk is there");
    let (head, body) = if little { (at + 4, at + 8) } else { (at - 4, at + 4) };
    let field: [u8; 4] = bytes[head..head + 4].try_into().expect("four bytes");
    let length = if little { u32::from_le_bytes(field) } else { u32::from_be_bytes(field) } as usize;
    let content = [&bytes[body..body + length], secret].concat();
    if little {
        let chunks = riff_chunk(kind, &content);
        let after = &bytes[body + length + length % 2..];
        let mut out = [&bytes[..at], &chunks, after].concat();
        let length = out.len() as u32 - 8;
        out[4..8].copy_from_slice(&length.to_le_bytes());
        out
    } else {
        [&bytes[..head], &png_chunk(kind, &content), &bytes[body + length + 4..]].concat()
    }
}

fn lossy_webp() -> Vec<u8> {
    let picture = Picture::new(37, 21, Channels::Rgb, noise(37, 21).into_raw()).expect("full");
    encode::webp(picture, 80).expect("encodes")
}

const SEGMENTS: &[(u8, &str)] = &[
    (0xE1, "Exif\0\0MM\0*"),
    (0xE1, "http://ns.adobe.com/xap/1.0/\0"),
    (0xE1, "http://ns.adobe.com/xmp/extension/\0"),
    (0xED, "Photoshop 3.0\08BIM\x04\x04"),
    (0xE2, "ICC_PROFILE\0\x01\x01"),
    (0xE2, "MPF\0"),
    (0xE0, "JFXX\0\x13"),
    (0xEC, "Ducky"),
    (0xEE, "Adobe\0\x64\0\0\0\0\x01"),
    (0xEF, ""),
    (0xF5, ""),
    (0xFE, ""),
];

fn jpeg(progressive: bool, restart: u16) -> Vec<u8> {
    let mut out = Vec::new();
    let mut encoder = Encoder::new(&mut out, 75);
    encoder.set_progressive(progressive);
    encoder.set_sampling_factor(SamplingFactor::F_2_2);
    encoder.set_restart_interval(restart);
    encoder.encode(noise(37, 21).as_raw(), 37, 21, ColorType::Rgb).expect("encodes");
    out
}

/// Where the segments of a JPEG begin, those between the scans included, and its end.
fn segment_places(bytes: &[u8]) -> Vec<usize> {
    let mut places = Vec::new();
    let mut at = 2;
    while bytes[at + 1] != 0xD9 {
        places.push(at);
        let scan = bytes[at + 1] == 0xDA;
        at += 2 + usize::from(u16::from_be_bytes([bytes[at + 2], bytes[at + 3]]));
        while scan && (bytes[at] != 0xFF || matches!(bytes[at + 1], 0 | 0xD0..=0xD7)) {
            at += 1;
        }
    }
    places.extend([at, bytes.len()]);
    places
}

/// Where the chunks of a PNG behind its header begin, and its end; not between chunks of pixels.
fn chunk_places(bytes: &[u8]) -> Vec<usize> {
    let mut places = Vec::new();
    let mut at = 8;
    let mut pixels = false;
    while at < bytes.len() {
        if at > 8 && !(pixels && bytes[at + 4..].starts_with(b"IDAT")) {
            places.push(at);
        }
        pixels = bytes[at + 4..].starts_with(b"IDAT");
        at += 12 + u32::from_be_bytes(bytes[at..at + 4].try_into().expect("four bytes")) as usize;
    }
    places.push(at);
    places
}

fn written_by_image(format: ImageFormat) -> Vec<u8> {
    let mut out = Cursor::new(Vec::new());
    noise(37, 21).write_to(&mut out, format).expect("encodes");
    out.into_inner()
}

proptest! {
    #[test]
    fn p04_nothing_planted_in_a_jpeg_comes_through(secrets in planted(), progressive: bool, restart in 0..4_u16) {
        let plain = jpeg(progressive, restart);
        let places = segment_places(&plain);
        let laden = plant(&plain, &places, &secrets, |secret, kind| {
            let (marker, name) = SEGMENTS[kind % SEGMENTS.len()];
            segment(marker, format!("{name}{secret}").as_bytes())
        });
        check(Format::Jpeg, &plain, &laden, &secrets);
    }

    #[test]
    fn p04_nothing_planted_in_a_png_comes_through(secrets in planted()) {
        let plain = written_by_image(ImageFormat::Png);
        let kinds: [&[u8; 4]; 9] =
            [b"tEXt", b"iTXt", b"zTXt", b"eXIf", b"iCCP", b"fdAT", b"prVt", b"aaAa", b"tIME"];
        let laden = plant(&plain, &chunk_places(&plain), &secrets, |secret, kind| {
            png_chunk(kinds[kind % kinds.len()], secret.as_bytes())
        });
        check(Format::Png, &plain, &laden, &secrets);
    }

    #[test]
    fn p04_nothing_planted_in_a_webp_comes_through(secrets in planted(), behind in secret()) {
        let plain = written_by_image(ImageFormat::WebP);
        let kinds: [&[u8; 4]; 6] = [b"EXIF", b"XMP ", b"ICCP", b"prVt", b"ANIM", b"C2PA"];
        let mut laden = plant(&plain, &[12, plain.len()], &secrets, |secret, kind| {
            riff_chunk(kinds[kind % kinds.len()], secret.as_bytes())
        });
        let length = laden.len() as u32 - 8;
        laden[4..8].copy_from_slice(&length.to_le_bytes());
        laden.extend(behind.as_bytes());
        check(Format::Webp, &plain, &laden, &secrets);
    }

    #[test]
    fn p04_nothing_hidden_behind_the_pixels_comes_through(
        secret in secret(),
        progressive: bool,
        restart in 0..4_u16,
        kind in 0..6_usize,
    ) {
        let plain = jpeg(progressive, restart);
        let end = plain.len() - 2;
        let hidden = secret.as_bytes();
        let table = [&[0x0F][..], &hidden[..16], &[0; 48]].concat();
        let laden = match kind {
            // Behind the last block, before the end marker.
            0 => [&plain[..end], hidden, &plain[end..]].concat(),
            // A table that nothing uses, and bytes behind one.
            1 => [&plain[..2], &segment(0xDB, &[&[3][..], &hidden[8..24], &[1; 48]].concat()), &plain[2..]].concat(),
            2 => [&plain[..2], &segment(0xDB, &table), &plain[2..]].concat(),
            3 => inside_chunk(&written_by_image(ImageFormat::Png), b"IDAT", hidden, false),
            4 => inside_chunk(&written_by_image(ImageFormat::WebP), b"VP8L", hidden, true),
            _ => inside_chunk(&lossy_webp(), b"VP8 ", hidden, true),
        };
        let secrets = [secret.as_str()];
        // A table of a number that does not exist is damage; all else is read in spite of what is hidden in it.
        prop_assert_eq!(take_in(&laden, &[], &Limits::default()).is_ok(), kind != 2, "{}", kind);
        check_all_ways_out(&laden, &secrets);
    }

    #[test]
    fn bytes_changed_at_random_are_refused_or_stripped_but_never_a_panic(
        (format, plain) in prop::sample::select(vec![
            (Format::Jpeg, jpeg(true, 2)),
            (Format::Png, written_by_image(ImageFormat::Png)),
            (Format::Webp, written_by_image(ImageFormat::WebP)),
        ]),
        changes in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..20),
        end: prop::sample::Index,
    ) {
        let mut bytes = plain;
        for (place, byte) in changes {
            let place = place.index(bytes.len());
            bytes[place] = byte;
        }
        bytes.truncate(end.index(bytes.len()) + 1);
        if let Ok(stripped) = strip(&bytes, format) {
            prop_assert_eq!(strip(&stripped, format), Ok(stripped.clone()));
            let _ = prove(stripped);
        }
    }
}
