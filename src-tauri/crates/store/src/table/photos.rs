//! Photos: what is known of them, their wrapped keys, and their files.

use jiff::Timestamp;
use jiff::civil::{Date, DateTime};
use rules::{AccountId, AlbumId, DeviceStanding, Face, PhotoFacts, PhotoId};
use rusqlite::{Connection, params};
use serde_json::json;
use zeroize::Zeroizing;

use super::{edits, facts};
use crate::blob::{self, BlobKind, Staged};
use crate::error::{Result, StoreError};
use crate::keys::{Secret, keyed_hash, seal, unseal};
use crate::log::Action;
use crate::row::{self, Row};
use crate::vault::{Change, Vault};

/// A photo to be kept, with everything that is kept of it.
pub struct NewPhoto<'a> {
    /// Identifier, made by the caller.
    pub id: PhotoId,
    /// The album.
    pub album: AlbumId,
    /// BLAKE3 of the bytes that were imported; kept as a keyed hash.
    pub source_hash: [u8; 32],
    /// Format of the master (`jpeg`).
    pub format: &'a str,
    /// Width of the upright picture in pixels.
    pub width: u32,
    /// Height of the upright picture in pixels.
    pub height: u32,
    /// What is still to be done to the master to make it upright: EXIF's 1 to 8.
    pub orientation: u8,
    /// Local time at which it was taken.
    pub taken_at: Option<DateTime>,
    /// Maker of the camera.
    pub make: Option<&'a str>,
    /// Model of the camera.
    pub model: Option<&'a str>,
    /// Its serial number.
    pub serial: Option<&'a str>,
    /// Whether the camera is the school's.
    pub standing: DeviceStanding,
    /// Names under which the file may be looked up until they are forgotten; kept as keyed hashes.
    pub import_names: &'a [String],
    /// Faces found.
    pub faces: &'a [Face],
    /// The stripped picture.
    pub master: &'a [u8],
    /// The small picture.
    pub thumb: &'a [u8],
    /// The picture for the screen.
    pub preview: &'a [u8],
}

/// A photo of the vault.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Photo {
    /// Identifier.
    pub id: PhotoId,
    /// Album.
    pub album: AlbumId,
    /// Place in the album, from 1.
    pub number: u32,
    /// BLAKE3 of the master.
    pub master_hash: [u8; 32],
    /// Format of the master.
    pub format: String,
    /// Width of the upright picture in pixels.
    pub width: u32,
    /// Height of the upright picture in pixels.
    pub height: u32,
    /// EXIF orientation still to be applied to the master.
    pub orientation: u8,
    /// Local time at which it was taken.
    pub taken_at: Option<DateTime>,
    /// Maker, model and serial number of the camera.
    pub device: [Option<String>; 3],
    /// Whether the camera is the school's.
    pub standing: DeviceStanding,
    /// Why it was released, when it was.
    pub released_because: Option<String>,
    /// Marked for deletion.
    pub held_for_deletion: bool,
    /// When it was imported.
    pub imported_at: Timestamp,
    /// By whom.
    pub imported_by: Option<AccountId>,
    /// How many tags it has.
    pub tagged: u32,
    /// Somebody confirmed that everyone is accounted for.
    pub confirmed: bool,
    /// What the picture looks like as a whole, once it was looked at.
    pub likeness: Option<u64>,
}

/// What the vault knows of a picture by its bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Known {
    /// It is here.
    Here(PhotoId),
    /// It was, and was deleted.
    Deleted(PhotoId),
}

/// Photos of the vault.
pub struct Photos<'v>(pub(crate) &'v Vault);

pub(super) const SELECT: &str = "SELECT photos.*, (SELECT count(*) FROM tags WHERE tags.photo = photos.id) AS tagged,
    (SELECT likeness FROM sightings WHERE sightings.photo = photos.id) AS likeness,
    EXISTS (SELECT 1 FROM confirmations WHERE confirmations.photo = photos.id) AS confirmed FROM photos";

