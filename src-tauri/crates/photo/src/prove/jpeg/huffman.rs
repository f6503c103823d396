//! Huffman codes of a JPEG, read only as far as needed to step over them.

use super::bits::{Bits, Broken};

/// Codes up to this length are looked up at once.
const SHORT: u32 = 10;

/// A table of codes.
pub(super) struct Codes {
    /// For the next `SHORT` bits: length of the code and its symbol; length 0 for longer codes.
    short: Box<[(u8, u8); 1 << SHORT]>,
    /// For each length, one past its last code, filled up to 16 bits.
    ends: [u32; 17],
    /// For each length, what added to a code of that length gives the place of its symbol.
    places: [i32; 17],
    symbols: Vec<u8>,
}

impl Codes {
    /// Reads counts and symbols, and tells how many bytes they took. A table that gives a code twice, a symbol twice, or
    /// a DC symbol beyond its range does not hold together.
    pub(super) fn read(described: &[u8], dc: bool) -> Option<(Self, usize)> {
        let (counts, rest) = described.split_first_chunk::<16>()?;
        let total = counts.iter().map(|&count| usize::from(count)).sum();
        let symbols = rest.get(..total)?.to_vec();
        let mut seen = [false; 256];
        for &symbol in &symbols {
            if std::mem::replace(&mut seen[usize::from(symbol)], true) || (dc && symbol > 15) {
                return None;
            }
        }
        let mut codes = Self { short: Box::new([(0, 0); 1 << SHORT]), ends: [0; 17], places: [0; 17], symbols };
        let (mut code, mut place) = (0_u32, 0_usize);
        for (length, &count) in (1_u32..).zip(counts) {
            let count = u32::from(count);
            if code + count > 1 << length {
                return None;
            }
            codes.places[length as usize] = place as i32 - code as i32;
            if length <= SHORT {
                codes.fill_short(code, count, length, place);
            }
            code += count;
            place += count as usize;
            codes.ends[length as usize] = code << (16 - length);
            code <<= 1;
        }
        Some((codes, 16 + total))
    }

    fn fill_short(&mut self, first: u32, count: u32, length: u32, place: usize) {
        let spread = 1_usize << (SHORT - length);
        for (code, &symbol) in (first..first + count).zip(self.symbols.iter().skip(place)) {
            let from = code as usize * spread;
            if let Some(entries) = self.short.get_mut(from..from + spread) {
                entries.fill((length as u8, symbol));
            }
        }
    }

    /// Reads one symbol.
    #[inline]
    pub(super) fn next(&self, bits: &mut Bits<'_>) -> Result<u8, Broken> {
        bits.refill();
        let (length, symbol) = self.short[bits.peek(SHORT) as usize & ((1 << SHORT) - 1)];
        if length > 0 {
            bits.skip(u32::from(length))?;
            return Ok(symbol);
        }
        self.next_long(bits)
    }

    #[cold]
    fn next_long(&self, bits: &mut Bits<'_>) -> Result<u8, Broken> {
        let ahead = bits.peek(16);
        let length = (SHORT + 1..=16).find(|&length| ahead < self.ends[length as usize]).ok_or(Broken)?;
        bits.skip(length)?;
        let code = (ahead >> (16 - length)) as i32;
        let place = usize::try_from(code + self.places[length as usize]).map_err(|_| Broken)?;
        self.symbols.get(place).copied().ok_or(Broken)
    }
}
