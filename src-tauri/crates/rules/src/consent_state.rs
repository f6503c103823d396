//! What somebody's answers amount to on one day: the strictest over all givers, any no is a no.

use jiff::{civil::Date, tz::TimeZone};

use crate::consent::{Answer, ConsentEvent, Giver, Method, Scope};
use crate::ids::PersonId;
use crate::person::PersonKind;
use crate::purpose::PurposeKey;
use crate::register::Register;

/// Where a consent stands on a day, mildest first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ConsentState<'a> {
    /// Yes, alone or in twos as well.
    GrantedIndividual,
    /// Yes, in group photos.
    GrantedGroup,
    /// Yes, but nobody knows since when.
    Undated,
    /// Yes, with a reservation (in the giver's words) that nobody has resolved.
    Conditional(&'a str),
    /// Yes, from a later day on.
    NotYet,
    /// Nobody who may say so has answered.
    Unknown,
    /// It was a yes once.
    Expired,
    /// No longer.
    Withdrawn,
    /// No.
    Refused,
}

impl ConsentState<'_> {
    /// Whether it counts as a yes.
    #[must_use]
    pub fn is_granted(self) -> bool {
        matches!(self, Self::GrantedIndividual | Self::GrantedGroup)
    }

    /// Whether it is a no, not merely a missing yes.
    #[must_use]
    pub fn is_no(self) -> bool {
        matches!(self, Self::Withdrawn | Self::Refused)
    }
}

impl Register {
    /// Where this person's consent stands on a day.
    ///
    /// A giver whose only answer starts later has not answered yet, so another giver's answer stands. For a pupil a yes
    /// has to come from a parent or carer (P01); the pupil's own no counts all the same.
    #[must_use]
    pub fn consent(&self, person: PersonId, key: &PurposeKey, on: Date) -> ConsentState<'_> {
        let answers = self.answers(person, key, on);
        let strictest = answers.iter().flatten().copied().filter(|state| *state != ConsentState::NotYet).max();
        let nobody =
            if answers.contains(&Some(ConsentState::NotYet)) { ConsentState::NotYet } else { ConsentState::Unknown };
        let Some(state) = strictest else { return nobody };
        let pupil = self.people.get(&person).is_none_or(|person| person.kind == PersonKind::Pupil);
        let parent_said_so = [Giver::ParentA, Giver::ParentB]
            .iter()
            .any(|giver| answers[*giver as usize].is_some_and(|state| state != ConsentState::NotYet));
        if state.is_granted() && pupil && !parent_said_so { nobody } else { state }
    }

    /// Where one giver's answer stands on a day; `None` when there is none that counts.
    #[must_use]
    pub fn consent_by(&self, person: PersonId, key: &PurposeKey, giver: Giver, on: Date) -> Option<ConsentState<'_>> {
        self.answers(person, key, on)[giver as usize]
    }

    /// By giver, in the order of [`Giver`].
    fn answers(&self, person: PersonId, key: &PurposeKey, on: Date) -> [Option<ConsentState<'_>>; 4] {
        let events = self.consents.get(&person).map_or(&[][..], Vec::as_slice);
        let mut firm = [None; 4];
        let mut tentative = Vec::new();
        let mut later = [false; 4];
        for event in events.iter().filter(|event| event.purpose == *key) {
            let giver = event.giver as usize;
            match Standing::of(event, on) {
                Standing::Firm(day) => firm[giver] = firm[giver].max(Some((day, stated(event, on)))),
                Standing::Tentative(day) => tentative.push((giver, day, event)),
                Standing::Later => later[giver] |= event.answer == Answer::Granted,
            }
        }
        let mut states = firm.map(|last| last.map(|(_, state)| state));
        for (giver, day, event) in tentative {
            if firm[giver].is_none_or(|(last, _)| day >= last) {
                states[giver] = with_tentative(event, on, states[giver], firm[giver].is_some());
            }
        }
        for (state, later) in states.iter_mut().zip(later) {
            if state.is_none() && later {
                *state = Some(ConsentState::NotYet);
            }
        }
        states
    }
}

/// How an event takes part on a day.
enum Standing {
    /// It counts, as of its day.
    Firm(Date),
    /// It may tighten what was said before, never loosen it: an undated grant, or a verbal one that nobody confirmed.
    Tentative(Date),
    /// It is of a later day.
    Later,
}

impl Standing {
    fn of(event: &ConsentEvent, on: Date) -> Self {
        // An answer without a date was given no later than it was entered, so only a newer one replaces it; since nobody
        // knows how much earlier, it is held to count on every day.
        let day = event.given_on.unwrap_or_else(|| event.entered_at.to_zoned(TimeZone::UTC).date());
        let granted = event.answer == Answer::Granted;
        let unconfirmed = event.method == Method::Verbal { confirmed_by: None };
        match event.given_on {
            Some(given) if given > on => Self::Later,
            None if granted => Self::Tentative(day),
            _ if granted && unconfirmed => Self::Tentative(day),
            _ => Self::Firm(day),
        }
    }
}

/// What the event says, taken by itself.
fn stated(event: &ConsentEvent, on: Date) -> ConsentState<'_> {
    match event.answer {
        Answer::Refused => return ConsentState::Refused,
        Answer::Withdrawn => return ConsentState::Withdrawn,
        Answer::Granted => {}
    }
    if event.expires_on.is_some_and(|day| day <= on) {
        return ConsentState::Expired;
    }
    match (&event.condition, event.scope) {
        (Some(condition), _) if condition.resolved_by.is_none() => ConsentState::Conditional(&condition.text),
        (_, Scope::GroupOnly) => ConsentState::GrantedGroup,
        (_, Scope::IndividualToo) => ConsentState::GrantedIndividual,
    }
}

fn with_tentative<'a>(
    event: &'a ConsentEvent,
    on: Date,
    before: Option<ConsentState<'a>>,
    answered: bool,
) -> Option<ConsentState<'a>> {
    let says = stated(event, on);
    if answered {
        return if says == ConsentState::Expired { before } else { before.max(Some(says)) };
    }
    let confirmed = event.method != Method::Verbal { confirmed_by: None };
    if confirmed { before.max(Some(says.max(ConsentState::Undated))) } else { before }
}
