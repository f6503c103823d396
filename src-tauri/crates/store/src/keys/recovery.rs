//! The recovery key: printed once, typed in again on the day the head's password is lost.
//!
//! 136 random bits and 24 bits of check in Crockford's base 32 (no I, L, O, U): eight groups of four.

use zeroize::Zeroizing;

use super::Secret;
use crate::env::Env;
use crate::error::{Result, StoreError};

const ALPHABET: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";
const RANDOM: usize = 17;
const WHOLE: usize = 20;

/// The key itself. It is shown as text once and never kept.
pub struct RecoveryKey(Zeroizing<[u8; WHOLE]>);

impl RecoveryKey {
    pub(crate) fn random(env: &Env) -> Self {
        let mut whole = Zeroizing::new([0; WHOLE]);
        env.fill(&mut whole[..RANDOM]);
        let check = check(&whole[..RANDOM]);
        whole[RANDOM..].copy_from_slice(&check);
        Self(whole)
    }

    /// Reads what somebody typed: case, spaces and hyphens do not matter, `O` is 0, `I` and `L` are 1.
    ///
    /// # Errors
    /// [`StoreError::RecoveryKeyMistyped`] where length or check do not agree.
    pub fn parse(typed: &str) -> Result<Self> {
        let mut whole = Zeroizing::new([0_u8; WHOLE]);
        let mut symbols = 0;
        for symbol in typed.chars().filter(|c| !c.is_whitespace() && *c != '-') {
            let symbol = match symbol.to_ascii_uppercase() {
                'O' => '0',
                'I' | 'L' => '1',
                other => other,
            };
            let value = ALPHABET.iter().position(|&known| char::from(known) == symbol);
            let value = value.ok_or(StoreError::RecoveryKeyMistyped)?;
            for bit in 0..5 {
                let at = symbols * 5 + bit;
                let byte = whole.get_mut(at / 8).ok_or(StoreError::RecoveryKeyMistyped)?;
                *byte |= u8::from(value & (16 >> bit) != 0) << (7 - at % 8);
            }
            symbols += 1;
        }
        let complete = symbols * 5 == WHOLE * 8 && check(&whole[..RANDOM]) == whole[RANDOM..];
        if complete { Ok(Self(whole)) } else { Err(StoreError::RecoveryKeyMistyped) }
    }

    /// The text to print.
    #[must_use]
    pub fn shown(&self) -> Zeroizing<String> {
        let mut text = Zeroizing::new(String::with_capacity(40));
        for symbol in 0..WHOLE * 8 / 5 {
            if symbol > 0 && symbol % 4 == 0 {
                text.push('-');
            }
            let value = (0..5).fold(0, |value, bit| {
                let at = symbol * 5 + bit;
                value << 1 | usize::from(self.0[at / 8] >> (7 - at % 8) & 1)
            });
            text.push(char::from(ALPHABET[value]));
        }
        text
    }

    /// The key that wraps the vault's. Its 136 bits need no stretching.
    pub(crate) fn wrapping_key(&self) -> Secret {
        Zeroizing::new(blake3::derive_key("cloakroom 2026 recovery key", self.0.as_slice()))
    }
}

fn check(random: &[u8]) -> [u8; WHOLE - RANDOM] {
    let hash = blake3::derive_key("cloakroom 2026 check of a recovery key", random);
    [hash[0], hash[1], hash[2]]
}
