//! What a camera wrote about the moment: which device, when, and which way up.

use jiff::{civil::DateTime, tz::Offset};

use crate::Orientation;

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
    /// What makes the stored picture upright, as EXIF tells it.
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
