//! Registers made to harm: each is refused in plain words, within five seconds and 500 MB, or read for what it is worth.

#![expect(clippy::unwrap_used, reason = "a test may fail loudly in its own setting-up")]

mod register;

use std::fmt::Write as _;
use std::io::{Cursor, Write as _};
use std::time::Duration;

use register::School;
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

const WORKBOOK: &str = r#"<workbook xmlns:r="r"><sheets><sheet name="S" sheetId="1" r:id="rId1"/></sheets></workbook>"#;
const RELATIONS: &str = r#"<Relationships><Relationship Id="rId1" Target="worksheets/sheet1.xml"/></Relationships>"#;

fn archive(parts: &[(&str, &[u8])]) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    let options = SimpleFileOptions::default().compression_method(CompressionMethod::Deflated);
    for (name, bytes) in parts {
        zip.start_file(*name, options).unwrap();
        zip.write_all(bytes).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

fn xlsx(sheet: &str, shared: &str) -> Vec<u8> {
    archive(&[
        ("xl/workbook.xml", WORKBOOK.as_bytes()),
        ("xl/_rels/workbook.xml.rels", RELATIONS.as_bytes()),
        ("xl/sharedStrings.xml", shared.as_bytes()),
        ("xl/worksheets/sheet1.xml", sheet.as_bytes()),
    ])
}

fn sheet(rows: &str) -> String {
    format!("<worksheet><sheetData>{rows}</sheetData></worksheet>")
}

fn ods(content: &str) -> Vec<u8> {
    archive(&[("content.xml", content.as_bytes())])
}

/// A column's letters, from 0.
fn letters(mut column: usize) -> String {
    let mut text = String::new();
    loop {
        text.insert(0, char::from(b'A' + u8::try_from(column % 26).unwrap()));
        if column < 26 {
            return text;
        }
        column = column / 26 - 1;
    }
}

const LAUGHS: &str =
    r#"<!DOCTYPE l [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;&b;&b;">]>"#;
const OUTSIDE: &str = r#"<!DOCTYPE l [<!ENTITY x SYSTEM "file:///etc/hostname">]>"#;

/// A compound file as Excel writes it for a workbook with a password.
fn protected(stream: &str) -> Vec<u8> {
    let mut bytes = vec![0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1];
    bytes.resize(1_536, 0);
    bytes.extend(stream.encode_utf16().flat_map(u16::to_le_bytes));
    bytes.resize(8_192, 0);
    bytes
}

fn long_row(columns: usize) -> String {
    let mut row = String::from("<row r=\"1\">");
    for column in 0..columns {
        write!(row, "<c r=\"{}1\"><v>1</v></c>", letters(column)).unwrap();
    }
    row + "</row>"
}

/// What it is, the name it comes under, how it is made, and words that the refusal has to hold.
type Case = (&'static str, &'static str, Box<dyn Fn() -> Vec<u8>>, &'static str);

fn cases() -> Vec<Case> {
    const BIG: usize = 40 << 20;
    let shared = |inner: &str| format!("<sst><si><t>{inner}</t></si></sst>");
    vec![
        (
            "a 40 MB cell",
            "big.csv",
            Box::new(|| format!("Name,Website\nKhan,{}\n", "y".repeat(BIG)).into_bytes()),
            "32767 characters",
        ),
        (
            "a 40 MB quoted cell",
            "big.csv",
            Box::new(|| format!("Name,Website\nKhan,\"{}\"\n", "y\n".repeat(BIG / 2)).into_bytes()),
            "32767 characters",
        ),
        (
            "a 40 MB cell in UTF-16",
            "big.txt",
            Box::new(|| {
                let text = format!("Name\tWebsite\nKhan\t{}\n", "y".repeat(BIG / 2));
                [0xFF, 0xFE].into_iter().chain(text.encode_utf16().flat_map(u16::to_le_bytes)).collect()
            }),
            "32767 characters",
        ),
        (
            "100,000 columns",
            "wide.csv",
            Box::new(|| format!("{}\n{}\n", "Name,".repeat(100_000), "a,".repeat(100_000)).into_bytes()),
            "1024 columns",
        ),
        (
            "100,000 columns of a workbook",
            "wide.xlsx",
            Box::new(|| xlsx(&sheet(&long_row(100_000)), "<sst/>")),
            "1024 columns",
        ),
        (
            "millions of rows",
            "long.csv",
            Box::new(|| format!("Name,Website\n{}", "a,y\n".repeat(1_000_000)).into_bytes()),
            "200000 rows",
        ),
        (
            "a cell of 40 MB in a workbook",
            "big.xlsx",
            Box::new(|| {
                xlsx(
                    &sheet(&format!(
                        "<row r=\"1\"><c r=\"A1\" t=\"inlineStr\"><is><t>{}</t></is></c></row>",
                        "y".repeat(BIG)
                    )),
                    "<sst/>",
                )
            }),
            "longer than any register",
        ),
        (
            "a shared text of 40 MB",
            "big.xlsx",
            Box::new(move || xlsx(&sheet(""), &shared(&"y".repeat(BIG)))),
            "longer than any register",
        ),
        (
            "one long text used a million times",
            "many.xlsx",
            Box::new(move || {
                let mut rows = String::new();
                for row in 1..=100_000 {
                    write!(rows, "<row r=\"{row}\"><c r=\"A{row}\" t=\"s\"><v>0</v></c></row>").unwrap();
                }
                xlsx(&sheet(&rows), &format!("<sst><si><t>{}</t></si></sst>", "y".repeat(30_000)))
            }),
            "64 MB of text",
        ),
        ("a zip bomb of blanks", "bomb.xlsx", Box::new(|| xlsx(&sheet(&" ".repeat(400 << 20)), "<sst/>")), "overwhelm"),
        (
            "a zip bomb of rows",
            "bomb.xlsx",
            Box::new(|| xlsx(&sheet(&"<row/>".repeat(15 << 20)), "<sst/>")),
            "pieces of XML",
        ),
        (
            "a zip bomb of shared texts",
            "bomb.xlsx",
            Box::new(|| xlsx(&sheet(""), &format!("<sst>{}</sst>", "<si/>".repeat(20 << 20)))),
            "it",
        ),
        (
            "entities that expand",
            "laughs.xlsx",
            Box::new(|| xlsx(&sheet(""), &format!("{LAUGHS}<sst><si><t>&c;</t></si></sst>"))),
            "entity of its own",
        ),
        (
            "an entity from outside",
            "outside.xlsx",
            Box::new(|| xlsx(&format!("{OUTSIDE}{}", sheet("")), "<sst/>")),
            "entity of its own",
        ),
        (
            "an undeclared entity",
            "entity.xlsx",
            Box::new(|| xlsx(&sheet(""), "<sst><si><t>&secret;</t></si></sst>")),
            "entity of its own",
        ),
        (
            "a transfer file with entities",
            "laughs.xml",
            Box::new(|| {
                format!("<?xml version=\"1.0\"?>{LAUGHS}<CTfile><Pupil><Surname>&c;</Surname></Pupil></CTfile>")
                    .into_bytes()
            }),
            "entity of its own",
        ),
        (
            "a transfer file that reads another",
            "outside.xml",
            Box::new(|| {
                format!("<?xml version=\"1.0\"?>{OUTSIDE}<CTfile><Pupil><Surname>&x;</Surname></Pupil></CTfile>")
                    .into_bytes()
            }),
            "entity of its own",
        ),
        (
            "XML without end in depth",
            "deep.xml",
            Box::new(|| format!("<?xml version=\"1.0\"?><CTfile>{}", "<a>".repeat(1 << 20)).into_bytes()),
            "nested",
        ),
        (
            "a sheet repeated without end",
            "repeat.ods",
            Box::new(|| {
                ods(
                    "<office><table name=\"S\"><table-row number-rows-repeated=\"1048576\"><table-cell number-columns-repeated=\"900\" value-type=\"string\"><p>y</p></table-cell></table-row></table></office>",
                )
            }),
            "2000000 cells",
        ),
        ("a password", "secret.xlsx", Box::new(|| protected("EncryptedPackage")), "password"),
        ("an old workbook", "old.xls", Box::new(|| protected("Workbook")), ".xls"),
        (
            "a web page named .xls",
            "report.xls",
            Box::new(|| b"<html><body><table><tr><td>Name</td></tr></table></body></html>".to_vec()),
            "web page",
        ),
        (
            "a web page with a mark",
            "report.xls",
            Box::new(|| "\u{feff}\n<!DOCTYPE html><table></table>".as_bytes().to_vec()),
            "web page",
        ),
        (
            "a quotation mark never closed",
            "quote.csv",
            Box::new(|| format!("Name,Website\nKhan,\"Yes\nAli,No\n{}", "Reed,Yes\n".repeat(500_000)).into_bytes()),
            "closing quotation mark",
        ),
        (
            "a quotation mark never closed in a small file",
            "quote.csv",
            Box::new(|| b"Name,Website\nKhan,\"Yes\nAli,No\n".to_vec()),
            "row 2",
        ),
        (
            "a workbook cut off",
            "cut.xlsx",
            Box::new(|| {
                let mut bytes = xlsx(&sheet(""), "<sst/>");
                bytes.truncate(bytes.len() / 2);
                bytes
            }),
            "damaged",
        ),
        (
            "XML cut off",
            "cut.xlsx",
            Box::new(|| xlsx("<worksheet><sheetData><row r=\"1\"><c r=\"A1\">", "<sst/>")),
            "damaged",
        ),
        ("a picture", "photo.csv", Box::new(|| b"\xFF\xD8\xFF\xE0 jpeg".to_vec()), "picture"),
        (
            "noise",
            "noise.csv",
            Box::new(|| (0..200_000u32).map(|n| (n.wrapping_mul(2_654_435_761) >> 13) as u8).collect()),
            "binary",
        ),
        ("nothing", "empty.csv", Box::new(Vec::new), "no rows"),
        ("blank lines", "blank.csv", Box::new(|| b"\r\n\r\n , \r\n".to_vec()), "no rows"),
        ("something larger than any register", "large.csv", Box::new(|| vec![b'a'; 65 << 20]), "64 MB"),
    ]
}

/// Peak resident memory since the last call, in megabytes.
#[cfg(target_os = "linux")]
fn peak_since(reset: bool) -> u64 {
    if reset {
        let mut file = std::fs::OpenOptions::new().write(true).open("/proc/self/clear_refs").unwrap();
        file.write_all(b"5").unwrap();
    }
    let status = std::fs::read_to_string("/proc/self/status").unwrap();
    let line = status.lines().find(|line| line.starts_with("VmHWM")).unwrap();
    line.split_whitespace().nth(1).unwrap().parse::<u64>().unwrap() / 1024
}

#[cfg(not(target_os = "linux"))]
fn peak_since(_: bool) -> u64 {
    0
}

// One test, so that time and memory are those of one file.
#[test]
fn hostile_registers_are_refused_in_plain_words_quickly_and_in_little_memory() {
    let school = School::empty();
    for (what, name, bytes, words) in cases() {
        let bytes = bytes();
        let before = peak_since(true);
        let started = register::processor_time();
        let outcome = school.preview(name, &bytes, None, None);
        let took = register::processor_time() - started;
        let peak = peak_since(false);
        let error = outcome.map(|plan| plan.matched).expect_err(what).to_string();
        println!("{what}: {took:.0?}, {} MB more, {peak} MB in all: {error}", peak.saturating_sub(before));
        assert!(error.contains(words), "{what}: {error}");
        let bound = if cfg!(debug_assertions) { 15 } else { 5 };
        assert!(took < Duration::from_secs(bound), "{what} took {took:?}");
        assert!(peak < 500, "{what} took {peak} MB");
    }
}

#[test]
fn a_zip_part_that_lies_about_its_size_is_not_followed() {
    let mut bytes = xlsx(&sheet(&"<row/>".repeat(1 << 20)), "<sst/>");
    // The stated size of the last part stands in the central directory and in its local header.
    let size = u32::try_from(sheet(&"<row/>".repeat(1 << 20)).len()).unwrap().to_le_bytes();
    let places: Vec<usize> = bytes.windows(4).enumerate().filter(|(_, four)| *four == size).map(|(at, _)| at).collect();
    assert!(!places.is_empty());
    for place in places {
        bytes[place..place + 4].copy_from_slice(&100u32.to_le_bytes());
    }
    let error = School::empty().preview("lie.xlsx", &bytes, None, None).map(|plan| plan.matched).unwrap_err();
    assert!(error.to_string().contains("damaged"), "{error}");
}
