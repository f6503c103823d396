//! Keys: one random key for the vault, everything else derived from it; passwords and the recovery key only
//! wrap it.

mod kdf;
mod recovery;
mod seal;
mod signing;
mod slots;
mod tries;

use zeroize::Zeroizing;

pub use kdf::KdfCost;
pub use recovery::RecoveryKey;
pub(crate) use seal::{TAG, seal, unseal};
pub(crate) use signing::{SigningKey, signature_holds};
pub(crate) use slots::{Opened, SlotFile};
pub(crate) use tries::Tries;

/// A key that is wiped when it is dropped.
pub(crate) type Secret = Zeroizing<[u8; 32]>;

/// The vault's own key.
#[derive(Clone)]
pub(crate) struct VaultKey(Secret);

impl VaultKey {
    pub(crate) fn new(bytes: [u8; 32]) -> Self {
        Self(Zeroizing::new(bytes))
    }

    pub(crate) fn bytes(&self) -> &[u8; 32] {
        &self.0
    }

    /// A key for one use, independent of those for other uses.
    pub(crate) fn derive(&self, usage: &str) -> Secret {
        Zeroizing::new(blake3::derive_key(&format!("cloakroom 2026 {usage}"), self.0.as_slice()))
    }
}

/// The derived keys that an open vault needs at hand.
pub(crate) struct Keys {
    pub(crate) vault: VaultKey,
    pub(crate) database: Secret,
    pub(crate) photos: Secret,
    pub(crate) sources: Secret,
    pub(crate) names: Secret,
    pub(crate) pupil_numbers: Secret,
    pub(crate) log_head: Secret,
}

impl Keys {
    pub(crate) fn new(vault: VaultKey) -> Self {
        Self {
            database: vault.derive("database"),
            photos: vault.derive("keys of photos"),
            sources: vault.derive("hashes of imported files"),
            names: vault.derive("hashes of imported names"),
            pupil_numbers: vault.derive("hashes of pupil numbers"),
            log_head: vault.derive("head of the log"),
            vault,
        }
    }
}

/// A hash that tells nothing to somebody without the key.
pub(crate) fn keyed_hash(key: &Secret, bytes: &[u8]) -> [u8; 32] {
    *blake3::keyed_hash(key, bytes).as_bytes()
}

#[cfg(test)]
mod tests {
    use super::*;

    // Keys are wiped when dropped, and cannot be printed.
    static_assertions::assert_impl_all!(Secret: zeroize::ZeroizeOnDrop);
    static_assertions::assert_impl_all!(ed25519_dalek::SigningKey: zeroize::ZeroizeOnDrop);
    static_assertions::assert_not_impl_any!(VaultKey: std::fmt::Debug);
    static_assertions::assert_not_impl_any!(Keys: std::fmt::Debug);
    static_assertions::assert_not_impl_any!(SigningKey: std::fmt::Debug);
    static_assertions::assert_not_impl_any!(Opened: std::fmt::Debug);
    static_assertions::assert_not_impl_any!(SlotFile: std::fmt::Debug);
}
