//! Who can be seen, what is covered, what is kept: edits are data, the master stays as it is. Each verb returns the photo
//! with its new verdict.

use rules::{Accounted, Face, FaceId, FoundBy, PersonId, PhotoId, Region, Tag, TagId, Who};

use crate::error::{Error, Refusal};
use crate::people::one_person;
use crate::rights::Action;
use crate::session::{Session, parse};
use crate::wire::{FaceAccount, PhotoView, Rect};

impl Session {
    /// Tags people: one with a face or a region, or several without. A face has one owner: who was named for it before
    /// keeps the tag no longer.
    ///
    /// # Errors
    /// Refused when somebody or something named is not known.
    pub fn tag_add(
        &self,
        photo: &str,
        persons: &[String],
        face: Option<&str>,
        region: Option<Rect>,
        purpose: &str,
    ) -> Result<PhotoView, Error> {
        self.may(Action::Tag)?;
        let id = self.photo_id(photo)?;
        let register = self.vault().register()?;
        let people = persons.iter().map(|text| one_person(&register, text)).collect::<Result<Vec<_>, _>>()?;
        let region = region.map(Region::try_from).transpose()?;
        let face = face.map(|face| self.face_id(id, face)).transpose()?;
        if people.is_empty() {
            return Err(Refusal::Missing { what: "A person" }.into());
        }
        if people.len() > 1 && (face.is_some() || region.is_some()) {
            return Err(Refusal::NotNow { why: "one face belongs to one person" }.into());
        }
        for person in people {
            self.put_tag(id, Who::Person(person), face, region)?;
        }
        self.photo_view(id, purpose)
    }

    /// Draws a face and tags it in one go.
    ///
    /// # Errors
    /// Refused when the box is not inside the picture or the person not known.
    pub fn tag_box(&self, photo: &str, person: &str, region: Rect, purpose: &str) -> Result<PhotoView, Error> {
        self.may(Action::Tag)?;
        let id = self.photo_id(photo)?;
        let person = one_person(&self.vault().register()?, person)?;
        let face = self.draw_face(id, region)?;
        self.put_tag(id, Who::Person(person), Some(face), None)?;
        self.photo_view(id, purpose)
    }

    /// Tags a person, or one of several, unless that is said already.
    pub(crate) fn put_tag(
        &self,
        photo: PhotoId,
        who: Who,
        face: Option<FaceId>,
        region: Option<Region>,
    ) -> Result<bool, Error> {
        let tags = self.vault().photo_facts(photo)?.tags;
        let same = tags.iter().find(|tag| tag.who == who);
        if same.is_some_and(|tag| (face.is_none() || tag.face == face) && (region.is_none() || tag.region == region)) {
            return Ok(false);
        }
        let others = tags.iter().filter(|tag| face.is_some() && tag.face == face && tag.who != who);
        for other in others {
            self.vault().edits().untag(photo, other.id)?;
        }
        let id = same.map_or_else(|| self.surroundings().new_id(TagId::new), |tag| tag.id);
        self.vault().edits().tag(photo, &Tag { id, who, face, region })?;
        Ok(true)
    }

    /// Takes a tag off.
    ///
    /// # Errors
    /// Refused when photo or tag is not known.
    pub fn tag_remove(&self, photo: &str, tag: &str, purpose: &str) -> Result<PhotoView, Error> {
        self.may(Action::Tag)?;
        let id = self.photo_id(photo)?;
        self.vault().edits().untag(id, parse("tag", tag)?)?;
        self.photo_view(id, purpose)
    }

    /// Draws a face; nobody has accounted for it yet.
    ///
    /// # Errors
    /// Refused when the box is not inside the picture.
    pub fn face_add(&self, photo: &str, region: Rect, purpose: &str) -> Result<PhotoView, Error> {
        self.may(Action::Account)?;
        let id = self.photo_id(photo)?;
        self.draw_face(id, region)?;
        self.photo_view(id, purpose)
    }

    fn draw_face(&self, photo: PhotoId, region: Rect) -> Result<FaceId, Error> {
        let face = Face {
            id: self.surroundings().new_id(FaceId::new),
            region: region.try_into()?,
            found: FoundBy::Hand,
            accounted: None,
        };
        self.vault().edits().add_face(photo, &face)?;
        Ok(face.id)
    }

