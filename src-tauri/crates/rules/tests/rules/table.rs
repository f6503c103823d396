//! Every rule once at least, by what it does to a photo that was clear.

use crate::fixture::*;
use rules::*;

/// Spoils the clear case and says which codes that gives, worst verdict first.
#[track_caller]
fn expect(verdict: Verdict, codes: &[Code], spoil: impl FnOnce(&mut Case)) {
    let mut case = Case::clear();
    spoil(&mut case);
    let decision = case.decide();
    assert_eq!(case.codes(), codes, "{decision:#?}");
    assert_eq!(decision.verdict, verdict);
}

use Verdict::{Blocked, Clear, NeedsHead};

#[test]
fn a_group_photo_with_everyones_consent_is_clear() {
    expect(Clear, &[], |_| {});
}

#[test]
fn codes_are_numbered_as_in_the_table_and_name_their_clauses() {
    let rows: Vec<_> = Code::ALL
        .iter()
        .map(|code| format!("{} {} {}", code.rule(), code.as_str(), code.clauses().join(" ")))
        .collect();
    assert_eq!(
        rows,
        [
            "1 face_unaccounted P01",
            "2 not_confirmed P01",
            "3 do_not_publish P02",
            "4 do_not_publish_covered P02",
            "5 objection P14",
            "6 consent_unknown P01",
            "7 consent_refused P01",
            "8 consent_withdrawn P01 P26",
            "9 consent_expired P15",
            "10 consent_not_yet P15",
            "11 consent_conditional P15",
            "12 individual_permission P06",
            "13 left_school P16",
            "14 work_consent P07",
            "15 full_name_in_text P03 P05",
            "16 first_name_in_text P05",
            "17 register_stale P15",
            "18 device_quarantined P09",
            "19 past_retention P16",
            "20 identity_unresolved P01",
            "21 identifiable_close_up P11",
            "22 covering_points_at_them P11",
        ]
    );
}

#[test]
fn rule_1_p01_a_photo_blocks_until_faces_were_looked_for() {
    expect(Blocked, &[Code::FaceUnaccounted], |case| case.photo.faces_sought = false);
    let mut case = Case::clear();
    case.photo.faces_sought = false;
    let told = &case.shown(Role::Teacher).reasons[0];
    assert_eq!(told.message, "Faces have not been looked for in this photo yet.");
}

#[test]
fn rule_1_p01_a_face_blocks_until_what_was_said_of_it_holds() {
    let saying = |accounted: Option<Accounted>| {
        move |case: &mut Case| {
            case.photo.faces.push(Face {
                id: FaceId::new(uuid(9)),
                region: region(0.02, 0.7, 0.05, 0.05),
                found: FoundBy::Detector { score: 0.5 },
                accounted,
            });
        }
    };
    expect(Blocked, &[Code::FaceUnaccounted], saying(None));
    expect(Blocked, &[Code::FaceUnaccounted], saying(Some(Accounted::Tagged)));
    expect(Blocked, &[Code::FaceUnaccounted], saying(Some(Accounted::CroppedOut)));
    expect(Clear, &[], saying(Some(Accounted::NotAPerson)));
    expect(Clear, &[], saying(Some(Accounted::Unrecognisable { by: account() })));
    expect(Clear, &[], saying(Some(Accounted::Covered)));
    expect(Clear, &[], |case| {
        saying(Some(Accounted::CroppedOut))(case);
        case.photo.crop = Some(region(0.1, 0.0, 0.9, 1.0));
    });
    expect(Blocked, &[Code::FaceUnaccounted], |case| {
        saying(Some(Accounted::CroppedOut))(case);
        case.photo.crop = Some(region(0.06, 0.0, 0.94, 1.0));
    });
}

#[test]
fn rule_2_p01_an_unconfirmed_photo_is_blocked() {
    expect(Blocked, &[Code::NotConfirmed], |case| case.photo.confirmed = false);
}

#[test]
fn rule_3_p02_a_visible_person_on_the_list_blocks_whatever_was_consented() {
    expect(Blocked, &[Code::DoNotPublish], |case| case.register.do_not_publish.push(entry(&[1])));
    expect(Blocked, &[Code::DoNotPublish], |case| {
        let review_on = Some(day("2026-02-01"));
        case.register.do_not_publish.push(DoNotPublish { review_on, covering_suffices: true, ..entry(&[7, 1]) });
    });
    expect(Clear, &[], |case| {
        let lifted_on = Some(day("2026-02-01"));
        case.register.do_not_publish.push(DoNotPublish { lifted_on, ..entry(&[1]) });
    });
    expect(Clear, &[], |case| {
        case.register.do_not_publish.push(DoNotPublish { from: day("2026-03-03"), ..entry(&[1]) });
    });
}

