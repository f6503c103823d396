//! What a role reads tells nothing that is kept from it.

use rules::*;

use crate::fixture::*;

type Spoil = fn(&mut Case);

/// Every way in which pupil 1 may fail to be cleared (rules 3 and 5–13).
const NOT_CLEARED: [(Code, Spoil); 10] = [
    (Code::DoNotPublish, |case| case.register.do_not_publish.push(entry(&[1]))),
    (Code::Objection, |case| case.register.objections.push(objection(1))),
    (Code::ConsentUnknown, |case| case.consents(1).clear()),
    (Code::ConsentRefused, |case| case.consent(1).answer = Answer::Refused),
    (Code::ConsentWithdrawn, |case| case.consent(1).answer = Answer::Withdrawn),
    (Code::ConsentExpired, |case| case.consent(1).expires_on = Some(case.on)),
    (Code::ConsentNotYet, |case| case.consent(1).given_on = Some(day("2026-03-03"))),
    (Code::ConsentConditional, |case| case.consent(1).given_on = None),
    (Code::IndividualPermission, |case| {
        case.policy.group_size = 9;
        case.consent(2).scope = Scope::IndividualToo;
        case.consent(3).scope = Scope::IndividualToo;
    }),
    (Code::LeftSchool, |case| {
        case.register.people.get_mut(&person(1)).expect("pupil").left_on = Some(day("2026-01-01"));
    }),
];

fn shown_after(spoils: &[Spoil], role: Role) -> ShownDecision {
    let mut case = Case::clear();
    spoils.iter().for_each(|spoil| spoil(&mut case));
    case.shown(role)
}

#[test]
fn p02_a_teacher_and_a_guest_read_the_same_answer_whatever_bars_a_child_and_however_often() {
    for role in [Role::Teacher, Role::Guest] {
        let expected = shown_after(&[NOT_CLEARED[0].1], role);
        assert_eq!(expected.verdict, Verdict::Blocked);
        assert_eq!(expected.reasons.len(), 1);
        assert_eq!(expected.reasons[0].code, "not_cleared");
        assert_eq!(expected.reasons[0].remedies.len(), 3);
        for (code, spoil) in NOT_CLEARED {
            let mut case = Case::clear();
            spoil(&mut case);
            assert_eq!(case.codes(), [code], "the case spoils exactly one rule");
            assert_eq!(case.shown(role), expected, "{code:?}");
            for (other, also) in NOT_CLEARED {
                if matches!(other, Code::DoNotPublish | Code::Objection | Code::LeftSchool) {
                    assert_eq!(shown_after(&[spoil, also], role), expected, "{code:?} with {other:?}");
                }
            }
        }
    }
}

#[test]
fn p02_the_office_cannot_tell_a_protected_child_from_a_refused_one() {
    let refused: Spoil = |case| case.consent(1).answer = Answer::Refused;
    let expected = shown_after(&[refused], Role::Office);
    assert_eq!(expected.reasons[0].code, "consent_refused");
    for (code, spoil) in NOT_CLEARED.into_iter().filter(|(code, _)| *code != Code::LeftSchool) {
        for protection in [NOT_CLEARED[0].1, NOT_CLEARED[1].1] {
            assert_eq!(shown_after(&[spoil, protection], Role::Office), expected, "{code:?}");
        }
    }
    let left = NOT_CLEARED[9].1;
    assert_eq!(shown_after(&[left, NOT_CLEARED[0].1], Role::Office), shown_after(&[left, refused], Role::Office));
}

#[test]
fn p02_the_office_cannot_tell_a_protected_child_by_what_the_other_purposes_say() {
    let newsletter: Spoil = |case| case.purpose.also_needs.push(PurposeKey::new("newsletter"));
    let refused: Spoil = |case| case.consent(1).answer = Answer::Refused;
    let expected = shown_after(&[newsletter, refused], Role::Office);
    assert_eq!(shown_after(&[newsletter, NOT_CLEARED[0].1], Role::Office), expected);
}

#[test]
fn p02_of_a_covered_child_on_the_list_only_head_and_safeguarding_lead_learn() {
    let covered: Spoil = |case| {
        case.cover(1);
        case.purpose.high_profile = false;
    };
    for role in Role::ALL {
        let plain = shown_after(&[covered], role);
        let listed = shown_after(&[covered, NOT_CLEARED[0].1], role);
        match role {
            Role::Teacher | Role::Guest | Role::Office => assert_eq!(plain, listed),
            Role::Head | Role::SafeguardingLead => {
                assert_eq!(plain.verdict, Verdict::Clear);
                assert_eq!(listed.verdict, Verdict::NeedsHead);
                assert!(listed.reasons[0].message.contains("sealed words"), "{listed:?}");
            }
        }
    }
}

#[test]
fn p02_sealed_words_are_for_head_and_safeguarding_lead_only() {
    for role in Role::ALL {
        let text = format!("{:?}", shown_after(&[NOT_CLEARED[0].1], role));
        let may = matches!(role, Role::Head | Role::SafeguardingLead);
        assert_eq!(text.contains("sealed words"), may, "{role:?}");
        assert_eq!(text.contains("do_not_publish"), may, "{role:?}");
    }
}

#[test]
fn p02_several_children_who_are_not_cleared_stand_in_the_same_order_whatever_the_reasons() {
    let one: Spoil = |case| {
        case.consents(1).clear();
        case.register.do_not_publish.push(entry(&[2]));
    };
    let other: Spoil = |case| {
        case.consents(2).clear();
        case.register.do_not_publish.push(entry(&[1]));
    };
    assert_eq!(shown_after(&[one], Role::Teacher), shown_after(&[other], Role::Teacher));
    assert_eq!(shown_after(&[one], Role::Teacher).reasons.len(), 2);
}

#[test]
fn p02_what_is_printed_of_a_register_for_a_log_keeps_the_sealed_words_back() {
    let mut case = Case::clear();
    case.register.do_not_publish.push(entry(&[1]));
    let printed = format!("{:?} {:?}", case.register, case.decide());
    assert!(printed.contains("DoNotPublish") && !printed.contains("sealed words"));
}
