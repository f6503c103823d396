//! Brings the colours a file declares into sRGB, the one colour space that leaves the crate.
//!
//! A profile is dropped with the rest of the metadata, so whatever it says has to be in the pixels before.

use moxcms::{
    CicpColorPrimaries, CicpProfile, ColorProfile, DataColorSpace, Layout, MatrixCoefficients, TransferCharacteristics,
    TransformOptions,
};

use crate::picture::{Channels, Picture};

mod declared;
mod light;

use light::Light;

/// How the samples of a file are to be seen.
#[derive(Debug, Clone, Default)]
pub(crate) struct Colour(Way);

/// The way from samples to sRGB.
#[derive(Debug, Clone, Default)]
enum Way {
    #[default]
    None,
    Profile(Box<ColorProfile>),
    /// Light brighter than paper, which has to be reduced.
    Bright(Light),
}

/// How far two 8-bit samples may lie apart and still pass for the same colour: below what anybody sees, and no more
/// than the many sRGB profiles in use differ among themselves.
const SAME: u8 = 2;

impl Colour {
    /// sRGB, declared or taken for granted.
    pub(crate) fn srgb() -> Self {
        Self(Way::None)
    }

    /// What an embedded ICC profile says; sRGB where it cannot be read or is of another kind than the samples, as
    /// viewers take it.
    pub(crate) fn icc(profile: &[u8], samples: Model) -> Self {
        match ColorProfile::new_from_slice(profile) {
            Ok(profile) if samples.fits(profile.color_space) => Self::of(profile, samples),
            Ok(_) | Err(_) => Self::srgb(),
        }
    }

    /// Adobe RGB (1998), which cameras declare in EXIF without a profile.
    fn adobe_rgb(samples: Model) -> Self {
        Self::of(ColorProfile::new_adobe_rgb(), samples)
    }

    /// The code points of ITU-T H.273; unspecified ones count as sRGB.
    pub(crate) fn cicp(primaries: u8, transfer: u8) -> Self {
        if let Some(light) = Light::of(primaries, transfer) {
            return Self(Way::Bright(light));
        }
        let (Ok(primaries), Ok(transfer)) =
            (CicpColorPrimaries::try_from(primaries), TransferCharacteristics::try_from(transfer))
        else {
            return Self::srgb();
        };
        // The curves of television are meant for its screens; stills that declare them were made on sRGB ones.
        let television = matches!(
            transfer,
            TransferCharacteristics::Bt709
                | TransferCharacteristics::Bt601
                | TransferCharacteristics::Bt202010bit
                | TransferCharacteristics::Bt202012bit
                | TransferCharacteristics::Unspecified
        );
        let transfer = if television { TransferCharacteristics::Srgb } else { transfer };
        let primaries =
            if primaries == CicpColorPrimaries::Unspecified { CicpColorPrimaries::Bt709 } else { primaries };
        let profile = ColorProfile::new_from_cicp(CicpProfile {
            color_primaries: primaries,
            transfer_characteristics: transfer,
            matrix_coefficients: MatrixCoefficients::Identity,
            full_range: true,
        });
        if profile.red_trc.is_none() { Self::srgb() } else { Self::of(profile, Model::Rgb) }
    }

    /// The profile, forgotten at once where it makes no difference.
    fn of(profile: ColorProfile, samples: Model) -> Self {
        let colour = Self(Way::Profile(Box::new(profile)));
        if colour.is_like_srgb(samples) { Self::srgb() } else { colour }
    }

    /// Whether the samples are sRGB as they stand.
    pub(crate) fn is_srgb(&self) -> bool {
        matches!(self.0, Way::None)
    }

    /// Whether more than eight bits are needed to see the samples well.
    pub(crate) fn is_bright(&self) -> bool {
        matches!(self.0, Way::Bright(_))
    }

    fn profile(&self) -> Option<&ColorProfile> {
        if let Way::Profile(profile) = &self.0 { Some(profile) } else { None }
    }

