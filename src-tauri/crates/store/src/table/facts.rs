//! What the decision needs to know of photos, fetched for one photo or a whole album at once.

use std::collections::BTreeMap;

use rules::{Accounted, AlbumId, Face, FoundBy, PersonId, PhotoFacts, PhotoId, Region, Tag, TagId, Who};
use rusqlite::Connection;

use crate::error::{Result, StoreError};
use crate::row::{self, Row};

pub(crate) fn of_photo(connection: &Connection, photo: PhotoId) -> Result<PhotoFacts> {
    super::photos::get(connection, photo)?;
    load(connection, "photos.id", &photo.to_string())?.pop().ok_or(StoreError::NotFound("photo"))
}

pub(crate) fn of_album(connection: &Connection, album: AlbumId) -> Result<Vec<PhotoFacts>> {
    load(connection, "photos.album", &album.to_string())
}

/// `scope` is the column that picks the photos.
fn load(connection: &Connection, scope: &str, value: &str) -> Result<Vec<PhotoFacts>> {
    let mut tags = tags(connection, scope, value)?;
    let mut faces = children(connection, "faces", "faces.number", scope, value, face)?;
    let mut covers = children(connection, "covers", "covers.position", scope, value, row::some_region)?;
    let mut crops = children(connection, "crops", "crops.photo", scope, value, row::some_region)?;
    let mut authors =
        children(connection, "work_authors", "work_authors.person", scope, value, |row| row::text(row, "person"))?;
    let sql = format!(
        "SELECT photos.id, standing, held_for_deletion, keep_until,
            EXISTS (SELECT 1 FROM confirmations WHERE photo = photos.id) AS confirmed,
            EXISTS (SELECT 1 FROM sightings WHERE photo = photos.id) AS sought
         FROM photos JOIN albums ON albums.id = photos.album WHERE {scope} = ?1 ORDER BY photos.number"
    );
    row::all(connection, &sql, [value], |row| {
        let id = row::text(row, "id")?;
        Ok(PhotoFacts {
            id,
            tags: tags.remove(&id).unwrap_or_default(),
            faces_sought: row.get("sought")?,
            faces: faces.remove(&id).unwrap_or_default(),
            covers: covers.remove(&id).unwrap_or_default(),
            crop: crops.remove(&id).and_then(|mut crop: Vec<Region>| crop.pop()),
            confirmed: row.get("confirmed")?,
            work_by: authors.remove(&id).unwrap_or_default(),
            texts: Vec::new(),
            device: row::word(row, "standing")?,
            held_for_deletion: row.get("held_for_deletion")?,
            keep_until: row::maybe(row, "keep_until")?,
        })
    })
}

/// Rows of a table that belong to the chosen photos, by photo.
fn children<T>(
    connection: &Connection,
    table: &str,
    order: &str,
    scope: &str,
    value: &str,
    mut read: impl FnMut(&Row<'_>) -> Result<T>,
) -> Result<BTreeMap<PhotoId, Vec<T>>> {
    let sql = format!(
        "SELECT {table}.* FROM photos JOIN {table} ON {table}.photo = photos.id WHERE {scope} = ?1
         ORDER BY {table}.photo, {order}"
    );
    let mut found: BTreeMap<PhotoId, Vec<T>> = BTreeMap::new();
    for (photo, item) in row::all(connection, &sql, [value], |row| Ok((row::text(row, "photo")?, read(row)?)))? {
        found.entry(photo).or_default().push(item);
    }
    Ok(found)
}

fn tags(connection: &Connection, scope: &str, value: &str) -> Result<BTreeMap<PhotoId, Vec<Tag>>> {
    let sql = format!(
        "SELECT tag, person FROM photos JOIN tags ON tags.photo = photos.id JOIN tag_persons ON tag = tags.id
         WHERE {scope} = ?1 ORDER BY tag, person"
    );
    let mut persons: BTreeMap<TagId, Vec<PersonId>> = BTreeMap::new();
    for (tag, person) in
        row::all(connection, &sql, [value], |row| Ok((row::text(row, "tag")?, row::text(row, "person")?)))?
    {
        persons.entry(tag).or_default().push(person);
    }
    children(connection, "tags", "tags.id", scope, value, |row| {
        let id = row::text(row, "id")?;
        let mut persons = persons.remove(&id).unwrap_or_default();
        let who = match persons.pop() {
            Some(person) if persons.is_empty() && row.get("resolved")? => Who::Person(person),
            last => {
                persons.extend(last);
                Who::OneOf(persons)
            }
        };
        Ok(Tag { id, who, face: row::maybe(row, "face")?, region: row::region(row)? })
    })
}

fn face(row: &Row<'_>) -> Result<Face> {
    let score: Option<f32> = row.get("score")?;
    let accounted = match row.get_ref("accounted")?.as_str_or_null().map_err(|_| StoreError::damaged("a row"))? {
        None => None,
        Some("tagged") => Some(Accounted::Tagged),
        Some("covered") => Some(Accounted::Covered),
        Some("cropped_out") => Some(Accounted::CroppedOut),
        Some("not_a_person") => Some(Accounted::NotAPerson),
        Some("unrecognisable") => Some(Accounted::Unrecognisable { by: row::text(row, "accounted_by")? }),
        Some(_) => return Err(StoreError::damaged("a row")),
    };
    Ok(Face {
        id: row::text(row, "id")?,
        region: row::some_region(row)?,
        found: score.map_or(FoundBy::Hand, |score| FoundBy::Detector { score }),
        accounted,
    })
}
