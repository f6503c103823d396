//! Makes pictures smaller, never larger.

use fast_image_resize::{
    FilterType, PixelTrait, ResizeAlg, ResizeOptions, Resizer,
    images::{TypedCroppedImage, TypedImage, TypedImageRef},
    pixels::{U8, U8x3, U8x4},
};

use crate::{
    PhotoError,
    edit::PixelRect,
    picture::{Channels, Picture},
};

/// Width and height that fit `max_edge` with the same shape; no larger than they are, no smaller than one pixel.
pub(crate) fn fitted(width: u32, height: u32, max_edge: u32) -> (u32, u32) {
    let longer = width.max(height);
    if longer <= max_edge || max_edge == 0 {
        return (width, height);
    }
    let scaled = |edge: u32| {
        let exact = u64::from(edge) * u64::from(max_edge);
        // At most `max_edge`, which is a u32.
        ((exact + u64::from(longer) / 2) / u64::from(longer)).max(1) as u32
    };
    (scaled(width), scaled(height))
}

/// The part of `picture` inside `part`, its longer edge at most `max_edge`.
///
/// Pixels outside `part` have no influence on the result: whoever was cropped out is not in the smoothing at the
/// border either.
pub(crate) fn resized(picture: &Picture, part: PixelRect, max_edge: u32) -> Result<Picture, PhotoError> {
    match picture.channels() {
        Channels::Gray => typed::<U8>(picture, part, max_edge),
        Channels::Rgb => typed::<U8x3>(picture, part, max_edge),
        Channels::Rgba => typed::<U8x4>(picture, part, max_edge),
    }
}

/// For pixels of one type: the library's own choice at run time would be compiled for thirteen.
fn typed<P: PixelTrait>(picture: &Picture, part: PixelRect, max_edge: u32) -> Result<Picture, PhotoError> {
    let (width, height) = fitted(part.width, part.height, max_edge);
    let whole =
        TypedImageRef::<P>::from_buffer(picture.width(), picture.height(), picture.samples()).map_err(no_fit)?;
    // `ResizeOptions::crop` reads neighbours beyond the box; a view that ends at the box cannot.
    let part = TypedCroppedImage::new(whole, part.x, part.y, part.width, part.height).map_err(no_fit)?;
    let mut samples = vec![0; width as usize * height as usize * picture.channels().count()];
    let mut small = TypedImage::<P>::from_buffer(width, height, &mut samples).map_err(no_fit)?;
    let options = ResizeOptions::new().resize_alg(ResizeAlg::Convolution(FilterType::Lanczos3));
    Resizer::new().resize_typed(&part, &mut small, &options).map_err(no_fit)?;
    drop(small);
    Picture::new(width, height, picture.channels(), samples)
}

pub(crate) fn no_fit(error: impl std::fmt::Display) -> PhotoError {
    PhotoError::damaged(format!("it cannot be resized ({error})"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn halves(width: u32, height: u32, left: u8, right: u8) -> Picture {
        let row: Vec<u8> = (0..width).flat_map(|x| if x < width / 2 { [left; 3] } else { [right; 3] }).collect();
        Picture::new(width, height, Channels::Rgb, row.repeat(height as usize)).expect("a full picture")
    }

    #[test]
    fn the_longer_edge_fits_and_the_shape_stays() {
        assert_eq!(fitted(6000, 4000, 1600), (1600, 1067));
        assert_eq!(fitted(4000, 6000, 1600), (1067, 1600));
        assert_eq!(fitted(800, 600, 1600), (800, 600));
        assert_eq!(fitted(65_535, 1, 320), (320, 1));
    }

    #[test]
    fn nothing_outside_the_crop_shows_at_its_border() {
        let crop = PixelRect { x: 0, y: 0, width: 100, height: 200 };
        let dark = resized(&halves(200, 200, 90, 0), crop, 30).expect("resizable");
        let bright = resized(&halves(200, 200, 90, 255), crop, 30).expect("resizable");
        assert_eq!(dark, bright);
        assert!(dark.samples().iter().all(|&sample| sample == 90));
    }

    #[test]
    fn a_picture_that_is_small_enough_keeps_every_sample() {
        let picture = halves(40, 30, 10, 200);
        let whole = PixelRect { x: 0, y: 0, width: 40, height: 30 };
        assert_eq!(resized(&picture, whole, 1600).expect("resizable"), picture);
    }

    #[test]
    fn transparent_pixels_lend_no_colour_to_their_neighbours() {
        let row: Vec<u8> = (0..64).flat_map(|x| if x % 2 == 0 { [200, 0, 0, 255] } else { [0, 255, 0, 0] }).collect();
        let picture = Picture::new(64, 64, Channels::Rgba, row.repeat(64)).expect("a full picture");
        let whole = PixelRect { x: 0, y: 0, width: 64, height: 64 };
        let small = resized(&picture, whole, 8).expect("resizable");
        assert!(small.samples().chunks(4).all(|pixel| pixel[1] <= 2 && pixel[0] >= 195));
    }
}
