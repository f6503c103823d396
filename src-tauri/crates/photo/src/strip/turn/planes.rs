//! A JPEG as coefficients, and how turning changes them.

use crate::Orientation;

/// A block of coefficients, row by row: the frequency across in the column, the one down in the row.
pub(super) type Block = [i16; 64];

/// All of a picture that its JPEG tells.
pub(super) struct Picture {
    pub(super) width: u16,
    pub(super) height: u16,
    /// The Adobe transform its colours need.
    pub(super) transform: Option<u8>,
    pub(super) planes: Vec<Plane>,
}

/// One component.
pub(super) struct Plane {
    pub(super) id: u8,
    /// Blocks across and down in an MCU.
    pub(super) sampling: (usize, usize),
    /// Blocks across and down, filled up to whole MCUs.
    pub(super) size: (usize, usize),
    pub(super) blocks: Vec<Block>,
    /// The steps of its coefficients, in their places.
    pub(super) quantisation: [u16; 64],
}

impl Picture {
    /// Pixels across and down in an MCU.
    fn mcu(&self) -> (usize, usize) {
        let most = |pick: fn(&Plane) -> usize| 8 * self.planes.iter().map(pick).max().unwrap_or(1);
        (most(|plane| plane.sampling.0), most(|plane| plane.sampling.1))
    }

    /// Whether the edges that get mirrored end with a whole MCU.
    pub(super) fn turns_whole(&self, orientation: Orientation) -> bool {
        let (swap, horizontal, vertical) = orientation.parts();
        let (across, down) = if swap { (vertical, horizontal) } else { (horizontal, vertical) };
        let (mcu_width, mcu_height) = self.mcu();
        (!across || usize::from(self.width).is_multiple_of(mcu_width))
            && (!down || usize::from(self.height).is_multiple_of(mcu_height))
    }

    pub(super) fn turned(self, orientation: Orientation) -> Self {
        let (swap, _, _) = orientation.parts();
        let (width, height) = if swap { (self.height, self.width) } else { (self.width, self.height) };
        let planes = self.planes.into_iter().map(|plane| plane.turned(orientation)).collect();
        Self { width, height, planes, ..self }
    }
}

impl Plane {
    fn turned(self, orientation: Orientation) -> Self {
        let (swap, horizontal, vertical) = orientation.parts();
        let swapped = |(a, b): (usize, usize)| if swap { (b, a) } else { (a, b) };
        let (across, down) = swapped(self.size);
        let mut blocks = Vec::with_capacity(self.blocks.len());
        for y in 0..down {
            let y = if vertical { down - 1 - y } else { y };
            for x in 0..across {
                let x = if horizontal { across - 1 - x } else { x };
                let place = if swap { x * self.size.0 + y } else { y * self.size.0 + x };
                let block = self.blocks.get(place).unwrap_or(&[0; 64]);
                blocks.push(turned(block, orientation));
            }
        }
        let mut quantisation = self.quantisation;
        if swap {
            quantisation = std::array::from_fn(|at| self.quantisation[transposed(at)]);
        }
        Self { id: self.id, sampling: swapped(self.sampling), size: (across, down), blocks, quantisation }
    }
}

/// Mirroring turns the sign of every odd frequency along the mirrored axis.
fn turned(block: &Block, orientation: Orientation) -> Block {
    let (swap, horizontal, vertical) = orientation.parts();
    std::array::from_fn(|at| {
        let coefficient = block[if swap { transposed(at) } else { at }];
        let turns = (horizontal && at % 2 == 1) != (vertical && at / 8 % 2 == 1);
        if turns { coefficient.wrapping_neg() } else { coefficient }
    })
}

/// The place across the diagonal.
fn transposed(at: usize) -> usize {
    at % 8 * 8 + at / 8
}
