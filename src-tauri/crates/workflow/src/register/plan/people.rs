//! Claims gathered by pupil: who is added, who changes, what cannot be told.

use std::collections::{BTreeMap, HashMap, HashSet};

use jiff::civil::Date;
use rules::{Names, Person, PersonId, PersonKind};
use uuid::Uuid;

use super::attributes::{Leaver, compare};
use super::{Added, Ambiguous, RegisterPlan};
use crate::register::claim::{Claim, Described};
use crate::register::existing::{Existing, Found, MatchedBy, Roll, bare};
use crate::register::folding::{fold, share_a_word};
use crate::register::interpret::{Interpretation, Note, RefusedRow};
use crate::register::mapping::{A_NEW_PUPIL, CameBy, FileKind};
use crate::register::upn::Upn;

/// Builds a plan.
pub(in crate::register) struct Planner<'a, 'i> {
    pub(super) plan: RegisterPlan,
    pub(super) existing: Existing<'a>,
    pub(super) roll: Roll<'a>,
    pub(super) today: Date,
    pub(super) ids: &'i mut dyn FnMut() -> Uuid,
    confirmed: HashMap<u32, PersonId>,
    newcomers: HashSet<u32>,
    numbers: HashSet<PersonId>,
}

impl<'a, 'i> Planner<'a, 'i> {
    /// Starts from a plan that knows its source and mapping only.
    pub(in crate::register) fn new(
        mut plan: RegisterPlan,
        existing: Existing<'a>,
        today: Date,
        ids: &'i mut dyn FnMut() -> Uuid,
    ) -> Self {
        let roll = Roll::new(existing);
        let mut confirmed = HashMap::new();
        let mut newcomers = HashSet::new();
        for settled in &plan.mapping.confirmed {
            if settled.is.trim().eq_ignore_ascii_case(A_NEW_PUPIL) {
                newcomers.insert(settled.row);
                continue;
            }
            match roll.confirmed(&settled.is) {
                Some(id) => {
                    confirmed.insert(settled.row, id);
                }
                None => plan.notes.push(Note {
                    row: Some(settled.row),
                    text: "the mapping settles this row for somebody who is not on the register".to_owned(),
                }),
            }
        }
        Self { plan, existing, roll, today, ids, confirmed, newcomers, numbers: HashSet::new() }
    }

    /// Plans all rows.
    pub(in crate::register) fn plan(mut self, interpretation: Interpretation) -> RegisterPlan {
        let Interpretation { claims, refused, notes } = interpretation;
        self.plan.refused.extend(refused);
        self.plan.notes.extend(notes);
        let clashing = clashing_numbers(&claims);
        let mut by_person: BTreeMap<PersonId, Vec<&Claim>> = BTreeMap::new();
        for claim in &claims {
            if let Some(protection) = &claim.protection {
                self.protect(claim, protection);
            } else if let Some(id) = self.identify(claim, &clashing) {
                by_person.entry(id).or_default().push(claim);
            }
        }
        self.plan.matched = by_person.len() - self.plan.added.len().min(by_person.len());
        for (person, claims) in by_person {
            self.answers(person, &claims);
        }
        self.plan.tightened.sort_by_key(|change| !change.new.is_no());
        self.plan
    }

    pub(super) fn confirmed(&self, row: u32) -> Option<PersonId> {
        self.confirmed.get(&row).copied()
    }

    fn identify(&mut self, claim: &Claim, clashing: &HashSet<Upn>) -> Option<PersonId> {
        let who = &claim.who;
        let found = if let Some(id) = self.confirmed(claim.row) {
            Found::One(id, MatchedBy::Confirmed)
        } else if self.newcomers.contains(&claim.row) {
            Found::Nobody
        } else if who.upn.as_ref().is_some_and(|upn| clashing.contains(upn)) {
            let why = "two rows give one pupil number to different children".to_owned();
            Found::Doubt { candidates: self.roll.likely(who), why }
        } else {
            self.roll.find(who, self.plan.mapping.identify_by)
        };
        match found {
            Found::One(id, by) => {
                self.refresh(id, claim, by);
                Some(id)
            }
            Found::Nobody => self.newcomer(claim),
            Found::Doubt { candidates, why } => {
                let ambiguous = Ambiguous { row: claim.row, name: who.shown(), why, candidates };
                self.plan.ambiguous.push(ambiguous);
                None
            }
        }
    }

