//! Opening the SQLCipher database and bringing it to the newest form.

use std::path::Path;
use std::sync::Once;

use rusqlite::{Connection, OpenFlags};
use rusqlite_migration::{M, Migrations};
use zeroize::Zeroizing;

use crate::error::{Result, StoreError};
use crate::fault;
use crate::keys::Secret;

/// Every step from an empty file to the present form. Steps are only ever added.
pub(crate) const STEPS: &[M<'static>] = &[
    M::up(include_str!("migrations/0001_vault.sql")),
    M::up(include_str!("migrations/0002_register_undo.sql")),
    M::up(include_str!("migrations/0003_time_and_lists.sql")),
    M::up(include_str!("migrations/0004_sightings.sql")),
    M::up(include_str!("migrations/0005_after_approval.sql")),
    M::up(include_str!("migrations/0006_leavers.sql")),
];

/// SQLite marks itself as initialised before SQLCipher is, so a second thread that opens at that moment is told
/// that its key is bad. The first connection of the process is therefore made by one thread alone.
static FIRST: Once = Once::new();

/// Opens (or makes) the database at `path` under the raw key: no second key derivation.
pub(crate) fn open(path: &Path, key: &Secret) -> Result<Connection> {
    FIRST.call_once(|| drop(Connection::open_in_memory()));
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_CREATE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let mut connection = Connection::open_with_flags(path, flags).map_err(StoreError::of_database)?;
    // A wrong key is told by our own error; the library would print to stderr as well.
    let run = |connection: &Connection, sql: &str| connection.execute_batch(sql).map_err(StoreError::of_database);
    run(&connection, "PRAGMA cipher_log_level = NONE;")?;
    let hex = Zeroizing::new(hex::encode(key.as_slice()));
    run(&connection, &Zeroizing::new(format!("PRAGMA key = \"x'{}'\";", hex.as_str())))?;
    // Only this process ever has the file open, so SQLite needs no shared memory file beside it.
    run(
        &connection,
        "PRAGMA locking_mode = EXCLUSIVE;
         PRAGMA temp_store = MEMORY;
         PRAGMA secure_delete = ON;
         PRAGMA journal_mode = WAL;
         PRAGMA synchronous = FULL;
         PRAGMA foreign_keys = ON;
         PRAGMA trusted_schema = OFF;
         PRAGMA cache_size = -32000;",
    )?;
    connection.set_prepared_statement_cache_capacity(128);
    fault::point();
    // All steps that are missing, in one transaction: a kill leaves the vault as it was.
    Migrations::from_slice(STEPS).to_latest(&mut connection).map_err(StoreError::of_migration)?;
    fault::point();
    Ok(connection)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_step_runs_and_the_schema_is_their_sum() {
        let folder = tempfile::tempdir().unwrap();
        let connection = open(&folder.path().join("v"), &Zeroizing::new([7; 32])).unwrap();
        let mut schema = String::new();
        let mut statement =
            connection.prepare("SELECT sql FROM sqlite_schema WHERE sql IS NOT NULL ORDER BY type, name").unwrap();
        for sql in statement.query_map([], |row| row.get::<_, String>(0)).unwrap() {
            schema.push_str(&sql.unwrap());
            schema.push_str(";\n\n");
        }
        insta::assert_snapshot!(schema);
        for step in schema.split("\n\n").filter(|sql| sql.starts_with("CREATE TABLE")) {
            assert!(step.contains("STRICT"), "{step}");
            assert!(step.contains("school TEXT") || step.contains("TABLE schools"), "{step}");
        }
    }

    #[test]
    fn a_database_of_a_newer_program_is_refused() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("v");
        let key = Zeroizing::new([7; 32]);
        let newer = STEPS.len() + 1;
        open(&path, &key).unwrap().execute_batch(&format!("PRAGMA user_version = {newer}")).unwrap();
        assert!(matches!(open(&path, &key), Err(crate::StoreError::NewerVault)));
    }

    #[test]
    fn a_vault_of_every_form_is_kept_for_the_tests() {
        for form in 1..=STEPS.len() {
            let kept = Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("tests/kept/{form}/vault/keys"));
            assert!(kept.exists(), "run once: cargo run -p store --example keep --features torture");
        }
    }

    #[test]
    fn a_wrong_key_opens_nothing() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("v");
        drop(open(&path, &Zeroizing::new([7; 32])).unwrap());
        assert!(matches!(open(&path, &Zeroizing::new([8; 32])), Err(crate::StoreError::Damaged(_))));
    }
}