impl Photos<'_> {
    /// What is known of these bytes, by their BLAKE3.
    ///
    /// # Errors
    /// Where the database cannot be read.
    pub fn known(&self, source_hash: &[u8; 32]) -> Result<Option<Known>> {
        let hash = keyed_hash(&self.0.keys.sources, source_hash);
        self.0.read(|c| known(c, &hash))
    }

    /// Encrypts, writes, reads back and records a photo: when this returns it lasts.
    ///
    /// # Errors
    /// [`StoreError::DuplicatePhoto`]; [`StoreError::NotFound`] for the album; what the system says. Nothing is
    /// then left of it.
    pub fn add(&self, new: &NewPhoto<'_>) -> Result<Photo> {
        let vault = self.0;
        let hash = keyed_hash(&vault.keys.sources, &new.source_hash);
        if let Some(Known::Here(photo)) = vault.read(|c| known(c, &hash))? {
            return Err(StoreError::DuplicatePhoto(photo));
        }
        let key: Secret = Zeroizing::new(vault.env.random());
        let wrapped = seal(&vault.keys.photos, new.id.uuid().as_bytes(), key.as_slice(), &vault.env)?;
        let files = [(BlobKind::Master, new.master), (BlobKind::Thumb, new.thumb), (BlobKind::Preview, new.preview)];
        let mut staged = Staged::write(&vault.folder, &key, new.id, &files, &vault.env)?;
        staged.place()?;
        let photo = vault.change(|change| {
            if let Some(Known::Here(photo)) = known(change, &hash)? {
                return Err(StoreError::DuplicatePhoto(photo));
            }
            insert(change, new, &hash, &wrapped)?;
            for (kind, name, length) in &staged.files {
                let sql = "INSERT INTO blobs (name, school, photo, kind, length) VALUES (?1, ?2, ?3, ?4, ?5)";
                let length = i64::try_from(*length).unwrap_or(i64::MAX);
                let kind = row::to_word(kind)?;
                row::run(change, sql, params![name, change.school(), new.id.to_string(), kind, length])?;
            }
            for name in new.import_names {
                let sql = "INSERT INTO import_names (photo, school, name_hash) VALUES (?1, ?2, ?3)
                           ON CONFLICT DO NOTHING";
                let hash = name_hash(vault, name);
                row::run(change, sql, params![new.id.to_string(), change.school(), hash])?;
            }
            for face in new.faces {
                edits::put_face(change, new.id, face)?;
            }
            change.log(Action::PhotoImported, new.id, &json!({ "album": new.album, "device": new.standing }))?;
            get(change, new.id)
        })?;
        staged.keep();
        Ok(photo)
    }

    /// One photo.
    ///
    /// # Errors
    /// [`StoreError::NotFound`]; [`StoreError::Deleted`].
    pub fn get(&self, photo: PhotoId) -> Result<Photo> {
        self.0.read(|c| get(c, photo))
    }

    /// Photos of an album, in order of import.
    ///
    /// # Errors
    /// Where the database cannot be read.
    pub fn in_album(&self, album: AlbumId) -> Result<Vec<Photo>> {
        let sql = format!("{SELECT} WHERE album = ?1 ORDER BY number");
        self.0.read(|c| row::all(c, &sql, [album.to_string()], read))
    }

    /// The facts of all photos of an album, in order of import.
    ///
    /// # Errors
    /// Where the database cannot be read.
    pub fn facts_in_album(&self, album: AlbumId) -> Result<Vec<PhotoFacts>> {
        self.0.read(|c| facts::of_album(c, album))
    }

    /// Photos of a camera that is not on the list, which nobody has released, in order of album and import.
    ///
    /// # Errors
    /// Where the database cannot be read.
    pub fn quarantined(&self) -> Result<Vec<Photo>> {
        let sql = format!("{SELECT} WHERE standing = 'quarantined' ORDER BY album, number");
        self.0.read(|c| row::all(c, &sql, [], read))
    }

    /// Photos imported under this name and not forgotten yet.
    ///
    /// # Errors
    /// Where the database cannot be read.
    pub fn by_import_name(&self, name: &str) -> Result<Vec<PhotoId>> {
        let sql = "SELECT photo FROM import_names WHERE name_hash = ?1 ORDER BY photo";
        let hash = name_hash(self.0, name);
        self.0.read(|c| row::all(c, sql, [hash], |row| row::text(row, "photo")))
    }

    /// Forgets the import names of photos imported before an instant.
    ///
    /// # Errors
    /// Where the database cannot be written.
    pub fn forget_import_names(&self, before: Timestamp) -> Result<()> {
        let sql = "DELETE FROM import_names WHERE photo IN (SELECT id FROM photos WHERE imported_at < ?1)";
        self.0.change(|change| {
            let forgotten = row::run(change, sql, [row::instant(before)])?;
            if forgotten == 0 {
                return Ok(());
            }
            change.log(Action::ImportNamesForgotten, change.school(), &json!({ "count": forgotten }))
        })
    }

    /// The head releases photos of a camera that is not on the list (P10).
    ///
    /// # Errors
    /// [`StoreError::NotFound`].
    pub fn release(&self, photos: &[PhotoId], because: &str) -> Result<()> {
        let sql = "UPDATE photos SET standing = 'released', released_because = ?2
                   WHERE id = ?1 AND standing = 'quarantined'";
        self.0.change(|change| {
            for &photo in photos {
                get(change, photo)?;
                if row::run(change, sql, params![photo.to_string(), because])? > 0 {
                    edits::void(change, photo, "device")?;
                    change.log(Action::PhotosReleased, photo, &json!({}))?;
                }
            }
            Ok(())
        })
    }

    /// Marks a photo for deletion, or takes the mark off.
    ///
    /// # Errors
    /// [`StoreError::NotFound`].
    pub fn hold_for_deletion(&self, photo: PhotoId, held: bool) -> Result<()> {
        self.0.change(|change| hold(change, photo, held).map(drop))
    }

    /// Photos whose time is up: those of albums whose last day has passed, and those held for deletion (P16).
    ///
    /// # Errors
    /// Where the database cannot be read.
    pub fn due(&self, today: Date) -> Result<Vec<Photo>> {
        let sql = format!(
            "{SELECT} WHERE id IN (
                SELECT id FROM photos WHERE held_for_deletion = 1
                UNION ALL
                SELECT photos.id FROM albums CROSS JOIN photos ON album = albums.id WHERE keep_until <= ?1
             ) ORDER BY album, number"
        );
        self.0.read(|c| row::all(c, &sql, [today.to_string()], read))
    }

    /// The bytes of one of the photo's files.
    ///
    /// # Errors
    /// [`StoreError::NotFound`], [`StoreError::Deleted`]; [`StoreError::Damaged`] where the file is not as it
    /// was written.
    pub fn bytes(&self, photo: PhotoId, kind: BlobKind) -> Result<Zeroizing<Vec<u8>>> {
        let sql = "SELECT wrapped_key, name FROM photos JOIN blobs ON blobs.photo = photos.id
                   WHERE photos.id = ?1 AND kind = ?2";
        let word = row::to_word(&kind)?;
        let found = self.0.read(|c| {
            get(c, photo)?;
            row::first(c, sql, [photo.to_string(), word], |row| Ok((row.get(0)?, row.get(1)?)))
        })?;
        let (wrapped, name): (Vec<u8>, String) = found.ok_or(StoreError::NotFound("file of this photo"))?;
        let key = photo_key(self.0, photo, &wrapped)?;
        blob::read(&key, photo, kind, &blob::place_of(&self.0.folder, &name))
    }
}

