//! Huffman codes: read from a table, and made to fit the symbols of a picture (T.81, annexes C and K.2).

use super::bits::{BitReader, Broken};

/// Codes as they are read.
pub(super) struct Decoder {
    /// Length and symbol for each possible sequence of 16 bits; length 0 where there is none.
    ahead: Vec<(u8, u8)>,
}

impl Decoder {
    /// A table behind its class and number: 16 counts and the symbols. Gives its length, too.
    pub(super) fn read(table: &[u8]) -> Result<(Self, usize), Broken> {
        let (counts, rest) = table.split_first_chunk::<16>().ok_or(Broken)?;
        let total = counts.iter().map(|&count| usize::from(count)).sum();
        let mut symbols = rest.get(..total).ok_or(Broken)?.iter();
        let mut ahead = Vec::with_capacity(1 << 16);
        for (length, &count) in (1_u8..).zip(counts) {
            for symbol in symbols.by_ref().take(usize::from(count)) {
                ahead.extend(std::iter::repeat_n((length, *symbol), 1 << (16 - length)));
            }
        }
        if ahead.len() > 1 << 16 {
            return Err(Broken);
        }
        ahead.resize(1 << 16, (0, 0));
        Ok((Self { ahead }, 16 + total))
    }

    pub(super) fn next(&self, bits: &mut BitReader<'_>) -> Result<u8, Broken> {
        match self.ahead.get(usize::from(bits.peek())) {
            None | Some((0, _)) => Err(Broken),
            Some(&(length, symbol)) => {
                bits.skip(u32::from(length))?;
                Ok(symbol)
            }
        }
    }
}

/// How often each symbol occurs.
pub(super) struct Frequencies([u32; 256]);

/// Codes as they are written.
pub(super) struct Encoder {
    /// Codes of each length, 1 to 16.
    counts: [u8; 16],
    symbols: Vec<u8>,
    /// Code and length of each symbol.
    codes: [(u16, u8); 256],
}

impl Frequencies {
    pub(super) fn none() -> Self {
        Self([0; 256])
    }

    pub(super) fn count(&mut self, symbol: u8) {
        self.0[usize::from(symbol)] += 1;
    }

    /// The shortest codes of at most 16 bits, none of them all ones.
    pub(super) fn codes(&self) -> Encoder {
        let mut lengths = self.lengths();
        while lengths.iter().skip(17).any(|&count| count > 0) {
            shorten(&mut lengths);
        }
        // The code of all ones was kept free by a symbol that does not exist, the rarest and so among the longest.
        if let Some(longest) = lengths.iter_mut().rev().find(|count| **count > 0) {
            *longest -= 1;
        }
        let mut symbols: Vec<u8> = (0..=255).filter(|&symbol| self.0[usize::from(symbol)] > 0).collect();
        symbols.sort_by_key(|&symbol| std::cmp::Reverse(self.0[usize::from(symbol)]));
        let mut codes = [(0, 0); 256];
        let (mut code, mut at) = (0_u16, 0);
        for (length, &count) in (0_u8..).zip(&lengths[..17]).skip(1) {
            for &symbol in symbols.iter().skip(at).take(count) {
                codes[usize::from(symbol)] = (code, length);
                code = code.wrapping_add(1);
            }
            at += count;
            code <<= 1;
        }
        let counts = std::array::from_fn(|index| lengths[index + 1] as u8);
        Encoder { counts, symbols, codes }
    }

    /// How many codes of each length an unlimited tree has, the symbol that does not exist included.
    fn lengths(&self) -> [usize; 64] {
        let occurring = self.0.iter().copied().filter(|&count| count > 0).map(u64::from);
        // Weight, and the depths of the symbols below.
        let mut trees: Vec<(u64, Vec<usize>)> = occurring.chain([0]).map(|weight| (weight, vec![0])).collect();
        trees.sort_by_key(|(weight, _)| std::cmp::Reverse(*weight));
        if trees.len() == 1 {
            trees[0].1[0] = 1;
        }
        while trees.len() > 1 {
            let (Some(last), Some(second)) = (trees.pop(), trees.pop()) else { break };
            let weight = last.0 + second.0;
            let depths = last.1.into_iter().chain(second.1).map(|depth| depth + 1).collect();
            let place = trees.partition_point(|(other, _)| *other > weight);
            trees.insert(place, (weight, depths));
        }
        let mut lengths = [0; 64];
        for depth in trees.into_iter().flat_map(|(_, depths)| depths) {
            // A picture of fewer than 2^32 symbols has no code longer than 46 bits.
            lengths[depth.min(63)] += 1;
        }
        lengths
    }
}

/// Takes two of the longest codes and makes them shorter at the cost of a short one (T.81, figure K.3).
fn shorten(lengths: &mut [usize; 64]) {
    let Some(longest) = lengths.iter().rposition(|&count| count > 0) else { return };
    let Some(shorter) = (1..longest - 1).rev().find(|&length| lengths[length] > 0) else { return };
    lengths[longest] -= 2;
    lengths[longest - 1] += 1;
    lengths[shorter + 1] += 2;
    lengths[shorter] -= 1;
}

impl Encoder {
    /// Code and length; a symbol that was never counted has none.
    pub(super) fn code(&self, symbol: u8) -> (u32, u32) {
        let (code, length) = self.codes[usize::from(symbol)];
        (u32::from(code), u32::from(length))
    }

    /// The table as it stands in a file, behind its class and number.
    pub(super) fn write(&self, out: &mut Vec<u8>) {
        out.extend(self.counts);
        out.extend(&self.symbols);
    }
}
