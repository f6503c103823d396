//! Huffman codes of a baseline scan, found with their values, or several at a time (ITU-T T.81, annex F.2).

use super::{
    Doubt,
    bits::{Next, Window},
    blocks::Kept,
};

/// Bits that are looked up at once.
const AHEAD: u32 = 11;
/// Answers for all that these bits can be.
type Table<T> = Box<[T; 1 << AHEAD]>;

/// Added to the place in a block where nothing but zeros follows.
const ENDED: usize = 128;

/// All codes of a table.
struct Codes {
    /// Symbols and lengths; lengths of 0 where the code is longer than what is looked up.
    short: Table<(u8, u8)>,
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
        let mut codes = Self { short: table(|_| (0, 0)), symbols: symbols.to_vec(), longer };
        let short = |ahead| codes.search(ahead).filter(|&(_, length)| length <= AHEAD);
        codes.short = table(|ahead| short(ahead).map_or((0, 0), |(symbol, length)| (symbol, length as u8)));
        Some(codes)
    }

    /// Symbol and length of the code at the top of these bits.
    #[inline(always)]
    fn find(&self, ahead: u64) -> Option<(u8, u32)> {
        match at_top(&self.short, ahead) {
            (_, 0) => self.search(ahead),
            (symbol, length) => Some((symbol, u32::from(length))),
        }
    }

    #[cold]
    fn search(&self, ahead: u64) -> Option<(u8, u32)> {
        let next = (ahead >> 48) as u32;
        let length = (1..=16_u32).find(|&length| next < self.longer[length as usize].0)?;
        let place = (next >> (16 - length)) as i32 + self.longer[length as usize].1;
        self.symbols.get(usize::try_from(place).ok()?).map(|&symbol| (symbol, length))
    }
}

/// The answers of `of` for all that the bits ahead can be, given as the top of 64.
fn table<T>(of: impl Fn(u64) -> T) -> Table<T> {
    Box::new(std::array::from_fn(|next| of((next as u64) << (64 - AHEAD))))
}

#[inline(always)]
fn at_top<T: Copy>(table: &Table<T>, ahead: u64) -> T {
    table[(ahead >> (64 - AHEAD)) as usize]
}

/// The value whose bits are at the top; those that begin with a zero are negative (T.81, F.2.2.1).
#[inline(always)]
fn value(ahead: u64, size: u32) -> i32 {
    if size == 0 {
        return 0;
    }
    let bits = (ahead >> (64 - size)) as i32;
    if bits >> (size - 1) == 0 { bits - (1 << size) + 1 } else { bits }
}

/// Codes of DC coefficients: how many bits the difference has.
pub(super) struct Differences {
    codes: Codes,
}

impl Differences {
    pub(super) fn of(counts: &[u8; 16], symbols: &[u8]) -> Option<Self> {
        let codes = Codes::of(counts, symbols)?;
        if symbols.iter().any(|&size| size > 11) {
            return None;
        }
        Some(Self { codes })
    }

    /// What the coefficient is more than the one before.
    #[inline(always)]
    pub(super) fn read(&self, window: &Window, next: &mut Next) -> Result<i32, Doubt> {
        next.fill(window);
        let (size, length) = self.codes.find(next.ahead()).ok_or(Doubt)?;
        let size = u32::from(size);
        let difference = value(next.ahead() << length, size);
        next.skip(length + size);
        Ok(difference)
    }
}

/// A coefficient, or what else a code says; then its value is 0.
struct Entry {
    value: i16,
    /// Bits of the code and its value.
    length: u8,
    /// Places to go on by.
    on: u8,
}

impl Entry {
    /// The code behind so many bits where it can be seen with its value.
    fn seen(codes: &Codes, ahead: u64, behind: u8) -> Option<Self> {
        let ahead = ahead << behind;
        let (symbol, length) = codes.find(ahead)?;
        let entry = Self::of(symbol, length, ahead);
        (u32::from(entry.length + behind) <= AHEAD).then_some(entry)
    }

    fn of(symbol: u8, length: u32, ahead: u64) -> Self {
        let (run, size) = (symbol >> 4, u32::from(symbol & 15));
        // Of ten bits.
        let value = value(ahead << length, size) as i16;
        let on = if symbol == 0 { ENDED as u8 } else { run + 1 };
        Self { value, length: (length + size) as u8, on }
    }
}

/// Up to two codes that can be seen whole. What says nothing of a coefficient sets one that is nothing to nothing.
#[derive(Clone, Copy, Default)]
#[repr(align(8))]
struct Two {
    values: [i16; 2],
    /// Where they belong, from the place that is to come.
    places: [u8; 2],
    /// Bits of both; 0 where not even the first can be seen.
    length: u8,
    /// Places to go on by.
    on: u8,
}

