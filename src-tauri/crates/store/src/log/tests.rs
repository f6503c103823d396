//! What somebody with the open database, or with an old copy of its file, could do to the log; and how
//! `audit verify` names it.

use serde_json::json;
use tempfile::TempDir;

use super::{Action, LogFault, Verified};
use crate::testing::{HEAD, PASSWORD, env};
use crate::vault::Vault;
use crate::{NewVault, StoreError};

/// A vault whose log has entries 1 to 12.
fn twelve_entries() -> (TempDir, Vault) {
    let folder = TempDir::new().unwrap();
    let new = NewVault { school: "Larkspur Primary", head: HEAD, password: PASSWORD };
    let (vault, _) = Vault::create(&folder.path().join("vault"), &new, env()).unwrap();
    add(&vault, 10);
    (folder, vault)
}

fn add(vault: &Vault, entries: u32) {
    for n in 0..entries {
        vault.log().add(Action::Refused, Some(format!("photo {n}")), &json!({ "n": n })).unwrap();
    }
}

/// Does something to the log that its triggers forbid.
fn tamper(vault: &Vault, sql: &str) {
    let triggers = "DROP TRIGGER log_is_not_changed; DROP TRIGGER log_is_not_shortened;
                    DROP TRIGGER log_is_not_overwritten;";
    vault.connection().execute_batch(&format!("{triggers}{sql}")).unwrap();
}

fn fault(vault: &Vault) -> Option<LogFault> {
    vault.log().verify().unwrap().fault
}

#[test]
fn p21_an_untouched_log_verifies_also_after_a_restart() {
    let (folder, vault) = twelve_entries();
    assert_eq!(vault.log().verify().unwrap(), Verified { entries: 12, fault: None });
    drop(vault);
    let (vault, _) = Vault::unlock(&folder.path().join("vault"), HEAD, PASSWORD, env()).unwrap();
    assert_eq!(vault.log().verify().unwrap(), Verified { entries: 13, fault: None });
}

#[test]
fn p21_the_database_itself_refuses_to_change_shorten_or_overwrite_the_log() {
    let (_folder, vault) = twelve_entries();
    for sql in [
        "UPDATE log SET detail = '{}' WHERE number = 5",
        "DELETE FROM log WHERE number = 12",
        "INSERT OR REPLACE INTO log SELECT * FROM log WHERE number = 5",
    ] {
        assert!(vault.connection().execute_batch(sql).is_err(), "{sql}");
    }
    assert_eq!(fault(&vault), None);
}

#[test]
fn p21_every_column_of_an_edited_entry_shows() {
    for column in ["at", "action", "subject", "detail"] {
        let (_folder, vault) = twelve_entries();
        tamper(&vault, &format!("UPDATE log SET {column} = {column} || ' ' WHERE number = 5"));
        assert_eq!(fault(&vault), Some(LogFault::Changed { number: 5 }), "{column}");
    }
    for sql in [
        "UPDATE log SET by_account = NULL WHERE number = 5",
        "UPDATE log SET subject = NULL WHERE number = 5",
        "UPDATE log SET subject = '' WHERE number = 2",
        "UPDATE log SET hash = randomblob(32) WHERE number = 5",
    ] {
        let (_folder, vault) = twelve_entries();
        tamper(&vault, sql);
        assert!(matches!(fault(&vault), Some(LogFault::Changed { number: 2 | 5 })), "{sql}");
    }
}

#[test]
fn p21_a_removed_entry_and_a_removed_beginning_show() {
    let (_folder, vault) = twelve_entries();
    tamper(&vault, "DELETE FROM log WHERE number = 7");
    assert_eq!(fault(&vault), Some(LogFault::Missing { number: 7 }));
    let (_folder, vault) = twelve_entries();
    tamper(&vault, "DELETE FROM log WHERE number <= 3");
    assert_eq!(fault(&vault), Some(LogFault::Missing { number: 1 }));
}

