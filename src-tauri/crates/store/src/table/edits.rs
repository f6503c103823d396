//! Edits of a photo: tags, faces, covers, crop, authors of shown work, and the confirmation that any of them
//! voids in the same transaction.

use jiff::Timestamp;
use rules::{AccountId, Accounted, Face, FaceId, FoundBy, PersonId, PhotoFacts, PhotoId, Region, Tag, TagId, Who};
use rusqlite::params;
use serde_json::json;

use super::{batches, facts, photos};
use crate::error::{Result, StoreError};
use crate::log::Action;
use crate::row;
use crate::vault::{Change, Vault};

/// Who confirmed that everyone who can be seen is accounted for, and when.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Confirmation {
    /// Who.
    pub by: AccountId,
    /// When.
    pub at: Timestamp,
}

/// The edits of one photo.
#[derive(Debug, Clone, PartialEq)]
pub struct PhotoEdits {
    /// Tags, faces (in order of their numbers), covers, crop, authors.
    pub facts: PhotoFacts,
    /// The confirmation, if nothing changed since.
    pub confirmation: Option<Confirmation>,
}

/// Edits of the vault.
pub struct Edits<'v>(pub(crate) &'v Vault);

impl Edits<'_> {
    /// The edits of one photo.
    ///
    /// # Errors
    /// [`StoreError::NotFound`], [`StoreError::Deleted`].
    pub fn of(&self, photo: PhotoId) -> Result<PhotoEdits> {
        let sql = "SELECT by_account, at FROM confirmations WHERE photo = ?1";
        self.0.read(|c| {
            let confirmation = row::first(c, sql, [photo.to_string()], |row| {
                Ok(Confirmation { by: row::text(row, "by_account")?, at: row::text(row, "at")? })
            })?;
            Ok(PhotoEdits { facts: facts::of_photo(c, photo)?, confirmation })
        })
    }

    /// Puts a tag on a photo, in place of one with the same identifier. The face it names is then accounted for.
    ///
    /// # Errors
    /// [`StoreError::NotFound`] for photo or face; [`StoreError::WrongState`] for a tag without a person.
    pub fn tag(&self, photo: PhotoId, tag: &Tag) -> Result<()> {
        let mut tag = tag.clone();
        if let Who::OneOf(persons) = &mut tag.who {
            persons.sort_unstable();
            persons.dedup();
        }
        let tag = &tag;
        self.0.change(|change| {
            let before = facts::of_photo(change, photo)?;
            if before.tags.contains(tag) {
                return Ok(());
            }
            if before.tags.iter().any(|old| old.id == tag.id) {
                remove_tag(change, &before, tag.id)?;
            }
            put_tag(change, photo, tag)?;
            if let Some(face) = tag.face {
                account(change, photo, face, Some(Accounted::Tagged))?;
            }
            void(change, photo, "tags")?;
            change.log(Action::PhotoTagged, photo, &json!({ "tag": tag.id, "who": tag.who, "face": tag.face }))
        })
    }

    /// Takes a tag off; the face it named is unaccounted again, unless another tag names it.
    ///
    /// # Errors
    /// [`StoreError::NotFound`] for the photo; a tag that is gone already is no error.
    pub fn untag(&self, photo: PhotoId, tag: TagId) -> Result<()> {
        self.0.change(|change| {
            let before = facts::of_photo(change, photo)?;
            if !remove_tag(change, &before, tag)? {
                return Ok(());
            }
            void(change, photo, "tags")?;
            change.log(Action::TagRemoved, photo, &json!({ "tag": tag }))
        })
    }

    /// Adds a face. One that is there already stays as it is.
    ///
    /// # Errors
    /// [`StoreError::NotFound`].
    pub fn add_face(&self, photo: PhotoId, face: &Face) -> Result<()> {
        self.0.change(|change| {
            photos::get(change, photo)?;
            if put_face(change, photo, face)? {
                void(change, photo, "faces")?;
                change.log(Action::FaceAdded, photo, &json!({ "face": face.id }))?;
            }
            Ok(())
        })
    }

    /// Says what a face is; `None` takes that back.
    ///
    /// # Errors
    /// [`StoreError::NotFound`] for photo or face.
    pub fn account_face(&self, photo: PhotoId, face: FaceId, accounted: Option<Accounted>) -> Result<()> {
        self.0.change(|change| {
            if account(change, photo, face, accounted)? {
                void(change, photo, "faces")?;
                change.log(Action::FaceAccounted, photo, &json!({ "face": face, "accounted": accounted }))?;
            }
            Ok(())
        })
    }

    /// Sets the regions that are destroyed in the export, beside those of covered faces.
    ///
    /// # Errors
    /// [`StoreError::NotFound`].
    pub fn set_covers(&self, photo: PhotoId, covers: &[Region]) -> Result<()> {
        self.0.change(|change| {
            if facts::of_photo(change, photo)?.covers == covers {
                return Ok(());
            }
            row::run(change, "DELETE FROM covers WHERE photo = ?1", [photo.to_string()])?;
            for (position, cover) in (0_i64..).zip(covers) {
                let sql =
                    "INSERT INTO covers (photo, school, position, x, y, w, h) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)";
                let id = photo.to_string();
                row::run(change, sql, params![id, change.school(), position, cover.x, cover.y, cover.w, cover.h])?;
            }
            void(change, photo, "covers")?;
            change.log(Action::CoversSet, photo, &json!({ "count": covers.len() }))
        })
    }

    /// Sets what is kept of the picture; `None` is all of it.
    ///
    /// # Errors
    /// [`StoreError::NotFound`].
    pub fn set_crop(&self, photo: PhotoId, crop: Option<Region>) -> Result<()> {
        self.0.change(|change| {
            if facts::of_photo(change, photo)?.crop == crop {
                return Ok(());
            }
            row::run(change, "DELETE FROM crops WHERE photo = ?1", [photo.to_string()])?;
            if let Some(Region { x, y, w, h }) = crop {
                let sql = "INSERT INTO crops (photo, school, x, y, w, h) VALUES (?1, ?2, ?3, ?4, ?5, ?6)";
                row::run(change, sql, params![photo.to_string(), change.school(), x, y, w, h])?;
            }
            void(change, photo, "crop")?;
            change.log(Action::CropSet, photo, &json!({ "cropped": crop.is_some() }))
        })
    }

    /// Says whose work the photo shows (P07).
    ///
    /// # Errors
    /// [`StoreError::NotFound`].
    pub fn set_work(&self, photo: PhotoId, authors: &[PersonId]) -> Result<()> {
        let mut authors = authors.to_vec();
        authors.sort_unstable();
        authors.dedup();
        self.0.change(|change| {
            if facts::of_photo(change, photo)?.work_by == authors {
                return Ok(());
            }
            row::run(change, "DELETE FROM work_authors WHERE photo = ?1", [photo.to_string()])?;
            for author in &authors {
                let sql = "INSERT INTO work_authors (photo, school, person) VALUES (?1, ?2, ?3)";
                row::run(change, sql, params![photo.to_string(), change.school(), author.to_string()])?;
            }
            void(change, photo, "work")?;
            change.log(Action::WorkSet, photo, &json!({ "authors": authors }))
        })
    }

    /// The account at work says that everyone who can be seen is accounted for.
    ///
    /// # Errors
    /// [`StoreError::NotFound`]; [`StoreError::CannotSign`] under the recovery key.
    pub fn confirm(&self, photo: PhotoId) -> Result<()> {
        let sql = "INSERT INTO confirmations (photo, school, by_account, at) VALUES (?1, ?2, ?3, ?4)
                   ON CONFLICT DO NOTHING";
        self.0.change(|change| {
            photos::get(change, photo)?;
            let actor = change.actor().ok_or(StoreError::CannotSign)?;
            let values = params![photo.to_string(), change.school(), actor, row::instant(change.at)];
            if row::run(change, sql, values)? > 0 {
                change.log(Action::PhotoConfirmed, photo, &json!({}))?;
            }
            Ok(())
        })
    }
}

