//! How a stored picture has to be turned or mirrored before it stands upright.

/// The eight orientations of EXIF tag 0x0112, each named by what makes the stored picture upright.
///
/// Turns are clockwise. `Transpose` swaps rows and columns (mirrors about the diagonal from top left to bottom right),
/// `Transverse` mirrors about the other diagonal.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Orientation {
    /// 1: stored as seen.
    #[default]
    Upright,
    /// 2: mirror left and right.
    FlipHorizontal,
    /// 3: turn by half.
    Turn180,
    /// 4: mirror top and bottom.
    FlipVertical,
    /// 5: swap rows and columns.
    Transpose,
    /// 6: turn a quarter clockwise.
    Turn90,
    /// 7: mirror about the diagonal from bottom left to top right.
    Transverse,
    /// 8: turn a quarter anticlockwise.
    Turn270,
}

impl Orientation {
    /// All eight, in the order of their EXIF numbers.
    pub const ALL: [Self; 8] = [
        Self::Upright,
        Self::FlipHorizontal,
        Self::Turn180,
        Self::FlipVertical,
        Self::Transpose,
        Self::Turn90,
        Self::Transverse,
        Self::Turn270,
    ];

    /// The orientation with this EXIF number; none for numbers EXIF does not define.
    pub fn from_exif(number: u32) -> Option<Self> {
        number.checked_sub(1).and_then(|index| Self::ALL.get(usize::try_from(index).ok()?).copied())
    }

    /// The EXIF number, 1 to 8.
    pub const fn exif(self) -> u16 {
        match self {
            Self::Upright => 1,
            Self::FlipHorizontal => 2,
            Self::Turn180 => 3,
            Self::FlipVertical => 4,
            Self::Transpose => 5,
            Self::Turn90 => 6,
            Self::Transverse => 7,
            Self::Turn270 => 8,
        }
    }

    /// Whether width and height change places.
    pub const fn swaps_sides(self) -> bool {
        let (swap, _, _) = self.parts();
        swap
    }

    /// Width and height of the upright picture, given those of the stored one.
    pub const fn upright_size(self, width: u32, height: u32) -> (u32, u32) {
        if self.swaps_sides() { (height, width) } else { (width, height) }
    }

    /// First swap rows and columns, then mirror left and right, then top and bottom: the three steps every orientation
    /// is made of.
    pub const fn parts(self) -> (bool, bool, bool) {
        match self {
            Self::Upright => (false, false, false),
            Self::FlipHorizontal => (false, true, false),
            Self::Turn180 => (false, true, true),
            Self::FlipVertical => (false, false, true),
            Self::Transpose => (true, false, false),
            Self::Turn90 => (true, true, false),
            Self::Transverse => (true, true, true),
            Self::Turn270 => (true, false, true),
        }
    }

    /// The one orientation that does what `self` and then `next` do.
    pub fn then(self, next: Self) -> Self {
        let (swap, horizontal, vertical) = self.parts();
        let (next_swap, next_horizontal, next_vertical) = next.parts();
        // A swap carries the mirrors made before it to the other axis.
        let (horizontal, vertical) = if next_swap { (vertical, horizontal) } else { (horizontal, vertical) };
        let parts = (swap != next_swap, horizontal != next_horizontal, vertical != next_vertical);
        Self::ALL.into_iter().find(|candidate| candidate.parts() == parts).unwrap_or_default()
    }

    /// What undoes this orientation.
    pub fn inverse(self) -> Self {
        match self {
            Self::Turn90 => Self::Turn270,
            Self::Turn270 => Self::Turn90,
            Self::Upright
            | Self::FlipHorizontal
            | Self::Turn180
            | Self::FlipVertical
            | Self::Transpose
            | Self::Transverse => self,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The pixels of a 3 × 2 picture after the orientation, read row by row.
    fn turned(orientation: Orientation, (width, height): (usize, usize), pixels: &[u8]) -> ((usize, usize), Vec<u8>) {
        let (swap, horizontal, vertical) = orientation.parts();
        let (out_width, out_height) = if swap { (height, width) } else { (width, height) };
        let mut out = Vec::new();
        for y in 0..out_height {
            for x in 0..out_width {
                let x = if horizontal { out_width - 1 - x } else { x };
                let y = if vertical { out_height - 1 - y } else { y };
                let (x, y) = if swap { (y, x) } else { (x, y) };
                out.push(pixels[y * width + x]);
            }
        }
        ((out_width, out_height), out)
    }

    #[test]
    fn six_turns_a_quarter_clockwise_and_eight_a_quarter_back() {
        let stored = [1, 2, 3, 4, 5, 6];
        assert_eq!(turned(Orientation::Turn90, (3, 2), &stored), ((2, 3), vec![4, 1, 5, 2, 6, 3]));
        assert_eq!(turned(Orientation::Turn270, (3, 2), &stored), ((2, 3), vec![3, 6, 2, 5, 1, 4]));
        assert_eq!(turned(Orientation::Transpose, (3, 2), &stored), ((2, 3), vec![1, 4, 2, 5, 3, 6]));
        assert_eq!(turned(Orientation::Transverse, (3, 2), &stored), ((2, 3), vec![6, 3, 5, 2, 4, 1]));
    }

    #[test]
    fn two_orientations_in_a_row_are_the_one_that_then_names() {
        let stored = [1, 2, 3, 4, 5, 6];
        for first in Orientation::ALL {
            for second in Orientation::ALL {
                let (size, once) = turned(first, (3, 2), &stored);
                assert_eq!(turned(second, size, &once), turned(first.then(second), (3, 2), &stored));
            }
        }
    }

    #[test]
    fn every_orientation_followed_by_its_inverse_is_upright() {
        for orientation in Orientation::ALL {
            assert_eq!(orientation.then(orientation.inverse()), Orientation::Upright);
        }
    }

    #[test]
    fn exif_numbers_go_there_and_back_and_others_are_nothing() {
        for orientation in Orientation::ALL {
            assert_eq!(Orientation::from_exif(u32::from(orientation.exif())), Some(orientation));
        }
        assert_eq!(Orientation::from_exif(0), None);
        assert_eq!(Orientation::from_exif(9), None);
    }
}
