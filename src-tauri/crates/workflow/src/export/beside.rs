//! What lies beside the exported pictures: captions for a spreadsheet, a gallery to paste, a manifest. None of it holds
//! more about anybody than the captions that were approved.

use std::fmt::Write as _;

use serde::Serialize;

use crate::error::Fault;
use crate::register::csv_safe;

/// A picture that goes out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Going {
    /// File name.
    pub(crate) file: String,
    /// Width in pixels.
    pub(crate) width: u32,
    /// Height in pixels.
    pub(crate) height: u32,
    /// Length in bytes.
    pub(crate) bytes: u64,
    /// BLAKE3 of the file.
    pub(crate) hash: blake3::Hash,
    /// Caption.
    pub(crate) caption: String,
    /// Text for people who cannot see it.
    pub(crate) alt_text: String,
}

/// `captions.csv`: one row per picture.
pub(crate) fn captions(going: &[Going]) -> Vec<u8> {
    let mut text = String::from("\u{feff}");
    text.push_str(&csv_safe::row(["file", "caption", "alt_text"]));
    for picture in going {
        text.push_str(&csv_safe::row([picture.file.as_str(), &picture.caption, &picture.alt_text]));
    }
    text.into_bytes()
}

/// `gallery.html`: a figure per picture, ready to paste.
pub(crate) fn gallery(title: &str, going: &[Going]) -> Vec<u8> {
    let title = html(title);
    let mut text = format!(
        "<!doctype html>\n<html lang=\"en-GB\">\n<meta charset=\"utf-8\">\n<title>{title}</title>\n<h1>{title}</h1>\n"
    );
    for Going { file, width, height, caption, alt_text, .. } in going {
        let (file, alt, caption) = (html(file), html(alt_text), html(caption));
        let _ = write!(
            text,
            "<figure>\n  <img src=\"{file}\" srcset=\"{file} {width}w\" sizes=\"(max-width: {width}px) 100vw, {width}px\" \
             width=\"{width}\" height=\"{height}\" alt=\"{alt}\" loading=\"lazy\">\n"
        );
        if !caption.is_empty() {
            let _ = writeln!(text, "  <figcaption>{caption}</figcaption>");
        }
        text.push_str("</figure>\n");
    }
    text.push_str("</html>\n");
    text.into_bytes()
}

/// `manifest.json`: what was written, to check a copy by. No person, no capture time, no place.
pub(crate) fn manifest(purpose: &str, going: &[Going]) -> Result<Vec<u8>, Fault> {
    #[derive(Serialize)]
    struct Manifest<'a> {
        purpose: &'a str,
        pictures: Vec<Entry<'a>>,
    }
    #[derive(Serialize)]
    struct Entry<'a> {
        file: &'a str,
        width: u32,
        height: u32,
        bytes: u64,
        blake3: String,
    }
    let pictures = going
        .iter()
        .map(|Going { file, width, height, bytes, hash, .. }| Entry {
            file,
            width: *width,
            height: *height,
            bytes: *bytes,
            blake3: hash.to_hex().to_string(),
        })
        .collect();
    let manifest = Manifest { purpose, pictures };
    let mut text = serde_json::to_vec_pretty(&manifest).map_err(|source| Fault::Words { source })?;
    text.push(b'\n');
    Ok(text)
}

fn html(text: &str) -> String {
    let mut safe = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            '&' => safe.push_str("&amp;"),
            '<' => safe.push_str("&lt;"),
            '>' => safe.push_str("&gt;"),
            '"' => safe.push_str("&quot;"),
            '\'' => safe.push_str("&#39;"),
            // Controls and marks that turn the direction of writing have no place in a caption.
            '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' => {}
            letter if letter.is_control() => safe.push(' '),
            letter => safe.push(letter),
        }
    }
    safe
}

#[cfg(test)]
mod tests {
    use super::*;

    fn picture(caption: &str, alt_text: &str) -> Going {
        Going {
            file: "walk-7f3a-01.jpg".to_owned(),
            width: 1600,
            height: 1067,
            bytes: 10,
            hash: blake3::hash(b"ab"),
            caption: caption.to_owned(),
            alt_text: alt_text.to_owned(),
        }
    }

    fn text(bytes: Vec<u8>) -> String {
        String::from_utf8(bytes).expect("text")
    }

    #[test]
    fn a_caption_is_never_a_formula_in_a_spreadsheet() {
        for hostile in ["=1+1", "+1", "-1", "@x", "\t=1", " =1", "\r=1", "=HYPERLINK(\"http://example.org\",\"x\")"] {
            let sheet = text(captions(&[picture(hostile, "")]));
            let row = sheet.split_once("\r\n").expect("a header").1;
            assert!(row.starts_with("walk-7f3a-01.jpg,'") || row.starts_with("walk-7f3a-01.jpg,\"'"), "{row:?}");
        }
    }

    #[test]
    fn commas_quotes_and_line_breaks_stay_inside_their_cell() {
        let sheet = text(captions(&[picture("Leaves, \"mud\"\nand rain", "A path")]));
        assert!(sheet.ends_with("walk-7f3a-01.jpg,\"Leaves, \"\"mud\"\"\nand rain\",A path\r\n"));
    }

    #[test]
    fn a_caption_cannot_bring_markup_into_the_gallery() {
        let page = text(gallery("A & B", &[picture("<script>alert(1)</script>", "\" onerror=\"x")]));
        assert!(!page.contains("<script>"));
        assert!(page.contains("alt=\"&quot; onerror=&quot;x\""));
        assert!(page.contains("<title>A &amp; B</title>"));
    }

    #[test]
    fn the_manifest_holds_files_and_no_words() {
        let manifest = text(manifest("website", &[picture("Our walk", "Children on a path")]).expect("written"));
        assert!(manifest.contains(&format!("\"blake3\": \"{}\"", blake3::hash(b"ab"))));
        assert!(!manifest.contains("Our walk") && !manifest.contains("Children"));
    }
}
