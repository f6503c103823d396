//! What the second reader of JPEG finds, and what it accepts.

use jpeg_encoder::{ColorType, Encoder, SamplingFactor};

use crate::{
    CleanImage, Format, PhotoError, inspect, prove,
    test_pictures::{noise, segment},
};

fn encoded(sampling: SamplingFactor, progressive: bool, restart: u16) -> Vec<u8> {
    let picture = noise(61, 43);
    let mut out = Vec::new();
    let mut encoder = Encoder::new(&mut out, 80);
    encoder.set_progressive(progressive);
    encoder.set_sampling_factor(sampling);
    encoder.set_restart_interval(restart);
    encoder.encode(picture.as_raw(), 61, 43, ColorType::Rgb).expect("encodes");
    out
}

fn plain() -> Vec<u8> {
    encoded(SamplingFactor::F_2_2, false, 0)
}

/// What is found in a plain file after `change`.
fn found(change: impl FnOnce(&mut Vec<u8>)) -> Vec<String> {
    let mut bytes = plain();
    change(&mut bytes);
    inspect(&bytes).into_iter().map(|finding| finding.what).collect()
}

fn insert(bytes: &mut Vec<u8>, at: usize, put: &[u8]) {
    bytes.splice(at..at, put.iter().copied());
}

fn place_of(bytes: &[u8], marker: u8) -> usize {
    bytes.windows(2).position(|pair| pair == [0xFF, marker]).expect("the marker is there")
}

#[test]
fn p04_every_process_sampling_and_restart_is_followed_to_its_end_and_accepted() {
    for sampling in [SamplingFactor::F_1_1, SamplingFactor::F_2_1, SamplingFactor::F_1_2, SamplingFactor::F_2_2] {
        for progressive in [false, true] {
            for restart in [0, 1, 3] {
                let bytes = encoded(sampling, progressive, restart);
                let clean = prove(bytes.clone()).expect("is clean");
                assert_eq!((clean.format(), clean.width(), clean.height()), (Format::Jpeg, 61, 43));
                assert_eq!(CleanImage::into_bytes(clean), bytes);
            }
        }
    }
}

#[test]
fn refined_bits_of_a_progressive_picture_are_followed() {
    // 16 × 16 gray, written by libjpeg with two refining scans of AC coefficients.
    let bytes = include_bytes!("refined.jpg");
    assert_eq!(inspect(bytes), []);
    let mut hidden = bytes.to_vec();
    let end = hidden.len() - 2;
    insert(&mut hidden, end, b"more");
    assert_eq!(inspect(&hidden)[0].what, "bytes behind the last block of the pixels");
}

#[test]
fn p04_application_segments_and_comments_are_found_by_name() {
    for (marker, body, name) in [
        (0xE1, b"Exif\0\0MM".as_slice(), "EXIF"),
        (0xE1, b"http://ns.adobe.com/xap/1.0/\0<", "XMP"),
        (0xE2, b"ICC_PROFILE\0", "an ICC profile"),
        (0xE2, b"MPF\0", "an index of further pictures (MPF)"),
        (0xED, b"Photoshop 3.0\0", "Photoshop notes, where IPTC lives"),
        (0xE0, b"JFIF\0\x01\x01\x01\0\x48\0\x48\0\0", "JFIF with a density or a thumbnail"),
        (0xE7, b"?", "an application segment (APP7)"),
        (0xFE, b"", "a comment"),
    ] {
        assert_eq!(found(|bytes| insert(bytes, 20, &segment(marker, body))), [name]);
    }
}

#[test]
fn p04_a_finding_tells_where_and_how_long() {
    let mut bytes = plain();
    insert(&mut bytes, 2, &segment(0xFE, b"twelve bytes"));
    let findings = inspect(&bytes);
    assert_eq!((findings[0].offset, findings[0].length), (2, 16));
    assert_eq!(prove(bytes), Err(PhotoError::NotClean(findings)));
}

#[test]
fn p04_what_follows_the_end_is_found_and_named() {
    let behind = |tail: &[u8]| found(|bytes| bytes.extend(tail));
    assert_eq!(behind(b"\0\0\0\x18ftypisom\0\0\0\0"), ["a video behind the end of the picture"]);
    assert_eq!(behind(&plain()), ["a second picture (JPEG) behind the end of the picture"]);
    assert_eq!(behind(b"\x01\x02..SEFT"), ["a Samsung trailer behind the end of the picture"]);
    assert_eq!(behind(&[0; 9]), ["zero bytes behind the end of the picture"]);
    assert_eq!(behind(b"\x93"), ["bytes behind the end of the picture"]);
}

