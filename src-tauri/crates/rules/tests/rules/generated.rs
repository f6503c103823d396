//! Registers, photos and policies made at random: mostly in order, so that what spoils them shows.

use proptest::collection::{btree_map, vec};
use proptest::option::weighted;
use proptest::prelude::*;
use proptest::sample::select;
use rules::*;

use crate::fixture::*;

pub(crate) const TODAY: &str = "2026-03-02";
const KEYS: [&str; 5] = ["website", "newsletter", "internal_display", PurposeKey::WORK, PurposeKey::NAME_WITH_PHOTO];
const NAMES: [(&str, &str); 5] =
    [("Olwen", "Pritchard"), ("Tobi", "Adeyemi"), ("Zofia", "Wójcik"), ("Grace", "Hall"), ("Ka Ho", "Wong")];
pub(crate) const MOST_PEOPLE: u128 = NAMES.len() as u128;

pub(crate) fn today() -> Date {
    day(TODAY)
}

fn days_ago(days: i64) -> Date {
    today().saturating_sub(jiff::Span::new().days(days))
}

fn rarely() -> impl Strategy<Value = bool> {
    prop::bool::weighted(0.03)
}

pub(crate) fn giver() -> impl Strategy<Value = Giver> {
    select(vec![Giver::ParentA, Giver::ParentB, Giver::Pupil, Giver::Oneself])
}

pub(crate) fn key() -> impl Strategy<Value = &'static str> {
    select(&KEYS[..])
}

/// An answer some days before today (after it, when negative), by anyone about anyone.
fn answer() -> impl Strategy<Value = ConsentEvent> {
    let condition = weighted(
        0.1,
        any::<bool>()
            .prop_map(|resolved| Condition { text: "not on Facebook".to_owned(), resolved_by: resolved.then(account) }),
    );
    let method = prop_oneof![
        4 => Just(Method::Form),
        1 => any::<bool>().prop_map(|yes| Method::Verbal { confirmed_by: yes.then(account) }),
    ];
    let said = prop_oneof![6 => Just(Answer::Granted), 1 => Just(Answer::Refused), 1 => Just(Answer::Withdrawn)];
    let scope = select(vec![Scope::GroupOnly, Scope::IndividualToo]);
    let dates = (weighted(0.2, -200..400_i64), prop::bool::weighted(0.05));
    (1..=MOST_PEOPLE, key(), said, giver(), scope, condition, method, dates).prop_map(
        |(n, key, answer, giver, scope, condition, method, (expires, undated))| ConsentEvent {
            giver,
            scope,
            condition,
            method,
            expires_on: expires.map(days_ago),
            given_on: (!undated).then(today),
            ..event(n, key, answer, TODAY)
        },
    )
}

/// Answers on days that differ.
fn answers() -> impl Strategy<Value = Vec<ConsentEvent>> {
    btree_map(-60..200_i64, answer(), 0..6).prop_map(|by_day| {
        by_day
            .into_iter()
            .enumerate()
            .map(|(n, (days, event))| ConsentEvent {
                id: EventId::new(uuid(0xE000 + n as u128)),
                given_on: event.given_on.map(|_| days_ago(days)),
                entered_at: days_ago(days).at(9, 0, 0, 0).to_zoned(jiff::tz::TimeZone::UTC).expect("a day").timestamp(),
                ..event
            })
            .collect()
    })
}

pub(crate) fn listed() -> impl Strategy<Value = DoNotPublish> {
    (vec(1..=MOST_PEOPLE, 1..3), any::<bool>(), -5..50_i64, weighted(0.2, 0..60_i64)).prop_map(
        |(persons, covering_suffices, from, lifted)| DoNotPublish {
            from: days_ago(from),
            lifted_on: lifted.map(days_ago),
            covering_suffices,
            ..entry(&persons)
        },
    )
}

pub(crate) fn objected() -> impl Strategy<Value = Objection> {
    (1..=MOST_PEOPLE, -5..50_i64).prop_map(|(n, from)| Objection { from: days_ago(from), ..objection(n) })
}

