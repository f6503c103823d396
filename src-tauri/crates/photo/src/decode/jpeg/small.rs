//! Baseline JPEG read at n/8 of its size: only the coefficients that such a picture can show are turned into samples.
//!
//! Reads what cameras and this crate write, as planes of light and colour. Whatever there is any doubt about is left to
//! the general decoder: every way out of here without planes means no more than that.

mod bits;
mod blocks;
mod codes;

use crate::{
    PhotoError,
    planes::{Extent, Plane, Planes},
    strip::jpeg::{
        adobe::Markers,
        segments::{Frame, Part, Segments},
        tables::ScanHeader,
    },
};
use bits::Bits;
use blocks::Kept;
use codes::{Alternating, Differences};

/// Something that is not read here.
#[derive(Debug)]
struct Doubt;

/// Eighths that can be read: 7 is no cheaper than all.
const EIGHTHS: [usize; 6] = [1, 2, 3, 4, 5, 6];

/// The fewest eighths of an edge of `length` pixels that are at least `wanted`; nothing where that is nearly all.
pub(crate) fn eighths(length: u32, wanted: u32) -> Option<usize> {
    EIGHTHS.into_iter().find(|&eighths| u64::from(length) * eighths as u64 >= 8 * u64::from(wanted))
}

/// What stands before the pixels.
pub(super) struct Head<'a> {
    pub(super) width: u32,
    pub(super) height: u32,
    /// Whether neither a profile nor an Adobe marker has a say in its colours.
    pub(super) is_plain: bool,
    frame: Frame<'a>,
    tables: Tables,
    rest: Segments<'a>,
}

impl<'a> Head<'a> {
    fn read(bytes: &'a [u8]) -> Option<Self> {
        let mut rest = Segments::of(bytes).ok()?;
        let (mut tables, mut markers, mut is_plain) = (Tables::default(), Markers::default(), true);
        loop {
            match rest.next()?.ok()? {
                Part::Frame(frame) => {
                    let (width, height) = (u32::from(frame.width), u32::from(frame.height));
                    let read = frame.process == 0 && markers.is_light_and_colour(&frame);
                    return read.then_some(Self { width, height, is_plain, frame, tables, rest });
                }
                Part::Other { marker, body } => {
                    is_plain &= !colours(marker, body);
                    markers.note(marker, body);
                }
                Part::Scan { .. } | Part::End => return None,
                part @ (Part::QuantisationTables(_) | Part::HuffmanTables(_) | Part::RestartInterval(_)) => {
                    tables.take(part).ok()?;
                }
            }
        }
    }
}

/// Whether it is a profile or what Adobe's programs say of colours.
fn colours(marker: u8, body: &[u8]) -> bool {
    marker == 0xEE || (marker == 0xE2 && body.starts_with(b"ICC_PROFILE"))
}

