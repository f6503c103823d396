//! The decision, live: what the register says today of a photo, as the caller's role may read it.

use rules::{Date, Decision, PhotoFacts, Policy, Purpose, Register, RegisterIndex, Role, view};

use crate::error::{Error, Refusal};
use crate::rights::Action;
use crate::session::Session;
use crate::wire::{Checked, PurposeView, ShownVerdict};

/// Everything beside the photo on which decisions of one moment depend.
pub(crate) struct Ground {
    pub(crate) register: Register,
    pub(crate) policy: Policy,
    pub(crate) purpose: Purpose,
    pub(crate) today: Date,
    pub(crate) role: Role,
}

impl Ground {
    /// The look-ups for many decisions.
    pub(crate) fn index(&self) -> RegisterIndex<'_> {
        RegisterIndex::new(&self.register)
    }

    /// The decision, whole: not to be shown.
    pub(crate) fn decide(&self, index: &RegisterIndex<'_>, photo: &PhotoFacts) -> Decision {
        index.decide(photo, &self.purpose, &self.policy, self.today)
    }

    /// The decision as the caller may read it.
    pub(crate) fn shown(&self, decision: &Decision) -> ShownVerdict {
        ShownVerdict::new(self.purpose.key.as_str(), view(decision, self.role, &self.register))
    }
}

impl Session {
    /// The school's purposes, in its order.
    ///
    /// # Errors
    /// When the vault cannot be read.
    pub fn purposes(&self) -> Result<Vec<PurposeView>, Error> {
        self.may(Action::SeePhotos)?;
        let purposes = self.vault().settings().purposes()?;
        Ok(purposes.into_iter().map(|purpose| PurposeView { key: purpose.key.0, name: purpose.name }).collect())
    }

    pub(crate) fn ground(&self, purpose: &str) -> Result<Ground, Error> {
        let purposes = self.vault().settings().purposes()?;
        let known = purposes.iter().find(|known| known.key.as_str() == purpose);
        let known = known.ok_or_else(|| Refusal::UnknownPurpose { purpose: rules::PurposeKey::new(purpose) })?;
        Ok(Ground {
            purpose: known.joined(&purposes),
            register: self.vault().register()?,
            policy: self.vault().settings().policy()?,
            today: self.today()?,
            role: self.role(),
        })
    }

    /// Verdicts of these photos, or of all of an album.
    ///
    /// # Errors
    /// Refused when a photo, the album or the purpose is not known.
    pub fn check(&self, photos: &[String], album: Option<&str>, purpose: &str) -> Result<Vec<Checked>, Error> {
        self.may(Action::SeePhotos)?;
        let mut chosen = photos.iter().map(|text| self.photo_id(text)).collect::<Result<Vec<_>, _>>()?;
        if let Some(name) = album {
            chosen.extend(self.vault().photos().in_album(self.album_named(name)?.id)?.iter().map(|photo| photo.id));
        }
        let ground = self.ground(purpose)?;
        let index = ground.index();
        let checked = |&id| {
            let photo = self.vault().photos().get(id)?;
            let decision = ground.decide(&index, &self.vault().photo_facts(id)?);
            Ok(Checked { photo: id.to_string(), number: photo.number, shown: ground.shown(&decision) })
        };
        chosen.iter().map(checked).collect()
    }
}
