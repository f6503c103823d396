//! The coefficients of a block that n by n samples can show, and those samples.
//!
//! The inverse transform of n points takes the n lowest frequencies of either direction; scaled by n/8 it gives the
//! block as if it had been reduced by the ideal filter of its own cosines.

use super::Doubt;

/// Frequencies across and down of the coefficients in the order they are sent.
#[rustfmt::skip]
const ORDER: [(u8, u8); 64] = {
    let mut order = [(0, 0); 64];
    let (mut x, mut y, mut at) = (0_u8, 0_u8, 0);
    while at < 64 {
        order[at] = (x, y);
        let up = (x + y) % 2 == 0;
        match (up, x, y) {
            (true, 7, _) => y += 1,
            (true, _, 0) => x += 1,
            (true, ..) => { x += 1; y -= 1; }
            (false, _, 7) => x += 1,
            (false, 0, _) => y += 1,
            (false, ..) => { x -= 1; y += 1; }
        }
        at += 1;
    }
    order
};

/// The kept coefficients of one block after the other.
pub(super) struct Kept<const N: usize> {
    /// For each coefficient in the order sent its step, or 0 where it is not kept, and its place.
    steps: [(f32, u8); 64],
    /// Row by row of N, of the largest N.
    values: [f32; 64],
    /// Whether there is more than the mean.
    varied: bool,
    /// What each frequency gives to each sample.
    waves: [[f32; N]; N],
}

impl<const N: usize> Kept<N> {
    pub(super) fn of(quantisation: &[u16; 64]) -> Self {
        let mut steps = [(0.0, 0); 64];
        for ((step, &quantum), &(x, y)) in steps.iter_mut().zip(quantisation).zip(&ORDER) {
            let (x, y) = (usize::from(x), usize::from(y));
            if x < N && y < N {
                // Below 64.
                *step = (f32::from(quantum), (y * N + x) as u8);
            }
        }
        let wave = |sample: usize, frequency: usize| {
            let scale = if frequency == 0 { 1.0 / 8_f64.sqrt() } else { 0.5 };
            let angle = (2 * sample + 1) as f64 * frequency as f64 * std::f64::consts::PI / (2 * N) as f64;
            (scale * angle.cos()) as f32
        };
        let waves = std::array::from_fn(|sample| std::array::from_fn(|frequency| wave(sample, frequency)));
        Self { steps, values: [0.0; 64], varied: false, waves }
    }

    /// Begins a block with its DC coefficient.
    #[inline]
    pub(super) fn begin(&mut self, difference: i32) {
        if self.varied {
            self.values = [0.0; 64];
            self.varied = false;
        }
        self.values[0] = difference as f32 * self.steps[0].0;
    }

    /// Takes the coefficient that was sent as the `at`th.
    #[inline]
    pub(super) fn take(&mut self, at: usize, value: i32) -> Result<(), Doubt> {
        let &(step, place) = self.steps.get(at).ok_or(Doubt)?;
        if step > 0.0 {
            self.values[usize::from(place & 63)] = value as f32 * step;
            self.varied = true;
        }
        Ok(())
    }

    /// Writes the samples of the block at the beginning of `samples`, row by row.
    #[inline]
    pub(super) fn show(&self, samples: &mut [u8], stride: usize) {
        let rows = samples.chunks_mut(stride.max(1)).take(N);
        // Half a step for rounding; a cast keeps within what a byte holds.
        let middle = 128.5;
        if !self.varied {
            let even = (self.values[0] / 8.0 + middle) as u8;
            rows.for_each(|row| row.iter_mut().take(N).for_each(|sample| *sample = even));
            return;
        }
        // First along the rows of frequencies, then down.
        let mut across = [[0.0_f32; N]; N];
        for (row, values) in across.iter_mut().zip(self.values.chunks_exact(N)) {
            for (sum, wave) in row.iter_mut().zip(&self.waves) {
                *sum = wave.iter().zip(values).map(|(wave, value)| wave * value).sum();
            }
        }
        for (row, wave) in rows.zip(&self.waves) {
            let mut sums = [middle; N];
            for (share, line) in wave.iter().zip(&across) {
                sums.iter_mut().zip(line).for_each(|(sum, value)| *sum += share * value);
            }
            row.iter_mut().zip(sums).for_each(|(sample, sum)| *sample = sum as u8);
        }
    }
}
