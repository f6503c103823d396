//! Bits of entropy-coded data, read and written, with the zeros that hide its FF bytes.

/// The data breaks off or makes no sense.
#[derive(Debug)]
pub(super) struct Broken;

/// Reads bits up to the next marker.
pub(super) struct BitReader<'a> {
    data: &'a [u8],
    at: usize,
    ahead: u64,
    held: u32,
}

impl<'a> BitReader<'a> {
    pub(super) fn of(data: &'a [u8]) -> Self {
        Self { data, at: 0, ahead: 0, held: 0 }
    }

    fn fill(&mut self) {
        while self.held <= 48 {
            let byte = match self.data.get(self.at..) {
                Some([0xFF, 0, ..]) => {
                    self.at += 2;
                    0xFF
                }
                Some([0xFF, ..] | []) | None => return,
                Some([byte, ..]) => {
                    self.at += 1;
                    *byte
                }
            };
            self.ahead |= u64::from(byte) << (56 - self.held);
            self.held += 8;
        }
    }

    /// The next 16 bits; zeros behind the end.
    pub(super) fn peek(&mut self) -> u16 {
        if self.held < 16 {
            self.fill();
        }
        (self.ahead >> 48) as u16
    }

    pub(super) fn skip(&mut self, count: u32) -> Result<(), Broken> {
        self.held = self.held.checked_sub(count).ok_or(Broken)?;
        self.ahead <<= count;
        Ok(())
    }

    /// Reads up to 16 bits.
    pub(super) fn take(&mut self, count: u32) -> Result<i32, Broken> {
        if count == 0 {
            return Ok(0);
        }
        let taken = i32::from(self.peek() >> (16 - count));
        self.skip(count)?;
        Ok(taken)
    }

    /// Goes on behind the restart marker that has to stand here.
    pub(super) fn restart(&mut self) -> Result<(), Broken> {
        (self.ahead, self.held) = (0, 0);
        match self.data.get(self.at..) {
            Some([0xFF, 0xD0..=0xD7, ..]) => {
                self.at += 2;
                Ok(())
            }
            _ => Err(Broken),
        }
    }
}

/// Writes bits behind the bytes that are there.
pub(super) struct BitWriter<'a> {
    out: &'a mut Vec<u8>,
    waiting: u64,
    held: u32,
}

impl<'a> BitWriter<'a> {
    pub(super) fn behind(out: &'a mut Vec<u8>) -> Self {
        Self { out, waiting: 0, held: 0 }
    }

    /// Writes the lowest `count` bits, at most 16.
    pub(super) fn put(&mut self, bits: u32, count: u32) {
        self.waiting = self.waiting << count | u64::from(bits & ((1 << count) - 1));
        self.held += count;
        while self.held >= 8 {
            self.held -= 8;
            let byte = (self.waiting >> self.held) as u8;
            self.out.push(byte);
            if byte == 0xFF {
                self.out.push(0);
            }
        }
    }

    /// Fills the last byte with ones.
    pub(super) fn finish(mut self) {
        if self.held > 0 {
            self.put(0xFF, 8 - self.held);
        }
    }
}
