//! Where a consent stands: the giver's latest answer, the strictest over all givers, on any day.

use rules::ConsentState::*;
use rules::*;

use crate::fixture::*;

fn said(answer: Answer, on: &str) -> ConsentEvent {
    event(1, "website", answer, on)
}

fn yes(on: &str) -> ConsentEvent {
    said(Answer::Granted, on)
}

fn no(on: &str) -> ConsentEvent {
    said(Answer::Refused, on)
}

fn by(giver: Giver, event: ConsentEvent) -> ConsentEvent {
    ConsentEvent { giver, ..event }
}

fn undated(event: ConsentEvent) -> ConsentEvent {
    let entered_at = "2026-01-15T09:00:00Z".parse().expect("a timestamp");
    ConsentEvent { given_on: None, entered_at, ..event }
}

fn verbal(confirmed: bool, event: ConsentEvent) -> ConsentEvent {
    ConsentEvent { method: Method::Verbal { confirmed_by: confirmed.then(account) }, ..event }
}

fn conditional(event: ConsentEvent) -> ConsentEvent {
    ConsentEvent { condition: Some(Condition { text: "not on Facebook".to_owned(), resolved_by: None }), ..event }
}

fn individual(event: ConsentEvent) -> ConsentEvent {
    ConsentEvent { scope: Scope::IndividualToo, ..event }
}

/// The state on a day, whichever way round the answers lie.
#[track_caller]
fn expect(state: ConsentState<'_>, on: &str, events: &[ConsentEvent]) {
    let mut register = Register::default();
    register.people.insert(person(1), pupil(1, "Olwen", "Pritchard"));
    for reversed in [false, true] {
        let mut events = events.to_vec();
        if reversed {
            events.reverse();
        }
        register.consents.insert(person(1), events);
        assert_eq!(register.consent(person(1), &PurposeKey::new("website"), day(on)), state);
    }
}

const TODAY: &str = "2026-03-02";

#[test]
fn p01_silence_is_unknown() {
    expect(Unknown, TODAY, &[]);
    expect(Unknown, TODAY, &[event(1, "newsletter", Answer::Granted, "2025-09-01")]);
}

#[test]
fn the_latest_answer_of_a_giver_counts_and_the_stricter_of_one_day() {
    expect(GrantedGroup, TODAY, &[no("2025-09-01"), yes("2025-10-01")]);
    expect(Refused, TODAY, &[yes("2025-09-01"), no("2025-10-01")]);
    expect(Refused, TODAY, &[yes("2025-09-01"), no("2025-09-01")]);
    expect(GrantedGroup, TODAY, &[yes("2025-09-01"), individual(yes("2025-09-01"))]);
    expect(Conditional("not on Facebook"), TODAY, &[yes("2025-09-01"), conditional(yes("2025-09-01"))]);
}

#[test]
fn p01_any_no_is_a_no_whoever_says_it() {
    for giver in [Giver::ParentB, Giver::Pupil, Giver::Oneself] {
        expect(Refused, TODAY, &[yes("2025-09-01"), by(giver, no("2024-09-01"))]);
        let withdrawn = said(Answer::Withdrawn, "2024-09-01");
        expect(Withdrawn, TODAY, &[yes("2025-09-01"), by(giver, withdrawn)]);
    }
    let expired = ConsentEvent { expires_on: Some(day("2025-08-31")), ..yes("2024-09-01") };
    expect(Expired, TODAY, &[yes("2025-09-01"), by(Giver::ParentB, expired)]);
    expect(GrantedGroup, TODAY, &[individual(yes("2025-09-01")), by(Giver::ParentB, yes("2025-09-01"))]);
}

