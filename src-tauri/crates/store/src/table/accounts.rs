//! Who may log in (P19, P20, P29).

use jiff::{Timestamp, civil::Date};
use rules::{AccountId, Role};
use rusqlite::{Connection, params};
use serde::{Deserialize, Serialize};
use serde_json::json;
use zeroize::Zeroizing;

use crate::error::{Result, StoreError};
use crate::keys::{Opened, RecoveryKey, Secret, SigningKey, SlotFile};
use crate::log::Action;
use crate::row::{self, Row};
use crate::vault::{Change, Vault};

/// Fewer characters than this are no password.
pub const LEAST_PASSWORD: usize = 12;

/// Whether an account may log in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Standing {
    /// The head has not authorised it yet.
    Waiting,
    /// It may.
    Active,
    /// No longer.
    Disabled,
}

/// An account.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Account {
    /// Identifier.
    pub id: AccountId,
    /// Login, as it was written first.
    pub login: String,
    /// Role.
    pub role: Role,
    /// May it log in?
    pub standing: Standing,
    /// When it was made.
    pub created_at: Timestamp,
    /// Who authorised it, and when.
    pub authorised: Option<(AccountId, Timestamp)>,
    /// Age of the password.
    pub password_set_at: Timestamp,
    /// Last day (guests).
    pub ends_on: Option<Date>,
    pub(crate) public_key: [u8; 32],
}

/// An account to be.
pub struct NewAccount<'a> {
    /// Login.
    pub login: &'a str,
    /// First password.
    pub password: &'a str,
    /// Role.
    pub role: Role,
    /// Last day.
    pub ends_on: Option<Date>,
}

/// Accounts of the vault.
pub struct Accounts<'v>(pub(crate) &'v Vault);

/// A login as it is compared: upper and lower case, and blanks around and between, do not matter.
pub(crate) fn folded(login: &str) -> String {
    login.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase()
}

pub(crate) fn check_password(password: &str) -> Result<()> {
    let long_enough = password.chars().count() >= LEAST_PASSWORD;
    if long_enough { Ok(()) } else { Err(StoreError::PasswordTooShort { least: LEAST_PASSWORD }) }
}

