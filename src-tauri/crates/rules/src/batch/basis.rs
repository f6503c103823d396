//! What was known when a batch was approved, or a picture went out: kept, to answer 'why was this published?' (P08 P26).

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::consent::{ConsentEvent, PhotoPermission};
use crate::decision::Decision;
use crate::ids::{EntryId, PersonId, PhotoId};
use crate::index::RegisterIndex;
use crate::photo::PhotoFacts;
use crate::policy::Policy;
use crate::purpose::Purpose;
use crate::visibility::Presence;

/// Everything beside the pictures that a decision was made from. It says who is protected: whoever shows it leaves out
/// what the reader may not know.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Basis {
    /// The day.
    pub on: Date,
    /// How current the register was.
    pub register_current_on: Option<Date>,
    /// The policy by which it was read.
    pub policy: Policy,
    /// The purpose, with its settings.
    pub purpose: Purpose,
    /// Each photo, in order.
    pub photos: Vec<PhotoBasis>,
}

/// What was known of one photo.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PhotoBasis {
    /// The photo.
    pub photo: PhotoId,
    /// The decision, whole.
    pub decision: Decision,
    /// Everyone tagged on it, by identifier.
    pub people: Vec<PersonBasis>,
}

/// What the register said of somebody on a photo.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PersonBasis {
    /// Who.
    pub person: PersonId,
    /// What is left of him or her in the picture.
    pub presence: Presence,
    /// Every answer for the purpose, and for those that it also needs.
    pub consents: Vec<ConsentEvent>,
    /// Do-not-publish entries in force.
    pub do_not_publish: Vec<EntryId>,
    /// Whether an objection was in force.
    pub objects: bool,
    /// Permissions for this photo.
    pub permissions: Vec<PhotoPermission>,
    /// The last day at the school, if known.
    pub left_on: Option<Date>,
}

/// What the register says of everyone on these photos on that day. It need not be the same at export, which decides anew.
#[must_use]
pub fn basis(photos: &[&PhotoFacts], purpose: &Purpose, index: &RegisterIndex<'_>, policy: &Policy, on: Date) -> Basis {
    let of_photo = |photo: &&PhotoFacts| PhotoBasis {
        photo: photo.id,
        decision: index.decide(photo, purpose, policy, on),
        people: photo
            .presences()
            .into_iter()
            .map(|(person, presence)| of_person(index, photo.id, person, presence, purpose, on))
            .collect(),
    };
    Basis {
        on,
        register_current_on: index.register().current_on,
        policy: policy.clone(),
        purpose: purpose.clone(),
        photos: photos.iter().map(of_photo).collect(),
    }
}

fn of_person(
    index: &RegisterIndex<'_>,
    photo: PhotoId,
    person: PersonId,
    presence: Presence,
    purpose: &Purpose,
    on: Date,
) -> PersonBasis {
    let register = index.register();
    let events = register.consents.get(&person).map_or(&[][..], Vec::as_slice);
    let asked = events.iter().filter(|event| purpose.keys().any(|key| *key == event.purpose));
    let mut consents: Vec<_> = asked.cloned().collect();
    consents.sort_by_key(|event| event.id);
    let mut do_not_publish: Vec<_> = index.do_not_publish(person, on).map(|entry| entry.id).collect();
    do_not_publish.sort_unstable();
    let mut permissions: Vec<_> = index.permissions(photo, person).cloned().collect();
    permissions.sort_by_key(|permission| permission.id);
    PersonBasis {
        person,
        presence,
        consents,
        do_not_publish,
        objects: index.objects(person, on),
        permissions,
        left_on: register.people.get(&person).and_then(|person| person.left_on),
    }
}
