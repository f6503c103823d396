//! What the vault holds on one person beside the register: pictures, and entries of the log (P26).

use rules::PersonId;
use rusqlite::params;

use super::photos::{self, Photos};
use crate::error::{Result, StoreError};
use crate::log::{Entry, Log};
use crate::row;
use crate::table::photos::Photo;

impl Photos<'_> {
    /// Pictures on which somebody is tagged, or may be the one who is meant, and those of his or her work; by album.
    ///
    /// # Errors
    /// Where the database cannot be read.
    pub fn of_person(&self, person: PersonId) -> Result<Vec<Photo>> {
        let sql = format!(
            "{} WHERE id IN (
                SELECT tags.photo FROM tags JOIN tag_persons ON tag_persons.tag = tags.id WHERE tag_persons.person = ?1
                UNION SELECT photo FROM work_authors WHERE person = ?1)
             ORDER BY imported_at, album, number",
            photos::SELECT
        );
        self.0.read(|c| row::all(c, &sql, [person.to_string()], photos::read))
    }
}

impl Log<'_> {
    /// Entries about any of these things, and those whose details name `named`; oldest first.
    ///
    /// # Errors
    /// Where the database cannot be read.
    pub fn about_any(&self, subjects: &[String], named: &str) -> Result<Vec<Entry>> {
        let sql = "SELECT * FROM log WHERE subject IN (SELECT value FROM json_each(?1)) OR instr(detail, ?2) > 0
                   ORDER BY number";
        let subjects = serde_json::to_string(subjects).map_err(|_| StoreError::damaged("a list of subjects"))?;
        self.0.read(|connection| row::all(connection, sql, params![subjects, named], Entry::read))
    }
}
