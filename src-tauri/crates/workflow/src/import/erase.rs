//! After an import: erases from the card what came in, and nothing else (P10 P17). A file goes only once its stored copy was
//! read back and matched, and while it holds the very bytes that were taken in.

use std::collections::BTreeSet;
use std::path::{Component, Path, PathBuf};

use photo::Limits;
use rules::PhotoId;
use serde_json::json;
use store::{BlobKind, Known};

use super::walk::read_at_most;
use crate::error::{Error, Refusal};
use crate::rights::Action;
use crate::session::Session;
use crate::wire::{CardErased, ImportReport, ImportedFile, LeftOnCard};

impl Session {
    /// Erases from the folder the files of this import whose photos are in the vault, duplicates and quarantined ones
    /// included. Files that were refused, and all that the import did not look at, stay.
    ///
    /// # Errors
    /// Refused, and nothing is erased, to whoever may not import; where the import was stopped, or reading or storing any
    /// file failed; and where any stored copy is not as it was written.
    pub fn card_erase(&self, folder: &Path, report: &ImportReport) -> Result<CardErased, Error> {
        self.may(Action::Import)?;
        if report.cancelled {
            return Err(Refusal::CardKept { why: "the import was stopped" }.into());
        }
        if report.files.iter().any(|file| file.failed) {
            return Err(Refusal::CardKept { why: "not every file could be read and stored" }.into());
        }
        let unreadable =
            |error: std::io::Error| Refusal::Unreadable { path: folder.into(), why: error.kind().to_string() };
        let card = folder.canonicalize().map_err(unreadable)?;
        if crate::export::inside(&card, self.vault().folder()) {
            return Err(Refusal::CardKept { why: "this folder belongs to the vault" }.into());
        }
        let mut came = Vec::new();
        for file in &report.files {
            if let Some(photo) = &file.photo {
                came.push((file, self.photo_id(photo)?));
            }
        }
        for photo in came.iter().map(|(_, photo)| *photo).collect::<BTreeSet<_>>() {
            if !self.is_stored(photo) {
                return Err(Refusal::CardKept { why: "a stored photo could not be read back" }.into());
            }
        }
        self.erase(&card, &came, report)
    }

    fn erase(
        &self,
        card: &Path,
        came: &[(&ImportedFile, PhotoId)],
        report: &ImportReport,
    ) -> Result<CardErased, Error> {
        let mut told = CardErased { erased: 0, left: Vec::new() };
        let mut folders = BTreeSet::new();
        for (file, photo) in came {
            match self.erase_one(card, &file.file, *photo) {
                Ok(folder) => {
                    told.erased += 1;
                    folders.insert(folder);
                }
                Err(reason) => told.left.push(LeftOnCard { file: file.file.clone(), reason: reason.to_owned() }),
            }
        }
        for folder in folders {
            // Some cards cannot be asked for it; what is erased is told all the same.
            let _ = store::atomic::flush_folder(&folder);
        }
        let album = self.vault().albums().by_name(&report.album)?.map(|album| album.id.to_string());
        let counts = json!({ "erased": told.erased, "left": told.left.len() });
        self.vault().log().add(store::Action::CardErased, album, &counts)?;
        Ok(told)
    }

    /// All three files decrypt, and the picture is the one that was recorded.
    fn is_stored(&self, photo: PhotoId) -> bool {
        let photos = self.vault().photos();
        let read = |kind| photos.bytes(photo, kind);
        let master = photos
            .get(photo)
            .and_then(|kept| Ok(*blake3::hash(&read(BlobKind::Master)?).as_bytes() == kept.master_hash));
        matches!(master, Ok(true)) && read(BlobKind::Thumb).is_ok() && read(BlobKind::Preview).is_ok()
    }

    /// Erases one file, and returns the folder that it lay in.
    fn erase_one(&self, card: &Path, name: &str, photo: PhotoId) -> Result<PathBuf, &'static str> {
        let (folder, path) = on_card(card, name).ok_or("it is not where it was")?;
        let bytes = read_at_most(&path, Limits::default().bytes);
        let bytes = bytes.ok().flatten().ok_or("it cannot be read any more")?;
        match self.vault().photos().known(blake3::hash(&bytes).as_bytes()) {
            Ok(Some(Known::Here(here))) if here == photo => {}
            Ok(_) => return Err("it was changed since it was imported"),
            Err(_) => return Err("the vault cannot be read"),
        }
        std::fs::remove_file(&path).map_err(|_| "it could not be erased; the card may be protected against writing")?;
        Ok(folder)
    }
}

/// Where a file of the report lies: below the card, whatever was put in the place of a folder meanwhile.
fn on_card(card: &Path, name: &str) -> Option<(PathBuf, PathBuf)> {
    let relative = Path::new(name);
    if !relative.components().all(|part| matches!(part, Component::Normal(_))) {
        return None;
    }
    let folder = card.join(relative.parent()?).canonicalize().ok()?;
    let path = folder.join(relative.file_name()?);
    folder.starts_with(card).then_some((folder, path))
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::import::one::Reception;
    use crate::import::turns::Turns;
    use crate::import::walk::Found;
    use crate::wire::NewVault;
    use crate::{App, KdfCost, Surroundings};

    #[test]
    fn nothing_is_erased_once_reading_any_file_failed_p17() {
        let folder = tempfile::tempdir().expect("a folder");
        let key_cost = KdfCost::new(8, 1).expect("a cost");
        let surroundings = Surroundings { key_cost, faces: Arc::new(|_, _| Ok(Vec::new())), ..Surroundings::real() };
        let app = App::new(folder.path().join("vault"), surroundings);
        let form = NewVault { school: "Planted".into(), head: "Head".into(), password: "a planted password".into() };
        let (head, _) = app.create(&form).expect("a vault");
        let album = head.vault().albums().named("Trip").expect("an album");
        let pulled = Found::File { name: "1.jpg".to_owned(), path: folder.path().join("card/1.jpg") };
        let turns = Turns::default();
        let failed = Reception::new(&head, album.id).expect("ready").receive(&pulled, &turns.at(0));
        assert!(failed.failed && failed.photo.is_none());
        let report = ImportReport { album: album.name, cancelled: false, files: vec![failed] };
        match head.card_erase(folder.path(), &report) {
            Err(Error::Refused(Refusal::CardKept { why })) => {
                assert_eq!(why, "not every file could be read and stored")
            }
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn only_names_below_the_card_lead_to_a_file() {
        let folder = tempfile::tempdir().expect("a folder");
        let card = folder.path().canonicalize().expect("a path");
        std::fs::create_dir_all(card.join("DCIM/101")).expect("folders");
        let found = on_card(&card, "DCIM/101/1.jpg").expect("a place");
        assert_eq!(found, (card.join("DCIM/101"), card.join("DCIM/101/1.jpg")));
        for name in ["../1.jpg", "DCIM/../../1.jpg", "/etc/passwd", "", "nowhere/1.jpg"] {
            assert_eq!(on_card(&card, name), None, "{name}");
        }
    }

    #[cfg(unix)]
    #[test]
    fn a_folder_that_became_a_link_leads_nowhere() {
        let folder = tempfile::tempdir().expect("a folder");
        let card = folder.path().canonicalize().expect("a path").join("card");
        let other = folder.path().join("other");
        std::fs::create_dir_all(&card).and_then(|()| std::fs::create_dir_all(&other)).expect("folders");
        std::os::unix::fs::symlink(&other, card.join("DCIM")).expect("linked");
        assert_eq!(on_card(&card, "DCIM/1.jpg"), None);
    }
}
