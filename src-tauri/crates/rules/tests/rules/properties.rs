//! What must hold whatever the register: properties 1–5, each over ten thousand generated cases.

use std::cell::Cell;

use proptest::prelude::*;
use proptest::sample::Index;
use proptest::test_runner::{Config, TestRunner};
use rules::*;

use crate::fixture::*;
use crate::generated::*;

const CASES: u32 = 10_000;

/// Checks a property; it has to say of each case whether that case was a real trial, and a tenth of them must be.
fn holds<T: std::fmt::Debug>(strategy: impl Strategy<Value = T>, property: impl Fn(T) -> Result<bool, TestCaseError>) {
    let trials = Cell::new(0);
    let mut runner = TestRunner::new(Config { cases: CASES, failure_persistence: None, ..Config::default() });
    let outcome = runner.run(&strategy, |case| {
        if property(case)? {
            trials.set(trials.get() + 1);
        }
        Ok(())
    });
    if let Err(failure) = outcome {
        panic!("{failure}");
    }
    println!("{} of {CASES} cases were real trials", trials.get());
    assert!(trials.get() >= CASES / 10, "only {} of {CASES} cases could have failed", trials.get());
}

#[derive(Debug, Clone)]
enum Tightening {
    Listed(DoNotPublish),
    Objected(Objection),
    Answered(Box<ConsentEvent>),
    Unaccounted(Region),
    Unsought,
}

fn tightening() -> impl Strategy<Value = Tightening> {
    let no = prop_oneof![Just(Answer::Refused), Just(Answer::Withdrawn)];
    let answered = (1..=MOST_PEOPLE, key(), no, giver(), proptest::option::weighted(0.9, -5..400_i64));
    prop_oneof![
        listed().prop_map(Tightening::Listed),
        objected().prop_map(Tightening::Objected),
        answered.prop_map(|(n, key, no, giver, days)| {
            let given_on = days.map(|days| today().saturating_sub(jiff::Span::new().days(days)));
            Tightening::Answered(Box::new(ConsentEvent { giver, given_on, ..event(n, key, no, TODAY) }))
        }),
        (0.0..0.8_f64, 0.0..0.8_f64).prop_map(|(x, y)| Tightening::Unaccounted(region(x, y, 0.1, 0.1))),
        Just(Tightening::Unsought),
    ]
}

#[test]
fn property_1_tightening_never_makes_a_verdict_milder_for_anyone() {
    holds((cases(), tightening()), |(mut case, tightening)| {
        let before = case.decide();
        let shown_before = Role::ALL.map(|role| case.shown(role).verdict);
        match tightening {
            Tightening::Listed(entry) => case.register.do_not_publish.push(entry),
            Tightening::Objected(objection) => case.register.objections.push(objection),
            Tightening::Answered(event) => case.register.consents.entry(event.person).or_default().push(*event),
            Tightening::Unsought => case.photo.faces_sought = false,
            Tightening::Unaccounted(region) => {
                case.photo.faces.push(Face { id: FaceId::new(uuid(99)), region, found: FoundBy::Hand, accounted: None })
            }
        }
        let after = case.decide();
        prop_assert!(after.verdict >= before.verdict, "{before:#?}\n{after:#?}");
        for (role, shown) in Role::ALL.into_iter().zip(shown_before) {
            prop_assert!(case.shown(role).verdict >= shown, "{role:?}");
        }
        Ok(before.verdict < Verdict::Blocked)
    });
}

#[test]
fn property_2_nobody_is_clear_by_silence() {
    holds(cases(), |mut case| {
        case.register = Register { current_on: case.register.current_on, ..Register::default() };
        case.purpose.basis = Basis::Consent;
        let visible = case.photo.presences().values().any(|presence| *presence == Presence::Visible);
        prop_assert!(!visible || case.decide().verdict == Verdict::Blocked);
        Ok(visible)
    });
}

#[test]
fn property_3_order_and_duplication_of_answers_do_not_matter() {
    holds((cases(), any::<u64>(), proptest::collection::vec(any::<Index>(), 0..4)), |(mut case, seed, again)| {
        let before = case.decide();
        let mut extra = 0;
        for events in case.register.consents.values_mut() {
            extra += events.len().saturating_sub(10);
            for index in &again {
                events.push(index.get(events).clone());
            }
            // Any order will do: sort by something that has nothing to do with the answers.
            events.sort_by_cached_key(|event| {
                (event.id.uuid().as_u128() as u64 ^ seed).wrapping_mul(0x9E37_79B9_7F4A_7C15)
            });
        }
        prop_assert_eq!(case.decide(), before);
        Ok(extra > 0)
    });
}

