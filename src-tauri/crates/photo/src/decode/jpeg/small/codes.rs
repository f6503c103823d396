//! Bits and Huffman codes of a baseline scan, many bits at a time (ITU-T T.81, annex F.2).

use super::{Doubt, blocks::Kept};

/// Bits up to the next marker.
pub(super) struct Bits<'a> {
    data: &'a [u8],
    at: usize,
    /// The next bits from the top; those below `held` are right or zero.
    ahead: u64,
    held: u32,
}

impl<'a> Bits<'a> {
    pub(super) fn of(data: &'a [u8]) -> Self {
        Self { data, at: 0, ahead: 0, held: 0 }
    }

    /// Makes at least 32 bits ready where there are so many.
    #[inline]
    fn fill(&mut self) {
        if self.held >= 32 {
            return;
        }
        if let Some(next) = self.data.get(self.at..).and_then(|rest| rest.first_chunk::<8>()) {
            let word = u64::from_be_bytes(*next);
            // Without a byte of all ones there is nothing hidden and no marker.
            let ones = !word;
            if ones.wrapping_sub(0x0101_0101_0101_0101) & !ones & 0x8080_8080_8080_8080 == 0 {
                self.ahead |= word >> self.held;
                let bytes = (64 - self.held) / 8;
                self.at += bytes as usize;
                self.held += bytes * 8;
                return;
            }
        }
        self.fill_slowly();
    }

    #[cold]
    fn fill_slowly(&mut self) {
        // Bits of a byte that was not counted may lie below.
        self.ahead &= !(u64::MAX >> self.held);
        while self.held <= 56 {
            let (byte, length) = match self.data.get(self.at..) {
                Some([0xFF, 0, ..]) => (0xFF, 2),
                Some([0xFF, ..] | []) | None => return,
                Some([byte, ..]) => (*byte, 1),
            };
            self.at += length;
            self.ahead |= u64::from(byte) << (56 - self.held);
            self.held += 8;
        }
    }

    #[inline]
    fn skip(&mut self, count: u32) -> Result<(), Doubt> {
        self.held = self.held.checked_sub(count).ok_or(Doubt)?;
        self.ahead <<= count;
        Ok(())
    }

    /// A value of so many bits; those that begin with a zero are negative (T.81, F.2.2.1).
    #[inline]
    pub(super) fn value(&mut self, size: u32) -> Result<i32, Doubt> {
        if size == 0 {
            return Ok(0);
        }
        let value = extended((self.ahead >> (64 - size)) as i32, size);
        self.skip(size)?;
        Ok(value)
    }

    /// Goes on behind the restart marker that has to stand here.
    pub(super) fn restart(&mut self) -> Result<(), Doubt> {
        if !self.is_spent() {
            return Err(Doubt);
        }
        (self.ahead, self.held) = (0, 0);
        match self.data.get(self.at..) {
            Some([0xFF, 0xD0..=0xD7, ..]) => {
                self.at += 2;
                Ok(())
            }
            _ => Err(Doubt),
        }
    }

    /// Whether all but the filling of the last byte was read.
    fn is_spent(&self) -> bool {
        self.held < 8
    }

    /// Whether the data ends here.
    pub(super) fn at_end(&mut self) -> bool {
        self.fill_slowly();
        self.is_spent() && self.at == self.data.len()
    }
}

#[inline]
fn extended(bits: i32, size: u32) -> i32 {
    if bits >> (size - 1) == 0 { bits - (1 << size) + 1 } else { bits }
}

/// Codes of at most this length are found in one step, with their value where that fits in as well.
const AHEAD: u32 = 11;

/// What is found at the next bits.
#[derive(Clone, Copy, Default)]
struct Entry {
    /// Bits that are used up; 0 where the code is longer.
    length: u8,
    /// Zero coefficients before the value.
    run: u8,
    /// Bits of the value that still have to be read.
    size: u8,
    /// The value, where it was found with its code.
    value: i16,
}

/// All codes of a table.
struct Codes {
    symbols: Vec<u8>,
    /// For each length the first code behind it, filled up to 16 bits, and what its code has to be added to for its place
    /// among the symbols.
    longer: [(u32, i32); 17],
}

impl Codes {
    fn of(counts: &[u8; 16], symbols: &[u8]) -> Option<Self> {
        let mut longer = [(0, 0); 17];
        let (mut code, mut place) = (0_u32, 0_i32);
        for (length, &count) in (1_u32..).zip(counts) {
            let first = code;
            code += u32::from(count);
            // More codes than there are, or the one of all ones, which stands for none.
            if code > (1 << length) - 1 && count > 0 {
                return None;
            }
            longer[length as usize] = (code << (16 - length), place - i32::try_from(first).ok()?);
            place += i32::from(count);
            code <<= 1;
        }
        Some(Self { symbols: symbols.to_vec(), longer })
    }

