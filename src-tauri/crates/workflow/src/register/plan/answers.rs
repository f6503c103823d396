//! One pupil's answers against the register: what is news, what tightens, what loosens and waits for a tick.

use std::collections::{BTreeMap, BTreeSet};

use rules::{
    Answer, Condition, ConsentEvent, ConsentState, EventId, Evidence, Giver, Person, PersonId, PurposeKey, Register,
    Timestamp,
};

use super::givers::Givers;
use super::people::Planner;
use super::{Change, Disagreement, Loosening, NewConsent, Standing, Unanswered};
use crate::register::claim::{Claim, DatedBy, Said};
use crate::register::interpret::Note;
use crate::register::mapping::Means;

/// An answer with its row and its giver's place.
struct Heard<'c> {
    row: u32,
    said: &'c Said,
    giver: Giver,
}

impl Planner<'_, '_> {
    pub(super) fn answers(&mut self, person: PersonId, claims: &[&Claim]) {
        let mut givers = Givers::default();
        let mut heard: BTreeMap<&PurposeKey, Vec<Heard<'_>>> = BTreeMap::new();
        for claim in claims {
            for said in &claim.said {
                let giver = givers.of(&said.giver);
                heard.entry(&said.purpose).or_default().push(Heard { row: claim.row, said, giver });
            }
        }
        self.unanswered(person, claims, &heard);
        let Some(entry) = self.roll.person(person).cloned() else { return };
        for (purpose, mut heard) in heard {
            // Undated ones come last: nobody knows that they are older.
            heard.sort_by_key(|heard| (heard.said.given_on.is_none(), heard.said.given_on, heard.row));
            self.disagreement(person, purpose, &heard);
            self.purpose(&entry, purpose, &heard);
        }
    }