#[test]
fn p21_entries_that_changed_places_show() {
    let (_folder, vault) = twelve_entries();
    tamper(
        &vault,
        "UPDATE log SET number = 100 WHERE number = 6; UPDATE log SET number = 6 WHERE number = 7;
         UPDATE log SET number = 7 WHERE number = 100;",
    );
    assert_eq!(fault(&vault), Some(LogFault::Changed { number: 6 }));
}

#[test]
fn p21_a_log_cut_short_shows_even_when_its_head_is_cut_with_it() {
    let (_folder, vault) = twelve_entries();
    tamper(&vault, "DELETE FROM log WHERE number > 9");
    assert_eq!(fault(&vault), Some(LogFault::CutShort { number: 10 }));
    // The note inside the database cannot be made to fit without the key of its authentication …
    tamper_again(&vault, "UPDATE log_head SET number = 9, hash = (SELECT hash FROM log WHERE number = 9)");
    assert_eq!(fault(&vault), Some(LogFault::CutShort { number: 10 }));
    // … and is not believed when the note outside is gone.
    #[expect(clippy::disallowed_methods, reason = "plays somebody who empties the note")]
    std::fs::write(vault.folder().join("log-head"), []).unwrap();
    assert_eq!(fault(&vault), Some(LogFault::HeadForged));
}

fn tamper_again(vault: &Vault, sql: &str) {
    vault.connection().execute_batch(sql).unwrap();
}

#[test]
fn p21_a_rewritten_ending_shows_by_the_note_outside() {
    let (_folder, vault) = twelve_entries();
    // The chain is made anew from entry 12 on, without the keyed note: a plain hash needs no key.
    let hash = |number: i64| -> [u8; 32] {
        vault.connection().query_row("SELECT hash FROM log WHERE number = ?1", [number], |row| row.get(0)).unwrap()
    };
    let row: (String, String, String, String) = vault
        .connection()
        .query_row("SELECT at, by_account, action, subject FROM log WHERE number = 12", [], |row| {
            Ok((row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?))
        })
        .unwrap();
    let fields = [Some(row.0.as_str()), Some(&row.1), Some(&row.2), Some(&row.3), Some("{}")];
    let forged = hex::encode(super::entry::chained(&hash(11), 12, fields));
    tamper(&vault, &format!("UPDATE log SET detail = '{{}}', hash = x'{forged}' WHERE number = 12"));
    assert_eq!(fault(&vault), Some(LogFault::Replayed { number: 12 }));
}

#[test]
fn p21_a_database_put_back_from_a_copy_shows_and_still_does_when_the_log_goes_on() {
    let (folder, vault) = twelve_entries();
    let path = folder.path().join("vault");
    drop(vault);
    let old = std::fs::read(path.join("vault")).unwrap();
    let reopen = || Vault::unlock(&path, HEAD, PASSWORD, env()).unwrap().0;
    let vault = reopen();
    add(&vault, 5);
    drop(vault);
    #[expect(clippy::disallowed_methods, reason = "plays somebody who puts an old copy back")]
    std::fs::write(path.join("vault"), &old).unwrap();
    let vault = reopen();
    assert_eq!(fault(&vault), Some(LogFault::Replayed { number: 13 }));
    add(&vault, 20);
    assert_eq!(fault(&vault), Some(LogFault::Replayed { number: 13 }));
    drop(vault);
    assert_eq!(fault(&reopen()), Some(LogFault::Replayed { number: 13 }));
}

#[test]
fn the_action_that_tells_of_a_log_put_back_has_the_name_that_verification_looks_for() {
    assert_eq!(crate::row::to_word(&Action::LogFoundBehind).unwrap(), super::verify::BEHIND);
}

#[test]
fn an_unreadable_database_is_an_error_and_not_a_clean_log() {
    let (folder, vault) = twelve_entries();
    let path = folder.path().join("vault");
    drop(vault);
    let mut bytes = std::fs::read(path.join("vault")).unwrap();
    bytes[100] ^= 1;
    #[expect(clippy::disallowed_methods, reason = "plays a disk that lost a bit")]
    std::fs::write(path.join("vault"), &bytes).unwrap();
    assert!(matches!(Vault::unlock(&path, HEAD, PASSWORD, env()), Err(StoreError::Damaged(_))));
}
