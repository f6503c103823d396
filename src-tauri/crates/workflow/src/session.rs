//! A login, proved: every use case is a verb of a session. Dropping the last copy logs out and closes the vault.

use std::str::FromStr;
use std::sync::{Arc, Weak};

use jiff::civil::Date;
use rules::{AccountId, Role};
use serde_json::json;
use store::Vault;

use crate::error::{Error, Refusal};
use crate::rights::{self, Action, Standing};
use crate::school_rules::SchoolRules;
use crate::surroundings::Surroundings;
use crate::wire::SessionView;

/// Somebody is logged in. Cheap to copy; copies share the open vault.
#[derive(Clone)]
pub struct Session {
    open: Arc<Open>,
}

/// A session that does not keep the vault open.
pub(crate) struct WeakSession {
    open: Weak<Open>,
}

impl WeakSession {
    /// The session, unless it has ended.
    pub(crate) fn upgrade(&self) -> Option<Session> {
        self.open.upgrade().map(|open| Session { open })
    }
}

struct Open {
    vault: Vault,
    login: String,
    standing: Login,
    school: String,
    idle_minutes: u16,
    surroundings: Surroundings,
}

/// As whom somebody is logged in.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Login {
    /// The role in force.
    pub(crate) role: Role,
    /// It is lent: somebody stands in for the head.
    pub(crate) lent: bool,
    /// The password is older than the school allows: nothing but changing it.
    pub(crate) only_to_change_password: bool,
}

impl Login {
    /// With the account's own role.
    pub(crate) const fn own(role: Role) -> Self {
        Self { role, lent: false, only_to_change_password: false }
    }
}

impl Session {
    pub(crate) fn open(
        vault: Vault,
        login: String,
        standing: Login,
        surroundings: Surroundings,
    ) -> Result<Self, Error> {
        let school = vault.settings().school()?;
        let idle_minutes = SchoolRules::of(&vault)?.idle_minutes();
        let session = Self { open: Arc::new(Open { vault, login, standing, school, idle_minutes, surroundings }) };
        session.end_export_cut_short()?;
        Ok(session)
    }

    /// Who is logged in, and what he or she may do.
    #[must_use]
    pub fn view(&self) -> SessionView {
        SessionView {
            name: self.open.login.clone(),
            role: self.role(),
            school: self.open.school.clone(),
            may: rights::granted(self.role(), self.open.standing.lent),
            idle_minutes: self.open.idle_minutes,
        }
    }

    /// The role in force, that of a deputy included.
    #[must_use]
    pub fn role(&self) -> Role {
        self.open.standing.role
    }

    /// Today, in the school's time zone: not earlier than the log has seen, so that a clock set back brings back nothing.
    pub(crate) fn today(&self) -> Result<Date, Error> {
        let zone = (self.surroundings().clock)().time_zone().clone();
        Ok(self.vault().log().reached()?.to_zoned(zone).date())
    }

    /// Day and minute, where the school is.
    pub(crate) fn moment(&self, at: rules::Timestamp) -> String {
        let zone = (self.surroundings().clock)().time_zone().clone();
        at.to_zoned(zone).strftime("%Y-%m-%d %H:%M").to_string()
    }

    pub(crate) fn only_to_change_password(&self) -> bool {
        self.open.standing.only_to_change_password
    }

    /// A way back to the session for as long as somebody else keeps it open.
    pub(crate) fn downgrade(&self) -> WeakSession {
        WeakSession { open: Arc::downgrade(&self.open) }
    }

    pub(crate) fn vault(&self) -> &Vault {
        &self.open.vault
    }

    pub(crate) fn surroundings(&self) -> &Surroundings {
        &self.open.surroundings
    }

    /// The account at work.
    pub(crate) fn by(&self) -> Result<AccountId, Error> {
        self.vault().actor().ok_or_else(|| Refusal::NobodyInParticular.into())
    }

    /// The one question about rights that each use case asks first. A refusal is logged (P21).
    pub(crate) fn may(&self, action: Action) -> Result<(), Error> {
        let standing = self.open.standing;
        let asked = if standing.only_to_change_password && action != Action::ChangePassword {
            Err(Refusal::PasswordTooOld)
        } else {
            rights::permit_lent(standing.role, standing.lent, action)
        };
        self.log_refusal(action, None, asked)
    }

    /// The same about a batch in the state in which it is.
    pub(crate) fn may_with(&self, action: Action, batch: rules::BatchId, standing: Standing) -> Result<(), Error> {
        self.log_refusal(action, Some(batch.to_string()), rights::permit_on(self.role(), action, standing))
    }

    fn log_refusal(&self, action: Action, subject: Option<String>, asked: Result<(), Refusal>) -> Result<(), Error> {
        if let Err(refusal) = &asked {
            let detail = json!({ "action": action.name(), "code": refusal.code() });
            self.vault().log().add(store::Action::Refused, subject, &detail)?;
        }
        Ok(asked?)
    }
}

impl Drop for Open {
    fn drop(&mut self) {
        // A vault that cannot be written any more is left all the same.
        let who = self.vault.actor().map(|account| account.to_string());
        let _ = self.vault.log().add(store::Action::LoggedOut, who, &json!({}));
    }
}

/// An identifier as it came over the wire.
pub(crate) fn parse<T: FromStr>(what: &'static str, text: &str) -> Result<T, Refusal> {
    text.parse().map_err(|_| Refusal::Unknown { what, text: text.to_owned() })
}
