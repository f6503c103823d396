//! A small drawing board for the demonstration's pictures: smooth-edged ellipses and boxes on RGB pixels.

/// Red, green, blue.
pub(super) type Colour = [u8; 3];

/// The board.
pub(super) struct Canvas {
    width: u32,
    height: u32,
    rgb: Vec<u8>,
}

impl Canvas {
    /// A board with an even gradient from the top colour to the bottom one.
    pub(super) fn gradient(width: u32, height: u32, top: Colour, bottom: Colour) -> Self {
        let mut rgb = Vec::with_capacity(width as usize * height as usize * 3);
        for y in 0..height {
            let share = f64::from(y) / f64::from(height.max(2) - 1);
            let row = mix(top, bottom, share);
            for _ in 0..width {
                rgb.extend_from_slice(&row);
            }
        }
        Self { width, height, rgb }
    }

    pub(super) fn width(&self) -> f64 {
        f64::from(self.width)
    }

    pub(super) fn height(&self) -> f64 {
        f64::from(self.height)
    }

    /// An ellipse around (`cx`, `cy`), in pixels.
    pub(super) fn ellipse(&mut self, cx: f64, cy: f64, rx: f64, ry: f64, colour: Colour) {
        self.paint(cx - rx, cy - ry, cx + rx, cy + ry, colour, |x, y| {
            let distance = ((x - cx) / rx).hypot((y - cy) / ry);
            ((1.0 - distance) * rx.min(ry) + 0.5).clamp(0.0, 1.0)
        });
    }

    /// An upright box with round corners, in pixels.
    pub(super) fn rounded(&mut self, left: f64, top: f64, w: f64, h: f64, radius: f64, colour: Colour) {
        let (cx, cy) = (left + w / 2.0, top + h / 2.0);
        self.paint(left, top, left + w, top + h, colour, |x, y| {
            let dx = ((x - cx).abs() - w / 2.0 + radius).max(0.0);
            let dy = ((y - cy).abs() - h / 2.0 + radius).max(0.0);
            (radius - dx.hypot(dy) + 0.5).clamp(0.0, 1.0)
        });
    }

    /// Everything below a wavy line: hills, a meadow, a path's edge.
    pub(super) fn below(&mut self, line: impl Fn(f64) -> f64, colour: Colour) {
        let (width, height) = (self.width(), self.height());
        self.paint(0.0, 0.0, width, height, colour, |x, y| (y - line(x / width) * height + 0.5).clamp(0.0, 1.0));
    }

    fn paint(&mut self, left: f64, top: f64, right: f64, bottom: f64, colour: Colour, cover: impl Fn(f64, f64) -> f64) {
        let clip = |value: f64, limit: u32| value.clamp(0.0, f64::from(limit)) as u32;
        for y in clip(top - 1.0, self.height)..clip(bottom + 2.0, self.height) {
            for x in clip(left - 1.0, self.width)..clip(right + 2.0, self.width) {
                let share = cover(f64::from(x) + 0.5, f64::from(y) + 0.5);
                if share > 0.0 {
                    let at = (y as usize * self.width as usize + x as usize) * 3;
                    if let Some(pixel) = self.rgb.get_mut(at..at + 3) {
                        let old = [pixel[0], pixel[1], pixel[2]];
                        pixel.copy_from_slice(&mix(old, colour, share));
                    }
                }
            }
        }
    }

    /// A little grain, as a sensor has it; the same for the same seed.
    pub(super) fn grain(&mut self, seed: u32) {
        let mut state = seed.wrapping_mul(2_654_435_761).wrapping_add(97);
        for value in &mut self.rgb {
            state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            let noise = i16::from((state >> 28) as u8) / 4 - 2;
            *value = (i16::from(*value) + noise).clamp(0, 255) as u8;
        }
    }

    /// The pixels as they are, or lying on the side as a camera held upright stores them (EXIF orientation 6).
    pub(super) fn pixels(self, on_its_side: bool) -> (Vec<u8>, u32, u32) {
        if !on_its_side {
            return (self.rgb, self.width, self.height);
        }
        let (w, h) = (self.width as usize, self.height as usize);
        let mut turned = Vec::with_capacity(self.rgb.len());
        for x in (0..w).rev() {
            for y in 0..h {
                let at = (y * w + x) * 3;
                turned.extend_from_slice(&self.rgb[at..at + 3]);
            }
        }
        (turned, self.height, self.width)
    }
}

fn mix(from: Colour, to: Colour, share: f64) -> Colour {
    let blend = |a: u8, b: u8| (f64::from(a) + (f64::from(b) - f64::from(a)) * share).round() as u8;
    [blend(from[0], to[0]), blend(from[1], to[1]), blend(from[2], to[2])]
}
