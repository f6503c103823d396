//! The school's cameras (P09), and photos of others that wait for the head (P10).

use photo::Capture;
use rules::{DeviceId, DeviceStanding, PhotoId};
use store::Device;

use crate::error::{Error, Refusal};
use crate::rights::Action;
use crate::session::Session;
use crate::wire::{DeviceShown, Released};

impl Session {
    /// Puts a camera on the list.
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
        let label = label.map_or_else(|| format!("{make} {model}"), str::to_owned);
        let device = Device {
            id: self.surroundings().new_id(DeviceId::new),
            make: make.trim().to_owned(),
            model: model.trim().to_owned(),
            serial: serial.map(|serial| serial.trim().to_owned()),
            label,
            withdrawn_at: None,
        };
        self.vault().devices().add(&device)?;
        Ok(shown(&device))
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
