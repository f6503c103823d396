//! Colours against the published matrices and curves, computed here in full precision.

use super::*;

/// Rows of a matrix from linear light of a space to that of sRGB.
type Matrix = [[f64; 3]; 3];

const DISPLAY_P3: Matrix =
    [[1.224_940, -0.224_940, 0.0], [-0.042_057, 1.042_057, 0.0], [-0.019_638, -0.078_636, 1.098_274]];
const ADOBE_RGB: Matrix = [[1.398_358, -0.398_358, 0.0], [0.0, 1.0, 0.0], [0.0, -0.042_929, 1.042_929]];
const PROPHOTO: Matrix =
    [[2.034_193, -0.727_420, -0.306_766], [-0.228_811, 1.231_729, -0.002_922], [-0.008_565, -0.153_273, 1.161_839]];

fn srgb_encoded(linear: f64) -> u8 {
    let linear = linear.clamp(0.0, 1.0);
    let encoded = if linear <= 0.003_130_8 { 12.92 * linear } else { 1.055 * linear.powf(1.0 / 2.4) - 0.055 };
    (encoded * 255.0).round() as u8
}

fn srgb_linear(encoded: f64) -> f64 {
    if encoded <= 0.040_45 { encoded / 12.92 } else { ((encoded + 0.055) / 1.055).powf(2.4) }
}

fn expected(pixel: [u8; 3], linear: fn(f64) -> f64, matrix: Matrix) -> [u8; 3] {
    let light = pixel.map(|sample| linear(f64::from(sample) / 255.0));
    matrix.map(|row| srgb_encoded(row.iter().zip(light).map(|(a, b)| a * b).sum()))
}

fn lattice() -> Vec<u8> {
    const LEVELS: [u8; 9] = [0, 3, 20, 64, 110, 160, 200, 235, 255];
    LEVELS.iter().flat_map(|&r| LEVELS.iter().flat_map(move |&g| LEVELS.iter().flat_map(move |&b| [r, g, b]))).collect()
}

fn agrees(profile: ColorProfile, linear: fn(f64) -> f64, matrix: Matrix) {
    let profile = profile.encode().expect("a complete profile");
    let colour = Colour::icc(&profile, Model::Rgb);
    assert!(!colour.is_srgb());
    let samples = lattice();
    let picture = Picture::new(samples.len() as u32 / 3, 1, Channels::Rgb, samples.clone()).expect("one row");
    let seen = colour.to_srgb(picture).into_samples();
    let deep: Vec<u16> = samples.iter().map(|&sample| u16::from(sample) * 257).collect();
    let reduced = colour.reduce(&deep, Channels::Rgb);
    for (at, pixel) in samples.as_chunks::<3>().0.iter().enumerate() {
        let wanted = expected(*pixel, linear, matrix);
        for channel in 0..3 {
            for found in [seen[at * 3 + channel], reduced[at * 3 + channel]] {
                assert!(found.abs_diff(wanted[channel]) <= 1, "{pixel:?}: {found} instead of {}", wanted[channel]);
            }
        }
    }
}

#[test]
fn display_p3_becomes_srgb() {
    agrees(ColorProfile::new_display_p3(), srgb_linear, DISPLAY_P3);
}

#[test]
fn adobe_rgb_becomes_srgb() {
    agrees(ColorProfile::new_adobe_rgb(), |encoded| encoded.powf(563.0 / 256.0), ADOBE_RGB);
}

#[test]
fn prophoto_becomes_srgb() {
    // Profiles in use leave out the straight piece that the standard has in the deepest darks.
    agrees(ColorProfile::new_pro_photo_rgb(), |encoded| encoded.powf(1.8), PROPHOTO);
}

#[test]
fn a_gray_profile_changes_grays_and_keeps_them_gray() {
    let profile = ColorProfile::new_gray_with_gamma(1.8).encode().expect("a complete profile");
    let grays: Vec<u8> = (0..=255).collect();
    let colour = Colour::icc(&profile, Model::Gray);
    let seen = colour.to_srgb(Picture::new(256, 1, Channels::Gray, grays.clone()).expect("one row"));
    for (gray, found) in grays.iter().zip(seen.samples()) {
        let wanted = srgb_encoded((f64::from(*gray) / 255.0).powf(1.8));
        assert!(found.abs_diff(wanted) <= 1, "{gray}: {found} instead of {wanted}");
    }
}