/// The planes of a picture at as many eighths of its size as `eighths` says, if it says any.
pub(super) fn read(
    bytes: &[u8],
    eighths: impl FnOnce(&Head<'_>) -> Result<Option<usize>, PhotoError>,
) -> Result<Option<Planes>, PhotoError> {
    let Some(head) = Head::read(bytes) else { return Ok(None) };
    Ok(match eighths(&head)? {
        Some(1) => read_kept::<1, 4>(head),
        Some(2) => read_kept::<2, 4>(head),
        Some(3) => read_kept::<3, 4>(head),
        Some(4) => read_kept::<4, 4>(head),
        Some(5) => read_kept::<5, 8>(head),
        Some(6) => read_kept::<6, 8>(head),
        _ => None,
    })
}

fn read_kept<const N: usize, const P: usize>(head: Head<'_>) -> Option<Planes> {
    let Head { width, height, frame, mut tables, rest, .. } = head;
    let mut planes = coming::<N>(&frame).ok()?;
    for part in rest {
        match part.ok()? {
            Part::Scan { header, data } => scan::<N, P>(&header, data, &frame, &tables, &mut planes).ok()?,
            // What is said of colours behind the frame counts as well, and comes too late here.
            Part::Other { marker, body } if marker == 0xE0 || colours(marker, body) => return None,
            Part::Other { .. } | Part::End => {}
            Part::Frame(_) => return None,
            part @ (Part::QuantisationTables(_) | Part::HuffmanTables(_) | Part::RestartInterval(_)) => {
                tables.take(part).ok()?;
            }
        }
    }
    let [light, blue, red] = planes.map(Coming::plane);
    Some(Planes { width, height, light: light?, colours: [blue?, red?] })
}

/// The tables in force.
#[derive(Default)]
struct Tables {
    /// Steps in the order they are sent.
    quantisation: [Option<[u16; 64]>; 4],
    dc: [Option<Differences>; 4],
    ac: [Option<Alternating>; 4],
    interval: usize,
}

impl Tables {
    fn take(&mut self, part: Part<'_>) -> Result<(), Doubt> {
        match part {
            Part::QuantisationTables(body) => self.take_quantisation(body),
            Part::HuffmanTables(body) => self.take_huffman(body),
            Part::RestartInterval(interval) => {
                self.interval = usize::from(interval);
                Ok(())
            }
            Part::Frame(_) | Part::Scan { .. } | Part::Other { .. } | Part::End => Err(Doubt),
        }
    }

    fn take_quantisation(&mut self, mut body: &[u8]) -> Result<(), Doubt> {
        while let [head @ 0..=3, rest @ ..] = body {
            let (steps, rest) = rest.split_first_chunk::<64>().ok_or(Doubt)?;
            // A step of nothing is damage; whether it is ever used is for the general decoder to say.
            if steps.contains(&0) {
                return Err(Doubt);
            }
            self.quantisation[usize::from(*head)] = Some(steps.map(u16::from));
            body = rest;
        }
        if body.is_empty() { Ok(()) } else { Err(Doubt) }
    }

    fn take_huffman(&mut self, mut body: &[u8]) -> Result<(), Doubt> {
        while let [head, rest @ ..] = body {
            let (counts, rest) = rest.split_first_chunk::<16>().ok_or(Doubt)?;
            let total = counts.iter().map(|&count| usize::from(count)).sum();
            let (symbols, rest) = rest.split_at_checked(total).ok_or(Doubt)?;
            let number = usize::from(head & 15);
            if head >> 4 == 0 {
                *self.dc.get_mut(number).ok_or(Doubt)? = Some(Differences::of(counts, symbols).ok_or(Doubt)?);
            } else {
                *self.ac.get_mut(number).ok_or(Doubt)? = Some(Alternating::of(counts, symbols).ok_or(Doubt)?);
            }
            body = rest;
        }
        Ok(())
    }
}

/// A plane while its scan is read or waited for.
struct Coming {
    /// Blocks across and down in an MCU.
    sampling: (usize, usize),
    /// MCUs of the frame, and blocks of the component that the picture covers.
    mcus: (usize, usize),
    blocks: (usize, usize),
    shown: Extent,
    stride: usize,
    samples: Vec<u8>,
    is_read: bool,
}

impl Coming {
    fn plane(self) -> Option<Plane> {
        if self.is_read { Plane::new(self.stride, self.samples, self.shown) } else { None }
    }
}

fn coming<const N: usize>(frame: &Frame<'_>) -> Result<[Coming; 3], Doubt> {
    let &[first, ..] = frame.components else { return Err(Doubt) };
    let (most_across, most_down) = sampling(&first);
    let (width, height) = (usize::from(frame.width), usize::from(frame.height));
    let mcus = (width.div_ceil(8 * most_across), height.div_ceil(8 * most_down));
    let plane = |component: &[u8; 3]| {
        let (across, down) = sampling(component);
        // Colours are as fine as light or half as fine.
        if most_across > 2 || most_down > 2 || most_across % across != 0 || most_down % down != 0 {
            return Err(Doubt);
        }
        let shown = |pixels: usize, own: usize, most: usize| (pixels * own * N) as f64 / (8 * most) as f64;
        let blocks = |pixels: usize, own: usize, most: usize| (pixels * own).div_ceil(8 * most);
        let stride = mcus.0 * across * N;
        Ok(Coming {
            sampling: (across, down),
            mcus,
            blocks: (blocks(width, across, most_across), blocks(height, down, most_down)),
            shown: Extent {
                left: 0.0,
                top: 0.0,
                across: shown(width, across, most_across),
                down: shown(height, down, most_down),
            },
            stride,
            samples: vec![0; stride * mcus.1 * down * N],
            is_read: false,
        })
    };
    let planes: Result<Vec<Coming>, Doubt> = frame.components.iter().map(plane).collect();
    planes?.try_into().map_err(|_| Doubt)
}

/// One component of a scan.
struct Lane<'a, const N: usize, const P: usize> {
    dc: &'a Differences,
    ac: &'a Alternating,
    kept: Kept<N, P>,
    /// The DC coefficient of the block before.
    before: i32,
    plane: &'a mut Coming,
}

