//! Pictures for bright screens (PQ and HLG, ITU-R BT.2100) brought into the range of sRGB.
//!
//! What is as bright as paper or darker stays; what is brighter is pressed together below white, its hue kept.

/// How samples stand for light, and of which primaries.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Light {
    curve: Curve,
    /// From the primaries of the file to those of sRGB, row by row.
    to_srgb: [[f32; 3]; 3],
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Curve {
    Pq,
    Hlg,
}

/// The light of white paper in candela per square metre (ITU-R BT.2408), and the most each curve can say.
const PAPER: f32 = 203.0;
const PQ_MOST: f32 = 10_000.0;
const HLG_MOST: f32 = 1_000.0;
/// Up to here, as a part of white, light stays as it is.
const KNEE: f32 = 0.75;

const SAME: [[f32; 3]; 3] = [[1.0, 0.0, 0.0], [0.0, 1.0, 0.0], [0.0, 0.0, 1.0]];
/// ITU-R BT.2087.
const FROM_2020: [[f32; 3]; 3] = [[1.6605, -0.5876, -0.0728], [-0.1246, 1.1329, -0.0083], [-0.0182, -0.1006, 1.1187]];
/// SMPTE EG 432-1, white at D65.
const FROM_P3: [[f32; 3]; 3] = [[1.2249, -0.2247, 0.0], [-0.0420, 1.0419, 0.0], [-0.0197, -0.0786, 1.0979]];

impl Light {
    /// By the code points of ITU-T H.273; nothing for curves that stay below white.
    pub(super) fn of(primaries: u8, transfer: u8) -> Option<Self> {
        let curve = match transfer {
            16 => Curve::Pq,
            18 => Curve::Hlg,
            _ => return None,
        };
        let to_srgb = match primaries {
            9 => FROM_2020,
            11 | 12 => FROM_P3,
            _ => SAME,
        };
        Some(Self { curve, to_srgb })
    }

    /// Samples of sixteen bits, so many a pixel, as sRGB of eight; a fourth stays what it is.
    pub(super) fn reduce(&self, samples: &[u16], step: usize) -> Vec<u8> {
        let stage = Stage::of(self);
        let mut reduced = Vec::with_capacity(samples.len());
        for pixel in samples.chunks_exact(step) {
            match *pixel {
                [red, green, blue, ref rest @ ..] => {
                    reduced.extend(stage.seen([red, green, blue]));
                    reduced.extend(rest.iter().copied().map(super::eight));
                }
                [gray, ..] => reduced.push(stage.seen([gray; 3])[1]),
                [] => {}
            }
        }
        reduced
    }

    /// The same for samples of eight bits, in their place.
    pub(super) fn reduce_bytes(&self, samples: &mut [u8], step: usize) {
        let stage = Stage::of(self);
        let wide = |sample: u8| u16::from(sample) * 257;
        for pixel in samples.chunks_exact_mut(step) {
            match pixel {
                [red, green, blue, ..] => [*red, *green, *blue] = stage.seen([*red, *green, *blue].map(wide)),
                [gray, ..] => *gray = stage.seen([wide(*gray); 3])[1],
                [] => {}
            }
        }
    }
}

/// Steps of the tables below.
const STEPS: usize = 4_096;

/// What does not change from pixel to pixel.
struct Stage {
    light: Light,
    /// Light of each sample, 1.0 for paper; for HLG before the scene is made brighter.
    linear: Vec<f32>,
    /// The sRGB sample of each light from 0 to 1.
    encoded: Vec<u8>,
}

impl Stage {
    fn of(light: &Light) -> Self {
        let curve = if light.curve == Curve::Pq { pq } else { hlg };
        let linear = (0..STEPS).map(|step| curve(step as f32 / (STEPS - 1) as f32)).collect();
        let encoded = (0..=u16::MAX).map(|light| srgb(f32::from(light) / 65_535.0)).collect();
        Self { light: *light, linear, encoded }
    }

