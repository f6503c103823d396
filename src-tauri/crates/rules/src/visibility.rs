//! Who can be seen in the picture as it would go out. What is not certainly hidden is visible.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::ids::PersonId;
use crate::photo::{Accounted, Face, PhotoFacts, Tag, Who};
use crate::region::Region;

/// What is left of a face or a person in the export, least first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Presence {
    /// Wholly outside the crop.
    CroppedOut,
    /// In the picture, destroyed.
    Covered,
    /// To be seen.
    Visible,
}

impl PhotoFacts {
    /// What is left of a region in the export.
    #[must_use]
    pub fn presence_of_region(&self, region: &Region) -> Presence {
        let sound = region.is_sound();
        if sound && self.crop.is_some_and(|crop| crop.is_sound() && region.lies_outside(&crop)) {
            Presence::CroppedOut
        } else if sound && self.covers.iter().any(|cover| cover.is_sound() && cover.contains(region)) {
            Presence::Covered
        } else {
            Presence::Visible
        }
    }

    /// What is left of a face in the export.
    #[must_use]
    pub fn presence_of_face(&self, face: &Face) -> Presence {
        let presence = self.presence_of_region(&face.region);
        if face.accounted == Some(Accounted::Covered) { presence.min(Presence::Covered) } else { presence }
    }

    /// What a tag leaves of its person. Every place the tag marks has to be hidden; a tag without a place is visible.
    #[must_use]
    pub fn presence_of_tag(&self, tag: &Tag) -> Presence {
        let face = self.face_of(tag).map(|face| self.presence_of_face(face));
        let region = tag.region.as_ref().map(|region| self.presence_of_region(region));
        face.max(region).unwrap_or(Presence::Visible)
    }

    /// The face that a tag names, when it is on this photo.
    #[must_use]
    pub fn face_of(&self, tag: &Tag) -> Option<&Face> {
        let id = tag.face?;
        self.faces.iter().find(|face| face.id == id)
    }

    /// Everyone whom a tag names, candidates of unresolved tags included, with the most that is left of him or her.
    #[must_use]
    pub fn presences(&self) -> BTreeMap<PersonId, Presence> {
        let mut people = BTreeMap::new();
        for tag in &self.tags {
            let presence = self.presence_of_tag(tag);
            for person in tag.who.candidates() {
                let most = people.entry(*person).or_insert(presence);
                *most = presence.max(*most);
            }
        }
        people
    }

    /// How many people can be seen: each person once, each unresolved tag as one.
    #[must_use]
    pub fn visible_people(&self) -> usize {
        let visible = self.tags.iter().filter(|tag| self.presence_of_tag(tag) == Presence::Visible);
        let mut known = Vec::new();
        let mut unresolved = 0;
        for tag in visible {
            match &tag.who {
                Who::Person(person) => known.push(*person),
                Who::OneOf(_) => unresolved += 1,
            }
        }
        known.sort_unstable();
        known.dedup();
        known.len() + unresolved
    }

    /// Whether a face can be seen and nothing that holds has been said about it. 'Tagged' holds while a tag names the
    /// face, 'cropped out' while it lies outside the crop.
    #[must_use]
    pub fn is_unaccounted(&self, face: &Face) -> bool {
        self.presence_of_face(face) == Presence::Visible
            && match face.accounted {
                None | Some(Accounted::CroppedOut | Accounted::Covered) => true,
                Some(Accounted::Tagged) => !self.tags.iter().any(|tag| tag.face == Some(face.id)),
                Some(Accounted::NotAPerson | Accounted::Unrecognisable { .. }) => false,
            }
    }
}

impl Who {
    /// The person, or everyone it may be.
    #[must_use]
    pub fn candidates(&self) -> &[PersonId] {
        match self {
            Self::Person(person) => std::slice::from_ref(person),
            Self::OneOf(persons) => persons,
        }
    }
}
