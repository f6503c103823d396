//! The shapes in which the school crops: its website has frames that pictures should fit.

use crate::error::{Error, Refusal};
use crate::rights::Action;
use crate::session::Session;
use crate::wire::CropShape;

const SETTING: &str = "crop_shapes";
/// Until the school settles others: the camera's own, the telephone's, a square, a screen.
const USUAL: [CropShape; 4] = [
    CropShape { width: 3, height: 2 },
    CropShape { width: 4, height: 3 },
    CropShape { width: 1, height: 1 },
    CropShape { width: 16, height: 9 },
];
/// More than that nobody chooses from.
const MOST: usize = 8;
const LONGEST: u32 = 100;

impl Session {
    /// The shapes, in the school's order.
    ///
    /// # Errors
    /// When the vault cannot be read.
    pub fn crop_shapes(&self) -> Result<Vec<CropShape>, Error> {
        self.may(Action::SeePhotos)?;
        Ok(self.vault().settings().get(SETTING)?.unwrap_or_else(|| USUAL.to_vec()))
    }

    /// Settles the shapes.
    ///
    /// # Errors
    /// Refused to all but the office and the head, and when a shape is none.
    pub fn crop_shapes_set(&self, shapes: &[CropShape]) -> Result<Vec<CropShape>, Error> {
        self.may(Action::PrepareBatch)?;
        let sound = |shape: &CropShape| (1..=LONGEST).contains(&shape.width) && (1..=LONGEST).contains(&shape.height);
        if shapes.len() > MOST || !shapes.iter().all(sound) {
            let text = shapes.iter().map(|shape| format!("{}:{}", shape.width, shape.height)).collect::<Vec<_>>();
            let expected = "a list of at most eight shapes, each edge from 1 to 100";
            return Err(Refusal::NotA { expected, text: text.join(" ") }.into());
        }
        self.vault().settings().set(SETTING, &shapes)?;
        self.crop_shapes()
    }
}