#[test]
fn a_profile_that_is_srgb_in_effect_leaves_the_samples_alone() {
    let mut profile = ColorProfile::new_srgb();
    profile.cicp = None;
    profile.description = None;
    let profile = profile.encode().expect("a complete profile");
    assert!(Colour::icc(&profile, Model::Rgb).is_srgb());
    assert!(Colour::icc(&profile, Model::Gray).is_srgb());
}

#[test]
fn a_profile_that_cannot_be_read_or_is_of_another_kind_counts_as_none() {
    assert!(Colour::icc(b"no profile", Model::Rgb).is_srgb());
    assert!(Colour::icc(&[], Model::Rgb).is_srgb());
    let gray = ColorProfile::new_gray_with_gamma(1.8).encode().expect("a complete profile");
    assert!(Colour::icc(&gray, Model::Rgb).is_srgb());
    let colour = ColorProfile::new_adobe_rgb().encode().expect("a complete profile");
    assert!(Colour::icc(&colour, Model::Cmyk).is_srgb());
}

#[test]
fn plain_inks_give_paper_where_there_is_none_and_black_where_there_is_key() {
    let inks = [0, 0, 0, 0, 255, 0, 0, 0, 0, 0, 0, 255, 0, 128, 0, 0];
    assert_eq!(Colour::srgb().inks_to_srgb(&inks), [255, 255, 255, 0, 255, 255, 0, 0, 0, 255, 127, 255]);
}

#[test]
fn sixteen_bits_are_rounded_not_cut() {
    assert_eq!([0, 128, 129, 257, 65_406, 65_407, 65_535].map(eight), [0, 0, 1, 1, 254, 255, 255]);
}

fn png_with(chunks: &[(&[u8; 4], &[u8])]) -> Vec<u8> {
    let mut png = b"\x89PNG\r\n\x1a\n".to_vec();
    for (kind, content) in chunks {
        png.extend((content.len() as u32).to_be_bytes());
        png.extend(*kind);
        png.extend(*content);
        png.extend([0; 4]);
    }
    png
}

#[test]
fn the_colour_chunks_of_a_png_count_in_their_order() {
    let read = |chunks: &[(&[u8; 4], &[u8])]| Colour::png(&png_with(chunks), Model::Rgb);
    let linear = 100_000_u32.to_be_bytes();
    let usual = 45_455_u32.to_be_bytes();
    assert!(read(&[(b"gAMA", &usual)]).is_srgb());
    assert!(!read(&[(b"gAMA", &linear)]).is_srgb());
    assert!(read(&[(b"gAMA", &linear), (b"sRGB", &[0])]).is_srgb());
    // Display P3 by code points wins over the sRGB chunk.
    assert!(!read(&[(b"sRGB", &[0]), (b"cICP", &[12, 13, 0, 1])]).is_srgb());
    assert!(read(&[(b"IDAT", &[]), (b"gAMA", &linear)]).is_srgb());
}

#[test]
fn bright_light_is_told_from_the_curves_of_television() {
    for transfer in [16, 18] {
        assert!(Colour::cicp(9, transfer).is_bright());
    }
    // Television's curve counts as a screen's, and what is unspecified as sRGB.
    assert!(Colour::cicp(1, 1).is_srgb());
    assert!(Colour::cicp(2, 2).is_srgb());
}

#[test]
fn a_bmp_is_seen_by_the_profile_inside_it() {
    let profile = ColorProfile::new_display_p3().encode().expect("a complete profile");
    let mut bmp = b"BM".to_vec();
    bmp.resize(14 + 124, 0);
    bmp[14..18].copy_from_slice(&124_u32.to_le_bytes());
    // "MBED", as the number it is in C.
    bmp[14 + 56..14 + 60].copy_from_slice(b"DEBM");
    bmp[14 + 112..14 + 116].copy_from_slice(&124_u32.to_le_bytes());
    bmp[14 + 116..14 + 120].copy_from_slice(&(profile.len() as u32).to_le_bytes());
    bmp.extend(&profile);
    assert!(!Colour::bmp(&bmp, Model::Rgb).is_srgb());
    // Cut off, of another kind, or pointing nowhere.
    assert!(Colour::bmp(&bmp[..bmp.len() - 1], Model::Rgb).is_srgb());
    bmp[14 + 112..14 + 116].fill(0xFF);
    assert!(Colour::bmp(&bmp, Model::Rgb).is_srgb());
    assert!(Colour::bmp(b"BM", Model::Rgb).is_srgb());
}
