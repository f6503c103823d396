//! Albums and photos as the caller may see them.

use photo::faces::CERTAIN;
use rules::{Accounted, FoundBy, PhotoFacts, PhotoId, Presence, Who};
use store::{Album, BlobKind, Photo};

use crate::bursts::bursts;
use crate::decide::Ground;
use crate::error::{Error, Refusal};
use crate::export::edited;
use crate::people::names;
use crate::rights::Action;
use crate::session::{Session, parse};
use crate::wire::{AlbumSummary, FaceAccount, FaceView, PhotoCard, PhotoView, Rect, TagView};

/// Which stored picture the window wants.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Picture {
    /// 320 pixels.
    Thumb,
    /// 1600 pixels.
    Preview,
    /// 320 pixels, as it goes out: cropped and covered.
    OutcomeThumb,
    /// 1600 pixels, as it goes out.
    Outcome,
}

/// A picture for the screen: clean bytes and their media type.
pub struct Shown {
    /// The bytes.
    pub bytes: Vec<u8>,
    /// `image/jpeg` …
    pub media_type: &'static str,
}

impl Session {
    /// Albums, the newest first.
    ///
    /// # Errors
    /// When the vault cannot be read.
    pub fn albums(&self) -> Result<Vec<AlbumSummary>, Error> {
        self.may(Action::SeePhotos)?;
        let summary = |album: Album| AlbumSummary { id: album.id.to_string(), name: album.name, photos: album.photos };
        Ok(self.vault().albums().all()?.into_iter().map(summary).collect())
    }

    /// The photos of an album (by identifier or name), each with its verdict.
    ///
    /// # Errors
    /// Refused when album or purpose is not known.
    pub fn photos(&self, album: &str, purpose: &str) -> Result<Vec<PhotoCard>, Error> {
        self.may(Action::SeePhotos)?;
        let album = self.album_named(album)?.id;
        let ground = self.ground(purpose)?;
        let index = ground.index();
        let facts = self.vault().photos().facts_in_album(album)?;
        let photos = self.vault().photos().in_album(album)?;
        let bursts = bursts(&photos);
        let burst = |photo: &Photo| {
            let burst = bursts.iter().find(|burst| burst.iter().any(|frame| frame.id == photo.id))?;
            burst.iter().map(|frame| frame.number).min()
        };
        let card = |photo: &Photo| {
            let facts = facts.iter().find(|facts| facts.id == photo.id);
            let facts = facts.ok_or(Refusal::Gone { what: "photo" })?;
            Ok(PhotoCard {
                id: photo.id.to_string(),
                number: photo.number,
                taken_at: photo.taken_at.map(|at| at.to_string()),
                tagged: photo.tagged,
                confirmed: facts.confirmed,
                verdict: ground.shown(&ground.decide(&index, facts)).verdict,
                burst: burst(photo),
            })
        };
        photos.iter().map(card).collect()
    }

    /// One photo, whole.
    ///
    /// # Errors
    /// Refused when photo or purpose is not known.
    pub fn photo(&self, photo: &str, purpose: &str) -> Result<PhotoView, Error> {
        self.may(Action::SeePhotos)?;
        self.photo_view(self.photo_id(photo)?, purpose)
    }

    /// A stored picture, for the screen only.
    ///
    /// # Errors
    /// Refused when the photo is not known.
    pub fn picture(&self, photo: &str, which: Picture) -> Result<Shown, Error> {
        self.may(Action::SeePhotos)?;
        let photo = parse("photo", photo)?;
        let stored = |kind| Ok::<_, Error>(self.vault().photos().bytes(photo, kind)?.to_vec());
        let bytes = match which {
            Picture::Thumb => stored(BlobKind::Thumb)?,
            Picture::Preview => stored(BlobKind::Preview)?,
            Picture::OutcomeThumb => edited(self.vault(), photo, 320)?,
            Picture::Outcome => edited(self.vault(), photo, 1600)?,
        };
        Ok(Shown { bytes, media_type: "image/jpeg" })
    }

    pub(crate) fn photo_view(&self, photo: PhotoId, purpose: &str) -> Result<PhotoView, Error> {
        let ground = self.ground(purpose)?;
        let (photo, facts) = (self.vault().photos().get(photo)?, self.vault().photo_facts(photo)?);
        let decision = ground.decide(&ground.index(), &facts);
        let instead = self.other_frame(&photo, &decision, &ground)?;
        Ok(PhotoView { instead, ..view(&photo, &facts, &ground, &decision) })
    }

    /// The photo that a text means: its identifier, or ALBUM/NUMBER.
    pub(crate) fn photo_id(&self, text: &str) -> Result<PhotoId, Error> {
        if let Ok(id) = text.parse() {
            return Ok(id);
        }
        let unknown = || Refusal::Unknown { what: "photo", text: text.to_owned() };
        let (album, number) = text.rsplit_once('/').ok_or_else(unknown)?;
        let number: u32 = number.parse().map_err(|_| unknown())?;
        let photos = self.vault().photos().in_album(self.album_named(album)?.id)?;
        Ok(photos.iter().find(|photo| photo.number == number).ok_or_else(unknown)?.id)
    }

    /// The album that a text means: its identifier or its name.
    pub(crate) fn album_named(&self, text: &str) -> Result<Album, Error> {
        let found = match text.parse() {
            Ok(id) => Some(self.vault().albums().get(id)?),
            Err(_) => self.vault().albums().by_name(text)?,
        };
        found.ok_or_else(|| Refusal::Unknown { what: "album", text: text.to_owned() }.into())
    }
}

fn view(photo: &Photo, facts: &PhotoFacts, ground: &Ground, decision: &rules::Decision) -> PhotoView {
    let people = &ground.register.people;
    let tag = |tag: &rules::Tag| {
        let (name, person) = match &tag.who {
            Who::Person(person) => (names(people, &[*person]).join(""), Some(person.to_string())),
            Who::OneOf(several) => (names(people, several).join(" or "), None),
        };
        TagView {
            id: tag.id.to_string(),
            name,
            person,
            face: tag.face.map(|face| face.to_string()),
            region: tag.region.map(Rect::from),
        }
    };
    let face = |(number, face): (u32, &rules::Face)| FaceView {
        id: face.id.to_string(),
        number,
        region: face.region.into(),
        account: account(facts, face),
        possible: matches!(face.found, FoundBy::Detector { score } if score < CERTAIN),
    };
    PhotoView {
        id: photo.id.to_string(),
        album: photo.album.to_string(),
        number: photo.number,
        width: photo.width,
        height: photo.height,
        taken_at: photo.taken_at.map(|at| at.to_string()),
        tags: facts.tags.iter().map(tag).collect(),
        faces_sought: facts.faces_sought,
        faces: (1..).zip(&facts.faces).map(face).collect(),
        covers: facts.covers.iter().copied().map(Rect::from).collect(),
        crop: facts.crop.map(Rect::from),
        confirmed: facts.confirmed,
        shown: ground.shown(decision),
        instead: None,
    }
}

/// What was said of a face as far as it holds: whoever lies outside the crop needs no word, and a word that no longer holds
/// is none.
fn account(facts: &PhotoFacts, face: &rules::Face) -> FaceAccount {
    let outside = facts.presence_of_face(face) == Presence::CroppedOut;
    match face.accounted {
        None | Some(Accounted::CroppedOut) if outside => FaceAccount::CroppedOut,
        _ if facts.is_unaccounted(face) => FaceAccount::Unaccounted,
        said => said.into(),
    }
}
