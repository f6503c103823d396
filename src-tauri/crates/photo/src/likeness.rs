//! What a picture looks like as a whole, in 64 bits: frames of one burst agree in most of them, other pictures in half.

use fast_image_resize::{
    FilterType, ResizeAlg, ResizeOptions, Resizer,
    images::{TypedImage, TypedImageRef},
    pixels::U8x3,
};

use crate::{
    Limits, Orientation, PhotoError,
    decode::{Detail, decode},
    picture::Picture,
    sniff, turn,
};

const COLUMNS: usize = 9;
const ROWS: usize = 8;
/// Enough pixels along the longer edge to average into cells.
const ENOUGH: u32 = 64;
/// Pictures that differ in no more bits look alike.
const ALIKE: u32 = 12;

/// Whether the picture grows brighter from each of eight by eight cells to the next one in its row, read row by row.
/// It tells nothing of who can be seen.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Likeness(pub u64);

impl Likeness {
    /// In how many cells two pictures differ.
    #[must_use]
    pub fn distance(self, other: Self) -> u32 {
        (self.0 ^ other.0).count_ones()
    }

    /// Whether the two may be frames of one burst, or copies of one picture.
    #[must_use]
    pub fn is_alike(self, other: Self) -> bool {
        self.distance(other) <= ALIKE
    }
}

/// The likeness of a picture; `orientation` is what still makes it upright.
///
/// # Errors
/// Where the picture cannot be read.
pub fn likeness(bytes: &[u8], orientation: Orientation, limits: &Limits) -> Result<Likeness, PhotoError> {
    let picture = decode(bytes, sniff(bytes)?, Detail::AtLeast(ENOUGH), limits)?.picture;
    of(&turn::upright(picture, orientation)?.into_rgb())
}

fn of(picture: &Picture) -> Result<Likeness, PhotoError> {
    let no_fit = |error: &dyn std::fmt::Display| PhotoError::damaged(format!("it cannot be resized ({error})"));
    let source = TypedImageRef::<U8x3>::from_buffer(picture.width(), picture.height(), picture.samples())
        .map_err(|error| no_fit(&error))?;
    let mut pixels = vec![0; COLUMNS * ROWS * 3];
    // Nine by eight.
    let mut cells =
        TypedImage::<U8x3>::from_buffer(COLUMNS as u32, ROWS as u32, &mut pixels).map_err(|error| no_fit(&error))?;
    let options = ResizeOptions::new().resize_alg(ResizeAlg::Convolution(FilterType::Box));
    Resizer::new().resize_typed(&source, &mut cells, &options).map_err(|error| no_fit(&error))?;
    drop(cells);
    let brightness: Vec<u32> = pixels.chunks_exact(3).map(|pixel| pixel.iter().map(|&c| u32::from(c)).sum()).collect();
    let brighter = brightness.chunks_exact(COLUMNS).flat_map(|row| row.windows(2).map(|pair| pair[0] < pair[1]));
    Ok(Likeness(brighter.fold(0, |bits, brighter| bits << 1 | u64::from(brighter))))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::picture::Channels;

    /// A soft pattern, moved by some pixels and lit by some light.
    fn pattern(shift: f64, light: f64, waves: f64) -> Picture {
        let sample = |x: u32, y: u32| {
            let wave = ((f64::from(x) + shift) / 40.0 * waves).sin() + (f64::from(y) / 30.0 * waves).cos();
            (100.0 + 45.0 * wave + light) as u8
        };
        let samples = (0..200).flat_map(|y| (0..300).flat_map(move |x| [sample(x, y); 3])).collect();
        Picture::new(300, 200, Channels::Rgb, samples).expect("a full picture")
    }

    #[test]
    fn frames_of_a_burst_are_alike_and_other_pictures_are_not() {
        let first = of(&pattern(0.0, 0.0, 1.0)).expect("readable");
        let second = of(&pattern(3.0, 12.0, 1.0)).expect("readable");
        let other = of(&pattern(60.0, 0.0, 1.7)).expect("readable");
        assert!(first.is_alike(second), "{} bits", first.distance(second));
        assert!(!first.is_alike(other), "{} bits", first.distance(other));
    }

    #[test]
    fn a_picture_is_like_itself_however_it_is_stored() {
        let upright = pattern(7.0, 0.0, 1.3);
        let mut jpeg = Vec::new();
        let pixels = upright.samples().to_vec();
        jpeg_encoder::Encoder::new(&mut jpeg, 85)
            .encode(&pixels, 300, 200, jpeg_encoder::ColorType::Rgb)
            .expect("encodes");
        let stored = likeness(&jpeg, Orientation::Upright, &Limits::default()).expect("readable");
        assert!(stored.distance(of(&upright).expect("readable")) <= 2);
    }
}
