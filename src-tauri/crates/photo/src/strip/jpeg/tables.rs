//! Quantisation and Huffman tables: kept only where a scan uses them, and only as long as they have to be.

use super::segments::Frame;
use crate::PhotoError;

/// The tables in force, and which of them have been written already.
#[derive(Default)]
pub(crate) struct Tables<'a> {
    quantisation: [Slot<'a>; 4],
    huffman: [[Slot<'a>; 4]; 2],
    /// MCUs between restart markers; 0 for none.
    pub(crate) restart_interval: u16,
    written_interval: u16,
}

#[derive(Default, Clone, Copy)]
struct Slot<'a> {
    table: Option<&'a [u8]>,
    /// The table the reader has at this place.
    written: Option<&'a [u8]>,
}

impl<'a> Tables<'a> {
    pub(crate) fn take_quantisation(&mut self, mut body: &'a [u8]) -> Result<(), PhotoError> {
        while let [head, ..] = body {
            let length = if head >> 4 == 0 { 65 } else { 129 };
            let slot = self.quantisation.get_mut(usize::from(head & 15));
            let (Some(slot), Some((table, rest)), 0..=1) = (slot, body.split_at_checked(length), head >> 4) else {
                return Err(PhotoError::damaged("a quantisation table does not hold together"));
            };
            slot.table = Some(table);
            body = rest;
        }
        Ok(())
    }

    pub(crate) fn take_huffman(&mut self, mut body: &'a [u8]) -> Result<(), PhotoError> {
        while let [head, counts @ ..] = body {
            let codes: usize = counts.iter().take(16).map(|&count| usize::from(count)).sum();
            let slot = self.huffman.get_mut(usize::from(head >> 4)).and_then(|of| of.get_mut(usize::from(head & 15)));
            let (Some(slot), Some((table, rest)), ..=256) = (slot, body.split_at_checked(17 + codes), codes) else {
                return Err(PhotoError::damaged("a Huffman table does not hold together"));
            };
            slot.table = Some(table);
            body = rest;
        }
        Ok(())
    }

    /// Writes the quantisation tables that the components of the frame have so far: some decoders want them all before
    /// the first scan.
    pub(crate) fn write_quantisation(&mut self, frame: &Frame<'_>, out: &mut Vec<u8>) {
        for [_, _, quantisation] in frame.components {
            if let Some(slot) = self.quantisation.get_mut(usize::from(*quantisation)) {
                slot.write(0xDB, out);
            }
        }
    }

    /// Writes the tables that this scan needs and that the reader does not have yet.
    pub(crate) fn write_for(
        &mut self,
        frame: &Frame<'_>,
        scan: &ScanHeader,
        out: &mut Vec<u8>,
    ) -> Result<(), PhotoError> {
        for &(id, huffman) in scan.components() {
            let Some([_, _, quantisation]) = frame.components.iter().find(|component| component[0] == id) else {
                return Err(PhotoError::damaged("a scan codes a component that does not exist"));
            };
            let missing = || PhotoError::damaged("a scan uses a table that was never given");
            let slot = self.quantisation.get_mut(usize::from(*quantisation)).ok_or_else(missing)?;
            slot.write(0xDB, out).ok_or_else(missing)?;
            for (class, number) in [(0, huffman >> 4), (1, huffman & 15)] {
                if scan.uses_huffman(frame.process == 2, class) {
                    let slot = self.huffman.get_mut(class).and_then(|of| of.get_mut(usize::from(number)));
                    slot.ok_or_else(missing)?.write(0xC4, out).ok_or_else(missing)?;
                }
            }
        }
        if self.restart_interval != self.written_interval {
            out.extend([0xFF, 0xDD, 0, 4]);
            out.extend(self.restart_interval.to_be_bytes());
            self.written_interval = self.restart_interval;
        }
        Ok(())
    }
}

impl<'a> Slot<'a> {
    fn write(&mut self, marker: u8, out: &mut Vec<u8>) -> Option<()> {
        let table = self.table?;
        if self.written != self.table {
            out.extend([0xFF, marker]);
            out.extend((table.len() as u16 + 2).to_be_bytes());
            out.extend_from_slice(table);
            self.written = self.table;
        }
        Some(())
    }
}

/// A scan header, SOS.
#[derive(Clone, Copy)]
pub(crate) struct ScanHeader {
    components: [(u8, u8); 4],
    count: u8,
    /// First and last coefficient.
    pub(crate) band: (u8, u8),
    /// The bits already sent (high four) and those not sent yet (low four).
    pub(crate) approximation: u8,
}

impl ScanHeader {
    pub(crate) fn read(body: &[u8]) -> Result<Self, PhotoError> {
        let incomplete = || PhotoError::damaged("a scan header does not hold together");
        let (&count, rest) = body.split_first().ok_or_else(incomplete)?;
        let (pairs, _) = rest.as_chunks::<2>();
        let pairs = pairs.get(..usize::from(count)).ok_or_else(incomplete)?;
        let Some(&[first, last, approximation]) = rest.get(pairs.len() * 2..pairs.len() * 2 + 3) else {
            return Err(incomplete());
        };
        if !(1..=4).contains(&count) || first > last || last > 63 {
            return Err(incomplete());
        }
        let mut components = [(0, 0); 4];
        for (to, [id, huffman]) in components.iter_mut().zip(pairs) {
            *to = (*id, *huffman);
        }
        Ok(Self { components, count, band: (first, last), approximation })
    }

    /// Component identifiers, each with its Huffman tables (DC in the high four bits, AC in the low).
    pub(crate) fn components(&self) -> &[(u8, u8)] {
        self.components.get(..usize::from(self.count)).unwrap_or_default()
    }

    /// Whether tables of this class (0 DC, 1 AC) are read in the scan.
    pub(crate) fn uses_huffman(&self, progressive: bool, class: usize) -> bool {
        match (progressive, class) {
            (false, _) => true,
            // A refining scan of DC values sends bare bits.
            (true, 0) => self.band.0 == 0 && self.approximation >> 4 == 0,
            (true, _) => self.band.1 > 0,
        }
    }

    /// Writes the header, with whatever the process leaves unused set to what the standard asks.
    pub(crate) fn write(&self, progressive: bool, out: &mut Vec<u8>) {
        out.extend([0xFF, 0xDA, 0, 6 + 2 * self.count, self.count]);
        let used = |class| if self.uses_huffman(progressive, class) { 0xF0 >> (4 * class) } else { 0 };
        for (id, huffman) in self.components() {
            out.extend([*id, huffman & (used(0) | used(1))]);
        }
        out.extend(if progressive { [self.band.0, self.band.1, self.approximation] } else { [0, 63, 0] });
    }
}