    fn is_like_srgb(&self, samples: Model) -> bool {
        match samples {
            Model::Cmyk => false,
            Model::Gray => {
                self.gray_table().is_none_or(|table| (0..=u8::MAX).zip(table).all(|(was, is)| was.abs_diff(is) <= SAME))
            }
            Model::Rgb => {
                let levels = (0..=u8::MAX).step_by(15);
                let lattice: Vec<u8> = levels
                    .clone()
                    .flat_map(|red| {
                        let levels = levels.clone();
                        levels.clone().flat_map(move |green| levels.clone().flat_map(move |blue| [red, green, blue]))
                    })
                    .collect();
                self.transformed(&lattice, Layout::Rgb, Layout::Rgb)
                    .is_none_or(|seen| lattice.iter().zip(seen).all(|(was, is)| was.abs_diff(is) <= SAME))
            }
        }
    }

    /// The same picture in sRGB; as it is where the profile has no usable way there.
    pub(crate) fn to_srgb(&self, mut picture: Picture) -> Picture {
        if self.is_srgb() {
            return picture;
        }
        if let Way::Bright(light) = &self.0 {
            let step = picture.channels().count();
            light.reduce_bytes(picture.samples_mut(), step);
            return picture;
        }
        match picture.channels() {
            Channels::Gray => {
                if let Some(table) = self.gray_table() {
                    picture.samples_mut().iter_mut().for_each(|sample| *sample = table[usize::from(*sample)]);
                }
            }
            Channels::Rgb => self.transform_rows(&mut picture, Layout::Rgb),
            Channels::Rgba => self.transform_rows(&mut picture, Layout::Rgba),
        }
        picture
    }

    /// Row by row, so that no second picture is held.
    fn transform_rows(&self, picture: &mut Picture, layout: Layout) {
        let Some(profile) = self.profile() else { return };
        let stride = picture.stride();
        // A gray profile over pixels with transparency.
        if profile.color_space == DataColorSpace::Gray {
            if let Some(table) = self.gray_table() {
                for pixel in picture.samples_mut().chunks_exact_mut(4) {
                    pixel[..3].iter_mut().for_each(|sample| *sample = table[usize::from(*sample)]);
                }
            }
            return;
        }
        let target = ColorProfile::new_srgb();
        let Ok(transform) = profile.create_transform_8bit(layout, &target, layout, options()) else { return };
        let mut seen = vec![0; stride];
        for row in picture.samples_mut().chunks_exact_mut(stride) {
            if transform.transform(row, &mut seen).is_ok() {
                row.copy_from_slice(&seen);
            }
        }
    }

    /// Samples of sixteen bits as sRGB of eight, rounded only once.
    pub(crate) fn reduce(&self, samples: &[u16], channels: Channels) -> Vec<u8> {
        if let Way::Bright(light) = &self.0 {
            return light.reduce(samples, channels.count());
        }
        let layout = match channels {
            Channels::Gray => return self.reduce_gray(samples),
            Channels::Rgb => Layout::Rgb,
            Channels::Rgba => Layout::Rgba,
        };
        let gray = |profile: &ColorProfile| profile.color_space == DataColorSpace::Gray;
        let Some(profile) = self.profile().filter(|profile| !gray(profile)) else {
            return self.reduce_gray_alpha(samples, channels);
        };
        let target = ColorProfile::new_srgb();
        let Ok(transform) = profile.create_transform_16bit(layout, &target, layout, options()) else {
            return samples.iter().copied().map(eight).collect();
        };
        // A whole number of pixels of three or four samples.
        const CHUNK: usize = 12 * 1024;
        let mut seen = vec![0; CHUNK.min(samples.len())];
        let mut reduced = Vec::with_capacity(samples.len());
        for chunk in samples.chunks(CHUNK) {
            let seen = &mut seen[..chunk.len()];
            let converted = transform.transform(chunk, seen).is_ok();
            reduced.extend((if converted { &*seen } else { chunk }).iter().copied().map(eight));
        }
        reduced
    }

