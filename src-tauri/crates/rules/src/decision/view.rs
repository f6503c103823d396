//! A decision as a role may read it. That a child is protected is itself a secret: whatever is left out here must not
//! be told by the verdict, by the number or the order of reasons, or by their words.

use serde::Serialize;

use super::{About, Code, Decision, Reason, Verdict, words};
use crate::ids::PersonId;
use crate::register::Register;
use crate::role::Role;

/// A decision as one role may read it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ShownDecision {
    /// The worst of the reasons shown.
    pub verdict: Verdict,
    /// The reasons.
    pub reasons: Vec<ShownReason>,
}

/// A reason as one role may read it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ShownReason {
    /// A rule's code, or `not_cleared`.
    pub code: &'static str,
    /// Whom it concerns.
    pub person: Option<PersonId>,
    /// His or her name.
    pub name: Option<String>,
    /// What it says.
    pub message: String,
    /// What can be done about it.
    pub remedies: Vec<&'static str>,
    /// Advice only.
    pub advice: bool,
}

/// The decision as this role may read it.
#[must_use]
pub fn view(decision: &Decision, role: Role, register: &Register) -> ShownDecision {
    let reasons = match role {
        Role::Head | Role::SafeguardingLead => decision.reasons.iter().cloned().map(Shown::Plain).collect(),
        Role::Office => for_office(decision),
        Role::Teacher | Role::Guest => for_teachers(decision),
    };
    let verdict = reasons.iter().map(Shown::verdict).max().unwrap_or(Verdict::Clear);
    let reasons = reasons.iter().map(|reason| words::shown(reason, register)).collect();
    ShownDecision { verdict, reasons }
}

/// What is shown, before it is put into words. Its order is the order of the answer, so that a reason kept back
/// cannot be told from the place of another.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Shown {
    /// Rules 3–13, whichever it is.
    NotCleared(PersonId),
    /// As it is.
    Plain(Reason),
}

impl Shown {
    fn verdict(&self) -> Verdict {
        match self {
            Self::NotCleared(_) => Verdict::Blocked,
            Self::Plain(reason) => reason.verdict,
        }
    }
}

fn in_order(mut shown: Vec<Shown>) -> Vec<Shown> {
    shown.sort_unstable();
    shown.dedup();
    shown
}

fn for_teachers(decision: &Decision) -> Vec<Shown> {
    let told = decision.reasons.iter().filter(|reason| reason.code != Code::DoNotPublishCovered);
    in_order(
        told.map(|reason| match reason.person {
            Some(person) if reason.code.concerns_clearance() => Shown::NotCleared(person),
            Some(_) | None => Shown::Plain(reason.clone()),
        })
        .collect(),
    )
}

/// The office keeps the consents, so it reads them; somebody who is protected looks like somebody whose consent for
/// this purpose was refused, which means that nothing else may be said of that consent.
fn for_office(decision: &Decision) -> Vec<Shown> {
    let protects = |code| matches!(code, Code::DoNotPublish | Code::Objection);
    let protected: Vec<_> =
        decision.reasons.iter().filter(|reason| protects(reason.code)).filter_map(|reason| reason.person).collect();
    let refused = protected.iter().map(|person| {
        Shown::Plain(Reason {
            code: Code::ConsentRefused,
            person: Some(*person),
            about: About::Consent(decision.purpose.clone()),
            verdict: Verdict::Blocked,
        })
    });
    let told = decision.reasons.iter().filter(|reason| {
        let of_protected = reason.person.is_some_and(|person| protected.contains(&person));
        let of_this_consent = reason.about.consent() == Some(&decision.purpose);
        !protects(reason.code)
            && reason.code != Code::DoNotPublishCovered
            && !(of_protected && of_this_consent && reason.code.concerns_clearance())
    });
    in_order(told.cloned().map(Shown::Plain).chain(refused).collect())
}
