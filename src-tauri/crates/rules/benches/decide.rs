//! Deciding a big trip: 1,000 photos of 30 people each, by a register of 2,000 pupils with ten purposes and five years of
//! answers. On one thread: `cargo bench -p rules`.

use divan::{Bencher, black_box};
use rules::*;
use uuid::Uuid;

const PUPILS: u128 = 2_000;
const PURPOSES: usize = 10;
const YEARS: i16 = 5;
const PHOTOS: u128 = 1_000;
const TAGS: u128 = 30;

const FORENAMES: [&str; 20] = [
    "Olwen",
    "Tobi",
    "Zofia",
    "Grace",
    "Ka Ho",
    "Siân",
    "Caoimhe",
    "Łukasz",
    "Aaliyah",
    "Jaspreet Kaur",
    "Ngozi",
    "May",
    "Will",
    "Rose",
    "Anne-Marie",
    "Jürgen",
    "Ewan",
    "Björn",
    "Mohammed Abdul",
    "Hope",
];
const SURNAMES: [&str; 20] = [
    "Pritchard",
    "Adeyemi",
    "Wójcik",
    "Hall",
    "Wong",
    "Llywelyn-Rhys",
    "Ní Bhriain",
    "Kowalska",
    "Khan",
    "Dhillon",
    "N'Wosu",
    "Green",
    "Young",
    "Field",
    "van der Berg",
    "Müller",
    "McDonald",
    "Åkesson",
    "Rahman",
    "Church",
];

fn person(n: u128) -> PersonId {
    PersonId::new(Uuid::from_u128(n))
}

fn purposes() -> Vec<Purpose> {
    let mut purposes = Purpose::defaults();
    purposes.push(Purpose { key: PurposeKey::new("yearbook"), ..purposes[0].clone() });
    assert_eq!(purposes.len(), PURPOSES);
    purposes
}

fn today() -> Date {
    Date::constant(2026, 3, 2)
}

fn register() -> Register {
    let mut register = Register { current_on: Some(today()), ..Register::default() };
    for n in 0..PUPILS {
        let [forename, surname] = [FORENAMES[n as usize % 20], SURNAMES[n as usize / 20 % 20]].map(str::to_owned);
        let names = Names {
            forename,
            surname: format!("{surname} {}", n / 400),
            preferred_forename: None,
            preferred_surname: None,
        };
        let pupil = Person {
            id: person(n),
            kind: PersonKind::Pupil,
            names,
            class: None,
            year: None,
            date_of_birth: None,
            admission_number: None,
            left_on: None,
        };
        register.people.insert(person(n), pupil);
        for year in 0..YEARS {
            let given_on = Date::constant(2021 + year, 9, 1);
            let events = purposes().into_iter().map(|purpose| ConsentEvent {
                id: EventId::new(Uuid::from_u128(n)),
                person: person(n),
                purpose: purpose.key,
                answer: if n % 50 == 0 && year == 4 { Answer::Refused } else { Answer::Granted },
                giver: Giver::ParentA,
                given_on: Some(given_on),
                expires_on: Some(Date::constant(2022 + year, 8, 31)),
                scope: Scope::IndividualToo,
                condition: None,
                method: Method::Form,
                evidence: Evidence::default(),
                entered_at: Timestamp::UNIX_EPOCH,
            });
            register.consents.entry(person(n)).or_default().extend(events);
        }
        if n % 100 == 7 {
            register.do_not_publish.push(DoNotPublish {
                id: EntryId::new(Uuid::from_u128(n)),
                persons: vec![person(n)],
                sealed_reason: String::new(),
                from: Date::constant(2025, 1, 1),
                review_on: None,
                covering_suffices: false,
                lifted_on: None,
            });
        }
    }
    register
}

fn photos(captions: bool) -> Vec<PhotoFacts> {
    let photo = |number: u128| {
        let face = |n: u128| Face {
            id: FaceId::new(Uuid::from_u128(n)),
            region: Region { x: 0.03 * n as f64, y: 0.2, w: 0.02, h: 0.03 },
            found: FoundBy::Detector { score: 0.9 },
            accounted: Some(Accounted::Tagged),
        };
        let tag = |n: u128| Tag {
            id: TagId::new(Uuid::from_u128(n)),
            who: Who::Person(person((number * 37 + n * 61) % PUPILS)),
            face: Some(FaceId::new(Uuid::from_u128(n))),
            region: None,
        };
        let text = |field, text: &str| PublishedText { field, text: text.to_owned() };
        let texts = vec![
            text(TextField::Title, "Our autumn walk in the woods"),
            text(
                TextField::Caption,
                "Year 3 found acorns, leaves and a very large snail on the way to Hope Valley with Will",
            ),
            text(
                TextField::AltText,
                "Thirty children in wellingtons stand by a muddy pond and hold up what they found",
            ),
        ];
        PhotoFacts {
            id: PhotoId::new(Uuid::from_u128(number)),
            tags: (0..TAGS).map(tag).collect(),
            faces_sought: true,
            faces: (0..TAGS).map(face).collect(),
            covers: Vec::new(),
            crop: None,
            confirmed: true,
            work_by: Vec::new(),
            texts: if captions { texts } else { Vec::new() },
            device: DeviceStanding::Registered,
            held_for_deletion: false,
            keep_until: None,
        }
    };
    (0..PHOTOS).map(photo).collect()
}

fn decide_all(bencher: Bencher<'_, '_>, captions: bool) {
    let (register, photos, purpose, policy) = (register(), photos(captions), &purposes()[0], Policy::default());
    let index = RegisterIndex::new(&register);
    bencher.bench_local(|| {
        let clear = |photo| index.decide(black_box(photo), purpose, &policy, today()).verdict == Verdict::Clear;
        photos.iter().filter(|photo| clear(photo)).count()
    });
}

#[divan::bench]
fn a_thousand_photos_of_thirty(bencher: Bencher<'_, '_>) {
    decide_all(bencher, false);
}

#[divan::bench]
fn a_thousand_photos_of_thirty_with_three_texts_each(bencher: Bencher<'_, '_>) {
    decide_all(bencher, true);
}

#[divan::bench]
fn index_of_the_register(bencher: Bencher<'_, '_>) {
    let register = register();
    bencher.bench_local(|| {
        let index = RegisterIndex::new(black_box(&register));
        index.names().mentions("Nobody").full.len()
    });
}

fn main() {
    divan::main();
}
