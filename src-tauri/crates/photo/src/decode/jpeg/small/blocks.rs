//! The coefficients of a block that n by n samples can show, and those samples.
//!
//! The inverse transform of n points takes the n lowest frequencies of either direction; scaled by n/8 it gives the
//! block as if it had been reduced by the ideal filter of its own cosines.

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

/// The kept coefficients of one block after the other, in rows of P: N or more, so that processors take them at once.
pub(super) struct Kept<const N: usize, const P: usize> {
    /// For each coefficient in the order sent its step and its place.
    steps: [(f32, u8); 64],
    /// Row by row; those that are not kept fall on the last.
    values: [f32; 64],
    /// Whether there is more than the mean.
    varied: bool,
    /// What each frequency gives to each sample.
    waves: [[f32; P]; N],
}

/// Where nothing that is kept has its place: there are at most six rows of eight.
const ELSEWHERE: u8 = 63;

impl<const N: usize, const P: usize> Kept<N, P> {
    /// Coefficients in the order sent up to the last that is kept.
    pub(super) const PLACES: usize = {
        let mut places = 64;
        while places > 0 && (ORDER[places - 1].0 as usize >= N || ORDER[places - 1].1 as usize >= N) {
            places -= 1;
        }
        places
    };

    pub(super) fn of(quantisation: &[u16; 64]) -> Self {
        let mut steps = [(0.0, ELSEWHERE); 64];
        for ((step, &quantum), &(x, y)) in steps.iter_mut().zip(quantisation).zip(&ORDER) {
            let (x, y) = (usize::from(x), usize::from(y));
            if x < N && y < N {
                // Below 64.
                *step = (f32::from(quantum), (y * P + x) as u8);
            }
        }
        let wave = |sample: usize, frequency: usize| {
            let scale = if frequency == 0 { 1.0 / 8_f64.sqrt() } else { 0.5 };
            let angle = (2 * sample + 1) as f64 * frequency as f64 * std::f64::consts::PI / (2 * N) as f64;
            (scale * angle.cos()) as f32
        };
        let waves = std::array::from_fn(|frequency| {
            std::array::from_fn(|sample| if sample < N { wave(sample, frequency) } else { 0.0 })
        });
        Self { steps, values: [0.0; 64], varied: false, waves }
    }

    /// Begins a block with its DC coefficient.
    #[inline(always)]
    pub(super) fn begin(&mut self, difference: i32) {
        if self.varied {
            self.values[..N * P].fill(0.0);
            self.varied = false;
        }
        self.values[0] = difference as f32 * self.steps[0].0;
    }

    /// Takes the coefficient that was sent as the `at`th of 64.
    #[inline(always)]
    pub(super) fn take(&mut self, at: usize, value: i16) {
        let (step, place) = self.steps[at % 64];
        self.values[usize::from(place % 64)] = f32::from(value) * step;
        self.varied |= value != 0;
    }

    /// Writes the samples of the block at the beginning of `samples`, row by row.
    #[inline(always)]
    pub(super) fn show(&self, samples: &mut [u8], stride: usize) {
        let rows = samples.chunks_mut(stride.max(1)).take(N);
        if !self.varied {
            let even = byte(self.values[0] / 8.0 + MIDDLE);
            rows.for_each(|row| row.iter_mut().take(N).for_each(|sample| *sample = even));
            return;
        }
        // First along the rows of frequencies, then down.
        let mut across = [[0.0_f32; P]; N];
        for (sums, values) in across.iter_mut().zip(self.values.chunks_exact(P)) {
            for (value, wave) in values.iter().zip(&self.waves) {
                sums.iter_mut().zip(wave).for_each(|(sum, share)| *sum += value * share);
            }
        }
        for (sample, row) in rows.enumerate() {
            let mut sums = [MIDDLE; P];
            for (values, wave) in across.iter().zip(&self.waves) {
                sums.iter_mut().zip(values).for_each(|(sum, value)| *sum += value * wave[sample]);
            }
            row.iter_mut().zip(sums.map(byte)).take(N).for_each(|(sample, byte)| *sample = byte);
        }
    }
}

/// What is added to a coefficient of nothing.
const MIDDLE: f32 = 128.0;

/// The nearest whole number that a byte holds.
#[inline(always)]
fn byte(sample: f32) -> u8 {
    /// From here on a `f32` has a bit for each whole number and none below, the last bits being the number itself.
    const WHOLE: f32 = 8_388_608.0;
    (sample.clamp(0.0, 255.0) + WHOLE).to_bits() as u8
}