    /// What the row tells about a known pupil.
    fn refresh(&mut self, id: PersonId, claim: &Claim, by: MatchedBy) {
        if self.plan.mapping.came_by == CameBy::Form {
            return; // a parent's typing is no source for names and classes
        }
        let Some(person) = self.existing.register.people.get(&id) else { return };
        let who = &claim.who;
        if let Some(left_on) = who.left_on
            && person.left_on != Some(left_on)
            && !self.plan.left.iter().any(|leaver| leaver.person == id)
        {
            self.plan.left.push(Leaver { person: id, left_on, row: claim.row });
        }
        if let Some(upn) = &who.upn
            && !self.roll.numbered(id)
            && self.numbers.insert(id)
        {
            self.plan.numbers.push((id, upn.clone()));
        }
        let seen = self.plan.attributes.iter().any(|change| change.after.id == id);
        if by != MatchedBy::Confirmed
            && !seen
            && let Some(mut change) = compare(person, who, claim.row, by)
        {
            if let Some(left_on) = who.left_on {
                change.after.left_on = Some(left_on);
            }
            self.plan.attributes.push(change);
        }
    }

    fn newcomer(&mut self, claim: &Claim) -> Option<PersonId> {
        let who = &claim.who;
        let form = self.plan.mapping.came_by == CameBy::Form;
        let adds = self.plan.mapping.add_people.unwrap_or(!form && self.plan.mapping.kind != FileKind::DoNotPublish);
        let mut refuse = |reason: &str| {
            self.plan.refused.push(RefusedRow { row: claim.row, reason: reason.to_owned() });
        };
        if !adds && !self.newcomers.contains(&claim.row) {
            refuse("no such pupil is on the register");
            return None;
        }
        if self.newcomers.contains(&claim.row) && self.roll.knows_a_number_of(who) {
            refuse("its number is that of somebody on the register, so it is no new pupil");
            return None;
        }
        if who.forename.is_empty() || who.surname.is_empty() {
            refuse("a new pupil needs a forename and a surname");
            return None;
        }
        let person = person_of(PersonId::new((self.ids)()), who);
        let similar = self.roll.similar(who);
        if let Some(upn) = &who.upn {
            self.plan.numbers.push((person.id, upn.clone()));
        }
        self.roll.add(person.clone(), who.upn.clone());
        let id = person.id;
        self.plan.added.push(Added { person, row: claim.row, similar });
        Some(id)
    }
}

fn person_of(id: PersonId, who: &Described) -> Person {
    let differing = |preferred: &Option<String>, legal: &str| {
        preferred.as_ref().filter(|preferred| fold(preferred) != fold(legal)).cloned()
    };
    Person {
        id,
        kind: PersonKind::Pupil,
        names: Names {
            forename: who.forename.clone(),
            surname: who.surname.clone(),
            preferred_forename: differing(&who.preferred_forename, &who.forename),
            preferred_surname: differing(&who.preferred_surname, &who.surname),
        },
        class: who.class.clone(),
        year: who.year.clone(),
        date_of_birth: who.date_of_birth,
        admission_number: who.admission.clone(),
        left_on: who.left_on,
    }
}

/// Pupil numbers that stand beside different children.
fn clashing_numbers(claims: &[Claim]) -> HashSet<Upn> {
    let mut first: HashMap<&Upn, &Described> = HashMap::new();
    let mut clashing = HashSet::new();
    for claim in claims {
        let Some(upn) = &claim.who.upn else { continue };
        match first.get(upn) {
            None => {
                first.insert(upn, &claim.who);
            }
            Some(other) if differ(other, &claim.who) => {
                clashing.insert(upn.clone());
            }
            Some(_) => {}
        }
    }
    clashing
}

fn differ(one: &Described, other: &Described) -> bool {
    let unequal = |one: Option<String>, other: Option<String>| matches!((one, other), (Some(a), Some(b)) if a != b);
    let number = |who: &Described| who.admission.as_deref().map(bare);
    unequal(number(one), number(other))
        || matches!((one.date_of_birth, other.date_of_birth), (Some(a), Some(b)) if a != b)
        || !share_a_word(&fold(&one.shown()), &fold(&other.shown()))
}
