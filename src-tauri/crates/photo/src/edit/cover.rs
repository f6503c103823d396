//! Destroys a region of a picture.

use crate::{
    edit::PixelRect,
    picture::{Channels, Picture},
};

/// Makes `region` black: nothing in it depends on what it held.
///
/// Black and nothing else: of four by four cells, smoothed, and of a gray block above a body a detector still took one in
/// four hundred for a face.
pub(super) fn blacken(picture: &mut Picture, region: PixelRect) {
    let step = picture.channels().count();
    let stride = picture.stride();
    let opaque = picture.channels() == Channels::Rgba;
    for y in region.y as usize..(region.y + region.height) as usize {
        let start = y * stride + region.x as usize * step;
        let row = &mut picture.samples_mut()[start..start + region.width as usize * step];
        row.fill(0);
        if opaque {
            // Transparency would let through what a page has behind the picture, and tell the outline of what was there.
            row.iter_mut().skip(3).step_by(4).for_each(|alpha| *alpha = u8::MAX);
        }
    }
}
