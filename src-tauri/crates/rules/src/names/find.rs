//! Finding the names in a text: full names first, then first names in what is left.

use super::fold::Words;
use super::keys::Part;
use super::reading::{Reading, Span};
use super::{Mentions, NameIndex};
use crate::ids::PersonId;

impl NameIndex {
    pub(super) fn find(&self, text: &str, file_name: bool) -> Mentions {
        let text = Words::of(text);
        let reading = Reading { index: self, text: &text, file_name };
        let spans = reading.spans();
        let mut found = Found { full: Vec::new(), taken: vec![false; text.words.len()] };
        found.forename_first(reading, &spans);
        found.surname_first(reading, &spans);
        found.single_names(reading, &spans);
        found.joined_words(reading);
        let free = |span: &&Span<'_>| !found.taken[span.from..span.to].contains(&true);
        let alone = spans.iter().filter(free).filter(|span| reading.is_name(span));
        let first = alone.flat_map(|span| span.people).filter(|(_, part)| *part == Part::First);
        let first = first.map(|(person, _)| *person).collect();
        Mentions { full: self.ids(found.full), first: self.ids(first) }
    }

    fn ids(&self, mut people: Vec<u32>) -> Vec<PersonId> {
        people.sort_unstable();
        people.dedup();
        people.into_iter().map(|person| self.people[person as usize].id).collect()
    }
}

struct Found {
    full: Vec<u32>,
    /// Words that are part of a full name.
    taken: Vec<bool>,
}

impl Found {
    fn take(&mut self, person: u32, span: &Span<'_>) {
        self.full.push(person);
        self.taken[span.from..span.to].fill(true);
    }

    fn forename_first(&mut self, reading: Reading<'_>, spans: &[Span<'_>]) {
        for surname in spans.iter().filter(|span| span.is_surname()) {
            for forename in spans.iter().filter(|span| span.to <= surname.from && span.is_forename()) {
                let between = forename.to..surname.from;
                if reading.may_stand_between(between.clone()) && self.pair(reading, forename, surname) {
                    // Middle names are part of the name; brothers and sisters are not.
                    let middle = reading.are_middle_names(between.clone());
                    self.taken[between].iter_mut().for_each(|taken| *taken |= middle);
                }
            }
            let initials = reading.initials(surname);
            for person in surname.surnames().filter(|person| reading.index.has_initials(*person, &initials)) {
                self.take(person, surname);
            }
        }
    }

    /// A surname that some forename before it has claimed, or that follows a title, begins no name.
    fn surname_first(&mut self, reading: Reading<'_>, spans: &[Span<'_>]) {
        let claimed = self.taken.clone();
        for surname in spans.iter().filter(|span| span.is_surname() && !claimed[span.from] && !reading.is_titled(span))
        {
            let next = |span: &&Span<'_>| span.from == surname.to && !reading.text.words[span.from].first;
            // 'St Mary's Church, Hope Street'
            let thing = |span: &&Span<'_>| surname.ordinary && span.ordinary && !reading.is_name(span);
            for forename in spans.iter().filter(next).filter(|span| span.is_forename() && !thing(span)) {
                self.pair(reading, forename, surname);
            }
        }
    }

    /// A forename and a surname that stand together; whether they are anybody's.
    fn pair(&mut self, reading: Reading<'_>, forename: &Span<'_>, surname: &Span<'_>) -> bool {
        if reading.are_words(forename, surname) {
            return false;
        }
        let called = |person| forename.people.iter().any(|(other, part)| *other == person && *part != Part::Surname);
        let before = self.full.len();
        for person in surname.surnames().filter(|person| called(*person)) {
            self.take(person, forename);
            self.take(person, surname);
        }
        self.full.len() > before
    }

    /// People with one name: that is their full name.
    fn single_names(&mut self, reading: Reading<'_>, spans: &[Span<'_>]) {
        for span in spans.iter().filter(|span| reading.is_name(span)) {
            let words = &reading.text.words[span.from..span.to];
            let spelled: String = words.iter().map(|word| word.letters.as_str()).collect();
            for (person, _) in span.people {
                if reading.index.people[*person as usize].single_name.as_ref() == Some(&spelled) {
                    self.take(*person, span);
                }
            }
        }
    }

    /// `olwenpritchard`, as file names have it.
    fn joined_words(&mut self, reading: Reading<'_>) {
        for (at, word) in reading.text.words.iter().enumerate() {
            for (cut, _) in word.letters.char_indices().skip(1) {
                let (left, right) = word.letters.split_at(cut);
                let left = reading.index.spelled(left);
                if left.is_empty() {
                    continue;
                }
                let right = reading.index.spelled(right);
                for (person, part) in left {
                    let surname = *part == Part::Surname;
                    if right.iter().any(|(also, other)| also == person && surname != (*other == Part::Surname)) {
                        self.full.push(*person);
                        self.taken[at] = true;
                    }
                }
            }
        }
    }
}

impl NameIndex {
    /// Whether one of these is an initial of a person, or all initials together.
    fn has_initials(&self, person: u32, letters: &[&str]) -> bool {
        let known = &self.people[person as usize];
        letters.iter().any(|letters| {
            let mut chars = letters.chars();
            match (chars.next(), chars.next()) {
                (Some(letter), None) => known.initials.contains(&letter),
                _ => known.monograms.iter().any(|monogram| monogram == letters),
            }
        })
    }
}
