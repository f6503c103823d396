//! Names of people on the register in texts that go out with a picture (P03 P05).
//!
//! A full name is a forename and the surname side by side in any order, an initial with the surname, or both in one
//! word; middle names, or brothers and sisters (`Ana and Luis Vega`), may stand between.

mod find;
mod fold;
mod keys;
mod ordinary;
mod reading;

use std::collections::HashMap;

use keys::{Keys, Part};
use ordinary::Ordinary;

use crate::ids::PersonId;
use crate::person::{Names, Person};

/// Whom a text names.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Mentions {
    /// By full name.
    pub full: Vec<PersonId>,
    /// Whoever a first name standing by itself may mean.
    pub first: Vec<PersonId>,
}

/// The names on a register, ready to be found in texts.
#[derive(Debug)]
pub struct NameIndex {
    people: Vec<Known>,
    /// By spelling; the people of each in ascending order.
    spellings: HashMap<String, Vec<(u32, Part)>>,
    /// Letters of the longest spelling.
    longest: usize,
    ordinary: Ordinary,
}

#[derive(Debug)]
struct Known {
    id: PersonId,
    initials: Vec<char>,
    monograms: Vec<String>,
    /// The name of somebody who has but one, which then is the full name.
    single_name: Option<String>,
}

impl NameIndex {
    /// Takes in the names of these people.
    #[must_use]
    pub fn new<'a>(people: impl IntoIterator<Item = &'a Person>) -> Self {
        let mut index = Self { people: Vec::new(), spellings: HashMap::new(), longest: 0, ordinary: Ordinary::new() };
        for (position, person) in (0_u32..).zip(people) {
            let keys = Keys::of(&person.names);
            let single_name = single_name(&person.names);
            for (spelling, part) in keys.words {
                index.longest = index.longest.max(spelling.len());
                index.spellings.entry(spelling).or_default().push((position, part));
            }
            let Keys { initials, monograms, .. } = keys;
            index.people.push(Known { id: person.id, initials, monograms, single_name });
        }
        index
    }

    /// Whom a text names.
    #[must_use]
    pub fn mentions(&self, text: &str) -> Mentions {
        self.find(text, false)
    }

    /// Whom a file name names; in it, small letters tell nothing.
    #[must_use]
    pub fn mentions_in_file_name(&self, name: &str) -> Mentions {
        self.find(name, true)
    }

    fn spelled(&self, letters: &str) -> &[(u32, Part)] {
        self.spellings.get(letters).map_or(&[], Vec::as_slice)
    }
}

fn single_name(names: &Names) -> Option<String> {
    let [forename, surname] = [&names.forename, &names.surname].map(|name| fold::fold(name));
    let all = forename.is_empty() || surname.is_empty();
    (all && forename != surname).then(|| forename + &surname)
}
