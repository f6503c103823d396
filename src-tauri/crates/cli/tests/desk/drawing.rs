//! Pictures that look like something, and copies of them as other people make them.

use jpeg_encoder::{ColorType, Encoder};

/// A picture in memory, three bytes for each pixel.
pub(crate) struct Drawing {
    width: usize,
    height: usize,
    pixels: Vec<u8>,
}

impl Drawing {
    fn new(width: usize, height: usize, pixel: impl Fn(usize, usize) -> [u8; 3]) -> Self {
        let pixels = (0..height).flat_map(|y| (0..width).map(move |x| (x, y))).flat_map(|(x, y)| pixel(x, y)).collect();
        Self { width, height, pixels }
    }

    /// Hills; each number is another landscape.
    pub(crate) fn hills(number: u32) -> Self {
        let (a, b) = (f64::from(number) * 1.7 + 1.0, f64::from(number * number % 7) + 1.0);
        Self::new(640, 480, move |x, y| {
            let (x, y) = (x as f64 / 640.0, y as f64 / 480.0);
            let wave = (x * 6.0 * a + b).sin() + (y * 5.0 * b - a).cos() + (x * y * 9.0 + a * b).sin();
            [(128.0 + 40.0 * wave) as u8, (120.0 + 35.0 * (wave + x)) as u8, (110.0 + 30.0 * (wave - y)) as u8]
        })
    }

    /// What a JPEG shows.
    pub(crate) fn read(jpeg: &[u8]) -> Self {
        let mut decoder = jpeg_decoder::Decoder::new(jpeg);
        let pixels = decoder.decode().expect("a JPEG");
        let size = decoder.info().expect("a size");
        Self { width: size.width.into(), height: size.height.into(), pixels }
    }

    fn at(&self, x: usize, y: usize) -> [u8; 3] {
        let first = (y * self.width + x) * 3;
        [self.pixels[first], self.pixels[first + 1], self.pixels[first + 2]]
    }

    /// Half as wide and half as high.
    pub(crate) fn halved(&self) -> Self {
        Self::new(self.width / 2, self.height / 2, |x, y| {
            let four = [(0, 0), (1, 0), (0, 1), (1, 1)].map(|(right, down)| self.at(x * 2 + right, y * 2 + down));
            std::array::from_fn(|of| (four.iter().map(|pixel| u32::from(pixel[of])).sum::<u32>() / 4) as u8)
        })
    }

    /// Without a twentieth of its width, from the left.
    pub(crate) fn cropped(&self) -> Self {
        let gone = self.width / 20;
        Self::new(self.width - gone, self.height, |x, y| self.at(x + gone, y))
    }

    pub(crate) fn jpeg(&self, quality: u8) -> Vec<u8> {
        let mut bytes = Vec::new();
        let [width, height] = [self.width, self.height].map(|edge| u16::try_from(edge).expect("small"));
        Encoder::new(&mut bytes, quality).encode(&self.pixels, width, height, ColorType::Rgb).expect("a picture");
        bytes
    }
}
