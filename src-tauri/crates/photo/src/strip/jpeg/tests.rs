//! What is left of a JPEG, and what is not.

use image::RgbImage;
use jpeg_encoder::{ColorType, Encoder, SamplingFactor};

use super::*;
use crate::test_pictures::{noise, segment};

fn decoded(bytes: &[u8]) -> RgbImage {
    image::load_from_memory(bytes).expect("decodes").into_rgb8()
}

fn encoded(progressive: bool, restart: u16) -> Vec<u8> {
    let picture = noise(61, 43);
    let mut out = Vec::new();
    let mut encoder = Encoder::new(&mut out, 80);
    encoder.set_progressive(progressive);
    encoder.set_sampling_factor(SamplingFactor::F_2_2);
    encoder.set_restart_interval(restart);
    encoder.encode(picture.as_raw(), 61, 43, ColorType::Rgb).expect("encodes");
    out
}

/// The markers of a file up to its first scan.
fn markers(bytes: &[u8]) -> Vec<u8> {
    let mut at = 2;
    let mut found = Vec::new();
    while bytes[at + 1] != 0xDA {
        found.push(bytes[at + 1]);
        at += 2 + usize::from(u16::from_be_bytes([bytes[at + 2], bytes[at + 3]]));
    }
    found
}

#[test]
fn p04_pixels_stay_as_they_were_and_every_application_segment_goes() {
    for (progressive, restart) in [(false, 0), (true, 0), (false, 2), (true, 3)] {
        let bytes = encoded(progressive, restart);
        let mut laden = bytes[..2].to_vec();
        for marker in (0xE0..=0xEF).chain([0xFE, 0xF0]) {
            laden.extend(segment(marker, b"who and where"));
        }
        laden.extend(&bytes[2..]);
        laden.extend(b"a video behind the end");
        let stripped = strip(&laden).expect("strips");
        assert_eq!(decoded(&stripped), decoded(&bytes));
        assert_eq!(stripped, strip(&bytes).expect("strips"));
        assert!(markers(&stripped).iter().all(|marker| [0xC0, 0xC2, 0xC4, 0xDB, 0xDD].contains(marker)));
        assert_eq!(stripped[stripped.len() - 2..], EOI);
    }
}

#[test]
fn segments_between_the_scans_and_bytes_between_the_segments_go_too() {
    let bytes = encoded(true, 0);
    let scan = bytes.windows(2).rposition(|pair| pair == [0xFF, 0xDA]).expect("has scans");
    let mut laden = bytes[..scan].to_vec();
    laden.extend(segment(0xFE, b"between the scans"));
    laden.extend(b"stray bytes \xFF\x00 and fill \xFF\xFF");
    laden.extend(&bytes[scan..]);
    assert_eq!(strip(&laden), strip(&bytes));
}

#[test]
fn tables_that_no_scan_uses_are_left_out() {
    let bytes = encoded(false, 0);
    let mut unused = vec![0x13];
    unused.extend([0; 15]);
    unused.extend([4]);
    unused.extend(b"HIDE");
    let mut quantisation = vec![0x03];
    quantisation.extend([0x5A; 64]);
    let mut laden = bytes[..2].to_vec();
    laden.extend(segment(0xC4, &unused));
    laden.extend(segment(0xDB, &quantisation));
    laden.extend(&bytes[2..]);
    assert_eq!(strip(&laden), strip(&bytes));
}

#[test]
fn an_adobe_marker_stays_only_where_the_colours_would_change_without_it() {
    let bytes = strip(&encoded(false, 0)).expect("strips");
    let adobe = |transform: u8| {
        let mut laden = bytes[..2].to_vec();
        laden.extend(segment(0xEE, &[b"Adobe\0\x65\x12\x34\x56\x78".as_slice(), &[transform], b"tail"].concat()));
        laden.extend(&bytes[2..]);
        strip(&laden).expect("strips")
    };
    assert_eq!(adobe(1), bytes);
    assert_eq!(adobe(0)[..18], *b"\xFF\xD8\xFF\xEE\x00\x0EAdobe\0\x64\0\0\0\0\0");
}

