//! What the school has settled: its name, purposes, policy; and how current the register is.

use jiff::civil::Date;
use rules::{EventId, Policy, Purpose, PurposeKey};
use rusqlite::{Connection, params};
use serde::{Serialize, de::DeserializeOwned};
use serde_json::json;

use super::batches;
use crate::error::{Result, StoreError};
use crate::log::Action;
use crate::row;
use crate::vault::{Change, Vault};

const POLICY: &str = "policy";

/// Settings of the vault.
pub struct Settings<'v>(pub(crate) &'v Vault);

impl Settings<'_> {
    /// The school's name.
    ///
    /// # Errors
    /// Where the database cannot be read.
    pub fn school(&self) -> Result<String> {
        let name = self.0.read(|c| row::first(c, "SELECT name FROM schools", [], |row| row.get(0)))?;
        name.ok_or_else(|| StoreError::damaged("the database"))
    }

    /// The school's purposes, in its order.
    ///
    /// # Errors
    /// Where the database cannot be read.
    pub fn purposes(&self) -> Result<Vec<Purpose>> {
        let sql = "SELECT content FROM purposes ORDER BY position";
        self.0.read(|c| row::all(c, sql, [], |row| row::json(row, "content")))
    }

    /// Replaces the list of purposes.
    ///
    /// # Errors
    /// Where the database cannot be written, or two have one key.
    pub fn set_purposes(&self, purposes: &[Purpose]) -> Result<()> {
        let before = self.purposes()?;
        if before == purposes {
            return Ok(());
        }
        self.0.change(|change| {
            write_purposes(change, change.school(), purposes)?;
            for key in touched(&before, purposes) {
                batches::void_for_purpose(change, key)?;
            }
            change.log(Action::SettingChanged, "purposes", &json!({}))
        })
    }

    /// The school's policy; the default until it settles another.
    ///
    /// # Errors
    /// Where the database cannot be read.
    pub fn policy(&self) -> Result<Policy> {
        Ok(self.get(POLICY)?.unwrap_or_default())
    }

    /// Settles the policy.
    ///
    /// # Errors
    /// Where the database cannot be written.
    pub fn set_policy(&self, policy: &Policy) -> Result<()> {
        self.set(POLICY, policy)
    }

    /// Any other setting, by its stable name.
    ///
    /// # Errors
    /// Where the database cannot be read, or the setting is of another kind.
    pub fn get<T: DeserializeOwned>(&self, name: &str) -> Result<Option<T>> {
        let sql = "SELECT content FROM settings WHERE name = ?1";
        self.0.read(|c| row::first(c, sql, [name], |row| row::json(row, "content")))
    }

    /// Settles any other setting. Its value is not told in the log.
    ///
    /// # Errors
    /// Where the database cannot be written.
    pub fn set<T: Serialize>(&self, name: &str, value: &T) -> Result<()> {
        let sql = "INSERT INTO settings (school, name, content) VALUES (?1, ?2, ?3)
                   ON CONFLICT DO UPDATE SET content = excluded.content WHERE content <> excluded.content";
        let content = row::to_json(value)?;
        self.0.change(|change| {
            if row::run(change, sql, params![change.school(), name, content])? > 0 {
                change.log(Action::SettingChanged, name, &json!({}))?;
            }
            Ok(())
        })
    }

    /// Keeps something that the program notes for itself, or forgets it. No decision of the school's: not told in the log.
    ///
    /// # Errors
    /// Where the database cannot be written.
    pub fn note<T: Serialize>(&self, name: &str, value: Option<&T>) -> Result<()> {
        let content = value.map(row::to_json).transpose()?;
        self.0.change(|change| {
            let sql = "DELETE FROM settings WHERE school = ?1 AND name = ?2";
            row::run(change, sql, params![change.school(), name])?;
            if let Some(content) = content {
                let sql = "INSERT INTO settings (school, name, content) VALUES (?1, ?2, ?3)";
                row::run(change, sql, params![change.school(), name, content])?;
            }
            Ok(())
        })
    }

    /// The day of the register's last import or confirmation.
    ///
    /// # Errors
    /// Where the database cannot be read.
    pub fn register_current_on(&self) -> Result<Option<Date>> {
        self.0.read(current_on)
    }

    /// Somebody says that the register is right as of this day. `id` makes it safe to repeat.
    ///
    /// # Errors
    /// Where the database cannot be written.
    pub fn confirm_register(&self, id: EventId, current_on: Date) -> Result<()> {
        self.0.change(|change| {
            if note_register(change, id, current_on, None)? {
                change.log(Action::RegisterConfirmed, id, &json!({ "on": current_on }))?;
            }
            Ok(())
        })
    }
}

/// Purposes that are no longer what they were: their own settings, or those of one that they also need.
fn touched<'p>(before: &'p [Purpose], after: &[Purpose]) -> impl Iterator<Item = &'p PurposeKey> {
    let now = |key: &PurposeKey| after.iter().find(|purpose| purpose.key == *key);
    let old = |key: &PurposeKey| before.iter().find(|purpose| purpose.key == *key);
    let same = move |key: &PurposeKey| old(key) == now(key);
    let changed = before.iter().filter(move |purpose| !purpose.keys().all(&same));
    changed.map(|purpose| &purpose.key).collect::<Vec<_>>().into_iter()
}

/// Notes an import or confirmation; tells whether it is new.
pub(crate) fn note_register(change: &Change<'_>, id: EventId, on: Date, file: Option<&str>) -> Result<bool> {
    let sql = "INSERT INTO register_imports (id, school, current_on, entered_at, entered_by, file_hash, tracked)
               VALUES (?1, ?2, ?3, ?4, ?5, ?6, 1) ON CONFLICT (id) DO NOTHING";
    let at = row::instant(change.at);
    let values = params![id.to_string(), change.school(), on.to_string(), at, change.actor(), file];
    Ok(row::run(change, sql, values)? > 0)
}

pub(crate) fn current_on(connection: &Connection) -> Result<Option<Date>> {
    let sql = "SELECT max(current_on) AS day FROM register_imports
               WHERE id NOT IN (SELECT import FROM register_undos)";
    Ok(row::first(connection, sql, [], |row| row::maybe(row, "day"))?.flatten())
}

pub(crate) fn write_purposes(connection: &Connection, school: &str, purposes: &[Purpose]) -> Result<()> {
    row::run(connection, "DELETE FROM purposes WHERE school = ?1", [school])?;
    for (position, purpose) in purposes.iter().enumerate() {
        let sql = "INSERT INTO purposes (school, key, position, content) VALUES (?1, ?2, ?3, ?4)";
        let position = i64::try_from(position).unwrap_or(i64::MAX);
        row::run(connection, sql, params![school, purpose.key.as_str(), position, row::to_json(purpose)?])?;
    }
    Ok(())
}
