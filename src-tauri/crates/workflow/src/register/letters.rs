//! Letters to families: what is asked for each purpose, in words that need no knowledge of the program.

use jiff::civil::Date;
use rules::{Basis, ConsentState, Person, Purpose, PurposeKey, Register};

use super::lists::{Chase, class_of, ends, on_roll, reason};
use crate::wire::{Letter, LetterAsked};

/// One letter for each pupil whose answers are missing, unsettled, or have run out by a day, by class and name.
#[must_use]
pub fn letters(register: &Register, purposes: &[Purpose], on: Date, horizon: Date) -> Vec<Letter> {
    of_everyone(register, purposes, on, |person, key| reason(register, person.id, key, on, horizon).map(in_words))
}

/// One letter for each pupil whose consents, granted today, will have ended on a day.
#[must_use]
pub fn renewal_letters(register: &Register, purposes: &[Purpose], on: Date, year_ends: Date) -> Vec<Letter> {
    of_everyone(register, purposes, on, |person, key| {
        let now = register.consent(person.id, key, on).is_granted();
        let ended = register.consent(person.id, key, year_ends) == ConsentState::Expired;
        let day = (now && ended).then(|| ends(register, person.id, key, on)).flatten()?;
        Some(in_words(Chase::Expires(day)))
    })
}

fn of_everyone(
    register: &Register,
    purposes: &[Purpose],
    on: Date,
    why: impl Fn(&Person, &PurposeKey) -> Option<String>,
) -> Vec<Letter> {
    let asked = |person: &Person| -> Vec<LetterAsked> {
        let by_consent = purposes.iter().filter(|purpose| purpose.basis == Basis::Consent);
        by_consent
            .filter_map(|purpose| {
                let why = why(person, &purpose.key)?;
                Some(LetterAsked { purpose: purpose.name.clone(), meaning: meaning(purpose).to_owned(), why })
            })
            .collect()
    };
    let mut letters: Vec<Letter> = on_roll(register, on)
        .map(|person| Letter {
            person: person.id.to_string(),
            name: person.names.known_as(),
            class: class_of(person),
            asked: asked(person),
        })
        .filter(|letter| !letter.asked.is_empty())
        .collect();
    letters.sort_by(|one, other| (&one.class, &one.name).cmp(&(&other.class, &other.name)));
    letters
}

/// To a family: the words of a condition stay out, for the letter may be read by another parent than wrote them.
fn in_words(why: Chase) -> String {
    match why {
        Chase::Unknown => "We have no answer yet.".to_owned(),
        Chase::Conditional(_) => "There is a condition to the answer that we have; please answer anew.".to_owned(),
        Chase::Undated => "We do not know the day of the answer that we have; please answer anew.".to_owned(),
        Chase::Expired => "The answer that we have has run out.".to_owned(),
        Chase::Expires(day) => format!("The answer that we have ends on {}.", day.strftime("%-d %B %Y")),
    }
}

/// Where pictures for a purpose are seen.
fn meaning(purpose: &Purpose) -> &'static str {
    match purpose.key.as_str() {
        "website" => "Pictures on the school’s website, which anybody can see.",
        "newsletter" => "Pictures in the school’s newsletter, which families and others read.",
        "social_media" => "Pictures on the school’s own pages in social media, which anybody can see and copy.",
        "school_app" => "Pictures in the school’s app, which only families of the school can open.",
        "prospectus" => "Pictures in the school’s prospectus, which is kept and shown for some years.",
        "local_press" => "Pictures in local newspapers and on their websites.",
        "internal_display" => "Pictures on the walls and screens inside the school.",
        "learning_journal" => "Pictures in the learning journals of your child and of children in the same picture.",
        "sent_home" => "Pictures that are sent home to families of the children in them.",
        _ if purpose.public => "Pictures that people outside the school can see.",
        _ => "Pictures that are seen in the school only.",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_purpose_that_a_school_starts_with_is_told_in_words_of_its_own() {
        let mut told: Vec<_> = Purpose::defaults().iter().map(meaning).collect();
        told.sort_unstable();
        told.dedup();
        assert_eq!(told.len(), Purpose::defaults().len());
        let own = Purpose { key: PurposeKey::new("harvest"), public: false, ..Purpose::defaults().remove(0) };
        assert_eq!(meaning(&own), "Pictures that are seen in the school only.");
        assert_eq!(meaning(&Purpose { public: true, ..own }), "Pictures that people outside the school can see.");
    }

    #[test]
    fn the_words_of_a_condition_are_not_in_the_letter() {
        assert!(!in_words(Chase::Conditional("not with his father".to_owned())).contains("father"));
        let day = Date::constant(2027, 8, 31);
        assert_eq!(in_words(Chase::Expires(day)), "The answer that we have ends on 31 August 2027.");
    }
}
