//! The ways in which a person's name may be written.

use super::fold::fold;
use crate::person::Names;

/// What a written word may be of a name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) enum Part {
    /// What a person may be called by alone: first forename, forenames together, preferred forename.
    First,
    /// Another forename; with the surname it makes a full name.
    Given,
    /// A surname, or one of several.
    Surname,
}

/// The spellings of a person's name.
#[derive(Debug, Default)]
pub(super) struct Keys {
    pub(super) words: Vec<(String, Part)>,
    /// First letters of the forenames.
    pub(super) initials: Vec<char>,
    /// First letters of all forenames in order, from two on (`OM`).
    pub(super) monograms: Vec<String>,
}

/// Words before or within surnames that are no names by themselves.
const PARTICLES: [&str; 36] = [
    "al", "ap", "ab", "abu", "bin", "bint", "ben", "da", "dal", "das", "de", "del", "della", "der", "di", "dos", "du",
    "el", "ferch", "ibn", "la", "le", "mac", "mc", "mhic", "ni", "nic", "o", "san", "st", "saint", "ter", "ui", "van",
    "von", "y",
];

/// One name, spelled in many ways, often by the same family.
const MOHAMMED: [&str; 9] =
    ["mohammed", "mohammad", "mohamed", "mohamad", "muhammad", "muhammed", "muhamad", "muhamed", "mohd"];

impl Keys {
    pub(super) fn of(names: &Names) -> Self {
        let mut keys = Self::default();
        let forenames = [Some(&names.forename), names.preferred_forename.as_ref()];
        let surnames = [Some(&names.surname), names.preferred_surname.as_ref()];
        for forename in forenames.into_iter().flatten() {
            keys.forename(forename);
        }
        for surname in surnames.into_iter().flatten() {
            keys.surname(surname);
        }
        // A forename kept as an initial is no word to look for.
        keys.words.retain(|(word, part)| match word.chars().count() {
            0 => false,
            1 => *part == Part::Surname || !word.is_ascii(),
            _ => true,
        });
        keys.words.sort_unstable();
        // A word that may stand alone needs no weaker entry beside it.
        keys.words.dedup_by(|later, kept| {
            later.0 == kept.0 && later.1 == Part::Given && kept.1 == Part::First || later == kept
        });
        keys.initials.sort_unstable();
        keys.initials.dedup();
        keys
    }

    fn forename(&mut self, forename: &str) {
        let parts = parts(forename);
        self.spell(forename, Part::First);
        for (position, part) in parts.iter().enumerate() {
            let called = position == 0 || part.bracketed;
            if called || part.letters.chars().count() >= 3 {
                let kind = if called { Part::First } else { Part::Given };
                self.spell(part.raw, kind);
                if MOHAMMED.contains(&part.letters.as_str()) {
                    self.words.extend(MOHAMMED.map(|spelling| (spelling.to_owned(), kind)));
                }
            }
            self.initials.extend(part.letters.chars().next());
        }
        if parts.len() > 1 {
            self.monograms.push(parts.iter().filter_map(|part| part.letters.chars().next()).collect());
            let unbracketed: String =
                parts.iter().filter(|part| !part.bracketed).map(|part| part.letters.as_str()).collect();
            self.words.push((unbracketed, Part::First));
        }
    }

    fn surname(&mut self, surname: &str) {
        self.spell(surname, Part::Surname);
        for part in parts(surname) {
            if part.letters.chars().count() >= 3 && !PARTICLES.contains(&part.letters.as_str()) {
                self.spell(part.raw, Part::Surname);
            }
        }
    }

    /// Every spelling of one part.
    fn spell(&mut self, raw: &str, part: Part) {
        let plain = fold(raw);
        let written_out = written_out(raw);
        if part == Part::Surname {
            self.words.extend(other_form(&plain).map(|form| (form, part)));
        }
        if written_out != plain {
            self.words.push((written_out, part));
        }
        self.words.push((plain, part));
    }
}

struct NamePart<'a> {
    raw: &'a str,
    letters: String,
    bracketed: bool,
}

/// Parts between spaces and hyphens; what stands in brackets or quotes is what somebody is called.
fn parts(name: &str) -> Vec<NamePart<'_>> {
    name.split(|c: char| c.is_whitespace() || matches!(c, '-' | '‐' | '‑' | '–' | '/' | '.'))
        .map(|raw| NamePart { raw, letters: fold(raw), bracketed: raw.starts_with(['(', '"', '“', '[']) })
        .filter(|part| !part.letters.is_empty())
        .collect()
}

/// Umlauts and the like as they are written where a keyboard lacks them.
fn written_out(raw: &str) -> String {
    let mut out = String::with_capacity(raw.len());
    for c in raw.to_lowercase().chars() {
        match c {
            'ä' => out.push_str("ae"),
            'ö' | 'ø' => out.push_str("oe"),
            'ü' => out.push_str("ue"),
            'å' => out.push_str("aa"),
            _ => out.push(c),
        }
    }
    fold(&out)
}

/// The same surname in its other form: Kowalska and Kowalski, McDonald and MacDonald.
fn other_form(surname: &str) -> Option<String> {
    const ENDINGS: [(&str, &str); 6] =
        [("ska", "ski"), ("ski", "ska"), ("cka", "cki"), ("cki", "cka"), ("dzka", "dzki"), ("dzki", "dzka")];
    let ending = ENDINGS.iter().find_map(|(from, to)| Some(format!("{}{to}", surname.strip_suffix(from)?)));
    ending
        .or_else(|| surname.strip_prefix("mac").filter(|rest| rest.len() > 3).map(|rest| format!("mc{rest}")))
        .or_else(|| surname.strip_prefix("mc").filter(|rest| rest.len() > 3).map(|rest| format!("mac{rest}")))
}