/// Ways in which a person may fail to be cleared for the purpose, put on top of a person who is.
fn bar(case: &mut Case, who: PersonId, way: usize) {
    let n = who.uuid().as_u128();
    let key = case.purpose.key.as_str().to_owned();
    let base = |answer| ConsentEvent { scope: Scope::IndividualToo, ..event(n, &key, answer, "2025-09-01") };
    let mut only = |event: Option<ConsentEvent>| {
        let events = case.register.consents.entry(who).or_default();
        events.retain(|event| event.purpose.as_str() != key);
        events.extend(event);
    };
    let condition = Some(Condition { text: "not on Facebook".to_owned(), resolved_by: None });
    match way {
        0 => case.register.do_not_publish.push(entry(&[n])),
        1 => case.register.objections.push(objection(n)),
        2 => only(None),
        3 => only(Some(base(Answer::Refused))),
        4 => only(Some(base(Answer::Withdrawn))),
        5 => only(Some(ConsentEvent { expires_on: Some(today()), ..base(Answer::Granted) })),
        6 => only(Some(ConsentEvent { given_on: Some(day("2026-03-03")), ..base(Answer::Granted) })),
        7 => only(Some(ConsentEvent { given_on: None, ..base(Answer::Granted) })),
        8 => only(Some(ConsentEvent { condition, ..base(Answer::Granted) })),
        9 => only(Some(ConsentEvent { scope: Scope::GroupOnly, ..base(Answer::Granted) })),
        _ => {
            if let Some(person) = case.register.people.get_mut(&who) {
                person.left_on = Some(day("2026-01-01"));
            }
        }
    }
}

fn barred(case: &Case, who: PersonId, way: usize) -> Case {
    let mut barred = case.clone();
    bar(&mut barred, who, way);
    barred
}

fn is_barred(case: &Case, who: PersonId) -> bool {
    case.decide().reasons.iter().any(|reason| reason.person == Some(who) && reason.code.concerns_clearance())
}

fn pick(case: &Case, presence: Presence, index: Index) -> Option<PersonId> {
    let people = case.photo.presences();
    let people: Vec<_> = people.into_iter().filter(|(_, found)| *found == presence).map(|(person, _)| person).collect();
    (!people.is_empty()).then(|| people[index.index(people.len())])
}

fn bytes(shown: &ShownDecision) -> String {
    serde_json::to_string(shown).expect("plain text")
}

#[test]
fn property_4_for_a_teacher_one_reason_of_rules_3_to_13_is_as_good_as_another() {
    holds((cases(), any::<Index>(), 0..11_usize, 0..11_usize), |(case, index, one, other)| {
        let Some(who) = pick(&case, Presence::Visible, index) else { return Ok(false) };
        let (one, other) = (barred(&case, who, one), barred(&case, who, other));
        if !is_barred(&one, who) || !is_barred(&other, who) {
            return Ok(false);
        }
        for role in [Role::Teacher, Role::Guest] {
            prop_assert_eq!(bytes(&one.shown(role)), bytes(&other.shown(role)));
        }
        Ok(one.decide() != other.decide())
    });
}

#[test]
fn property_4_for_the_office_protection_is_as_good_as_a_refusal() {
    holds((cases(), any::<Index>(), 0..11_usize, any::<bool>()), |(case, index, way, listed)| {
        let Some(who) = pick(&case, Presence::Visible, index) else { return Ok(false) };
        let protected = barred(&barred(&case, who, way), who, usize::from(listed));
        let refused = barred(&if way > 9 { barred(&case, who, way) } else { case }, who, 3);
        prop_assert_eq!(bytes(&protected.shown(Role::Office)), bytes(&refused.shown(Role::Office)));
        Ok(true)
    });
}

#[test]
fn property_4_that_a_covered_person_is_listed_shows_to_head_and_safeguarding_lead_only() {
    holds((cases(), any::<Index>()), |(case, index)| {
        let Some(who) = pick(&case, Presence::Covered, index) else { return Ok(false) };
        let listed = barred(&case, who, 0);
        for role in [Role::Teacher, Role::Guest, Role::Office] {
            prop_assert_eq!(bytes(&listed.shown(role)), bytes(&case.shown(role)));
        }
        Ok(listed.decide() != case.decide())
    });
}

/// Covers a person wherever he or she is tagged, or crops the picture short of the column.
fn hide(photo: &mut PhotoFacts, who: PersonId, crop: bool) {
    let n = who.uuid().as_u128() as usize - 1;
    let (left, right) = photo.crop.map_or((0.0, 1.0), |crop| (crop.x, crop.x + crop.w));
    let column = column(n);
    if crop && right - (column.x + column.w) > 0.05 && column.x <= left + 0.2 {
        let x = (column.x + column.w).max(left);
        photo.crop = Some(region(x, 0.0, right - x, 1.0));
    } else {
        photo.covers.push(column);
    }
}

#[test]
fn property_5_hiding_everyone_who_blocks_ends_in_clear_or_for_the_head() {
    holds((cases(), any::<bool>()), |(mut case, crop)| {
        case.photo.confirmed = true;
        case.photo.device = DeviceStanding::Registered;
        case.photo.held_for_deletion = false;
        case.photo.keep_until = None;
        case.photo.work_by.clear();
        case.photo.texts.clear();
        case.register.current_on = Some(today());
        case.photo.tags.retain(|tag| matches!(tag.who, Who::Person(_)));
        case.photo.faces.retain(|face| case.photo.tags.iter().any(|tag| tag.face == Some(face.id)));
        let blocked_first = case.decide().verdict == Verdict::Blocked;
        for _ in 0..=MOST_PEOPLE {
            let decision = case.decide();
            let blockers = decision.reasons.iter().filter(|reason| reason.verdict == Verdict::Blocked);
            for who in blockers.filter_map(|reason| reason.person) {
                hide(&mut case.photo, who, crop);
            }
        }
        let end = case.decide();
        prop_assert!(end.verdict < Verdict::Blocked, "{end:#?}");
        Ok(blocked_first)
    });
}
