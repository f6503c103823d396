//! Clock, randomness, the face detector, drives and cards, and the cost of a password try, passed in so that tests decide
//! them all.

use std::path::PathBuf;
use std::sync::{Arc, OnceLock};

use jiff::{Zoned, civil::Date};
use photo::faces::{Detector, FaceError, FoundFace};
use photo::{Limits, Orientation};
use rules::Timestamp;
use store::{Drive, Drives, Env, KdfCost};
use uuid::Uuid;

/// Reads the clock, with the time zone in which 'today' is meant.
pub type Clock = Arc<dyn Fn() -> Zoned + Send + Sync>;
/// Fills the bytes with randomness.
pub type Entropy = Arc<dyn Fn(&mut [u8]) + Send + Sync>;

/// Finds the faces of a picture, given what still makes it upright.
pub type FaceFinder = Arc<dyn Fn(&[u8], Orientation) -> Result<Vec<FoundFace>, FaceError> + Send + Sync>;

/// Finds the camera cards that are in.
pub type CardFinder = Arc<dyn Fn() -> Vec<PathBuf> + Send + Sync>;

/// What a use case takes from outside.
#[derive(Clone)]
pub struct Surroundings {
    /// The clock.
    pub clock: Clock,
    /// Randomness.
    pub entropy: Entropy,
    /// The face detector.
    pub faces: FaceFinder,
    /// The kinds of drives.
    pub drives: Drives,
    /// The camera cards that are in.
    pub cards: CardFinder,
    /// What one try of a password costs.
    pub key_cost: KdfCost,
}

impl Surroundings {
    /// The machine's own clock and randomness, for the programs' `main`.
    ///
    /// # Panics
    /// When the operating system has no randomness to give: no key may ever be made without.
    #[must_use]
    #[expect(clippy::disallowed_methods, reason = "the one place that reads the machine's clock")]
    pub fn real() -> Self {
        Self {
            clock: Arc::new(Zoned::now),
            entropy: Arc::new(|bytes| getrandom::fill(bytes).expect("the operating system gives randomness")),
            faces: built_in_detector(),
            drives: Arc::new(Drive::of),
            cards: Arc::new(store::cards),
            key_cost: KdfCost::interactive(),
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

    /// A new identifier, wrapped as what it identifies.
    pub(crate) fn new_id<T>(&self, wrap: impl FnOnce(Uuid) -> T) -> T {
        wrap(self.env().new_id())
    }

    /// The same for the store.
    pub(crate) fn env(&self) -> Env {
        let (clock, entropy) = (Arc::clone(&self.clock), Arc::clone(&self.entropy));
        Env::new(move || clock().timestamp(), move |bytes: &mut [u8]| entropy(bytes), self.key_cost)
            .with_drives(Arc::clone(&self.drives))
    }
}

/// The detector that was built in, made when it is first asked.
fn built_in_detector() -> FaceFinder {
    let made = OnceLock::new();
    Arc::new(move |bytes, orientation| {
        let detector = match made.get() {
            Some(detector) => detector,
            None => {
                let detector = Detector::new()?;
                made.get_or_init(|| detector)
            }
        };
        detector.find(bytes, orientation, &Limits::default())
    })
}