impl Accounts<'_> {
    /// All accounts, in order of their logins.
    ///
    /// # Errors
    /// Where the database cannot be read.
    pub fn all(&self) -> Result<Vec<Account>> {
        self.0.read(|c| row::all(c, "SELECT * FROM accounts ORDER BY folded_login", [], read))
    }

    /// One account.
    ///
    /// # Errors
    /// [`StoreError::NotFound`].
    pub fn get(&self, account: AccountId) -> Result<Account> {
        self.0.read(|c| get(c, account))
    }

    /// The account of a login.
    ///
    /// # Errors
    /// Where the database cannot be read.
    pub fn by_login(&self, login: &str) -> Result<Option<Account>> {
        let sql = "SELECT * FROM accounts WHERE folded_login = ?1";
        self.0.read(|c| row::first(c, sql, [folded(login)], read))
    }

    /// Adds an account that waits until it is authorised.
    ///
    /// # Errors
    /// [`StoreError::LoginTaken`], [`StoreError::PasswordTooShort`].
    pub fn add(&self, new: &NewAccount<'_>) -> Result<AccountId> {
        check_password(new.password)?;
        let folded = folded(new.login);
        if folded.is_empty() {
            return Err(StoreError::WrongState("an account needs a name"));
        }
        let id = self.0.new_id(AccountId::new);
        let keys = self.fresh_keys();
        let public = SigningKey::from_seed(&keys.seed).public();
        // The slot before the row: a slot without a row opens nothing and is replaced by the next try.
        self.0.change(|change| {
            let taken = row::first(change, "SELECT 1 FROM accounts WHERE folded_login = ?1", [&folded], |_| Ok(()))?;
            if taken.is_some() {
                return Err(StoreError::LoginTaken);
            }
            self.with_slots(|slots| slots.put(new.login, new.password, &keys, true, &self.0.env))?;
            row::run(
                change,
                "INSERT INTO accounts (id, school, login, folded_login, role, standing, public_key, created_at,
                 password_set_at, ends_on) VALUES (?1, ?2, ?3, ?4, ?5, 'waiting', ?6, ?7, ?7, ?8)",
                params![
                    id.to_string(),
                    change.school(),
                    new.login.trim(),
                    folded,
                    row::to_word(&new.role)?,
                    public,
                    row::instant(change.at),
                    new.ends_on.map(|day| day.to_string()),
                ],
            )?;
            change.log(Action::AccountAdded, id, &json!({ "role": new.role }))?;
            Ok(id)
        })
    }

    /// Lets a waiting account log in.
    ///
    /// # Errors
    /// [`StoreError::NotFound`]; [`StoreError::WrongState`] for a disabled account.
    pub fn authorise(&self, account: AccountId) -> Result<()> {
        self.0.change(|change| {
            let found = get(change, account)?;
            match found.standing {
                Standing::Active => return Ok(()),
                Standing::Disabled => return Err(StoreError::WrongState("the account is disabled")),
                Standing::Waiting => {}
            }
            self.with_slots(|slots| slots.authorise(&found.login, &self.0.keys.vault))?;
            row::run(
                change,
                "UPDATE accounts SET standing = 'active', authorised_by = ?2, authorised_at = ?3 WHERE id = ?1",
                params![account.to_string(), change.actor(), row::instant(change.at)],
            )?;
            change.log(Action::AccountAuthorised, account, &json!({}))
        })
    }

    /// Takes the key away from an account.
    ///
    /// # Errors
    /// [`StoreError::LastHead`], [`StoreError::NotFound`].
    pub fn disable(&self, account: AccountId) -> Result<()> {
        self.0.change(|change| {
            let found = get(change, account)?;
            if found.standing == Standing::Disabled {
                return Ok(());
            }
            refuse_without_head(change, &found)?;
            let sql = "UPDATE accounts SET standing = 'disabled', next_public_key = NULL WHERE id = ?1";
            row::run(change, sql, [account.to_string()])?;
            change.log(Action::AccountDisabled, account, &json!({}))
        })?;
        sweep_slots(self.0)
    }

    /// Sets one's own password; the signing key stays.
    ///
    /// # Errors
    /// [`StoreError::WrongPassword`] for the old one, [`StoreError::PasswordTooShort`] for the new one.
    pub fn change_password(&self, old: &str, new: &str) -> Result<()> {
        check_password(new)?;
        let account = self.get(self.0.actor.ok_or(StoreError::CannotSign)?)?;
        self.0.change(|change| {
            let keys = self.0.slots().open(&account.login, old, &self.0.env)?;
            note_password(change, account.id)?;
            self.with_slots(|slots| slots.put(&account.login, new, &keys, false, &self.0.env))
        })
    }

    /// Gives an account whose password is lost a new one, and with it a new signing key: what it approved and
    /// nobody exported yet has to be approved again. A disabled account is active again.
    ///
    /// # Errors
    /// [`StoreError::PasswordTooShort`], [`StoreError::NotFound`].
    pub fn reset_password(&self, account: AccountId, password: &str) -> Result<()> {
        check_password(password)?;
        let keys = self.fresh_keys();
        let found = self.get(account)?;
        self.0.change(|change| {
            let sql = "UPDATE accounts SET next_public_key = ?2 WHERE id = ?1";
            row::run(change, sql, params![account.to_string(), SigningKey::from_seed(&keys.seed).public()]).map(drop)
        })?;
        let waiting = found.standing == Standing::Waiting;
        self.with_slots(|slots| slots.put(&found.login, password, &keys, waiting, &self.0.env))?;
        self.0.change(|change| take_next_key(change, account))
    }

    /// Makes a new recovery key; the one printed before opens nothing any more.
    ///
    /// # Errors
    /// What the system says.
    pub fn replace_recovery_key(&self) -> Result<RecoveryKey> {
        let recovery = RecoveryKey::random(&self.0.env);
        self.0.change(|change| {
            change.log(Action::RecoveryKeyReplaced, change.school(), &json!({}))?;
            self.with_slots(|slots| slots.set_recovery(&self.0.keys.vault, &recovery, &self.0.env))
        })?;
        Ok(recovery)
    }

    fn fresh_keys(&self) -> Opened {
        Opened { vault: self.0.keys.vault.clone(), seed: Zeroizing::new(self.0.env.random()) }
    }

    /// Changes the file of slots; the copy in memory follows only once the file is written.
    fn with_slots(&self, change: impl FnOnce(&mut SlotFile) -> Result<()>) -> Result<()> {
        let mut slots = self.0.slots();
        let mut changed = slots.clone();
        change(&mut changed)?;
        changed.save(&self.0.folder)?;
        *slots = changed;
        Ok(())
    }
}

