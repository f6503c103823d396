//! Boxes that mean the same face.

use super::FoundFace;
use crate::Rect;

/// A box as the network proposes it, in pixels of the picture.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Candidate {
    pub(super) score: f32,
    pub(super) left: f32,
    pub(super) top: f32,
    pub(super) right: f32,
    pub(super) bottom: f32,
}

impl Candidate {
    fn area(&self) -> f32 {
        (self.right - self.left) * (self.bottom - self.top)
    }

    /// The shared area as a part of the area that either covers.
    fn overlap(&self, other: &Self) -> f32 {
        let width = (self.right.min(other.right) - self.left.max(other.left)).max(0.0);
        let height = (self.bottom.min(other.bottom) - self.top.max(other.top)).max(0.0);
        let shared = width * height;
        shared / (self.area() + other.area() - shared)
    }

    /// As shares of a picture of this size; none where nothing of it lies inside.
    pub(super) fn on_picture(&self, width: f32, height: f32) -> Option<FoundFace> {
        let share = |pixels: f32, edge: f32| f64::from((pixels / edge).clamp(0.0, 1.0));
        let (left, right) = (share(self.left, width), share(self.right, width));
        let (top, bottom) = (share(self.top, height), share(self.bottom, height));
        let rect = Rect { x: left, y: top, w: right - left, h: bottom - top };
        (rect.w > 0.0 && rect.h > 0.0).then_some(FoundFace { rect, score: self.score })
    }
}

/// The surest of each group of boxes that overlap by more than `limit`, the surest first.
pub(super) fn without_repeats(mut candidates: Vec<Candidate>, limit: f32) -> Vec<Candidate> {
    candidates.sort_by(|a, b| b.score.total_cmp(&a.score));
    let mut kept: Vec<Candidate> = Vec::new();
    for candidate in candidates {
        if kept.iter().all(|other| other.overlap(&candidate) <= limit) {
            kept.push(candidate);
        }
    }
    kept
}

#[cfg(test)]
mod tests {
    use super::*;

    fn square(score: f32, left: f32, edge: f32) -> Candidate {
        Candidate { score, left, top: 0.0, right: left + edge, bottom: edge }
    }

    #[test]
    fn of_boxes_that_overlap_too_much_the_surest_stays() {
        let [weak, sure, apart] = [square(0.5, 1.0, 10.0), square(0.9, 0.0, 10.0), square(0.4, 9.0, 10.0)];
        assert_eq!(without_repeats(vec![weak, sure, apart], 0.3), [sure, apart]);
    }

    #[test]
    fn the_limit_itself_is_no_repeat() {
        // They share half of each, a third of what both cover.
        let [first, second] = [square(0.9, 0.0, 10.0), square(0.8, 5.0, 10.0)];
        assert_eq!(without_repeats(vec![first, second], 1.0 / 3.0).len(), 2);
        assert_eq!(without_repeats(vec![first, second], 0.33).len(), 1);
    }

    #[test]
    fn a_box_over_the_border_is_cut_and_one_outside_is_none() {
        let cut = square(0.9, -5.0, 10.0).on_picture(20.0, 40.0).expect("half of it is inside");
        assert_eq!(cut.rect, Rect { x: 0.0, y: 0.0, w: 0.25, h: 0.25 });
        assert_eq!(square(0.9, 20.0, 10.0).on_picture(20.0, 40.0), None);
    }
}
