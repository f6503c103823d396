//! The file of key slots, beside the database: the vault's key, wrapped once for each account and once for
//! the recovery key. A slot is found by a salted hash of the login, so no name lies in the clear.

use std::path::Path;

use serde::{Deserialize, Serialize};
use zeroize::Zeroizing;

use super::{KdfCost, RecoveryKey, Secret, VaultKey, seal, unseal};
use crate::atomic;
use crate::env::Env;
use crate::error::{Result, StoreError};

const FILE: &str = "keys";
/// Written after the first; either one opens the vault when the other is damaged.
const COPY: &str = "keys-copy";
const VERSION: u32 = 1;
const PROOF: &[u8] = b"this is the password of an account that waits";

/// All slots of a vault.
#[derive(Clone, Serialize, Deserialize)]
pub(crate) struct SlotFile {
    version: u32,
    /// Tells vaults apart without telling anything of their keys.
    pub(crate) fingerprint: String,
    /// Makes equal logins of two vaults look different.
    salt: String,
    slots: Vec<Slot>,
    recovery: String,
}

#[derive(Clone, Serialize, Deserialize)]
struct Slot {
    id: String,
    cost: KdfCost,
    salt: String,
    sealed: String,
    /// Until the head authorises the account: `sealed` is wrapped once more by a key of the vault, and this
    /// proves the password without opening anything.
    waiting: Option<String>,
}

/// What a slot held: the vault's key and the seed of the account's signing key.
pub(crate) struct Opened {
    pub(crate) vault: VaultKey,
    pub(crate) seed: Secret,
}

impl SlotFile {
    /// A file with nothing but the recovery slot.
    pub(crate) fn new(vault: &VaultKey, recovery: &RecoveryKey, env: &Env) -> Result<Self> {
        let mut file = Self {
            version: VERSION,
            fingerprint: hex::encode(vault.derive("fingerprint").as_slice()),
            salt: hex::encode(env.random::<32>()),
            slots: Vec::new(),
            recovery: String::new(),
        };
        file.set_recovery(vault, recovery, env)?;
        Ok(file)
    }

    /// Replaces the recovery slot: the key printed before no longer opens anything.
    pub(crate) fn set_recovery(&mut self, vault: &VaultKey, recovery: &RecoveryKey, env: &Env) -> Result<()> {
        self.recovery = hex::encode(seal(&recovery.wrapping_key(), self.salt.as_bytes(), vault.bytes(), env)?);
        Ok(())
    }

    pub(crate) fn load(vault: &Path) -> Result<Self> {
        let first = vault.join(FILE);
        if !first.exists() && !vault.join(COPY).exists() {
            return Err(StoreError::NoVault);
        }
        Self::read(&first).or_else(|error| Self::read(&vault.join(COPY)).map_err(|_| error))
    }

    /// Whether both copies are as they were written.
    pub(crate) fn is_whole(vault: &Path) -> bool {
        [FILE, COPY].iter().all(|name| Self::read(&vault.join(name)).is_ok())
    }

    fn read(path: &Path) -> Result<Self> {
        Self::from_text(&std::fs::read_to_string(path).map_err(StoreError::io("reading", path))?)
    }

    /// Reads what [`SlotFile::to_text`] wrote.
    pub(crate) fn from_text(text: &str) -> Result<Self> {
        let damaged = || StoreError::damaged("the file of key slots");
        let (body, check) = text.trim_end().rsplit_once('\n').ok_or_else(damaged)?;
        if blake3::hash(body.as_bytes()).to_hex().as_str() != check {
            return Err(damaged());
        }
        let file: Self = serde_json::from_str(body).map_err(|_| damaged())?;
        if file.version > VERSION { Err(StoreError::NewerVault) } else { Ok(file) }
    }

    /// The file's text: one line, and the check of it.
    pub(crate) fn to_text(&self) -> Result<String> {
        let body = serde_json::to_string(self).map_err(|error| StoreError::Database(Box::new(error)))?;
        Ok(format!("{body}\n{}\n", blake3::hash(body.as_bytes()).to_hex()))
    }

    pub(crate) fn save(&self, vault: &Path) -> Result<()> {
        let text = self.to_text()?;
        for name in [FILE, COPY] {
            let path = vault.join(name);
            atomic::write_atomically(&path, text.as_bytes()).map_err(StoreError::io("writing", &path))?;
        }
        Ok(())
    }

    /// The slot's name for a login; upper and lower case are one.
    pub(crate) fn id_of(&self, login: &str) -> String {
        let login = crate::table::accounts::folded(login);
        blake3::Hasher::new_derive_key("cloakroom 2026 name of a key slot")
            .update(self.salt.as_bytes())
            .update(login.as_bytes())
            .finalize()
            .to_hex()[..32]
            .to_owned()
    }