/// Everyone consents to everything from long ago, on top of which come the answers.
fn register() -> impl Strategy<Value = Register> {
    let consents = vec((prop::bool::weighted(0.97), any::<bool>()), NAMES.len());
    let few = |strategy| weighted(0.05, strategy);
    let people = vec((prop::bool::weighted(0.8), weighted(0.05, -20..20_i64)), NAMES.len());
    let permissions = vec((1..=MOST_PEOPLE).prop_map(|n| permission(n, "website")), 0..2);
    (people, consents, answers(), few(listed().boxed()), weighted(0.05, objected()), permissions, rarely()).prop_map(
        |(people, consents, answers, entry, objection, permissions, stale)| {
            let mut register = Register { current_on: (!stale).then(today), permissions, ..Register::default() };
            for (n, ((pupil_or_not, left), (consented, individual))) in (1..).zip(people.into_iter().zip(consents)) {
                let (forename, surname) = NAMES[n as usize - 1];
                let kind = if pupil_or_not { PersonKind::Pupil } else { PersonKind::Staff };
                let left_on = left.map(days_ago);
                register.people.insert(person(n), Person { kind, left_on, ..pupil(n, forename, surname) });
                let scope = if individual { Scope::IndividualToo } else { Scope::GroupOnly };
                for key in KEYS.iter().filter(|_| consented) {
                    let yes = ConsentEvent { scope, ..event(n, key, Answer::Granted, "2024-09-01") };
                    let of_pupil = ConsentEvent { giver: Giver::Pupil, ..yes.clone() };
                    register.consents.entry(person(n)).or_default().extend([yes, of_pupil]);
                }
            }
            for answer in answers {
                register.consents.entry(answer.person).or_default().push(answer);
            }
            register.do_not_publish.extend(entry);
            register.objections.extend(objection);
            register
        },
    )
}

/// Person `n` stands in column `n`; the face is in it, the whole figure fills it.
pub(crate) fn column(n: usize) -> Region {
    region(0.18 * n as f64, 0.1, 0.15, 0.8)
}

fn face_in(n: usize) -> Region {
    region(0.18 * n as f64 + 0.03, 0.15, 0.08, 0.1)
}

/// A photo of some of the people, each with a face or a figure, some covered.
fn photo() -> impl Strategy<Value = PhotoFacts> {
    let standing = (prop::bool::weighted(0.8), any::<bool>(), prop::bool::weighted(0.15));
    let texts =
        select(vec!["", "", "", "", "", "A walk in the wood", "Zofia Wojcik", "Tobi with a kite", "Grace in the hall"]);
    let spoils = (rarely(), rarely(), rarely(), rarely(), weighted(0.03, 0..3_i64));
    let crop = weighted(0.1, (0.0..0.5_f64, 0.4..0.5_f64));
    (vec(standing, NAMES.len()), texts, spoils, crop, weighted(0.1, 1..=MOST_PEOPLE)).prop_map(
        |(standing, text, (unconfirmed, quarantined, held, unresolved, kept), crop, author)| {
            let mut photo = Case::clear().photo;
            (photo.tags, photo.faces) = (Vec::new(), Vec::new());
            for (n, (_, with_face, covered)) in standing.into_iter().enumerate().filter(|(_, (there, ..))| *there) {
                let id = n as u128 + 1;
                let face = with_face.then(|| FaceId::new(uuid(id)));
                let region = face.is_none().then(|| column(n));
                let who = if unresolved { Who::OneOf(vec![person(id), person(1)]) } else { Who::Person(person(id)) };
                photo.tags.push(Tag { id: TagId::new(uuid(id)), who, face, region });
                let accounted = Some(if covered { Accounted::Covered } else { Accounted::Tagged });
                photo.faces.extend(face.map(|id| Face { id, region: face_in(n), found: FoundBy::Hand, accounted }));
                photo.covers.extend((covered && !with_face).then(|| column(n)));
            }
            photo.crop = crop.map(|(x, w)| region(x, 0.0, w, 1.0));
            photo.confirmed = !unconfirmed;
            photo.work_by.extend(author.map(person));
            photo.held_for_deletion = held;
            photo.keep_until = kept.map(days_ago);
            if quarantined {
                photo.device = DeviceStanding::Quarantined;
            }
            if !text.is_empty() {
                photo.texts.push(PublishedText { field: TextField::Caption, text: text.to_owned() });
            }
            photo
        },
    )
}

fn policy() -> impl Strategy<Value = Policy> {
    let close_up = select(vec![CloseUp::Advice, CloseUp::Advice, CloseUp::NeedsHead, CloseUp::Blocked]);
    (1..5_u32, any::<bool>(), rarely(), any::<bool>(), close_up).prop_map(
        |(group_size, leaving_ends_consent, always_photo_permission, first_name_blocks, close_up)| Policy {
            group_size,
            leaving_ends_consent,
            always_photo_permission,
            first_name_blocks,
            close_up,
            ..Policy::default()
        },
    )
}

fn any_purpose() -> impl Strategy<Value = Purpose> {
    let chosen = select(vec!["website", "newsletter", "internal_display"]);
    (chosen, weighted(0.2, key()), prop::bool::weighted(0.2)).prop_map(|(key, also, public_task)| {
        let mut purpose = purpose(key);
        purpose.also_needs.extend(also.map(PurposeKey::new));
        if public_task {
            purpose.basis = Basis::PublicTask;
        }
        purpose
    })
}

/// Anything that may be asked about.
pub(crate) fn cases() -> impl Strategy<Value = Case> {
    (photo(), any_purpose(), register(), policy()).prop_map(|(photo, purpose, register, policy)| Case {
        photo,
        purpose,
        register,
        policy,
        on: today(),
    })
}
