//! What the importing person says about a file, put over how it would be read by itself.

use std::collections::BTreeSet;

use rules::{PurposeKey, Register};
use serde::Deserialize;
use serde::de::value::{Error as WordError, StrDeserializer};

use crate::error::{Error, Refusal};
use crate::people::one_person;
use crate::register::{
    self, A_NEW_PUPIL, ColumnRule, Confirmed, DateOrder, Direction, IdentifyBy, Mapping, RegisterPlan, Remembered,
};
use crate::wire::{LooseningChoice, RegisterChoices};

/// Whether nothing was said that a mapping would hold.
pub(crate) fn says_nothing(choices: &RegisterChoices) -> bool {
    let RegisterChoices { purpose, export_date: _, month_first, name_and_class, columns, answers, settled, loosen: _ } =
        choices;
    purpose.is_none()
        && !month_first
        && !name_and_class
        && columns.is_empty()
        && answers.is_empty()
        && settled.is_empty()
}

/// The mapping under which a source was known again, or an empty one: what is guessed need not be said again.
pub(crate) fn corrected_from(plan: &RegisterPlan, remembered: &[Remembered]) -> Mapping {
    let known = remembered.iter().find(|known| known.headings == plan.source.headings);
    known.map_or_else(
        || Mapping { name: plan.mapping.name.clone(), ..Mapping::default() },
        |known| known.mapping.clone(),
    )
}

/// A mapping with what the person says put over it.
pub(crate) fn chosen(mut mapping: Mapping, choices: &RegisterChoices, known: &Register) -> Result<Mapping, Error> {
    if let Some(purpose) = &choices.purpose {
        mapping.purpose = Some(PurposeKey::new(purpose.as_str()));
    }
    if choices.month_first {
        mapping.date_order = DateOrder::MonthFirst;
    }
    if choices.name_and_class {
        mapping.identify_by = IdentifyBy::NameAndClass;
    }
    for choice in &choices.columns {
        let rule = ColumnRule {
            column: choice.column,
            header: choice.header.clone(),
            means: word(&choice.means, "a meaning of a column")?,
            purposes: choice.purposes.clone(),
            direction: if choice.negative { Direction::Negative } else { Direction::Positive },
        };
        mapping.columns.retain(|other| other.column != rule.column);
        mapping.columns.push(rule);
    }
    for choice in &choices.answers {
        mapping.answers.insert(choice.word.clone(), word(&choice.means, "a meaning of an answer")?);
    }
    for choice in &choices.settled {
        let is = if choice.is.trim().eq_ignore_ascii_case(A_NEW_PUPIL) {
            A_NEW_PUPIL.to_owned()
        } else {
            one_person(known, &choice.is)?.to_string()
        };
        mapping.confirmed.retain(|other| other.row != choice.row);
        mapping.confirmed.push(Confirmed { row: choice.row, is });
    }
    Ok(mapping)
}

/// A word of the mapping's vocabulary.
fn word<'w, T: Deserialize<'w>>(word: &'w str, expected: &'static str) -> Result<T, Refusal> {
    T::deserialize(StrDeserializer::<WordError>::new(word))
        .map_err(|_| Refusal::NotA { expected, text: word.to_owned() })
}

/// The places, in the plan's list, of the changes that the person ticked.
pub(crate) fn ticked(plan: &RegisterPlan, choices: &RegisterChoices, known: &Register) -> Result<Vec<usize>, Refusal> {
    let place = |choice: &LooseningChoice| {
        let person = one_person(known, &choice.person)?;
        let fits = |change: &register::Change| change.person == person && change.purpose.as_str() == choice.purpose;
        plan.loosening.iter().position(|loosening| fits(&loosening.change)).ok_or_else(|| Refusal::Unknown {
            what: "change from no to yes in this file",
            text: format!("{}:{}", choice.person, choice.purpose),
        })
    };
    let places: BTreeSet<usize> = choices.loosen.iter().map(place).collect::<Result<_, _>>()?;
    Ok(places.into_iter().collect())
}