    fn slot(&self, id: &str) -> Option<&Slot> {
        self.slots.iter().find(|slot| slot.id == id)
    }

    /// Puts a slot for a login, in place of one that was there.
    pub(crate) fn put(&mut self, login: &str, password: &str, keys: &Opened, waiting: bool, env: &Env) -> Result<()> {
        let id = self.id_of(login);
        let salt: [u8; 16] = env.random();
        let cost = env.kdf();
        let mut plain = Zeroizing::new(Vec::with_capacity(64));
        plain.extend_from_slice(keys.vault.bytes());
        plain.extend_from_slice(keys.seed.as_slice());
        let key = cost.stretch(password, &salt)?;
        let mut sealed = seal(&key, id.as_bytes(), &plain, env)?;
        let mut proof = None;
        if waiting {
            sealed = seal(&waiting_key(&keys.vault), id.as_bytes(), &sealed, env)?;
            proof = Some(hex::encode(seal(&key, PROOF, &[], env)?));
        }
        self.slots.retain(|slot| slot.id != id);
        self.slots.push(Slot { id, cost, salt: hex::encode(salt), sealed: hex::encode(sealed), waiting: proof });
        Ok(())
    }

    /// Takes the second wrapping off, so that the password alone opens the slot.
    pub(crate) fn authorise(&mut self, login: &str, vault: &VaultKey) -> Result<()> {
        let id = self.id_of(login);
        let slot = self.slots.iter_mut().find(|slot| slot.id == id).ok_or(StoreError::NotFound("account"))?;
        if slot.waiting.is_some() {
            let sealed = hex::decode(&slot.sealed).map_err(|_| StoreError::damaged("a key slot"))?;
            let inner = unseal(&waiting_key(vault), id.as_bytes(), &sealed);
            slot.sealed = hex::encode(inner.ok_or_else(|| StoreError::damaged("a key slot"))?.as_slice());
            slot.waiting = None;
        }
        Ok(())
    }

    /// Whether somebody can try a password for this login.
    pub(crate) fn has(&self, login: &str) -> bool {
        self.slot(&self.id_of(login)).is_some()
    }

    pub(crate) fn remove(&mut self, login: &str) {
        let id = self.id_of(login);
        self.slots.retain(|slot| slot.id != id);
    }

    /// Opens by password. A login without a slot takes as long and fails alike.
    pub(crate) fn open(&self, login: &str, password: &str, env: &Env) -> Result<Opened> {
        let id = self.id_of(login);
        let Some(slot) = self.slot(&id) else {
            let cost = self.slots.iter().map(|slot| slot.cost).max().unwrap_or(env.kdf());
            cost.stretch(password, &[0; 16])?;
            return Err(StoreError::WrongPassword);
        };
        let damaged = || StoreError::damaged("a key slot");
        let salt = hex::decode(&slot.salt).ok().and_then(|salt| salt.try_into().ok()).ok_or_else(damaged)?;
        let sealed = hex::decode(&slot.sealed).map_err(|_| damaged())?;
        let key = slot.cost.stretch(password, &salt)?;
        if let Some(proof) = &slot.waiting {
            let proof = hex::decode(proof).map_err(|_| damaged())?;
            let right = unseal(&key, PROOF, &proof).is_some();
            return Err(if right { StoreError::NotAuthorised } else { StoreError::WrongPassword });
        }
        let plain = unseal(&key, id.as_bytes(), &sealed).ok_or(StoreError::WrongPassword)?;
        let (vault, seed) = plain.split_first_chunk::<32>().ok_or_else(damaged)?;
        let seed = seed.try_into().map_err(|_| damaged())?;
        Ok(Opened { vault: VaultKey::new(*vault), seed: Zeroizing::new(seed) })
    }

    /// Whether this login's slot is cheaper than what is wanted now.
    pub(crate) fn is_cheaper(&self, login: &str, wanted: KdfCost) -> bool {
        self.slot(&self.id_of(login)).is_some_and(|slot| slot.cost < wanted)
    }

    pub(crate) fn open_with_recovery(&self, recovery: &RecoveryKey) -> Result<VaultKey> {
        let sealed = hex::decode(&self.recovery).map_err(|_| StoreError::damaged("the recovery slot"))?;
        let plain = unseal(&recovery.wrapping_key(), self.salt.as_bytes(), &sealed);
        let plain = plain.ok_or(StoreError::WrongPassword)?;
        let key = plain.as_slice().try_into().map_err(|_| StoreError::damaged("the recovery slot"))?;
        Ok(VaultKey::new(key))
    }
}

fn waiting_key(vault: &VaultKey) -> Secret {
    vault.derive("accounts that wait for the head")
}