#[test]
fn rule_4_p02_a_covered_person_on_the_list_goes_to_the_head_unless_covering_suffices() {
    let covered = |covering_suffices| {
        move |case: &mut Case| {
            case.cover(1);
            case.consent(2).scope = Scope::IndividualToo;
            case.consent(3).scope = Scope::IndividualToo;
            case.register.do_not_publish.push(DoNotPublish { covering_suffices, ..entry(&[1]) });
        }
    };
    expect(NeedsHead, &[Code::DoNotPublishCovered, Code::CoveringPointsAtThem], covered(false));
    expect(Clear, &[Code::CoveringPointsAtThem], covered(true));
    expect(Clear, &[], |case| {
        covered(false)(case);
        case.photo.crop = Some(region(0.4, 0.0, 0.6, 1.0));
    });
}

#[test]
fn rule_5_p14_an_objection_in_force_blocks() {
    expect(Blocked, &[Code::Objection], |case| case.register.objections.push(objection(2)));
    expect(Clear, &[], |case| {
        let lifted_on = Some(case.on);
        case.register.objections.push(Objection { lifted_on, ..objection(2) });
    });
}

#[test]
fn rules_6_to_11_p01_p15_a_visible_person_needs_a_consent_that_counts_today() {
    expect(Blocked, &[Code::ConsentUnknown], |case| case.consents(1).clear());
    expect(Blocked, &[Code::ConsentRefused], |case| case.consent(1).answer = Answer::Refused);
    expect(Blocked, &[Code::ConsentWithdrawn], |case| case.consent(1).answer = Answer::Withdrawn);
    expect(Blocked, &[Code::ConsentExpired], |case| case.consent(1).expires_on = Some(case.on));
    expect(Clear, &[], |case| case.consent(1).expires_on = Some(day("2026-03-03")));
    expect(Blocked, &[Code::ConsentNotYet], |case| case.consent(1).given_on = Some(day("2026-03-03")));
    expect(Blocked, &[Code::ConsentConditional], |case| case.consent(1).given_on = None);
    let condition = |resolved_by| Some(Condition { text: "not on Facebook".to_owned(), resolved_by });
    expect(Blocked, &[Code::ConsentConditional], |case| case.consent(1).condition = condition(None));
    expect(Clear, &[], |case| case.consent(1).condition = condition(Some(account())));
}

#[test]
fn p30_consent_is_held_per_purpose_and_every_purpose_also_needed_counts() {
    expect(Blocked, &[Code::ConsentUnknown; 3], |case| case.purpose = purpose("newsletter"));
    expect(Blocked, &[Code::ConsentUnknown; 3], |case| {
        case.purpose.also_needs.push(PurposeKey::new("newsletter"));
    });
    expect(Clear, &[], |case| {
        case.purpose.also_needs.push(PurposeKey::new("newsletter"));
        for n in 1..=3 {
            case.consents(n).push(event(n, "newsletter", Answer::Granted, "2025-09-01"));
        }
    });
}

#[test]
fn p30_a_purpose_joined_with_those_it_needs_is_as_strict_as_the_strictest() {
    let mut newsletter = purpose("newsletter");
    newsletter.also_needs.push(PurposeKey::new("social_media"));
    let joined = newsletter.joined(&Purpose::defaults());
    assert!(joined.high_profile && joined.public && joined.needs_approval);
    assert_eq!(joined.max_edge, 1200);
}

#[test]
fn p14_public_task_needs_no_consent_but_a_no_is_an_objection() {
    let public_task = |case: &mut Case| {
        case.purpose = Purpose { basis: Basis::PublicTask, ..purpose("internal_display") };
    };
    expect(Clear, &[], public_task);
    expect(Blocked, &[Code::ConsentRefused], |case| {
        public_task(case);
        case.consents(1).push(event(1, "internal_display", Answer::Refused, "2026-01-01"));
    });
    expect(Blocked, &[Code::Objection], |case| {
        public_task(case);
        case.register.objections.push(objection(1));
    });
    expect(Blocked, &[Code::ConsentUnknown], |case| {
        public_task(case);
        case.purpose.also_needs.push(PurposeKey::new("website"));
        case.consents(1).clear();
    });
}

