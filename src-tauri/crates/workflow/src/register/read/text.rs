//! Which encoding a text file is in: a byte order mark, the pattern of zero bytes, valid UTF-8, else Windows-1252.

use std::borrow::Cow;

use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252};

use crate::register::error::RegisterError;

/// The text without its byte order mark, and the encoding's name.
pub(super) fn decode(bytes: &[u8]) -> Result<(Cow<'_, str>, &'static str), RegisterError> {
    let (encoding, name, start) = recognise(bytes);
    let body = &bytes[start..];
    if encoding == WINDOWS_1252 && body.contains(&0) {
        return Err(RegisterError::NotARegister { what: "a binary file" });
    }
    let (text, malformed) = encoding.decode_without_bom_handling(body);
    if malformed {
        return Err(RegisterError::Damaged { what: format!("it claims to be {name}, but some letters are not") });
    }
    if text.contains('\0') {
        return Err(RegisterError::NotARegister { what: "a binary file" });
    }
    Ok((text, name))
}

fn recognise(bytes: &[u8]) -> (&'static Encoding, &'static str, usize) {
    match Encoding::for_bom(bytes) {
        Some((encoding, length)) if encoding == UTF_8 => return (encoding, "UTF-8 with byte order mark", length),
        Some((encoding, length)) if encoding == UTF_16LE => return (encoding, "UTF-16LE", length),
        Some((encoding, length)) if encoding == UTF_16BE => return (encoding, "UTF-16BE", length),
        _ => {}
    }
    if let Some(found) = wide(bytes) {
        return found;
    }
    if std::str::from_utf8(bytes).is_ok() {
        return (UTF_8, "UTF-8", 0);
    }
    (WINDOWS_1252, "Windows-1252", 0)
}

/// UTF-16 without a mark: mostly Latin text has a zero in every other byte.
fn wide(bytes: &[u8]) -> Option<(&'static Encoding, &'static str, usize)> {
    let sample = &bytes[..bytes.len().min(4_096) & !1];
    if sample.len() < 8 {
        return None;
    }
    let half = sample.len() / 2;
    let zeros = |offset: usize| sample.iter().skip(offset).step_by(2).filter(|byte| **byte == 0).count();
    let (even, odd) = (zeros(0), zeros(1));
    if odd * 10 > half * 6 && even * 10 < half {
        Some((UTF_16LE, "UTF-16LE", 0))
    } else if even * 10 > half * 6 && odd * 10 < half {
        Some((UTF_16BE, "UTF-16BE", 0))
    } else {
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn wide_bytes(text: &str, little: bool) -> Vec<u8> {
        text.encode_utf16().flat_map(|unit| if little { unit.to_le_bytes() } else { unit.to_be_bytes() }).collect()
    }

    #[test]
    fn every_encoding_gives_the_same_text() {
        let text = "Surname,Forename\r\nBrontë-Hughes,Zoë\r\n";
        let marked = [b"\xEF\xBB\xBF".as_slice(), text.as_bytes()].concat();
        let windows: Vec<u8> = text.chars().map(|c| u8::try_from(u32::from(c)).unwrap()).collect();
        let little_marked = [b"\xFF\xFE".as_slice(), &wide_bytes(text, true)].concat();
        let big_marked = [b"\xFE\xFF".as_slice(), &wide_bytes(text, false)].concat();
        for (bytes, name) in [
            (text.as_bytes().to_vec(), "UTF-8"),
            (marked, "UTF-8 with byte order mark"),
            (windows, "Windows-1252"),
            (little_marked, "UTF-16LE"),
            (big_marked, "UTF-16BE"),
            (wide_bytes(text, true), "UTF-16LE"),
            (wide_bytes(text, false), "UTF-16BE"),
        ] {
            let (decoded, found) = decode(&bytes).unwrap();
            assert_eq!((decoded.as_ref(), found), (text, name));
        }
    }

    #[test]
    fn windows_1252_keeps_its_dash_and_pound() {
        assert_eq!(decode(b"Yes \x96 but no name;\xA30").unwrap().0, "Yes – but no name;£0");
    }

    #[test]
    fn bytes_that_are_no_text_are_refused() {
        assert!(decode(b"\x00\x01\x02\xFF\xFE\x00binary\x00").is_err());
        assert!(decode(b"\xEF\xBB\xBFZo\xEB").is_err());
    }
}
