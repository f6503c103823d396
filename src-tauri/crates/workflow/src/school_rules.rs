//! What the school has settled about the vault itself: how old a password may be, where backups go, how long pictures of a
//! purpose stay published (P16 P20).

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;

use rules::Timestamp;
use serde::{Deserialize, Serialize};
use store::Vault;

use crate::error::{Error, Refusal};
use crate::rights::Action;
use crate::session::Session;
use crate::wire::SchoolRulesView;

const SETTING: &str = "school_rules";
/// Longer than ten years is no rule.
const MOST_DAYS: u16 = 3660;
/// Minutes after which a computer that nobody uses locks itself, where the school settled nothing.
const USUAL_IDLE_MINUTES: u16 = 10;
/// Longer than that, whoever passes by finds it open.
const MOST_IDLE_MINUTES: u16 = 60;

/// The rules. The default leaves everything open.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub(crate) struct SchoolRules {
    /// A password older than this many days has to be changed.
    pub(crate) password_days: Option<u16>,
    /// The window locks itself after so many minutes without a key or the mouse.
    pub(crate) idle_minutes: Option<u16>,
    /// Folder that backups go to by themselves (the school's server share).
    pub(crate) backup_folder: Option<PathBuf>,
    /// Months after which published pictures of a purpose are to be taken down.
    pub(crate) published_months: BTreeMap<String, u16>,
    /// Purposes whose published pictures may stay when a consent merely ran out.
    pub(crate) stays_after_expiry: BTreeSet<String>,
}

impl SchoolRules {
    pub(crate) fn of(vault: &Vault) -> Result<Self, Error> {
        Ok(vault.settings().get(SETTING)?.unwrap_or_default())
    }

    /// Minutes after which the window locks itself: always some (P20).
    pub(crate) fn idle_minutes(&self) -> u16 {
        self.idle_minutes.unwrap_or(USUAL_IDLE_MINUTES).clamp(1, MOST_IDLE_MINUTES)
    }

    /// Whether a password set then is too old now.
    pub(crate) fn is_too_old(&self, set_at: Timestamp, now: Timestamp) -> bool {
        let days = |days: u16| jiff::SignedDuration::from_hours(24 * i64::from(days));
        self.password_days.is_some_and(|most| now.duration_since(set_at) > days(most))
    }
}

impl Session {
    /// What is settled.
    ///
    /// # Errors
    /// Refused to teachers and guests.
    pub fn school_rules(&self) -> Result<SchoolRulesView, Error> {
        self.may(Action::ListAccounts)?;
        self.rules_view()
    }

    /// Settles after how many days a password has to be changed; `None` is never (P20).
    ///
    /// # Errors
    /// Refused to all but the head, and for days that are no rule.
    pub fn password_days_set(&self, days: Option<u16>) -> Result<SchoolRulesView, Error> {
        self.may(Action::SetRules)?;
        if let Some(days) = days.filter(|days| *days == 0 || *days > MOST_DAYS) {
            return Err(Refusal::NotA { expected: "a number of days from 1 to 3660", text: days.to_string() }.into());
        }
        self.settle(|rules| rules.password_days = days)
    }

    /// Settles after how many minutes a computer that nobody uses locks itself (P20). There is no never.
    ///
    /// # Errors
    /// Refused to all but the head, and for minutes that are no lock.
    pub fn idle_minutes_set(&self, minutes: u16) -> Result<SchoolRulesView, Error> {
        self.may(Action::SetRules)?;
        if !(1..=MOST_IDLE_MINUTES).contains(&minutes) {
            return Err(
                Refusal::NotA { expected: "a number of minutes from 1 to 60", text: minutes.to_string() }.into()
            );
        }
        self.settle(|rules| rules.idle_minutes = Some(minutes))
    }

    /// Settles after how many months published pictures of a purpose are to be taken down (P16).
    ///
    /// # Errors
    /// Refused to all but the head, and for a purpose that the school does not have.
    pub fn published_months_set(&self, purpose: &str, months: Option<u16>) -> Result<SchoolRulesView, Error> {
        self.may(Action::SetRules)?;
        let purpose = self.ground(purpose)?.purpose.key;
        self.settle(|rules| {
            match months {
                Some(months) => rules.published_months.insert(purpose.0, months),
                None => rules.published_months.remove(purpose.as_str()),
            };
        })
    }

    pub(crate) fn settle(&self, change: impl FnOnce(&mut SchoolRules)) -> Result<SchoolRulesView, Error> {
        let mut rules = SchoolRules::of(self.vault())?;
        change(&mut rules);
        self.vault().settings().set(SETTING, &rules)?;
        self.rules_view()
    }

    fn rules_view(&self) -> Result<SchoolRulesView, Error> {
        let rules = SchoolRules::of(self.vault())?;
        Ok(SchoolRulesView {
            password_days: rules.password_days,
            idle_minutes: rules.idle_minutes(),
            backup_folder: rules.backup_folder.map(|folder| folder.display().to_string()),
            published_months: rules.published_months,
            stays_after_expiry: rules.stays_after_expiry,
        })
    }
}
