//! Who may log in (P19 P20 P29).

use rules::{Date, Role};
use store::{Account, NewAccount, Standing};

use crate::error::{Error, Refusal};
use crate::rights::Action;
use crate::session::Session;
use crate::wire::AccountView;

impl Session {
    /// Adds an account; it waits for the head.
    ///
    /// # Errors
    /// Refused when the name is taken or the password too short.
    pub fn account_add(
        &self,
        name: &str,
        role: Role,
        until: Option<Date>,
        password: &str,
    ) -> Result<AccountView, Error> {
        self.may(Action::AddAccount)?;
        if name.trim().is_empty() {
            return Err(Refusal::Missing { what: "The account's name" }.into());
        }
        if role == Role::Guest && until.is_none() {
            return Err(Refusal::Missing { what: "A guest's last day" }.into());
        }
        let id = self.vault().accounts().add(&NewAccount { login: name, password, role, ends_on: until })?;
        self.account_view(&self.vault().accounts().get(id)?)
    }

    /// Lets an account log in.
    ///
    /// # Errors
    /// Refused to all but the head.
    pub fn account_authorise(&self, name: &str) -> Result<AccountView, Error> {
        self.may(Action::AuthoriseAccount)?;
        let account = self.account_named(name)?;
        self.vault().accounts().authorise(account.id)?;
        self.account_view(&self.vault().accounts().get(account.id)?)
    }

    /// Stops an account from logging in.
    ///
    /// # Errors
    /// Refused to all but the head, and for the last head.
    pub fn account_disable(&self, name: &str) -> Result<AccountView, Error> {
        self.may(Action::AuthoriseAccount)?;
        let account = self.account_named(name)?;
        self.vault().accounts().disable(account.id)?;
        self.account_view(&self.vault().accounts().get(account.id)?)
    }

    /// Changes one's own password.
    ///
    /// # Errors
    /// Refused when the old one is wrong, or the new one is too short or the same.
    pub fn password_change(&self, old: &str, new: &str) -> Result<(), Error> {
        self.may(Action::ChangePassword)?;
        if old == new {
            return Err(Refusal::PasswordUnchanged.into());
        }
        Ok(self.vault().accounts().change_password(old, new)?)
    }

    /// Gives somebody who lost it a new password.
    ///
    /// # Errors
    /// Refused to all but the head (or whoever holds the recovery key).
    pub fn password_reset(&self, name: &str, new: &str) -> Result<(), Error> {
        self.may(Action::AuthoriseAccount)?;
        let account = self.account_named(name)?;
        Ok(self.vault().accounts().reset_password(account.id, new)?)
    }

    /// Names somebody who stands in for the head from the first day to the last (P08).
    ///
    /// # Errors
    /// Refused to all but the head in person, for an account that cannot log in, and where the last day lies before the
    /// first.
    pub fn deputy_name(&self, name: &str, first_day: Date, last_day: Date) -> Result<AccountView, Error> {
        self.may(Action::NameDeputy)?;
        let account = self.account_named(name)?;
        if account.standing != Standing::Active || account.role == Role::Guest {
            return Err(Refusal::NotNow { why: "only staff who can log in stand in for the head" }.into());
        }
        self.vault().accounts().name_deputy(store::Deputy { account: account.id, first_day, last_day })?;
        self.account_view(&account)
    }

    /// Ends a deputy's time: yesterday was the last day.
    ///
    /// # Errors
    /// Refused to all but the head in person.
    pub fn deputy_end(&self, name: &str) -> Result<AccountView, Error> {
        self.may(Action::NameDeputy)?;
        let account = self.account_named(name)?;
        self.vault().accounts().end_deputy(account.id, self.today()?.saturating_sub(jiff::Span::new().days(1)))?;
        self.account_view(&account)
    }

    /// Refuses a login whose password is older than the school allows.
    pub(crate) fn refuse_old_password(&self) -> Result<(), Error> {
        if self.only_to_change_password() { Err(Refusal::PasswordTooOld.into()) } else { Ok(()) }
    }

    /// Who may log in, and what for.
    ///
    /// # Errors
    /// Refused to teachers and guests.
    pub fn accounts(&self) -> Result<Vec<AccountView>, Error> {
        self.may(Action::ListAccounts)?;
        self.vault().accounts().all()?.iter().map(|account| self.account_view(account)).collect()
    }

    fn account_named(&self, name: &str) -> Result<Account, Error> {
        let found = self.vault().accounts().by_login(name)?;
        found.ok_or_else(|| Refusal::Unknown { what: "account", text: name.to_owned() }.into())
    }

    fn account_view(&self, account: &Account) -> Result<AccountView, Error> {
        let deputies = self.vault().accounts().deputies()?;
        let zone = (self.surroundings().clock)().time_zone().clone();
        let today = self.today()?;
        let deputy: Vec<[Date; 2]> = deputies
            .iter()
            .filter(|deputy| deputy.account == account.id)
            .map(|deputy| [deputy.first_day, deputy.last_day])
            .collect();
        let authorised_by = account.authorised.map(|(by, _)| self.vault().accounts().get(by)).transpose()?;
        Ok(AccountView {
            name: account.login.clone(),
            role: account.role,
            standing: match account.standing {
                Standing::Waiting => "waiting",
                Standing::Active => "active",
                Standing::Disabled => "disabled",
            },
            until: account.ends_on,
            ended: account.ends_on.is_some_and(|day| day < today),
            deputy_to_come: deputy.iter().copied().filter(|[_, last]| *last >= today).collect(),
            deputy,
            authorised_by: authorised_by.map(|by| by.login),
            authorised_on: account.authorised.map(|(_, at)| at.to_zoned(zone.clone()).date()),
            password_set_on: account.password_set_at.to_zoned(zone).date(),
        })
    }
}
