//! What a camera wrote about the moment: which device, when, and which way up.

mod blocks;
mod moment;

use jiff::{civil::DateTime, tz::Offset};

use crate::{
    Format, Limits, Orientation,
    tiff::{Entry, Tiff},
};

/// The few facts kept of a picture's metadata. All else is forgotten with the metadata itself.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Capture {
    /// The maker of the camera, trimmed.
    pub make: Option<String>,
    /// The model of the camera, trimmed.
    pub model: Option<String>,
    /// The serial number of the body.
    pub serial: Option<String>,
    /// When the picture was taken.
    pub taken: Option<CaptureTime>,
    /// What makes the stored picture upright, as EXIF tells it. HEIC and AVIF turn themselves by other means, and
    /// readers of these leave this number aside.
    pub orientation: Orientation,
}

/// The camera's clock at the moment of the picture: local, and only with an offset where the camera knew one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct CaptureTime {
    /// Date and time on the camera's clock, down to the sub-seconds it recorded.
    pub local: DateTime,
    /// The clock's distance from UTC.
    pub offset: Option<Offset>,
}

/// Reads what the camera wrote. Never fails: what is absent or broken is absent from the answer, the rest is there.
pub fn capture(bytes: &[u8], format: Format, limits: &Limits) -> Capture {
    let mut facts = Facts::default();
    for block in blocks::find(bytes, format, limits) {
        facts.take(&block);
    }
    facts.into_capture()
}

/// EXIF tags (CIPA DC-008) and one of DNG, by their numbers.
mod tag {
    pub(super) const MAKE: u16 = 0x010F;
    pub(super) const MODEL: u16 = 0x0110;
    pub(super) const ORIENTATION: u16 = 0x0112;
    pub(super) const EXIF_DIRECTORY: u16 = 0x8769;
    pub(super) const TAKEN: u16 = 0x9003;
    pub(super) const DIGITISED: u16 = 0x9004;
    pub(super) const TAKEN_OFFSET: u16 = 0x9011;
    pub(super) const DIGITISED_OFFSET: u16 = 0x9012;
    pub(super) const TAKEN_FRACTION: u16 = 0x9291;
    pub(super) const DIGITISED_FRACTION: u16 = 0x9292;
    pub(super) const BODY_SERIAL: u16 = 0xA431;
    pub(super) const CAMERA_SERIAL: u16 = 0xC62F;
}

/// The texts of the tags looked for; the first of each counts.
#[derive(Default)]
struct Facts {
    make: Option<String>,
    model: Option<String>,
    body_serial: Option<String>,
    camera_serial: Option<String>,
    orientation: Option<Orientation>,
    taken: moment::Texts,
    digitised: moment::Texts,
}

impl Facts {
    /// Takes in the first directory of an EXIF block and the one it names.
    fn take(&mut self, block: &[u8]) {
        let Some((file, first)) = Tiff::read(block) else { return };
        let mut further = None;
        for entry in file.entries(first) {
            if entry.tag == tag::EXIF_DIRECTORY {
                further = further.or(file.number(&entry));
            }
            self.note(&file, &entry);
        }
        for entry in further.into_iter().flat_map(|offset| file.entries(offset)) {
            self.note(&file, &entry);
        }
    }

    fn note(&mut self, file: &Tiff<'_>, entry: &Entry) {
        let slot = match entry.tag {
            tag::MAKE => &mut self.make,
            tag::MODEL => &mut self.model,
            tag::BODY_SERIAL => &mut self.body_serial,
            tag::CAMERA_SERIAL => &mut self.camera_serial,
            tag::TAKEN => &mut self.taken.moment,
            tag::TAKEN_FRACTION => &mut self.taken.fraction,
            tag::TAKEN_OFFSET => &mut self.taken.offset,
            tag::DIGITISED => &mut self.digitised.moment,
            tag::DIGITISED_FRACTION => &mut self.digitised.fraction,
            tag::DIGITISED_OFFSET => &mut self.digitised.offset,
            tag::ORIENTATION => {
                self.orientation = self.orientation.or(file.number(entry).and_then(Orientation::from_exif));
                return;
            }
            _ => return,
        };
        if slot.is_none() {
            *slot = file.text(entry).and_then(readable);
        }
    }

    fn into_capture(self) -> Capture {
        Capture {
            make: self.make,
            model: self.model,
            serial: self.body_serial.or(self.camera_serial),
            taken: self.taken.read().or_else(|| self.digitised.read()),
            orientation: self.orientation.unwrap_or_default(),
        }
    }
}

/// The longest name or number that is kept.
const CHARACTERS: usize = 100;

/// Text without control characters and outer spaces; nothing where nothing is left.
fn readable(text: &[u8]) -> Option<String> {
    let printable = |character: &char| !character.is_control();
    let text: String = String::from_utf8_lossy(text).chars().filter(printable).take(CHARACTERS).collect();
    let trimmed = text.trim();
    (!trimmed.is_empty()).then(|| trimmed.to_owned())
}

#[cfg(test)]
mod tests;