#[test]
fn what_jfif_said_about_the_colours_outlives_it() {
    let mut bytes = strip(&encoded(false, 0)).expect("strips");
    let frame = bytes.windows(2).position(|pair| pair == [0xFF, 0xC0]).expect("has a frame");
    let scan = bytes.windows(2).position(|pair| pair == [0xFF, 0xDA]).expect("has a scan");
    for (index, id) in b"RGB".iter().enumerate() {
        bytes[frame + 10 + 3 * index] = *id;
        bytes[scan + 5 + 2 * index] = *id;
    }
    assert_eq!(strip(&bytes).expect("strips"), bytes);
    let mut laden = bytes[..2].to_vec();
    laden.extend(segment(0xE0, b"JFIF\0\x01\x02\0\0\x01\0\x01\0\0"));
    laden.extend(&bytes[2..]);
    let stripped = strip(&laden).expect("strips");
    assert_eq!(stripped[..18], *b"\xFF\xD8\xFF\xEE\x00\x0EAdobe\0\x64\0\0\0\0\x01");
}

#[test]
fn a_file_cut_off_anywhere_is_refused() {
    let bytes = encoded(true, 2);
    for length in 2..bytes.len() - 1 {
        assert!(strip(&bytes[..length]).is_err(), "cut after {length} of {} bytes", bytes.len());
    }
}

#[test]
fn kinds_that_are_not_decoded_are_refused_by_name() {
    for (marker, name) in [(0xC3, "a lossless JPEG"), (0xC5, "a hierarchical JPEG"), (0xC9, "an arithmetic-coded JPEG")]
    {
        let bytes = [&[0xFF, 0xD8][..], &segment(marker, b"\x08\0\x01\0\x01\x01\x01\x11\0")].concat();
        assert_eq!(strip(&bytes), Err(PhotoError::unsupported(name)));
    }
    let deep = [&[0xFF, 0xD8][..], &segment(0xC1, b"\x0C\0\x01\0\x01\x01\x01\x11\0")].concat();
    assert_eq!(strip(&deep), Err(PhotoError::unsupported("a JPEG with 12 bits per colour")));
}

#[test]
fn headers_that_contradict_themselves_are_refused() {
    let start = [0xFF, 0xD8];
    for segments in [
        segment(0xC0, b"\x08\0\0\0\x01\x01\x01\x11\0"),
        segment(0xC0, b"\x08\0\x01\0\x01\x03\x01\x11\0"),
        segment(0xC0, b"\x08\0\x01\0\x01\x01\x01\x05\0"),
        segment(0xC0, b"\x08\0\x01\0\x01\x03\x01\x11\0\x01\x11\0\x01\x11\0"),
        segment(0xDB, b"\x24"),
        segment(0xC4, &[0xFF; 40]),
        segment(0xDD, b"\0"),
        segment(0xDA, b"\x01\x01\0\x3F\0\0"),
        vec![0xFF, 0xE1, 0, 1, 0xFF, 0xD9],
        vec![0xFF, 0xE1, 0xFF, 0xFF, 0, 0],
        vec![0xFF, 0xD8],
    ] {
        assert!(strip(&[&start[..], &segments, &[0xFF, 0xD9]].concat()).is_err(), "{segments:02X?}");
    }
}

#[test]
fn a_table_given_again_is_written_once() {
    let bytes = encoded(false, 0);
    let table = bytes.windows(2).position(|pair| pair == [0xFF, 0xDB]).expect("has tables");
    let length = usize::from(u16::from_be_bytes([bytes[table + 2], bytes[table + 3]])) + 2;
    let again = &bytes[table..table + length];
    let other = segment(0xDB, &[&[0][..], &[9; 64]].concat());
    let laden = [&bytes[..table], again, &other, &bytes[table..]].concat();
    assert_eq!(strip(&laden), strip(&bytes));
}

#[test]
fn a_colour_that_no_scan_sends_is_missing() {
    let bytes = encoded(false, 0);
    let mut lone = bytes.clone();
    let scan = bytes.windows(2).position(|pair| pair == [0xFF, 0xDA]).expect("has a scan");
    lone.splice(scan..scan + 14, segment(0xDA, &[1, 1, 0, 0, 63, 0]));
    assert_eq!(strip(&lone), Err(PhotoError::truncated("one of its colours is missing")));
}