/// Marks a photo for deletion, or takes the mark off; tells whether that was new.
pub(crate) fn hold(change: &Change<'_>, photo: PhotoId, held: bool) -> Result<bool> {
    let sql = "UPDATE photos SET held_for_deletion = ?2 WHERE id = ?1 AND held_for_deletion <> ?2";
    get(change, photo)?;
    let new = row::run(change, sql, params![photo.to_string(), held])? > 0;
    if new {
        change.log(Action::PhotoHeld, photo, &json!({ "held": held }))?;
    }
    Ok(new)
}

/// The photo's own key.
pub(crate) fn photo_key(vault: &Vault, photo: PhotoId, wrapped: &[u8]) -> Result<Secret> {
    unseal(&vault.keys.photos, photo.uuid().as_bytes(), wrapped)
        .and_then(|key| key.as_slice().try_into().ok())
        .map(Zeroizing::new)
        .ok_or_else(|| StoreError::damaged(format!("the key of photo {photo}")))
}

fn name_hash(vault: &Vault, name: &str) -> [u8; 32] {
    keyed_hash(&vault.keys.names, name.trim().to_lowercase().as_bytes())
}

fn known(connection: &Connection, hash: &[u8; 32]) -> Result<Option<Known>> {
    let sql = "SELECT id FROM photos WHERE source_hash = ?1";
    if let Some(photo) = row::first(connection, sql, [hash], |row| row::text(row, "id"))? {
        return Ok(Some(Known::Here(photo)));
    }
    let sql = "SELECT photo FROM tombstones WHERE source_hash = ?1";
    Ok(row::first(connection, sql, [hash], |row| row::text(row, "photo"))?.map(Known::Deleted))
}

