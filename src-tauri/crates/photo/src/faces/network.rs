//! The network and what it is given: RGB planes of 0 to 255, the edges rounded up to what its layers halve five times.

use std::sync::Arc;

use fast_image_resize::{
    FilterType, ResizeAlg, ResizeOptions, Resizer,
    images::{TypedImage, TypedImageRef},
    pixels::U8x3,
};
use rten::{Model, ModelOptions, NodeId, RunOptions, ThreadPool, Value, op_registry};
use rten_tensor::{NdTensor, prelude::*};

use super::{FAINT, FaceError, grid::Grid, overlap::Candidate};
use crate::{PhotoError, picture::Picture};

const INPUT: &str = "input.1";
/// Scores, sizes and offsets; the fourth output, points of the face, is never computed.
const OUTPUTS: [&str; 3] = ["537", "538", "539"];
/// Values that everything behind them comes from alone. A run keeps every buffer it has used until its end, so the network
/// is run from one of these to the next. Those up to the last of them, a quarter of the picture's size, are the largest.
const CUTS: [&str; 3] = ["369", "377", "387"];
/// How much smaller the last cut is than the picture, along both edges.
const SHALLOW: usize = 4;
/// Rows of the picture that go through the largest layers at once.
const BAND: usize = 320;
/// Rows on either side of a band that its own result comes from as well: the layers up to the last cut reach nine rows
/// far, and this many keep the bands on the rows that are halved.
const REACH: usize = 16;
/// Together with the last cut, all that the outputs come from: the deep layers are freed before those that enlarge again.
const DEEP: &str = "413";
/// Both edges of what goes in are multiples of this.
const STEP: u32 = 32;

pub(super) struct Network {
    model: Model,
    input: NodeId,
    cuts: [NodeId; 3],
    deep: NodeId,
    outputs: [NodeId; 3],
    /// One thread: it runs beside somebody's work, and on one thread the sums are the same every time.
    pool: Arc<ThreadPool>,
}

impl Network {
    pub(super) fn load(onnx: Vec<u8>) -> Result<Self, FaceError> {
        let operators = op_registry!(Add, BatchNormalization, Conv, ConvTranspose, Relu, Sigmoid);
        let model = ModelOptions::with_ops(operators).prepack_weights(true).load(onnx).map_err(broken)?;
        let node = |name| model.node_id(name).map_err(broken);
        let (input, deep) = (node(INPUT)?, node(DEEP)?);
        let cuts = [node(CUTS[0])?, node(CUTS[1])?, node(CUTS[2])?];
        let outputs = [node(OUTPUTS[0])?, node(OUTPUTS[1])?, node(OUTPUTS[2])?];
        Ok(Self { model, input, cuts, deep, outputs, pool: Arc::new(ThreadPool::with_num_threads(1)) })
    }

    /// What may be faces, in pixels of the picture before it was scaled.
    pub(super) fn candidates(&self, scaled: Scaled) -> Result<Vec<Candidate>, FaceError> {
        let scale = scaled.scale;
        let (at, shallow) = (self.cuts[self.cuts.len() - 1], self.shallow(&scaled.into_planes())?);
        let [deep] =
            self.model.run_n(vec![(at, shallow.view().into())], [self.deep], self.options()).map_err(broken)?;
        let values = vec![(at, shallow.into()), (self.deep, deep.into())];
        let outputs = self.model.run_n(values, self.outputs, self.options()).map_err(broken)?;
        let mut outputs = outputs.into_iter().map(NdTensor::<f32, 4>::try_from);
        let mut next = || outputs.next().and_then(Result::ok).ok_or_else(|| broken("an output of another kind"));
        let (heat, size, offset) = (next()?, next()?, next()?);
        let [_, _, _, columns] = heat.shape();
        let grid = Grid { columns, heat: &heat.to_vec(), size: &size.to_vec(), offset: &offset.to_vec() };
        Ok(grid.candidates(FAINT, scale as f32))
    }

    /// The last of the cuts, band by band: the same values as at once, in a third of the memory.
    fn shallow(&self, planes: &NdTensor<f32, 4>) -> Result<NdTensor<f32, 4>, FaceError> {
        let [_, _, rows, columns] = planes.shape();
        let mut whole: Option<NdTensor<f32, 4>> = None;
        for first in (0..rows).step_by(BAND) {
            let (past, from) = (rows.min(first + BAND), first.saturating_sub(REACH));
            let band = planes.slice((.., .., from..rows.min(past + REACH), ..)).to_tensor();
            let (mut at, mut value) = (self.input, Value::from(band));
            for cut in self.cuts {
                let [reached] = self.model.run_n(vec![(at, value.into())], [cut], self.options()).map_err(broken)?;
                (at, value) = (cut, reached);
            }
            let band = NdTensor::<f32, 4>::try_from(value).map_err(broken)?;
            let whole =
                whole.get_or_insert_with(|| NdTensor::zeros([1, band.shape()[1], rows / SHALLOW, columns / SHALLOW]));
            let own = band.slice((.., .., (first - from) / SHALLOW..(past - from) / SHALLOW, ..));
            whole.slice_mut((.., .., first / SHALLOW..past / SHALLOW, ..)).copy_from(&own);
        }
        whole.ok_or_else(|| broken("a picture without rows"))
    }

