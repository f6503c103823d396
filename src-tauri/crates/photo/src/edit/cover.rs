//! Destroys a region of a picture.

use crate::{
    edit::{CoverStyle, PixelRect},
    picture::{Channels, Picture},
};

/// Cells along each side of a mosaic; of four, smoothed, a detector still took one in four hundred for a face.
const CELLS: u32 = 2;
/// Solid covers are black: on a gray block above a body the detector still sees a face now and then.
const BLACK: u8 = 0;

/// Replaces `region`; afterwards nothing in it depends on what it held, but for the averages of a mosaic's cells.
pub(super) fn destroy(picture: &mut Picture, region: PixelRect, style: CoverStyle) {
    let step = picture.channels().count();
    let stride = picture.stride();
    let cells = match style {
        CoverStyle::Solid => Cells { columns: 1, rows: 1, step, means: solid(picture.channels()) },
        CoverStyle::Mosaic => Cells::averaged(picture, region),
    };
    let across = weights(region.width, cells.columns);
    let down = weights(region.height, cells.rows);
    for (y, vertical) in (region.y as usize..).zip(&down) {
        let start = y * stride + region.x as usize * step;
        let row = &mut picture.samples_mut()[start..start + region.width as usize * step];
        for (pixel, horizontal) in row.chunks_exact_mut(step).zip(&across) {
            for (channel, sample) in pixel.iter_mut().enumerate() {
                *sample = cells.blended(*horizontal, *vertical, channel);
            }
        }
    }
}

fn solid(channels: Channels) -> Vec<f32> {
    let black = f32::from(BLACK);
    match channels {
        Channels::Gray => vec![black],
        Channels::Rgb => vec![black; 3],
        Channels::Rgba => vec![black, black, black, 255.0],
    }
}

/// The average samples of the cells of a region, row by row.
struct Cells {
    columns: usize,
    rows: usize,
    step: usize,
    means: Vec<f32>,
}

impl Cells {
    fn averaged(picture: &Picture, region: PixelRect) -> Self {
        let (columns, rows) = (CELLS.min(region.width), CELLS.min(region.height));
        let step = picture.channels().count();
        let mut means = Vec::with_capacity((columns * rows) as usize * step);
        for row in 0..rows {
            let (top, bottom) = (border(row, rows, region.height), border(row + 1, rows, region.height));
            for column in 0..columns {
                let (left, right) = (border(column, columns, region.width), border(column + 1, columns, region.width));
                let mut sums = [0_u64; 4];
                for y in top..bottom {
                    let start = (region.y + y) as usize * picture.stride() + (region.x + left) as usize * step;
                    let samples = &picture.samples()[start..start + (right - left) as usize * step];
                    for pixel in samples.chunks_exact(step) {
                        for (sum, &sample) in sums.iter_mut().zip(pixel) {
                            *sum += u64::from(sample);
                        }
                    }
                }
                let pixels = u64::from(bottom - top) * u64::from(right - left);
                means.extend(sums[..step].iter().map(|&sum| (sum as f64 / pixels as f64) as f32));
            }
        }
        // Transparency would let through what a page has behind the picture, and tell the outline of what was there.
        if picture.channels() == Channels::Rgba {
            means.iter_mut().skip(3).step_by(4).for_each(|alpha| *alpha = 255.0);
        }
        Self { columns: columns as usize, rows: rows as usize, step, means }
    }

    /// The sample between the four cells around a pixel.
    fn blended(&self, across: Between, down: Between, channel: usize) -> u8 {
        let mean = |row: usize, column: usize| self.means[(row * self.columns + column) * self.step + channel];
        let upper = across.of(mean(down.first, across.first), mean(down.first, across.second));
        let lower = across.of(mean(down.second, across.first), mean(down.second, across.second));
        // Between values of 0 to 255.
        down.of(upper, lower).round() as u8
    }
}

/// Where cell `index` of `cells` begins on an edge of `length` pixels.
fn border(index: u32, cells: u32, length: u32) -> u32 {
    // At most `length`.
    (u64::from(index) * u64::from(length) / u64::from(cells)) as u32
}

/// The two cells whose centres lie around a pixel, and how near the second is.
#[derive(Clone, Copy)]
struct Between {
    first: usize,
    second: usize,
    share: f32,
}

impl Between {
    fn of(self, first: f32, second: f32) -> f32 {
        first + (second - first) * self.share
    }
}

fn weights(length: u32, cells: usize) -> Vec<Between> {
    (0..length)
        .map(|pixel| {
            let at = (f64::from(pixel) + 0.5) * cells as f64 / f64::from(length) - 0.5;
            let at = at.clamp(0.0, (cells - 1) as f64);
            let first = at.floor() as usize;
            Between { first, second: (first + 1).min(cells - 1), share: (at - first as f64) as f32 }
        })
        .collect()
}
