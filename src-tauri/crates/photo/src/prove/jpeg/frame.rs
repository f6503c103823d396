//! The frame header: the size of the picture, its components, and how much of each has been coded so far.

use crate::{Limits, prove::finding::Report};

/// What the frame header says, and what the scans have sent of it.
pub(super) struct Frame {
    pub(super) progressive: bool,
    pub(super) width: u32,
    pub(super) height: u32,
    pub(super) components: Vec<Component>,
    /// Whole MCUs across and down, when all components are interleaved.
    pub(super) mcus: (usize, usize),
    start: usize,
}

/// One component, and the progress of its coding.
pub(super) struct Component {
    pub(super) id: u8,
    /// Blocks across and down in an MCU.
    pub(super) sampling: (usize, usize),
    pub(super) quantisation: usize,
    /// Blocks across and down that the picture covers.
    pub(super) blocks: (usize, usize),
    /// Blocks across when filled up to whole MCUs.
    pub(super) stride: usize,
    /// The lowest bit sent of each coefficient; `UNSENT` before the first.
    pub(super) sent: [u8; 64],
    /// Progressive only: the coefficients of each block that are not zero so far.
    pub(super) nonzero: Vec<u64>,
}

pub(super) const UNSENT: u8 = u8::MAX;

impl Frame {
    pub(super) fn read(process: u8, body: &[u8], start: usize, report: &mut Report) -> Option<Self> {
        let mut damaged = |what: &str| {
            report.add(start, body.len() + 4, format!("damaged: {what}"));
            None
        };
        let [8, h1, h0, w1, w0, count, listed @ ..] = body else {
            return damaged("a frame header of an unknown kind");
        };
        if listed.len() != 3 * usize::from(*count) || !matches!(count, 1 | 3 | 4) {
            return damaged("a frame header of the wrong length");
        }
        let width = u32::from(u16::from_be_bytes([*w1, *w0]));
        let height = u32::from(u16::from_be_bytes([*h1, *h0]));
        if let Err(error) = Limits::default().admit_size(width, height) {
            return damaged(&error.to_string());
        }
        let specified: Vec<_> = listed
            .chunks_exact(3)
            .map(|entry| (entry[0], usize::from(entry[1] >> 4), usize::from(entry[1] & 15), usize::from(entry[2])))
            .collect();
        let plausible =
            |&(_, h, v, q): &(u8, usize, usize, usize)| (1..=4).contains(&h) && (1..=4).contains(&v) && q < 4;
        if !specified.iter().all(plausible) {
            return damaged("impossible components in the frame header");
        }
        let most = |pick: fn(&(u8, usize, usize, usize)) -> usize| specified.iter().map(pick).max().unwrap_or(1);
        let (across, down) = (most(|entry| entry.1), most(|entry| entry.2));
        let (columns, rows) = (width as usize, height as usize);
        let mcus = (columns.div_ceil(8 * across), rows.div_ceil(8 * down));
        let progressive = process == 2;
        let components = specified.into_iter().map(|(id, h, v, quantisation)| {
            let blocks = ((columns * h).div_ceil(across).div_ceil(8), (rows * v).div_ceil(down).div_ceil(8));
            let stride = mcus.0 * h;
            let nonzero = if progressive { vec![0; stride * mcus.1 * v] } else { Vec::new() };
            Component { id, sampling: (h, v), quantisation, blocks, stride, sent: [UNSENT; 64], nonzero }
        });
        Some(Self { progressive, width, height, components: components.collect(), mcus, start })
    }

    /// Whether the components would be taken for other colours without an Adobe marker of this transform.
    pub(super) fn needs_transform(&self, transform: u8) -> bool {
        match self.components.len() {
            3 => {
                let named_rgb = self.components.iter().map(|component| component.id).eq(*b"RGB");
                transform == u8::from(named_rgb)
            }
            4 => matches!(transform, 0 | 2),
            _ => false,
        }
    }

    pub(super) fn report_uncoded(&self, report: &mut Report) {
        if self.components.iter().any(|component| component.sent[0] == UNSENT) {
            report.add(self.start, 0, "damaged: a component of the picture has no pixels");
        }
    }
}
