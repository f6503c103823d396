//! What lies beside the exported pictures: captions for a spreadsheet, a gallery to paste, a manifest. None of it holds
//! more about anybody than the captions that were approved.

use std::fmt::Write as _;

use photo::Likeness;
use serde::Serialize;

use crate::error::Fault;
use crate::register::csv_safe;

/// A picture that goes out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Going {
    /// Its files: the largest JPEG first.
    pub(crate) copies: Vec<Copy>,
    /// Caption.
    pub(crate) caption: String,
    /// Text for people who cannot see it; never empty.
    pub(crate) alt_text: String,
}

impl Going {
    /// The largest JPEG.
    pub(crate) fn first(&self) -> &Copy {
        // An export writes at least that one, or the picture stays behind.
        &self.copies[0]
    }

    /// Files of one format, the smallest first, as `srcset` has them.
    fn srcset(&self, extension: &str) -> String {
        let of = self.copies.iter().rev().filter(|copy| copy.file.ends_with(extension));
        of.map(|copy| format!("{} {}w", html(&copy.file), copy.width)).collect::<Vec<_>>().join(", ")
    }
}

/// One file of a picture.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Copy {
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
    /// What it looks like as a whole.
    pub(crate) likeness: Likeness,
}

/// `captions.csv`: one row per picture.
pub(crate) fn captions(going: &[Going]) -> Vec<u8> {
    let mut text = String::from("\u{feff}");
    text.push_str(&csv_safe::row(["file", "caption", "alt_text"]));
    for picture in going {
        text.push_str(&csv_safe::row([picture.first().file.as_str(), &picture.caption, &picture.alt_text]));
    }
    text.into_bytes()
}

/// How the page looks by itself; whoever pastes the figures elsewhere leaves it behind.
const STYLE: &str = "\
body { margin: 0; background: #fff; color: #1c1c1c; font: 1.0625rem/1.5 system-ui, sans-serif }
main { max-width: 76rem; margin: 0 auto; padding: clamp(1rem, 4vw, 3rem) }
h1 { margin: 0 0 1.5rem; font-size: clamp(1.5rem, 4vw, 2.25rem); line-height: 1.2; text-wrap: balance }
.gallery { display: grid; grid-template-columns: repeat(auto-fill, minmax(min(100%, 28rem), 1fr)); gap: 2rem 1.5rem }
figure { margin: 0; break-inside: avoid }
img { display: block; width: 100%; height: auto; border-radius: 4px; background: #eee }
figcaption { margin-top: 0.5rem; color: #454545 }
";

/// What a browser should load: a page shows two pictures beside each other, a telephone one.
const SIZES: &str = "(min-width: 64em) 50vw, 100vw";

/// `gallery.html`: a figure per picture, ready to paste.
pub(crate) fn gallery(title: &str, going: &[Going]) -> Vec<u8> {
    let title = html(title);
    let mut text = format!(
        "<!doctype html>\n<html lang=\"en-GB\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>{title}</title>\n\
         <style>\n{STYLE}</style>\n</head>\n<body>\n<main>\n<h1>{title}</h1>\n<div class=\"gallery\">\n"
    );
    for picture in going {
        let Copy { file, width, height, .. } = picture.first();
        let (file, alt, caption) = (html(file), html(&picture.alt_text), html(&picture.caption));
        text.push_str("<figure>\n<picture>\n");
        for (extension, kind) in [(".avif", "image/avif"), (".webp", "image/webp")] {
            let srcset = picture.srcset(extension);
            if !srcset.is_empty() {
                let _ = writeln!(text, "<source type=\"{kind}\" srcset=\"{srcset}\" sizes=\"{SIZES}\">");
            }
        }
        let srcset = picture.srcset(".jpg");
        let _ = write!(
            text,
            "<img src=\"{file}\" srcset=\"{srcset}\" sizes=\"{SIZES}\" width=\"{width}\" height=\"{height}\" \
             alt=\"{alt}\" loading=\"lazy\">\n</picture>\n"
        );
        if !caption.is_empty() {
            let _ = writeln!(text, "<figcaption>{caption}</figcaption>");
        }
        text.push_str("</figure>\n");
    }
    text.push_str("</div>\n</main>\n</body>\n</html>\n");
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
        .flat_map(|picture| &picture.copies)
        .map(|Copy { file, width, height, bytes, hash, .. }| Entry {
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

/// A text inside of HTML.
pub(crate) fn html(text: &str) -> String {
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
        let copy = |file: &str, width, height| Copy {
            file: file.to_owned(),
            width,
            height,
            bytes: 10,
            hash: blake3::hash(b"ab"),
            likeness: Likeness(0),
        };
        let copies = vec![
            copy("walk-7f3a-01.jpg", 1600, 1067),
            copy("walk-7f3a-01.webp", 1600, 1067),
            copy("walk-7f3a-01-800.jpg", 800, 533),
            copy("walk-7f3a-01-800.webp", 800, 533),
        ];
        Going { copies, caption: caption.to_owned(), alt_text: alt_text.to_owned() }
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

    /// The page that `ui/src/gallery.test.ts` gives to an HTML validator.
    #[test]
    fn the_gallery_is_the_page_that_was_validated() {
        let pictures =
            [picture("Leaves, \"mud\" & rain <3", "A path in a wood"), picture("", "A \"bridge\" over a beck")];
        insta::assert_snapshot!("gallery", text(gallery("Autumn walk & more", &pictures)));
    }

    #[test]
    fn the_manifest_holds_files_and_no_words() {
        let manifest = text(manifest("website", &[picture("Our walk", "Children on a path")]).expect("written"));
        assert!(manifest.contains(&format!("\"blake3\": \"{}\"", blake3::hash(b"ab"))));
        assert!(!manifest.contains("Our walk") && !manifest.contains("Children"));
    }
}
