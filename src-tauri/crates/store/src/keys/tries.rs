//! Wrong passwords, counted on disk so that a restart does not make them free (P20). Kept apart from the
//! slots: it is written at every try, they hardly ever.

use std::path::Path;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::atomic;
use crate::error::{Result, StoreError};

const FILE: &str = "tries";
/// Mistypings that cost nothing.
const FREE: u32 = 3;
const LONGEST_WAIT: u64 = 900;
/// Names tried beyond this number push out the oldest.
const MOST: usize = 64;

#[derive(Default, Serialize, Deserialize)]
pub(crate) struct Tries(Vec<Try>);

#[derive(Clone, Serialize, Deserialize)]
struct Try {
    /// Name of the slot, whether there is such a slot or not.
    id: String,
    count: u32,
    last: Timestamp,
}

impl Tries {
    /// What was counted; a file that cannot be read counts nothing.
    pub(crate) fn load(vault: &Path) -> Self {
        std::fs::read(vault.join(FILE)).ok().and_then(|bytes| serde_json::from_slice(&bytes).ok()).unwrap_or_default()
    }

    fn save(&self, vault: &Path) -> Result<()> {
        let path = vault.join(FILE);
        let bytes = serde_json::to_vec(self).map_err(|error| StoreError::Database(Box::new(error)))?;
        atomic::write_atomically(&path, &bytes).map_err(StoreError::io("writing", &path))
    }

    /// Counts a try before it is made, so that pulling the plug does not undo it; refuses while the delay runs.
    pub(crate) fn begin(&mut self, id: &str, now: Timestamp, vault: &Path) -> Result<()> {
        let mut entry = match self.0.iter().position(|entry| entry.id == id) {
            Some(at) => self.0.remove(at),
            None => Try { id: id.to_owned(), count: 0, last: now },
        };
        let delay = delay(entry.count);
        // A clock set back restarts the delay instead of stretching it to where the clock was.
        let passed = u64::try_from(now.as_second() - entry.last.as_second()).unwrap_or(0);
        if now < entry.last {
            entry.last = now;
        }
        let wait = delay.saturating_sub(passed);
        if wait == 0 {
            entry.count = entry.count.saturating_add(1);
            entry.last = now;
        }
        self.0.push(entry);
        if self.0.len() > MOST {
            self.0.remove(0);
        }
        self.save(vault)?;
        if wait == 0 { Ok(()) } else { Err(StoreError::TooSoon { seconds: wait }) }
    }

    /// Forgets a login that succeeded; returns how many tries failed before.
    pub(crate) fn succeed(&mut self, id: &str, vault: &Path) -> Result<u32> {
        let failed = self.0.iter().find(|entry| entry.id == id).map_or(0, |entry| entry.count.saturating_sub(1));
        self.0.retain(|entry| entry.id != id);
        self.save(vault)?;
        Ok(failed)
    }
}

/// Seconds to wait after so many failures: 1, 2, 4 … up to a quarter of an hour.
fn delay(failures: u32) -> u64 {
    let doublings = failures.checked_sub(FREE);
    doublings.map_or(0, |n| 1_u64.checked_shl(n).unwrap_or(LONGEST_WAIT).min(LONGEST_WAIT))
}
