//! A picture as planes of light and colour, as JPEG holds it: what is made smaller and written as JPEG again never has
//! to be turned into red, green and blue.

use fast_image_resize::{
    FilterType, ResizeAlg, ResizeOptions, Resizer,
    images::{TypedImage, TypedImageRef},
    pixels::U8,
};

use crate::{
    Orientation, PhotoError,
    picture::{Channels, Picture},
    resize::{fitted, no_fit},
    turn,
};

/// A picture of three planes.
pub(crate) struct Planes {
    /// Pixels of the picture that the planes were read from.
    pub(crate) width: u32,
    pub(crate) height: u32,
    pub(crate) light: Plane,
    /// Blue and red.
    pub(crate) colours: [Plane; 2],
}

/// Samples, and the part of them that is the picture.
pub(crate) struct Plane {
    samples: Picture,
    shown: Extent,
}

/// A part of a plane in samples, not always whole ones.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Extent {
    pub(crate) left: f64,
    pub(crate) top: f64,
    pub(crate) across: f64,
    pub(crate) down: f64,
}

/// Planes of their final size, colours half as fine as light in both directions.
pub(crate) struct Written {
    pub(crate) width: u32,
    pub(crate) height: u32,
    pub(crate) light: Vec<u8>,
    pub(crate) colours: [Vec<u8>; 2],
}

impl Planes {
    /// The planes as they are seen once `orientation` has been applied.
    pub(crate) fn upright(self, orientation: Orientation) -> Result<Self, PhotoError> {
        if orientation == Orientation::Upright {
            return Ok(self);
        }
        let (width, height) = orientation.upright_size(self.width, self.height);
        let [blue, red] = self.colours;
        Ok(Self {
            width,
            height,
            light: self.light.upright(orientation)?,
            colours: [blue.upright(orientation)?, red.upright(orientation)?],
        })
    }

    /// The planes of a picture whose longer edge is at most `max_edge`.
    pub(crate) fn reduced(&self, max_edge: u32) -> Result<Written, PhotoError> {
        let (width, height) = fitted(self.width, self.height, max_edge);
        let halves = (width.div_ceil(2), height.div_ceil(2));
        // Half as many samples cover one pixel more where the number of pixels is odd.
        let whole = (f64::from(2 * halves.0) / f64::from(width), f64::from(2 * halves.1) / f64::from(height));
        let [blue, red] = &self.colours;
        Ok(Written {
            width,
            height,
            light: self.light.resized((width, height), (1.0, 1.0))?,
            colours: [blue.resized(halves, whole)?, red.resized(halves, whole)?],
        })
    }
}

impl Plane {
    /// Samples in rows of `stride`; nothing where they do not fill the rows or the extent lies outside.
    pub(crate) fn new(stride: usize, samples: Vec<u8>, shown: Extent) -> Option<Self> {
        let width = u32::try_from(stride).ok().filter(|&stride| stride > 0)?;
        let height = u32::try_from(samples.len() / stride).ok()?;
        let samples = Picture::new(width, height, Channels::Gray, samples).ok()?;
        let fits = shown.left + shown.across <= f64::from(width) && shown.top + shown.down <= f64::from(height);
        fits.then_some(Self { samples, shown })
    }

    fn upright(self, orientation: Orientation) -> Result<Self, PhotoError> {
        let (swap, horizontal, vertical) = orientation.parts();
        let samples = turn::upright(self.samples, orientation)?;
        let Extent { left, top, across, down } = self.shown;
        let shown = if swap { Extent { left: top, top: left, across: down, down: across } } else { self.shown };
        let mirrored = |mirrored: bool, length: u32, start: f64, extent: f64| {
            if mirrored { f64::from(length) - start - extent } else { start }
        };
        let left = mirrored(horizontal, samples.width(), shown.left, shown.across);
        let top = mirrored(vertical, samples.height(), shown.top, shown.down);
        Ok(Self { samples, shown: Extent { left, top, ..shown } })
    }

    /// What is shown, and so much more of it to the right and below, as `width` by `height` samples.
    fn resized(&self, (width, height): (u32, u32), (right, below): (f64, f64)) -> Result<Vec<u8>, PhotoError> {
        let Extent { left, top, across, down } = self.shown;
        let (across, down) = (across * right, down * below);
        let mut samples = vec![0; width as usize * height as usize];
        let mut small = TypedImage::<U8>::from_buffer(width, height, &mut samples).map_err(no_fit)?;
        let extended;
        let plane = if left + across > f64::from(self.samples.width()) || top + down > f64::from(self.samples.height())
        {
            extended = extended_by(&self.samples, EXTENSION)?;
            &extended
        } else {
            &self.samples
        };
        let whole = TypedImageRef::<U8>::from_buffer(plane.width(), plane.height(), plane.samples()).map_err(no_fit)?;
        let options =
            ResizeOptions::new().resize_alg(ResizeAlg::Convolution(FilterType::Lanczos3)).crop(left, top, across, down);
        Resizer::new().resize_typed(&whole, &mut small, &options).map_err(no_fit)?;
        drop(small);
        Ok(samples)
    }
}

/// Samples that one pixel more may cover: a copy is at most eight times smaller than what is read for it.
const EXTENSION: usize = 16;

/// The same samples, with the last of each row and the last row repeated.
fn extended_by(plane: &Picture, more: usize) -> Result<Picture, PhotoError> {
    let stride = plane.stride();
    let mut samples = Vec::with_capacity((stride + more) * (plane.height() as usize + more));
    let rows = plane.samples().chunks_exact(stride);
    let last = rows.clone().next_back().into_iter().cycle().take(more);
    for row in rows.chain(last) {
        samples.extend_from_slice(row);
        samples.extend(std::iter::repeat_n(row.last().copied().unwrap_or_default(), more));
    }
    let (width, height) = ((stride + more) as u32, plane.height() + more as u32);
    Picture::new(width, height, Channels::Gray, samples)
}

#[cfg(test)]
impl Plane {
    pub(crate) fn samples(&self) -> &Picture {
        &self.samples
    }

    pub(crate) fn shown(&self) -> Extent {
        self.shown
    }
}
