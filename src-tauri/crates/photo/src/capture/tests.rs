//! The few facts, from every container that keeps them.

use jiff::{civil::date, tz::Offset};

use super::*;
use crate::{
    RawKind,
    test_pictures::{png_chunk, riff_chunk, segment, webp},
};

/// A big-endian EXIF block: tag and value of the first directory, then of the one for EXIF.
fn block(first: &[(u16, Value)], exif: &[(u16, Value)]) -> Vec<u8> {
    let mut bytes = b"MM\0*\0\0\0\x08".to_vec();
    let exif_at = 8 + 2 + 12 * (first.len() + 1) + 4 + 64 * first.len();
    let pointer = (tag::EXIF_DIRECTORY, Value::Long(exif_at as u32));
    directory(&mut bytes, &[first, &[pointer]].concat());
    bytes.resize(exif_at, 0);
    directory(&mut bytes, exif);
    bytes
}

#[derive(Clone, Copy)]
enum Value {
    Text(&'static str),
    Short(u16),
    Long(u32),
}

fn directory(bytes: &mut Vec<u8>, entries: &[(u16, Value)]) {
    bytes.extend((entries.len() as u16).to_be_bytes());
    let mut texts = Vec::new();
    let behind = bytes.len() + 12 * entries.len() + 4;
    for (tag, value) in entries {
        bytes.extend(tag.to_be_bytes());
        match value {
            Value::Text(text) if text.len() < 4 => {
                bytes.extend([0, 2, 0, 0, 0, text.len() as u8 + 1]);
                bytes.extend(text.bytes().chain([0; 4]).take(4));
            }
            Value::Text(text) => {
                bytes.extend([0, 2]);
                bytes.extend((text.len() as u32 + 1).to_be_bytes());
                bytes.extend(((behind + texts.len()) as u32).to_be_bytes());
                texts.extend(text.bytes().chain([0]));
            }
            Value::Short(number) => {
                bytes.extend([0, 3, 0, 0, 0, 1]);
                bytes.extend(number.to_be_bytes());
                bytes.extend([0, 0]);
            }
            Value::Long(number) => {
                bytes.extend([0, 4, 0, 0, 0, 1]);
                bytes.extend(number.to_be_bytes());
            }
        }
    }
    bytes.extend([0; 4]);
    bytes.extend(texts);
}

const FIRST: &[(u16, Value)] =
    &[(tag::MAKE, Value::Text("Maker ")), (tag::MODEL, Value::Text("Model 7")), (tag::ORIENTATION, Value::Short(6))];
const EXIF: &[(u16, Value)] = &[
    (tag::TAKEN, Value::Text("2026:11:22 08:30:59")),
    (tag::TAKEN_FRACTION, Value::Text("45")),
    (tag::TAKEN_OFFSET, Value::Text("-03:30")),
    (tag::BODY_SERIAL, Value::Text("00123")),
];

fn expected() -> Capture {
    Capture {
        make: Some("Maker".to_owned()),
        model: Some("Model 7".to_owned()),
        serial: Some("00123".to_owned()),
        taken: Some(CaptureTime {
            local: date(2026, 11, 22).at(8, 30, 59, 450_000_000),
            offset: Offset::from_seconds(-12_600).ok(),
        }),
        orientation: Orientation::Turn90,
    }
}

fn read(bytes: &[u8], format: Format) -> Capture {
    capture(bytes, format, &Limits::default())
}

fn boxed(kind: &[u8; 4], body: &[u8]) -> Vec<u8> {
    [&(body.len() as u32 + 8).to_be_bytes(), kind.as_slice(), body].concat()
}

#[test]
fn the_facts_are_read_from_every_container() {
    let exif = block(FIRST, EXIF);
    let named = [b"Exif\0\0".as_slice(), &exif].concat();
    let jpeg = [&[0xFF, 0xD8][..], &segment(0xE0, b"JFIF\0"), &segment(0xE1, &named), &[0xFF, 0xDA]].concat();
    assert_eq!(read(&jpeg, Format::Jpeg), expected());
    assert_eq!(read(&exif, Format::Tiff), expected());
    assert_eq!(read(&webp(&[riff_chunk(b"VP8 ", b"odd"), riff_chunk(b"EXIF", &named)]), Format::Webp), expected());
    let png = [b"\x89PNG\r\n\x1A\n".as_slice(), &png_chunk(b"tIME", b""), &png_chunk(b"eXIf", &exif)].concat();
    assert_eq!(read(&png, Format::Png), expected());
    let mut raf = b"FUJIFILMCCD-RAW ".to_vec();
    raf.resize(84, 0);
    raf.extend(100_u32.to_be_bytes());
    raf.resize(100, 0);
    raf.extend(&jpeg);
    assert_eq!(read(&raf, Format::Raw(RawKind::Raf)), expected());
    for magic in [b"MMOR", b"MM\0U"] {
        let raw = [magic.as_slice(), &exif[4..]].concat();
        assert_eq!(read(&raw, Format::Raw(RawKind::Orf)), expected());
    }
}

#[test]
fn a_png_that_keeps_exif_as_text_is_read_too() {
    let digits: String = block(FIRST, EXIF).iter().map(|byte| format!("{byte:02x}")).collect();
    let text = format!("\nexif\n      {}\n{digits}\n", digits.len() / 2);
    let plain = [b"Raw profile type exif\0".as_slice(), text.as_bytes()].concat();
    let deflated = miniz_oxide::deflate::compress_to_vec_zlib(text.as_bytes(), 6);
    let packed = [b"Raw profile type APP1\0\0".as_slice(), &deflated].concat();
    for chunk in [png_chunk(b"tEXt", &plain), png_chunk(b"zTXt", &packed)] {
        assert_eq!(read(&[b"\x89PNG\r\n\x1A\n".as_slice(), &chunk].concat(), Format::Png), expected());
    }
}

#[test]
fn heic_keeps_the_facts_in_an_item_and_cr3_in_two_boxes() {
    let exif = block(FIRST, EXIF);
    let stored = [&6_u32.to_be_bytes(), b"Exif\0\0".as_slice(), &exif].concat();
    let infe = boxed(b"infe", b"\x02\0\0\0\0\x05\0\0Exif\0");
    let meta = |start: u32| {
        let mut place = b"\0\0\0\0\x44\0\0\x01\0\x05\0\0\0\x01".to_vec();
        place.extend(start.to_be_bytes());
        place.extend((stored.len() as u32).to_be_bytes());
        let iinf = boxed(b"iinf", &[b"\0\0\0\0\0\x01".as_slice(), &infe].concat());
        boxed(b"meta", &[&[0; 4], iinf.as_slice(), &boxed(b"iloc", &place)].concat())
    };
    let heic = [meta(meta(0).len() as u32), stored].concat();
    assert_eq!(read(&heic, Format::Heic), expected());

    let mut second = b"MM\0*\0\0\0\x08".to_vec();
    directory(&mut second, EXIF);
    let canon = b"\x85\xC0\xB6\x87\x82\x0F\x11\xE0\x81\x11\xF4\xCE\x46\x2B\x6A\x48".as_slice();
    let uuid = boxed(b"uuid", &[canon, &boxed(b"CMT1", &block(FIRST, &[])), &boxed(b"CMT2", &second)].concat());
    let cr3 = [boxed(b"ftyp", b"crx "), boxed(b"moov", &uuid)].concat();
    assert_eq!(read(&cr3, Format::Raw(RawKind::Cr3)), expected());
}

#[test]
fn one_broken_entry_costs_no_other() {
    let mut exif = block(FIRST, EXIF);
    // The offset of the maker now lies outside.
    exif[10 + 8..10 + 12].fill(0xFF);
    assert_eq!(read(&exif, Format::Tiff), Capture { make: None, ..expected() });
}

#[test]
fn what_cannot_be_is_absent_instead_of_wrong() {
    let facts = |first: &[(u16, Value)], exif: &[(u16, Value)]| read(&block(first, exif), Format::Tiff);
    assert_eq!(facts(&[(tag::ORIENTATION, Value::Short(9))], &[]), Capture::default());
    assert_eq!(facts(&[(tag::MAKE, Value::Text("   ")), (tag::MODEL, Value::Short(3))], &[]), Capture::default());
    for text in ["0000:00:00 00:00:00", "    :  :     :  :  ", "2026:02:30 10:00:00", "2026:11:22", "today"] {
        let entry = (0x9003, Value::Text(text));
        assert_eq!(facts(&[], &[entry]).taken, None, "{text}");
    }
}

#[test]
fn the_moment_of_digitising_stands_in_for_a_missing_one_with_its_own_fraction() {
    let exif = [
        (tag::TAKEN_FRACTION, Value::Text("99")),
        (tag::DIGITISED, Value::Text("2026-11-22T08:30:59")),
        (tag::DIGITISED_OFFSET, Value::Text("Z")),
    ];
    let taken = read(&block(&[], &exif), Format::Tiff).taken;
    let local = date(2026, 11, 22).at(8, 30, 59, 0);
    assert_eq!(taken, Some(CaptureTime { local, offset: Some(Offset::UTC) }));
}

#[test]
fn offsets_and_fractions_that_are_none_leave_the_moment_alone() {
    for offset in ["+1:00", "01:00", "+01:60", "+99:00", "+ab:cd", ""] {
        let exif = [(tag::TAKEN, Value::Text("2026:11:22 08:30:59")), (tag::TAKEN_OFFSET, Value::Text(offset))];
        let taken = read(&block(&[], &exif), Format::Tiff).taken.expect("has a moment");
        assert_eq!((taken.local.second(), taken.offset), (59, None), "{offset}");
    }
}

#[test]
fn a_file_cut_off_anywhere_gives_what_is_left_of_it() {
    let exif = block(FIRST, EXIF);
    let named = [b"Exif\0\0".as_slice(), &exif].concat();
    let jpeg = [&[0xFF, 0xD8][..], &segment(0xE1, &named), &[0xFF, 0xDA]].concat();
    let mut known = 0;
    for length in 0..=jpeg.len() {
        let facts = read(&jpeg[..length], Format::Jpeg);
        let count = [facts.make.is_some(), facts.model.is_some(), facts.serial.is_some(), facts.taken.is_some()];
        let count = count.into_iter().filter(|known| *known).count();
        assert!(count >= known, "{length}");
        known = count;
    }
    assert_eq!(known, 4);
}

#[test]
fn only_a_few_of_thousands_of_blocks_are_read() {
    let text =
        [&b"Raw profile type exif\0\0"[..], &miniz_oxide::deflate::compress_to_vec_zlib(&[b'0'; 100_000], 6)].concat();
    let bomb = [b"\x89PNG\r\n\x1A\n".to_vec(), png_chunk(b"zTXt", &text).repeat(2_000)].concat();
    assert_eq!(read(&bomb, Format::Png), Capture::default());
    let lines = [&b"Raw profile type exif\0\n1\n1\n"[..], b"00"].concat();
    let many = [b"\x89PNG\r\n\x1A\n".to_vec(), png_chunk(b"tEXt", &lines).repeat(2_000)].concat();
    assert_eq!(blocks::find(&many, Format::Png, &Limits::default()).len(), Limits::default().blocks as usize);
}
