//! What the school has settled for itself.

use serde::{Deserialize, Serialize};

/// What rule 21 (close-ups) does.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CloseUp {
    /// Says so, and no more.
    Advice,
    /// The head decides.
    NeedsHead,
    /// Not allowed.
    Blocked,
}

/// The school's settings that the decision reads.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Policy {
    /// Fewer visible people than this make an individual photo (P06).
    pub group_size: u32,
    /// Days after which the register is too old to decide by.
    pub register_max_age_days: u32,
    /// Consent ends when a pupil leaves (P16).
    pub leaving_ends_consent: bool,
    /// Individual photos for high-profile purposes always need a permission for that photo, whatever the scope.
    pub always_photo_permission: bool,
    /// A first name in a text blocks, instead of asking the head.
    pub first_name_blocks: bool,
    /// What a close-up does.
    pub close_up: CloseUp,
    /// Share of the frame, `0..=1`, from which one face counts as a close-up.
    pub close_up_share: f64,
}

impl Default for Policy {
    fn default() -> Self {
        Self {
            group_size: 3,
            register_max_age_days: 14,
            leaving_ends_consent: true,
            always_photo_permission: false,
            first_name_blocks: false,
            close_up: CloseUp::Advice,
            close_up_share: 0.10,
        }
    }
}
