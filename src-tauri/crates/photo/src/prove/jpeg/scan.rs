//! A scan, followed code by code to its last block: what stands behind that is in no picture.

use memchr::memchr;

use super::{
    bits::{Bits, Broken},
    frame::{Component, Frame, UNSENT},
    huffman::Codes,
    tables::Tables,
};
use crate::prove::finding::Report;

/// Follows a scan whose header was read and whose data begins at `offset`; gives the length of its data.
pub(super) fn read(
    header: &[u8],
    data: &[u8],
    offset: usize,
    frame: &mut Frame,
    tables: &mut Tables,
    report: &mut Report,
) -> Option<usize> {
    let Some(scan) = Scan::read(header, frame, tables) else {
        report.add(offset - header.len() - 4, header.len() + 4, "damaged: a scan header that does not hold together");
        return None;
    };
    let stretches = Stretches::of(data);
    let length = stretches.end;
    let interval = tables.use_restart_interval();
    let units = scan.units(frame);
    let expected = interval.map_or(1, |interval| units.div_ceil(interval));
    let mut done = 0;
    for (number, (start, end)) in stretches.ranges.iter().copied().enumerate() {
        if number >= expected {
            report.add(offset + start, length - start, "bytes behind the last block of the pixels");
            break;
        }
        let stretch = data.get(start..end)?;
        let mut bits = Bits::of(stretch);
        let until = interval.map_or(units, |interval| units.min(done + interval));
        if scan.follow(done..until, &mut bits, frame, tables).is_err() {
            report.add(offset + start, end - start, "damaged: pixels that cannot be decoded");
            return Some(length);
        }
        done = until;
        let hidden = bits.untouched();
        if hidden > 0 {
            report.add(offset + end - hidden, hidden, "bytes behind the last block of the pixels");
        }
    }
    if stretches.ranges.len() < expected {
        report.add(offset + length, 0, "damaged: the pixels break off");
    }
    if let Some(at) = stretches.misplaced {
        report.add(offset + at, 2, "a restart marker out of order");
    }
    Some(length)
}

/// The data of a scan between its restart markers.
struct Stretches {
    ranges: Vec<(usize, usize)>,
    end: usize,
    misplaced: Option<usize>,
}

impl Stretches {
    fn of(data: &[u8]) -> Self {
        let mut found = Self { ranges: Vec::new(), end: data.len(), misplaced: None };
        let (mut start, mut at) = (0, 0);
        while let Some(next) = data.get(at..).and_then(|rest| memchr(0xFF, rest)) {
            at += next;
            match data.get(at + 1) {
                Some(0) => at += 2,
                Some(marker @ 0xD0..=0xD7) => {
                    if usize::from(marker & 7) != found.ranges.len() & 7 {
                        found.misplaced = found.misplaced.or(Some(at));
                    }
                    found.ranges.push((start, at));
                    at += 2;
                    start = at;
                }
                _ => {
                    found.end = at;
                    break;
                }
            }
        }
        found.ranges.push((start, found.end));
        found
    }
}

/// A scan header: which components, which coefficients, first bits or one more.
struct Scan {
    /// Index into the frame's components, DC table, AC table.
    components: Vec<(usize, usize, usize)>,
    first: usize,
    last: usize,
    refining: bool,
}

impl Scan {
    fn read(header: &[u8], frame: &mut Frame, tables: &mut Tables) -> Option<Self> {
        let (&count, rest) = header.split_first()?;
        let (listed, &[first, last, approximation]) = rest.split_last_chunk::<3>()?;
        if listed.len() != 2 * usize::from(count) || !(1..=4).contains(&count) {
            return None;
        }
        let (high, low) = (approximation >> 4, approximation & 15);
        let (from, to) = (usize::from(first), usize::from(last));
        let fits = if frame.progressive {
            from <= to && to < 64 && (from == 0) == (to == 0) && (from == 0 || count == 1) && low <= 13
        } else {
            (first, last, approximation) == (0, 63, 0)
        };
        if !fits {
            return None;
        }
        let mut components = Vec::new();
        for pair in listed.chunks_exact(2) {
            let index = frame.components.iter().position(|component| component.id == pair[0])?;
            let component = frame.components.get_mut(index)?;
            let expected = if high == 0 { UNSENT } else { high };
            let refines_by_one = high == 0 || high == low + 1;
            let sent = component.sent.get_mut(from..=to)?;
            if !refines_by_one || sent.iter().any(|&sent| sent != expected) {
                return None;
            }
            sent.fill(low);
            if !tables.use_quantisation(component.quantisation) {
                return None;
            }
            let uses = [!frame.progressive || (from == 0 && high == 0), !frame.progressive || from > 0];
            let numbers = [pair[1] >> 4, pair[1] & 15].map(usize::from);
            for class in 0..2 {
                if uses[class] {
                    tables.use_huffman(class, numbers[class]);
                    tables.huffman(class, numbers[class])?;
                } else if numbers[class] != 0 && numbers[class] != numbers[1 - class] {
                    // Encoders name the table they would use, or none.
                    return None;
                }
            }
            components.push((index, numbers[0], numbers[1]));
        }
        Some(Self { components, first: from, last: to, refining: high > 0 })
    }

    /// MCUs of the scan: of one component its blocks, of several the MCUs of the frame.
    fn units(&self, frame: &Frame) -> usize {
        match self.components.as_slice() {
            [(index, ..)] => {
                frame.components.get(*index).map_or(0, |component| component.blocks.0 * component.blocks.1)
            }
            _ => frame.mcus.0 * frame.mcus.1,
        }
    }

