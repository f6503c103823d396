//! Unique pupil numbers: a key for matching, checked by their letter, never shown.

use std::fmt;
use std::hash::{Hash, Hasher};

use zeroize::Zeroizing;

const LETTERS: &[u8; 23] = b"ABCDEFGHJKLMNPQRTUVWXYZ";

/// A number whose check letter is right. Only the store sees its text, to keep a keyed hash.
#[derive(Clone, PartialEq, Eq)]
pub struct Upn(Zeroizing<String>);

/// Not a unique pupil number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NotAUpn {
    /// Some other text.
    Shape,
    /// The check letter disagrees with the figures: a typing error.
    CheckLetter,
}

impl Upn {
    /// Reads a number. Unknown authority codes are not refused.
    ///
    /// # Errors
    /// When the text has another shape, or its check letter is wrong.
    pub fn read(text: &str) -> Result<Self, NotAUpn> {
        let compact: String = text.chars().filter(|c| !c.is_whitespace()).map(|c| c.to_ascii_uppercase()).collect();
        let bytes = compact.as_bytes();
        if bytes.len() != 13 || !LETTERS.contains(&bytes[0]) {
            return Err(NotAUpn::Shape);
        }
        let mut sum = 0usize;
        for (at, byte) in bytes.iter().enumerate().skip(1) {
            let value = match byte {
                b'0'..=b'9' => usize::from(byte - b'0'),
                // A temporary number ends in a letter, which counts by its place in the alphabet of check letters.
                letter if at == 12 => LETTERS.iter().position(|known| known == letter).ok_or(NotAUpn::Shape)?,
                _ => return Err(NotAUpn::Shape),
            };
            sum += value * (at + 1);
        }
        if LETTERS[sum % 23] == bytes[0] { Ok(Self(Zeroizing::new(compact))) } else { Err(NotAUpn::CheckLetter) }
    }

    /// The number itself, for hashing only.
    #[must_use]
    pub fn expose(&self) -> &str {
        &self.0
    }

    /// Whether it is a temporary number.
    #[must_use]
    pub fn is_temporary(&self) -> bool {
        self.0.ends_with(|c: char| c.is_ascii_alphabetic())
    }
}

impl Hash for Upn {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.0.as_str().hash(state);
    }
}

impl fmt::Debug for Upn {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Upn(…)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn check_letters_are_checked() {
        for number in ["P207000016049", "B801200005001", "W999400124001", "D99940012119A", " n999400123003 "] {
            assert!(Upn::read(number).is_ok(), "{number}");
        }
        assert_eq!(Upn::read("Q207000016049"), Err(NotAUpn::CheckLetter));
        assert_eq!(Upn::read("C999400124014"), Err(NotAUpn::CheckLetter));
        for text in ["", "004512", "W99940012400", "W9994001240012", "I999400124001", "W9994001240O1"] {
            assert_eq!(Upn::read(text), Err(NotAUpn::Shape), "{text}");
        }
        assert!(Upn::read("D99940012119A").unwrap().is_temporary());
    }

    #[test]
    fn a_number_is_never_shown() {
        assert_eq!(format!("{:?}", Upn::read("W999400124001").unwrap()), "Upn(…)");
    }
}