    /// Says what a face (by identifier or number) is.
    ///
    /// # Errors
    /// Refused when the face is not known, or is to be tagged and no tag names it.
    pub fn face_account(
        &self,
        photo: &str,
        face: &str,
        account: FaceAccount,
        purpose: &str,
    ) -> Result<PhotoView, Error> {
        self.may(Action::Account)?;
        let id = self.photo_id(photo)?;
        let face = self.face_id(id, face)?;
        let accounted = match account {
            FaceAccount::Unaccounted => None,
            FaceAccount::Tagged => {
                let tags = self.vault().photo_facts(id)?.tags;
                if !tags.iter().any(|tag| tag.face == Some(face)) {
                    return Err(Refusal::NotNow { why: "no tag names this face; tag it first" }.into());
                }
                Some(Accounted::Tagged)
            }
            FaceAccount::Covered => Some(Accounted::Covered),
            FaceAccount::CroppedOut => Some(Accounted::CroppedOut),
            FaceAccount::NotAPerson => Some(Accounted::NotAPerson),
            FaceAccount::Unrecognisable => Some(Accounted::Unrecognisable { by: self.by()? }),
        };
        self.vault().edits().account_face(id, face, accounted)?;
        self.photo_view(id, purpose)
    }

    /// The face that a text means: its identifier, or its number on the photo.
    fn face_id(&self, photo: PhotoId, text: &str) -> Result<FaceId, Error> {
        let faces = self.vault().photo_facts(photo)?.faces;
        let by_number = || text.parse::<usize>().ok().and_then(|number| faces.get(number.checked_sub(1)?));
        let found = match text.parse::<FaceId>() {
            Ok(id) => faces.iter().find(|face| face.id == id),
            Err(_) => by_number(),
        };
        found.map(|face| face.id).ok_or_else(|| Refusal::Unknown { what: "face", text: text.to_owned() }.into())
    }

    /// Covers these regions, beside the covered faces.
    ///
    /// # Errors
    /// Refused when a box is not inside the picture.
    pub fn covers_set(&self, photo: &str, covers: &[Rect], purpose: &str) -> Result<PhotoView, Error> {
        self.may(Action::Account)?;
        let id = self.photo_id(photo)?;
        let covers = covers.iter().map(|&rect| rect.try_into()).collect::<Result<Vec<Region>, Refusal>>()?;
        self.vault().edits().set_covers(id, &covers)?;
        self.photo_view(id, purpose)
    }

    /// Keeps a part of the picture, or all of it.
    ///
    /// # Errors
    /// Refused when the box is not inside the picture.
    pub fn crop_set(&self, photo: &str, crop: Option<Rect>, purpose: &str) -> Result<PhotoView, Error> {
        self.may(Action::Account)?;
        let id = self.photo_id(photo)?;
        let crop = crop.map(Region::try_from).transpose()?;
        self.vault().edits().set_crop(id, crop)?;
        self.photo_view(id, purpose)
    }

    /// Names the pupils whose work the photo shows (P07).
    ///
    /// # Errors
    /// Refused when somebody named is not known.
    pub fn work_set(&self, photo: &str, authors: &[String], purpose: &str) -> Result<PhotoView, Error> {
        self.may(Action::Account)?;
        let id = self.photo_id(photo)?;
        let register = self.vault().register()?;
        let authors = authors.iter().map(|text| one_person(&register, text)).collect::<Result<Vec<PersonId>, _>>()?;
        self.vault().edits().set_work(id, &authors)?;
        self.photo_view(id, purpose)
    }

    /// Confirms that everyone who can be seen is accounted for.
    ///
    /// # Errors
    /// Refused while a face is unaccounted, and to guests.
    pub fn photo_confirm(&self, photo: &str, purpose: &str) -> Result<PhotoView, Error> {
        self.may(Action::Account)?;
        let id = self.photo_id(photo)?;
        let facts = self.vault().photo_facts(id)?;
        if !facts.faces_sought {
            return Err(
                Refusal::NotNow { why: "faces have not been looked for in this photo yet; wait a moment" }.into()
            );
        }
        if facts.faces.iter().any(|face| facts.is_unaccounted(face)) {
            return Err(Refusal::NotNow { why: "a face on this photo is not accounted for yet" }.into());
        }
        self.vault().edits().confirm(id)?;
        self.photo_view(id, purpose)
    }
}
