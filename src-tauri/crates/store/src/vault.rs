//! The open vault: one database connection, one account at work, and a transaction that carries its log entry.

use std::path::{Path, PathBuf};
use std::sync::{Mutex, MutexGuard, PoisonError};

use jiff::Timestamp;
use rules::{AccountId, PhotoFacts, PhotoId, Register};
use rusqlite::{Connection, Transaction, TransactionBehavior};
use serde_json::Value;

use crate::env::Env;
use crate::error::{Result, StoreError};
use crate::fault;
use crate::keys::{Keys, SigningKey, SlotFile};
use crate::lock::VaultLock;
use crate::log::{self, Action, HeadFile, Log};
use crate::table::{
    accounts::Accounts, albums::Albums, batches::Batches, consents::Consents, devices::Devices, edits::Edits,
    imports::Imports, incidents::Incidents, leavers::Leavers, ledger::Ledger, people::People, photos::Photos,
    protections::Protections, settings::Settings, sightings::Sightings, statements::Statements,
};

/// A vault that somebody has unlocked. Dropping it locks it and wipes the keys.
pub struct Vault {
    pub(crate) folder: PathBuf,
    pub(crate) env: Env,
    pub(crate) keys: Keys,
    pub(crate) slots: Mutex<SlotFile>,
    pub(crate) school: String,
    pub(crate) actor: Option<AccountId>,
    pub(crate) signing: Option<SigningKey>,
    pub(crate) head: HeadFile,
    pub(crate) connection: Mutex<Connection>,
    // Last, so that it is released when all else is closed.
    pub(crate) _lock: VaultLock,
}

/// A transaction of the vault; what is not committed never was.
pub(crate) struct Change<'c> {
    tx: Transaction<'c>,
    pub(crate) vault: &'c Vault,
    pub(crate) at: Timestamp,
}

impl std::ops::Deref for Change<'_> {
    type Target = Connection;
    fn deref(&self) -> &Connection {
        &self.tx
    }
}

impl Change<'_> {
    /// Adds the log entry of this change.
    pub(crate) fn log(&self, action: Action, subject: impl ToString, detail: &Value) -> Result<()> {
        log::append(&self.tx, self.vault, self.at, action, Some(subject.to_string()), detail)
    }

    pub(crate) fn school(&self) -> &str {
        &self.vault.school
    }

    /// The account at work, as the database knows it.
    pub(crate) fn actor(&self) -> Option<String> {
        self.vault.actor.map(|actor| actor.to_string())
    }
}

impl Vault {
    /// The form of vaults that this version makes, and to which it brings older ones: the number of the last step.
    pub const FORM: usize = crate::database::STEPS.len();

    /// The folder of the vault.
    #[must_use]
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// Tells vaults apart, without telling anything of them: sixteen hexadecimal digits.
    #[must_use]
    pub fn fingerprint(&self) -> String {
        self.slots().fingerprint.chars().take(16).collect()
    }

    /// The surroundings it was opened with.
    #[must_use]
    pub fn env(&self) -> &Env {
        &self.env
    }

    /// The account at work; `None` when the recovery key opened the vault.
    #[must_use]
    pub fn actor(&self) -> Option<AccountId> {
        self.actor
    }

