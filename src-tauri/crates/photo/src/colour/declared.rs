//! Colour spaces that files declare by other means than a profile.

use exif::{In, Reader, Tag, Value};
use moxcms::{Chromaticity, ColorPrimaries, ColorProfile, ToneReprCurve};

use super::{Colour, Model};

impl Colour {
    /// What EXIF says of a JPEG without a profile: cameras set to Adobe RGB write only this (DCF 2.0, "R03").
    pub(crate) fn exif(jpeg: &[u8]) -> Self {
        let mut reader = Reader::new();
        reader.continue_on_error(true);
        let mut bytes = std::io::Cursor::new(jpeg);
        let fields = reader.read_from_container(&mut bytes).or_else(|error| error.distill_partial_result(|_| ()));
        let Ok(fields) = fields else { return Self::srgb() };
        let is_r03 = |value: &Value| {
            let Value::Ascii(texts) = value else { return false };
            texts.first().is_some_and(|text| text.starts_with(b"R03"))
        };
        let adobe = fields.get_field(Tag::InteroperabilityIndex, In::PRIMARY).is_some_and(|field| is_r03(&field.value))
            || fields.get_field(Tag::ColorSpace, In::PRIMARY).and_then(|field| field.value.get_uint(0)) == Some(2);
        if adobe { Self::adobe_rgb(Model::Rgb) } else { Self::srgb() }
    }

    /// The profile that a BMP with the fifth header may hold (`BITMAPV5HEADER`: colour space `MBED`).
    pub(crate) fn bmp(bmp: &[u8], samples: Model) -> Self {
        const HEADER: usize = 14;
        let number = |at: usize| {
            let found = bmp.get(HEADER + at..)?.first_chunk()?;
            Some(u32::from_le_bytes(*found))
        };
        let profile = || {
            let embedded = number(0)? >= 124 && number(56)? == u32::from_be_bytes(*b"MBED");
            let start = HEADER.checked_add(usize::try_from(number(112)?).ok()?)?;
            let length = usize::try_from(number(116)?).ok()?;
            bmp.get(start..start.checked_add(length)?).filter(|_| embedded)
        };
        profile().map_or_else(Self::srgb, |profile| Self::icc(profile, samples))
    }

    /// What the chunks cICP, sRGB, gAMA and cHRM of a PNG without a profile say, in that order of precedence (PNG
    /// third edition, 4.3).
    pub(crate) fn png(png: &[u8], samples: Model) -> Self {
        let chunks = ColourChunks::read(png);
        if let Some((primaries, transfer)) = chunks.cicp {
            return Self::cicp(primaries, transfer);
        }
        let Some(gamma) = chunks.gamma.filter(|_| !chunks.srgb) else { return Self::srgb() };
        let mut profile = ColorProfile::new_srgb();
        if let Some([white, red, green, blue]) = chunks.points {
            profile.update_rgb_colorimetry(white.to_xyyb(), ColorPrimaries { red, green, blue });
            if !profile.colorant_matrix().v.iter().flatten().all(|entry| entry.is_finite()) {
                return Self::srgb();
            }
        }
        // gAMA holds the exponent of encoding in 1/100,000; 45,455 is what sRGB pictures declare as their nearest power.
        if !(45_000..=46_000).contains(&gamma) {
            let curve = ToneReprCurve::Parametric(vec![100_000.0 / gamma as f32]);
            profile.cicp = None;
            profile.red_trc = Some(curve.clone());
            profile.green_trc = Some(curve.clone());
            profile.blue_trc = Some(curve);
        }
        Self::of(profile, samples)
    }
}

/// What the chunks before the pixels of a PNG tell about colour.
#[derive(Default)]
struct ColourChunks {
    cicp: Option<(u8, u8)>,
    srgb: bool,
    gamma: Option<u32>,
    points: Option<[Chromaticity; 4]>,
}

impl ColourChunks {
    fn read(png: &[u8]) -> Self {
        let mut found = Self::default();
        let mut rest = png.get(8..).unwrap_or_default();
        while let Some((header, after)) = rest.split_first_chunk::<8>() {
            let length = u32::from_be_bytes([header[0], header[1], header[2], header[3]]) as usize;
            let Some(content) = after.get(..length) else { break };
            match (&header[4..], content) {
                (b"IDAT", _) => break,
                (b"cICP", &[primaries, transfer, ..]) => found.cicp = Some((primaries, transfer)),
                (b"sRGB", _) => found.srgb = true,
                (b"gAMA", &[a, b, c, d]) => found.gamma = Some(u32::from_be_bytes([a, b, c, d])).filter(|&g| g > 0),
                (b"cHRM", points) => found.points = chromaticities(points),
                _ => {}
            }
            let Some(next) = after.get(length + 4..) else { break };
            rest = next;
        }
        found
    }
}

fn chromaticities(content: &[u8]) -> Option<[Chromaticity; 4]> {
    let mut points = content.as_chunks::<4>().0.iter().map(|&value| u32::from_be_bytes(value) as f32 / 100_000.0);
    let mut point = || Some(Chromaticity { x: points.next()?, y: points.next()? });
    let points = [point()?, point()?, point()?, point()?];
    points.iter().all(|point| point.y > 0.0).then_some(points)
}
