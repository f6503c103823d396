//! Care of the vault: reading everything once, the clock, the recovery key.

use serde_json::json;

use crate::error::Error;
use crate::rights::Action;
use crate::session::Session;
use crate::wire::{HurtPhoto, RecoveryKeyShown, VaultChecked};

impl Session {
    /// Decrypts every file, authenticates every page, follows the log; says which photos are hurt. The rest stays usable.
    ///
    /// # Errors
    /// Refused to all but office and head; a fault where the database cannot be read at all.
    pub fn vault_check(&self) -> Result<VaultChecked, Error> {
        self.may(Action::CheckVault)?;
        let checked = self.vault().check()?;
        // After a page that does not authenticate nothing can be written before the vault is opened anew.
        if checked.database_sound {
            let found = json!({ "photos": checked.photos, "hurt": checked.hurt.len(), "strays": checked.strays });
            self.vault().log().add(store::Action::VaultChecked, None, &found)?;
        }
        let hurt = checked.hurt.iter().map(|(photo, files)| HurtPhoto {
            photo: photo.to_string(),
            place: self.place_of(*photo).unwrap_or_default(),
            files: files.iter().map(|kind| format!("{kind:?}").to_lowercase()).collect(),
        });
        Ok(VaultChecked {
            sound: checked.is_sound(),
            photos: checked.photos,
            hurt: hurt.collect(),
            database_sound: checked.database_sound,
            strays: checked.strays,
            log_entries: checked.log.entries,
            log_intact: checked.log.fault.is_none(),
        })
    }

    /// Album and number of a photo, for people.
    pub(crate) fn place_of(&self, photo: rules::PhotoId) -> Result<String, Error> {
        let photo = self.vault().photos().get(photo)?;
        Ok(format!("{}/{}", self.vault().albums().get(photo.album)?.name, photo.number))
    }

    /// The clock is right although the log has seen later times; tells whether there was anything to accept.
    ///
    /// # Errors
    /// Refused to all but the head in person.
    pub fn clock_accept(&self) -> Result<bool, Error> {
        self.may(Action::AcceptClock)?;
        let behind = self.vault().log().clock_is_behind()?.is_some();
        self.vault().log().accept_clock()?;
        Ok(behind)
    }

    /// Whether the clock tells an earlier time than the log has seen: nothing that has expired comes back by it.
    ///
    /// # Errors
    /// When the vault cannot be read.
    pub fn clock_is_behind(&self) -> Result<bool, Error> {
        self.may(Action::SeePhotos)?;
        Ok(self.vault().log().clock_is_behind()?.is_some())
    }

    /// A new recovery key, shown once; the one printed before opens nothing any more.
    ///
    /// # Errors
    /// Refused to all but the head in person.
    pub fn recovery_key_replace(&self) -> Result<RecoveryKeyShown, Error> {
        self.may(Action::ReplaceRecoveryKey)?;
        let key = self.vault().accounts().replace_recovery_key()?;
        Ok(RecoveryKeyShown { words: key.shown().to_string() })
    }
}
