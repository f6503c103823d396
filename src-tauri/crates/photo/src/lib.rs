//! Bytes in, bytes out: what a picture file is, what it carries, and a clean copy of it.
//!
//! Nothing here opens a file, reads a clock or keeps state. Every function takes bytes somebody else read and answers
//! with a value or a [`PhotoError`] in plain words; none panics on what it is given.

mod boxes;
mod capture;
mod error;
mod limits;
mod orientation;
mod prove;
mod sniff;
mod strip;
#[cfg(test)]
mod test_pictures;
mod tiff;

pub use capture::{Capture, CaptureTime, capture};
pub use error::PhotoError;
pub use limits::Limits;
pub use orientation::Orientation;
pub use prove::{CleanImage, Finding, inspect, prove};
pub use sniff::{Format, RawKind, sniff};
pub use strip::strip;
