//! Whether the last bytes of AV1 pixels are pixels.
//!
//! The arithmetic coder of AV1 has no mark for its end, and following it to its last symbol takes the whole decoder. So
//! the decoder is asked: bytes that can be changed without anything to be seen of it belong to no pixel. What stands at
//! the end of a tile that is not the last of its unit is beyond this; pictures written here have one tile.

use std::ops::Range;

use crate::{decode::av1_planes, prove::finding::Report};

/// The bytes changed at the end of a unit: fewer could be changed unseen, for the last symbols share their bits.
const CHANGED: usize = 8;

/// What following the pixels of a file may still cost.
pub(super) struct Follower {
    /// Pixels that may still be decoded; a copy for the web has some two million, and is decoded thrice.
    left: u64,
}

impl Default for Follower {
    fn default() -> Self {
        Self { left: 60_000_000 }
    }
}

impl Follower {
    /// Reports the end of every unit of `data`, which begins at `offset`, that no pixel depends on.
    pub(super) fn check(&mut self, data: &[u8], units: &[Range<usize>], offset: usize, report: &mut Report) {
        let Some(shown) = self.planes(data.to_vec()) else {
            return report.add(
                offset,
                data.len(),
                "damaged: pixels that cannot be decoded, or too many to be followed",
            );
        };
        for unit in units {
            let changed = CHANGED.min(unit.len() / 2);
            let end = unit.end - changed..unit.end;
            let mut other = data.to_vec();
            other.get_mut(end.clone()).into_iter().flatten().for_each(|byte| *byte = !*byte);
            if changed > 0 && self.planes(other).is_some_and(|planes| planes == shown) {
                report.add(offset + end.start, changed, "bytes behind the last pixel");
            }
        }
    }

    fn planes(&mut self, data: Vec<u8>) -> Option<[Vec<u16>; 3]> {
        let planes = av1_planes(data, self.left).ok()?;
        self.left = self.left.saturating_sub(planes[0].len() as u64);
        Some(planes)
    }
}
