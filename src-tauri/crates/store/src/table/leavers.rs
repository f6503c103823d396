//! People who have left: which photos still show them or their work, and what the school decided about these (P16).

use std::collections::BTreeMap;

use jiff::Timestamp;
use jiff::civil::Date;
use rules::{AccountId, EventId, PersonId, PhotoId};
use rusqlite::params;
use serde_json::json;

use super::photos;
use crate::error::Result;
use crate::log::Action;
use crate::row::{self, Row};
use crate::vault::{Change, Vault};

/// A photo that shows somebody who has left, or his or her work.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Remaining {
    /// The photo.
    pub photo: PhotoId,
    /// It is held for deletion already.
    pub held: bool,
    /// Everybody who is tagged on it or whose work it shows, those still at the school included.
    pub persons: Vec<PersonId>,
}

/// What was decided about the photos of somebody who has left.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LeaverDecision {
    /// When.
    pub at: Timestamp,
    /// By whom.
    pub by: Option<AccountId>,
    /// Kept until this day, and why; `None` where they were put forward to be destroyed.
    pub kept: Option<(Date, String)>,
}

/// People who have left, and what is kept of them.
pub struct Leavers<'v>(pub(crate) &'v Vault);

impl Leavers<'_> {
    /// Photos of everybody whose last day was this one or an earlier one, by album and number.
    ///
    /// # Errors
    /// Where the database cannot be read.
    pub fn remaining(&self, last_day: Date) -> Result<Vec<Remaining>> {
        let sql = "
            WITH of_leavers (photo) AS (
                SELECT tags.photo FROM people JOIN tag_persons ON person = people.id JOIN tags ON tags.id = tag
                    WHERE left_on <= ?1
                UNION SELECT photo FROM people JOIN work_authors ON person = people.id WHERE left_on <= ?1
            )
            SELECT album, number, photos.id, held_for_deletion, person FROM of_leavers
                JOIN photos ON photos.id = of_leavers.photo JOIN tags ON tags.photo = photos.id JOIN tag_persons ON tag = tags.id
            UNION SELECT album, number, photos.id, held_for_deletion, person FROM of_leavers
                JOIN photos ON photos.id = of_leavers.photo JOIN work_authors ON work_authors.photo = photos.id
            ORDER BY album, number, person";
        let rows: Vec<(PhotoId, bool, PersonId)> = self.0.read(|c| {
            row::all(c, sql, [last_day.to_string()], |row| {
                Ok((row::text(row, "id")?, row.get("held_for_deletion")?, row::text(row, "person")?))
            })
        })?;
        let mut found: Vec<Remaining> = Vec::new();
        for (photo, held, person) in rows {
            match found.last_mut() {
                Some(last) if last.photo == photo => last.persons.push(person),
                _ => found.push(Remaining { photo, held, persons: vec![person] }),
            }
        }
        Ok(found)
    }

    /// Holds photos of somebody for deletion: they are due from then on, and used for nothing more.
    ///
    /// # Errors
    /// [`StoreError::NotFound`](crate::StoreError::NotFound) for a photo.
    pub fn put_forward(&self, of: &[(PersonId, Vec<PhotoId>)]) -> Result<()> {
        self.0.change(|change| {
            for (person, photos) in of {
                let mut held = 0_u32;
                for &photo in photos {
                    held += u32::from(photos::hold(change, photo, true)?);
                }
                let id = EventId::new(self.0.env.new_id());
                decide(change, id, *person, None)?;
                change.log(Action::LeaverPutForward, person, &json!({ "photos": held }))?;
            }
            Ok(())
        })
    }

    /// Keeps what there is of somebody until a day, these photos among it: they are held for deletion no longer. `id` makes it
    /// safe to repeat; the reason is not in the log.
    ///
    /// # Errors
    /// [`StoreError::NotFound`](crate::StoreError::NotFound) for a photo.
    pub fn keep(&self, id: EventId, person: PersonId, until: Date, reason: &str, photos: &[PhotoId]) -> Result<()> {
        self.0.change(|change| {
            if decide(change, id, person, Some((until, reason)))? {
                for &photo in photos {
                    photos::hold(change, photo, false)?;
                }
                change.log(Action::LeaverKept, person, &json!({ "until": until }))?;
            }
            Ok(())
        })
    }

    /// The latest decision on each.
    ///
    /// # Errors
    /// Where the database cannot be read.
    pub fn decisions(&self) -> Result<BTreeMap<PersonId, LeaverDecision>> {
        // In the order in which they were entered, whatever the clock said; of several the last stays.
        let sql = "SELECT * FROM leaver_decisions ORDER BY rowid";
        Ok(self
            .0
            .read(|c| row::all(c, sql, [], |row| Ok((row::text(row, "person")?, read(row)?))))?
            .into_iter()
            .collect())
    }
}

/// Adds a decision; tells whether it is new.
fn decide(change: &Change<'_>, id: EventId, person: PersonId, kept: Option<(Date, &str)>) -> Result<bool> {
    let sql = "INSERT INTO leaver_decisions (id, school, person, at, by_account, kept_until, reason)
               VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7) ON CONFLICT (id) DO NOTHING";
    let (until, reason) = (kept.map(|(until, _)| until.to_string()), kept.map(|(_, reason)| reason));
    let at = row::instant(change.at);
    let values = params![id.to_string(), change.school(), person.to_string(), at, change.actor(), until, reason];
    Ok(row::run(change, sql, values)? > 0)
}

fn read(row: &Row<'_>) -> Result<LeaverDecision> {
    Ok(LeaverDecision {
        at: row::text(row, "at")?,
        by: row::maybe(row, "by_account")?,
        kept: row::maybe(row, "kept_until")?.zip(row.get("reason")?),
    })
}
