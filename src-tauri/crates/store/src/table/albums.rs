//! Albums: the photos of one import or trip.

use jiff::{Timestamp, civil::Date};
use rules::AlbumId;
use rusqlite::params;
use serde_json::json;

use crate::error::{Result, StoreError};
use crate::log::Action;
use crate::row::{self, Row};
use crate::vault::Vault;

/// An album.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Album {
    /// Identifier.
    pub id: AlbumId,
    /// Name.
    pub name: String,
    /// When it was made.
    pub created_at: Timestamp,
    /// First day on which its photos may no longer be used (P16).
    pub keep_until: Option<Date>,
    /// How many photos it has.
    pub photos: u32,
}

/// Albums of the vault.
pub struct Albums<'v>(pub(crate) &'v Vault);

const SELECT: &str = "SELECT albums.*, (SELECT count(*) FROM photos WHERE album = albums.id) AS photos FROM albums";

impl Albums<'_> {
    /// All albums, the newest first.
    ///
    /// # Errors
    /// Where the database cannot be read.
    pub fn all(&self) -> Result<Vec<Album>> {
        self.0.read(|c| row::all(c, &format!("{SELECT} ORDER BY created_at DESC, id DESC"), [], read))
    }

    /// One album.
    ///
    /// # Errors
    /// [`StoreError::NotFound`].
    pub fn get(&self, album: AlbumId) -> Result<Album> {
        let sql = format!("{SELECT} WHERE id = ?1");
        self.0.read(|c| row::first(c, &sql, [album.to_string()], read))?.ok_or(StoreError::NotFound("album"))
    }

    /// The album of this name, if there is one.
    ///
    /// # Errors
    /// Where the database cannot be read.
    pub fn by_name(&self, name: &str) -> Result<Option<Album>> {
        let sql = format!("{SELECT} WHERE name = ?1");
        self.0.read(|c| row::first(c, &sql, [name.trim()], read))
    }

    /// The album of this name, made if there is none.
    ///
    /// # Errors
    /// [`StoreError::WrongState`] for an empty name.
    pub fn named(&self, name: &str) -> Result<Album> {
        if let Some(album) = self.by_name(name)? {
            return Ok(album);
        }
        if name.trim().is_empty() {
            return Err(StoreError::WrongState("an album needs a name"));
        }
        let id = self.0.new_id(AlbumId::new);
        let sql = "INSERT INTO albums (id, school, name, created_at) VALUES (?1, ?2, ?3, ?4)
                   ON CONFLICT DO NOTHING";
        self.0.change(|change| {
            let at = row::instant(change.at);
            if row::run(change, sql, params![id.to_string(), change.school(), name.trim(), at])? > 0 {
                change.log(Action::AlbumMade, id, &json!({}))?;
            }
            Ok(())
        })?;
        self.by_name(name)?.ok_or(StoreError::NotFound("album"))
    }

    /// Sets the first day on which the album's photos may no longer be used.
    ///
    /// # Errors
    /// [`StoreError::NotFound`].
    pub fn keep_until(&self, album: AlbumId, day: Option<Date>) -> Result<()> {
        let sql = "UPDATE albums SET keep_until = ?2 WHERE id = ?1";
        self.0.change(|change| {
            if row::run(change, sql, params![album.to_string(), day.map(|day| day.to_string())])? == 0 {
                return Err(StoreError::NotFound("album"));
            }
            change.log(Action::AlbumKept, album, &json!({ "until": day }))
        })
    }
}

fn read(row: &Row<'_>) -> Result<Album> {
    Ok(Album {
        id: row::text(row, "id")?,
        name: row.get("name")?,
        created_at: row::text(row, "created_at")?,
        keep_until: row::maybe(row, "keep_until")?,
        photos: row.get("photos")?,
    })
}
