//! Lossy pixels, followed to the last token of every partition: a key frame of VP8 (RFC 6386).
//!
//! Nothing is reconstructed: modes and tokens are read only as far as they decide where the next ones lie.

mod bools;
mod tables;

use bools::Bools;
use tables::{
    AS_SMALL, BANDS, COLOUR, COLOUR_TREE, DEFAULTS, EXTRA, MODE, MODE_TREE, Probabilities, SEGMENT_TREE, SMALL_MODES,
    SMALL_TREE, UPDATES,
};

use super::lossless::Broken;

/// The bytes that stand between the start of a frame and its first partition.
const HEAD: usize = 10;
/// The mode of a macroblock whose small blocks have modes of their own.
const SMALL: usize = 4;

/// Start and end, within the frame, of every stretch that no decision looked at.
pub(super) fn unread(frame: &[u8], (width, height): (u32, u32)) -> Result<Vec<(usize, usize)>, Broken> {
    let tag = frame.first_chunk::<3>().ok_or(Broken)?;
    let first = (u32::from_le_bytes([tag[0], tag[1], tag[2], 0]) >> 5) as usize;
    let modes = frame.get(HEAD..HEAD + first).ok_or(Broken)?;
    let mut bools = Bools::of(modes);
    let header = Header::read(&mut bools);
    let mut partitions = Partitions::of(frame, HEAD + first, header.partitions)?;
    let (across, down) = (width.div_ceil(16) as usize, height.div_ceil(16) as usize);
    let mut above = vec![Beside::default(); across];
    for row in 0..down {
        let mut left = Beside::default();
        let tokens = partitions.for_row(row).ok_or(Broken)?;
        for above in &mut above {
            let (mode, skipped) = header.macroblock(&mut bools, above, &mut left)?;
            if skipped {
                Beside::empty(mode, above, &mut left);
            } else {
                blocks(tokens, &header.tokens, mode, above, &mut left)?;
            }
        }
    }
    let mut unread = partitions.unread()?;
    unread.push((HEAD + bools.bytes_read()?, HEAD + first));
    unread.retain(|(start, end)| start < end);
    unread.sort_unstable();
    Ok(unread)
}

/// What the frame says before its macroblocks (9.2 to 9.11, 19.2).
struct Header {
    segments: Option<[u8; 3]>,
    partitions: usize,
    tokens: Box<Probabilities>,
    skip: Option<u8>,
}

impl Header {
    fn read(bools: &mut Bools<'_>) -> Self {
        // Colour space and clamping.
        bools.number(2);
        let segments = if bools.next(128) { Self::segments(bools) } else { None };
        // Filter, its level and sharpness.
        bools.number(1 + 6 + 3);
        if bools.next(128) && bools.next(128) {
            (0..8).for_each(|_| bools.pass_signed(6));
        }
        let partitions = 1 << bools.number(2);
        bools.number(7);
        (0..5).for_each(|_| bools.pass_signed(4));
        // Whether the probabilities are kept for a next frame.
        bools.number(1);
        let mut tokens = Box::new(DEFAULTS);
        for (probability, update) in tokens.iter_mut().zip(UPDATES) {
            if bools.next(update) {
                // Eight bits.
                *probability = bools.number(8) as u8;
            }
        }
        let skip = bools.next(128).then(|| bools.number(8) as u8);
        Self { segments, partitions, tokens, skip }
    }

    /// The probabilities of the segments, where every macroblock names its own (9.3).
    fn segments(bools: &mut Bools<'_>) -> Option<[u8; 3]> {
        let named = bools.next(128);
        if bools.next(128) {
            bools.number(1);
            (0..4).for_each(|_| bools.pass_signed(7));
            (0..4).for_each(|_| bools.pass_signed(6));
        }
        named.then(|| std::array::from_fn(|_| if bools.next(128) { bools.number(8) as u8 } else { 255 }))
    }

    /// The mode of a macroblock, and whether it has no tokens.
    fn macroblock(
        &self,
        bools: &mut Bools<'_>,
        above: &mut Beside,
        left: &mut Beside,
    ) -> Result<(usize, bool), Broken> {
        if let Some(probabilities) = &self.segments {
            bools.leaf(SEGMENT_TREE, probabilities, 0)?;
        }
        let skipped = self.skip.is_some_and(|probability| bools.next(probability));
        let mode = bools.leaf(MODE_TREE, &MODE, 0)?;
        if mode == SMALL {
            for left in &mut left.modes {
                for above in &mut above.modes {
                    let place = (usize::from(*above) * 10 + usize::from(*left)) * 9;
                    let probabilities = SMALL_MODES.get(place..place + 9).ok_or(Broken)?;
                    // One of ten.
                    *above = bools.leaf(SMALL_TREE, probabilities, 0)? as u8;
                    *left = *above;
                }
            }
        } else {
            let same = *AS_SMALL.get(mode).ok_or(Broken)?;
            (above.modes, left.modes) = ([same; 4], [same; 4]);
        }
        bools.leaf(COLOUR_TREE, &COLOUR, 0)?;
        Ok((mode, skipped))
    }
}

