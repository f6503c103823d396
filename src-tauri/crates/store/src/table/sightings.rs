//! What the program itself saw of photos: the faces its detector found, and what each picture looks like as a whole. It only
//! ever adds: whatever a person drew or said stays as it is.

use rules::{Face, PhotoId};
use rusqlite::params;
use serde_json::json;

use super::{edits, facts};
use crate::error::Result;
use crate::log::Action;
use crate::row;
use crate::vault::Vault;

/// What was seen of one photo.
#[derive(Debug, Clone, Copy)]
pub struct Sighting<'a> {
    /// Which detector looked, and how; another name looks again.
    pub detector: &'a str,
    /// What the picture looks like as a whole.
    pub likeness: u64,
    /// The faces it found.
    pub faces: &'a [Face],
}

/// Boxes that share more of what either covers mean the same face.
const SAME_FACE: f64 = 0.3;

/// Sightings of the vault.
pub struct Sightings<'v>(pub(crate) &'v Vault);

impl Sightings<'_> {
    /// Photos at which this detector has not looked, in order of import.
    ///
    /// # Errors
    /// Where the database cannot be read.
    pub fn missing(&self, detector: &str) -> Result<Vec<PhotoId>> {
        let sql = "SELECT id FROM photos
                   WHERE NOT EXISTS (SELECT 1 FROM sightings WHERE photo = photos.id AND detector = ?1)
                   ORDER BY imported_at, number";
        self.0.read(|c| row::all(c, sql, [detector], |row| row::text(row, "id")))
    }

    /// Notes what was seen; returns how many faces are new. A face where a box is already is not added, whoever drew that
    /// box and whatever was said of it.
    ///
    /// # Errors
    /// [`StoreError::NotFound`](crate::StoreError::NotFound), [`StoreError::Deleted`](crate::StoreError::Deleted).
    pub fn add(&self, photo: PhotoId, seen: &Sighting<'_>) -> Result<usize> {
        self.0.change(|change| {
            let before = facts::of_photo(change, photo)?;
            let is_there = |face: &&Face| before.faces.iter().any(|old| old.region.overlap(&face.region) > SAME_FACE);
            let mut added = 0;
            for face in seen.faces.iter().filter(|face| !is_there(face)) {
                added += usize::from(edits::put_face(change, photo, face)?);
            }
            if added > 0 {
                edits::void(change, photo, "faces")?;
            }
            let sql = "INSERT INTO sightings (photo, school, detector, likeness, at) VALUES (?1, ?2, ?3, ?4, ?5)
                       ON CONFLICT DO UPDATE
                       SET detector = excluded.detector, likeness = excluded.likeness, at = excluded.at";
            let id = photo.to_string();
            let likeness = seen.likeness.cast_signed();
            row::run(change, sql, params![id, change.school(), seen.detector, likeness, row::instant(change.at)])?;
            change.log(Action::FacesSought, photo, &json!({ "found": seen.faces.len(), "added": added }))?;
            Ok(added)
        })
    }
}
