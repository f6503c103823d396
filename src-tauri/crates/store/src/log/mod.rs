//! The log: append-only, each entry's hash covers the one before, written in the transaction of what it tells.

mod clock;
mod entry;
mod head;
mod report;
#[cfg(test)]
mod tests;
mod verify;
mod words;

use jiff::Timestamp;
use rules::AccountId;
use rusqlite::{Connection, params};
use serde_json::Value;

pub(crate) use clock::note_if_set_back;
pub use entry::{Action, Entry};
pub(crate) use head::{Head, HeadFile};
pub use report::{Audience, Report, ReportLine};
pub use verify::{LogFault, Verified};
pub use words::Topic;

use crate::error::{Result, StoreError};
use crate::row;
use crate::vault::Vault;

/// Reading and adding to the log.
pub struct Log<'v>(pub(crate) &'v Vault);

impl Log<'_> {
    /// Tells something that changed no row: a login, a refusal, a look at sealed reasons. `detail` holds
    /// identifiers, counts and codes, never a name.
    ///
    /// # Errors
    /// Where the database cannot be written.
    pub fn add(&self, action: Action, subject: Option<String>, detail: &Value) -> Result<()> {
        self.0.change(|change| append(change, self.0, change.at, action, subject, detail))
    }

    /// Entries from number `from` on, oldest first, at most `limit`.
    ///
    /// # Errors
    /// Where the database cannot be read.
    pub fn entries(&self, from: u64, limit: u32) -> Result<Vec<Entry>> {
        let sql = "SELECT * FROM log WHERE number >= ?1 ORDER BY number LIMIT ?2";
        let from = i64::try_from(from).unwrap_or(i64::MAX);
        self.0.read(|connection| row::all(connection, sql, params![from, limit], Entry::read))
    }

    /// Entries before number `before`, the newest first, at most `limit`: of one topic or one account where these are named.
    ///
    /// # Errors
    /// Where the database cannot be read.
    pub fn latest(
        &self,
        before: Option<u64>,
        limit: u32,
        topic: Option<Topic>,
        by: Option<AccountId>,
    ) -> Result<Vec<Entry>> {
        let sql = "SELECT * FROM log WHERE number < ?1 AND (?2 IS NULL OR by_account = ?2)
                   AND (?3 IS NULL OR action IN (SELECT value FROM json_each(?3))) ORDER BY number DESC LIMIT ?4";
        let before = before.map_or(i64::MAX, |before| i64::try_from(before).unwrap_or(i64::MAX));
        self.0.read(|connection| {
            let actions = topic.map(|topic| actions_of(connection, topic)).transpose()?;
            row::all(connection, sql, params![before, by.map(|by| by.to_string()), actions, limit], Entry::read)
        })
    }

    /// Entries of a time, oldest first: from `since` on, before `until`.
    ///
    /// # Errors
    /// Where the database cannot be read.
    pub fn between(&self, since: Timestamp, until: Timestamp) -> Result<Vec<Entry>> {
        let sql = "SELECT * FROM log WHERE at >= ?1 AND at < ?2 ORDER BY number";
        let times = params![row::instant(since), row::instant(until)];
        self.0.read(|connection| row::all(connection, sql, times, Entry::read))
    }

    /// Entries about one thing, oldest first.
    ///
    /// # Errors
    /// Where the database cannot be read.
    pub fn about(&self, subject: &str) -> Result<Vec<Entry>> {
        let sql = "SELECT * FROM log WHERE subject = ?1 ORDER BY number";
        self.0.read(|connection| row::all(connection, sql, [subject], Entry::read))
    }

    /// How often something happened.
    ///
    /// # Errors
    /// Where the database cannot be read.
    pub fn times(&self, action: Action) -> Result<usize> {
        let sql = "SELECT count(*) FROM log WHERE action = ?1";
        let word = row::to_word(&action)?;
        let count = self.0.read(|c| row::first(c, sql, [word], |row| row.get::<_, i64>(0)))?;
        Ok(count.and_then(|count| usize::try_from(count).ok()).unwrap_or_default())
    }

    /// How many entries there are.
    ///
    /// # Errors
    /// Where the database cannot be read.
    pub fn count(&self) -> Result<u64> {
        self.0.read(|connection| Ok(head(connection)?.number))
    }

    /// Goes through the whole log and names the first entry that is not as it was written.
    ///
    /// # Errors
    /// Where the database cannot be read; a tampered log is no error but a [`LogFault`] in the answer.
    pub fn verify(&self) -> Result<Verified> {
        verify::verify(self.0)
    }
}

/// Adds an entry within the caller's transaction.
pub(crate) fn append(
    tx: &Connection,
    vault: &Vault,
    at: Timestamp,
    action: Action,
    subject: Option<String>,
    detail: &Value,
) -> Result<()> {
    let before = head(tx)?;
    let mut entry = entry::Row {
        number: before.number + 1,
        at: row::instant(at),
        by: vault.actor.map(|actor| actor.to_string()),
        action: row::to_word(&action)?,
        subject,
        detail: detail.to_string(),
        hash: [0; 32],
    };
    entry.hash = entry.chained(&before.hash);
    let number = i64::try_from(entry.number).map_err(|_| StoreError::damaged("the log"))?;
    row::run(
        tx,
        "INSERT INTO log (number, school, at, by_account, action, subject, detail, hash)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
        params![number, vault.school, entry.at, entry.by, entry.action, entry.subject, entry.detail, entry.hash],
    )?;
    let after = Head { number: entry.number, hash: entry.hash };
    row::run(
        tx,
        "INSERT INTO log_head (school, number, hash, mac, latest) VALUES (?1, ?2, ?3, ?4, ?5)
         ON CONFLICT (school) DO UPDATE SET number = excluded.number, hash = excluded.hash, mac = excluded.mac,
            latest = max(coalesce(latest, ''), excluded.latest)",
        params![vault.school, number, after.hash, after.mac(&vault.keys.log_head), entry.at],
    )?;
    Ok(())
}

/// Compares the log with the note outside when the vault is opened. A log that is behind was put back from a
/// copy: that is written down, so that it still shows when the log has outgrown the note.
pub(crate) fn note_if_behind(vault: &Vault) -> Result<()> {
    let Some(noted) = vault.head.read() else { return Ok(()) };
    let found = vault.read(|connection| {
        let number = i64::try_from(noted.number).unwrap_or(i64::MAX);
        row::first(connection, "SELECT hash FROM log WHERE number = ?1", [number], |row| row.get(0))
    })?;
    if found == Some(noted.hash) {
        return Ok(());
    }
    vault.log().add(Action::LogFoundBehind, None, &serde_json::json!({ "noted": noted.number }))
}

/// Where the log stands, as the database has it.
pub(crate) fn head(connection: &Connection) -> Result<Head> {
    let found = row::first(connection, "SELECT number, hash FROM log_head", [], |row| {
        let number = u64::try_from(row.get::<_, i64>(0)?).map_err(|_| StoreError::damaged("the log"))?;
        Ok(Head { number, hash: row.get(1)? })
    })?;
    Ok(found.unwrap_or_default())
}

/// The names of those actions of a topic that the log holds, as a JSON list.
fn actions_of(connection: &Connection, topic: Topic) -> Result<String> {
    let held: Vec<Action> =
        row::all(connection, "SELECT DISTINCT action FROM log", [], |row| row::word(row, "action"))?;
    let names = held.iter().filter(|action| action.topic() == topic).map(row::to_word);
    Ok(Value::from(names.collect::<Result<Vec<String>>>()?).to_string())
}
