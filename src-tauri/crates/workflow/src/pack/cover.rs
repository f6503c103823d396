//! Which parts of a picture are covered so that one person is left of all; or why it cannot be done without somebody looking
//! at the picture first. What is not certain keeps the picture out.

use photo::{Cover, Edits};
use rules::{Accounted, FaceId, PersonId, PhotoFacts, Presence, Region, Tag, Who};

use crate::export::rect;

pub(super) const NOT_SETTLED: &str = "it is not settled whether this person is on it";
pub(super) const UNACCOUNTED: &str = "not every face on it is accounted for yet";
pub(super) const NOT_CONFIRMED: &str = "nobody has confirmed yet that everyone on it is accounted for";
pub(super) const CROPPED_OUT: &str = "the person is outside the part of it that is kept";
pub(super) const NO_PLACE: &str = "somebody else is tagged on it without a mark where, and so cannot be covered";
pub(super) const ONE_PLACE: &str = "two people are tagged at one place of it";

/// Edits that leave this person, and nobody else.
pub(super) fn all_others(facts: &PhotoFacts, person: PersonId) -> Result<Edits, &'static str> {
    let is_own = |tag: &&Tag| tag.who == Who::Person(person);
    let own: Vec<&Tag> = facts.tags.iter().filter(is_own).collect();
    let others = || facts.tags.iter().filter(|tag| !is_own(tag));
    if others().any(|tag| tag.who.candidates().contains(&person)) {
        return Err(NOT_SETTLED);
    }
    if !facts.faces_sought || facts.faces.iter().any(|face| facts.is_unaccounted(face)) {
        return Err(UNACCOUNTED);
    }
    if !facts.confirmed {
        return Err(NOT_CONFIRMED);
    }
    if !own.is_empty() && own.iter().all(|tag| facts.presence_of_tag(tag) == Presence::CroppedOut) {
        return Err(CROPPED_OUT);
    }
    let own_faces: Vec<FaceId> = own.iter().filter_map(|tag| tag.face).collect();
    let mut figures: Vec<Region> = facts.covers.clone();
    for tag in others() {
        let face = facts.face_of(tag);
        if face.is_some_and(|face| own_faces.contains(&face.id)) {
            return Err(ONE_PLACE);
        }
        if face.is_none() && tag.region.is_none() {
            return Err(NO_PLACE);
        }
        figures.extend(tag.region);
    }
    let foreign = |face: &&rules::Face| !own_faces.contains(&face.id) && face.accounted != Some(Accounted::NotAPerson);
    let faces: Vec<Region> = facts.faces.iter().filter(foreign).map(|face| face.region).collect();
    if faces.iter().chain(&figures).chain(&facts.crop).any(|region| !region.is_sound()) {
        return Err(NO_PLACE);
    }
    let covers = faces.into_iter().map(|region| Cover::face(rect(region)));
    let covers = covers.chain(figures.into_iter().map(|region| Cover::figure(rect(region)))).collect();
    Ok(Edits { crop: facts.crop.map(rect), covers })
}

#[cfg(test)]
mod tests {
    use rules::{DeviceStanding, Face, FoundBy, PhotoId, TagId};
    use uuid::Uuid;

    use super::*;

    const fn id(number: u128) -> Uuid {
        Uuid::from_u128(number)
    }

    fn person(number: u128) -> PersonId {
        PersonId::new(id(number))
    }

    fn region(x: f64) -> Region {
        Region { x, y: 0.1, w: 0.1, h: 0.1 }
    }

    fn face(number: u128, accounted: Option<Accounted>) -> Face {
        let x = 0.2 * number as f64;
        Face { id: FaceId::new(id(number)), region: region(x), found: FoundBy::Hand, accounted }
    }

    fn tag(number: u128, who: Who, face: Option<u128>, region: Option<Region>) -> Tag {
        Tag { id: TagId::new(id(number)), who, face: face.map(|face| FaceId::new(id(face))), region }
    }

