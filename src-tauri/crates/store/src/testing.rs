//! Surroundings for unit tests: a clock that stands still, bytes that differ at every call, cheap passwords.

use std::sync::atomic::{AtomicU64, Ordering};

use jiff::Timestamp;

use crate::{Env, KdfCost};

pub(crate) const HEAD: &str = "Wilhelmina Quarrington";
pub(crate) const PASSWORD: &str = "crumpet lantern seven";

pub(crate) fn env() -> Env {
    static CALLS: AtomicU64 = AtomicU64::new(0);
    Env::new(
        || Timestamp::from_second(1_790_000_000).unwrap(),
        |bytes: &mut [u8]| {
            let call = CALLS.fetch_add(1, Ordering::SeqCst);
            blake3::Hasher::new().update(&call.to_le_bytes()).finalize_xof().fill(bytes);
        },
        KdfCost::new(8, 1).unwrap(),
    )
}
