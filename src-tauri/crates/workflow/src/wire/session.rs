//! Vault, session, errors.

use rules::Role;
use serde::{Deserialize, Serialize};
use ts_rs::TS;
use zeroize::{Zeroize, ZeroizeOnDrop};

/// Whether there is a vault, and whether it is open.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[ts(export)]
#[serde(rename_all = "snake_case")]
pub enum VaultState {
    /// No vault yet: first run.
    Missing,
    /// There is one; somebody must log in.
    Locked,
    /// Somebody is logged in.
    Open,
}

/// What the window asks first.
#[derive(Debug, Clone, Serialize, TS)]
#[ts(export)]
pub struct VaultStatus {
    /// Missing, locked, open.
    pub state: VaultState,
    /// Who is logged in.
    pub session: Option<SessionView>,
    /// Characters that a password has at least.
    pub least_password: u8,
}

/// First run; wiped when it is dropped.
#[derive(Clone, Deserialize, TS, Zeroize, ZeroizeOnDrop)]
#[ts(export)]
pub struct NewVault {
    /// Name of the school.
    pub school: String,
    /// The head's name, also the login.
    pub head: String,
    /// The head's password.
    pub password: String,
}

/// Shown once, to be printed; wiped when it is dropped.
#[derive(Clone, Serialize, TS, Zeroize, ZeroizeOnDrop)]
#[ts(export)]
pub struct RecoveryKeyShown {
    /// The key in groups, as it is to be typed in again.
    pub words: String,
}

/// Log in; wiped when it is dropped.
#[derive(Clone, Deserialize, TS, Zeroize, ZeroizeOnDrop)]
#[ts(export)]
pub struct Unlock {
    /// Login name.
    pub name: String,
    /// Password.
    pub password: String,
}

/// A new password in the place of one that is too old; wiped when it is dropped.
#[derive(Clone, Deserialize, TS, Zeroize, ZeroizeOnDrop)]
#[ts(export)]
pub struct NewPassword {
    /// Login name.
    pub name: String,
    /// The password so far.
    pub old: String,
    /// The one from now on.
    pub new: String,
}

/// One's own new password; wiped when it is dropped.
#[derive(Clone, Deserialize, TS, Zeroize, ZeroizeOnDrop)]
#[ts(export)]
pub struct OwnPassword {
    /// The password so far.
    pub old: String,
    /// The one from now on.
    pub new: String,
}

/// An account to be; wiped when it is dropped.
#[derive(Clone, Deserialize, TS, Zeroize, ZeroizeOnDrop)]
#[ts(export)]
pub struct AccountForm {
    /// Login name.
    pub name: String,
    /// Role.
    #[zeroize(skip)]
    #[ts(type = "'teacher' | 'office' | 'head' | 'safeguarding_lead' | 'guest'")]
    pub role: Role,
    /// Last day; a guest has one.
    #[zeroize(skip)]
    #[ts(type = "string | null")]
    pub until: Option<rules::Date>,
    /// First password.
    pub password: String,
}

/// Who is logged in, and what the window may offer.
#[derive(Debug, Clone, Serialize, TS)]
#[ts(export)]
pub struct SessionView {
    /// Login name.
    pub name: String,
    /// Role.
    #[ts(type = "'teacher' | 'office' | 'head' | 'safeguarding_lead' | 'guest'")]
    pub role: Role,
    /// The school's name.
    pub school: String,
    /// Actions that the role may take (names of `workflow::rights::Action`).
    pub may: Vec<String>,
    /// Minutes without a key or the mouse after which the window locks itself.
    pub idle_minutes: u16,
}

/// An error as the window gets it.
#[derive(Debug, Clone, Serialize, TS)]
#[ts(export)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum WireError {
    /// The person can act on it.
    Refused {
        /// Stable code (`wrong_password`, `not_allowed`, `prepared_by_you` …).
        code: String,
        /// What happened, what was kept, what to do.
        message: String,
    },
    /// The program is at fault or the machine is.
    Fault {
        /// Number under which the log has the details.
        id: String,
        /// What happened, what was kept, what to do.
        message: String,
    },
}

#[cfg(test)]
mod tests {
    use super::*;

    // Passwords and the recovery key are wiped, and cannot be printed for debugging.
    static_assertions::assert_impl_all!(NewVault: ZeroizeOnDrop);
    static_assertions::assert_impl_all!(Unlock: ZeroizeOnDrop);
    static_assertions::assert_impl_all!(NewPassword: ZeroizeOnDrop);
    static_assertions::assert_impl_all!(OwnPassword: ZeroizeOnDrop);
    static_assertions::assert_impl_all!(AccountForm: ZeroizeOnDrop);
    static_assertions::assert_impl_all!(RecoveryKeyShown: ZeroizeOnDrop);
    static_assertions::assert_not_impl_any!(NewVault: std::fmt::Debug);
    static_assertions::assert_not_impl_any!(Unlock: std::fmt::Debug);
    static_assertions::assert_not_impl_any!(NewPassword: std::fmt::Debug);
    static_assertions::assert_not_impl_any!(OwnPassword: std::fmt::Debug);
    static_assertions::assert_not_impl_any!(AccountForm: std::fmt::Debug);
    static_assertions::assert_not_impl_any!(RecoveryKeyShown: std::fmt::Debug);
}
