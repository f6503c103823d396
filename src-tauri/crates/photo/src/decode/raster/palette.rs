//! TIFF with a palette (TIFF 6.0, section 5): read as if its indices were grays, which then name colours.

use super::super::{ColourWork, Decoded};
use crate::{
    colour::eight,
    picture::{Channels, Picture},
    tiff::Tiff,
};

const PHOTOMETRIC: u16 = 0x0106;
const BITS: u16 = 0x0102;
const COLOUR_MAP: u16 = 0x0140;
/// Photometric interpretations: indices into a palette; gray from black.
const INDEXED: u32 = 3;
const GRAY: u8 = 1;

/// The colours of a file, and the file with its indices declared to be grays.
pub(super) struct Palette {
    colours: Vec<[u8; 3]>,
    pub(super) as_gray: Vec<u8>,
}

impl Palette {
    /// Of the first picture; nothing where it has none.
    pub(super) fn of(bytes: &[u8]) -> Option<Self> {
        let (file, first) = Tiff::read(bytes)?;
        let mut bits = 1;
        let mut indexed = None;
        let mut map = Vec::new();
        for entry in file.entries(first) {
            match entry.tag {
                PHOTOMETRIC if file.number(&entry) == Some(INDEXED) => indexed = Some(file.low_byte(&entry)),
                BITS => bits = file.shorts(&entry, 1).first().copied()?,
                COLOUR_MAP => map = file.shorts(&entry, 3 << 8),
                _ => {}
            }
        }
        let count = 1_usize << bits.min(8);
        let (red, rest) = map.split_at_checked(count)?;
        let (green, blue) = rest.split_at_checked(count)?;
        let rgb = red.iter().zip(green).zip(blue);
        let colours: Vec<_> = rgb.map(|((&red, &green), &blue)| [red, green, blue].map(eight)).collect();
        let mut as_gray = bytes.to_vec();
        *as_gray.get_mut(indexed?)? = GRAY;
        (colours.len() == count).then_some(Self { colours, as_gray })
    }

    /// The picture in its colours.
    pub(super) fn coloured(&self, read: Decoded) -> Decoded {
        let (width, height, channels) = (read.picture.width(), read.picture.height(), read.picture.channels());
        let step = channels.count();
        let last = self.colours.len() - 1;
        let mut samples = Vec::with_capacity(read.picture.samples().len() * 3);
        for pixel in read.picture.samples().chunks_exact(step) {
            // Fewer than eight bits were spread over the whole range.
            let index = (usize::from(pixel[0]) * last + 127) / 255;
            samples.extend(self.colours.get(index).copied().unwrap_or_default());
            if channels == Channels::Rgba {
                samples.push(pixel[3]);
            }
        }
        let channels = if channels == Channels::Rgba { Channels::Rgba } else { Channels::Rgb };
        match Picture::new(width, height, channels, samples) {
            Ok(picture) => Decoded { picture, colour: ColourWork::Converted, ..read },
            // As many pixels as before, each with all its samples.
            Err(_) => read,
        }
    }
}
