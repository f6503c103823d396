//! `audit verify`: reads every entry once and names the first that is not as it was written.

use rusqlite::Connection;
use serde::Serialize;

use super::head::Head;
use super::{entry, head};
use crate::error::Result;
use crate::row::{self, Row};
use crate::vault::Vault;

/// What was wrong, at the first place where something was.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case", tag = "fault")]
pub enum LogFault {
    /// This entry, or its hash, was edited, or others were put in another order.
    Changed {
        /// The first bad entry.
        number: u64,
    },
    /// There is no entry of this number, but there are later ones.
    Missing {
        /// The first bad entry.
        number: u64,
    },
    /// The log ends before this entry, which was written once: cut short, or put back from a backup.
    CutShort {
        /// The first entry that is gone.
        number: u64,
    },
    /// The log was put back from a copy and went on.
    Replayed {
        /// The first entry known to be of another history.
        number: u64,
    },
    /// The note of where the log ends was itself changed.
    HeadForged,
}

/// What `audit verify` found.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Verified {
    /// Entries read.
    pub entries: u64,
    /// The first fault; `None` is a log as it was written.
    pub fault: Option<LogFault>,
}

/// The action that the program writes when it finds the log put back.
pub(super) const BEHIND: &str = "log_found_behind";

pub(super) fn verify(vault: &Vault) -> Result<Verified> {
    let noted = vault.head.read();
    vault.read(|connection| {
        let (found, fault) = walk(connection, noted)?;
        let fault = match fault {
            Some(fault) => Some(fault),
            None => ending(vault, connection, found, noted)?,
        };
        Ok(Verified { entries: found.number, fault })
    })
}

/// Follows the chain from the first entry; stops at the first that breaks it.
fn walk(connection: &Connection, noted: Option<Head>) -> Result<(Head, Option<LogFault>)> {
    let (mut last, mut fault) = (Head::default(), None);
    let sql = "SELECT number, at, by_account, action, subject, detail, hash FROM log ORDER BY number";
    row::each(connection, sql, [], |row| {
        fault = follow(row, &mut last, noted)?;
        Ok(fault.is_none())
    })?;
    Ok((last, fault))
}

/// Looks at one entry; where it holds, it is the last one that does.
fn follow(row: &Row<'_>, last: &mut Head, noted: Option<Head>) -> Result<Option<LogFault>> {
    let number = last.number + 1;
    if row.get_ref(0)?.as_i64().ok() != i64::try_from(number).ok() {
        return Ok(Some(LogFault::Missing { number }));
    }
    let mut fields = [None; 5];
    for (column, field) in (1..).zip(&mut fields) {
        // A column that is no text was not written by us: it hashes as absent and shows as changed.
        *field = row.get_ref(column)?.as_str_or_null().ok().flatten();
    }
    let hash = entry::chained(&last.hash, number, fields);
    if row.get_ref(6)?.as_blob().ok() != Some(hash.as_slice()) {
        return Ok(Some(LogFault::Changed { number }));
    }
    *last = Head { number, hash };
    let replayed = fields[2].is_some_and(|action| action == BEHIND)
        || noted.is_some_and(|noted| noted.number == number && noted.hash != hash);
    Ok(replayed.then_some(LogFault::Replayed { number }))
}

/// Compares the end of the log with both notes of it.
fn ending(vault: &Vault, connection: &Connection, found: Head, noted: Option<Head>) -> Result<Option<LogFault>> {
    let kept = head(connection)?;
    let mac: Option<Vec<u8>> = row::first(connection, "SELECT mac FROM log_head", [], |row| row.get(0))?;
    let forged = mac.is_some_and(|mac| mac != kept.mac(&vault.keys.log_head)) || kept.number < found.number;
    let furthest = noted.map_or(0, |noted| noted.number).max(kept.number);
    Ok(if furthest > found.number {
        Some(LogFault::CutShort { number: found.number + 1 })
    } else if forged || kept != found {
        Some(LogFault::HeadForged)
    } else {
        None
    })
}
