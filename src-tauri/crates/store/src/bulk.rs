//! For tests and benchmarks only: a photo of nothing but bytes; as many rows as a large school has after years, whose
//! photos have no files but are listed and counted.

use rules::{AlbumId, BatchId, DeviceStanding, PersonId, PhotoId};
use rusqlite::params;
use serde_json::json;

use crate::blob::{self, BlobKind};
use crate::error::Result;
use crate::log::Action;
use crate::row;
use crate::table::photos::NewPhoto;
use crate::vault::{Change, Vault};

impl<'a> NewPhoto<'a> {
    /// A photo of a known camera of which nothing else is known; all three files are these bytes.
    #[must_use]
    pub fn plain(id: PhotoId, album: AlbumId, bytes: &'a [u8]) -> Self {
        Self {
            id,
            album,
            source_hash: *blake3::hash(bytes).as_bytes(),
            format: "jpeg",
            width: 3,
            height: 2,
            orientation: 1,
            taken_at: None,
            make: None,
            model: None,
            serial: None,
            standing: DeviceStanding::Registered,
            import_names: &[],
            faces: &[],
            master: bytes,
            thumb: bytes,
            preview: bytes,
        }
    }
}

impl Vault {
    /// Adds albums of so many photos each, every photo with three faces and three tags; and `entries` to the log.
    ///
    /// # Errors
    /// Where the database cannot be written.
    pub fn fill(&self, albums: u32, photos: u32, entries: u32) -> Result<Vec<AlbumId>> {
        let filled = self.change(|change| {
            let people = (0..400).map(|_| person(change)).collect::<Result<Vec<_>>>()?;
            let mut filled = Vec::new();
            for album in 0..albums {
                let id = AlbumId::new(self.env.new_id());
                let sql = "INSERT INTO albums (id, school, name, created_at) VALUES (?1, ?2, ?3, ?4)";
                let values =
                    params![id.to_string(), change.school(), format!("Album {album}"), row::instant(change.at)];
                row::run(change, sql, values)?;
                for number in 1..=photos {
                    photo(change, id, number, &people)?;
                }
                filled.push(id);
            }
            Ok(filled)
        })?;
        for _ in 0..entries.div_ceil(100_000) {
            self.change(|change| {
                for n in 0..entries.min(100_000) {
                    change.log(
                        Action::PhotoTagged,
                        PhotoId::new(self.env.new_id()),
                        &json!({ "tag": n, "face": null }),
                    )?;
                }
                Ok(())
            })?;
        }
        Ok(filled)
    }

    /// The bytes of a file as they would be written.
    ///
    /// # Errors
    /// Where there are too many of them.
    pub fn encrypted(&self, photo: PhotoId, bytes: &[u8]) -> Result<Vec<u8>> {
        let key = zeroize::Zeroizing::new(self.env.random());
        blob::encrypt(&key, photo, BlobKind::Master, bytes, &self.env)
    }

    /// Adds batches of so many photos of an album.
    ///
    /// # Errors
    /// Where the database cannot be written.
    pub fn fill_batches(&self, batches: usize, of: AlbumId, photos: usize) -> Result<()> {
        let chosen: Vec<_> = self.photos().in_album(of)?.iter().map(|photo| photo.id).take(photos).collect();
        for _ in 0..batches {
            let batch = BatchId::new(self.env.new_id());
            self.batches().make(batch, &rules::PurposeKey::new("website"), "Filled")?;
            self.batches().add(batch, &chosen)?;
        }
        Ok(())
    }
}

fn person(change: &Change<'_>) -> Result<PersonId> {
    let id = PersonId::new(change.vault.env.new_id());
    let sql = "INSERT INTO people (id, school, kind, forename, surname) VALUES (?1, ?2, 'pupil', 'A', 'B')";
    row::run(change, sql, params![id.to_string(), change.school()])?;
    Ok(id)
}

fn photo(change: &Change<'_>, album: AlbumId, number: u32, people: &[PersonId]) -> Result<()> {
    let env = &change.vault.env;
    let id = env.new_id().to_string();
    row::run(
        change,
        "INSERT INTO photos (id, school, album, number, wrapped_key, source_hash, master_hash, format, width, height,
            orientation, taken_at, make, model, serial, standing, imported_at)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, 'jpeg', 6000, 4000, 1, '2026-10-09T11:12:13', 'Fernlight', 'F200',
            '0042', 'registered', ?8)",
        params![
            id,
            change.school(),
            album.to_string(),
            number,
            env.random::<72>(),
            env.random::<32>(),
            env.random::<32>(),
            row::instant(change.at)
        ],
    )?;
    for kind in ["master", "preview", "thumb"] {
        let sql = "INSERT INTO blobs (name, school, photo, kind, length) VALUES (?1, ?2, ?3, ?4, 5000000)";
        row::run(change, sql, params![hex::encode(env.random::<16>()), change.school(), id, kind])?;
    }
    for n in 0..3_u32 {
        let (face, tag) = (env.new_id().to_string(), env.new_id().to_string());
        let sql = "INSERT INTO faces (id, school, photo, number, x, y, w, h, score, accounted)
                   VALUES (?1, ?2, ?3, ?4, 0.1, 0.2, 0.1, 0.1, 0.75, 'tagged')";
        row::run(change, sql, params![face, change.school(), id, n + 1])?;
        let sql = "INSERT INTO tags (id, school, photo, resolved, face) VALUES (?1, ?2, ?3, 1, ?4)";
        row::run(change, sql, params![tag, change.school(), id, face])?;
        let who = people[(number * 3 + n) as usize % people.len()];
        let sql = "INSERT INTO tag_persons (tag, school, person) VALUES (?1, ?2, ?3)";
        row::run(change, sql, params![tag, change.school(), who.to_string()])?;
    }
    Ok(())
}