fn insert(change: &Change<'_>, new: &NewPhoto<'_>, source: &[u8; 32], wrapped: &[u8]) -> Result<()> {
    let album = new.album.to_string();
    row::first(change, "SELECT 1 FROM albums WHERE id = ?1", [&album], |_| Ok(()))?
        .ok_or(StoreError::NotFound("album"))?;
    row::run(
        change,
        "INSERT INTO photos (id, school, album, number, wrapped_key, source_hash, master_hash, format, width, height,
            orientation, taken_at, make, model, serial, standing, imported_at, imported_by)
         VALUES (?1, ?2, ?3, (SELECT coalesce(max(number), 0) + 1 FROM photos WHERE album = ?3), ?4, ?5, ?6, ?7, ?8,
            ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17)",
        params![
            new.id.to_string(),
            change.school(),
            album,
            wrapped,
            source,
            blake3::hash(new.master).as_bytes(),
            new.format,
            new.width,
            new.height,
            new.orientation,
            new.taken_at.map(|at| at.to_string()),
            new.make,
            new.model,
            new.serial,
            row::to_word(&new.standing)?,
            row::instant(change.at),
            change.actor(),
        ],
    )
    .map(drop)
}

pub(crate) fn get(connection: &Connection, photo: PhotoId) -> Result<Photo> {
    let id = photo.to_string();
    if let Some(found) = row::first(connection, &format!("{SELECT} WHERE id = ?1"), [&id], read)? {
        return Ok(found);
    }
    let gone = row::first(connection, "SELECT 1 FROM tombstones WHERE photo = ?1", [&id], |_| Ok(()))?;
    Err(if gone.is_some() { StoreError::Deleted } else { StoreError::NotFound("photo") })
}

pub(super) fn read(row: &Row<'_>) -> Result<Photo> {
    Ok(Photo {
        id: row::text(row, "id")?,
        album: row::text(row, "album")?,
        number: row.get("number")?,
        master_hash: row.get("master_hash")?,
        format: row.get("format")?,
        width: row.get("width")?,
        height: row.get("height")?,
        orientation: row.get("orientation")?,
        taken_at: row::maybe(row, "taken_at")?,
        device: [row.get("make")?, row.get("model")?, row.get("serial")?],
        standing: row::word(row, "standing")?,
        released_because: row.get("released_because")?,
        held_for_deletion: row.get("held_for_deletion")?,
        imported_at: row::text(row, "imported_at")?,
        imported_by: row::maybe(row, "imported_by")?,
        tagged: row.get("tagged")?,
        confirmed: row.get("confirmed")?,
        likeness: row.get::<_, Option<i64>>("likeness")?.map(i64::cast_unsigned),
    })
}
