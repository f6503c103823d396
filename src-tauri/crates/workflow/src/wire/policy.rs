//! What the school has settled, for its policy.

use rules::policy::CloseUp;
use serde::Serialize;
use ts_rs::TS;

/// The settings that the school's policy speaks of.
#[derive(Debug, Clone, Serialize, TS)]
#[ts(export)]
pub struct PolicyView {
    /// Days after which a password has to be changed.
    pub password_days: Option<u16>,
    /// Characters that a password has at least.
    pub least_password: u8,
    /// Minutes without a key or the mouse after which the window locks itself.
    pub idle_minutes: u16,
    /// Backups are made by themselves.
    pub backups_set: bool,
    /// Fewer visible people than this make a picture of individuals.
    pub group_size: u32,
    /// Days after which the register is too old to decide by.
    pub register_max_age_days: u32,
    /// A yes ends when a pupil leaves.
    pub leaving_ends_consent: bool,
    /// Every picture of individuals for a high-profile purpose needs a permission of its own.
    pub always_photo_permission: bool,
    /// A first name in a text blocks, instead of asking the head.
    pub first_name_blocks: bool,
    /// What a close-up of one child does.
    #[ts(type = "'advice' | 'needs_head' | 'blocked'")]
    pub close_up: CloseUp,
    /// Cameras on the school's list.
    pub cameras: usize,
    /// Accounts that may log in.
    pub accounts: usize,
    /// The school's purposes, in its order.
    pub purposes: Vec<PurposeSettled>,
}

/// A purpose with everything that is settled for it.
#[derive(Debug, Clone, Serialize, TS)]
#[ts(export)]
pub struct PurposeSettled {
    /// Stable key.
    pub key: String,
    /// As the school calls it.
    pub name: String,
    /// Long-term or widely seen (P06).
    pub high_profile: bool,
    /// Seen by people outside the school.
    pub public: bool,
    /// Longest edge of an exported picture, in pixels (P11).
    pub max_edge: u32,
    /// Nothing leaves without the head's approval (P08).
    pub needs_approval: bool,
    /// Keys of other purposes whose consent is needed too.
    pub also_needs: Vec<String>,
    /// It rests on consent; otherwise pictures may be used unless somebody objects.
    pub by_consent: bool,
    /// Months after which its published pictures are to be taken down (P16).
    pub published_months: Option<u16>,
    /// A yes that merely ran out takes its published pictures down.
    pub expiry_takes_down: bool,
}