#[test]
fn p01_for_a_pupil_the_yes_has_to_come_from_a_parent_or_carer() {
    expect(Unknown, TODAY, &[by(Giver::Pupil, yes("2025-09-01"))]);
    expect(GrantedGroup, TODAY, &[by(Giver::Pupil, yes("2025-09-01")), by(Giver::ParentB, yes("2025-09-01"))]);
    let mut register = Register::default();
    let adult = Person { kind: PersonKind::Staff, ..pupil(1, "Mair", "Ellis") };
    register.people.insert(person(1), adult);
    register.consents.insert(person(1), vec![by(Giver::Oneself, yes("2025-09-01"))]);
    assert_eq!(register.consent(person(1), &PurposeKey::new("website"), day(TODAY)), GrantedGroup);
}

#[test]
fn p15_a_consent_stands_as_it_stood_on_any_past_day() {
    let history = [yes("2024-09-01"), said(Answer::Withdrawn, "2025-02-01"), individual(yes("2025-09-01"))];
    expect(NotYet, "2024-08-31", &history);
    expect(GrantedGroup, "2024-09-01", &history);
    expect(Withdrawn, "2025-02-01", &history);
    expect(GrantedIndividual, "2025-09-01", &history);
}

#[test]
fn p15_what_starts_later_neither_grants_nor_takes_away_yet() {
    expect(NotYet, TODAY, &[yes("2026-03-03")]);
    expect(Unknown, TODAY, &[no("2026-03-03")]);
    expect(GrantedGroup, TODAY, &[yes("2025-09-01"), no("2026-03-03")]);
    expect(GrantedGroup, TODAY, &[yes("2025-09-01"), by(Giver::ParentB, yes("2026-03-03"))]);
    expect(NotYet, TODAY, &[by(Giver::Pupil, yes("2025-09-01")), yes("2026-03-03")]);
}

#[test]
fn a_verbal_yes_counts_once_confirmed_and_a_verbal_reservation_at_once() {
    expect(Unknown, TODAY, &[verbal(false, yes("2025-09-01"))]);
    expect(GrantedGroup, TODAY, &[verbal(true, yes("2025-09-01"))]);
    expect(Refused, TODAY, &[no("2025-09-01"), verbal(false, yes("2025-10-01"))]);
    expect(Refused, TODAY, &[yes("2025-09-01"), verbal(false, no("2025-10-01"))]);
    expect(GrantedGroup, TODAY, &[individual(yes("2025-09-01")), verbal(false, yes("2025-10-01"))]);
    expect(GrantedIndividual, TODAY, &[verbal(false, yes("2025-09-01")), individual(yes("2025-10-01"))]);
    let reserved = verbal(false, conditional(yes("2025-10-01")));
    expect(Conditional("not on Facebook"), TODAY, &[yes("2025-09-01"), reserved]);
}

#[test]
fn p15_an_answer_without_a_date_tightens_and_never_loosens() {
    expect(Undated, TODAY, &[undated(yes(TODAY))]);
    expect(Refused, TODAY, &[undated(no(TODAY))]);
    expect(Refused, TODAY, &[no("2025-09-01"), undated(yes(TODAY))]);
    expect(GrantedGroup, TODAY, &[yes("2025-09-01"), undated(yes(TODAY))]);
    expect(Refused, TODAY, &[yes("2025-09-01"), undated(no(TODAY))]);
    expect(Refused, TODAY, &[yes("2026-01-15"), undated(no(TODAY))]);
    expect(GrantedGroup, TODAY, &[yes("2026-01-16"), undated(no(TODAY))]);
    expect(Conditional("not on Facebook"), TODAY, &[yes("2025-09-01"), undated(conditional(yes(TODAY)))]);
    expect(Refused, "2025-12-01", &[yes("2025-09-01"), undated(no(TODAY))]);
}

#[test]
fn p15_a_consent_no_longer_counts_on_the_day_it_expires() {
    let until = |on: &str| ConsentEvent { expires_on: Some(day(on)), ..yes("2025-09-01") };
    expect(GrantedGroup, TODAY, &[until("2026-03-03")]);
    expect(Expired, TODAY, &[until(TODAY)]);
    expect(Refused, TODAY, &[ConsentEvent { expires_on: Some(day("2025-12-01")), ..no("2025-09-01") }]);
}