/// Something about the photo changed: nobody has confirmed it any more, and no approval covers it.
pub(crate) fn void(change: &Change<'_>, photo: PhotoId, what: &str) -> Result<()> {
    row::run(change, "DELETE FROM confirmations WHERE photo = ?1", [photo.to_string()])?;
    batches::void_for_photo(change, photo, what)
}

fn put_tag(change: &Change<'_>, photo: PhotoId, tag: &Tag) -> Result<()> {
    let (persons, resolved) = match &tag.who {
        Who::Person(person) => (std::slice::from_ref(person), true),
        Who::OneOf(persons) => (persons.as_slice(), false),
    };
    if persons.is_empty() {
        return Err(StoreError::WrongState("a tag needs a person"));
    }
    let region = tag.region;
    row::run(
        change,
        "INSERT INTO tags (id, school, photo, resolved, face, x, y, w, h) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)",
        params![
            tag.id.to_string(),
            change.school(),
            photo.to_string(),
            resolved,
            tag.face.map(|face| face.to_string()),
            region.map(|r| r.x),
            region.map(|r| r.y),
            region.map(|r| r.w),
            region.map(|r| r.h),
        ],
    )?;
    for person in persons {
        let sql = "INSERT INTO tag_persons (tag, school, person) VALUES (?1, ?2, ?3) ON CONFLICT DO NOTHING";
        row::run(change, sql, params![tag.id.to_string(), change.school(), person.to_string()])?;
    }
    Ok(())
}