    fn purpose(&mut self, person: &Person, purpose: &PurposeKey, heard: &[Heard<'_>]) {
        let known: Vec<ConsentEvent> =
            self.existing.register.consents.get(&person.id).map_or_else(Vec::new, |events| {
                events.iter().filter(|event| event.purpose == *purpose).cloned().collect()
            });
        let mut scene = Scene::new(person, known, purpose);
        let before = scene.standing(self.today);
        let mut fresh: Vec<(u32, NewConsent)> = Vec::new();
        for heard in heard {
            if let Some(draft) = self.draft(person.id, heard, &scene) {
                scene.events().push(draft.clone());
                let stated = heard.said.dated_by == DatedBy::Stated;
                fresh.push((heard.row, NewConsent { event: draft, stated }));
            }
        }
        if fresh.is_empty() {
            return;
        }
        let after = scene.standing(self.today);
        let rows = |events: &[(u32, NewConsent)]| events.iter().map(|(row, _)| *row).collect::<BTreeSet<_>>();
        let change = |new: Standing, rows: BTreeSet<u32>| Change {
            person: person.id,
            name: person.names.known_as(),
            purpose: purpose.clone(),
            old: before.clone(),
            new,
            rows: rows.into_iter().collect(),
        };
        if before.waits_for_a_tick(&after) {
            let (yes, no): (Vec<_>, Vec<_>) =
                fresh.into_iter().partition(|(_, event)| event.draft().answer == Answer::Granted);
            let change = change(after, rows(&yes));
            self.plan.loosening.push(Loosening { change, events: yes.into_iter().map(|(_, event)| event).collect() });
            self.plan.events.extend(no.into_iter().map(|(_, event)| event));
            return;
        }
        if before.is_no() && after.is_no() && fresh.iter().any(|(_, event)| event.draft().answer == Answer::Granted) {
            let text = format!(
                "a yes for {purpose} that is not newer than the no on the register, or another's no: no stays no"
            );
            self.plan.notes.push(Note { row: fresh.last().map(|(row, _)| *row), text });
        }
        if before != after {
            let change = change(after, rows(&fresh));
            if change.old.is_tightened_by(&change.new) {
                self.plan.tightened.push(change);
            } else {
                self.plan.changed.push(change);
            }
        }
        self.plan.events.extend(fresh.into_iter().map(|(_, event)| event));
    }

    /// The event for an answer, or nothing when the register knows it already.
    fn draft(&mut self, person: PersonId, heard: &Heard<'_>, scene: &Scene) -> Option<ConsentEvent> {
        let said = heard.said;
        let stands = scene.register.consent_by(person, &said.purpose, heard.giver, self.today);
        let inferred = said.dated_by != DatedBy::File;
        match said.answer {
            Answer::Refused | Answer::Withdrawn => {
                if inferred && stands.is_some_and(ConsentState::is_no) {
                    return None;
                }
            }
            Answer::Granted => {
                // A yes without a day of its own is no news where there is one, and cannot undo a no.
                let wider =
                    matches!(stands, Some(ConsentState::GrantedGroup)) && said.scope == rules::Scope::IndividualToo;
                if inferred && said.condition.is_none() && stands.is_some_and(ConsentState::is_granted) && !wider {
                    return None;
                }
            }
        }
        let answer = match said.answer {
            Answer::Refused if scene.had_granted(heard.giver, said) => Answer::Withdrawn,
            Answer::Refused | Answer::Granted | Answer::Withdrawn => said.answer,
        };
        let draft = ConsentEvent {
            id: EventId::new((self.ids)()),
            person,
            purpose: said.purpose.clone(),
            answer,
            giver: heard.giver,
            given_on: said.given_on,
            expires_on: said.expires_on,
            scope: said.scope,
            condition: said.condition.clone().map(|text| Condition { text, resolved_by: None }),
            method: said.method,
            evidence: Evidence {
                file_hash: Some(self.plan.source.file_hash.clone()),
                row: Some(heard.row),
                document: said.document.clone(),
            },
            entered_at: entry_moment(self.today),
        };
        (!scene.knows(&draft)).then_some(draft)
    }

    fn disagreement(&mut self, person: PersonId, purpose: &PurposeKey, heard: &[Heard<'_>]) {
        let yes = |heard: &Heard<'_>| heard.said.answer == Answer::Granted;
        let mut rows = BTreeSet::new();
        for (at, one) in heard.iter().enumerate() {
            for other in &heard[at + 1..] {
                let one_day = one.said.given_on == other.said.given_on
                    || one.said.dated_by != DatedBy::File && other.said.dated_by != DatedBy::File;
                if yes(one) != yes(other) && one.giver == other.giver && one_day {
                    rows.extend([one.row, other.row]);
                }
            }
        }
        if !rows.is_empty() {
            let rows = rows.into_iter().collect();
            let found = Disagreement { person, purpose: purpose.clone(), rows, between_givers: false };
            self.plan.disagreements.push(found);
        }
        let mut last: BTreeMap<Giver, &Heard<'_>> = BTreeMap::new();
        for heard in heard {
            last.insert(heard.giver, heard);
        }
        if last.values().any(|heard| yes(heard)) && last.values().any(|heard| !yes(heard)) {
            let rows = last.values().map(|heard| heard.row).collect();
            let found = Disagreement { person, purpose: purpose.clone(), rows, between_givers: true };
            self.plan.disagreements.push(found);
        }
    }

    fn unanswered(&mut self, person: PersonId, claims: &[&Claim], heard: &BTreeMap<&PurposeKey, Vec<Heard<'_>>>) {
        let mapping = &self.plan.mapping;
        let mut asked: BTreeSet<PurposeKey> =
            claims.iter().flat_map(|claim| claim.silent.iter().map(|(purpose, _)| purpose.clone())).collect();
        if mapping.column(Means::PurposeName).is_some() && mapping.column(Means::Answer).is_none() {
            let named = mapping.purposes.values().filter(|key| *key != "ignore");
            asked.extend(named.map(|key| PurposeKey::new(key.as_str())));
        }
        for purpose in asked {
            let granted = self.existing.register.consent(person, &purpose, self.today).is_granted();
            if granted && !heard.contains_key(&purpose) {
                self.plan.unanswered.push(Unanswered { person, purpose });
            }
        }
    }
}

/// One pupil and one purpose, as the register would judge them.
struct Scene {
    register: Register,
    person: PersonId,
    purpose: PurposeKey,
}

impl Scene {
    fn new(person: &Person, known: Vec<ConsentEvent>, purpose: &PurposeKey) -> Self {
        let mut register = Register::default();
        register.people.insert(person.id, person.clone());
        register.consents.insert(person.id, known);
        Self { register, person: person.id, purpose: purpose.clone() }
    }

    fn events(&mut self) -> &mut Vec<ConsentEvent> {
        self.register.consents.entry(self.person).or_default()
    }

    fn known(&self) -> &[ConsentEvent] {
        self.register.consents.get(&self.person).map_or(&[], Vec::as_slice)
    }

    fn standing(&self, on: rules::Date) -> Standing {
        self.register.consent(self.person, &self.purpose, on).into()
    }

    /// Whether this giver's last answer before this one was a yes.
    fn had_granted(&self, giver: Giver, said: &Said) -> bool {
        let earlier = self.known().iter().filter(|event| {
            event.giver == giver && event.given_on.is_none_or(|day| said.given_on.is_some_and(|said| day < said))
        });
        earlier.max_by_key(|event| event.given_on).is_some_and(|event| event.answer == Answer::Granted)
    }

    /// Whether the register holds this answer already, evidence and moment apart.
    fn knows(&self, draft: &ConsentEvent) -> bool {
        let words = |event: &ConsentEvent| event.condition.as_ref().map(|condition| condition.text.clone());
        self.known().iter().any(|event| {
            let no = event.answer != Answer::Granted && draft.answer != Answer::Granted;
            event.giver == draft.giver
                && event.given_on == draft.given_on
                && (no
                    || event.answer == draft.answer
                        && event.expires_on == draft.expires_on
                        && event.scope == draft.scope
                        && words(event) == words(draft))
        })
    }
}

impl Standing {
    /// Whether it is a no.
    #[must_use]
    pub fn is_no(&self) -> bool {
        matches!(self, Self::Withdrawn | Self::Refused)
    }

    /// Whether it counts as a yes.
    #[must_use]
    pub fn is_granted(&self) -> bool {
        matches!(self, Self::GrantedIndividual | Self::GrantedGroup)
    }

    fn strictness(&self) -> u8 {
        match self {
            Self::GrantedIndividual => 0,
            Self::GrantedGroup => 1,
            Self::Undated => 2,
            Self::Conditional(_) => 3,
            Self::NotYet | Self::Unknown | Self::Expired => 4,
            Self::Withdrawn | Self::Refused => 5,
        }
    }

    /// From a no, a reservation or a narrower yes to something milder.
    fn waits_for_a_tick(&self, after: &Self) -> bool {
        let restricts = matches!(self, Self::Withdrawn | Self::Refused | Self::Conditional(_) | Self::GrantedGroup);
        restricts && after.strictness() < self.strictness()
    }

    /// Whether what comes after is stricter.
    #[must_use]
    pub fn is_tightened_by(&self, after: &Self) -> bool {
        after.strictness() > self.strictness()
    }
}

/// The register holds an undated answer to be of the day of its entry; until then that is today.
fn entry_moment(today: rules::Date) -> Timestamp {
    today.to_zoned(jiff::tz::TimeZone::UTC).map_or(Timestamp::UNIX_EPOCH, |midnight| midnight.timestamp())
}
