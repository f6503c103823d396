//! The network and what it is given: RGB planes of 0 to 255, the edges rounded up to what its layers halve five times.

use std::sync::Arc;

use fast_image_resize::{
    FilterType, ResizeAlg, ResizeOptions, Resizer,
    images::{TypedImage, TypedImageRef},
    pixels::U8x3,
};
use rten::{Model, ModelOptions, NodeId, RunOptions, ThreadPool, ValueOrView, op_registry};
use rten_tensor::{NdTensor, prelude::*};

use super::{FAINT, FaceError, grid::Grid, overlap::Candidate};
use crate::{PhotoError, picture::Picture};

const INPUT: &str = "input.1";
/// Scores, sizes and offsets; the fourth output, points of the face, is never computed.
const OUTPUTS: [&str; 3] = ["537", "538", "539"];
/// Values that everything behind them comes from alone. A run keeps every buffer it has used until its end, so the network
/// is run from one of these to the next: the largest layers, between the first two, are freed before the rest begins.
const CUTS: [&str; 2] = ["369", "377"];
/// Both edges of what goes in are multiples of this.
const STEP: u32 = 32;

pub(super) struct Network {
    model: Model,
    input: NodeId,
    cuts: [NodeId; 2],
    outputs: [NodeId; 3],
    /// One thread: it runs beside somebody's work, and on one thread the sums are the same every time.
    pool: Arc<ThreadPool>,
}

impl Network {
    pub(super) fn load(onnx: Vec<u8>) -> Result<Self, FaceError> {
        let operators = op_registry!(Add, BatchNormalization, Conv, ConvTranspose, Relu, Sigmoid);
        let model = ModelOptions::with_ops(operators).prepack_weights(true).load(onnx).map_err(broken)?;
        let node = |name| model.node_id(name).map_err(broken);
        let (input, cuts) = (node(INPUT)?, [node(CUTS[0])?, node(CUTS[1])?]);
        let outputs = [node(OUTPUTS[0])?, node(OUTPUTS[1])?, node(OUTPUTS[2])?];
        Ok(Self { model, input, cuts, outputs, pool: Arc::new(ThreadPool::with_num_threads(1)) })
    }

    /// What may be faces on an RGB picture that is resized by `scale` first, in pixels of the picture as it is given.
    pub(super) fn candidates(&self, picture: &Picture, scale: f64) -> Result<Vec<Candidate>, FaceError> {
        // Positive and far below the end of u32: the edge is at most twice that of a picture within the limits.
        let scaled = |edge: u32| ((f64::from(edge) * scale).round() as u32).max(1);
        let planes = planes(picture, scaled(picture.width()), scaled(picture.height()))?;
        let options = || Some(RunOptions::default().with_thread_pool(Some(Arc::clone(&self.pool))));
        let (mut from, mut value) = (self.input, ValueOrView::from(planes));
        for cut in self.cuts {
            let [reached] = self.model.run_n(vec![(from, value)], [cut], options()).map_err(broken)?;
            (from, value) = (cut, reached.into());
        }
        let outputs = self.model.run_n(vec![(from, value)], self.outputs, options()).map_err(broken)?;
        let mut outputs = outputs.into_iter().map(NdTensor::<f32, 4>::try_from);
        let mut next = || outputs.next().and_then(Result::ok).ok_or_else(|| broken("an output of another kind"));
        let (heat, size, offset) = (next()?, next()?, next()?);
        let [_, _, _, columns] = heat.shape();
        let grid = Grid { columns, heat: &heat.to_vec(), size: &size.to_vec(), offset: &offset.to_vec() };
        Ok(grid.candidates(FAINT, scale as f32))
    }
}

/// The picture in this size as three planes, black beyond its right and lower edge.
fn planes(picture: &Picture, width: u32, height: u32) -> Result<NdTensor<f32, 4>, PhotoError> {
    let no_fit = |error: &dyn std::fmt::Display| PhotoError::damaged(format!("it cannot be resized ({error})"));
    let source = TypedImageRef::<U8x3>::from_buffer(picture.width(), picture.height(), picture.samples())
        .map_err(|error| no_fit(&error))?;
    let mut pixels = vec![0; width as usize * height as usize * 3];
    let mut resized = TypedImage::<U8x3>::from_buffer(width, height, &mut pixels).map_err(|error| no_fit(&error))?;
    let options = ResizeOptions::new().resize_alg(ResizeAlg::Convolution(FilterType::Bilinear));
    Resizer::new().resize_typed(&source, &mut resized, &options).map_err(|error| no_fit(&error))?;
    drop(resized);
    let (wide, high) = (width.next_multiple_of(STEP) as usize, height.next_multiple_of(STEP) as usize);
    let mut planes = vec![0.0; 3 * wide * high];
    for (colour, plane) in planes.chunks_exact_mut(wide * high).enumerate() {
        for (line, row) in plane.chunks_exact_mut(wide).zip(pixels.chunks_exact(width as usize * 3)) {
            for (sample, pixel) in line.iter_mut().zip(row.chunks_exact(3)) {
                *sample = f32::from(pixel[colour]);
            }
        }
    }
    Ok(NdTensor::from_data([1, 3, high, wide], planes))
}

fn broken(error: impl std::fmt::Display) -> FaceError {
    FaceError::Network(error.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::picture::Channels;

    #[test]
    fn colours_become_planes_and_the_edges_are_padded_with_black() {
        let samples = [10, 20, 30].repeat(40 * 20);
        let picture = Picture::new(40, 20, Channels::Rgb, samples).expect("a full picture");
        let planes = planes(&picture, 80, 40).expect("resizable");
        assert_eq!(planes.shape(), [1, 3, 64, 96]);
        for (colour, value) in [10.0, 20.0, 30.0].into_iter().enumerate() {
            assert_eq!(planes[[0, colour, 39, 79]], value);
            assert_eq!(planes[[0, colour, 40, 79]], 0.0);
            assert_eq!(planes[[0, colour, 39, 80]], 0.0);
        }
    }
}
