//! Prefix codes of a lossless WebP (RFC 9649, 3.7.2).

use super::{Broken, bits::Bits};

/// Codes up to this length are looked up at once.
const SHORT: u32 = 6;
const LONGEST: usize = 15;

/// The five codes that pixels are written in.
pub(super) struct Group {
    pub(super) green: Code,
    pub(super) red: Code,
    pub(super) blue: Code,
    pub(super) alpha: Code,
    pub(super) distance: Code,
}

impl Group {
    pub(super) fn read(bits: &mut Bits<'_>, cache: usize) -> Result<Self, Broken> {
        Ok(Self {
            green: Code::read(bits, 256 + 24 + cache)?,
            red: Code::read(bits, 256)?,
            blue: Code::read(bits, 256)?,
            alpha: Code::read(bits, 256)?,
            distance: Code::read(bits, 40)?,
        })
    }
}

/// A prefix code.
pub(super) enum Code {
    /// One symbol, which takes no bits.
    Single(u16),
    /// Symbols in the order of their codes.
    Tree {
        /// For the next bits: length of the code and its symbol; length 0 for longer codes.
        short: Box<[(u8, u16); 1 << SHORT]>,
        /// Codes of each length.
        counts: [u16; LONGEST + 1],
        symbols: Vec<u16>,
    },
}

impl Code {
    fn read(bits: &mut Bits<'_>, alphabet: usize) -> Result<Self, Broken> {
        let mut lengths = vec![0_u8; alphabet];
        if bits.take(1)? == 1 {
            let second = bits.take(1)? == 1;
            let width = if bits.take(1)? == 1 { 8 } else { 1 };
            *lengths.get_mut(bits.take(width)? as usize).ok_or(Broken)? = 1;
            if second {
                *lengths.get_mut(bits.take(8)? as usize).ok_or(Broken)? = 1;
            }
            return Self::of(&lengths);
        }
        let mut steering = [0_u8; 19];
        let count = bits.take(4)? as usize + 4;
        for &place in ORDER.get(..count).ok_or(Broken)? {
            steering[place] = bits.take(3)? as u8;
        }
        let steering = Self::of(&steering)?;
        let mut left = alphabet;
        if bits.take(1)? == 1 {
            let width = 2 + 2 * bits.take(3)?;
            left = 2 + bits.take(width)? as usize;
            if left > alphabet {
                return Err(Broken);
            }
        }
        let (mut at, mut last) = (0, 8);
        while at < alphabet && left > 0 {
            left -= 1;
            let (length, repeat) = match steering.next(bits)? {
                length @ 0..=15 => (length as u8, 1),
                16 => (last, 3 + bits.take(2)?),
                17 => (0, 3 + bits.take(3)?),
                _ => (0, 11 + bits.take(7)?),
            };
            lengths.get_mut(at..at + repeat as usize).ok_or(Broken)?.fill(length);
            at += repeat as usize;
            // A repeated length is the last one that was not zero.
            if length > 0 {
                last = length;
            }
        }
        Self::of(&lengths)
    }

    /// The canonical code of these lengths; every bit sequence has to mean something.
    fn of(lengths: &[u8]) -> Result<Self, Broken> {
        let mut counts = [0_u16; LONGEST + 1];
        for &length in lengths {
            counts[usize::from(length) & LONGEST] += 1;
        }
        counts[0] = 0;
        let mut symbols = Vec::new();
        for length in 1..=LONGEST as u8 {
            let of_length = lengths.iter().zip(0_u16..).filter(|(candidate, _)| **candidate == length);
            symbols.extend(of_length.map(|(_, symbol)| symbol));
        }
        if let [only] = symbols[..] {
            return Ok(Self::Single(only));
        }
        let room: u32 = (0_u32..).zip(counts).skip(1).map(|(length, count)| u32::from(count) << (15 - length)).sum();
        if room != 1 << LONGEST {
            return Err(Broken);
        }
        let mut short = Box::new([(0, 0); 1 << SHORT]);
        let (mut code, mut place) = (0_u32, 0);
        for length in 1..=SHORT {
            for _ in 0..counts[length as usize] {
                let first = code.reverse_bits() >> (32 - length);
                for entry in short.iter_mut().skip(first as usize).step_by(1 << length) {
                    *entry = (length as u8, symbols.get(place).copied().ok_or(Broken)?);
                }
                code += 1;
                place += 1;
            }
            code <<= 1;
        }
        Ok(Self::Tree { short, counts, symbols })
    }

    #[inline]
    pub(super) fn next(&self, bits: &mut Bits<'_>) -> Result<u16, Broken> {
        match self {
            Self::Single(symbol) => Ok(*symbol),
            Self::Tree { short, counts, symbols } => {
                let ahead = bits.peek();
                let (length, symbol) = short[ahead as usize & ((1 << SHORT) - 1)];
                if length > 0 {
                    bits.skip(u32::from(length))?;
                    return Ok(symbol);
                }
                next_long(ahead, counts, symbols, bits)
            }
        }
    }
}

/// Reads a code bit by bit, comparing with the first code of each length.
fn next_long(mut ahead: u32, counts: &[u16], symbols: &[u16], bits: &mut Bits<'_>) -> Result<u16, Broken> {
    let (mut code, mut first, mut place) = (0_u32, 0_u32, 0_u32);
    for (length, &count) in (0_u32..).zip(counts).skip(1) {
        code |= ahead & 1;
        ahead >>= 1;
        if code < first + u32::from(count) {
            bits.skip(length)?;
            return symbols.get((place + code - first) as usize).copied().ok_or(Broken);
        }
        place += u32::from(count);
        first = (first + u32::from(count)) << 1;
        code <<= 1;
    }
    Err(Broken)
}

/// The order in which the lengths of the steering code are written.
const ORDER: [usize; 19] = [17, 18, 0, 1, 2, 3, 4, 5, 16, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15];
