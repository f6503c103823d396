//! A login, proved: every use case is a verb of a session. Dropping the last copy closes the vault.

use std::str::FromStr;
use std::sync::Arc;

use rules::{AccountId, Role};
use serde_json::json;
use store::Vault;

use crate::error::{Error, Refusal};
use crate::rights::{self, Action, Standing};
use crate::surroundings::Surroundings;
use crate::wire::SessionView;

/// Somebody is logged in. Cheap to copy; copies share the open vault.
#[derive(Clone)]
pub struct Session {
    open: Arc<Open>,
}

struct Open {
    vault: Vault,
    login: String,
    role: Role,
    school: String,
    surroundings: Surroundings,
}

impl Session {
    pub(crate) fn open(vault: Vault, login: String, role: Role, surroundings: Surroundings) -> Result<Self, Error> {
        let school = vault.settings().school()?;
        Ok(Self { open: Arc::new(Open { vault, login, role, school, surroundings }) })
    }

    /// Who is logged in, and what he or she may do.
    #[must_use]
    pub fn view(&self) -> SessionView {
        SessionView {
            name: self.open.login.clone(),
            role: self.role(),
            school: self.open.school.clone(),
            may: rights::granted(self.role()),
        }
    }

    /// The role in force, that of a deputy included.
    #[must_use]
    pub fn role(&self) -> Role {
        self.open.role
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
        self.log_refusal(action, None, rights::permit(self.role(), action))
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

/// An identifier as it came over the wire.
pub(crate) fn parse<T: FromStr>(what: &'static str, text: &str) -> Result<T, Refusal> {
    text.parse().map_err(|_| Refusal::Unknown { what, text: text.to_owned() })
}
