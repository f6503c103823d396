//! Who asks.

use serde::{Deserialize, Serialize};

/// A role; what it may do is one table in `workflow`, what it may read of a decision is `view`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Role {
    /// Imports and tags.
    Teacher,
    /// Keeps the register, prepares batches.
    Office,
    /// Approves.
    Head,
    /// Keeps the do-not-publish list.
    SafeguardingLead,
    /// Tags only, and expires.
    Guest,
}

impl Role {
    /// All roles.
    pub const ALL: [Self; 5] = [Self::Teacher, Self::Office, Self::Head, Self::SafeguardingLead, Self::Guest];
}
