//! What the network's outputs mean: CenterFace proposes one box per cell of four by four pixels.
//!
//! As in <https://github.com/Star-Clouds/CenterFace>: `heat` is the score of a cell, `size` the logarithms of height and
//! width in cells, `offset` where in the cell the centre lies, vertical first.

use super::overlap::Candidate;

/// Pixels along each side of a cell.
const CELL: f32 = 4.0;

/// One of the network's outputs: planes of cells, row by row.
pub(super) struct Grid<'o> {
    pub(super) columns: usize,
    pub(super) heat: &'o [f32],
    pub(super) size: &'o [f32],
    pub(super) offset: &'o [f32],
}

impl Grid<'_> {
    /// The boxes of all cells that are sure enough, in pixels of a picture that was resized by `scale`.
    pub(super) fn candidates(&self, least: f32, scale: f32) -> Vec<Candidate> {
        let cells = self.heat.len();
        let sure = self.heat.iter().enumerate().filter(|(_, score)| **score > least);
        let place = |(cell, &score): (usize, &f32)| {
            // Two planes each: vertical, then horizontal.
            let (height, width) = (self.size.get(cell)?.exp() * CELL, self.size.get(cells + cell)?.exp() * CELL);
            let centre = |index: usize, offset: f32| (index as f32 + offset + 0.5) * CELL;
            let y = centre(cell / self.columns, *self.offset.get(cell)?);
            let x = centre(cell % self.columns, *self.offset.get(cells + cell)?);
            Some(Candidate {
                score,
                left: (x - width / 2.0) / scale,
                top: (y - height / 2.0) / scale,
                right: (x + width / 2.0) / scale,
                bottom: (y + height / 2.0) / scale,
            })
        };
        sure.filter_map(place).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cell_becomes_a_box_around_its_centre_in_pixels_of_the_picture() {
        // Three columns, two rows; the last cell of the second row is sure.
        let heat = [0.1, 0.2, 0.3, 0.0, 0.3, 0.8];
        let mut size = [0.0; 12];
        (size[5], size[11]) = (5.0_f32.ln(), 3.0_f32.ln());
        let mut offset = [0.0; 12];
        (offset[5], offset[11]) = (0.25, -0.5);
        let grid = Grid { columns: 3, heat: &heat, size: &size, offset: &offset };
        let found = grid.candidates(0.3, 0.5);
        assert_eq!(found.len(), 1, "0.3 itself is not above 0.3");
        let Candidate { score, left, top, right, bottom } = found[0];
        // Centre at row 1.75, column 2.0 of four pixels; 20 high, 12 wide; then twice that, the picture being halved.
        let near = |got: f32, wanted: f32| assert!((got - wanted).abs() < 1e-3, "{got} is not {wanted}");
        near(score, 0.8);
        near(left, 4.0);
        near(right, 28.0);
        near(top, -6.0);
        near(bottom, 34.0);
    }
}
