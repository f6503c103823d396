//! The school's cameras (P09), and photos of others that wait for the head (P10).

use std::path::Path;

use photo::{Capture, Limits};
use rules::{DeviceId, DeviceStanding, PhotoId};
use store::Device;

use crate::error::{Error, Refusal};
use crate::import::read_at_most;
use crate::rights::Action;
use crate::session::{Session, parse};
use crate::wire::{DeviceFound, DeviceShown, PhotosWaiting, Released};

impl Session {
    /// Puts a camera on the list; one that is on it already stays as it is.
    ///
    /// # Errors
    /// Refused to all but office and head.
    pub fn device_add(
        &self,
        make: &str,
        model: &str,
        serial: Option<&str>,
        label: Option<&str>,
    ) -> Result<DeviceShown, Error> {
        self.may(Action::RegisterDevice)?;
        for (text, what) in [(make, "The camera's maker"), (model, "The camera's model")] {
            if text.trim().is_empty() {
                return Err(Refusal::Missing { what }.into());
            }
        }
        let [make, model] = [make.trim().to_owned(), model.trim().to_owned()];
        let said = |text: Option<&str>| text.map(str::trim).filter(|text| !text.is_empty()).map(str::to_owned);
        let label = said(label).unwrap_or_else(|| named(&make, &model));
        let id = self.surroundings().new_id(DeviceId::new);
        let device = Device { id, make, model, serial: said(serial), label, withdrawn_at: None };
        let listed = self.vault().devices().all()?;
        if let Some(there) = listed.iter().find(|there| there.withdrawn_at.is_none() && is_same(there, &device)) {
            return Ok(shown(there));
        }
        self.vault().devices().add(&device)?;
        Ok(shown(&device))
    }

    /// Takes a camera off the list; the photos that it took before stay what they are.
    ///
    /// # Errors
    /// Refused to all but office and head, and when there is no such camera.
    pub fn device_withdraw(&self, device: &str) -> Result<(), Error> {
        self.may(Action::RegisterDevice)?;
        Ok(self.vault().devices().withdraw(parse("camera", device)?)?)
    }

    /// What a picture says of the camera that took it: so that nobody has to know how a camera spells its name.
    ///
    /// # Errors
    /// Refused to all but office and head, and when the file cannot be read, is no picture, or names no camera.
    pub fn device_of_picture(&self, path: &Path) -> Result<DeviceFound, Error> {
        self.may(Action::RegisterDevice)?;
        let limits = Limits::default();
        let unreadable =
            |error: std::io::Error| Refusal::Unreadable { path: path.to_owned(), why: error.kind().to_string() };
        let bytes = read_at_most(path, limits.bytes).map_err(unreadable)?;
        let bytes = bytes.ok_or_else(|| Refusal::File { why: "it is larger than any picture".to_owned() })?;
        let format = photo::sniff(&bytes).map_err(|why| Refusal::File { why: why.to_string() })?;
        match photo::capture(&bytes, format, &limits) {
            Capture { make: Some(make), model: Some(model), serial, .. } => Ok(DeviceFound { make, model, serial }),
            Capture { .. } => {
                let why = "it does not say which camera took it; choose a picture straight from the camera's card";
                Err(Refusal::File { why: why.to_owned() }.into())
            }
        }
    }

    /// Photos of unknown cameras that wait for the head, by album and camera.
    ///
    /// # Errors
    /// Refused to all but office and head.
    pub fn devices_waiting(&self) -> Result<Vec<PhotosWaiting>, Error> {
        self.may(Action::RegisterDevice)?;
        let mut waiting: Vec<PhotosWaiting> = Vec::new();
        for photo in self.vault().photos().quarantined()? {
            let (album, id, [make, model, serial]) = (photo.album.to_string(), photo.id.to_string(), photo.device);
            let same = waiting.iter_mut().find(|group| {
                group.album == album && group.make == make && group.model == model && group.serial == serial
            });
            match same {
                Some(group) => group.photos.push(id),
                None => {
                    let name = self.vault().albums().get(photo.album)?.name;
                    waiting.push(PhotosWaiting { album, name, make, model, serial, photos: vec![id] });
                }
            }
        }
        Ok(waiting)
    }

    /// The list.
    ///
    /// # Errors
    /// Refused to all but office and head.
    pub fn devices(&self) -> Result<Vec<DeviceShown>, Error> {
        self.may(Action::RegisterDevice)?;
        Ok(self.vault().devices().all()?.iter().map(shown).collect())
    }

    /// Lets photos of unknown cameras be used: those named, or all of an album that wait.
    ///
    /// # Errors
    /// Refused to all but the head, and without a reason.
    pub fn devices_release(&self, photos: &[String], album: Option<&str>, because: &str) -> Result<Released, Error> {
        self.may(Action::ReleaseDevice)?;
        if because.trim().is_empty() {
            return Err(Refusal::Missing { what: "The reason" }.into());
        }
        let mut chosen = photos.iter().map(|text| self.photo_id(text)).collect::<Result<Vec<PhotoId>, _>>()?;
        if let Some(name) = album {
            let waiting = self.vault().photos().in_album(self.album_named(name)?.id)?;
            chosen.extend(waiting.iter().filter(|photo| photo.standing == DeviceStanding::Quarantined).map(|p| p.id));
        }
        self.vault().photos().release(&chosen, because.trim())?;
        Ok(Released {
            photos: chosen.iter().map(PhotoId::to_string).collect(),
            reminder: "The pictures have to be deleted from the device they came from.",
        })
    }
}

fn shown(device: &Device) -> DeviceShown {
    DeviceShown {
        id: device.id.to_string(),
        label: device.label.clone(),
        make: device.make.clone(),
        model: device.model.clone(),
        serial: device.serial.clone(),
        withdrawn: device.withdrawn_at.is_some(),
    }
}

/// Many models say the maker again.
fn named(make: &str, model: &str) -> String {
    let maker = make.split(' ').next().unwrap_or(make).to_lowercase();
    if model.to_lowercase().starts_with(&maker) { model.to_owned() } else { format!("{make} {model}") }
}

fn is_same(there: &Device, new: &Device) -> bool {
    let serial = |device: &Device| device.serial.as_deref().map(str::to_lowercase);
    there.make.eq_ignore_ascii_case(&new.make)
        && there.model.eq_ignore_ascii_case(&new.model)
        && serial(there) == serial(new)
}

/// Whether what a picture says of its camera is on the list. A picture that says nothing came from nowhere known.
pub(crate) fn standing(devices: &[Device], capture: &Capture) -> DeviceStanding {
    let same = |ours: &str, theirs: Option<&String>| theirs.is_some_and(|text| text.trim().eq_ignore_ascii_case(ours));
    let known = devices.iter().filter(|device| device.withdrawn_at.is_none()).any(|device| {
        same(&device.make, capture.make.as_ref())
            && same(&device.model, capture.model.as_ref())
            && device.serial.as_ref().is_none_or(|serial| same(serial, capture.serial.as_ref()))
    });
    if known { DeviceStanding::Registered } else { DeviceStanding::Quarantined }
}
