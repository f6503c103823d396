//! Names of everybody else on the register, looked for in whatever goes to one person's family. It fails on the safe side: a
//! word that is also somebody's name counts as the name.

use std::collections::{BTreeMap, BTreeSet};

use rules::{NameIndex, Person, PersonId};

use crate::people::{name_words, words_of};

/// The names of all but one.
pub(crate) struct OtherNames {
    words: BTreeSet<String>,
    index: NameIndex,
}

impl OtherNames {
    /// Everybody's but this person's.
    pub(crate) fn than(person: PersonId, people: &BTreeMap<PersonId, Person>) -> Self {
        let others = || people.values().filter(|other| other.id != person);
        let own: BTreeSet<String> = people.get(&person).map(name_words).unwrap_or_default().into_iter().collect();
        let words = others().flat_map(name_words).filter(|word| !own.contains(word) && word.chars().count() > 1);
        Self { words: words.collect(), index: NameIndex::new(others()) }
    }

    /// Whether a text names one of them, or seems to.
    pub(crate) fn may_be_in(&self, text: &str) -> bool {
        words_of(text).iter().any(|word| {
            let of_somebody = word.strip_suffix("'s").or_else(|| word.strip_suffix("’s")).unwrap_or(word);
            self.words.contains(word) || self.words.contains(of_somebody)
        }) || !self.index.mentions(text).full.is_empty()
    }
}

#[cfg(test)]
mod tests {
    use rules::{Names, PersonKind};
    use uuid::Uuid;

    use super::*;

    fn person(number: u128, forename: &str, surname: &str) -> Person {
        Person {
            id: PersonId::new(Uuid::from_u128(number)),
            kind: PersonKind::Pupil,
            names: Names {
                forename: forename.to_owned(),
                surname: surname.to_owned(),
                preferred_forename: None,
                preferred_surname: None,
            },
            class: None,
            year: None,
            date_of_birth: None,
            admission_number: None,
            left_on: None,
        }
    }

    #[test]
    fn a_text_that_names_anybody_else_by_either_name_is_found_and_ones_own_is_not_p26() {
        let people =
            [person(1, "Elowen", "Applethorn"), person(2, "Jonah", "Brackwater"), person(3, "Zoë", "Applethorn")];
        let people: BTreeMap<_, _> = people.into_iter().map(|person| (person.id, person)).collect();
        let others = OtherNames::than(PersonId::new(Uuid::from_u128(1)), &people);
        for text in [
            "with JONAH",
            "the Brackwater family",
            "Jonah's birthday",
            "zoe",
            "JonahBrackwater's trip",
            "J. Brackwater",
        ] {
            assert!(others.may_be_in(text), "{text}");
        }
        for text in ["Elowen Applethorn", "Applethorn", "A path in a wood", ""] {
            assert!(!others.may_be_in(text), "{text}");
        }
    }
}
