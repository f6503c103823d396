//! The register as it is, and its pupils indexed by everything that can identify them.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use rules::{Person, PersonId, PersonKind, Purpose, Register};

use super::claim::Described;
use super::folding::{fold, share_a_word};
use super::guess::in_order;
use super::mapping::{IdentifyBy, NameOrder};
use super::remembered::Remembered;
use super::upn::Upn;

/// Pupil numbers are kept only as keyed hashes; whoever holds the key answers.
pub trait UpnIndex {
    /// Whose number this is.
    fn person(&self, upn: &Upn) -> Option<PersonId>;
    /// Whether a number is kept for this person.
    fn has_number(&self, person: PersonId) -> bool;
}

/// No numbers are kept.
#[derive(Debug, Clone, Copy, Default)]
pub struct NoNumbers;

impl UpnIndex for NoNumbers {
    fn person(&self, _: &Upn) -> Option<PersonId> {
        None
    }

    fn has_number(&self, _: PersonId) -> bool {
        false
    }
}

/// What an import is compared with.
#[derive(Clone, Copy)]
pub struct Existing<'a> {
    /// People, consents and protections.
    pub register: &'a Register,
    /// The school's purposes.
    pub purposes: &'a [Purpose],
    /// Its pupil numbers.
    pub upns: &'a dyn UpnIndex,
    /// How its sources were read before.
    pub remembered: &'a [Remembered],
}

/// What identified a pupil.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum MatchedBy {
    /// Pupil number.
    Upn,
    /// Admission number.
    Admission,
    /// Exact folded name and date of birth.
    NameAndBirth,
    /// Exact folded name and class, where the mapping allows it.
    NameAndClass,
    /// A person's word.
    Confirmed,
}

/// Who a row is about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Found {
    /// This person.
    One(PersonId, MatchedBy),
    /// Nobody on the register yet.
    Nobody,
    /// Cannot be said by itself.
    Doubt {
        /// Who it may be.
        candidates: Vec<PersonId>,
        /// Why.
        why: String,
    },
}

/// Everyone who can be meant, those included whom this file adds.
pub(super) struct Roll<'a> {
    people: BTreeMap<PersonId, Person>,
    admission: HashMap<String, Vec<PersonId>>,
    admission_bare: HashMap<String, Vec<PersonId>>,
    names: HashMap<String, Vec<PersonId>>,
    words: HashMap<String, Vec<PersonId>>,
    new_numbers: HashMap<Upn, PersonId>,
    new_numbered: BTreeSet<PersonId>,
    existing: Existing<'a>,
}

impl<'a> Roll<'a> {
    pub(super) fn new(existing: Existing<'a>) -> Self {
        let mut roll = Self {
            people: BTreeMap::new(),
            admission: HashMap::new(),
            admission_bare: HashMap::new(),
            names: HashMap::new(),
            words: HashMap::new(),
            new_numbers: HashMap::new(),
            new_numbered: BTreeSet::new(),
            existing,
        };
        for person in existing.register.people.values().filter(|person| person.kind == PersonKind::Pupil) {
            roll.index(person.clone());
        }
        roll
    }

    /// Adds a pupil whom the file brings.
    pub(super) fn add(&mut self, person: Person, upn: Option<Upn>) {
        if let Some(upn) = upn {
            self.new_numbered.insert(person.id);
            self.new_numbers.insert(upn, person.id);
        }
        self.index(person);
    }

    fn index(&mut self, person: Person) {
        if let Some(number) = &person.admission_number {
            self.admission.entry(number.trim().to_uppercase()).or_default().push(person.id);
            self.admission_bare.entry(bare(number)).or_default().push(person.id);
        }
        for name in variants(&person) {
            for word in name.split(' ') {
                let known = self.words.entry(word.to_owned()).or_default();
                if known.last() != Some(&person.id) {
                    known.push(person.id);
                }
            }
            let known = self.names.entry(name).or_default();
            if !known.contains(&person.id) {
                known.push(person.id);
            }
        }
        self.people.insert(person.id, person);
    }

    pub(super) fn person(&self, id: PersonId) -> Option<&Person> {
        self.people.get(&id)
    }

    /// Whom a confirmation names: an admission number, or an internal identifier.
    pub(super) fn confirmed(&self, word: &str) -> Option<PersonId> {
        let by_number = self.admission.get(&word.trim().to_uppercase()).map(Vec::as_slice);
        match by_number {
            Some([one]) => Some(*one),
            _ => word.trim().parse().ok().filter(|id| self.people.contains_key(id)),
        }
    }

    /// Everyone of exactly this name, folded, under any of his or her names and either order.
    pub(super) fn of_name(&self, who: &Described) -> Vec<PersonId> {
        let mut found = Vec::new();
        for name in described_names(who) {
            for id in self.names.get(&name).into_iter().flatten() {
                if !found.contains(id) {
                    found.push(*id);
                }
            }
        }
        found
    }

