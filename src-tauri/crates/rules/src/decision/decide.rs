//! The rules, one after the other. Nothing here returns early: every reason is given at once.

use std::collections::BTreeMap;

use jiff::civil::Date;

use super::{About, Code, Decision, Reason, Verdict};
use crate::consent::Giver;
use crate::consent_state::ConsentState;
use crate::ids::PersonId;
use crate::index::RegisterIndex;
use crate::person::PersonKind;
use crate::photo::{Accounted, DeviceStanding, Face, PhotoFacts, TextField, Who};
use crate::policy::{CloseUp, Policy};
use crate::purpose::{Basis, Purpose, PurposeKey};
use crate::region::Region;
use crate::register::Register;
use crate::visibility::Presence;

/// May this photo be published for this purpose on this day?
///
/// It makes the register's look-ups for one photo; whoever asks about many keeps a [`RegisterIndex`].
#[must_use]
pub fn decide(photo: &PhotoFacts, purpose: &Purpose, register: &Register, policy: &Policy, on: Date) -> Decision {
    RegisterIndex::new(register).decide(photo, purpose, policy, on)
}

impl RegisterIndex<'_> {
    /// May this photo be published for this purpose on this day?
    #[must_use]
    pub fn decide(&self, photo: &PhotoFacts, purpose: &Purpose, policy: &Policy, on: Date) -> Decision {
        let people = photo.presences();
        let individual = photo.visible_people() < policy.group_size as usize;
        let mut case =
            Case { photo, purpose, index: self, policy, on, people: &people, individual, reasons: Vec::new() };
        case.faces();
        for (person, presence) in &people {
            match presence {
                Presence::Visible => case.visible_person(*person),
                Presence::Covered => case.covered_person(*person),
                Presence::CroppedOut => {}
            }
        }
        case.work();
        case.names();
        case.circumstances();
        case.identities();
        case.close_up();
        case.reasons.sort_unstable();
        case.reasons.dedup();
        let verdict = case.reasons.iter().map(|reason| reason.verdict).max().unwrap_or(Verdict::Clear);
        Decision { purpose: purpose.key.clone(), verdict, reasons: case.reasons }
    }
}

struct Case<'a> {
    photo: &'a PhotoFacts,
    purpose: &'a Purpose,
    index: &'a RegisterIndex<'a>,
    policy: &'a Policy,
    on: Date,
    people: &'a BTreeMap<PersonId, Presence>,
    individual: bool,
    reasons: Vec<Reason>,
}

