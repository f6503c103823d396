//! Who stands in for the head, from which day to which.

use jiff::civil::Date;
use rules::AccountId;
use rusqlite::params;
use serde_json::json;

use super::accounts::{self, Accounts};
use crate::error::{Result, StoreError};
use crate::log::Action;
use crate::row;

/// A deputy's days, both included.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Deputy {
    /// Who.
    pub account: AccountId,
    /// First day.
    pub first_day: Date,
    /// Last day.
    pub last_day: Date,
}

impl Accounts<'_> {
    /// Names a deputy; naming the same account from the same day again moves the last day.
    ///
    /// # Errors
    /// [`StoreError::NotFound`]; [`StoreError::WrongState`] where the last day lies before the first.
    pub fn name_deputy(&self, deputy: Deputy) -> Result<()> {
        if deputy.last_day < deputy.first_day {
            return Err(StoreError::WrongState("the last day lies before the first"));
        }
        self.0.change(|change| {
            accounts::get(change, deputy.account)?;
            row::run(
                change,
                "INSERT INTO deputies (account, school, first_day, last_day, named_by) VALUES (?1, ?2, ?3, ?4, ?5)
                 ON CONFLICT (account, first_day) DO UPDATE SET last_day = excluded.last_day",
                params![
                    deputy.account.to_string(),
                    change.school(),
                    deputy.first_day.to_string(),
                    deputy.last_day.to_string(),
                    change.actor(),
                ],
            )?;
            let days = json!({ "from": deputy.first_day, "to": deputy.last_day });
            change.log(Action::DeputyNamed, deputy.account, &days)
        })
    }

    /// Ends a deputy's time: the given day is the last.
    ///
    /// # Errors
    /// Where the database cannot be written.
    pub fn end_deputy(&self, account: AccountId, last_day: Date) -> Result<()> {
        self.0.change(|change| {
            let (account, day) = (account.to_string(), last_day.to_string());
            let sql = "UPDATE deputies SET last_day = ?2 WHERE account = ?1 AND last_day > ?2 AND first_day <= ?2";
            let ended = row::run(change, sql, [&account, &day])?
                + row::run(change, "DELETE FROM deputies WHERE account = ?1 AND first_day > ?2", [&account, &day])?;
            if ended == 0 { Ok(()) } else { change.log(Action::DeputyEnded, account, &json!({ "to": day })) }
        })
    }

    /// All deputies, past ones included.
    ///
    /// # Errors
    /// Where the database cannot be read.
    pub fn deputies(&self) -> Result<Vec<Deputy>> {
        self.0.read(|c| {
            row::all(c, "SELECT * FROM deputies ORDER BY first_day, account", [], |row| {
                Ok(Deputy {
                    account: row::text(row, "account")?,
                    first_day: row::text(row, "first_day")?,
                    last_day: row::text(row, "last_day")?,
                })
            })
        })
    }

    /// Whether this account stands in for the head on that day.
    ///
    /// # Errors
    /// Where the database cannot be read.
    pub fn is_deputy(&self, account: AccountId, day: Date) -> Result<bool> {
        let days = self.deputies()?;
        Ok(days.iter().any(|d| d.account == account && d.first_day <= day && day <= d.last_day))
    }
}
