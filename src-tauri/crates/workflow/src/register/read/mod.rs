//! File bytes to sheets of cells, recognised by content. Nothing is evaluated, nothing outside the file is touched.

mod archive;
mod csv;
mod ctf;
mod ods;
mod styles;
mod text;
mod xlsx;
mod xml;

use super::error::RegisterError;
use super::limits::{Limits, too_large};
use super::sheet::{Container, Workbook};

/// Reads a register file.
///
/// # Errors
/// When the file is not a register, is damaged, protected, or larger than the limits.
pub fn read(bytes: &[u8], limits: &Limits) -> Result<Workbook, RegisterError> {
    if bytes.len() as u64 > limits.file_bytes {
        return Err(too_large(format!("it is larger than {} MB", limits.file_bytes >> 20)));
    }
    if bytes.is_empty() {
        return Err(RegisterError::Empty);
    }
    if bytes.starts_with(b"PK\x03\x04") {
        return workbook(bytes, limits);
    }
    if bytes.starts_with(&[0xD0, 0xCF, 0x11, 0xE0]) {
        return Err(compound_file(bytes));
    }
    if let Some(what) = foreign(bytes) {
        return Err(RegisterError::NotARegister { what });
    }
    let (decoded, encoding) = text::decode(bytes)?;
    match markup(&decoded) {
        Some(Markup::Web) => Err(RegisterError::NotARegister { what: "a web page (HTML)" }),
        Some(Markup::Xml) => Ok(Workbook { container: Container::Ctf, sheets: vec![ctf::read(&decoded, limits)?] }),
        None => {
            let (sheet, delimiter) = csv::read(&decoded, limits)?;
            Ok(Workbook { container: Container::Text { encoding, delimiter }, sheets: vec![sheet] })
        }
    }
}

fn workbook(bytes: &[u8], limits: &Limits) -> Result<Workbook, RegisterError> {
    let mut archive = archive::Archive::open(bytes, limits)?;
    if archive.holds("xl/workbook.xml") {
        return Ok(Workbook { container: Container::Xlsx, sheets: xlsx::read(&mut archive, limits)? });
    }
    if archive.holds("content.xml") {
        return Ok(Workbook { container: Container::Ods, sheets: ods::read(&mut archive, limits)? });
    }
    let what = if archive.holds("word/document.xml") { "a Word document" } else { "a ZIP archive" };
    Err(RegisterError::NotARegister { what })
}

/// An OLE compound file holds an encrypted workbook under one fixed name, or is an old one.
fn compound_file(bytes: &[u8]) -> RegisterError {
    let name: Vec<u8> = "EncryptedPackage".bytes().flat_map(|byte| [byte, 0]).collect();
    if bytes.windows(name.len()).any(|window| window == name) {
        RegisterError::PasswordProtected
    } else {
        RegisterError::OldWorkbook
    }
}

fn foreign(bytes: &[u8]) -> Option<&'static str> {
    const SIGNATURES: [(&[u8], &str); 6] = [
        (b"%PDF", "a PDF document"),
        (b"\xFF\xD8\xFF", "a picture"),
        (b"\x89PNG", "a picture"),
        (b"{\\rtf", "a text document (RTF)"),
        (b"\x1F\x8B", "a compressed archive"),
        (b"7z\xBC\xAF", "a compressed archive"),
    ];
    SIGNATURES.iter().find(|(signature, _)| bytes.starts_with(signature)).map(|&(_, what)| what)
}

enum Markup {
    Web,
    Xml,
}

fn markup(text: &str) -> Option<Markup> {
    let start = text.trim_start();
    if !start.starts_with('<') {
        return None;
    }
    let head: String = start.chars().take(2_000).collect::<String>().to_ascii_lowercase();
    let opens =
        |tag: &str| head.match_indices(tag).any(|(at, _)| !head[at + tag.len()..].starts_with(char::is_alphanumeric));
    let web = ["<html", "<!doctype html", "<table", "<body", "<head", "<div"].iter().any(|tag| opens(tag));
    if web {
        Some(Markup::Web)
    } else if head.starts_with("<?xml") || head.starts_with("<ctf") || head.starts_with("<!doctype") {
        Some(Markup::Xml)
    } else {
        None
    }
}
