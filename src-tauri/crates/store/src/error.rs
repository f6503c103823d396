//! What can go wrong with a vault, in words that somebody can act on.

use std::{io, path::Path};

use rules::PhotoId;

/// Result of the store.
pub type Result<T, E = StoreError> = std::result::Result<T, E>;

/// An error of the store. No name of a person and no full path is in any message.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum StoreError {
    /// There is no vault in this folder.
    #[error("there is no vault in this folder")]
    NoVault,
    /// The folder holds a vault already.
    #[error("there is a vault in this folder already")]
    VaultExists,
    /// Another process has the vault open.
    #[error("this vault is open in another window or program; close that one first")]
    InUse,
    /// The vault was written by a newer version of the program.
    #[error("this vault was written by a newer version of Cloakroom; update this one first")]
    NewerVault,
    /// SQLite's locks do not work there.
    #[error("a vault cannot lie on a network drive; choose a folder on this computer's own disk")]
    NetworkShare,
    /// Login and password do not belong together.
    #[error("name or password is wrong")]
    WrongPassword,
    /// Too many wrong passwords; the right one would not be looked at either.
    #[error("too many wrong passwords; try again in {seconds} seconds")]
    TooSoon {
        /// How long to wait.
        seconds: u64,
    },
    /// The account waits for the head.
    #[error("the head has not authorised this account yet")]
    NotAuthorised,
    /// The account's last day has passed.
    #[error("this account has ended")]
    AccountEnded,
    /// Somebody has this login already.
    #[error("there is an account of this name already")]
    LoginTaken,
    /// The account may not do this, as the caller's table of rights has it.
    #[error("this account may not do that")]
    RoleMayNot,
    /// The last active head stays.
    #[error("the last head's account cannot be disabled")]
    LastHead,
    /// Too short for a password.
    #[error("a password has at least {least} characters")]
    PasswordTooShort {
        /// Least number of characters.
        least: usize,
    },
    /// What was typed is not a recovery key.
    #[error("this is not a recovery key: a character is missing or mistyped")]
    RecoveryKeyMistyped,
    /// The session holds no signing key (it was opened with the recovery key).
    #[error("only somebody logged in with his or her own password can sign")]
    CannotSign,
    /// These bytes are in the vault already.
    #[error("the same picture is in the vault already")]
    DuplicatePhoto(PhotoId),
    /// Nothing has this identifier.
    #[error("there is no such {0}")]
    NotFound(&'static str),
    /// The thing is not in a state that allows this.
    #[error("not possible now: {0}")]
    WrongState(&'static str),
    /// The photo was deleted; its key is gone.
    #[error("this photo was deleted")]
    Deleted,
    /// Bytes that do not decrypt or do not agree with what was written.
    #[error("damaged: {0}")]
    Damaged(String),
    /// The disk or the folder.
    #[error("{doing}: {source}")]
    Io {
        /// What was being done to which of the vault's files.
        doing: String,
        /// What the system says.
        source: io::Error,
    },
    /// The database.
    #[error("the vault's database: {0}")]
    Database(#[source] Box<dyn std::error::Error + Send + Sync>),
}

impl StoreError {
    pub(crate) fn io(doing: &str, path: &Path) -> impl FnOnce(io::Error) -> Self {
        let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        let doing = format!("{doing} {name}");
        move |source| Self::Io { doing, source }
    }

    pub(crate) fn damaged(what: impl Into<String>) -> Self {
        Self::Damaged(what.into())
    }

    /// What the database says, as the store's own error: it has no `From`, which would show the database's type to everybody.
    pub(crate) fn of_database(error: rusqlite::Error) -> Self {
        use rusqlite::ErrorCode::{
            CannotOpen, DatabaseCorrupt, DiskFull, NotADatabase, OutOfMemory, ReadOnly, SystemIoFailure,
        };
        let disk = |kind: io::ErrorKind| Self::Io { doing: "writing the database".to_owned(), source: kind.into() };
        match error.sqlite_error_code() {
            // SQLCipher has no page to give where one does not authenticate; SQLite takes that for want of memory.
            Some(DatabaseCorrupt | NotADatabase | OutOfMemory) => Self::damaged("the database"),
            Some(DiskFull) => disk(io::ErrorKind::StorageFull),
            Some(ReadOnly) => disk(io::ErrorKind::ReadOnlyFilesystem),
            Some(CannotOpen) => disk(io::ErrorKind::NotFound),
            Some(SystemIoFailure) => {
                Self::Io { doing: "writing the database".to_owned(), source: io::Error::other(error) }
            }
            _ => Self::Database(Box::new(error)),
        }
    }

    /// The same for a step to a newer form.
    pub(crate) fn of_migration(error: rusqlite_migration::Error) -> Self {
        use rusqlite_migration::{Error, MigrationDefinitionError};
        if let Error::MigrationDefinition(MigrationDefinitionError::DatabaseTooFarAhead) = error {
            Self::NewerVault
        } else if let Error::RusqliteError { err, .. } = error {
            Self::of_database(err)
        } else {
            Self::Database(Box::new(error))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::StoreError;

    // Whoever uses the store could otherwise turn the database's errors into its, and would have to know them.
    static_assertions::assert_not_impl_any!(StoreError: From<rusqlite::Error>, From<rusqlite_migration::Error>);
}
