//! The bits of an entropy-coded stretch, without the zeros stuffed behind its FF bytes.

/// The data breaks off or makes no sense.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Broken;

/// Reads bits from the highest of the first byte on.
pub(super) struct Bits<'a> {
    data: &'a [u8],
    at: usize,
    /// The next bits, from the top; below the first `held` there may be more of the same data, or zeros at its end.
    ahead: u64,
    held: u32,
}

impl<'a> Bits<'a> {
    /// `data` holds no marker, only FF bytes each followed by a stuffed zero.
    pub(super) fn of(data: &'a [u8]) -> Self {
        Self { data, at: 0, ahead: 0, held: 0 }
    }

    /// Makes sure that 56 bits are held, or all that are left.
    #[inline]
    pub(super) fn refill(&mut self) {
        if self.held > 32 {
            return;
        }
        if let Some(&next) = self.data.get(self.at..).and_then(|rest| rest.first_chunk::<8>()) {
            let word = u64::from_be_bytes(next);
            if !has_ff(word) {
                self.ahead |= word >> self.held;
                let bytes = (64 - self.held) / 8;
                self.at += bytes as usize;
                self.held += bytes * 8;
                return;
            }
        }
        self.refill_by_byte();
    }

    fn refill_by_byte(&mut self) {
        while self.held <= 56 {
            let Some(&byte) = self.data.get(self.at) else { return };
            self.at += if byte == 0xFF { 2 } else { 1 };
            self.ahead |= u64::from(byte) << (56 - self.held);
            self.held += 8;
        }
    }

    /// The next bits, without moving on; zeros behind the end. At most 16, after a refill.
    #[inline]
    pub(super) fn peek(&self, count: u32) -> u32 {
        (self.ahead >> (64 - count)) as u32
    }

    /// Moves on; a refill holds enough for a code and the bits behind it.
    #[inline]
    pub(super) fn skip(&mut self, count: u32) -> Result<(), Broken> {
        self.held = self.held.checked_sub(count).ok_or(Broken)?;
        self.ahead <<= count;
        Ok(())
    }

    /// Reads up to 16 bits.
    #[inline]
    pub(super) fn take(&mut self, count: u32) -> Result<u32, Broken> {
        if count == 0 {
            return Ok(0);
        }
        self.refill();
        let taken = self.peek(count);
        self.skip(count)?;
        Ok(taken)
    }

    /// Bytes of the data that have not been touched: all but the one the next bit stands in.
    pub(super) fn untouched(&self) -> usize {
        let mut left = self.data.get(self.at..).map_or(0, <[u8]>::len);
        // Bytes already taken up but not read yet; a stuffed zero counts with its FF.
        let mut at = self.at.min(self.data.len());
        for _ in 0..self.held / 8 {
            let stuffed = at >= 2 && self.data.get(at - 2..at) == Some(&[0xFF, 0]);
            at -= if stuffed { 2 } else { 1 };
            left = self.data.len() - at;
        }
        left
    }
}

/// Whether any of the eight bytes is FF.
fn has_ff(word: u64) -> bool {
    const ONES: u64 = 0x0101_0101_0101_0101;
    let inverted = !word;
    inverted.wrapping_sub(ONES) & !inverted & (ONES << 7) != 0
}
