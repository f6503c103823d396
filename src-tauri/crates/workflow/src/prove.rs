//! What an image file still carries beside its pixels. Needs no vault.

use crate::wire::Finding;

/// Everything in the file that is neither pixels nor what decoding them needs.
#[must_use]
pub fn inspect(bytes: &[u8]) -> Vec<Finding> {
    let found = photo::inspect(bytes);
    found.into_iter().map(|photo::Finding { offset, length, what }| Finding { offset, length, what }).collect()
}
