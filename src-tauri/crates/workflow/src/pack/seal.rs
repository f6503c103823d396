//! The encryption of a pack, in the age format (age-encryption.org/v1): `age -d` and `rage -d` open it.

use std::io::Write;
use std::str::FromStr as _;

use age::secrecy::SecretString;
use age::stream::StreamWriter;
use age::{Encryptor, Recipient, scrypt, x25519};
use zeroize::Zeroizing;

use crate::error::{Error, Fault, Refusal};
use crate::surroundings::Surroundings;

/// Letters and digits that are not taken for each other in print.
const SYMBOLS: &[u8; 31] = b"abcdefghjkmnpqrstuvwxyz23456789";
/// Five groups of five: 123 bits.
const GROUPS: usize = 5;
/// Of so many bits no guess is made, however cheap it is: 32 MiB and a tenth of a second are for the format's sake.
const WORK: u8 = 15;

/// Who can open a pack.
pub(super) enum Seal {
    /// Whoever has the passphrase.
    Passphrase(Zeroizing<String>),
    /// Whoever has the key of this recipient.
    Recipient(Box<x25519::Recipient>),
}

impl Seal {
    /// For the recipient that was named, else with a new passphrase.
    pub(super) fn new(recipient: Option<&str>, surroundings: &Surroundings) -> Result<Self, Refusal> {
        let Some(text) = recipient else { return Ok(Self::Passphrase(passphrase(surroundings))) };
        let not_one = |_| Refusal::NotA { expected: "an age recipient (age1…)", text: text.to_owned() };
        Ok(Self::Recipient(Box::new(x25519::Recipient::from_str(text.trim()).map_err(not_one)?)))
    }

    /// The passphrase, to be shown once.
    pub(super) fn into_passphrase(self) -> Option<Zeroizing<String>> {
        match self {
            Self::Passphrase(passphrase) => Some(passphrase),
            Self::Recipient(_) => None,
        }
    }

    /// What is written to it is encrypted on its way.
    pub(super) fn wrap<W: Write>(&self, output: W) -> Result<StreamWriter<W>, Error> {
        let io = |source| Fault::Io { doing: "encrypting a pack", source };
        let encryptor = match self {
            Self::Passphrase(passphrase) => {
                let mut recipient = scrypt::Recipient::new(SecretString::from(passphrase.to_string()));
                recipient.set_work_factor(WORK);
                encryptor(&recipient)
            }
            Self::Recipient(recipient) => encryptor(recipient.as_ref()),
        };
        Ok(encryptor.map_err(io)?.wrap_output(output).map_err(io)?)
    }
}

fn encryptor(recipient: &dyn Recipient) -> std::io::Result<Encryptor> {
    Encryptor::with_recipients(std::iter::once(recipient)).map_err(std::io::Error::other)
}

fn passphrase(surroundings: &Surroundings) -> Zeroizing<String> {
    let length = GROUPS * (GROUPS + 1) - 1;
    let mut words = Zeroizing::new(String::with_capacity(length));
    let mut byte = Zeroizing::new([0_u8; 1]);
    while words.len() < length {
        if words.len() % (GROUPS + 1) == GROUPS {
            words.push('-');
            continue;
        }
        (surroundings.entropy)(byte.as_mut_slice());
        // 32 equally likely numbers, of which one is drawn anew.
        if let Some(&symbol) = SYMBOLS.get(usize::from(byte[0] % 32)) {
            words.push(char::from(symbol));
        }
    }
    words
}

#[cfg(test)]
mod tests {
    use std::io::Read as _;
    use std::sync::Arc;
    use std::sync::atomic::{AtomicU8, Ordering};

    use super::*;

    /// Chance that counts.
    fn counting() -> Surroundings {
        let next = AtomicU8::new(0);
        let entropy = Arc::new(move |bytes: &mut [u8]| bytes.fill(next.fetch_add(1, Ordering::Relaxed)));
        Surroundings { entropy, ..Surroundings::real() }
    }

    fn sealed(seal: &Seal) -> Vec<u8> {
        let mut writer = seal.wrap(Vec::new()).expect("encrypting");
        writer.write_all(b"held").expect("written");
        writer.finish().expect("finished")
    }

    fn opened(bytes: &[u8], identity: &dyn age::Identity) -> Option<Vec<u8>> {
        let mut plain = Vec::new();
        let decryptor = age::Decryptor::new(bytes).expect("age");
        decryptor.decrypt(std::iter::once(identity)).ok()?.read_to_end(&mut plain).ok()?;
        Some(plain)
    }

    #[test]
    fn a_passphrase_uses_every_symbol_and_can_be_read_out() {
        let surroundings = counting();
        let first = passphrase(&surroundings);
        assert_eq!(*first, "abcde-fghjk-mnpqr-stuvw-xyz23");
        assert_eq!(passphrase(&surroundings).len(), 29, "the number without a symbol is drawn anew");
    }

    #[test]
    fn only_the_passphrase_opens_what_it_sealed_p25() {
        let seal = Seal::new(None, &counting()).expect("a seal");
        let bytes = sealed(&seal);
        let words = seal.into_passphrase().expect("a passphrase");
        let identity = |words: &str| scrypt::Identity::new(SecretString::from(words.to_owned()));
        assert_eq!(opened(&bytes, &identity(&words)).as_deref(), Some(&b"held"[..]));
        assert_eq!(opened(&bytes, &identity("abcde-fghjk-mnpqr-stuvw-xyz24")), None);
    }

    #[test]
    fn only_the_recipients_own_key_opens_what_was_sealed_for_it_p25() {
        let [theirs, another] = [x25519::Identity::generate(), x25519::Identity::generate()];
        let seal = Seal::new(Some(&theirs.to_public().to_string()), &counting()).expect("a seal");
        let bytes = sealed(&seal);
        assert_eq!(opened(&bytes, &theirs).as_deref(), Some(&b"held"[..]));
        assert_eq!(opened(&bytes, &another), None);
        assert!(seal.into_passphrase().is_none());
        assert!(matches!(Seal::new(Some("age1nobody"), &counting()), Err(Refusal::NotA { .. })));
    }
}
