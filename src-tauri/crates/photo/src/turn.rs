//! Turns and mirrors pixels upright.

use crate::{Orientation, PhotoError, picture::Picture};

/// The picture as it is seen once `orientation` has been applied.
pub(crate) fn upright(picture: Picture, orientation: Orientation) -> Result<Picture, PhotoError> {
    if orientation == Orientation::Upright {
        return Ok(picture);
    }
    let (swap, horizontal, vertical) = orientation.parts();
    let (width, height) = orientation.upright_size(picture.width(), picture.height());
    let step = picture.channels().count();
    let stride = picture.stride();
    let source = picture.samples();
    // Along a row of the result the stored picture is read along a row, or down a column where sides are swapped.
    let along = if swap { stride } else { step };
    let mut samples = Vec::with_capacity(source.len());
    for y in 0..height as usize {
        let y = if vertical { height as usize - 1 - y } else { y };
        let start = y * if swap { step } else { stride };
        for x in 0..width as usize {
            let x = if horizontal { width as usize - 1 - x } else { x };
            let at = start + x * along;
            samples.extend_from_slice(&source[at..at + step]);
        }
    }
    Picture::new(width, height, picture.channels(), samples)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::picture::Channels;

    fn stored() -> Picture {
        let samples = (1..=6).flat_map(|pixel| [pixel, 10 * pixel, 100 + pixel]).collect();
        Picture::new(3, 2, Channels::Rgb, samples).expect("six pixels")
    }

    #[test]
    fn the_eight_orientations_put_every_pixel_where_exif_says() {
        // Rows of the stored picture: 1 2 3 / 4 5 6.
        let seen: [(Orientation, u32, [u8; 6]); 8] = [
            (Orientation::Upright, 3, [1, 2, 3, 4, 5, 6]),
            (Orientation::FlipHorizontal, 3, [3, 2, 1, 6, 5, 4]),
            (Orientation::Turn180, 3, [6, 5, 4, 3, 2, 1]),
            (Orientation::FlipVertical, 3, [4, 5, 6, 1, 2, 3]),
            (Orientation::Transpose, 2, [1, 4, 2, 5, 3, 6]),
            (Orientation::Turn90, 2, [4, 1, 5, 2, 6, 3]),
            (Orientation::Transverse, 2, [6, 3, 5, 2, 4, 1]),
            (Orientation::Turn270, 2, [3, 6, 2, 5, 1, 4]),
        ];
        for (orientation, width, first_samples) in seen {
            let turned = upright(stored(), orientation).expect("same pixels");
            assert_eq!(turned.width(), width, "{orientation:?}");
            let reds: Vec<u8> = turned.samples().iter().step_by(3).copied().collect();
            assert_eq!(reds, first_samples, "{orientation:?}");
            assert!(turned.samples().chunks(3).all(|pixel| pixel[1] == 10 * pixel[0] && pixel[2] == 100 + pixel[0]));
        }
    }

    #[test]
    fn an_orientation_and_its_inverse_give_the_stored_picture_back() {
        for orientation in Orientation::ALL {
            let there = upright(stored(), orientation).expect("same pixels");
            assert_eq!(upright(there, orientation.inverse()).expect("same pixels"), stored());
        }
    }
}