/// What the macroblock above or to the left leaves behind for the next.
#[derive(Clone, Default)]
struct Beside {
    /// Modes of the four small blocks along the border.
    modes: [u8; 4],
    /// Whether each block along the border has tokens: four of brightness, two and two of colour, the second order.
    filled: [bool; 9],
}

impl Beside {
    /// A macroblock without tokens; where small blocks have modes of their own there is no second order to forget.
    fn empty(mode: usize, above: &mut Self, left: &mut Self) {
        for beside in [above, left] {
            let second = beside.filled[8] && mode == SMALL;
            beside.filled = [false; 9];
            beside.filled[8] = second;
        }
    }
}

/// The tokens of a macroblock (13).
fn blocks(
    bools: &mut Bools<'_>,
    tokens: &Probabilities,
    mode: usize,
    above: &mut Beside,
    left: &mut Beside,
) -> Result<(), Broken> {
    let kind = if mode == SMALL {
        3
    } else {
        let filled = block(bools, tokens, 1, above.filled[8], left.filled[8])?;
        (above.filled[8], left.filled[8]) = (filled, filled);
        0
    };
    for (kind, start, edge) in [(kind, 0, 4), (2, 4, 2), (2, 6, 2)] {
        for left in &mut left.filled[start..start + edge] {
            for above in &mut above.filled[start..start + edge] {
                let filled = block(bools, tokens, kind, *above, *left)?;
                (*above, *left) = (filled, filled);
            }
        }
    }
    Ok(())
}

/// The token tree (13.2): 0 ends the block, 1 to 5 are values from zero to four, 6 to 11 larger ones.
const TOKENS: &tables::Tree = &[0, 2, -1, 4, -2, 6, 8, 12, -3, 10, -4, -5, 14, 16, -6, -7, 18, 20, -8, -9, -10, -11];

/// One block; whether it has any token but the end.
fn block(bools: &mut Bools<'_>, tokens: &Probabilities, kind: usize, above: bool, left: bool) -> Result<bool, Broken> {
    // Without its first value where that is in the second order.
    let first = usize::from(kind == 0);
    let mut before = usize::from(above) + usize::from(left);
    let mut after_zero = false;
    for (at, band) in BANDS.into_iter().enumerate().skip(first) {
        let place = ((kind * 8 + band) * 3 + before) * 11;
        let probabilities = tokens.get(place..place + 11).ok_or(Broken)?;
        // No block ends behind a zero.
        let token = bools.leaf(TOKENS, probabilities, if after_zero { 2 } else { 0 })?;
        after_zero = token == 1;
        before = match token {
            0 => return Ok(at > first),
            1 => 0,
            2 => 1,
            _ => 2,
        };
        if token > 5 {
            for &probability in *EXTRA.get(token - 6).ok_or(Broken)? {
                bools.next(probability);
            }
        }
        if token > 1 {
            bools.next(128);
        }
    }
    Ok(true)
}

/// The tokens, row by row in turn from each partition (9.5).
struct Partitions<'a> {
    /// Start and end within the frame, and what is read of it.
    parts: Vec<((usize, usize), Bools<'a>)>,
}

impl<'a> Partitions<'a> {
    fn of(frame: &'a [u8], start: usize, count: usize) -> Result<Self, Broken> {
        let sizes = start..start + 3 * (count - 1);
        let mut at = sizes.end;
        let mut parts = Vec::new();
        for size in frame.get(sizes).ok_or(Broken)?.as_chunks::<3>().0 {
            let end = at + u32::from_le_bytes([size[0], size[1], size[2], 0]) as usize;
            parts.push(((at, end), Bools::of(frame.get(at..end).ok_or(Broken)?)));
            at = end;
        }
        parts.push(((at, frame.len()), Bools::of(frame.get(at..).ok_or(Broken)?)));
        Ok(Self { parts })
    }

    fn for_row(&mut self, row: usize) -> Option<&mut Bools<'a>> {
        let number = row % self.parts.len().max(1);
        self.parts.get_mut(number).map(|(_, bools)| bools)
    }

    fn unread(&self) -> Result<Vec<(usize, usize)>, Broken> {
        self.parts.iter().map(|&((start, end), ref bools)| Ok((start + bools.bytes_read()?, end))).collect()
    }
}
