//! `vault check`: reads everything once and says what is hurt, so that the rest can be trusted.

use rules::PhotoId;
use serde::Serialize;

use crate::blob::{self, BlobKind};
use crate::error::{Result, StoreError};
use crate::log::Verified;
use crate::row;
use crate::table::photos::photo_key;
use crate::vault::Vault;

/// What a check found.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Checked {
    /// Photos looked at.
    pub photos: u64,
    /// Photos of which a file is missing or not as it was written, with the files concerned.
    pub hurt: Vec<(PhotoId, Vec<BlobKind>)>,
    /// Every page of the database is authentic, and its rows agree with one another.
    pub database_sound: bool,
    /// Files that belong to no photo.
    pub strays: u64,
    /// The log.
    pub log: Verified,
}

impl Checked {
    /// Whether nothing at all was found.
    #[must_use]
    pub fn is_sound(&self) -> bool {
        self.hurt.is_empty() && self.database_sound && self.strays == 0 && self.log.fault.is_none()
    }
}

/// A file of a photo as the database has it.
struct Expected {
    photo: PhotoId,
    wrapped: Vec<u8>,
    kind: BlobKind,
    name: String,
}

impl Vault {
    /// Decrypts every file and looks at every page. Where the database is not sound, the vault has to be opened
    /// anew before it is used further.
    ///
    /// # Errors
    /// Where the database cannot be read at all.
    pub fn check(&self) -> Result<Checked> {
        let (expected, photos) = self.read(|connection| {
            let sql = "SELECT photos.id, wrapped_key, kind, name FROM photos LEFT JOIN blobs ON photo = photos.id
                       ORDER BY photos.id, kind";
            let expected = row::all(connection, sql, [], |row| {
                let photo = row::text(row, "id")?;
                let name: Option<String> = row.get("name")?;
                let name = name.ok_or_else(|| StoreError::damaged(format!("the rows of photo {photo}")))?;
                Ok(Expected { photo, wrapped: row.get("wrapped_key")?, kind: row::word(row, "kind")?, name })
            })?;
            let photos = row::first(connection, "SELECT count(*) FROM photos", [], |row| row.get::<_, i64>(0))?;
            Ok((expected, photos.unwrap_or(0).unsigned_abs()))
        })?;
        let mut hurt: Vec<(PhotoId, Vec<BlobKind>)> = Vec::new();
        for file in &expected {
            if self.read_file(file).is_err() {
                match hurt.last_mut() {
                    Some((photo, kinds)) if *photo == file.photo => kinds.push(file.kind),
                    _ => hurt.push((file.photo, vec![file.kind])),
                }
            }
        }
        let there = blob::names(&self.folder)?.len() as u64;
        let missing = expected.iter().filter(|file| !blob::place_of(&self.folder, &file.name).exists()).count() as u64;
        let strays = (there + missing).saturating_sub(expected.len() as u64);
        let log = self.log().verify()?;
        // Last: after a page that does not authenticate the connection reads nothing more.
        let database_sound = self.read(is_sound)?;
        Ok(Checked { photos, hurt, database_sound, strays, log })
    }

    fn read_file(&self, file: &Expected) -> Result<()> {
        let key = photo_key(self, file.photo, &file.wrapped)?;
        blob::read(&key, file.photo, file.kind, &blob::place_of(&self.folder, &file.name)).map(drop)
    }
}

/// Authenticates every page, then checks structure and references.
pub(crate) fn is_sound(connection: &rusqlite::Connection) -> Result<bool> {
    for (pragma, good) in
        [("cipher_integrity_check", None), ("integrity_check", Some("ok")), ("foreign_key_check", None)]
    {
        let told = row::all(connection, &format!("PRAGMA {pragma}"), [], |row| {
            Ok(row.get_ref(0)?.as_str().unwrap_or_default().to_owned())
        });
        match told {
            Ok(told) if told.iter().all(|line| Some(line.as_str()) == good) => {}
            Ok(_) | Err(StoreError::Damaged(_)) => return Ok(false),
            Err(error) => return Err(error),
        }
    }
    Ok(true)
}
