//! Lossless pixels, followed symbol by symbol to the last pixel (RFC 9649, section 3).

mod bits;
mod codes;

use bits::Bits;
use codes::{Code, Group};

/// The data breaks off or makes no sense.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Broken;

/// How many bytes the pixels take, from behind the size on.
pub(super) fn length(data: &[u8], size: (u32, u32)) -> Result<usize, Broken> {
    let mut bits = Bits::of(data);
    let size = transforms(&mut bits, size)?;
    picture(&mut bits, size)?;
    Ok(bits.bytes_read())
}

/// How many groups of codes the main picture uses; a decoder makes room for each before the first pixel.
pub(super) fn groups(data: &[u8], size: (u32, u32)) -> Result<usize, Broken> {
    let mut bits = Bits::of(data);
    let size = transforms(&mut bits, size)?;
    cache_size(&mut bits)?;
    Ok(Blocks::read(&mut bits, size)?.map_or(1, |blocks| blocks.groups()))
}

/// Steps over the transforms; gives the size of the main picture.
fn transforms(bits: &mut Bits<'_>, (mut width, height): (u32, u32)) -> Result<(u32, u32), Broken> {
    let mut seen = [false; 4];
    while bits.take(1)? == 1 {
        let kind = bits.take(2)?;
        if std::mem::replace(&mut seen[kind as usize & 3], true) {
            return Err(Broken);
        }
        match kind {
            0 | 1 => {
                let block = bits.take(3)? + 2;
                follow(bits, (reduced(width, block), reduced(height, block)), None, &mut |_| {})?;
            }
            3 => {
                let colours = bits.take(8)? + 1;
                follow(bits, (colours, 1), None, &mut |_| {})?;
                let packed = match colours {
                    1..=2 => 3,
                    3..=4 => 2,
                    5..=16 => 1,
                    _ => 0,
                };
                width = reduced(width, packed);
            }
            _ => {}
        }
    }
    Ok((width, height))
}

fn reduced(size: u32, bits: u32) -> u32 {
    size.div_ceil(1 << bits)
}

/// The main picture, which alone may use different codes in different blocks.
fn picture(bits: &mut Bits<'_>, size: (u32, u32)) -> Result<(), Broken> {
    let cache = cache_size(bits)?;
    let blocks = Blocks::read(bits, size)?;
    let groups = blocks.as_ref().map_or(1, Blocks::groups);
    let groups = (0..groups).map(|_| Group::read(bits, cache)).collect::<Result<Vec<_>, _>>()?;
    pixels(bits, size, &groups, blocks.as_ref(), None, &mut |_| {})
}

/// One of the small pictures that steer the main one. With `values`, each pixel is handed out as it is decoded.
fn follow(bits: &mut Bits<'_>, size: (u32, u32), values: Option<()>, each: &mut dyn FnMut(u32)) -> Result<(), Broken> {
    let cache = cache_size(bits)?;
    let group = Group::read(bits, cache)?;
    let history = values.map(|()| History { pixels: Vec::new(), cache: vec![0; cache], across: size.0 as usize });
    pixels(bits, size, &[group], None, history, each)
}

/// Entries of the colour cache; 0 for none.
fn cache_size(bits: &mut Bits<'_>) -> Result<usize, Broken> {
    if bits.take(1)? == 0 {
        return Ok(0);
    }
    match bits.take(4)? {
        shift @ 1..=11 => Ok(1 << shift),
        _ => Err(Broken),
    }
}

/// Which group of codes each block of the main picture uses.
struct Blocks {
    numbers: Vec<u16>,
    across: usize,
    shift: u32,
}

impl Blocks {
    fn read(bits: &mut Bits<'_>, size: (u32, u32)) -> Result<Option<Self>, Broken> {
        if bits.take(1)? == 0 {
            return Ok(None);
        }
        let shift = bits.take(3)? + 2;
        let across = reduced(size.0, shift);
        let mut numbers = Vec::new();
        let inside = (across, reduced(size.1, shift));
        follow(bits, inside, Some(()), &mut |pixel| numbers.push((pixel >> 8 & 0xFFFF) as u16))?;
        Ok(Some(Self { numbers, across: across as usize, shift }))
    }

    fn groups(&self) -> usize {
        1 + self.numbers.iter().copied().max().map_or(0, usize::from)
    }
}

/// Pixels decoded so far, for the pictures whose values matter.
struct History {
    pixels: Vec<u32>,
    cache: Vec<u32>,
    across: usize,
}

impl History {
    fn push(&mut self, pixel: u32) {
        self.pixels.push(pixel);
        if !self.cache.is_empty() {
            let index = pixel.wrapping_mul(0x1E35_A7BD) >> (32 - self.cache.len().trailing_zeros());
            if let Some(entry) = self.cache.get_mut(index as usize) {
                *entry = pixel;
            }
        }
    }

