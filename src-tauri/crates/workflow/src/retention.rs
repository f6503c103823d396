//! How long pictures are kept (P13 P16): deleting at once, the review list, destroying what is due, the certificate.

use std::collections::BTreeSet;

use jiff::ToSpan as _;
use rules::{Date, PhotoId};
use store::{DeletedBecause, Photo, Publication, Tombstone};

use crate::error::Error;
use crate::rights::Action;
use crate::school_rules::SchoolRules;
use crate::session::{Session, parse};
use crate::wire::{AlbumKept, DueCopy, DuePhoto, Gone, LeaverShown, PurgeCertificate, RetentionDue};

impl Session {
    /// Destroys a photo at once: key, files, tags, places in batches. Anybody may, at every step (P13).
    ///
    /// # Errors
    /// Refused when there is no such photo; deleting one twice is no error.
    pub fn delete_now(&self, photo: &str) -> Result<Gone, Error> {
        self.may(Action::DeleteNow)?;
        let tombstone = self.vault().photos().delete_now(self.photo_id(photo)?)?;
        self.gone(&tombstone)
    }

    /// What is due: photos, published copies, and people who have left and can be seen still.
    ///
    /// # Errors
    /// Refused to all but office and head.
    pub fn retention_due(&self) -> Result<RetentionDue, Error> {
        self.may(Action::ReviewRetention)?;
        let today = self.today()?;
        let photos = self.vault().photos().due(today)?;
        let photos = photos.iter().map(|photo| self.due_photo(photo, today)).collect::<Result<_, _>>()?;
        let leavers = self.leavers_open()?.into_iter().map(|leaver| LeaverShown {
            person: leaver.person,
            name: leaver.name,
            left_on: leaver.left_on,
            photos: leaver.photos.len(),
        });
        let albums = self.vault().albums().all()?.into_iter().map(|album| AlbumKept {
            album: album.id.to_string(),
            name: album.name,
            photos: album.photos,
            keep_until: album.keep_until,
        });
        let (leavers, albums) = (leavers.collect(), albums.collect());
        Ok(RetentionDue { today, photos, published: self.copies_due(today)?, leavers, albums })
    }

    /// Settles the first day on which an album's photos may no longer be used; `None` is no such day.
    ///
    /// # Errors
    /// Refused to all but office and head, and when there is no such album.
    pub fn album_keep_until(&self, album: &str, day: Option<Date>) -> Result<(), Error> {
        self.may(Action::ReviewRetention)?;
        Ok(self.vault().albums().keep_until(self.album_named(album)?.id, day)?)
    }

    /// Destroys what is due, in all albums or in one, and tells of each photo that it is gone.
    ///
    /// # Errors
    /// Refused to all but the head, and when the album is not known.
    pub fn retention_purge(&self, album: Option<&str>) -> Result<PurgeCertificate, Error> {
        self.may(Action::Purge)?;
        let only = album.map(|album| self.album_named(album)).transpose()?.map(|album| album.id);
        let mut due = self.vault().photos().due(self.today()?)?;
        due.retain(|photo| only.is_none_or(|only| photo.album == only));
        let due: Vec<PhotoId> = due.iter().map(|photo| photo.id).collect();
        self.purge(&due)
    }

    /// Destroys those of the named photos that are due: what somebody was shown and confirmed, and nothing that has become due
    /// since.
    ///
    /// # Errors
    /// Refused to all but the head, and when a photo is not known.
    pub fn retention_destroy(&self, photos: &[String]) -> Result<PurgeCertificate, Error> {
        self.may(Action::Purge)?;
        let mut due: Vec<PhotoId> = self.vault().photos().due(self.today()?)?.iter().map(|photo| photo.id).collect();
        let named = photos.iter().map(|photo| Ok(parse("photo", photo)?));
        let named = named.collect::<Result<BTreeSet<PhotoId>, Error>>()?;
        due.retain(|photo| named.contains(photo));
        self.purge(&due)
    }

    fn purge(&self, due: &[PhotoId]) -> Result<PurgeCertificate, Error> {
        let gone = self.vault().photos().purge(due)?;
        Ok(PurgeCertificate {
            school: self.view().school,
            photos: gone.iter().map(|tombstone| self.gone(tombstone)).collect::<Result<_, _>>()?,
            how: "The key of each photo was destroyed in the database, its log and its free pages; then its files were \
                  removed. A backup made before keeps it until the next one is written.",
        })
    }

    fn due_photo(&self, photo: &Photo, today: Date) -> Result<DuePhoto, Error> {
        let album = self.vault().albums().get(photo.album)?;
        let mut why = Vec::new();
        let until = album.keep_until.filter(|day| *day <= today);
        if let Some(day) = until {
            why.push(format!("its album was kept until {day}"));
        }
        if photo.held_for_deletion {
            why.push("it is held for deletion".to_owned());
        }
        Ok(DuePhoto {
            photo: photo.id.to_string(),
            place: format!("{}/{}", album.name, photo.number),
            album: album.id.to_string(),
            number: photo.number,
            until,
            put_forward: photo.held_for_deletion,
            why,
        })
    }

    /// Published copies that are out for longer than their purpose allows.
    fn copies_due(&self, today: Date) -> Result<Vec<DueCopy>, Error> {
        let mut due = Vec::new();
        for file in self.vault().ledger().all()?.into_iter().filter(|file| file.taken_down_at.is_none()) {
            if let Some(until) = self.out_too_long(&file, today)? {
                let purpose = file.purpose.to_string();
                due.push(DueCopy { published: file.id.to_string(), file: file.file_name, purpose, until });
            }
        }
        Ok(due)
    }

    /// The day on which a published copy was to come down, if that has passed.
    pub(crate) fn out_too_long(&self, file: &Publication, today: Date) -> Result<Option<Date>, Error> {
        let allowed = SchoolRules::of(self.vault())?.published_months;
        let zone = (self.surroundings().clock)().time_zone().clone();
        let until = allowed
            .get(file.purpose.as_str())
            .and_then(|months| file.at.to_zoned(zone).date().checked_add(i32::from(*months).months()).ok());
        Ok(until.filter(|until| *until <= today))
    }

    fn gone(&self, tombstone: &Tombstone) -> Result<Gone, Error> {
        let logins = self.logins()?;
        Ok(Gone {
            photo: tombstone.photo.to_string(),
            at: tombstone.at.to_string(),
            by: tombstone.by.map(|by| crate::log::login(&logins, by)),
            why: match tombstone.why {
                DeletedBecause::DeletedNow => "deleted at once",
                DeletedBecause::Retention => "its time was up",
                DeletedBecause::DeletedSinceBackup => "deleted since the backup was made",
            },
        })
    }
}