    /// The first person at the first face, another at the second, a leaf and a stranger.
    fn group() -> PhotoFacts {
        let stranger = Accounted::Unrecognisable { by: rules::AccountId::new(id(9)) };
        PhotoFacts {
            id: PhotoId::new(id(1)),
            tags: vec![
                tag(1, Who::Person(person(1)), Some(1), None),
                tag(2, Who::Person(person(2)), Some(2), None),
                tag(3, Who::Person(person(3)), None, Some(region(0.85))),
            ],
            faces_sought: true,
            faces: vec![
                face(1, Some(Accounted::Tagged)),
                face(2, Some(Accounted::Tagged)),
                face(3, Some(Accounted::NotAPerson)),
                face(4, Some(stranger)),
            ],
            covers: vec![region(0.0)],
            crop: None,
            confirmed: true,
            work_by: Vec::new(),
            texts: Vec::new(),
            device: DeviceStanding::Registered,
            held_for_deletion: false,
            keep_until: None,
        }
    }

    fn covered(facts: &PhotoFacts) -> Vec<f64> {
        let edits = all_others(facts, person(1)).expect("covered");
        edits.covers.iter().map(|cover| cover.rect.x).collect()
    }

    #[test]
    fn everybody_else_is_covered_strangers_and_figures_and_what_was_covered_before_p26() {
        assert_eq!(covered(&group()), [0.4, 0.8, 0.0, 0.85]);
    }

    #[test]
    fn a_persons_own_face_is_shown_even_where_it_is_covered_for_the_public_p26() {
        let mut facts = group();
        facts.faces[0].accounted = Some(Accounted::Covered);
        assert_eq!(covered(&facts), [0.4, 0.8, 0.0, 0.85]);
        // A face that is covered and nobody's stays covered: it may be anybody's.
        facts.tags.remove(0);
        assert_eq!(covered(&facts)[0], 0.2);
    }

    #[test]
    fn the_part_that_is_kept_stays_the_part_that_is_kept_p26() {
        let crop = Region { x: 0.1, y: 0.0, w: 0.8, h: 1.0 };
        let facts = PhotoFacts { crop: Some(crop), ..group() };
        assert_eq!(all_others(&facts, person(1)).expect("covered").crop, Some(rect(crop)));
        let away = PhotoFacts { crop: Some(Region { x: 0.5, y: 0.0, w: 0.5, h: 1.0 }), ..group() };
        assert_eq!(all_others(&away, person(1)), Err(CROPPED_OUT));
    }

    #[test]
    fn whatever_is_not_certain_keeps_the_picture_out_p26() {
        let changed = |change: &dyn Fn(&mut PhotoFacts)| {
            let mut facts = group();
            change(&mut facts);
            all_others(&facts, person(1))
        };
        assert_eq!(changed(&|facts| facts.faces_sought = false), Err(UNACCOUNTED));
        assert_eq!(changed(&|facts| facts.faces[3].accounted = None), Err(UNACCOUNTED));
        assert_eq!(changed(&|facts| facts.confirmed = false), Err(NOT_CONFIRMED));
        assert_eq!(changed(&|facts| facts.tags[2].region = None), Err(NO_PLACE));
        assert_eq!(changed(&|facts| facts.tags[2].region = Some(Region { w: f64::NAN, ..region(0.1) })), Err(NO_PLACE));
        assert_eq!(changed(&|facts| facts.faces[1].region.x = f64::INFINITY), Err(NO_PLACE));
        assert_eq!(changed(&|facts| facts.tags[1].face = facts.tags[0].face), Err(UNACCOUNTED));
        assert_eq!(changed(&|facts| facts.tags.push(tag(4, Who::Person(person(5)), Some(1), None))), Err(ONE_PLACE));
        let either = Who::OneOf(vec![person(1), person(6)]);
        assert_eq!(changed(&|facts| facts.tags.push(tag(4, either.clone(), Some(4), None))), Err(NOT_SETTLED));
    }

    #[test]
    fn of_a_picture_of_the_persons_work_everybody_is_covered_p26() {
        let mut facts = group();
        facts.tags.remove(0);
        facts.faces.remove(0);
        assert_eq!(covered(&facts), [0.4, 0.8, 0.0, 0.85]);
    }
}
