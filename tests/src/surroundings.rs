//! A clock that stands still, chance that repeats, and passwords that cost nothing.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use workflow::{FaceFinder, KdfCost, Surroundings};

/// Surroundings in which it is 22 November 2026, ten in the morning in London. `seed` tells two of them apart.
///
/// # Panics
/// Never: date, zone and cost are valid.
#[must_use]
pub fn standing_still(seed: u64) -> Surroundings {
    let now: jiff::Zoned = "2026-11-22T10:00:00+00:00[UTC]".parse().expect("a moment");
    let drawn = AtomicU64::new(0);
    Surroundings {
        clock: Arc::new(move || now.clone()),
        entropy: Arc::new(move |bytes| {
            let draw = drawn.fetch_add(1, Ordering::Relaxed);
            let mut hasher = blake3::Hasher::new();
            hasher.update(&seed.to_le_bytes());
            hasher.update(&draw.to_le_bytes());
            hasher.finalize_xof().fill(bytes);
        }),
        faces: blind(),
        drives: Surroundings::real().drives,
        cards: Arc::new(Vec::new),
        key_cost: cheap(),
    }
}

/// A detector that finds nothing, at no cost.
#[must_use]
pub fn blind() -> FaceFinder {
    Arc::new(|_, _| Ok(Vec::new()))
}

/// The machine's clock, chance and face detector, with passwords that cost nothing: for throw-away vaults.
///
/// # Panics
/// Never: the cost is valid.
#[must_use]
pub fn throw_away() -> Surroundings {
    Surroundings { key_cost: cheap(), cards: Arc::new(Vec::new), ..Surroundings::real() }
}

fn cheap() -> KdfCost {
    KdfCost::new(8, 1).expect("a cost")
}
