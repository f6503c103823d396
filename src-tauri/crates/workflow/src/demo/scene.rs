//! Drawn outings: sky, hills, trees and cartoon children. Nobody real is in them, and nothing real was drawn after.

use rules::Region;

use super::canvas::{Canvas, Colour};

/// Who stands where.
#[derive(Debug, Clone, Copy)]
pub(super) struct Figure {
    /// Which of the made-up pupils.
    pub(super) pupil: usize,
    /// Middle, as a share of the picture's width.
    pub(super) at: f64,
    /// Height of the figure as a share of the picture's height.
    pub(super) tall: f64,
}

/// A picture to draw.
#[derive(Debug, Clone)]
pub(super) struct Scene {
    /// Tells scenes apart: light, hills and trees follow from it.
    pub(super) seed: u32,
    /// Who can be seen.
    pub(super) figures: Vec<Figure>,
    /// Held upright: taller than wide, and stored on its side.
    pub(super) upright: bool,
}

/// A drawn scene, with where each face is.
pub(super) struct Drawn {
    /// The picture, upright.
    pub(super) canvas: Canvas,
    /// Faces in the order of the figures.
    pub(super) faces: Vec<Region>,
}

const SKINS: [Colour; 6] =
    [[247, 211, 180], [141, 85, 54], [224, 172, 125], [92, 56, 40], [198, 134, 92], [255, 224, 196]];
const HAIRS: [Colour; 5] = [[58, 40, 30], [20, 18, 18], [172, 108, 50], [222, 186, 110], [120, 60, 30]];
const COATS: [Colour; 7] =
    [[200, 50, 60], [240, 180, 40], [40, 110, 180], [120, 70, 150], [235, 120, 40], [30, 140, 130], [220, 90, 140]];

impl Scene {
    /// Draws it.
    pub(super) fn draw(&self) -> Drawn {
        let (width, height) = if self.upright { (1200, 1600) } else { (1800, 1200) };
        let warm = f64::from(self.seed % 5) / 5.0;
        let sky = [(120.0 + 80.0 * warm) as u8, (180.0 + 20.0 * warm) as u8, 235];
        let mut canvas = Canvas::gradient(width, height, sky, [235, 240, 245]);
        self.land(&mut canvas);
        let faces = self.figures.iter().map(|figure| child(&mut canvas, *figure)).collect();
        canvas.grain(self.seed);
        Drawn { canvas, faces }
    }

    fn land(&self, canvas: &mut Canvas) {
        let shift = f64::from(self.seed) * 0.7;
        let (w, h) = (canvas.width(), canvas.height());
        canvas.ellipse(w * (0.15 + 0.1 * f64::from(self.seed % 7)), h * 0.14, h * 0.06, h * 0.06, [255, 236, 150]);
        canvas.below(|x| 0.42 + 0.05 * (x * 5.0 + shift).sin(), [150, 180, 150]);
        canvas.below(|x| 0.50 + 0.04 * (x * 7.0 + shift * 2.0).sin(), [120, 165, 100]);
        for tree in 0..5 {
            let x = w * (0.06 + 0.22 * f64::from(tree) + 0.03 * (shift + f64::from(tree)).sin());
            let crown = h * (0.09 + 0.02 * (shift * 3.0 + f64::from(tree) * 2.0).sin());
            let leaves: Colour = if (tree + self.seed).is_multiple_of(3) { [205, 130, 50] } else { [70, 125, 60] };
            canvas.rounded(x - h * 0.012, h * 0.42, h * 0.024, h * 0.17, 4.0, [105, 75, 50]);
            canvas.ellipse(x, h * 0.38, crown, crown * 1.1, leaves);
            canvas.ellipse(x - crown * 0.6, h * 0.42, crown * 0.7, crown * 0.7, leaves);
            canvas.ellipse(x + crown * 0.6, h * 0.42, crown * 0.7, crown * 0.7, leaves);
        }
        canvas.below(|x| 0.60 + 0.02 * (x * 9.0 + shift).sin(), [105, 160, 80]);
        canvas.below(|x| 0.86 + 0.03 * (x * 3.0 + shift).sin(), [205, 185, 145]);
    }
}

/// Draws a child and tells where the face is.
fn child(canvas: &mut Canvas, figure: Figure) -> Region {
    let (w, h) = (canvas.width(), canvas.height());
    let tall = figure.tall * h;
    let (x, feet) = (figure.at * w, h * 0.95);
    let skin = SKINS[figure.pupil % SKINS.len()];
    let hair = HAIRS[(figure.pupil * 3 + 1) % HAIRS.len()];
    let coat = COATS[(figure.pupil * 2) % COATS.len()];
    let part = |share: f64| share * tall;
    let top = feet - tall;

    for side in [-1.0, 1.0] {
        canvas.rounded(
            x + side * part(0.08) - part(0.05),
            feet - part(0.36),
            part(0.10),
            part(0.34),
            part(0.03),
            [60, 70, 100],
        );
        canvas.ellipse(x + side * part(0.09), feet - part(0.015), part(0.08), part(0.035), [70, 50, 40]);
        canvas.rounded(
            x + side * part(0.21) - part(0.045),
            top + part(0.33),
            part(0.09),
            part(0.30),
            part(0.045),
            coat,
        );
        canvas.ellipse(x + side * part(0.21), top + part(0.645), part(0.04), part(0.04), skin);
    }
    canvas.rounded(x - part(0.18), top + part(0.29), part(0.36), part(0.40), part(0.09), coat);
    canvas.rounded(x - part(0.05), top + part(0.25), part(0.10), part(0.08), part(0.03), skin);

    let (rx, ry, cy) = (part(0.125), part(0.15), top + part(0.16));
    canvas.ellipse(x, cy - part(0.03), rx * 1.14, ry * 1.06, hair);
    if figure.pupil % 2 == 1 {
        canvas.rounded(x - rx * 1.12, cy - part(0.02), rx * 2.24, part(0.17), part(0.05), hair);
    }
    canvas.ellipse(x, cy + part(0.01), rx, ry * 0.95, skin);
    canvas.ellipse(x, cy - part(0.115), rx * 0.86, part(0.045), hair);
    for side in [-1.0, 1.0] {
        canvas.ellipse(x + side * rx * 0.42, cy - part(0.005), part(0.026), part(0.022), [252, 252, 250]);
        canvas.ellipse(x + side * rx * 0.42, cy - part(0.003), part(0.013), part(0.015), [45, 40, 40]);
        canvas.ellipse(x + side * rx * 0.62, cy + part(0.055), part(0.025), part(0.016), blush(skin));
    }
    canvas.ellipse(x, cy + part(0.03), part(0.012), part(0.018), blush(skin));
    canvas.ellipse(x, cy + part(0.085), part(0.05), part(0.025), [170, 60, 65]);
    canvas.ellipse(x, cy + part(0.072), part(0.052), part(0.018), skin);

    let left = ((x - rx * 1.1) / w).clamp(0.0, 0.98);
    let upper = ((cy - ry * 1.1) / h).clamp(0.0, 0.98);
    Region { x: left, y: upper, w: (2.2 * rx / w).min(1.0 - left), h: (2.2 * ry / h).min(1.0 - upper) }
}

fn blush(skin: Colour) -> Colour {
    [skin[0], (f64::from(skin[1]) * 0.82) as u8, (f64::from(skin[2]) * 0.82) as u8]
}
