//! Text as words that can be compared: without case, accents, apostrophes and hyphens, cut finely, and remembering what
//! the writing tells about each word.

use unicode_normalization::{UnicodeNormalization, char::is_combining_mark};

/// A piece of a text between two boundaries: spaces, hyphens, apostrophes, digits, or a change to a capital.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Word {
    /// Lower case, bare letters.
    pub(super) letters: String,
    /// Written with a capital first.
    pub(super) capital: bool,
    /// The first of a sentence.
    pub(super) first: bool,
    /// A comma, colon or semicolon lies before it.
    pub(super) after_comma: bool,
    /// A number lies before it.
    pub(super) after_number: bool,
    /// A number lies behind it.
    pub(super) before_number: bool,
    /// A full stop lies behind it, sentence or not.
    pub(super) dotted: bool,
}

impl Word {
    /// One letter, as initials are.
    pub(super) fn is_letter(&self) -> bool {
        self.letters.chars().count() == 1
    }
}

/// How a text is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Lettering {
    /// No capital anywhere: capitals tell nothing.
    Lower,
    /// No small letter anywhere.
    Upper,
    /// Capitals mean something.
    Mixed,
}

/// A text in words.
#[derive(Debug)]
pub(super) struct Words {
    pub(super) words: Vec<Word>,
    pub(super) lettering: Lettering,
}

/// Titles, after which a full stop ends no sentence and a surname is no full name.
const TITLES: [&str; 14] =
    ["mr", "mrs", "miss", "ms", "mx", "dr", "sir", "madam", "rev", "father", "coach", "mayor", "cllr", "st"];

pub(super) fn is_title(letters: &str) -> bool {
    TITLES.contains(&letters)
}

impl Words {
    pub(super) fn of(text: &str) -> Self {
        let mut cut = Cut::default();
        let mut chars = text.nfkc().filter(|c| !is_ignorable(*c)).peekable();
        while let Some(c) = chars.next() {
            cut.take(c, chars.peek().copied());
        }
        cut.end_word();
        let lettering = match (cut.capitals, cut.smalls) {
            (true, true) => Lettering::Mixed,
            (true, false) => Lettering::Upper,
            (false, _) => Lettering::Lower,
        };
        Self { words: cut.words, lettering }
    }
}

#[derive(Default)]
struct Cut {
    words: Vec<Word>,
    letters: String,
    capital: bool,
    last: Option<char>,
    stopped: bool,
    comma: bool,
    number: bool,
    apostrophe: bool,
    capitals: bool,
    smalls: bool,
}

impl Cut {
    fn take(&mut self, c: char, next: Option<char>) {
        if c.is_alphabetic() && !is_apostrophe(c) {
            if self.starts_inside(c, next) {
                self.end_word();
            }
            if self.letters.is_empty() {
                self.capital = c.is_uppercase();
            }
            self.capitals |= c.is_uppercase();
            self.smalls |= c.is_lowercase();
            fold_into(c, &mut self.letters);
            self.last = Some(c);
            return;
        }
        if is_combining_mark(c) {
            return;
        }
        self.end_word();
        match c {
            _ if c.is_numeric() => {
                if let Some(word) = self.words.last_mut().filter(|_| !self.stopped) {
                    word.before_number = true;
                }
                self.number = true;
            }
            _ if is_apostrophe(c) => self.apostrophe = true,
            ',' | ';' | ':' => self.comma = true,
            '.' | '!' | '?' => self.stop(c, next),
            _ => {}
        }
        if !is_apostrophe(c) {
            self.apostrophe = false;
        }
    }

    fn stop(&mut self, c: char, next: Option<char>) {
        let Some(word) = self.words.last_mut() else { return };
        let dot = c == '.';
        word.dotted |= dot;
        let within = next.is_some_and(|next| !next.is_whitespace());
        let abbreviates = dot && (within || word.is_letter() || is_title(&word.letters));
        self.stopped |= !abbreviates;
    }

    /// `OlwenPritchard`, `IMGOlwen`: a new word begins inside.
    fn starts_inside(&self, c: char, next: Option<char>) -> bool {
        let Some(last) = self.last.filter(|_| !self.letters.is_empty()) else { return false };
        c.is_uppercase() && (last.is_lowercase() || next.is_some_and(char::is_lowercase))
    }

    fn end_word(&mut self) {
        if self.letters.is_empty() {
            return;
        }
        let letters = std::mem::take(&mut self.letters);
        let possessive = self.apostrophe && letters == "s" && !self.words.is_empty();
        if !possessive {
            self.words.push(Word {
                letters,
                capital: self.capital,
                first: self.stopped || self.words.is_empty(),
                after_comma: self.comma,
                after_number: self.number,
                before_number: false,
                dotted: false,
            });
        }
        (self.stopped, self.comma, self.number, self.apostrophe) = (false, false, false, false);
        self.last = None;
    }
}

/// The letters of a name part, bare.
pub(super) fn fold(text: &str) -> String {
    let mut letters = String::with_capacity(text.len());
    for c in text.nfkc().filter(|c| c.is_alphabetic() && !is_apostrophe(*c)) {
        fold_into(c, &mut letters);
    }
    letters
}

fn fold_into(c: char, letters: &mut String) {
    if c.is_ascii() {
        letters.push(c.to_ascii_lowercase());
        return;
    }
    for bare in std::iter::once(c).nfkd().filter(|c| !is_combining_mark(*c)) {
        for small in bare.to_lowercase() {
            match small {
                'ł' => letters.push('l'),
                'ø' => letters.push('o'),
                'đ' | 'ð' => letters.push('d'),
                'ħ' => letters.push('h'),
                'ı' => letters.push('i'),
                'ŋ' => letters.push('n'),
                'ŧ' => letters.push('t'),
                'ɓ' => letters.push('b'),
                'ɗ' => letters.push('d'),
                'ƙ' => letters.push('k'),
                'ə' => letters.push('e'),
                'ß' => letters.push_str("ss"),
                'æ' => letters.push_str("ae"),
                'œ' => letters.push_str("oe"),
                'þ' => letters.push_str("th"),
                _ if is_combining_mark(small) => {}
                _ => letters.push(small),
            }
        }
    }
}

/// Marks written for an apostrophe, a glottal stop or an ayn.
fn is_apostrophe(c: char) -> bool {
    matches!(c, '\'' | '`' | '´' | '‘' | '’' | '‛' | '′' | 'ʹ' | 'ʻ' | 'ʼ' | 'ʽ' | 'ʾ' | 'ʿ' | 'ˈ' | 'ꞌ' | '＇')
}

/// Signs that nobody sees.
fn is_ignorable(c: char) -> bool {
    matches!(c, '\u{AD}' | '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{2064}' | '\u{FEFF}')
}
