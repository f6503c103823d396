//! The do-not-publish list. Here ambiguity binds more people, not fewer, and a passed date of review lifts nothing.

use rules::{EntryId, PersonId};

use super::people::Planner;
use super::{Ambiguous, NewProtection};
use crate::register::claim::{Claim, Protection};
use crate::register::existing::Found;
use crate::register::interpret::{Note, RefusedRow};
use crate::register::mapping::IdentifyBy;

impl Planner<'_, '_> {
    pub(super) fn protect(&mut self, claim: &Claim, protection: &Protection) {
        let (persons, sure) = self.bound_by(claim);
        if persons.is_empty() {
            let reason = "nobody on the register fits: NO protection was entered, enter it by hand".to_owned();
            self.plan.refused.push(RefusedRow { row: claim.row, reason });
            return;
        }
        let from = protection.from.unwrap_or(self.today);
        let review_passed = protection.review_on.is_some_and(|day| day <= self.today);
        if review_passed {
            let text = "its day of review has passed: it stays in force until somebody lifts it".to_owned();
            self.plan.notes.push(Note { row: Some(claim.row), text });
        }
        if !sure {
            let why =
                "the row may mean any of these: all are protected until the safeguarding lead says which".to_owned();
            let ambiguous = Ambiguous { row: claim.row, name: claim.who.shown(), why, candidates: persons.clone() };
            self.plan.ambiguous.push(ambiguous);
        }
        let known = self.existing.register.do_not_publish.iter().any(|entry| {
            entry.lifted_on.is_none()
                && entry.review_on == protection.review_on
                && protection.from.is_none_or(|day| day == entry.from)
                && entry.sealed_reason == protection.reason.expose()
                && persons.iter().all(|person| entry.persons.contains(person))
        });
        if known {
            return;
        }
        self.plan.protections.push(NewProtection {
            id: EntryId::new((self.ids)()),
            persons,
            row: claim.row,
            from,
            review_on: protection.review_on,
            reason: protection.reason.clone(),
            ambiguous: !sure,
            review_passed,
        });
    }

    /// Everyone a row may mean, and whether that is certain.
    fn bound_by(&self, claim: &Claim) -> (Vec<PersonId>, bool) {
        if let Some(id) = self.confirmed(claim.row) {
            return (vec![id], true);
        }
        match self.roll.find(&claim.who, IdentifyBy::Keys) {
            Found::One(id, _) => (vec![id], true),
            Found::Nobody => {
                let likely = self.roll.likely(&claim.who);
                let sure = likely.is_empty();
                (likely, sure)
            }
            Found::Doubt { mut candidates, .. } => {
                for id in self.roll.of_name(&claim.who) {
                    if !candidates.contains(&id) {
                        candidates.push(id);
                    }
                }
                // The one bearer of exactly this name is meant; similar names are not that certain.
                let sure =
                    candidates.len() == 1 && claim.who.doubt.is_none() && self.roll.of_name(&claim.who) == candidates;
                (candidates, sure)
            }
        }
    }
}
