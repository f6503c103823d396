//! What time it is for everything that expires. The log has seen times that a clock set back no longer tells; the later
//! one counts, until the head says that the clock is right.

use jiff::{SignedDuration, Timestamp};
use rusqlite::{Connection, params};
use serde_json::json;

use super::{Action, Log, append};
use crate::error::Result;
use crate::row;
use crate::vault::Vault;

/// Clocks that are set by the network go back a little now and then.
const SLACK: SignedDuration = SignedDuration::from_mins(2);

impl Log<'_> {
    /// The time, or the latest that the log has seen where that is later: expired accounts, consents and deputies do not
    /// come back when the clock is set back.
    ///
    /// # Errors
    /// Where the database cannot be read.
    pub fn reached(&self) -> Result<Timestamp> {
        let now = self.0.env.now();
        Ok(self.0.read(latest)?.map_or(now, |latest| latest.max(now)))
    }

    /// Since when the clock tells an earlier time than the log has seen; `None` where it does not.
    ///
    /// # Errors
    /// Where the database cannot be read.
    pub fn clock_is_behind(&self) -> Result<Option<Timestamp>> {
        let now = self.0.env.now();
        Ok(self.0.read(latest)?.filter(|latest| latest.duration_since(now) > SLACK))
    }

    /// The clock is right, and was wrong before: from now on it counts again.
    ///
    /// # Errors
    /// Where the database cannot be written.
    pub fn accept_clock(&self) -> Result<()> {
        let Some(latest) = self.clock_is_behind()? else { return Ok(()) };
        self.0.change(|change| {
            append(change, self.0, change.at, Action::ClockAccepted, None, &json!({ "log_had_seen": latest }))?;
            let sql = "UPDATE log_head SET latest = ?2 WHERE school = ?1";
            row::run(change, sql, params![change.school(), row::instant(change.at)]).map(drop)
        })
    }
}

/// Writes down that the clock was set back, at each login under it.
pub(crate) fn note_if_set_back(vault: &Vault) -> Result<()> {
    let Some(latest) = vault.log().clock_is_behind()? else { return Ok(()) };
    vault.log().add(Action::ClockSetBack, None, &json!({ "log_had_seen": latest }))
}

fn latest(connection: &Connection) -> Result<Option<Timestamp>> {
    let sql = "SELECT latest FROM log_head";
    Ok(row::first(connection, sql, [], |row| row::maybe(row, "latest"))?.flatten())
}
