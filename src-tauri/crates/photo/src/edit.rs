//! What a person decided about a picture: the part that is shown, and what in it is destroyed.
//!
//! Edits are kept as data, measured on the upright picture; they touch pixels only on the way out.

use crate::{Orientation, picture::Picture};

mod cover;

/// A rectangle on the upright picture: the left, top, width and height as shares of its width and height.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Rect {
    /// Left edge, 0 at the left of the picture.
    pub x: f64,
    /// Top edge, 0 at the top of the picture.
    pub y: f64,
    /// Width, 1 for the whole picture.
    pub w: f64,
    /// Height, 1 for the whole picture.
    pub h: f64,
}

/// Everything decided about one picture.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Edits {
    /// The part that is shown; all of it where absent.
    pub crop: Option<Rect>,
    /// What is destroyed.
    pub covers: Vec<Cover>,
}

/// One region that is destroyed: black, the same whatever was there.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Cover {
    /// Where it is, as found or drawn.
    pub rect: Rect,
    /// What the rectangle encloses.
    pub extent: Extent,
}

impl Cover {
    /// Covers a face and what surrounds it, given the face's box.
    pub fn face(rect: Rect) -> Self {
        Self { rect, extent: Extent::Face }
    }

    /// Covers a figure, or anything else, exactly as drawn.
    pub fn figure(rect: Rect) -> Self {
        Self { rect, extent: Extent::Figure }
    }
}

/// What the rectangle of a cover encloses.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Extent {
    /// A face from forehead to chin: hair, ears and jaw give a child away too, so 1.4 times the box is covered.
    Face,
    /// All that is to go, drawn by hand: taken as it is.
    Figure,
}

/// How far a face's box is grown: measured so that a detector no longer finds the face.
const FACE_GROWTH: f64 = 1.4;

impl Rect {
    /// The whole picture.
    pub const WHOLE: Self = Self { x: 0.0, y: 0.0, w: 1.0, h: 1.0 };

    /// The same centre, `factor` times the width and height.
    fn grown(self, factor: f64) -> Self {
        let (w, h) = (self.w * factor, self.h * factor);
        Self { x: self.x - (w - self.w) / 2.0, y: self.y - (h - self.h) / 2.0, w, h }
    }

    /// Where the rectangle lies on the stored picture, which `orientation` makes upright.
    fn stored(self, orientation: Orientation) -> Self {
        let (swap, horizontal, vertical) = orientation.parts();
        let x = if horizontal { 1.0 - self.x - self.w } else { self.x };
        let y = if vertical { 1.0 - self.y - self.h } else { self.y };
        if swap { Self { x: y, y: x, w: self.h, h: self.w } } else { Self { x, y, ..self } }
    }

    /// Every pixel the rectangle touches; none where it lies outside or is not a rectangle.
    fn touched(self, width: u32, height: u32) -> Option<PixelRect> {
        let (left, right) = span(self.x, self.w, width, f64::floor, f64::ceil)?;
        let (top, bottom) = span(self.y, self.h, height, f64::floor, f64::ceil)?;
        PixelRect::between(left, top, right, bottom)
    }

    /// Every pixel that lies wholly inside; none where no pixel does.
    fn enclosed(self, width: u32, height: u32) -> Option<PixelRect> {
        let (left, right) = span(self.x, self.w, width, f64::ceil, f64::floor)?;
        let (top, bottom) = span(self.y, self.h, height, f64::ceil, f64::floor)?;
        PixelRect::between(left, top, right, bottom)
    }
}

/// A pixel's share of rounding error: boxes that were drawn on a pixel border are taken to lie on it.
const SNAP: f64 = 1e-6;

fn span(start: f64, length: f64, pixels: u32, first: fn(f64) -> f64, last: fn(f64) -> f64) -> Option<(u32, u32)> {
    let edge = f64::from(pixels);
    let on_grid = |at: f64, round: fn(f64) -> f64| {
        let nearest = at.round();
        if (at - nearest).abs() < SNAP { nearest } else { round(at) }
    };
    let (from, to) = (on_grid(start * edge, first), on_grid((start + length) * edge, last));
    // Clamped to the picture, so both fit a u32; a NaN fails the comparison.
    (from < to).then(|| (from.clamp(0.0, edge) as u32, to.clamp(0.0, edge) as u32))
}

/// A rectangle of whole pixels, at least one, inside a picture.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct PixelRect {
    pub(crate) x: u32,
    pub(crate) y: u32,
    pub(crate) width: u32,
    pub(crate) height: u32,
}

impl PixelRect {
    /// The whole of a picture.
    pub(crate) fn whole(picture: &Picture) -> Self {
        Self { x: 0, y: 0, width: picture.width(), height: picture.height() }
    }

    fn between(left: u32, top: u32, right: u32, bottom: u32) -> Option<Self> {
        (left < right && top < bottom).then(|| Self { x: left, y: top, width: right - left, height: bottom - top })
    }
}

impl Edits {
    /// Destroys what is covered in the stored `picture`, and tells which part of it is shown.
    ///
    /// None is shown where the crop holds not a single whole pixel of the picture.
    pub(crate) fn apply(&self, picture: &mut Picture, orientation: Orientation) -> Option<PixelRect> {
        let (width, height) = (picture.width(), picture.height());
        for cover in &self.covers {
            let rect = match cover.extent {
                Extent::Face => cover.rect.grown(FACE_GROWTH),
                Extent::Figure => cover.rect,
            };
            if let Some(region) = rect.stored(orientation).touched(width, height) {
                cover::blacken(picture, region);
            }
        }
        match self.crop {
            None => Some(PixelRect::whole(picture)),
            Some(crop) => crop.stored(orientation).enclosed(width, height),
        }
    }
}

#[cfg(test)]
mod tests;