    fn reduce_gray(&self, samples: &[u16]) -> Vec<u8> {
        let table = self.gray_table();
        let seen = |sample: u16| {
            let sample = eight(sample);
            table.map_or(sample, |table| table[usize::from(sample)])
        };
        samples.iter().map(|&sample| seen(sample)).collect()
    }

    fn reduce_gray_alpha(&self, samples: &[u16], channels: Channels) -> Vec<u8> {
        let mut reduced: Vec<u8> = samples.iter().copied().map(eight).collect();
        if let (Some(table), Channels::Rgba) = (self.gray_table(), channels) {
            for pixel in reduced.chunks_exact_mut(4) {
                pixel[..3].iter_mut().for_each(|sample| *sample = table[usize::from(*sample)]);
            }
        }
        reduced
    }

    /// Inks of eight bits, 255 for full ink, as sRGB: by the profile, or by what screens take for plain inks.
    pub(crate) fn inks_to_srgb(&self, inks: &[u8]) -> Vec<u8> {
        self.transformed(inks, Layout::Rgba, Layout::Rgb).unwrap_or_else(|| {
            let mut seen = Vec::with_capacity(inks.len() / 4 * 3);
            for pixel in inks.chunks_exact(4) {
                let paper = 255 - u32::from(pixel[3]);
                // At most 255 * 255 / 255.
                seen.extend(pixel[..3].iter().map(|&ink| (((255 - u32::from(ink)) * paper + 127) / 255) as u8));
            }
            seen
        })
    }

    /// What each of the 256 grays looks like.
    fn gray_table(&self) -> Option<[u8; 256]> {
        let grays: Vec<u8> = (0..=u8::MAX).collect();
        let profile = self.profile()?;
        let seen = if profile.color_space == DataColorSpace::Gray {
            self.transformed(&grays, Layout::Gray, Layout::Rgb)?
        } else {
            let neutral: Vec<u8> = grays.iter().flat_map(|&gray| [gray; 3]).collect();
            self.transformed(&neutral, Layout::Rgb, Layout::Rgb)?
        };
        let mut table = [0; 256];
        for (entry, pixel) in table.iter_mut().zip(seen.chunks_exact(3)) {
            *entry = pixel[1];
        }
        Some(table)
    }

    fn transformed(&self, samples: &[u8], from: Layout, to: Layout) -> Option<Vec<u8>> {
        let profile = self.profile()?;
        let transform = profile.create_transform_8bit(from, &ColorProfile::new_srgb(), to, options()).ok()?;
        let pixels = samples.len() / channels_of(from);
        let mut seen = vec![0; pixels * channels_of(to)];
        transform.transform(samples, &mut seen).ok()?;
        Some(seen)
    }
}

fn channels_of(layout: Layout) -> usize {
    if layout == Layout::Gray {
        1
    } else if layout == Layout::Rgb {
        3
    } else {
        4
    }
}

fn options() -> TransformOptions {
    // Fixed point is faster by little and off by up to two steps in the darks.
    TransformOptions { prefer_fixed_point: false, ..TransformOptions::default() }
}

/// Sixteen bits rounded to eight.
pub(crate) fn eight(sample: u16) -> u8 {
    // At most (65535 * 255 + 32767) / 65535, which is 255.
    ((u32::from(sample) * 255 + 32_767) / 65_535) as u8
}

/// What the samples of a file stand for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Model {
    Gray,
    Rgb,
    Cmyk,
}

impl Model {
    fn fits(self, profile: DataColorSpace) -> bool {
        match self {
            // Gray files often carry the profile of the colour file they were made from.
            Self::Gray => matches!(profile, DataColorSpace::Gray | DataColorSpace::Rgb),
            Self::Rgb => profile == DataColorSpace::Rgb,
            Self::Cmyk => profile == DataColorSpace::Cmyk,
        }
    }
}

#[cfg(test)]
mod tests;