#[test]
fn p04_bytes_behind_the_last_block_are_found_although_every_decoder_skips_them() {
    let hidden = found(|bytes| {
        let end = bytes.len() - 2;
        insert(bytes, end, b"hidden");
    });
    assert_eq!(hidden, ["bytes behind the last block of the pixels"]);
    let restarted = encoded(SamplingFactor::F_2_2, false, 2);
    let mut bytes = restarted;
    let marker = place_of(&bytes, 0xD1);
    insert(&mut bytes, marker, b"hidden\xFF\0");
    let findings = inspect(&bytes);
    assert_eq!((findings.len(), findings[0].offset, findings[0].length), (1, marker as u64, 8));
}

#[test]
fn p04_room_inside_tables_and_between_segments_is_found() {
    let mut unused = vec![0x13];
    unused.extend([0; 15]);
    unused.extend([4]);
    unused.extend(b"HIDE");
    assert_eq!(found(|bytes| insert(bytes, 20, &segment(0xC4, &unused))), ["a Huffman table that nothing uses"]);
    let quantisation = [&[3][..], &[0x5A; 64]].concat();
    let unused = found(|bytes| insert(bytes, 20, &segment(0xDB, &quantisation)));
    assert_eq!(unused, ["a quantisation table that nothing uses"]);
    let excess = found(|bytes| insert(bytes, 20, &segment(0xDB, &[&[0][..], &[1; 64], b"x"].concat())));
    assert_eq!(excess, ["damaged: a quantisation table that does not hold together"]);
    let replaced = found(|bytes| insert(bytes, 20, &segment(0xDB, &[&[0][..], &[1; 64]].concat())));
    assert_eq!(replaced, ["a quantisation table that nothing uses"]);
    assert_eq!(found(|bytes| insert(bytes, 20, b"\xFF\xFF")), ["bytes between the segments"]);
    assert_eq!(found(|bytes| insert(bytes, 20, &segment(0xDD, b"\0\x07"))).len(), 2);
    let long_frame = found(|bytes| {
        let frame = place_of(bytes, 0xC0);
        bytes[frame + 3] += 1;
        insert(bytes, frame + 19, b"x");
    });
    assert_eq!(long_frame, ["damaged: a frame header of the wrong length"]);
}

#[test]
fn only_the_barest_jfif_and_adobe_markers_may_stay() {
    let bare = b"JFIF\0\x01\x02\0\0\x01\0\x01\0\0";
    assert_eq!(found(|bytes| assert_eq!(bytes[6..20], *bare)), [""; 0]);
    let adobe = |transform| segment(0xEE, &[b"Adobe\0\x64\0\0\0\0".as_slice(), &[transform]].concat());
    assert_eq!(found(|bytes| insert(bytes, 2, &adobe(0))), ["JFIF with a density or a thumbnail"]);
    assert_eq!(found(|bytes| insert(bytes, 20, &adobe(1))), ["an Adobe marker that no colour needs"]);
    assert_eq!(found(|bytes| insert(bytes, 20, &adobe(0))), [""; 0]);
}

#[test]
fn a_file_cut_off_anywhere_is_never_clean() {
    for progressive in [false, true] {
        let bytes = encoded(SamplingFactor::F_2_2, progressive, 2);
        for length in 0..bytes.len() {
            assert!(prove(bytes[..length].to_vec()).is_err(), "cut after {length} of {} bytes", bytes.len());
        }
    }
}

#[test]
fn pixels_that_cannot_be_decoded_are_damage() {
    let broken = found(|bytes| {
        let scan = place_of(bytes, 0xDA) + 14;
        let end = bytes.len() - 2;
        bytes.splice(scan + 4..end, []);
    });
    assert_eq!(broken, ["damaged: pixels that cannot be decoded"]);
}

#[test]
fn a_header_of_65535_by_65535_is_refused_before_any_memory_is_taken() {
    let large = found(|bytes| {
        let frame = place_of(bytes, 0xC0);
        bytes[frame + 5..frame + 9].fill(0xFF);
    });
    assert!(large[0].contains("too large"), "{large:?}");
}
