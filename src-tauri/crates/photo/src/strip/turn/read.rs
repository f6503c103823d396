//! The coefficients of a JPEG, sequential or progressive (T.81, annexes F and G).

use super::{
    ZIGZAG,
    bits::{BitReader, Broken},
    codes::Decoder,
    planes::{Block, Picture, Plane},
};
use crate::{
    Limits, PhotoError,
    strip::jpeg::{
        adobe::Markers,
        segments::{Frame, Part, Segments},
        tables::ScanHeader,
    },
};

/// Reads all coefficients of a stripped JPEG.
pub(super) fn picture(stripped: &[u8]) -> Result<Picture, PhotoError> {
    let mut reader = Reader::default();
    let mut markers = Markers::default();
    let mut found: Option<(Frame<'_>, Picture)> = None;
    let broken = |_: Broken| PhotoError::damaged("its pixels cannot be decoded");
    for part in Segments::of(stripped)? {
        match part? {
            Part::Frame(frame) => found = Some((frame.clone(), empty(&frame, &markers)?)),
            Part::QuantisationTables(body) => reader.take_quantisation(body).map_err(broken)?,
            Part::HuffmanTables(body) => reader.take_huffman(body).map_err(broken)?,
            Part::RestartInterval(interval) => reader.interval = usize::from(interval),
            Part::Scan { header, data } => {
                let (frame, picture) = found.as_mut().ok_or_else(|| broken(Broken))?;
                reader.scan(&header, data, frame, picture).map_err(broken)?;
            }
            Part::Other { marker, body } => markers.note(marker, body),
            Part::End => {}
        }
    }
    found.map(|(_, picture)| picture).ok_or_else(|| broken(Broken))
}

/// The picture without any coefficient yet.
fn empty(frame: &Frame<'_>, markers: &Markers) -> Result<Picture, PhotoError> {
    let limits = Limits::default();
    limits.admit_size(u32::from(frame.width), u32::from(frame.height))?;
    let sampling = |component: &[u8; 3]| match frame.components.len() {
        1 => (1, 1),
        _ => (usize::from(component[1] >> 4), usize::from(component[1] & 15)),
    };
    let all = frame.components.iter().map(sampling);
    let (most_across, most_down) = all.clone().fold((1, 1), |most, one| (most.0.max(one.0), most.1.max(one.1)));
    if all.map(|(across, down)| across * down).sum::<usize>() > 10 {
        return Err(PhotoError::needs_encoding("its blocks do not fit into one scan"));
    }
    let mcus = (usize::from(frame.width).div_ceil(8 * most_across), usize::from(frame.height).div_ceil(8 * most_down));
    let blocks = |(across, down): (usize, usize)| mcus.0 * across * mcus.1 * down;
    let bytes: usize = frame.components.iter().map(sampling).map(blocks).sum::<usize>() * size_of::<Block>();
    // Turned blocks stand beside the stored ones of one component at a time.
    limits.admit_memory(2 * bytes as u64)?;
    let plane = |component: &[u8; 3]| {
        let sampling = sampling(component);
        let size = (mcus.0 * sampling.0, mcus.1 * sampling.1);
        Plane { id: component[0], sampling, size, blocks: vec![[0; 64]; blocks(sampling)], quantisation: [0; 64] }
    };
    let planes = frame.components.iter().map(plane).collect();
    Ok(Picture { width: frame.width, height: frame.height, transform: markers.needed(frame)?, planes })
}

/// The tables in force.
#[derive(Default)]
struct Reader {
    quantisation: [Option<[u16; 64]>; 4],
    huffman: [[Option<Decoder>; 4]; 2],
    interval: usize,
}

impl Reader {
    fn take_quantisation(&mut self, mut body: &[u8]) -> Result<(), Broken> {
        while let [head, rest @ ..] = body {
            let wide = usize::from(head >> 4) + 1;
            let (values, rest) = rest.split_at_checked(64 * wide).ok_or(Broken)?;
            let mut table = [0; 64];
            for (place, value) in ZIGZAG.iter().zip(values.chunks_exact(wide)) {
                table[usize::from(*place)] = value.iter().fold(0, |number, &byte| number << 8 | u16::from(byte));
            }
            *self.quantisation.get_mut(usize::from(head & 15)).ok_or(Broken)? = Some(table);
            body = rest;
        }
        Ok(())
    }

    fn take_huffman(&mut self, mut body: &[u8]) -> Result<(), Broken> {
        while let [head, rest @ ..] = body {
            let (codes, length) = Decoder::read(rest)?;
            let slots = self.huffman.get_mut(usize::from(head >> 4)).ok_or(Broken)?;
            *slots.get_mut(usize::from(head & 15)).ok_or(Broken)? = Some(codes);
            body = rest.get(length..).ok_or(Broken)?;
        }
        Ok(())
    }

    fn scan(&self, header: &ScanHeader, data: &[u8], frame: &Frame<'_>, picture: &mut Picture) -> Result<(), Broken> {
        let mut lanes = Vec::new();
        for &(id, huffman) in header.components() {
            let index = picture.planes.iter().position(|plane| plane.id == id).ok_or(Broken)?;
            let number = usize::from(frame.components.get(index).ok_or(Broken)?[2]);
            picture.planes.get_mut(index).ok_or(Broken)?.quantisation =
                self.quantisation.get(number).copied().flatten().ok_or(Broken)?;
            let codes = |class: usize, number: u8| self.huffman.get(class)?.get(usize::from(number))?.as_ref();
            lanes.push(Lane { index, dc: codes(0, huffman >> 4), ac: codes(1, huffman & 15), before: 0 });
        }
        let mut coder = Coder::of(header, frame.process == 2);
        let mut bits = BitReader::of(data);
        let alone = lanes.len() == 1;
        let units = units(picture, &lanes).ok_or(Broken)?;
        for unit in 0..units.0 * units.1 {
            if self.interval > 0 && unit > 0 && unit % self.interval == 0 {
                bits.restart()?;
                coder.skip = 0;
                lanes.iter_mut().for_each(|lane| lane.before = 0);
            }
            let (x, y) = (unit % units.0, unit / units.0);
            for lane in &mut lanes {
                let plane = picture.planes.get_mut(lane.index).ok_or(Broken)?;
                let (across, down) = if alone { (1, 1) } else { plane.sampling };
                for row in 0..down {
                    for column in 0..across {
                        let place = (y * down + row) * plane.size.0 + x * across + column;
                        let block = plane.blocks.get_mut(place).ok_or(Broken)?;
                        coder.block(block, lane, &mut bits)?;
                    }
                }
            }
        }
        Ok(())
    }
}

/// MCUs across and down: of one component the blocks that the picture covers, of several the MCUs of the frame.
fn units(picture: &Picture, lanes: &[Lane<'_>]) -> Option<(usize, usize)> {
    let first = picture.planes.get(lanes.first()?.index)?;
    if lanes.len() > 1 {
        return Some((first.size.0 / first.sampling.0, first.size.1 / first.sampling.1));
    }
    let most = |pick: fn(&Plane) -> usize| picture.planes.iter().map(pick).max();
    let across = (usize::from(picture.width) * first.sampling.0).div_ceil(most(|plane| plane.sampling.0)?);
    let down = (usize::from(picture.height) * first.sampling.1).div_ceil(most(|plane| plane.sampling.1)?);
    Some((across.div_ceil(8), down.div_ceil(8)))
}

/// A component of a scan.
struct Lane<'t> {
    index: usize,
    dc: Option<&'t Decoder>,
    ac: Option<&'t Decoder>,
    /// The DC value of its last block.
    before: i32,
}

/// Reads one block after the other.
struct Coder {
    progressive: bool,
    first: usize,
    last: usize,
    refining: bool,
    low: u32,
    /// Blocks still to be passed without a code of their own.
    skip: i32,
}

impl Coder {
    fn of(header: &ScanHeader, progressive: bool) -> Self {
        Self {
            progressive,
            first: usize::from(header.band.0),
            last: usize::from(header.band.1),
            refining: header.approximation >> 4 > 0,
            low: u32::from(header.approximation & 15).min(13),
            skip: 0,
        }
    }

    fn block(&mut self, block: &mut Block, lane: &mut Lane<'_>, bits: &mut BitReader<'_>) -> Result<(), Broken> {
        match (self.progressive, self.first, self.refining) {
            (false, ..) => {
                dc(block, lane, 0, bits)?;
                (self.first, self.last, self.low) = (1, 63, 0);
                let passed = self.begin(block, lane.ac.ok_or(Broken)?, bits);
                self.skip = 0;
                passed
            }
            (true, 0, false) => dc(block, lane, self.low, bits),
            (true, 0, true) => {
                block[0] |= (bits.take(1)? << self.low) as i16;
                Ok(())
            }
            (true, _, false) if self.skip > 0 => {
                self.skip -= 1;
                Ok(())
            }
            (true, _, false) => self.begin(block, lane.ac.ok_or(Broken)?, bits),
            (true, _, true) => self.refine(block, lane.ac.ok_or(Broken)?, bits),
        }
    }

    /// The first bits of a band of AC coefficients.
    fn begin(&mut self, block: &mut Block, codes: &Decoder, bits: &mut BitReader<'_>) -> Result<(), Broken> {
        let mut at = self.first;
        while at <= self.last {
            let symbol = codes.next(bits)?;
            let (run, size) = (u32::from(symbol >> 4), u32::from(symbol & 15));
            match (run, size) {
                (15, 0) => at += 16,
                (_, 0) if !self.progressive => return Ok(()),
                (_, 0) => {
                    self.skip = (1 << run) - 1 + bits.take(run)?;
                    return Ok(());
                }
                _ => {
                    at += run as usize;
                    let value = value(size, bits)? << self.low;
                    *place(block, at)? = i16::try_from(value).map_err(|_| Broken)?;
                    at += 1;
                }
            }
        }
        Ok(())
    }

    /// One more bit of a band of AC coefficients.
    fn refine(&mut self, block: &mut Block, codes: &Decoder, bits: &mut BitReader<'_>) -> Result<(), Broken> {
        let one = 1_i16 << self.low;
        let mut at = self.first;
        while self.skip == 0 && at <= self.last {
            let symbol = codes.next(bits)?;
            let (mut run, size) = (u32::from(symbol >> 4), symbol & 15);
            let mut fresh = 0;
            match (run, size) {
                (15, 0) => {}
                (_, 0) => {
                    self.skip = (1 << run) + bits.take(run)?;
                    break;
                }
                (_, 1) => fresh = if bits.take(1)? == 1 { one } else { -one },
                _ => return Err(Broken),
            }
            while at <= self.last {
                let coefficient = place(block, at)?;
                at += 1;
                if *coefficient != 0 {
                    correct(coefficient, one, bits)?;
                } else if run == 0 {
                    *coefficient = fresh;
                    break;
                } else {
                    run -= 1;
                }
            }
        }
        if self.skip > 0 {
            self.skip -= 1;
            for at in at..=self.last {
                let coefficient = place(block, at)?;
                if *coefficient != 0 {
                    correct(coefficient, one, bits)?;
                }
            }
        }
        Ok(())
    }
}

/// The coefficient that is sent as the `at`th.
fn place(block: &mut Block, at: usize) -> Result<&mut i16, Broken> {
    block.get_mut(usize::from(*ZIGZAG.get(at).ok_or(Broken)?)).ok_or(Broken)
}

fn dc(block: &mut Block, lane: &mut Lane<'_>, low: u32, bits: &mut BitReader<'_>) -> Result<(), Broken> {
    let size = u32::from(lane.dc.ok_or(Broken)?.next(bits)?);
    if size > 15 {
        return Err(Broken);
    }
    lane.before = lane.before.checked_add(value(size, bits)?).ok_or(Broken)?;
    block[0] = i16::try_from(lane.before.checked_mul(1 << low).ok_or(Broken)?).map_err(|_| Broken)?;
    Ok(())
}

/// A value of so many bits; those that begin with a zero are negative (T.81, F.2.2.1).
fn value(size: u32, bits: &mut BitReader<'_>) -> Result<i32, Broken> {
    let taken = bits.take(size)?;
    Ok(if size > 0 && taken >> (size - 1) == 0 { taken - (1 << size) + 1 } else { taken })
}

fn correct(coefficient: &mut i16, one: i16, bits: &mut BitReader<'_>) -> Result<(), Broken> {
    if bits.take(1)? == 1 && *coefficient & one == 0 {
        *coefficient = coefficient.checked_add(if *coefficient > 0 { one } else { -one }).ok_or(Broken)?;
    }
    Ok(())
}
