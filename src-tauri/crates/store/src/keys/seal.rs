//! Wrapping of small secrets: XChaCha20-Poly1305 with a random nonce in front.

use chacha20poly1305::aead::{Aead, Payload};
use chacha20poly1305::{KeyInit, XChaCha20Poly1305};
use zeroize::Zeroizing;

use super::Secret;
use crate::env::Env;
use crate::error::{Result, StoreError};

/// Bytes of the nonce.
pub(crate) const NONCE: usize = 24;
/// Bytes of the authentication tag.
pub(crate) const TAG: usize = 16;

/// Nonce and ciphertext of `plain`, bound to `context`.
pub(crate) fn seal(key: &Secret, context: &[u8], plain: &[u8], env: &Env) -> Result<Vec<u8>> {
    let nonce: [u8; NONCE] = env.random();
    let cipher = XChaCha20Poly1305::new((&**key).into());
    let sealed = cipher
        .encrypt(&nonce.into(), Payload { msg: plain, aad: context })
        .map_err(|_| StoreError::damaged("a key that cannot be wrapped"))?;
    Ok([nonce.as_slice(), &sealed].concat())
}

/// The plain bytes, if key, context and every byte agree.
pub(crate) fn unseal(key: &Secret, context: &[u8], sealed: &[u8]) -> Option<Zeroizing<Vec<u8>>> {
    let (nonce, body) = sealed.split_first_chunk::<NONCE>()?;
    let cipher = XChaCha20Poly1305::new((&**key).into());
    cipher.decrypt(nonce.into(), Payload { msg: body, aad: context }).ok().map(Zeroizing::new)
}
