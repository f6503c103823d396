//! The header of a PNG, and what of other chunks it admits.

use crate::Limits;

/// IHDR.
pub(super) struct Header {
    pub(super) width: u32,
    pub(super) height: u32,
    depth: u8,
    colour: u8,
    interlaced: bool,
}

/// Where the seven passes of an interlaced picture begin, and how far apart their pixels lie: x, y, across, down.
const PASSES: [(u32, u32, u32, u32); 7] =
    [(0, 0, 8, 8), (4, 0, 8, 8), (0, 4, 4, 8), (2, 0, 4, 4), (0, 2, 2, 4), (1, 0, 2, 2), (0, 1, 1, 2)];

impl Header {
    pub(super) fn read(body: &[u8]) -> Option<Self> {
        let &[w3, w2, w1, w0, h3, h2, h1, h0, depth, colour, 0, 0, interlace @ 0..=1] = body else { return None };
        let (width, height) = (u32::from_be_bytes([w3, w2, w1, w0]), u32::from_be_bytes([h3, h2, h1, h0]));
        Limits::default().admit_size(width, height).ok()?;
        let combined = match colour {
            0 => matches!(depth, 1 | 2 | 4 | 8 | 16),
            3 => matches!(depth, 1 | 2 | 4 | 8),
            2 | 4 | 6 => matches!(depth, 8 | 16),
            _ => false,
        };
        combined.then_some(Self { width, height, depth, colour, interlaced: interlace == 1 })
    }

    /// Bytes of all rows with their filter bytes, before compression.
    pub(super) fn inflated(&self) -> u64 {
        let channels = match self.colour {
            2 => 3,
            4 => 2,
            6 => 4,
            _ => 1,
        };
        let bits = u64::from(self.depth) * channels;
        let rows = |width: u32, height: u32| match width {
            0 => 0,
            _ => (1 + (u64::from(width) * bits).div_ceil(8)) * u64::from(height),
        };
        if !self.interlaced {
            return rows(self.width, self.height);
        }
        let reduced = |size: u32, from: u32, step: u32| size.saturating_sub(from).div_ceil(step);
        let pass = |&(x, y, across, down): &_| rows(reduced(self.width, x, across), reduced(self.height, y, down));
        PASSES.iter().map(pass).sum()
    }

    pub(super) fn needs_palette(&self) -> bool {
        self.colour == 3
    }

    /// A palette is needed by palette pictures only, and has no entry that no pixel can name.
    pub(super) fn admits_palette(&self, body: &[u8]) -> bool {
        self.needs_palette() && !body.is_empty() && body.len().is_multiple_of(3) && body.len() / 3 <= 1 << self.depth
    }

    pub(super) fn admits_transparency(&self, body: &[u8], palette: Option<usize>) -> bool {
        match self.colour {
            0 => body.len() == 2,
            2 => body.len() == 6,
            3 => !body.is_empty() && palette.is_some_and(|entries| body.len() <= entries),
            _ => false,
        }
    }
}
