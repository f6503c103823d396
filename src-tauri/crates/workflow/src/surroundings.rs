//! Clock and randomness, passed in so that tests decide both.

use std::sync::Arc;

use jiff::{Zoned, civil::Date};
use rules::Timestamp;

/// Reads the clock, with the time zone in which 'today' is meant.
pub type Clock = Arc<dyn Fn() -> Zoned + Send + Sync>;
/// Fills the bytes with randomness.
pub type Entropy = Arc<dyn Fn(&mut [u8]) + Send + Sync>;

/// What a use case takes from outside.
#[derive(Clone)]
pub struct Surroundings {
    /// The clock.
    pub clock: Clock,
    /// Randomness.
    pub entropy: Entropy,
}

impl Surroundings {
    /// The machine's own clock and randomness, for the programs' `main`.
    ///
    /// # Panics
    /// When the operating system has no randomness to give: nothing could be encrypted then.
    #[must_use]
    #[expect(clippy::disallowed_methods, reason = "the one place that reads the machine's clock")]
    pub fn real() -> Self {
        Self {
            clock: Arc::new(Zoned::now),
            entropy: Arc::new(|bytes| getrandom::fill(bytes).expect("the operating system gives randomness")),
        }
    }

    /// Now.
    #[must_use]
    pub fn now(&self) -> Timestamp {
        (self.clock)().timestamp()
    }

    /// Today, in the school's time zone.
    #[must_use]
    pub fn today(&self) -> Date {
        (self.clock)().date()
    }

    /// Random bytes in lower-case hexadecimal, two digits each.
    #[must_use]
    pub fn hex(&self, bytes: usize) -> String {
        let mut buffer = vec![0; bytes];
        (self.entropy)(&mut buffer);
        buffer.iter().map(|byte| format!("{byte:02x}")).collect()
    }
}
