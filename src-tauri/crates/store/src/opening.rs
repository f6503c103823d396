//! Making a vault, and unlocking it by password or recovery key.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Mutex;

use rules::{AccountId, Role};
use rusqlite::{Connection, params};
use serde_json::json;
use zeroize::Zeroizing;

use crate::atomic::AtomicDir;
use crate::blob;
use crate::database;
use crate::drive::Drive;
use crate::env::Env;
use crate::error::{Result, StoreError};
use crate::fault;
use crate::keys::{Keys, Opened, RecoveryKey, SigningKey, SlotFile, Tries, VaultKey};
use crate::lock::VaultLock;
use crate::log::{self, Action, HeadFile};
use crate::row;
use crate::table::accounts::{self, Account, Standing};
use crate::table::{deletion, settings};
use crate::vault::Vault;

/// The database's file.
pub(crate) const DATABASE: &str = "vault";
/// Lies there while nobody has the vault open; its absence means that the last one crashed.
const CLOSED: &str = "closed";

/// What a new vault begins with.
pub struct NewVault<'a> {
    /// The school's name.
    pub school: &'a str,
    /// Login of the head.
    pub head: &'a str,
    /// The head's password.
    pub password: &'a str,
}

impl Vault {
    /// Whether `folder` holds a vault.
    #[must_use]
    pub fn exists(folder: &Path) -> bool {
        [folder, &aside(folder)].iter().any(|at| at.join("keys").exists() || at.join("keys-copy").exists())
    }

    /// Makes a vault in a folder that does not exist yet or is empty, and leaves it open for the head. The
    /// recovery key is shown this once.
    ///
    /// # Errors
    /// [`StoreError::VaultExists`], [`StoreError::WrongState`] where other files lie there, [`StoreError::NetworkShare`],
    /// [`StoreError::PasswordTooShort`], or what the system says.
    pub fn create(folder: &Path, new: &NewVault<'_>, env: Env) -> Result<(Self, RecoveryKey)> {
        refuse_network_drive(folder, &env)?;
        finish_swap(folder)?;
        if Self::exists(folder) {
            return Err(StoreError::VaultExists);
        }
        if folder.exists() {
            fs::remove_dir(folder).map_err(|_| StoreError::WrongState("the folder is not empty"))?;
        }
        accounts::check_password(new.password)?;
        make_parent(folder)?;
        let staged = AtomicDir::stage(folder, None).map_err(StoreError::io("making", folder))?;
        let keys = Opened { vault: VaultKey::new(env.random()), seed: Zeroizing::new(env.random()) };
        let recovery = RecoveryKey::random(&env);
        let mut slots = SlotFile::new(&keys.vault, &recovery, &env)?;
        slots.put(new.head, new.password, &keys, false, &env)?;
        let head: AccountId = AccountId::new(env.new_id());
        begin_database(staged.path(), &keys, new, head, &env)?;
        blob::make_folders(staged.path())?;
        slots.save(staged.path())?;
        staged.publish().map_err(StoreError::io("making", folder))?;
        let lock = VaultLock::take(folder)?;
        let vault = Self::open(folder, keys.vault, slots, lock, env)?.for_account(head, &keys.seed);
        vault.log().add(Action::VaultCreated, Some(vault.school.clone()), &json!({}))?;
        vault.log().add(Action::LoggedIn, Some(head.to_string()), &json!({}))?;
        Ok((vault, recovery))
    }

    /// Opens the vault for the account of this login.
    ///
    /// # Errors
    /// [`StoreError::WrongPassword`] for a wrong login or password alike, [`StoreError::TooSoon`] while the delay
    /// runs, [`StoreError::InUse`], [`StoreError::NetworkShare`], [`StoreError::NotAuthorised`],
    /// [`StoreError::AccountEnded`], or what the system says.
    pub fn unlock(folder: &Path, login: &str, password: &str, env: Env) -> Result<(Self, Account)> {
        if !Self::exists(folder) {
            return Err(StoreError::NoVault);
        }
        refuse_network_drive(folder, &env)?;
        finish_swap(folder)?;
        let lock = VaultLock::take(folder)?;
        let mut slots = SlotFile::load(folder)?;
        let (id, mut tries) = (slots.id_of(login), Tries::load(folder));
        tries.begin(&id, env.now(), folder)?;
        let keys = slots.open(login, password, &env)?;
        let failed = tries.succeed(&id, folder)?;
        let cheap = slots.is_cheaper(login, env.kdf());
        if cheap {
            slots.put(login, password, &keys, false, &env)?;
        }
        if cheap || !SlotFile::is_whole(folder) {
            slots.save(folder)?;
        }
        let vault = Self::open(folder, keys.vault, slots, lock, env)?;
        let account = accounts::settle_key(&vault, login, &keys.seed)?.ok_or(StoreError::WrongPassword)?;
        let today = vault.log().reached()?.to_zoned(jiff::tz::TimeZone::UTC).date();
        if account.standing != Standing::Active {
            return Err(StoreError::NotAuthorised);
        }
        if account.ends_on.is_some_and(|last| today > last) {
            return Err(StoreError::AccountEnded);
        }
        let vault = vault.for_account(account.id, &keys.seed);
        if vault.signing.as_ref().is_none_or(|key| key.public() != account.public_key) {
            return Err(StoreError::damaged("the account's signing key"));
        }
        if failed > 0 {
            vault.log().add(Action::LoginsFailed, Some(account.id.to_string()), &json!({ "count": failed }))?;
        }
        log::note_if_set_back(&vault)?;
        vault.log().add(Action::LoggedIn, Some(account.id.to_string()), &json!({}))?;
        Ok((vault, account))
    }

