//! Which colours the components mean, once the markers that said so are gone.
//!
//! Decoders follow libjpeg: JFIF means YCbCr; otherwise an Adobe marker decides; otherwise the component identifiers.

use super::segments::Frame;
use crate::PhotoError;

/// What the application segments said about colour.
#[derive(Default)]
pub(crate) struct Markers {
    jfif: bool,
    adobe: Option<u8>,
}

impl Markers {
    pub(crate) fn note(&mut self, marker: u8, body: &[u8]) {
        match (marker, body) {
            (0xE0, [b'J', b'F', b'I', b'F', 0, ..]) => self.jfif = true,
            (0xEE, [b'A', b'd', b'o', b'b', b'e', _, _, _, _, _, _, transform, ..]) => self.adobe = Some(*transform),
            _ => {}
        }
    }

    /// What three components stand for: 0 RGB, 1 YCbCr.
    fn meant(&self, frame: &Frame<'_>) -> u8 {
        if self.jfif { 1 } else { self.adobe.map_or(assumed(frame), |stated| stated.min(1)) }
    }

    /// Whether the components are light, blue and red.
    pub(crate) fn is_light_and_colour(&self, frame: &Frame<'_>) -> bool {
        frame.components.len() == 3 && self.meant(frame) == 1
    }

    /// The transform a marker has to state, if the components alone would be read otherwise.
    pub(crate) fn needed(&self, frame: &Frame<'_>) -> Result<Option<u8>, PhotoError> {
        Ok(match frame.components {
            [_, _, _] => {
                let meant = self.meant(frame);
                (meant != assumed(frame)).then_some(meant)
            }
            // Four components with an Adobe marker are stored inverted, so it stays whatever it says.
            [_, _, _, _] => match self.adobe {
                Some(unknown @ 3..) => {
                    return Err(PhotoError::damaged(format!(
                        "its colours are of a kind that nobody knows ({unknown})"
                    )));
                }
                stated => stated.map(|stated| if stated == 0 { 0 } else { 2 }),
            },
            _ => None,
        })
    }

    pub(crate) fn write_needed(&self, frame: &Frame<'_>, out: &mut Vec<u8>) -> Result<(), PhotoError> {
        if let Some(transform) = self.needed(frame)? {
            write(transform, out);
        }
        Ok(())
    }
}

/// An Adobe marker that states this transform and nothing else.
pub(crate) fn write(transform: u8, out: &mut Vec<u8>) {
    out.extend([0xFF, 0xEE, 0, 14]);
    out.extend(b"Adobe\0\x64\0\0\0\0");
    out.push(transform);
}

/// What three components without any marker are taken for: 0 RGB, 1 YCbCr.
fn assumed(frame: &Frame<'_>) -> u8 {
    let ids = frame.components.iter().map(|component| component[0]);
    if ids.eq(*b"RGB") { 0 } else { 1 }
}