    /// Symbol and length of the code at the next 16 bits.
    fn find(&self, next: u32) -> Option<(u8, u32)> {
        let length = (1..=16_u32).find(|&length| next < self.longer[length as usize].0)?;
        let place = (next >> (16 - length)) as i32 + self.longer[length as usize].1;
        self.symbols.get(usize::try_from(place).ok()?).map(|&symbol| (symbol, length))
    }
}

/// Codes of DC coefficients: how many bits the difference has.
pub(super) struct Differences {
    codes: Codes,
    ahead: Vec<(u8, u8)>,
}

impl Differences {
    pub(super) fn of(counts: &[u8; 16], symbols: &[u8]) -> Option<Self> {
        let codes = Codes::of(counts, symbols)?;
        if symbols.iter().any(|&size| size > 11) {
            return None;
        }
        let short = |next: u32| codes.find(next << (16 - AHEAD)).filter(|&(_, length)| length <= AHEAD);
        let ahead =
            (0..1 << AHEAD).map(|next| short(next).map_or((0, 0), |(size, length)| (size, length as u8))).collect();
        Some(Self { codes, ahead })
    }

    #[inline]
    pub(super) fn next(&self, bits: &mut Bits<'_>) -> Result<u32, Doubt> {
        bits.fill();
        let (size, length) = match self.ahead.get((bits.ahead >> (64 - AHEAD)) as usize) {
            Some(&(size, length @ 1..)) => (size, u32::from(length)),
            _ => self.codes.find((bits.ahead >> 48) as u32).ok_or(Doubt)?,
        };
        bits.skip(length)?;
        Ok(u32::from(size))
    }
}

/// Codes of AC coefficients: a run of zeros and the bits of the value behind it.
pub(super) struct Alternating {
    codes: Codes,
    ahead: Vec<Entry>,
}

impl Alternating {
    pub(super) fn of(counts: &[u8; 16], symbols: &[u8]) -> Option<Self> {
        let codes = Codes::of(counts, symbols)?;
        // Values of baseline pictures have ten bits at most; 15 zeros without a value are the only run without one.
        if symbols.iter().any(|&symbol| symbol & 15 > 10 || (symbol & 15 == 0 && !matches!(symbol, 0x00 | 0xF0))) {
            return None;
        }
        let entry = |next: u32| {
            let (symbol, length) = codes.find(next << (16 - AHEAD)).filter(|&(_, length)| length <= AHEAD)?;
            let (run, size) = (symbol >> 4, u32::from(symbol & 15));
            Some(if size > 0 && length + size <= AHEAD {
                let value = extended((next >> (AHEAD - length - size) & ((1 << size) - 1)) as i32, size);
                // Of ten bits.
                Entry { length: (length + size) as u8, run, size: 0, value: value as i16 }
            } else {
                Entry { length: length as u8, run, size: size as u8, value: 0 }
            })
        };
        let ahead = (0..1 << AHEAD).map(|next| entry(next).unwrap_or_default()).collect();
        Some(Self { codes, ahead })
    }

    /// Reads the rest of a block.
    #[inline]
    pub(super) fn read<const N: usize>(&self, bits: &mut Bits<'_>, kept: &mut Kept<N>) -> Result<(), Doubt> {
        let mut at = 1;
        while at < 64 {
            bits.fill();
            let entry = match self.ahead.get((bits.ahead >> (64 - AHEAD)) as usize) {
                Some(&entry) if entry.length > 0 => entry,
                _ => {
                    let (symbol, length) = self.codes.find((bits.ahead >> 48) as u32).ok_or(Doubt)?;
                    Entry { length: length as u8, run: symbol >> 4, size: symbol & 15, value: 0 }
                }
            };
            bits.skip(u32::from(entry.length))?;
            let value = match (entry.size, entry.value) {
                (0, 0) if entry.run == 0 => return Ok(()),
                (0, 0) => {
                    at += 16;
                    continue;
                }
                (0, value) => i32::from(value),
                (size, _) => bits.value(u32::from(size))?,
            };
            at += usize::from(entry.run);
            kept.take(at, value)?;
            at += 1;
        }
        if at == 64 { Ok(()) } else { Err(Doubt) }
    }
}
