//! JPEG without anything but frame, tables, scans and, where the colours need it, a bare Adobe marker.

pub(crate) mod adobe;
pub(crate) mod segments;
pub(crate) mod tables;

use crate::PhotoError;
use segments::{Part, Segments};
use tables::Tables;

const SOI: [u8; 2] = [0xFF, 0xD8];
const EOI: [u8; 2] = [0xFF, 0xD9];

/// Copies frame, tables and scans, in their order, and nothing else.
pub(super) fn strip(bytes: &[u8]) -> Result<Vec<u8>, PhotoError> {
    let mut out = Vec::with_capacity(bytes.len());
    out.extend(SOI);
    let mut tables = Tables::default();
    let mut markers = adobe::Markers::default();
    let mut frame = None;
    let mut scanned = Vec::new();
    for part in Segments::of(bytes)? {
        match part? {
            Part::Frame(found) => {
                if frame.is_some() {
                    return Err(PhotoError::damaged("it has two frame headers"));
                }
                frame = Some(found);
            }
            Part::QuantisationTables(body) => tables.take_quantisation(body)?,
            Part::HuffmanTables(body) => tables.take_huffman(body)?,
            Part::RestartInterval(interval) => tables.restart_interval = interval,
            Part::Scan { header, data } => {
                let Some(frame) = &frame else {
                    return Err(PhotoError::damaged("its pixels come before the frame header"));
                };
                if scanned.is_empty() {
                    markers.write_needed(frame, &mut out)?;
                    tables.write_quantisation(frame, &mut out);
                    frame.write(&mut out);
                }
                scanned.extend(header.components().iter().map(|&(id, _)| id));
                tables.write_for(frame, &header, &mut out)?;
                header.write(frame.process == 2, &mut out);
                out.extend_from_slice(data);
            }
            Part::Other { marker, body } => markers.note(marker, body),
            Part::End => {}
        }
    }
    let Some(frame) = frame.filter(|_| !scanned.is_empty()) else {
        return Err(PhotoError::truncated("there are no pixels in it"));
    };
    if !frame.components.iter().all(|component| scanned.contains(&component[0])) {
        return Err(PhotoError::truncated("one of its colours is missing"));
    }
    out.extend(EOI);
    Ok(out)
}

#[cfg(test)]
mod tests;
