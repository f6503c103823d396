//! Looking for faces behind whatever else is done: photos wait for it with their verdict, people with nothing.
//!
//! It finds where faces are and keeps boxes; whose they are, only people say. What a person drew or said it never touches.

use photo::{Likeness, Limits, Orientation, PhotoError, faces::FoundFace};
use rules::{Face, FaceId, FoundBy, PhotoId, Region};
use store::{BlobKind, Sighting, StoreError};
use zeroize::Zeroizing;

use crate::error::{Error, Fault};
use crate::import::Stop;
use crate::rights::Action;
use crate::session::{Session, WeakSession};
use crate::surroundings::FaceFinder;
use crate::wire::FaceSearch;

/// Which detector, at which sizes. A change of this looks at every photo again.
const DETECTOR: &str = "centerface 640+1280";

/// Looks for faces beside a session without keeping its vault open: while a picture is looked at, the vault may be closed.
pub struct Lookout {
    session: WeakSession,
    find: FaceFinder,
}

impl Lookout {
    /// Looks at every photo at which nobody has looked yet, in order of import, until somebody asks to stop or the session
    /// ends; goes on where it was. `told` is called after each photo.
    ///
    /// A photo that cannot be looked at stays blocked and stops nothing.
    ///
    /// # Errors
    /// Refused where this program has no detector; the first photo's fault, after the others were looked at.
    pub fn look(&self, stop: &Stop, told: &mut dyn FnMut(FaceSearch)) -> Result<FaceSearch, Error> {
        let waiting = match self.session.upgrade() {
            Some(session) => session.vault().sightings().missing(DETECTOR)?,
            None => Vec::new(),
        };
        let left = u32::try_from(waiting.len()).unwrap_or(u32::MAX);
        let mut search = FaceSearch { looked_at: 0, left, faces: 0 };
        let mut fault = None;
        for photo in waiting {
            if stop.asked() {
                break;
            }
            match self.look_at(photo) {
                Ok(None) => break,
                Ok(Some(faces)) => {
                    search.looked_at += 1;
                    search.left -= 1;
                    search.faces += faces;
                    told(search);
                }
                Err(refused @ Error::Refused(_)) => return Err(refused),
                Err(failed) => fault = fault.or(Some(failed)),
            }
        }
        fault.map_or(Ok(search), Err)
    }

    /// How many faces are new on a photo; none once the session has ended.
    fn look_at(&self, photo: PhotoId) -> Result<Option<u32>, Error> {
        let Some(session) = self.session.upgrade() else { return Ok(None) };
        let waiting = session.waiting(photo);
        drop(session);
        let Some(waiting) = waiting? else { return Ok(Some(0)) };
        let seen = waiting.seen(&self.find)?;
        drop(waiting);
        self.session.upgrade().map(|session| session.keep(photo, &seen)).transpose()
    }
}

/// A photo on its way past the detector.
struct Waiting {
    /// The full picture: small copies leave a doubtful box or two more.
    master: Zeroizing<Vec<u8>>,
    orientation: Orientation,
    thumb: Zeroizing<Vec<u8>>,
}

/// What was seen of it.
struct Seen {
    faces: Vec<FoundFace>,
    likeness: Likeness,
}

impl Waiting {
    fn seen(&self, find: &FaceFinder) -> Result<Seen, Error> {
        let likeness = photo::likeness(&self.thumb, Orientation::Upright, &Limits::default()).map_err(Fault::Photo)?;
        Ok(Seen { faces: find(&self.master, self.orientation)?, likeness })
    }
}

impl Session {
    /// Looks for faces without keeping the vault open.
    #[must_use]
    pub fn lookout(&self) -> Lookout {
        Lookout { session: self.downgrade(), find: self.surroundings().faces.clone() }
    }

    /// As [`Lookout::look`].
    ///
    /// # Errors
    /// As [`Lookout::look`].
    pub fn faces_look(&self, stop: &Stop, told: &mut dyn FnMut(FaceSearch)) -> Result<FaceSearch, Error> {
        self.may(Action::SeePhotos)?;
        self.lookout().look(stop, told)
    }

    /// Looks at these photos once more; only what is new is added.
    ///
    /// # Errors
    /// Refused to guests, when a photo is not known, and where this program has no detector.
    pub fn faces_look_again(&self, photos: &[String]) -> Result<FaceSearch, Error> {
        self.may(Action::Account)?;
        let lookout = self.lookout();
        let mut search = FaceSearch { looked_at: 0, left: 0, faces: 0 };
        for photo in photos {
            search.faces += lookout.look_at(self.photo_id(photo)?)?.unwrap_or_default();
            search.looked_at += 1;
        }
        Ok(search)
    }

    /// How many photos are still to be looked at.
    ///
    /// # Errors
    /// When the vault cannot be read.
    pub fn faces_left(&self) -> Result<u32, Error> {
        self.may(Action::SeePhotos)?;
        Ok(u32::try_from(self.vault().sightings().missing(DETECTOR)?.len()).unwrap_or(u32::MAX))
    }

    /// What is looked at; nothing of a photo deleted meanwhile.
    fn waiting(&self, photo: PhotoId) -> Result<Option<Waiting>, Error> {
        let photos = self.vault().photos();
        let read = || {
            let orientation = photos.get(photo)?.orientation;
            Ok((photos.bytes(photo, BlobKind::Master)?, orientation, photos.bytes(photo, BlobKind::Thumb)?))
        };
        match read() {
            Err(StoreError::Deleted | StoreError::NotFound(_)) => Ok(None),
            Err(error) => Err(error.into()),
            Ok((master, orientation, thumb)) => {
                let orientation = Orientation::from_exif(orientation.into());
                let orientation = orientation.ok_or(Fault::Photo(PhotoError::damaged("the way it is turned")))?;
                Ok(Some(Waiting { master, orientation, thumb }))
            }
        }
    }

    fn keep(&self, photo: PhotoId, seen: &Seen) -> Result<u32, Error> {
        let faces: Vec<Face> = seen.faces.iter().filter_map(|found| self.face(found)).collect();
        let sighting = Sighting { detector: DETECTOR, likeness: seen.likeness.0, faces: &faces };
        match self.vault().sightings().add(photo, &sighting) {
            Err(StoreError::Deleted | StoreError::NotFound(_)) => Ok(0),
            added => Ok(u32::try_from(added?).unwrap_or(u32::MAX)),
        }
    }

    fn face(&self, found: &FoundFace) -> Option<Face> {
        let photo::Rect { x, y, w, h } = found.rect;
        let region = Region::new(x, y, w, h)?;
        let found = FoundBy::Detector { score: found.score };
        Some(Face { id: self.surroundings().new_id(FaceId::new), region, found, accounted: None })
    }
}