impl Case<'_> {
    fn say(&mut self, verdict: Verdict, code: Code, person: Option<PersonId>, about: About) {
        self.reasons.push(Reason { code, person, about, verdict });
    }

    fn block(&mut self, code: Code, person: Option<PersonId>, about: About) {
        self.say(Verdict::Blocked, code, person, about);
    }

    /// Rules 1 and 2. Where faces were not looked for yet, one may be there that nobody has seen.
    fn faces(&mut self) {
        let photo = self.photo;
        let unaccounted = photo.faces.iter().filter(|face| photo.is_unaccounted(face));
        let unaccounted: Vec<_> = unaccounted.map(|face| face.id).collect();
        if !unaccounted.is_empty() {
            self.block(Code::FaceUnaccounted, None, About::Faces(unaccounted));
        }
        if !photo.faces_sought {
            self.block(Code::FaceUnaccounted, None, About::Photo);
        }
        if !photo.confirmed {
            self.block(Code::NotConfirmed, None, About::Photo);
        }
    }

    /// Rules 3 and 5–13.
    fn visible_person(&mut self, person: PersonId) {
        let index = self.index;
        for entry in index.do_not_publish(person, self.on) {
            self.block(Code::DoNotPublish, Some(person), About::Entry(entry.id));
        }
        if index.objects(person, self.on) {
            self.block(Code::Objection, Some(person), About::Photo);
        }
        let purpose = self.purpose;
        for key in purpose.keys() {
            self.consent(person, key);
        }
        let left = index.register().people.get(&person).and_then(|person| person.left_on);
        if self.policy.leaving_ends_consent && left.is_some_and(|day| self.on > day) {
            self.block(Code::LeftSchool, Some(person), About::Photo);
        }
    }

    /// Rules 6–12. A purpose on public task is allowed unless somebody objects, and a no to it is an objection; what it
    /// also needs, it needs as consent.
    fn consent(&mut self, person: PersonId, key: &PurposeKey) {
        let state = self.index.register().consent(person, key, self.on);
        let opt_in = self.purpose.basis == Basis::Consent || *key != self.purpose.key;
        if !opt_in && !state.is_no() {
            return;
        }
        let about = || About::Consent(key.clone());
        let (code, about) = match state {
            ConsentState::Unknown => (Code::ConsentUnknown, about()),
            ConsentState::Refused => (Code::ConsentRefused, about()),
            ConsentState::Withdrawn => (Code::ConsentWithdrawn, about()),
            ConsentState::Expired => (Code::ConsentExpired, about()),
            ConsentState::NotYet => (Code::ConsentNotYet, about()),
            ConsentState::Conditional(words) => {
                (Code::ConsentConditional, About::Condition(key.clone(), words.to_owned()))
            }
            ConsentState::Undated => (Code::ConsentConditional, about()),
            ConsentState::GrantedGroup | ConsentState::GrantedIndividual => {
                let scope = state == ConsentState::GrantedIndividual && !self.policy.always_photo_permission;
                let demanded = self.individual && self.purpose.high_profile && !scope;
                if !demanded || self.permitted(person, key) {
                    return;
                }
                (Code::IndividualPermission, about())
            }
        };
        self.block(code, Some(person), about);
    }

    fn permitted(&self, person: PersonId, key: &PurposeKey) -> bool {
        let pupil = self.is_pupil(person);
        self.index.permissions(self.photo.id, person).any(|permission| {
            permission.purpose == *key && permission.given_on <= self.on && !(pupil && permission.giver == Giver::Pupil)
        })
    }

    /// Somebody who is not on the register is held to be a child.
    fn is_pupil(&self, person: PersonId) -> bool {
        self.index.register().people.get(&person).is_none_or(|person| person.kind == PersonKind::Pupil)
    }

    /// Rule 4.
    fn covered_person(&mut self, person: PersonId) {
        let index = self.index;
        for entry in index.do_not_publish(person, self.on).filter(|entry| !entry.covering_suffices) {
            self.say(Verdict::NeedsHead, Code::DoNotPublishCovered, Some(person), About::Entry(entry.id));
        }
    }

    /// Rule 14.
    fn work(&mut self) {
        let key = PurposeKey::new(PurposeKey::WORK);
        let register = self.index.register();
        let photo = self.photo;
        for author in &photo.work_by {
            let yes = |giver| register.consent_by(*author, &key, giver, self.on).is_some_and(ConsentState::is_granted);
            let both = (yes(Giver::ParentA) || yes(Giver::ParentB)) && yes(Giver::Pupil);
            let agreed = register.consent(*author, &key, self.on).is_granted();
            if !agreed || (self.is_pupil(*author) && !both) {
                self.block(Code::WorkConsent, Some(*author), About::Consent(key.clone()));
            }
        }
    }

    /// Rules 15 and 16.
    fn names(&mut self) {
        let index = self.index;
        let photo = self.photo;
        for text in &photo.texts {
            let mentions = match text.field {
                TextField::FileName => index.names().mentions_in_file_name(&text.text),
                TextField::Caption | TextField::AltText | TextField::Credit | TextField::Title => {
                    index.names().mentions(&text.text)
                }
            };
            for person in mentions.full {
                if !self.may_be_named(person) {
                    self.block(Code::FullNameInText, Some(person), About::Text(text.field));
                }
            }
            let verdict = if self.policy.first_name_blocks { Verdict::Blocked } else { Verdict::NeedsHead };
            for person in mentions.first {
                if self.people.get(&person) == Some(&Presence::Visible) && !self.may_be_named(person) {
                    self.say(verdict, Code::FirstNameInText, Some(person), About::Text(text.field));
                }
            }
        }
    }

    /// 'Name with photo' is about a photo that shows the person: a covered person is never named, and of somebody who
    /// is not on the photo, what overrides consent overrides this one too. For a visible person that would tell in
    /// another reason what rules 3 and 5 keep from most.
    fn may_be_named(&self, person: PersonId) -> bool {
        let protected =
            || self.index.objects(person, self.on) || self.index.do_not_publish(person, self.on).next().is_some();
        let state = || self.index.register().consent(person, &PurposeKey::new(PurposeKey::NAME_WITH_PHOTO), self.on);
        match self.people.get(&person) {
            Some(Presence::Covered) => false,
            Some(Presence::Visible) => state().is_granted(),
            Some(Presence::CroppedOut) | None => state().is_granted() && !protected(),
        }
    }

    /// Rules 17–19.
    fn circumstances(&mut self) {
        let current = self.index.register().current_on.is_some_and(|day| {
            let age = self.on.since(day).map_or(i64::MAX, |span| i64::from(span.get_days()));
            age <= i64::from(self.policy.register_max_age_days)
        });
        if !current {
            self.block(Code::RegisterStale, None, About::Photo);
        }
        if self.photo.device == DeviceStanding::Quarantined {
            self.block(Code::DeviceQuarantined, None, About::Photo);
        }
        if self.photo.held_for_deletion || self.photo.keep_until.is_some_and(|day| day <= self.on) {
            self.block(Code::PastRetention, None, About::Photo);
        }
    }

    /// Rule 20: tags between several persons, and tags of a person nobody knows.
    fn identities(&mut self) {
        let photo = self.photo;
        for tag in &photo.tags {
            match &tag.who {
                Who::Person(person) if self.index.register().people.contains_key(person) => {}
                Who::Person(person) => {
                    self.block(Code::IdentityUnresolved, Some(*person), About::Candidates(vec![*person]));
                }
                Who::OneOf(persons) => {
                    let mut candidates = persons.clone();
                    candidates.sort_unstable();
                    candidates.dedup();
                    self.block(Code::IdentityUnresolved, None, About::Candidates(candidates));
                }
            }
        }
    }

    /// Rules 21 and 22.
    fn close_up(&mut self) {
        let photo = self.photo;
        let has = |wanted| self.people.values().any(|presence| *presence == wanted);
        if has(Presence::Covered) && has(Presence::Visible) {
            self.say(Verdict::Clear, Code::CoveringPointsAtThem, None, About::Photo);
        }
        if !self.purpose.public {
            return;
        }
        let verdict = match self.policy.close_up {
            CloseUp::Advice => Verdict::Clear,
            CloseUp::NeedsHead => Verdict::NeedsHead,
            CloseUp::Blocked => Verdict::Blocked,
        };
        let alone = photo.visible_people() == 1;
        for face in &photo.faces {
            let seen = photo.presence_of_face(face) == Presence::Visible;
            if !seen || face.accounted == Some(Accounted::NotAPerson) {
                continue;
            }
            let mut owners =
                photo.tags.iter().filter(|tag| tag.face == Some(face.id)).flat_map(|tag| tag.who.candidates());
            let child_alone = alone && owners.clone().any(|person| self.is_pupil(*person));
            if child_alone || self.share(face) > self.policy.close_up_share {
                let person = owners.next().copied();
                self.say(verdict, Code::IdentifiableCloseUp, person, About::Photo);
            }
        }
    }

    /// The face's share of the picture as it would go out.
    fn share(&self, face: &Face) -> f64 {
        const WHOLE: Region = Region { x: 0.0, y: 0.0, w: 1.0, h: 1.0 };
        let frame = self.photo.crop.filter(Region::is_sound).unwrap_or(WHOLE);
        face.region.shared_area(&frame) / frame.area()
    }
}
