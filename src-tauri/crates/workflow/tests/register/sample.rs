//! A sample register imported into the school of the samples, with the mapping beside it where a person would choose.

use std::collections::BTreeMap;

use rules::PurposeKey;
use serde_json::Value;
use workflow::register::{Mapping, RegisterPlan, Standing};

use super::{School, TODAY, samples};

pub struct Sample {
    pub school: School,
    pub plan: RegisterPlan,
    pub expected: Value,
}

pub fn expected() -> Option<Value> {
    Some(serde_json::from_slice(&std::fs::read(samples()?.join("expected.json")).unwrap()).unwrap())
}

pub fn mapping(number: &str) -> Option<Mapping> {
    let text = match number {
        "01" => include_str!("mappings/01.toml"),
        "02" => include_str!("mappings/02.toml"),
        "03" => include_str!("mappings/03.toml"),
        "04" => include_str!("mappings/04.toml"),
        "06" => include_str!("mappings/06.toml"),
        "07" => include_str!("mappings/07.toml"),
        "08" => include_str!("mappings/08.toml"),
        "09" => include_str!("mappings/09.toml"),
        "10" => include_str!("mappings/10.toml"),
        "13" => include_str!("mappings/13.toml"),
        _ => return None,
    };
    Some(Mapping::from_toml(text).unwrap())
}

/// The sample of that number, imported into the school of the samples.
pub fn import(number: &str) -> Option<Sample> {
    let expected = expected()?;
    let school = School::of(&expected);
    import_into(school, expected, number)
}

pub fn import_into(mut school: School, expected: Value, number: &str) -> Option<Sample> {
    let (name, expected) = expected["files"].as_object().unwrap().iter().find(|(name, _)| name.starts_with(number))?;
    let bytes = std::fs::read(samples()?.join(name)).unwrap();
    let plan = school.preview(name, &bytes, mapping(number).as_ref(), None).unwrap();
    assert!(plan.may_apply(), "{name}: {:?}", plan.questions);
    school.apply(&plan);
    Some(Sample { school, plan, expected: expected.clone() })
}

impl Sample {
    pub fn state(&self, label: &str, purpose: &str) -> Standing {
        let person = self.school.labels[label];
        self.school.register.consent(person, &PurposeKey::new(purpose), TODAY).into()
    }

    /// The label that `expected.json` uses for a standing.
    pub fn word(&self, label: &str, purpose: &str) -> &'static str {
        match self.state(label, purpose) {
            Standing::GrantedIndividual | Standing::GrantedGroup => "granted",
            Standing::Undated | Standing::Conditional(_) | Standing::NotYet => "unclear",
            Standing::Expired => "expired",
            Standing::Unknown => "unknown",
            Standing::Withdrawn => "withdrawn",
            Standing::Refused => "refused",
        }
    }

    /// Every pupil of the school: those named in these states, everyone else unknown.
    pub fn assert_states(&self, purpose: &str, named: &[(&str, &[&str])]) {
        let words: BTreeMap<&str, &str> =
            named.iter().flat_map(|(word, labels)| labels.iter().map(move |label| (*label, *word))).collect();
        for label in self.school.labels.keys().filter(|label| label.starts_with('P')) {
            let wanted = words.get(label.as_str()).copied().unwrap_or("unknown");
            assert_eq!(self.word(label, purpose), wanted, "{label} for {purpose}");
        }
    }

    /// The states as `expected.json` gives them for a purpose: those whose names are plain.
    pub fn listed(&self, purpose: &str, key: &str) -> Vec<String> {
        let list = &self.expected["states"][purpose][key];
        list.as_array().map_or_else(Vec::new, |labels| labels.iter().map(|l| l.as_str().unwrap().to_owned()).collect())
    }

    pub fn assert_listed(&self, purpose: &str, key: &str, expected: &str, wanted: &str, except: &[&str]) {
        let labels = self.listed(expected, key);
        assert!(!labels.is_empty(), "{expected} {key} is not in expected.json");
        for label in labels.iter().filter(|label| !except.contains(&label.as_str())) {
            assert_eq!(self.word(label, purpose), wanted, "{label} for {purpose}");
        }
    }

    pub fn refused_rows(&self) -> Vec<u32> {
        self.plan.refused.iter().map(|refused| refused.row).collect()
    }

    pub fn ambiguous_rows(&self) -> Vec<u32> {
        self.plan.ambiguous.iter().map(|ambiguous| ambiguous.row).collect()
    }

    pub fn has_note(&self, row: u32, words: &str) -> bool {
        self.plan.notes.iter().any(|note| note.row == Some(row) && note.text.contains(words))
    }
}
