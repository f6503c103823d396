//! What the vault needs from outside: the time, randomness, the kinds of drives, and how dear a password try is to be.

use std::path::Path;
use std::{fmt, sync::Arc};

use jiff::Timestamp;
use uuid::Uuid;

use crate::drive::Drive;
use crate::keys::KdfCost;

/// Tells the time. Every `Fn() -> Timestamp` does.
pub trait Clock: Send + Sync {
    /// The present instant.
    fn now(&self) -> Timestamp;
}

impl<F: Fn() -> Timestamp + Send + Sync> Clock for F {
    fn now(&self) -> Timestamp {
        self()
    }
}

/// Gives random bytes; keys are made of them. Every `Fn(&mut [u8])` does.
pub trait Entropy: Send + Sync {
    /// Fills the buffer with unpredictable bytes.
    fn fill(&self, bytes: &mut [u8]);
}

impl<F: Fn(&mut [u8]) + Send + Sync> Entropy for F {
    fn fill(&self, bytes: &mut [u8]) {
        self(bytes);
    }
}

/// Tells the kind of drive that a folder lies on.
pub type Drives = Arc<dyn Fn(&Path) -> Drive + Send + Sync>;

/// The surroundings, passed in once.
#[derive(Clone)]
pub struct Env {
    clock: Arc<dyn Clock>,
    entropy: Arc<dyn Entropy>,
    drives: Drives,
    kdf: KdfCost,
}

impl Env {
    /// Surroundings of a clock, a source of randomness and the cost of a password try, with this computer's own drives.
    pub fn new(clock: impl Clock + 'static, entropy: impl Entropy + 'static, kdf: KdfCost) -> Self {
        Self { clock: Arc::new(clock), entropy: Arc::new(entropy), drives: Arc::new(Drive::of), kdf }
    }

    /// The same with other drives.
    #[must_use]
    pub fn with_drives(self, drives: Drives) -> Self {
        Self { drives, ..self }
    }

    /// The kind of drive that a folder lies on, or would lie on.
    #[must_use]
    pub fn drive_of(&self, folder: &Path) -> Drive {
        (self.drives)(folder)
    }

    /// The present instant.
    #[must_use]
    pub fn now(&self) -> Timestamp {
        self.clock.now()
    }

    /// Cost that new key slots get, and to which cheaper ones are raised.
    #[must_use]
    pub fn kdf(&self) -> KdfCost {
        self.kdf
    }

    /// Random bytes.
    pub fn fill(&self, bytes: &mut [u8]) {
        self.entropy.fill(bytes);
    }

    /// `N` random bytes.
    #[must_use]
    pub fn random<const N: usize>(&self) -> [u8; N] {
        let mut bytes = [0; N];
        self.fill(&mut bytes);
        bytes
    }

    /// A new identifier (UUIDv7): sorts by the time it was made.
    #[must_use]
    pub fn new_id(&self) -> Uuid {
        let millis = u64::try_from(self.now().as_millisecond()).unwrap_or(0);
        uuid::Builder::from_unix_timestamp_millis(millis, &self.random()).into_uuid()
    }
}

impl fmt::Debug for Env {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Env").field("kdf", &self.kdf).finish_non_exhaustive()
    }
}
