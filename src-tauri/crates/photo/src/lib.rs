//! Bytes in, bytes out: what a picture file is, what it carries, and a clean copy of it.
//!
//! Nothing here opens a file, reads a clock or keeps state. Every function takes bytes somebody else read and answers
//! with a value or a [`PhotoError`] in plain words; none panics on what it is given.

mod boxes;
mod capture;
mod colour;
mod decode;
mod edit;
mod encode;
mod error;
#[cfg(feature = "faces")]
pub mod faces;
mod likeness;
mod limits;
mod master;
mod orientation;
mod picture;
mod planes;
mod prove;
mod render;
mod resize;
mod sniff;
mod strip;
#[cfg(test)]
mod test_pictures;
mod tiff;
mod turn;

pub use capture::{Capture, CaptureTime, capture};
pub use edit::{Cover, Edits, Extent, Rect};
pub use error::PhotoError;
pub use likeness::{Likeness, likeness};
pub use limits::Limits;
pub use master::{Master, MasterKind, Reason, make_master, take_in};
pub use orientation::Orientation;
pub use prove::{CleanImage, Finding, inspect, prove};
pub use render::{Output, RenderSpec, render, renditions};
pub use sniff::{Format, RawKind, sniff};
pub use strip::{strip, turn_jpeg};
