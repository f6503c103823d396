//! Rectangles on the upright picture.

use serde::{Deserialize, Serialize};

/// A rectangle, normalised to the upright picture: `0..=1` from the left and from the top.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Region {
    /// Left edge.
    pub x: f64,
    /// Upper edge.
    pub y: f64,
    /// Width.
    pub w: f64,
    /// Height.
    pub h: f64,
}

impl Region {
    /// A region of positive size inside the picture; anything else is `None`.
    #[must_use]
    pub fn new(x: f64, y: f64, w: f64, h: f64) -> Option<Self> {
        const SLACK: f64 = 1e-9;
        let finite = [x, y, w, h].iter().all(|v| v.is_finite());
        let inside = x >= -SLACK && y >= -SLACK && x + w <= 1.0 + SLACK && y + h <= 1.0 + SLACK;
        (finite && inside && w > 0.0 && h > 0.0).then_some(Self { x, y, w, h })
    }

    /// Whether the two share any area.
    #[must_use]
    pub fn overlaps(&self, other: &Self) -> bool {
        self.x < other.x + other.w
            && other.x < self.x + self.w
            && self.y < other.y + other.h
            && other.y < self.y + self.h
    }

    /// Whether `inner` lies wholly within this region.
    #[must_use]
    pub fn contains(&self, inner: &Self) -> bool {
        const SLACK: f64 = 1e-9;
        inner.x >= self.x - SLACK
            && inner.y >= self.y - SLACK
            && inner.x + inner.w <= self.x + self.w + SLACK
            && inner.y + inner.h <= self.y + self.h + SLACK
    }

    /// Whether the two certainly share no area; never true of a broken region.
    #[must_use]
    pub fn lies_outside(&self, other: &Self) -> bool {
        self.x >= other.x + other.w
            || self.x + self.w <= other.x
            || self.y >= other.y + other.h
            || self.y + self.h <= other.y
    }

    /// The area shared by the two.
    #[must_use]
    pub fn shared_area(&self, other: &Self) -> f64 {
        let w = (self.x + self.w).min(other.x + other.w) - self.x.max(other.x);
        let h = (self.y + self.h).min(other.y + other.h) - self.y.max(other.y);
        w.max(0.0) * h.max(0.0)
    }

    /// The shared area as a part of all that either covers, `0..=1`.
    #[must_use]
    pub fn overlap(&self, other: &Self) -> f64 {
        let shared = self.shared_area(other);
        let all = self.area() + other.area() - shared;
        if all > 0.0 { shared / all } else { 0.0 }
    }

    /// Whether it is still what [`Region::new`] lets through; regions read from outside may not be.
    #[must_use]
    pub fn is_sound(&self) -> bool {
        Self::new(self.x, self.y, self.w, self.h).is_some()
    }

    /// Share of the picture's area, `0..=1`.
    #[must_use]
    pub fn area(&self) -> f64 {
        self.w * self.h
    }
}