    /// Who may be meant by a similar name. Never a match: Leo and Lea are two children.
    pub(super) fn similar(&self, who: &Described) -> Vec<PersonId> {
        let names = described_names(who);
        let Some(name) = names.first() else { return Vec::new() };
        let mut near: BTreeSet<PersonId> = BTreeSet::new();
        for word in name.split(' ') {
            near.extend(self.words.get(word).into_iter().flatten());
        }
        let initial_of =
            |name: &str| name.split(' ').next().filter(|word| word.chars().count() == 1).map(str::to_owned);
        let initial = initial_of(name);
        let surname = fold(&who.surname);
        let mut scored: Vec<(f64, PersonId)> = near
            .into_iter()
            .filter_map(|id| {
                let person = self.people.get(&id)?;
                let mut best = variants(person)
                    .iter()
                    .flat_map(|variant| names.iter().map(|name| strsim::jaro_winkler(variant, name)))
                    .fold(0.0, f64::max);
                let begins =
                    |forename: &str| initial.as_deref().is_some_and(|initial| fold(forename).starts_with(initial));
                let forenames = [Some(person.names.forename.as_str()), person.names.preferred_forename.as_deref()];
                if fold(&person.names.surname) == surname && forenames.into_iter().flatten().any(begins) {
                    best = 1.0;
                }
                (best >= 0.84).then_some((best, id))
            })
            .collect();
        scored.sort_by(|one, other| other.0.total_cmp(&one.0).then(one.1.cmp(&other.1)));
        scored.into_iter().take(5).map(|(_, id)| id).collect()
    }

    /// Identifies: number, admission number, exact name with date of birth. Never a similar name.
    pub(super) fn find(&self, who: &Described, by: IdentifyBy) -> Found {
        if let Some(why) = who.doubt {
            return Found::Doubt { candidates: self.likely(who), why: why.to_owned() };
        }
        let by_upn = who.upn.as_ref().and_then(|upn| self.holder(upn));
        let by_admission = self.by_admission(who);
        if let (Some(one), Some(other)) = (by_upn, by_admission)
            && one != other
        {
            let why = "the pupil number and the admission number belong to two different pupils".to_owned();
            return Found::Doubt { candidates: vec![one, other], why };
        }
        if let Some(id) = by_upn {
            return self.unless_contradicted(id, who, MatchedBy::Upn);
        }
        if let Some(id) = by_admission {
            if who.upn.is_some() && self.numbered(id) {
                let why = "the admission number fits, but the pupil number on the register is another".to_owned();
                return Found::Doubt { candidates: vec![id], why };
            }
            return self.unless_contradicted(id, who, MatchedBy::Admission);
        }
        self.find_by_name(who, by)
    }

    fn find_by_name(&self, who: &Described, by: IdentifyBy) -> Found {
        let same_name = self.of_name(who);
        let possible: Vec<PersonId> = same_name.iter().copied().filter(|id| !self.other_child(*id, who)).collect();
        let doubt =
            |candidates: &[PersonId], why: &str| Found::Doubt { candidates: candidates.to_vec(), why: why.to_owned() };
        if possible.is_empty() {
            let keyed = who.upn.is_some() || who.admission.is_some() || who.date_of_birth.is_some();
            if keyed && !who.upn_mistyped {
                return Found::Nobody;
            }
            let similar = if same_name.is_empty() { self.similar(who) } else { same_name };
            return if similar.is_empty() {
                Found::Nobody
            } else {
                doubt(&similar, "only a similar name is on the register")
            };
        }
        if who.upn_mistyped {
            return doubt(&possible, "the pupil number is mistyped, and a name is not enough by itself");
        }
        if let Some(born) = who.date_of_birth {
            let same_birth: Vec<PersonId> = possible
                .iter()
                .copied()
                .filter(|id| self.people.get(id).is_some_and(|person| person.date_of_birth == Some(born)))
                .collect();
            return match same_birth.as_slice() {
                [one] => Found::One(*one, MatchedBy::NameAndBirth),
                [] => doubt(&possible, "the name fits, but the date of birth is not on the register"),
                _ => doubt(&same_birth, "several pupils bear this name and date of birth"),
            };
        }
        if by == IdentifyBy::NameAndClass
            && let Some(class) = &who.class
        {
            let class_of = |id: &PersonId| self.people.get(id).and_then(|person| person.class.as_deref()).map(fold);
            let in_class: Vec<PersonId> =
                possible.iter().copied().filter(|id| class_of(id) == Some(fold(class))).collect();
            if let ([one], true) = (in_class.as_slice(), possible.iter().all(|id| class_of(id).is_some())) {
                return Found::One(*one, MatchedBy::NameAndClass);
            }
        }
        match possible.as_slice() {
            [_] => doubt(&possible, "a name without number or date of birth is not enough by itself"),
            _ => doubt(&possible, "several pupils bear this name"),
        }
    }