    fn seen(&self, samples: [u16; 3]) -> [u8; 3] {
        let mut light = samples.map(|sample| self.linear.get(usize::from(sample >> 4)).copied().unwrap_or_default());
        if self.light.curve == Curve::Hlg {
            let scene = 0.2627 * light[0] + 0.6780 * light[1] + 0.0593 * light[2];
            light = light.map(|part| part * scene.powf(0.2) * (HLG_MOST / PAPER));
        }
        let most = light[0].max(light[1]).max(light[2]);
        if most > KNEE {
            let pressed = 1.0 - (1.0 - KNEE) * ((KNEE - most) / (1.0 - KNEE)).exp();
            light = light.map(|part| part * pressed / most);
        }
        self.light.to_srgb.map(|row| {
            let part: f32 = row.iter().zip(light).map(|(weight, part)| weight * part).sum();
            // Clamped to what a u16 holds.
            self.encoded.get((part.clamp(0.0, 1.0) * 65_535.0) as usize).copied().unwrap_or(u8::MAX)
        })
    }
}

/// SMPTE ST 2084.
fn pq(sample: f32) -> f32 {
    const M1: f32 = 2610.0 / 16_384.0;
    const M2: f32 = 2523.0 / 4096.0 * 128.0;
    const C1: f32 = 3424.0 / 4096.0;
    const C2: f32 = 2413.0 / 4096.0 * 32.0;
    const C3: f32 = 2392.0 / 4096.0 * 32.0;
    let power = sample.powf(1.0 / M2);
    ((power - C1).max(0.0) / (C2 - C3 * power)).powf(1.0 / M1) * (PQ_MOST / PAPER)
}

/// The scene that an HLG sample stands for, from 0 to 1.
fn hlg(sample: f32) -> f32 {
    const A: f32 = 0.178_832_77;
    const B: f32 = 0.284_668_92;
    const C: f32 = 0.559_910_7;
    if sample <= 0.5 { sample * sample / 3.0 } else { (((sample - C) / A).exp() + B) / 12.0 }
}

fn srgb(light: f32) -> u8 {
    let encoded = if light <= 0.003_130_8 { light * 12.92 } else { 1.055 * light.powf(1.0 / 2.4) - 0.055 };
    // From 0 to 255.
    (encoded * 255.0).round() as u8
}

#[cfg(test)]
mod tests {
    use super::*;

    fn gray(curve: u8, share: f32) -> u8 {
        let light = Light::of(9, curve).expect("a bright curve");
        light.reduce(&[(share * 65_535.0) as u16; 3], 3)[1]
    }

    #[test]
    fn paper_white_is_nearly_white_and_brighter_light_is_told_from_it() {
        // 203 candela are 58 % of PQ and 75 % of HLG (BT.2408, table 1).
        for (curve, paper) in [(16, 0.58), (18, 0.75)] {
            let white = gray(curve, paper);
            assert!((235..250).contains(&white), "{white}");
            let steps: Vec<u8> = [paper * 0.9, paper, paper * 1.1, 1.0].map(|share| gray(curve, share)).to_vec();
            assert!(steps.is_sorted() && steps[1] < steps[2] && steps[3] == 255, "{steps:?}");
            assert_eq!(gray(curve, 0.0), 0);
        }
    }

    #[test]
    fn skin_below_the_knee_keeps_its_light() {
        // 26 candela, the 18 % gray of BT.2408 at 38 % of PQ, is 13 % of paper white.
        let found = gray(16, 0.38);
        assert!(found.abs_diff(srgb(26.0 / PAPER)) <= 3, "{found}");
    }

    #[test]
    fn gray_stays_gray_and_transparency_stays() {
        for (primaries, curve) in [(9, 16), (12, 18), (1, 16)] {
            let light = Light::of(primaries, curve).expect("a bright curve");
            let reduced = light.reduce(&[30_000, 30_000, 30_000, 0x8080], 4);
            assert!(reduced[0].abs_diff(reduced[1]) <= 1 && reduced[1].abs_diff(reduced[2]) <= 1, "{reduced:?}");
            assert_eq!(reduced[3], 0x80);
            let mut bytes = [117, 117, 117, 9];
            light.reduce_bytes(&mut bytes, 4);
            assert!(bytes[1].abs_diff(reduced[1]) <= 1 && bytes[3] == 9, "{bytes:?}");
        }
    }

    #[test]
    fn curves_below_white_are_none_of_these() {
        assert_eq!(Light::of(9, 1), None);
        assert_eq!(Light::of(1, 13), None);
    }
}
