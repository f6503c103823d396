//! A picture in memory: eight bits a channel, rows from the top, nothing between them.

use crate::PhotoError;

/// What the samples of one pixel mean.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Channels {
    Gray,
    Rgb,
    Rgba,
}

impl Channels {
    /// Samples per pixel.
    pub(crate) const fn count(self) -> usize {
        match self {
            Self::Gray => 1,
            Self::Rgb => 3,
            Self::Rgba => 4,
        }
    }
}

/// Pixels, at least one, whose number of samples always agrees with width, height and channels.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Picture {
    width: u32,
    height: u32,
    channels: Channels,
    samples: Vec<u8>,
}

impl Picture {
    /// The picture made of these samples; refused when they do not fill it exactly.
    pub(crate) fn new(width: u32, height: u32, channels: Channels, samples: Vec<u8>) -> Result<Self, PhotoError> {
        let expected = u64::from(width) * u64::from(height) * channels.count() as u64;
        if expected == 0 || samples.len() as u64 != expected {
            return Err(PhotoError::damaged("its pixels do not fill its frame"));
        }
        Ok(Self { width, height, channels, samples })
    }

    pub(crate) fn width(&self) -> u32 {
        self.width
    }

    pub(crate) fn height(&self) -> u32 {
        self.height
    }

    pub(crate) fn channels(&self) -> Channels {
        self.channels
    }

    pub(crate) fn samples(&self) -> &[u8] {
        &self.samples
    }

    pub(crate) fn samples_mut(&mut self) -> &mut [u8] {
        &mut self.samples
    }

    pub(crate) fn into_samples(self) -> Vec<u8> {
        self.samples
    }

    /// Bytes from one row to the next.
    pub(crate) fn stride(&self) -> usize {
        self.width as usize * self.channels.count()
    }

    /// The same picture without transparency: dropped where every pixel is opaque, else laid on white.
    pub(crate) fn opaque(self) -> Self {
        if self.channels != Channels::Rgba {
            return self;
        }
        let mut samples = Vec::with_capacity(self.samples.len() / 4 * 3);
        for pixel in self.samples.chunks_exact(4) {
            let (colour, alpha) = (&pixel[..3], u32::from(pixel[3]));
            samples.extend(colour.iter().map(|&sample| on_white(u32::from(sample), alpha)));
        }
        Self { channels: Channels::Rgb, samples, ..self }
    }

    /// The same picture with the colours parted from the transparency that they were multiplied with.
    pub(crate) fn unmixed(mut self) -> Self {
        if self.channels == Channels::Rgba {
            for [red, green, blue, alpha] in self.samples.as_chunks_mut().0 {
                for colour in [red, green, blue] {
                    let whole = (u32::from(*colour) * 255 + u32::from(*alpha) / 2).checked_div(u32::from(*alpha));
                    // At most 255 by the last step.
                    *colour = whole.unwrap_or_default().min(255) as u8;
                }
            }
        }
        self
    }

    /// The same picture in colour and without transparency.
    pub(crate) fn into_rgb(self) -> Self {
        if self.channels != Channels::Gray {
            return self.opaque();
        }
        let samples = self.samples.iter().flat_map(|&sample| [sample; 3]).collect();
        Self { channels: Channels::Rgb, samples, ..self }
    }

    /// The same picture, without an alpha channel when no pixel makes use of it.
    pub(crate) fn without_idle_alpha(self) -> Self {
        let idle = self.channels == Channels::Rgba && self.samples.chunks_exact(4).all(|pixel| pixel[3] == u8::MAX);
        if idle { self.opaque() } else { self }
    }
}

fn on_white(sample: u32, alpha: u32) -> u8 {
    // At most 255 * 255 / 255.
    ((sample * alpha + 255 * (255 - alpha) + 127) / 255) as u8
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn samples_that_do_not_fill_the_frame_are_refused() {
        assert!(Picture::new(2, 2, Channels::Rgb, vec![0; 11]).is_err());
        assert!(Picture::new(0, 2, Channels::Rgb, Vec::new()).is_err());
        assert!(Picture::new(2, 2, Channels::Rgb, vec![0; 12]).is_ok());
    }

    #[test]
    fn what_is_transparent_becomes_white_and_what_is_opaque_stays() {
        let samples = vec![10, 20, 30, 255, 10, 20, 30, 0, 0, 0, 0, 128];
        let picture = Picture::new(3, 1, Channels::Rgba, samples).expect("three pixels");
        assert_eq!(picture.opaque().into_samples(), [10, 20, 30, 255, 255, 255, 127, 127, 127]);
    }

    #[test]
    fn gray_becomes_colour_of_the_same_brightness() {
        let picture = Picture::new(2, 1, Channels::Gray, vec![7, 200]).expect("two pixels");
        assert_eq!(picture.into_rgb().into_samples(), [7, 7, 7, 200, 200, 200]);
    }

    #[test]
    fn an_alpha_channel_that_hides_nothing_is_dropped() {
        let idle = Picture::new(1, 1, Channels::Rgba, vec![1, 2, 3, 255]).expect("one pixel");
        assert_eq!(idle.without_idle_alpha().channels(), Channels::Rgb);
        let used = Picture::new(1, 1, Channels::Rgba, vec![1, 2, 3, 254]).expect("one pixel");
        assert_eq!(used.without_idle_alpha().channels(), Channels::Rgba);
    }
}
