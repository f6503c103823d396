//! The tables of a JPEG: each has to be whole, and used before it is replaced or the file ends.

use super::huffman::Codes;
use crate::prove::finding::Report;

/// The tables in force.
#[derive(Default)]
pub(super) struct Tables {
    quantisation: [Option<Held<()>>; 4],
    huffman: [[Option<Held<Codes>>; 4]; 2],
    interval: Option<Held<u16>>,
}

/// A table, where it stands in the file, and whether a scan has used it.
struct Held<T> {
    table: T,
    offset: usize,
    length: usize,
    used: bool,
}

impl Tables {
    pub(super) fn take_quantisation(&mut self, mut body: &[u8], start: usize, report: &mut Report) -> Option<()> {
        let mut offset = start + 4;
        while let [head, ..] = body {
            let length = if *head < 16 { 65 } else { 129 };
            let slot = self.quantisation.get_mut(usize::from(head & 15)).filter(|_| *head < 32);
            let (Some(slot), Some(rest)) = (slot, body.get(length..)) else {
                report.add(offset, body.len(), "damaged: a quantisation table that does not hold together");
                return None;
            };
            replace(slot, Held { table: (), offset, length, used: false }, "quantisation table", report);
            offset += length;
            body = rest;
        }
        Some(())
    }

    pub(super) fn take_huffman(&mut self, mut body: &[u8], start: usize, report: &mut Report) -> Option<()> {
        let mut offset = start + 4;
        while let [head, described @ ..] = body {
            let slot = self.huffman.get_mut(usize::from(head >> 4)).and_then(|of| of.get_mut(usize::from(head & 15)));
            let (Some(slot), Some((codes, used))) = (slot, Codes::read(described, head >> 4 == 0)) else {
                report.add(offset, body.len(), "damaged: a Huffman table that does not hold together");
                return None;
            };
            let length = 1 + used;
            replace(slot, Held { table: codes, offset, length, used: false }, "Huffman table", report);
            offset += length;
            body = body.get(length..)?;
        }
        Some(())
    }

    pub(super) fn take_restart_interval(&mut self, body: &[u8], start: usize, report: &mut Report) -> Option<()> {
        let [high, low] = body else {
            report.add(start, body.len() + 4, "damaged: a restart interval of the wrong length");
            return None;
        };
        let table = u16::from_be_bytes([*high, *low]);
        replace(&mut self.interval, Held { table, offset: start, length: 6, used: false }, "restart interval", report);
        Some(())
    }

    /// MCUs between restart markers, none for no restarts.
    pub(super) fn use_restart_interval(&mut self) -> Option<usize> {
        let held = self.interval.as_mut()?;
        held.used = true;
        Some(usize::from(held.table)).filter(|&interval| interval > 0)
    }

    /// Whether the table is there; counts it as used.
    pub(super) fn use_quantisation(&mut self, number: usize) -> bool {
        self.quantisation.get_mut(number).and_then(Option::as_mut).map(|held| held.used = true).is_some()
    }

    /// Counts the table as used, where it is there.
    pub(super) fn use_huffman(&mut self, class: usize, number: usize) {
        if let Some(held) = self.huffman.get_mut(class).and_then(|of| of.get_mut(number)).and_then(Option::as_mut) {
            held.used = true;
        }
    }

    pub(super) fn huffman(&self, class: usize, number: usize) -> Option<&Codes> {
        self.huffman.get(class)?.get(number)?.as_ref().map(|held| &held.table)
    }

    pub(super) fn report_unused(&self, report: &mut Report) {
        self.quantisation.iter().for_each(|slot| report_if_unused(slot, "quantisation table", report));
        self.huffman.iter().flatten().for_each(|slot| report_if_unused(slot, "Huffman table", report));
        report_if_unused(&self.interval, "restart interval", report);
    }
}

fn replace<T>(slot: &mut Option<Held<T>>, by: Held<T>, name: &str, report: &mut Report) {
    report_if_unused(slot, name, report);
    *slot = Some(by);
}

fn report_if_unused<T>(slot: &Option<Held<T>>, name: &str, report: &mut Report) {
    if let Some(held) = slot.as_ref().filter(|held| !held.used) {
        report.add(held.offset, held.length, format!("a {name} that nothing uses"));
    }
}
