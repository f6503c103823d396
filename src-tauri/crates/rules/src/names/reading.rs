//! Reading a text for parts of names, and for what stands between and beside them.

use std::ops::Range;

use super::NameIndex;
use super::fold::{Lettering, Word, Words, is_title};
use super::keys::Part;
use super::ordinary::reads_as_a_word;

/// Words `from..to` spell a part of somebody's name.
pub(super) struct Span<'a> {
    pub(super) from: usize,
    pub(super) to: usize,
    pub(super) people: &'a [(u32, Part)],
    /// All of it is one ordinary word.
    pub(super) ordinary: bool,
    /// Spelled but for an s at the end (`Olwens`).
    pub(super) with_s: bool,
}

impl Span<'_> {
    pub(super) fn is_surname(&self) -> bool {
        self.people.iter().any(|(_, part)| *part == Part::Surname)
    }

    pub(super) fn is_forename(&self) -> bool {
        self.people.iter().any(|(_, part)| *part != Part::Surname)
    }

    /// Everyone of whom this is the surname.
    pub(super) fn surnames(&self) -> impl Iterator<Item = u32> + '_ {
        self.people.iter().filter(|(_, part)| *part == Part::Surname).map(|(person, _)| *person)
    }
}

const MOST_WORDS_OF_A_PART: usize = 6;
const MOST_WORDS_BETWEEN: usize = 4;
const AND: [&str; 7] = ["and", "und", "a", "ac", "agus", "i", "y"];

/// A text, and the names it may hold.
#[derive(Clone, Copy)]
pub(super) struct Reading<'a> {
    pub(super) index: &'a NameIndex,
    pub(super) text: &'a Words,
    /// In a file name, small letters tell nothing.
    pub(super) file_name: bool,
}

impl<'a> Reading<'a> {
    /// Every stretch of words that spells a part of a name.
    pub(super) fn spans(self) -> Vec<Span<'a>> {
        let words = &self.text.words;
        let mut spans = Vec::new();
        let mut letters = String::new();
        for from in 0..words.len() {
            letters.clear();
            for (to, word) in (from + 1..).zip(words[from..].iter().take(MOST_WORDS_OF_A_PART)) {
                letters.push_str(&word.letters);
                // One more letter for an s at the end.
                if letters.len() > self.index.longest + 1 || (to > from + 1 && (word.first || word.after_comma)) {
                    break;
                }
                let exact = self.index.spelled(&letters);
                let stem = letters.strip_suffix('s').filter(|stem| exact.is_empty() && stem.len() >= 3);
                let people = stem.map_or(exact, |stem| self.index.spelled(stem));
                if !people.is_empty() {
                    let word = |letters| self.index.ordinary.contains(letters);
                    let ordinary = to == from + 1 && (word(&letters) || stem.is_some_and(word));
                    spans.push(Span { from, to, people, ordinary, with_s: stem.is_some() });
                }
            }
        }
        spans
    }

    /// Whether a part of a name that stands by itself means somebody.
    pub(super) fn is_name(self, span: &Span<'_>) -> bool {
        let short = span.to == span.from + 1 && self.text.words[span.from].letters.chars().count() <= 2;
        let doubtful = span.ordinary || short;
        !doubtful || !(span.with_s || reads_as_a_word(self.text, span.from, self.file_name))
    }

    /// Whether two parts side by side are two ordinary words rather than a name: nothing marks either as a name.
    pub(super) fn are_words(self, forename: &Span<'_>, surname: &Span<'_>) -> bool {
        let words = |span: &Span<'_>| &self.text.words[span.from..span.to];
        let marked = |span: &Span<'_>| words(span).iter().any(|word| word.capital && !word.first);
        let told_by_capitals = self.text.lettering == Lettering::Mixed && !self.file_name;
        told_by_capitals && forename.ordinary && surname.ordinary && !marked(forename) && !marked(surname)
    }

    /// Whether a forename and a surname still belong together with these words between them.
    pub(super) fn may_stand_between(self, between: Range<usize>) -> bool {
        if between.len() > MOST_WORDS_BETWEEN {
            return false;
        }
        let words = &self.text.words[between.clone()];
        let sentence_ends = self.text.words[between.start..=between.end].iter().any(|word| word.first);
        if sentence_ends || words.iter().any(|word| is_title(&word.letters)) {
            return false;
        }
        let family = words.split_last().is_some_and(|(last, others)| {
            self.is_forename(last) && others.iter().all(|w| is_and(w) || self.is_forename(w))
        });
        family || self.are_middle_names(between)
    }

    /// At most two middle names, nicknames or initials.
    pub(super) fn are_middle_names(self, between: Range<usize>) -> bool {
        let words = &self.text.words[between];
        let middle = |word: &Word| {
            let capital = word.capital && self.text.lettering == Lettering::Mixed;
            !word.after_comma && (word.is_letter() || self.is_forename(word) || (capital && !is_and(word)))
        };
        words.len() <= 2 && words.iter().all(middle)
    }

    fn is_forename(self, word: &Word) -> bool {
        self.index.spelled(&word.letters).iter().any(|(_, part)| *part != Part::Surname)
    }

    /// Whether a title stands before it, as in `Mrs Pritchard`.
    pub(super) fn is_titled(self, span: &Span<'_>) -> bool {
        span.from > 0 && is_title(&self.text.words[span.from - 1].letters)
    }

    /// Initials beside a surname: `O. Pritchard`, `O M Pritchard`, `OM Pritchard`, `Pritchard, O.`
    pub(super) fn initials(self, surname: &Span<'_>) -> Vec<&'a str> {
        let words = &self.text.words;
        let written_as_name = match self.text.lettering {
            Lettering::Mixed => !surname.ordinary || words[surname.from].capital,
            Lettering::Upper => true,
            Lettering::Lower => !surname.ordinary,
        };
        if !written_as_name {
            return Vec::new();
        }
        // 'A Green School', 'Mrs Pritchard I met': an article or a pronoun, unless it is dotted.
        let article = |word: &Word| matches!(word.letters.as_str(), "a" | "i") && !word.dotted;
        let before = self.letters_before(surname).iter().filter(|word| !(surname.ordinary && article(word)));
        let after = self.letters_after(surname).iter().filter(|word| word.after_comma || !article(word));
        before.chain(after).map(|word| word.letters.as_str()).collect()
    }

    /// Letters one after the other, or one group of two or three.
    fn letters_before(self, surname: &Span<'_>) -> &'a [Word] {
        if self.text.words[surname.from].first {
            return &[];
        }
        let words = &self.text.words[..surname.from];
        let end = words.len();
        let mut start = end;
        while start > 0 && self.is_initial(&words[start - 1]) && (start == end || !words[start].first) {
            start -= 1;
        }
        let group = usize::from(words.last().is_some_and(is_monogram));
        &words[start.min(end - group)..]
    }

    fn letters_after(self, surname: &Span<'_>) -> &'a [Word] {
        let words = &self.text.words[surname.to..];
        let letters = words.iter().take_while(|word| self.is_initial(word) && !word.first).count();
        let group = usize::from(words.first().is_some_and(|word| is_monogram(word) && !word.first));
        &words[..letters.max(group)]
    }

    fn is_initial(self, word: &Word) -> bool {
        word.is_letter() && (word.capital || self.text.lettering != Lettering::Mixed)
    }
}

fn is_and(word: &Word) -> bool {
    AND.contains(&word.letters.as_str())
}

fn is_monogram(word: &Word) -> bool {
    word.capital && matches!(word.letters.chars().count(), 2 | 3)
}
