//! Decisions of zero or one, each with its probability, out of a stretch of bytes (RFC 6386, section 7).

use super::tables::Tree;
use crate::prove::webp::lossless::Broken;

/// Reads one decision after the other.
pub(super) struct Bools<'a> {
    data: &'a [u8],
    /// The byte that is taken up next.
    at: usize,
    /// The bits still to be weighed, from the top.
    ahead: u64,
    held: u32,
    range: u32,
    /// Bits passed for good, and how far the last decision looked.
    passed: u64,
    looked: u64,
}

impl<'a> Bools<'a> {
    pub(super) fn of(data: &'a [u8]) -> Self {
        Self { data, at: 0, ahead: 0, held: 0, range: 255, passed: 0, looked: 0 }
    }

    /// A decision whose probability of being zero is this many 256ths.
    #[inline]
    pub(super) fn next(&mut self, probability: u8) -> bool {
        if self.held < 16 {
            self.refill();
        }
        self.looked = self.passed + 8;
        let split = 1 + (((self.range - 1) * u32::from(probability)) >> 8);
        let threshold = u64::from(split) << 56;
        let one = self.ahead >= threshold;
        if one {
            self.ahead -= threshold;
            self.range -= split;
        } else {
            self.range = split;
        }
        // The range lies between 1 and 254.
        let shift = self.range.leading_zeros() - 24;
        self.range <<= shift;
        self.ahead <<= shift;
        self.held -= shift;
        self.passed += u64::from(shift);
        one
    }

    /// Behind the end there are zeros.
    fn refill(&mut self) {
        while self.held <= 56 {
            let byte = self.data.get(self.at).copied().unwrap_or(0);
            self.ahead |= u64::from(byte) << (56 - self.held);
            self.at += 1;
            self.held += 8;
        }
    }

    /// A number of so many bits, each as likely one as zero.
    pub(super) fn number(&mut self, bits: u32) -> u32 {
        (0..bits).fold(0, |number, _| number << 1 | u32::from(self.next(128)))
    }

    /// Whether a field is there; if so, its bits and its sign are passed.
    pub(super) fn pass_signed(&mut self, bits: u32) {
        if self.next(128) {
            self.number(bits + 1);
        }
    }

    /// A leaf of a tree, from one of its branches on.
    #[inline]
    pub(super) fn leaf(&mut self, tree: &Tree, probabilities: &[u8], from: usize) -> Result<usize, Broken> {
        let mut at = from;
        loop {
            let probability = *probabilities.get(at / 2).ok_or(Broken)?;
            let next = *tree.get(at + usize::from(self.next(probability))).ok_or(Broken)?;
            if next <= 0 {
                return Ok(usize::from(next.unsigned_abs()));
            }
            at = usize::from(next.unsigned_abs());
        }
    }

    /// How many bytes the decisions looked at; broken where more than one lay behind the end, which decoders allow.
    pub(super) fn bytes_read(&self) -> Result<usize, Broken> {
        let read = usize::try_from(self.looked.div_ceil(8)).map_err(|_| Broken)?;
        if read > self.data.len() + 1 { Err(Broken) } else { Ok(read.min(self.data.len())) }
    }
}
