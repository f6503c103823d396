//! Bits of a lossless WebP, lowest first.

use super::Broken;

/// Reads bits from the lowest of the first byte on.
pub(super) struct Bits<'a> {
    data: &'a [u8],
    at: usize,
    ahead: u64,
    held: u32,
}

impl<'a> Bits<'a> {
    pub(super) fn of(data: &'a [u8]) -> Self {
        Self { data, at: 0, ahead: 0, held: 0 }
    }

    fn refill(&mut self) {
        while self.held <= 56 {
            let Some(&byte) = self.data.get(self.at) else { return };
            self.ahead |= u64::from(byte) << self.held;
            self.held += 8;
            self.at += 1;
        }
    }

    /// At least 24 of the next bits, or zeros behind the end.
    #[inline]
    pub(super) fn peek(&mut self) -> u32 {
        if self.held < 24 {
            self.refill();
        }
        self.ahead as u32
    }

    #[inline]
    pub(super) fn skip(&mut self, count: u32) -> Result<(), Broken> {
        self.held = self.held.checked_sub(count).ok_or(Broken)?;
        self.ahead >>= count;
        Ok(())
    }

    /// Reads up to 24 bits.
    pub(super) fn take(&mut self, count: u32) -> Result<u32, Broken> {
        let taken = self.peek() & ((1 << count) - 1);
        self.skip(count)?;
        Ok(taken)
    }

    /// The length or distance that a prefix and the bits behind it stand for (RFC 9649, 5.2.2).
    pub(super) fn prefixed(&mut self, prefix: u32) -> Result<u32, Broken> {
        match prefix {
            0..=3 => Ok(prefix + 1),
            4..=39 => {
                let extra = (prefix - 2) >> 1;
                Ok(((2 + (prefix & 1)) << extra) + self.take(extra)? + 1)
            }
            _ => Err(Broken),
        }
    }

    /// Bytes touched so far.
    pub(super) fn bytes_read(&self) -> usize {
        self.at - (self.held / 8) as usize
    }
}