fn note_password(change: &Change<'_>, account: AccountId) -> Result<()> {
    let sql = "UPDATE accounts SET password_set_at = ?2 WHERE id = ?1";
    row::run(change, sql, params![account.to_string(), row::instant(change.at)])?;
    change.log(Action::PasswordSet, account, &json!({ "new_signing_key": false }))
}

/// The new signing key is in force from now on; a disabled account is active again.
fn take_next_key(change: &Change<'_>, account: AccountId) -> Result<()> {
    row::run(
        change,
        "UPDATE accounts SET public_key = next_public_key, next_public_key = NULL, password_set_at = ?2,
            standing = CASE standing WHEN 'disabled' THEN 'active' ELSE standing END
         WHERE id = ?1 AND next_public_key IS NOT NULL",
        params![account.to_string(), row::instant(change.at)],
    )?;
    change.log(Action::PasswordSet, account, &json!({ "new_signing_key": true }))
}

/// The account of a login. A reset that was cut short after the new key slot was written is ended here.
pub(crate) fn settle_key(vault: &Vault, login: &str, seed: &Secret) -> Result<Option<Account>> {
    let Some(account) = vault.accounts().by_login(login)? else { return Ok(None) };
    let sql = "SELECT 1 FROM accounts WHERE id = ?1 AND next_public_key = ?2";
    let values = params![account.id.to_string(), SigningKey::from_seed(seed).public()];
    if vault.read(|c| row::first(c, sql, values, |_| Ok(())))?.is_some() {
        vault.change(|change| take_next_key(change, account.id))?;
    }
    vault.accounts().get(account.id).map(Some)
}

/// Takes the key slots of disabled accounts away, as a kill after disabling one may have left.
pub(crate) fn sweep_slots(vault: &Vault) -> Result<()> {
    let sql = "SELECT login FROM accounts WHERE standing = 'disabled' AND next_public_key IS NULL";
    let logins = vault.read(|c| row::all(c, sql, [], |row| row.get::<_, String>(0)))?;
    if !logins.iter().any(|login| vault.slots().has(login)) {
        return Ok(());
    }
    vault.accounts().with_slots(|slots| {
        logins.iter().for_each(|login| slots.remove(login));
        Ok(())
    })
}

fn refuse_without_head(change: &Change<'_>, leaving: &Account) -> Result<()> {
    // One whose account ends some day is no head to rely on.
    let sql = "SELECT count(*) FROM accounts
               WHERE role = 'head' AND standing = 'active' AND ends_on IS NULL AND id <> ?1";
    let others = row::first(change, sql, [leaving.id.to_string()], |row| row.get::<_, i64>(0))?;
    if leaving.role == Role::Head && others == Some(0) { Err(StoreError::LastHead) } else { Ok(()) }
}

pub(crate) fn get(connection: &Connection, account: AccountId) -> Result<Account> {
    row::first(connection, "SELECT * FROM accounts WHERE id = ?1", [account.to_string()], read)?
        .ok_or(StoreError::NotFound("account"))
}

fn read(row: &Row<'_>) -> Result<Account> {
    let by = row::maybe(row, "authorised_by")?;
    Ok(Account {
        id: row::text(row, "id")?,
        login: row.get("login")?,
        role: row::word(row, "role")?,
        standing: row::word(row, "standing")?,
        created_at: row::text(row, "created_at")?,
        authorised: by.zip(row::maybe(row, "authorised_at")?),
        password_set_at: row::text(row, "password_set_at")?,
        ends_on: row::maybe(row, "ends_on")?,
        public_key: row.get("public_key")?,
    })
}
