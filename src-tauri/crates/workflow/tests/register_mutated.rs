//! Registers damaged in many ways, in every container: each is read or refused, none brings the program down.

#![expect(clippy::unwrap_used, reason = "a test may fail loudly in its own setting-up")]

mod register;

use std::io::{Cursor, Read as _, Write as _};
use std::time::Duration;

use register::{School, TODAY, samples};
use workflow::register::{Limits, read};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipArchive, ZipWriter};

/// A small generator of numbers, the same on every run.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 % sides.max(1) as u64).unwrap()
    }

    /// Bytes changed, cut, doubled, or replaced by what parsers stumble over.
    fn damage(&mut self, bytes: &mut Vec<u8>) {
        const STUMBLES: [&[u8]; 12] = [
            b"\"",
            b"\"\"\"",
            b"\r\r\n",
            b"\0",
            b"\xFF\xFE",
            b"\xEF\xBB\xBF",
            b"<!DOCTYPE x>",
            b"&#x110000;",
            b"]]>",
            b"99999999999999999999",
            b"r=\"XFD1048576\"",
            b"-1",
        ];
        for _ in 0..=self.roll(6) {
            if bytes.is_empty() {
                return;
            }
            let place = self.roll(bytes.len());
            match self.roll(6) {
                0 => bytes[place] = u8::try_from(self.roll(256)).unwrap(),
                1 => bytes[place] ^= 1 << self.roll(8),
                2 => bytes.truncate(place),
                3 => drop(bytes.splice(place..place, STUMBLES[self.roll(STUMBLES.len())].iter().copied())),
                4 => {
                    let end = (place + self.roll(60)).min(bytes.len());
                    bytes.drain(place..end);
                }
                _ => {
                    let from = self.roll(bytes.len());
                    let piece: Vec<u8> = bytes[from..].iter().copied().take(80).collect();
                    bytes.splice(place..place, piece);
                }
            }
        }
    }
}

/// The parts of a workbook, unpacked: damage to what is packed rarely gets past the check sum.
fn parts(workbook: &[u8]) -> Vec<(String, Vec<u8>)> {
    let mut archive = ZipArchive::new(Cursor::new(workbook)).unwrap();
    let part = |at| {
        let mut file = archive.by_index(at).unwrap();
        let mut bytes = Vec::new();
        file.read_to_end(&mut bytes).unwrap();
        (file.name().unwrap().into_owned(), bytes)
    };
    (0..ZipArchive::new(Cursor::new(workbook)).unwrap().len()).map(part).collect()
}

fn packed(parts: &[(String, Vec<u8>)]) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    let stored = SimpleFileOptions::default().compression_method(CompressionMethod::Stored);
    for (name, bytes) in parts {
        zip.start_file(name.as_str(), stored).unwrap();
        zip.write_all(bytes).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

fn opendocument() -> Vec<u8> {
    let cell = |text: &str| {
        format!("<table:table-cell office:value-type=\"string\"><text:p>{text}</text:p></table:table-cell>")
    };
    let row = |cells: [&str; 5]| format!("<table:table-row>{}</table:table-row>", cells.map(cell).concat());
    let rows = [
        row(["Admission number", "Surname", "Forename", "DOB", "Website"]),
        row(["17", "Khan", "Amelia", "03/11/2019", "Yes"]),
        "<table:table-row table:number-rows-repeated=\"3\"><table:table-cell table:number-columns-repeated=\"9\"/></table:table-row>"
            .to_owned(),
        row(["18", "Ali", "Mo", "22/04/2019", "No"]),
    ];
    let content = format!(
        "<?xml version=\"1.0\"?><office:document-content xmlns:office=\"o\" xmlns:table=\"t\" xmlns:text=\"x\"><office:body>\
         <office:spreadsheet><table:table table:name=\"S\">{}</table:table></office:spreadsheet></office:body>\
         </office:document-content>",
        rows.concat()
    );
    packed(&[("content.xml".to_owned(), content.into_bytes())])
}

#[test]
fn no_damage_to_any_register_brings_the_reader_down() {
    let mut files = vec![("sheet.ods".to_owned(), opendocument())];
    if let Some(folder) = samples() {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            let name = path.file_name().unwrap().to_string_lossy().into_owned();
            if !name.starts_with("README") && !name.starts_with("expected") {
                files.push((name, std::fs::read(path).unwrap()));
            }
        }
    }
    let rounds = if cfg!(debug_assertions) { 20 } else { 2_000 };
    let school = School::empty();
    let mut dice = Dice(0x2026_1122_C0FF_EE01);
    let (mut readable, mut refused, mut slowest) = (0, 0, Duration::ZERO);
    for (name, whole) in &files {
        let unpacked = whole.starts_with(b"PK").then(|| parts(whole));
        for _ in 0..rounds {
            let bytes = match &unpacked {
                Some(parts) if dice.roll(5) > 0 => {
                    let mut parts = parts.clone();
                    let place = dice.roll(parts.len());
                    dice.damage(&mut parts[place].1);
                    packed(&parts)
                }
                _ => {
                    let mut bytes = whole.clone();
                    dice.damage(&mut bytes);
                    bytes
                }
            };
            let started = register::processor_time();
            if let Ok(workbook) = read(&bytes, &Limits::default()) {
                let cells: usize =
                    workbook.sheets.iter().flat_map(|sheet| &sheet.rows).map(|row| row.cells.len()).sum();
                assert!(cells <= Limits::default().cells, "{name}");
            }
            match school.preview(name, &bytes, None, Some(TODAY)) {
                Ok(_) => readable += 1,
                Err(error) => {
                    assert!(!error.to_string().is_empty());
                    refused += 1;
                }
            }
            slowest = slowest.max(register::processor_time() - started);
        }
    }
    println!("{} files, {readable} damaged ones read, {refused} refused, the slowest took {slowest:.0?}", files.len());
    assert!(slowest < Duration::from_secs(10), "{slowest:?}");
}