impl Two {
    /// From here on the first code may be the last of a block.
    const PLACES: usize = 48;

    fn of(codes: &Codes, ahead: u64) -> Self {
        let Some(first) = Entry::seen(codes, ahead, 0) else { return Self::default() };
        let place = if first.value == 0 { 0 } else { first.on - 1 };
        let alone = Self { values: [first.value; 2], places: [place; 2], length: first.length, on: first.on };
        if usize::from(first.on) >= ENDED {
            return alone;
        }
        let Some(second) = Entry::seen(codes, ahead, first.length) else { return alone };
        let (length, on) = (first.length + second.length, first.on + second.on);
        if second.value == 0 {
            return Self { length, on, ..alone };
        }
        Self { values: [first.value, second.value], places: [place, on - 1], length, on }
    }
}

/// As many codes as can be seen, whose values nobody asks for.
#[derive(Clone, Copy, Default)]
#[repr(align(4))]
struct Skipped {
    /// Bits of all of them.
    length: u8,
    /// Places to go on by.
    on: u8,
    /// The last place in a block from which they do not go beyond it; 0 where there is none.
    last: u8,
}

/// Codes of AC coefficients: a run of zeros and the bits of the value behind it.
pub(super) struct Alternating {
    codes: Codes,
    ahead: Table<Two>,
    skipped: Table<Skipped>,
}

impl Alternating {
    pub(super) fn of(counts: &[u8; 16], symbols: &[u8]) -> Option<Self> {
        let codes = Codes::of(counts, symbols)?;
        // Values of baseline pictures have ten bits at most; 15 zeros without a value are the only run without one.
        if symbols.iter().any(|&symbol| symbol & 15 > 10 || (symbol & 15 == 0 && !matches!(symbol, 0x00 | 0xF0))) {
            return None;
        }
        let ahead = table(|ahead| Two::of(&codes, ahead));
        let skipped = table(|ahead| skipped(&codes, ahead));
        Some(Self { codes, ahead, skipped })
    }

    /// Reads the rest of a block.
    #[inline(always)]
    pub(super) fn read<const N: usize, const P: usize>(
        &self,
        window: &Window,
        next: &mut Next,
        kept: &mut Kept<N, P>,
    ) -> Result<(), Doubt> {
        let mut at = 1;
        while at < Kept::<N, P>::PLACES.min(Two::PLACES) {
            next.fill(window);
            let two = at_top(&self.ahead, next.ahead());
            if two.length == 0 {
                at += self.one(window, next, at, kept)?;
                continue;
            }
            next.skip(u32::from(two.length));
            kept.take(at + usize::from(two.places[0]), two.values[0]);
            kept.take(at + usize::from(two.places[1]), two.values[1]);
            at += usize::from(two.on);
        }
        while at < Kept::<N, P>::PLACES {
            at += self.one(window, next, at, kept)?;
        }
        while at < 64 {
            next.fill(window);
            let several = at_top(&self.skipped, next.ahead());
            if at <= usize::from(several.last) {
                next.skip(u32::from(several.length));
                at += usize::from(several.on);
            } else {
                at += self.one(window, next, at, kept)?;
            }
        }
        if at == 64 || at >= ENDED { Ok(()) } else { Err(Doubt) }
    }

    /// Reads one code of any length; how many places to go on by.
    #[inline(always)]
    fn one<const N: usize, const P: usize>(
        &self,
        window: &Window,
        next: &mut Next,
        at: usize,
        kept: &mut Kept<N, P>,
    ) -> Result<usize, Doubt> {
        next.fill(window);
        let (symbol, length) = self.codes.find(next.ahead()).ok_or(Doubt)?;
        let entry = Entry::of(symbol, length, next.ahead());
        next.skip(u32::from(entry.length));
        let on = usize::from(entry.on);
        if entry.value != 0 {
            kept.take(at + on - 1, entry.value);
        }
        Ok(on)
    }
}

/// The codes that begin and end within the bits that are seen, up to that of a block's end.
fn skipped(codes: &Codes, ahead: u64) -> Skipped {
    let mut all = Skipped { last: 64, ..Skipped::default() };
    while u32::from(all.length) < AHEAD
        && let Some((symbol, length)) = codes.find(ahead << all.length)
        && u32::from(all.length) + length <= AHEAD
    {
        let one = Entry::of(symbol, length, ahead);
        // The end is not sent behind the last coefficient.
        let places = if symbol == 0 { 1 } else { one.on };
        let Some(last) = all.last.checked_sub(places) else { break };
        all = Skipped { length: all.length + one.length, on: all.on + one.on, last };
        if symbol == 0 {
            break;
        }
    }
    if all.length == 0 { Skipped::default() } else { all }
}