    /// The exact name, else similar ones.
    pub(super) fn likely(&self, who: &Described) -> Vec<PersonId> {
        let same = self.of_name(who);
        if same.is_empty() { self.similar(who) } else { same }
    }

    fn holder(&self, upn: &Upn) -> Option<PersonId> {
        self.new_numbers.get(upn).copied().or_else(|| self.existing.upns.person(upn))
    }

    pub(super) fn numbered(&self, id: PersonId) -> bool {
        self.new_numbered.contains(&id) || self.existing.upns.has_number(id)
    }

    /// Whether a number of the row is somebody's already.
    pub(super) fn knows_a_number_of(&self, who: &Described) -> bool {
        who.upn.as_ref().is_some_and(|upn| self.holder(upn).is_some()) || self.by_admission(who).is_some()
    }

    fn by_admission(&self, who: &Described) -> Option<PersonId> {
        let number = who.admission.as_ref()?;
        let exact = self.admission.get(&number.trim().to_uppercase()).map(Vec::as_slice);
        let found = match exact {
            Some(found) => found,
            None if who.admission_numeric => self.admission_bare.get(&bare(number)).map_or(&[][..], Vec::as_slice),
            None => &[],
        };
        if let [one] = found { Some(*one) } else { None }
    }

    fn unless_contradicted(&self, id: PersonId, who: &Described, by: MatchedBy) -> Found {
        let Some(person) = self.people.get(&id) else { return Found::Nobody };
        let doubt = |why: &str| Found::Doubt { candidates: vec![id], why: why.to_owned() };
        if let (Some(here), Some(there)) = (person.date_of_birth, who.date_of_birth)
            && here != there
        {
            return doubt("the number fits, but the date of birth is another");
        }
        let names = described_names(who);
        let known = variants(person);
        let related = names.iter().any(|name| known.iter().any(|other| share_a_word(name, other)));
        if !names.is_empty() && !related {
            return doubt("the number fits, but the name is wholly different");
        }
        Found::One(id, by)
    }

    /// Whether something shows that a pupil of the same name is another child.
    fn other_child(&self, id: PersonId, who: &Described) -> bool {
        let Some(person) = self.people.get(&id) else { return true };
        let differs = |one: &Option<String>, other: &Option<String>| match (one, other) {
            (Some(one), Some(other)) if who.admission_numeric => bare(one) != bare(other),
            (Some(one), Some(other)) => one.trim().to_uppercase() != other.trim().to_uppercase(),
            _ => false,
        };
        let born = matches!((person.date_of_birth, who.date_of_birth), (Some(one), Some(other)) if one != other);
        // Two numbers in one file are two children; a number beside one already kept may be a child given a new one.
        let same_class = match (&person.class, &who.class) {
            (Some(one), Some(other)) => fold(one) == fold(other),
            _ => true,
        };
        let numbers = who.upn.is_some()
            && (self.new_numbered.contains(&id) || (self.existing.upns.has_number(id) && !same_class));
        born || numbers || differs(&person.admission_number, &who.admission)
    }
}

/// Leading zeros are lost when a spreadsheet takes a number for a number.
pub(super) fn bare(number: &str) -> String {
    number.trim().trim_start_matches('0').to_uppercase()
}

/// The folded full names a person may be written under, forename first.
pub(super) fn variants(person: &Person) -> Vec<String> {
    let names = &person.names;
    let forenames = [Some(&names.forename), names.preferred_forename.as_ref()];
    let surnames = [Some(&names.surname), names.preferred_surname.as_ref()];
    let mut found = Vec::new();
    for forename in forenames.iter().flatten() {
        for surname in surnames.iter().flatten() {
            let name = fold(&format!("{forename} {surname}"));
            if !found.contains(&name) {
                found.push(name);
            }
        }
    }
    found
}

/// The folded names that a row gives, forename first; a full name without comma is tried both ways round.
fn described_names(who: &Described) -> Vec<String> {
    let mut names = vec![fold(&format!("{} {}", who.forename, who.surname))];
    if let Some(preferred) = &who.preferred_forename {
        names.push(fold(&format!("{preferred} {}", who.surname)));
    }
    if let Some(preferred) = &who.preferred_surname {
        names.push(fold(&format!("{} {preferred}", who.forename)));
    }
    if let Some(full) = &who.full_name {
        names.push(in_order(full, NameOrder::ForenameFirst));
        names.push(in_order(full, NameOrder::SurnameFirst));
        let words: Vec<String> = full.split_whitespace().map(str::to_owned).collect();
        // `St. John Ella`: the surname may be several words.
        for at in 1..words.len().min(4) {
            names.push(fold(&format!("{} {}", words[at..].join(" "), words[..at].join(" "))));
        }
    }
    names.retain(|name| !name.is_empty());
    names.dedup();
    names
}
