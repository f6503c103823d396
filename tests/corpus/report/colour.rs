//! How different two colours look: CIEDE2000 (Sharma, Wu, Dalal 2005), for sRGB samples.

use crate::reference::Pixels;

/// The mean difference of two pictures; as different as can be where they are not even of one size.
pub(crate) fn mean_difference_of(one: &Pixels, other: &Pixels) -> f64 {
    let same = (one.width, one.height) == (other.width, other.height);
    if same { mean_difference(&one.samples, &other.samples) } else { 100.0 }
}

/// The mean difference of two pictures of the same size, over at most a million evenly spread pixels.
fn mean_difference(one: &[u8], other: &[u8]) -> f64 {
    let pixels = one.len() / 3;
    let step = pixels.div_ceil(1_000_000).max(1);
    let light: Vec<f64> = (0..=u8::MAX).map(linear).collect();
    let mut sum = 0.0;
    let mut count = 0_u32;
    for (a, b) in one.as_chunks::<3>().0.iter().zip(other.as_chunks::<3>().0).step_by(step) {
        if a != b {
            sum += difference(lab(a, &light), lab(b, &light));
        }
        count += 1;
    }
    sum / f64::from(count.max(1))
}

fn linear(sample: u8) -> f64 {
    let encoded = f64::from(sample) / 255.0;
    if encoded <= 0.040_45 { encoded / 12.92 } else { ((encoded + 0.055) / 1.055).powf(2.4) }
}

/// CIELAB under D65, the white of sRGB.
fn lab(pixel: &[u8; 3], light: &[f64]) -> [f64; 3] {
    let [r, g, b] = pixel.map(|sample| light[usize::from(sample)]);
    let x = (0.412_456_4 * r + 0.357_576_1 * g + 0.180_437_5 * b) / 0.950_47;
    let y = 0.212_672_9 * r + 0.715_152_2 * g + 0.072_175_0 * b;
    let z = (0.019_333_9 * r + 0.119_192_0 * g + 0.950_304_1 * b) / 1.088_83;
    let [x, y, z] =
        [x, y, z].map(|t| if t > 216.0 / 24_389.0 { t.cbrt() } else { (24_389.0 / 27.0 * t + 16.0) / 116.0 });
    [116.0 * y - 16.0, 500.0 * (x - y), 200.0 * (y - z)]
}

fn difference([l1, a1, b1]: [f64; 3], [l2, a2, b2]: [f64; 3]) -> f64 {
    let mean_chroma = (a1.hypot(b1) + a2.hypot(b2)) / 2.0;
    let g = 0.5 * (1.0 - share(mean_chroma));
    let (a1, a2) = ((1.0 + g) * a1, (1.0 + g) * a2);
    let (c1, c2) = (a1.hypot(b1), a2.hypot(b2));
    let (h1, h2) = (hue(a1, b1), hue(a2, b2));
    let colourless = c1 * c2 == 0.0;
    let turn = match h2 - h1 {
        _ if colourless => 0.0,
        apart if apart > 180.0 => apart - 360.0,
        apart if apart < -180.0 => apart + 360.0,
        apart => apart,
    };
    let dl = l2 - l1;
    let dc = c2 - c1;
    let dh = 2.0 * (c1 * c2).sqrt() * (turn / 2.0).to_radians().sin();
    let (l, c) = ((l1 + l2) / 2.0, (c1 + c2) / 2.0);
    let h = match h1 + h2 {
        sum if colourless => sum,
        sum if (h1 - h2).abs() <= 180.0 => sum / 2.0,
        sum if sum < 360.0 => (sum + 360.0) / 2.0,
        sum => (sum - 360.0) / 2.0,
    };
    let cos = |degrees: f64| degrees.to_radians().cos();
    let t = 1.0 - 0.17 * cos(h - 30.0) + 0.24 * cos(2.0 * h) + 0.32 * cos(3.0 * h + 6.0) - 0.20 * cos(4.0 * h - 63.0);
    let sl = 1.0 + 0.015 * (l - 50.0).powi(2) / (20.0 + (l - 50.0).powi(2)).sqrt();
    let sc = 1.0 + 0.045 * c;
    let sh = 1.0 + 0.015 * c * t;
    let rotation = 30.0 * (-((h - 275.0) / 25.0).powi(2)).exp();
    let rt = -2.0 * share(c) * (2.0 * rotation).to_radians().sin();
    ((dl / sl).powi(2) + (dc / sc).powi(2) + (dh / sh).powi(2) + rt * (dc / sc) * (dh / sh)).sqrt()
}

fn share(chroma: f64) -> f64 {
    (chroma.powi(7) / (chroma.powi(7) + 25.0_f64.powi(7))).sqrt()
}

fn hue(a: f64, b: f64) -> f64 {
    if a == 0.0 && b == 0.0 { 0.0 } else { b.atan2(a).to_degrees().rem_euclid(360.0) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_published_test_pairs_come_out() {
        let pairs = [
            ([50.0, 2.6772, -79.7751], [50.0, 0.0, -82.7485], 2.0425),
            ([50.0, -1.0, 2.0], [50.0, 0.0, 0.0], 2.3669),
            ([50.0, 2.49, -0.001], [50.0, -2.49, 0.0009], 7.1792),
            ([50.0, 2.5, 0.0], [73.0, 25.0, -18.0], 27.1492),
            ([60.2574, -34.0099, 36.2677], [60.4626, -34.1751, 39.4387], 1.2644),
            ([63.0109, -31.0961, -5.8663], [62.8187, -29.7946, -4.0864], 1.2630),
            ([22.7233, 20.0904, -46.694], [23.0331, 14.973, -42.5619], 2.0373),
            ([2.0776, 0.0795, -1.135], [0.9033, -0.0636, -0.5514], 0.9082),
        ];
        for (one, other, published) in pairs {
            let found = difference(one, other);
            assert!((found - published).abs() < 5e-5, "{found} instead of {published}");
        }
    }

    #[test]
    fn equal_pictures_do_not_differ_and_black_lies_a_hundred_from_white() {
        assert_eq!(mean_difference(&[9; 300], &[9; 300]), 0.0);
        assert!((mean_difference(&[0; 3], &[255; 3]) - 100.0).abs() < 0.01);
    }
}