    /// Follows the MCUs of one stretch.
    fn follow(
        &self,
        units: std::ops::Range<usize>,
        bits: &mut Bits<'_>,
        frame: &mut Frame,
        tables: &Tables,
    ) -> Result<(), Broken> {
        let alone = self.components.len() == 1;
        let across = frame.mcus.0;
        let mut coder = Coder { scan: self, progressive: frame.progressive, skip: 0 };
        for unit in units {
            for &(index, dc, ac) in &self.components {
                let component = frame.components.get_mut(index).ok_or(Broken)?;
                let codes = (tables.huffman(0, dc), tables.huffman(1, ac));
                if alone {
                    let (columns, _) = component.blocks;
                    let block = unit / columns * component.stride + unit % columns;
                    coder.block(block, component, codes, bits)?;
                    continue;
                }
                let (columns, rows) = component.sampling;
                let corner = unit / across * rows * component.stride + unit % across * columns;
                for row in 0..rows {
                    for column in 0..columns {
                        coder.block(corner + row * component.stride + column, component, codes, bits)?;
                    }
                }
            }
        }
        // A run of empty blocks that goes on behind the last block is damage.
        if coder.skip == 0 { Ok(()) } else { Err(Broken) }
    }
}

/// DC and AC codes; those the scan does not use are absent.
type BlockCodes<'t> = (Option<&'t Codes>, Option<&'t Codes>);

/// Steps over one block after the other.
struct Coder<'s> {
    scan: &'s Scan,
    progressive: bool,
    /// Blocks still to be passed without a code of their own.
    skip: u32,
}

impl Coder<'_> {
    #[inline]
    fn block(
        &mut self,
        block: usize,
        component: &mut Component,
        (dc, ac): BlockCodes<'_>,
        bits: &mut Bits<'_>,
    ) -> Result<(), Broken> {
        if !self.progressive {
            return sequential(dc.ok_or(Broken)?, ac.ok_or(Broken)?, bits);
        }
        match (self.scan.first, self.scan.refining) {
            (0, false) => {
                let size = dc.ok_or(Broken)?.next(bits)?;
                bits.skip(u32::from(size))
            }
            (0, true) => bits.take(1).map(|_| ()),
            (_, refining) => {
                let nonzero = component.nonzero.get_mut(block).ok_or(Broken)?;
                let codes = ac.ok_or(Broken)?;
                if refining { self.refine(nonzero, codes, bits) } else { self.begin(nonzero, codes, bits) }
            }
        }
    }

    /// The first bits of a band of AC coefficients (T.81, G.1.2.2).
    fn begin(&mut self, nonzero: &mut u64, codes: &Codes, bits: &mut Bits<'_>) -> Result<(), Broken> {
        if self.skip > 0 {
            self.skip -= 1;
            return Ok(());
        }
        let mut at = self.scan.first;
        while at <= self.scan.last {
            let symbol = codes.next(bits)?;
            let (run, size) = (symbol >> 4, symbol & 15);
            match (run, size) {
                (15, 0) => at += 16,
                (_, 0) => {
                    self.skip = (1 << run) - 1 + bits.take(u32::from(run))?;
                    return Ok(());
                }
                _ => {
                    at += usize::from(run);
                    if at > self.scan.last {
                        return Err(Broken);
                    }
                    bits.skip(u32::from(size))?;
                    *nonzero |= 1 << at;
                    at += 1;
                }
            }
        }
        if at == self.scan.last + 1 { Ok(()) } else { Err(Broken) }
    }

    /// One more bit of a band of AC coefficients (T.81, G.1.2.3).
    fn refine(&mut self, nonzero: &mut u64, codes: &Codes, bits: &mut Bits<'_>) -> Result<(), Broken> {
        let before = *nonzero;
        let mut at = self.scan.first;
        while self.skip == 0 && at <= self.scan.last {
            let symbol = codes.next(bits)?;
            let (run, size) = (symbol >> 4, symbol & 15);
            match (run, size) {
                (15, 0) | (_, 1) => {}
                (_, 0) => {
                    self.skip = (1 << run) + bits.take(u32::from(run))?;
                    break;
                }
                _ => return Err(Broken),
            }
            bits.take(u32::from(size))?;
            let mut zeros = run;
            loop {
                if at > self.scan.last {
                    if size > 0 || zeros > 0 {
                        return Err(Broken);
                    }
                    break;
                }
                if before >> at & 1 == 1 {
                    bits.take(1)?;
                } else if zeros == 0 {
                    *nonzero |= u64::from(size) << at;
                    at += 1;
                    break;
                } else {
                    zeros -= 1;
                }
                at += 1;
            }
        }
        if self.skip > 0 {
            self.skip -= 1;
            let band = before & (u64::MAX >> (63 - self.scan.last));
            for _ in 0..band.checked_shr(at as u32).unwrap_or(0).count_ones() {
                bits.take(1)?;
            }
        }
        Ok(())
    }
}

/// A whole block (T.81, F.1.2).
#[inline]
fn sequential(dc: &Codes, ac: &Codes, bits: &mut Bits<'_>) -> Result<(), Broken> {
    let size = dc.next(bits)?;
    bits.skip(u32::from(size))?;
    let mut at = 1;
    while at < 64 {
        let symbol = ac.next(bits)?;
        match (symbol >> 4, symbol & 15) {
            (15, 0) => at += 16,
            (_, 0) => return Ok(()),
            (run, size) => {
                at += u32::from(run) + 1;
                bits.skip(u32::from(size))?;
            }
        }
    }
    if at == 64 { Ok(()) } else { Err(Broken) }
}
