//! What happens to one file of an import.

use photo::{Capture, Limits, Master, PhotoError};
use rules::{AlbumId, DeviceStanding, PhotoId};
use store::{Device, Known, NewPhoto, StoreError};

use super::turns::Turn;
use super::walk::{Found, read_at_most};
use super::{failed, refused};
use crate::devices::standing;
use crate::error::Error;
use crate::session::Session;
use crate::wire::{ImportOutcome, ImportedFile};

/// Edges of the pictures that are kept for the screen.
const RENDITIONS: [u32; 2] = [320, 1600];

/// Where the files of one import go.
pub(super) struct Reception<'s> {
    session: &'s Session,
    album: AlbumId,
    devices: Vec<Device>,
    limits: Limits,
}

/// Why a file did not get in, or got in as what.
enum Received {
    Photo(PhotoId, DeviceStanding),
    Duplicate(PhotoId),
    Refused(String),
    Failed(String),
}

impl<'s> Reception<'s> {
    pub(super) fn new(session: &'s Session, album: AlbumId) -> Result<Self, Error> {
        let devices = session.vault().devices().all()?;
        Ok(Self { session, album, devices, limits: Limits::default() })
    }

    /// Takes one file in, or says why not.
    pub(super) fn receive(&self, found: &Found, turn: &Turn<'_>) -> ImportedFile {
        let (name, path) = match found {
            Found::File { name, path } => (name, path),
            Found::Refused { name, reason } => return refused(name.clone(), *reason),
        };
        let received = match read_at_most(path, self.limits.bytes) {
            Ok(Some(bytes)) => self.keep(name, &bytes, turn),
            Ok(None) => Received::Refused(format!("it is larger than {} MB", self.limits.bytes >> 20)),
            Err(error) => Received::Failed(format!("it cannot be read: {}", error.kind())),
        };
        let told = |outcome, reason: Option<&str>, photo: PhotoId| ImportedFile {
            file: name.clone(),
            outcome,
            reason: reason.map(str::to_owned),
            photo: Some(photo.to_string()),
            failed: false,
        };
        match received {
            Received::Photo(photo, DeviceStanding::Quarantined) => told(
                ImportOutcome::Quarantined,
                Some("its camera is not on the school's list; it waits until the head releases it"),
                photo,
            ),
            Received::Photo(photo, DeviceStanding::Registered | DeviceStanding::Released) => {
                told(ImportOutcome::Imported, None, photo)
            }
            Received::Duplicate(photo) => {
                told(ImportOutcome::Duplicate, Some("the same picture is in the vault already"), photo)
            }
            Received::Refused(reason) => refused(name.clone(), reason),
            Received::Failed(reason) => failed(name.clone(), reason),
        }
    }

    fn keep(&self, name: &str, bytes: &[u8], turn: &Turn<'_>) -> Received {
        let source_hash = *blake3::hash(bytes).as_bytes();
        let photos = self.session.vault().photos();
        match photos.known(&source_hash) {
            Ok(None) => {}
            Ok(Some(Known::Here(photo))) => return Received::Duplicate(photo),
            Ok(Some(Known::Deleted(_))) => {
                return Received::Refused("this picture was deleted from the vault before".to_owned());
            }
            Err(error) => return not_kept(&error),
        }
        let (master, renditions) = match self.prepare(bytes) {
            Ok(prepared) => prepared,
            Err(error) => return Received::Refused(error.to_string()),
        };
        let [thumb, preview] = &renditions;
        let Capture { make, model, serial, taken, .. } = &master.capture;
        let turned = master.orientation.exif() >= 5;
        let (width, height) = (master.image.width(), master.image.height());
        let standing = standing(&self.devices, &master.capture);
        let new = NewPhoto {
            id: self.session.surroundings().new_id(PhotoId::new),
            album: self.album,
            source_hash,
            format: &format!("{:?}", master.image.format()).to_lowercase(),
            width: if turned { height } else { width },
            height: if turned { width } else { height },
            orientation: u8::try_from(master.orientation.exif()).unwrap_or(1),
            taken_at: taken.map(|taken| taken.local),
            make: make.as_deref(),
            model: model.as_deref(),
            serial: serial.as_deref(),
            standing,
            import_names: &names(name),
            faces: &[],
            master: master.image.bytes(),
            thumb,
            preview,
        };
        turn.wait();
        match photos.add(&new) {
            Ok(photo) => Received::Photo(photo.id, standing),
            Err(StoreError::DuplicatePhoto(photo)) => Received::Duplicate(photo),
            Err(error) => not_kept(&error),
        }
    }

    fn prepare(&self, bytes: &[u8]) -> Result<(Master, [Vec<u8>; 2]), PhotoError> {
        let (master, copies) = photo::take_in(bytes, &RENDITIONS, &self.limits)?;
        let mut copies = copies.into_iter().map(photo::CleanImage::into_bytes);
        let mut next = || copies.next().ok_or_else(|| PhotoError::damaged("the small pictures made of it"));
        let copies = [next()?, next()?];
        Ok((master, copies))
    }
}

/// Names under which a tag sheet may mean the file: as it lay in the folder, and without the folders.
fn names(name: &str) -> Vec<String> {
    let mut names = vec![name.to_owned()];
    names.extend(name.rsplit_once('/').map(|(_, last)| last.to_owned()));
    names
}

fn not_kept(error: &StoreError) -> Received {
    Received::Failed(format!("it could not be stored on this computer ({error}); the file was left as it is"))
}
