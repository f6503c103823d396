//! Which classes an album shows: those are offered first when somebody says who can be seen.

use rules::AlbumId;

use crate::error::Error;
use crate::rights::Action;
use crate::session::Session;

impl Session {
    /// Notes which classes an album shows; it is made where there is none of that name. None changes nothing.
    ///
    /// # Errors
    /// Refused to guests and to the safeguarding lead.
    pub fn album_classes_note(&self, album: &str, classes: &[String]) -> Result<(), Error> {
        self.may(Action::Import)?;
        if classes.is_empty() {
            return Ok(());
        }
        let album = self.vault().albums().named(album)?.id;
        Ok(self.vault().settings().note(&name(album), Some(&classes))?)
    }

    /// Which classes an album shows, as far as somebody said.
    pub(crate) fn album_classes(&self, album: &str) -> Result<Vec<String>, Error> {
        let album = self.album_named(album)?.id;
        Ok(self.vault().settings().get(&name(album))?.unwrap_or_default())
    }
}

/// The setting's name.
fn name(album: AlbumId) -> String {
    format!("classes_of_album/{album}")
}