    fn options(&self) -> Option<RunOptions> {
        Some(RunOptions::default().with_thread_pool(Some(Arc::clone(&self.pool))))
    }
}

/// A picture in a size that the network looks at.
pub(super) struct Scaled {
    width: u32,
    height: u32,
    /// Red, green and blue in turn, row after row.
    samples: Vec<u8>,
    scale: f64,
}

impl Scaled {
    /// An RGB picture, resized by `scale`.
    pub(super) fn new(picture: &Picture, scale: f64) -> Result<Self, PhotoError> {
        let no_fit = |error: &dyn std::fmt::Display| PhotoError::damaged(format!("it cannot be resized ({error})"));
        // Positive and far below the end of u32: the edge is at most twice that of a picture within the limits.
        let scaled = |edge: u32| ((f64::from(edge) * scale).round() as u32).max(1);
        let (width, height) = (scaled(picture.width()), scaled(picture.height()));
        let source = TypedImageRef::<U8x3>::from_buffer(picture.width(), picture.height(), picture.samples())
            .map_err(|error| no_fit(&error))?;
        let mut samples = vec![0; width as usize * height as usize * 3];
        let mut resized =
            TypedImage::<U8x3>::from_buffer(width, height, &mut samples).map_err(|error| no_fit(&error))?;
        let options = ResizeOptions::new().resize_alg(ResizeAlg::Convolution(FilterType::Bilinear));
        Resizer::new().resize_typed(&source, &mut resized, &options).map_err(|error| no_fit(&error))?;
        drop(resized);
        Ok(Self { width, height, samples, scale })
    }

    /// Three planes, black beyond the right and lower edge.
    fn into_planes(self) -> NdTensor<f32, 4> {
        let (wide, high) = (self.width.next_multiple_of(STEP) as usize, self.height.next_multiple_of(STEP) as usize);
        let mut planes = vec![0.0; 3 * wide * high];
        for (colour, plane) in planes.chunks_exact_mut(wide * high).enumerate() {
            for (line, row) in plane.chunks_exact_mut(wide).zip(self.samples.chunks_exact(self.width as usize * 3)) {
                for (sample, pixel) in line.iter_mut().zip(row.chunks_exact(3)) {
                    *sample = f32::from(pixel[colour]);
                }
            }
        }
        NdTensor::from_data([1, 3, high, wide], planes)
    }
}

fn broken(error: impl std::fmt::Display) -> FaceError {
    FaceError::Network(error.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{picture::Channels, test_pictures::noise};

    #[test]
    fn colours_become_planes_and_the_edges_are_padded_with_black() {
        let samples = [10, 20, 30].repeat(40 * 20);
        let picture = Picture::new(40, 20, Channels::Rgb, samples).expect("a full picture");
        let planes = Scaled::new(&picture, 2.0).expect("resizable").into_planes();
        assert_eq!(planes.shape(), [1, 3, 64, 96]);
        for (colour, value) in [10.0, 20.0, 30.0].into_iter().enumerate() {
            assert_eq!(planes[[0, colour, 39, 79]], value);
            assert_eq!(planes[[0, colour, 40, 79]], 0.0);
            assert_eq!(planes[[0, colour, 39, 80]], 0.0);
        }
    }

    #[test]
    fn bands_are_the_whole_to_the_last_bit() {
        let Some(onnx) = super::super::weights::built_in() else {
            println!("skipped: model/centerface.onnx absent; `cargo xtask test` fetches it");
            return;
        };
        let network = Network::load(onnx).expect("the built-in network");
        for high in [BAND as u32, 2 * BAND as u32 + 40] {
            let samples = noise(70, high).into_raw();
            let picture = Picture::new(70, high, Channels::Rgb, samples).expect("a full picture");
            let planes = Scaled::new(&picture, 1.0).expect("resizable").into_planes();
            let bands = network.shallow(&planes).expect("runs");
            let last = network.cuts[network.cuts.len() - 1];
            let [whole] =
                network.model.run_n(vec![(network.input, planes.into())], [last], network.options()).expect("runs");
            assert!(NdTensor::<f32, 4>::try_from(whole).expect("the same kind") == bands, "{high} rows");
        }
    }
}