/// Removes a tag and what it said about its face; tells whether it was there.
fn remove_tag(change: &Change<'_>, before: &PhotoFacts, tag: TagId) -> Result<bool> {
    let Some(old) = before.tags.iter().find(|old| old.id == tag) else { return Ok(false) };
    row::run(change, "DELETE FROM tags WHERE id = ?1", [tag.to_string()])?;
    if let Some(face) = old.face {
        let others = before.tags.iter().any(|other| other.id != tag && other.face == Some(face));
        let tagged = before.faces.iter().any(|f| f.id == face && f.accounted == Some(Accounted::Tagged));
        if tagged && !others {
            account(change, before.id, face, None)?;
        }
    }
    Ok(true)
}

/// Adds a face with the next number; tells whether it is new.
pub(crate) fn put_face(change: &Change<'_>, photo: PhotoId, face: &Face) -> Result<bool> {
    let score = match face.found {
        FoundBy::Hand => None,
        FoundBy::Detector { score } => Some(score),
    };
    let Region { x, y, w, h } = face.region;
    let id = face.id.to_string();
    let added = row::run(
        change,
        "INSERT INTO faces (id, school, photo, number, x, y, w, h, score)
         VALUES (?1, ?2, ?3, (SELECT coalesce(max(number), 0) + 1 FROM faces WHERE photo = ?3), ?4, ?5, ?6, ?7, ?8)
         ON CONFLICT (id) DO NOTHING",
        params![id, change.school(), photo.to_string(), x, y, w, h, score],
    )? > 0;
    if added && face.accounted.is_some() {
        account(change, photo, face.id, face.accounted)?;
    }
    Ok(added)
}

/// Notes what a face is; tells whether that is news.
fn account(change: &Change<'_>, photo: PhotoId, face: FaceId, accounted: Option<Accounted>) -> Result<bool> {
    let (word, by) = match accounted {
        None => (None, None),
        Some(Accounted::Tagged) => (Some("tagged"), None),
        Some(Accounted::Covered) => (Some("covered"), None),
        Some(Accounted::CroppedOut) => (Some("cropped_out"), None),
        Some(Accounted::NotAPerson) => (Some("not_a_person"), None),
        Some(Accounted::Unrecognisable { by }) => (Some("unrecognisable"), Some(by.to_string())),
    };
    let key = [face.to_string(), photo.to_string()];
    row::first(change, "SELECT 1 FROM faces WHERE id = ?1 AND photo = ?2", key, |_| Ok(()))?
        .ok_or(StoreError::NotFound("face"))?;
    let sql = "UPDATE faces SET accounted = ?2, accounted_by = ?3
               WHERE id = ?1 AND (accounted, accounted_by) IS NOT (?2, ?3)";
    Ok(row::run(change, sql, params![face.to_string(), word, by])? > 0)
}
