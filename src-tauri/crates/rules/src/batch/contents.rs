//! What an approval covers, as bytes: everything that goes out.

use super::Batch;
use super::canonical::Canonical;
use crate::photo::{Accounted, Face, PhotoFacts, Tag, Who};
use crate::purpose::{Basis, Purpose};

/// A 256-bit hash.
pub type Digest = [u8; 32];

/// A photo of a batch, as it stands.
#[derive(Debug, Clone, Copy)]
pub struct MasterPhoto<'a> {
    /// Hash of the master's bytes.
    pub master: Digest,
    /// Tags, faces, covers, crop.
    pub facts: &'a PhotoFacts,
}

/// Everything that goes out, as bytes to be hashed: the batch's purpose with its settings, title, and for each photo in
/// order its master, edits, tags and texts. The same contents give the same bytes, whatever order tags and faces are
/// read in. Texts are those of the batch, not those of the facts.
#[must_use]
pub fn contents(batch: &Batch, purpose: &Purpose, photos: &[MasterPhoto<'_>]) -> Vec<u8> {
    let mut bytes = Canonical::new("cloakroom batch 1");
    bytes.id(batch.id.uuid());
    bytes.text(&batch.title);
    bytes.text(batch.purpose.as_str());
    settings(&mut bytes, purpose);
    bytes.list(&batch.items, |bytes, item| {
        bytes.id(item.photo.uuid());
        for text in [&item.caption, &item.alt_text, &item.credit] {
            bytes.text(text);
        }
        let photo = photos.iter().find(|photo| photo.facts.id == item.photo);
        bytes.optional(photo, |bytes, photo| {
            bytes.bytes(&photo.master);
            edits(bytes, photo.facts);
        });
    });
    bytes.finish()
}

fn settings(bytes: &mut Canonical, purpose: &Purpose) {
    let Purpose { key, name: _, high_profile, public, max_edge, needs_approval, also_needs, basis } = purpose;
    bytes.text(key.as_str());
    for flag in [*high_profile, *public, *needs_approval, *basis == Basis::PublicTask] {
        bytes.flag(flag);
    }
    bytes.number(u64::from(*max_edge));
    bytes.set(also_needs, |bytes, key| bytes.text(key.as_str()));
}

fn edits(bytes: &mut Canonical, photo: &PhotoFacts) {
    // Whether faces were sought, standing of the camera and retention are asked again at export; the texts are the batch's.
    let PhotoFacts {
        id,
        tags,
        faces_sought: _,
        faces,
        covers,
        crop,
        confirmed,
        work_by,
        texts: _,
        device: _,
        held_for_deletion: _,
        keep_until: _,
    } = photo;
    bytes.id(id.uuid());
    bytes.set(tags, tag);
    bytes.set(faces, face);
    bytes.set(covers, |bytes, cover| bytes.region(cover));
    bytes.optional(crop.as_ref(), Canonical::region);
    bytes.flag(*confirmed);
    bytes.set(work_by, |bytes, person| bytes.id(person.uuid()));
}

fn tag(bytes: &mut Canonical, tag: &Tag) {
    let Tag { id, who, face, region } = tag;
    bytes.id(id.uuid());
    bytes.flag(matches!(who, Who::OneOf(_)));
    bytes.set(who.candidates(), |bytes, person| bytes.id(person.uuid()));
    bytes.optional(*face, |bytes, face| bytes.id(face.uuid()));
    bytes.optional(region.as_ref(), Canonical::region);
}

fn face(bytes: &mut Canonical, face: &Face) {
    // Who found a face changes nothing that goes out.
    let Face { id, region, found: _, accounted } = face;
    bytes.id(id.uuid());
    bytes.region(region);
    bytes.number(match accounted {
        None => 0,
        Some(Accounted::Tagged) => 1,
        Some(Accounted::Covered) => 2,
        Some(Accounted::CroppedOut) => 3,
        Some(Accounted::NotAPerson) => 4,
        Some(Accounted::Unrecognisable { by: _ }) => 5,
    });
}