#[test]
fn rule_12_p06_few_people_on_a_high_profile_page_need_the_individual_scope_or_a_permission() {
    let two = |case: &mut Case| {
        case.photo.tags.truncate(2);
        case.photo.faces.truncate(2);
        case.consent(2).scope = Scope::IndividualToo;
    };
    expect(Blocked, &[Code::IndividualPermission], two);
    expect(Clear, &[], |case| {
        two(case);
        case.purpose.high_profile = false;
    });
    expect(Clear, &[], |case| {
        two(case);
        case.register.permissions.push(permission(1, "website"));
    });
    for spoiled in [
        permission(1, "newsletter"),
        PhotoPermission { photo: PhotoId::new(uuid(2)), ..permission(1, "website") },
        PhotoPermission { given_on: day("2026-03-03"), ..permission(1, "website") },
        PhotoPermission { giver: Giver::Pupil, ..permission(1, "website") },
    ] {
        expect(Blocked, &[Code::IndividualPermission], |case| {
            two(case);
            case.register.permissions.push(spoiled);
        });
    }
    expect(Blocked, &[Code::IndividualPermission; 2], |case| {
        two(case);
        case.policy.always_photo_permission = true;
    });
    expect(Blocked, &[Code::ConsentRefused], |case| {
        two(case);
        case.consent(1).answer = Answer::Refused;
        case.register.permissions.push(permission(1, "website"));
    });
}

#[test]
fn rule_12_p06_one_child_tagged_twice_is_no_group() {
    expect(Blocked, &[Code::IndividualPermission, Code::IndividualPermission], |case| {
        case.photo.tags[2].who = Who::Person(person(2));
    });
}

#[test]
fn rule_13_p16_a_leaver_blocks_unless_the_policy_lets_consent_live_on() {
    let left = |case: &mut Case| {
        case.register.people.get_mut(&person(1)).expect("pupil").left_on = Some(day("2026-03-01"));
    };
    expect(Blocked, &[Code::LeftSchool], left);
    expect(Clear, &[], |case| {
        left(case);
        case.policy.leaving_ends_consent = false;
    });
    expect(Clear, &[], |case| {
        left(case);
        case.on = day("2026-03-01");
    });
}

#[test]
fn rule_14_p07_work_needs_the_pupil_and_a_parent_whether_the_author_is_seen_or_not() {
    let author = |answers: &'static [(Giver, Answer)]| {
        move |case: &mut Case| {
            case.register.people.insert(person(4), pupil(4, "Ffion", "Bevan"));
            case.photo.work_by.push(person(4));
            for (giver, answer) in answers {
                let yes = ConsentEvent { giver: *giver, ..event(4, "work", *answer, "2025-09-01") };
                case.consents(4).push(yes);
            }
        }
    };
    expect(Blocked, &[Code::WorkConsent], author(&[]));
    expect(Blocked, &[Code::WorkConsent], author(&[(Giver::ParentA, Answer::Granted)]));
    expect(Blocked, &[Code::WorkConsent], author(&[(Giver::Pupil, Answer::Granted)]));
    expect(Clear, &[], author(&[(Giver::ParentB, Answer::Granted), (Giver::Pupil, Answer::Granted)]));
    expect(
        Blocked,
        &[Code::WorkConsent],
        author(&[
            (Giver::ParentA, Answer::Granted),
            (Giver::ParentB, Answer::Refused),
            (Giver::Pupil, Answer::Granted),
        ]),
    );
    expect(Blocked, &[Code::WorkConsent], |case| case.photo.work_by.push(person(99)));
}

#[test]
fn rule_17_p15_an_old_register_decides_nothing() {
    expect(Clear, &[], |case| case.register.current_on = Some(day("2026-02-16")));
    expect(Blocked, &[Code::RegisterStale], |case| case.register.current_on = Some(day("2026-02-15")));
    expect(Blocked, &[Code::RegisterStale], |case| case.register.current_on = None);
}

#[test]
fn rule_18_p09_an_unknown_camera_blocks_until_the_head_releases_the_import() {
    expect(Blocked, &[Code::DeviceQuarantined], |case| case.photo.device = DeviceStanding::Quarantined);
    expect(Clear, &[], |case| case.photo.device = DeviceStanding::Released);
}

#[test]
fn rule_19_p16_a_photo_held_for_deletion_or_past_its_time_is_blocked() {
    expect(Blocked, &[Code::PastRetention], |case| case.photo.held_for_deletion = true);
    expect(Blocked, &[Code::PastRetention], |case| case.photo.keep_until = Some(case.on));
    expect(Clear, &[], |case| case.photo.keep_until = Some(day("2026-03-03")));
}

