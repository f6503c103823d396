//! Argon2id: what one try of a password costs.

use argon2::{Algorithm, Argon2, Params, Version};
use serde::{Deserialize, Serialize};
use zeroize::Zeroizing;

use super::Secret;
use crate::error::{Result, StoreError};

/// Memory and passes of one try. Kept with each key slot.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct KdfCost {
    memory_kib: u32,
    passes: u32,
}

impl KdfCost {
    /// More than this no slot of ours asks for; a damaged one may.
    const MOST_MEMORY_KIB: u32 = 4 << 20;
    const MOST_PASSES: u32 = 64;

    /// For people at a keyboard: measured at half a second on one core of a small office machine.
    #[must_use]
    pub const fn interactive() -> Self {
        Self { memory_kib: 128 << 10, passes: 4 }
    }

    /// Any other cost: kibibytes of memory (at least 8) and passes (at least 1).
    ///
    /// # Errors
    /// Where Argon2 does not allow it, or no machine would bear it.
    pub fn new(memory_kib: u32, passes: u32) -> Result<Self> {
        let cost = Self { memory_kib, passes };
        cost.params().map(|_| cost)
    }

    fn params(self) -> Result<Params> {
        if self.memory_kib > Self::MOST_MEMORY_KIB || self.passes > Self::MOST_PASSES {
            return Err(StoreError::damaged("the cost of a password try"));
        }
        Params::new(self.memory_kib, self.passes, 1, Some(32))
            .map_err(|_| StoreError::damaged("the cost of a password try"))
    }

    /// The key that a password stands for.
    pub(crate) fn stretch(self, password: &str, salt: &[u8; 16]) -> Result<Secret> {
        let mut key = Zeroizing::new([0; 32]);
        Argon2::new(Algorithm::Argon2id, Version::V0x13, self.params()?)
            .hash_password_into(password.as_bytes(), salt, key.as_mut_slice())
            .map_err(|_| StoreError::damaged("the cost of a password try"))?;
        Ok(key)
    }
}