    /// People on the register.
    #[must_use]
    pub fn people(&self) -> People<'_> {
        People(self)
    }

    /// Consent events.
    #[must_use]
    pub fn consents(&self) -> Consents<'_> {
        Consents(self)
    }

    /// The do-not-publish list, objections, permissions for single photos.
    #[must_use]
    pub fn protections(&self) -> Protections<'_> {
        Protections(self)
    }

    /// Imports of registers, and undoing one.
    #[must_use]
    pub fn imports(&self) -> Imports<'_> {
        Imports(self)
    }

    /// Who may log in.
    #[must_use]
    pub fn accounts(&self) -> Accounts<'_> {
        Accounts(self)
    }

    /// The school's cameras.
    #[must_use]
    pub fn devices(&self) -> Devices<'_> {
        Devices(self)
    }

    /// Albums.
    #[must_use]
    pub fn albums(&self) -> Albums<'_> {
        Albums(self)
    }

    /// Photos and their encrypted files.
    #[must_use]
    pub fn photos(&self) -> Photos<'_> {
        Photos(self)
    }

    /// Tags, faces, covers, crop, confirmation.
    #[must_use]
    pub fn edits(&self) -> Edits<'_> {
        Edits(self)
    }

    /// What the program itself saw of photos.
    #[must_use]
    pub fn sightings(&self) -> Sightings<'_> {
        Sightings(self)
    }

    /// Batches and their approval.
    #[must_use]
    pub fn batches(&self) -> Batches<'_> {
        Batches(self)
    }

    /// What went wrong.
    #[must_use]
    pub fn incidents(&self) -> Incidents<'_> {
        Incidents(self)
    }

    /// People who have left.
    #[must_use]
    pub fn leavers(&self) -> Leavers<'_> {
        Leavers(self)
    }

    /// What approvers signed.
    #[must_use]
    pub fn statements(&self) -> Statements<'_> {
        Statements(self)
    }

    /// What was published.
    #[must_use]
    pub fn ledger(&self) -> Ledger<'_> {
        Ledger(self)
    }

    /// The log.
    #[must_use]
    pub fn log(&self) -> Log<'_> {
        Log(self)
    }

    /// School, purposes, policy, age of the register.
    #[must_use]
    pub fn settings(&self) -> Settings<'_> {
        Settings(self)
    }

    /// The whole register, as the decision reads it.
    ///
    /// # Errors
    /// Where the database cannot be read.
    pub fn register(&self) -> Result<Register> {
        self.read(register)
    }

    /// What is known of one photo; the texts are those of a batch and added by the caller.
    ///
    /// # Errors
    /// [`StoreError::NotFound`](crate::StoreError::NotFound) where there is no such photo.
    pub fn photo_facts(&self, photo: PhotoId) -> Result<PhotoFacts> {
        self.read(|connection| crate::table::facts::of_photo(connection, photo))
    }

    pub(crate) fn slots(&self) -> MutexGuard<'_, SlotFile> {
        self.slots.lock().unwrap_or_else(PoisonError::into_inner)
    }

    pub(crate) fn connection(&self) -> MutexGuard<'_, Connection> {
        // A panic while the lock was held rolled its transaction back: the connection is sound.
        self.connection.lock().unwrap_or_else(PoisonError::into_inner)
    }

    pub(crate) fn read<T>(&self, read: impl FnOnce(&Connection) -> Result<T>) -> Result<T> {
        read(&self.connection())
    }

    /// Runs `change` in one transaction; an error leaves everything as it was.
    pub(crate) fn change<T>(&self, change: impl FnOnce(&Change<'_>) -> Result<T>) -> Result<T> {
        let mut connection = self.connection();
        let tx = begin(&mut connection)?;
        let open = Change { tx, vault: self, at: self.env.now() };
        let done = change(&open)?;
        let head = log::head(&open.tx)?;
        fault::point();
        open.tx.commit().map_err(StoreError::of_database)?;
        fault::point();
        self.head.write(head);
        Ok(done)
    }

    /// What `change` would bring about: it runs in a transaction that is never committed.
    pub(crate) fn rehearse<T>(&self, change: impl FnOnce(&Change<'_>) -> Result<T>) -> Result<T> {
        let mut connection = self.connection();
        let tx = begin(&mut connection)?;
        change(&Change { tx, vault: self, at: self.env.now() })
    }

    pub(crate) fn new_id<T>(&self, wrap: impl FnOnce(uuid::Uuid) -> T) -> T {
        wrap(self.env.new_id())
    }
}

/// Writes at once or not at all: nobody else can have begun to write meanwhile.
fn begin(connection: &mut Connection) -> Result<Transaction<'_>> {
    connection.transaction_with_behavior(TransactionBehavior::Immediate).map_err(StoreError::of_database)
}

/// The whole register that this connection sees.
pub(crate) fn register(connection: &Connection) -> Result<Register> {
    Ok(Register {
        people: crate::table::people::by_id(connection)?,
        consents: crate::table::consents::by_person(connection)?,
        do_not_publish: crate::table::protections::entries(connection)?,
        objections: crate::table::protections::objections(connection)?,
        permissions: crate::table::protections::permissions(connection)?,
        current_on: crate::table::settings::current_on(connection)?,
    })
}

impl std::fmt::Debug for Vault {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Vault").finish_non_exhaustive()
    }
}