#[test]
fn rule_20_p01_an_unresolved_tag_blocks_and_binds_every_candidate() {
    let unresolved = |case: &mut Case| case.photo.tags[0].who = Who::OneOf(vec![person(1), person(2)]);
    expect(Blocked, &[Code::IdentityUnresolved], unresolved);
    expect(Blocked, &[Code::DoNotPublish, Code::ConsentUnknown, Code::IdentityUnresolved], |case| {
        case.register.people.insert(person(4), pupil(4, "Ffion", "Bevan"));
        case.photo.tags[0].who = Who::OneOf(vec![person(1), person(4)]);
        case.register.do_not_publish.push(entry(&[4]));
    });
    expect(Blocked, &[Code::IdentityUnresolved], |case| case.photo.tags[0].who = Who::OneOf(Vec::new()));
}

#[test]
fn rule_20_p01_somebody_who_is_not_on_the_register_blocks_for_every_basis() {
    expect(Blocked, &[Code::ConsentUnknown, Code::IdentityUnresolved], |case| {
        case.register.people.remove(&person(1));
        case.register.consents.remove(&person(1));
    });
    expect(Blocked, &[Code::IdentityUnresolved], |case| {
        case.purpose.basis = Basis::PublicTask;
        case.register.people.remove(&person(1));
    });
}

#[test]
fn rule_21_p11_close_ups_and_lone_children_do_what_the_policy_says() {
    let close = |case: &mut Case| case.photo.faces[0].region = region(0.0, 0.0, 0.4, 0.3);
    expect(Clear, &[Code::IdentifiableCloseUp], close);
    for (close_up, verdict) in [(CloseUp::NeedsHead, NeedsHead), (CloseUp::Blocked, Blocked)] {
        expect(verdict, &[Code::IdentifiableCloseUp], |case| {
            close(case);
            case.policy.close_up = close_up;
        });
    }
    expect(Clear, &[], |case| {
        close(case);
        case.purpose.public = false;
    });
    expect(Clear, &[Code::IdentifiableCloseUp; 3], |case| case.photo.crop = Some(region(0.25, 0.18, 0.55, 0.13)));
    let alone = |case: &mut Case| {
        case.photo.tags.truncate(1);
        case.photo.faces.truncate(1);
        case.consent(1).scope = Scope::IndividualToo;
    };
    expect(Clear, &[Code::IdentifiableCloseUp], alone);
    expect(Clear, &[], |case| {
        alone(case);
        case.photo.faces.clear();
        case.photo.tags[0].face = None;
    });
    expect(Clear, &[], |case| {
        alone(case);
        case.register.people.get_mut(&person(1)).expect("person").kind = PersonKind::Staff;
    });
}

#[test]
fn a_tag_is_covered_only_where_all_that_it_marks_lies_in_a_cover() {
    let whole_figure = Some(region(0.28, 0.18, 0.15, 0.6));
    let hidden = |cover: Region| {
        move |case: &mut Case| {
            case.consents(1).clear();
            case.photo.tags[0].region = whole_figure;
            case.photo.covers.push(cover);
            case.purpose.high_profile = false;
        }
    };
    expect(Clear, &[Code::CoveringPointsAtThem], hidden(region(0.25, 0.15, 0.2, 0.7)));
    expect(Blocked, &[Code::ConsentUnknown], hidden(region(0.25, 0.15, 0.2, 0.3)));
    expect(Blocked, &[Code::ConsentUnknown], |case| {
        hidden(region(0.25, 0.15, 0.2, 0.7))(case);
        case.photo.tags.push(Tag { id: TagId::new(uuid(8)), who: Who::Person(person(1)), face: None, region: None });
    });
}

#[test]
fn a_broken_region_hides_nobody() {
    let broken = Region { x: f64::NAN, y: 0.0, w: 1.0, h: 1.0 };
    let negative = Region { x: 0.9, y: 0.9, w: -0.9, h: -0.9 };
    for spoiled in [broken, negative] {
        expect(Blocked, &[Code::ConsentUnknown], |case| {
            case.consents(1).clear();
            case.photo.crop = Some(spoiled);
        });
        expect(Blocked, &[Code::ConsentUnknown], |case| {
            case.consents(1).clear();
            case.photo.covers.push(spoiled);
        });
    }
}
