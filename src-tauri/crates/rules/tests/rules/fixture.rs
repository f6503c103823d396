//! A small made-up school and a photo that is clear, for tests to spoil.

use rules::*;
use uuid::Uuid;

pub(crate) fn person(n: u128) -> PersonId {
    PersonId::new(Uuid::from_u128(n))
}

pub(crate) const fn uuid(n: u128) -> Uuid {
    Uuid::from_u128(n)
}

pub(crate) fn day(text: &str) -> Date {
    text.parse().expect("an ISO date")
}

pub(crate) fn account() -> AccountId {
    AccountId::new(uuid(0xACC))
}

pub(crate) fn region(x: f64, y: f64, w: f64, h: f64) -> Region {
    Region::new(x, y, w, h).expect("a region inside the picture")
}

pub(crate) fn pupil(n: u128, forename: &str, surname: &str) -> Person {
    Person {
        id: person(n),
        kind: PersonKind::Pupil,
        names: Names {
            forename: forename.to_owned(),
            surname: surname.to_owned(),
            preferred_forename: None,
            preferred_surname: None,
        },
        class: Some("3 Wren".to_owned()),
        year: Some("3".to_owned()),
        date_of_birth: None,
        admission_number: None,
        left_on: None,
    }
}

pub(crate) fn event(n: u128, key: &str, answer: Answer, given_on: &str) -> ConsentEvent {
    ConsentEvent {
        id: EventId::new(uuid(0)),
        person: person(n),
        purpose: PurposeKey::new(key),
        answer,
        giver: Giver::ParentA,
        given_on: Some(day(given_on)),
        expires_on: None,
        scope: Scope::GroupOnly,
        condition: None,
        method: Method::Form,
        evidence: Evidence::default(),
        entered_at: "2026-01-15T09:00:00Z".parse().expect("a timestamp"),
    }
}

pub(crate) fn entry(persons: &[u128]) -> DoNotPublish {
    DoNotPublish {
        id: EntryId::new(uuid(0xD0)),
        persons: persons.iter().map(|n| person(*n)).collect(),
        sealed_reason: "sealed words".to_owned(),
        from: day("2026-01-01"),
        review_on: None,
        covering_suffices: false,
        lifted_on: None,
    }
}

pub(crate) fn objection(n: u128) -> Objection {
    Objection { id: ObjectionId::new(uuid(0x0B)), person: person(n), from: day("2026-01-01"), lifted_on: None }
}

pub(crate) fn permission(n: u128, key: &str) -> PhotoPermission {
    PhotoPermission {
        id: PermissionId::new(uuid(0x9E)),
        person: person(n),
        photo: PhotoId::new(uuid(1)),
        purpose: PurposeKey::new(key),
        giver: Giver::ParentA,
        given_on: day("2026-02-01"),
        evidence: Evidence::default(),
    }
}

/// Everything a decision is asked with.
#[derive(Debug, Clone)]
pub(crate) struct Case {
    pub(crate) photo: PhotoFacts,
    pub(crate) purpose: Purpose,
    pub(crate) register: Register,
    pub(crate) policy: Policy,
    pub(crate) on: Date,
}

pub(crate) fn purpose(key: &str) -> Purpose {
    Purpose::defaults().into_iter().find(|purpose| purpose.key.as_str() == key).expect("a default purpose")
}

impl Case {
    /// Three pupils on a group photo for the website, everyone consented, everything in order.
    pub(crate) fn clear() -> Self {
        let mut register = Register { current_on: Some(day("2026-03-01")), ..Register::default() };
        for (n, forename, surname) in [(1, "Olwen", "Pritchard"), (2, "Tobi", "Adeyemi"), (3, "Zofia", "Wójcik")] {
            register.people.insert(person(n), pupil(n, forename, surname));
            register.consents.insert(person(n), vec![event(n, "website", Answer::Granted, "2025-09-01")]);
        }
        let face = |n: u128| Face {
            id: FaceId::new(uuid(n)),
            region: region(0.1 + 0.2 * n as f64, 0.2, 0.08, 0.1),
            found: FoundBy::Hand,
            accounted: Some(Accounted::Tagged),
        };
        let tag = |n: u128| Tag {
            id: TagId::new(uuid(n)),
            who: Who::Person(person(n)),
            face: Some(FaceId::new(uuid(n))),
            region: None,
        };
        let photo = PhotoFacts {
            id: PhotoId::new(uuid(1)),
            tags: vec![tag(1), tag(2), tag(3)],
            faces_sought: true,
            faces: vec![face(1), face(2), face(3)],
            covers: Vec::new(),
            crop: None,
            confirmed: true,
            work_by: Vec::new(),
            texts: Vec::new(),
            device: DeviceStanding::Registered,
            held_for_deletion: false,
            keep_until: None,
        };
        Self { photo, purpose: purpose("website"), register, policy: Policy::default(), on: day("2026-03-02") }
    }

    pub(crate) fn decide(&self) -> Decision {
        decide(&self.photo, &self.purpose, &self.register, &self.policy, self.on)
    }

    pub(crate) fn codes(&self) -> Vec<Code> {
        self.decide().reasons.iter().map(|reason| reason.code).collect()
    }

    pub(crate) fn shown(&self, role: Role) -> ShownDecision {
        view(&self.decide(), role, &self.register)
    }

    pub(crate) fn consents(&mut self, n: u128) -> &mut Vec<ConsentEvent> {
        self.register.consents.entry(person(n)).or_default()
    }

    /// The one event of a pupil of the clear case.
    pub(crate) fn consent(&mut self, n: u128) -> &mut ConsentEvent {
        self.consents(n).first_mut().expect("the pupil's consent")
    }

    pub(crate) fn cover(&mut self, n: usize) {
        self.photo.faces[n - 1].accounted = Some(Accounted::Covered);
    }
    pub(crate) fn say(&mut self, field: TextField, text: &str) {
        self.photo.texts.push(PublishedText { field, text: text.to_owned() });
    }
}
