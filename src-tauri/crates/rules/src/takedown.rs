//! Why a published copy has to come down: what the register says of somebody who can be seen on it has changed (P26).

use jiff::civil::Date;

use crate::consent_state::ConsentState;
use crate::decision::Code;
use crate::ids::PersonId;
use crate::index::RegisterIndex;
use crate::policy::Policy;
use crate::purpose::{Basis, Purpose};
use crate::role::Role;

/// What speaks on a day against a copy, published for this purpose, on which this person can be seen; in the order of the
/// rules. `expiry_counts` says whether a consent that merely ran out brings the copy down.
#[must_use]
pub fn against(
    index: &RegisterIndex<'_>,
    person: PersonId,
    purpose: &Purpose,
    policy: &Policy,
    expiry_counts: bool,
    on: Date,
) -> Vec<Code> {
    let register = index.register();
    let mut codes = Vec::new();
    if index.do_not_publish(person, on).next().is_some() {
        codes.push(Code::DoNotPublish);
    }
    if index.objects(person, on) {
        codes.push(Code::Objection);
    }
    for key in purpose.keys() {
        let opt_in = purpose.basis == Basis::Consent || *key != purpose.key;
        let state = register.consent(person, key, on);
        let code = match state {
            _ if !opt_in && !state.is_no() => continue,
            // On public task a no is an objection.
            _ if !opt_in => Code::Objection,
            ConsentState::GrantedIndividual | ConsentState::GrantedGroup => continue,
            ConsentState::Expired if !expiry_counts => continue,
            ConsentState::Expired => Code::ConsentExpired,
            ConsentState::Withdrawn => Code::ConsentWithdrawn,
            ConsentState::Refused => Code::ConsentRefused,
            // It was a yes once, or the copy were not out: an import undone, a reservation entered.
            ConsentState::Unknown | ConsentState::NotYet | ConsentState::Undated | ConsentState::Conditional(_) => {
                Code::ConsentUnknown
            }
        };
        if !codes.contains(&code) {
            codes.push(code);
        }
    }
    let left = register.people.get(&person).and_then(|person| person.left_on);
    if policy.leaving_ends_consent && left.is_some_and(|day| day < on) {
        codes.push(Code::LeftSchool);
    }
    codes
}

/// The same as a role may read it: for all but head and safeguarding lead the do-not-publish list and objections look like
/// a refusal.
#[must_use]
pub fn readable(codes: Vec<Code>, role: Role) -> Vec<Code> {
    if matches!(role, Role::Head | Role::SafeguardingLead) {
        return codes;
    }
    let mut shown = Vec::new();
    for code in codes {
        let code = if matches!(code, Code::DoNotPublish | Code::Objection) { Code::ConsentRefused } else { code };
        if !shown.contains(&code) {
            shown.push(code);
        }
    }
    shown
}