    /// Opens the vault with the printed recovery key: to give the head a new password, not to sign.
    ///
    /// # Errors
    /// As [`Vault::unlock`].
    pub fn unlock_with_recovery(folder: &Path, recovery: &RecoveryKey, env: Env) -> Result<Self> {
        if !Self::exists(folder) {
            return Err(StoreError::NoVault);
        }
        refuse_network_drive(folder, &env)?;
        finish_swap(folder)?;
        let lock = VaultLock::take(folder)?;
        let slots = SlotFile::load(folder)?;
        let key = slots.open_with_recovery(recovery)?;
        let vault = Self::open(folder, key, slots, lock, env)?;
        log::note_if_set_back(&vault)?;
        vault.log().add(Action::VaultRecovered, None, &json!({}))?;
        Ok(vault)
    }

    pub(crate) fn open(folder: &Path, key: VaultKey, slots: SlotFile, lock: VaultLock, env: Env) -> Result<Self> {
        let keys = Keys::new(key);
        let connection = database::open(&folder.join(DATABASE), &keys.database)?;
        let school = row::first(&connection, "SELECT id FROM schools", [], |row| row.get(0))?
            .ok_or_else(|| StoreError::damaged("the database"))?;
        let head = HeadFile::open(folder, &keys.log_head)?;
        sweep_after_crash(folder, &connection)?;
        let vault = Self {
            folder: folder.to_owned(),
            env,
            keys,
            slots: Mutex::new(slots),
            school,
            actor: None,
            signing: None,
            head,
            connection: Mutex::new(connection),
            _lock: lock,
        };
        // A kill between a deletion and its checkpoint leaves the key in the write-ahead log.
        deletion::scrub(&vault)?;
        log::note_if_behind(&vault)?;
        accounts::sweep_slots(&vault)?;
        Ok(vault)
    }

    fn for_account(mut self, account: AccountId, seed: &crate::keys::Secret) -> Self {
        self.actor = Some(account);
        self.signing = Some(SigningKey::from_seed(seed));
        self
    }
}

/// Makes the folder around a vault that is to be: the user's data folder has none for this program at first.
pub(crate) fn make_parent(folder: &Path) -> Result<()> {
    let parent = folder.parent().filter(|parent| !parent.as_os_str().is_empty()).unwrap_or(Path::new("."));
    fs::create_dir_all(parent).map_err(StoreError::io("making", parent))
}

/// Where a vault lies while a restored one takes its place.
pub(crate) fn aside(folder: &Path) -> PathBuf {
    let name = folder.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    folder.with_file_name(format!(".{name}.replaced"))
}

/// Ends what a crash while making or restoring left: staged folders go; the old vault comes back, or goes where the new one is in place.
pub(crate) fn finish_swap(folder: &Path) -> Result<()> {
    for n in 0..crate::atomic::SEVERAL {
        let staged = crate::atomic::nth_staged_name(folder, n).map_err(StoreError::io("sweeping", folder))?;
        if staged.is_dir() {
            fault::point();
            fs::remove_dir_all(&staged).map_err(StoreError::io("sweeping", &staged))?;
        }
    }
    let aside = aside(folder);
    if !aside.exists() {
        return Ok(());
    }
    fault::point();
    if folder.exists() {
        fs::remove_dir_all(&aside).map_err(StoreError::io("removing", &aside))
    } else {
        crate::atomic::rename_flushed(&aside, folder).map_err(StoreError::io("restoring", folder))
    }
}

impl Drop for Vault {
    fn drop(&mut self) {
        // Without the mark the next start only sweeps once more.
        let _ = crate::atomic::write_atomically(&self.folder.join(CLOSED), &[]);
    }
}

/// The first rows: the school, its head, its purposes.
fn begin_database(folder: &Path, keys: &Opened, new: &NewVault<'_>, head: AccountId, env: &Env) -> Result<()> {
    let mut connection = database::open(&folder.join(DATABASE), &Keys::new(keys.vault.clone()).database)?;
    let tx = connection.transaction().map_err(StoreError::of_database)?;
    let (school, now) = (env.new_id().to_string(), row::instant(env.now()));
    let public = SigningKey::from_seed(&keys.seed).public();
    row::run(
        &tx,
        "INSERT INTO schools (id, name, created_at) VALUES (?1, ?2, ?3)",
        params![school, new.school.trim(), now],
    )?;
    row::run(
        &tx,
        "INSERT INTO accounts (id, school, login, folded_login, role, standing, public_key, created_at, authorised_by,
         authorised_at, password_set_at) VALUES (?1, ?2, ?3, ?4, ?5, 'active', ?6, ?7, ?1, ?7, ?7)",
        params![
            head.to_string(),
            school,
            new.head.trim(),
            accounts::folded(new.head),
            row::to_word(&Role::Head)?,
            public,
            now
        ],
    )?;
    settings::write_purposes(&tx, &school, &rules::Purpose::defaults())?;
    tx.commit().map_err(StoreError::of_database)
}

/// Removes what a crash left: staged files always, files without a row when the vault was not closed properly.
fn sweep_after_crash(folder: &Path, connection: &Connection) -> Result<()> {
    crate::atomic::sweep(folder).map_err(StoreError::io("sweeping", folder))?;
    let mark = folder.join(CLOSED);
    if !mark.exists() {
        return blob::sweep(folder, connection);
    }
    fault::point();
    fs::remove_file(&mark).and_then(|()| crate::atomic::flush_folder(folder)).map_err(StoreError::io("opening", &mark))
}

/// SQLite's locks cannot be trusted on a network drive: every way to a vault asks this first.
pub(crate) fn refuse_network_drive(folder: &Path, env: &Env) -> Result<()> {
    if env.drive_of(folder) == Drive::Network { Err(StoreError::NetworkShare) } else { Ok(()) }
}