    fn repeat(&mut self, length: usize, code: u32) -> Result<(), Broken> {
        let distance = self.distance(code);
        for _ in 0..length {
            let from = self.pixels.len().checked_sub(distance).ok_or(Broken)?;
            let pixel = *self.pixels.get(from).ok_or(Broken)?;
            self.push(pixel);
        }
        Ok(())
    }

    /// The pixels a distance code reaches back; the first 120 name neighbours (RFC 9649, 5.2.2).
    fn distance(&self, code: u32) -> usize {
        let Some(&(x, y)) = NEIGHBOURS.get(code as usize - 1) else { return code as usize - 120 };
        (self.across as i64 * i64::from(y) + i64::from(x)).max(1) as usize
    }
}

fn pixels(
    bits: &mut Bits<'_>,
    (width, height): (u32, u32),
    groups: &[Group],
    blocks: Option<&Blocks>,
    mut history: Option<History>,
    each: &mut dyn FnMut(u32),
) -> Result<(), Broken> {
    let (width, total) = (width as usize, width as usize * height as usize);
    let mut at = 0;
    while at < total {
        let number = blocks.map_or(0, |blocks| {
            let place = ((at / width) >> blocks.shift) * blocks.across + ((at % width) >> blocks.shift);
            blocks.numbers.get(place).copied().map_or(0, usize::from)
        });
        let group = groups.get(number).ok_or(Broken)?;
        let symbol = u32::from(group.green.next(bits)?);
        match symbol {
            0..=255 => {
                let [red, blue, alpha] = [&group.red, &group.blue, &group.alpha].map(|code: &Code| code.next(bits));
                let pixel = u32::from(alpha?) << 24 | u32::from(red?) << 16 | symbol << 8 | u32::from(blue?);
                if let Some(history) = &mut history {
                    history.push(pixel);
                }
                at += 1;
            }
            256..=279 => {
                let length = bits.prefixed(symbol - 256)? as usize;
                let prefix = group.distance.next(bits)?;
                let distance = bits.prefixed(u32::from(prefix))?;
                at += length;
                if at > total {
                    return Err(Broken);
                }
                if let Some(history) = &mut history {
                    history.repeat(length, distance)?;
                }
            }
            _ => {
                if let Some(history) = &mut history {
                    let pixel = *history.cache.get(symbol as usize - 280).ok_or(Broken)?;
                    history.push(pixel);
                }
                at += 1;
            }
        }
    }
    history.iter().flat_map(|history| &history.pixels).for_each(|&pixel| each(pixel));
    Ok(())
}

/// Where the first 120 distance codes point: columns to the left and rows up.
#[rustfmt::skip]
const NEIGHBOURS: [(i8, i8); 120] = [
    (0, 1), (1, 0), (1, 1), (-1, 1), (0, 2), (2, 0), (1, 2), (-1, 2), (2, 1), (-2, 1), (2, 2), (-2, 2), (0, 3), (3, 0),
    (1, 3), (-1, 3), (3, 1), (-3, 1), (2, 3), (-2, 3), (3, 2), (-3, 2), (0, 4), (4, 0), (1, 4), (-1, 4), (4, 1),
    (-4, 1), (3, 3), (-3, 3), (2, 4), (-2, 4), (4, 2), (-4, 2), (0, 5), (3, 4), (-3, 4), (4, 3), (-4, 3), (5, 0),
    (1, 5), (-1, 5), (5, 1), (-5, 1), (2, 5), (-2, 5), (5, 2), (-5, 2), (4, 4), (-4, 4), (3, 5), (-3, 5), (5, 3),
    (-5, 3), (0, 6), (6, 0), (1, 6), (-1, 6), (6, 1), (-6, 1), (2, 6), (-2, 6), (6, 2), (-6, 2), (4, 5), (-4, 5),
    (5, 4), (-5, 4), (3, 6), (-3, 6), (6, 3), (-6, 3), (0, 7), (7, 0), (1, 7), (-1, 7), (5, 5), (-5, 5), (7, 1),
    (-7, 1), (4, 6), (-4, 6), (6, 4), (-6, 4), (2, 7), (-2, 7), (7, 2), (-7, 2), (3, 7), (-3, 7), (7, 3), (-7, 3),
    (5, 6), (-5, 6), (6, 5), (-6, 5), (8, 0), (4, 7), (-4, 7), (7, 4), (-7, 4), (8, 1), (8, 2), (6, 6), (-6, 6),
    (8, 3), (5, 7), (-5, 7), (7, 5), (-7, 5), (8, 4), (6, 7), (-6, 7), (7, 6), (-7, 6), (8, 5), (7, 7), (-7, 7),
    (8, 6), (8, 7),
];