fn scan<const N: usize, const P: usize>(
    header: &ScanHeader,
    data: &[u8],
    frame: &Frame<'_>,
    tables: &Tables,
    planes: &mut [Coming; 3],
) -> Result<(), Doubt> {
    if (header.band, header.approximation) != ((0, 63), 0) {
        return Err(Doubt);
    }
    let mut lanes = Vec::with_capacity(3);
    let mut listed = header.components().iter().peekable();
    // In the order of the frame, as T.81 demands.
    for (component, plane) in frame.components.iter().zip(planes) {
        let Some(&(_, numbers)) = listed.next_if(|(id, _)| *id == component[0]) else { continue };
        if std::mem::replace(&mut plane.is_read, true) {
            return Err(Doubt);
        }
        lanes.push(Lane::<N, P> {
            dc: tables.dc.get(usize::from(numbers >> 4)).and_then(Option::as_ref).ok_or(Doubt)?,
            ac: tables.ac.get(usize::from(numbers & 15)).and_then(Option::as_ref).ok_or(Doubt)?,
            kept: Kept::of(tables.quantisation.get(usize::from(component[2])).and_then(Option::as_ref).ok_or(Doubt)?),
            before: 0,
            plane,
        });
    }
    // Of one component all blocks that the picture covers come row by row, of all three MCU by MCU.
    let (units, alone) = match (listed.next(), lanes.as_slice()) {
        (None, [lane]) => (lane.plane.blocks, true),
        (None, [lane, _, _]) => (lane.plane.mcus, false),
        _ => return Err(Doubt),
    };
    let mut bits = Bits::of(data);
    for unit in 0..units.0 * units.1 {
        if tables.interval > 0 && unit > 0 && unit % tables.interval == 0 {
            bits.restart()?;
            lanes.iter_mut().for_each(|lane| lane.before = 0);
        }
        let (column, row) = (unit % units.0, unit / units.0);
        for lane in &mut lanes {
            let (across, down) = if alone { (1, 1) } else { lane.plane.sampling };
            for y in row * down..(row + 1) * down {
                for x in column * across..(column + 1) * across {
                    lane.block(x, y, &mut bits)?;
                }
            }
        }
    }
    bits.end()
}

fn sampling(component: &[u8; 3]) -> (usize, usize) {
    (usize::from(component[1] >> 4), usize::from(component[1] & 15))
}

impl<const N: usize, const P: usize> Lane<'_, N, P> {
    #[inline]
    fn block(&mut self, x: usize, y: usize, bits: &mut Bits<'_>) -> Result<(), Doubt> {
        bits.block(|window, mut next| {
            // However many blocks add to it: wrapped it is wrong, and clamped when it is shown.
            self.before = self.before.wrapping_add(self.dc.read(window, &mut next)?);
            self.kept.begin(self.before);
            self.ac.read(window, &mut next, &mut self.kept)?;
            Ok(next)
        })?;
        let stride = self.plane.stride;
        let at = y * N * stride + x * N;
        self.kept.show(self.plane.samples.get_mut(at..).ok_or(Doubt)?, stride);
        Ok(())
    }
}

#[cfg(test)]
mod tests;
