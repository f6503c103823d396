//! The built command on the vault itself: accounts, backups, retention, the log.

mod desk;

use desk::{ANOTHER, Desk, PICTURE, picture, text};
use serde_json::Value;

/// A vault of head and office with two photos; also the recovery key.
fn school() -> (Desk, String) {
    let desk = Desk::new();
    let made = desk.answer(0, "Head", &["init", "--school", "Thistlemere", "--head", "Head"]);
    desk.answer(0, "Head", &["account", "add", "Office", "--role", "office"]);
    desk.answer(0, "Head", &["account", "authorise", "Office"]);
    desk.put("card/1.png", &picture(PICTURE));
    desk.put("card/2.png", &picture(ANOTHER));
    desk.answer(0, "Office", &["import", &desk.path("card"), "--album", "Trip"]);
    (desk, text(&made["words"]).to_owned())
}

fn length(value: &Value) -> Option<usize> {
    value.as_array().map(Vec::len)
}

#[test]
fn a_vault_is_backed_up_checked_hurt_restored_and_what_was_deleted_stays_deleted_p16_p25() {
    let (desk, recovery) = school();
    let backup = desk.path("school.backup");
    assert_eq!(desk.answer(0, "Office", &["backup", &backup])["written"], 6);
    assert_eq!(desk.answer(0, "Office", &["backup", &backup])["written"], 0);
    let gone = desk.answer(0, "Office", &["delete-now", "Trip/2"]);
    let photo = text(&gone["photo"]).to_owned();
    assert_eq!(desk.answer(0, "Head", &["vault", "check"])["sound"], true);

    // A disk loses a bit of the photo that is left.
    let shelf = std::fs::read_dir(desk.path("vault/files")).expect("shelves");
    let mut files = shelf.flat_map(|shelf| std::fs::read_dir(shelf.expect("a shelf").path()).expect("files"));
    let file = files.next().expect("a file").expect("a file").path();
    let mut bytes = std::fs::read(&file).expect("read");
    bytes[30] ^= 1;
    desk.put(file.strip_prefix(desk.path("")).expect("inside").to_str().expect("a name"), &bytes);
    let checked = desk.answer(1, "Head", &["vault", "check"]);
    assert_eq!((text(&checked["hurt"][0]["place"]), &checked["log_intact"]), ("Trip/1", &Value::from(true)));

    assert_eq!(desk.answer(1, "Head", &["restore", &backup])["error"]["code"], "vault_exists");
    assert_eq!(desk.answer(1, "Office", &["restore", &backup, "--replace"])["error"]["code"], "not_allowed");
    let mut command = desk.command("nobody", &["restore", &backup, "--replace"]);
    let output = command.env("CLOAKROOM_RECOVERY", &recovery).output().expect("started");
    let restored: Value = serde_json::from_slice(&output.stdout).expect("a document");
    assert_eq!((&restored["photos"], text(&restored["stayed_deleted"][0])), (&Value::from(1), photo.as_str()));
    assert_eq!(desk.answer(0, "Head", &["vault", "check"])["sound"], true);
}

#[test]
fn whoever_lost_the_password_gets_in_with_the_printed_key_p20() {
    let (desk, recovery) = school();
    let type_with_key = |words: &[&str]| {
        let output = desk.command("nobody", words).env("CLOAKROOM_RECOVERY", &recovery).output().expect("started");
        let all = [output.stdout.as_slice(), &output.stderr].concat();
        assert!(!String::from_utf8_lossy(&all).contains(&recovery), "the key is told to nobody");
        output.status.code()
    };
    // The new password is made of the account's name and replaces one that nobody knows any more.
    assert_eq!(type_with_key(&["account", "password", "Head"]), Some(0));
    let renewed = desk.answer(0, "Head", &["vault", "recovery-key"]);
    assert!(text(&renewed["words"]).len() == 39 && text(&renewed["words"]) != recovery);
    assert_eq!(type_with_key(&["photos", "list"]), Some(1), "the old key opens nothing any more");
}

#[test]
fn deputies_rules_retention_and_reports_are_reached_by_their_names_p08_p16_p21() {
    let (desk, _) = school();
    let deputy = desk.answer(0, "Head", &["account", "deputy", "Office", "--from", "2020-01-01", "--to", "2020-01-31"]);
    assert_eq!(deputy["deputy"][0][1], "2020-01-31");
    assert_eq!(desk.type_as("Head", &["account", "deputy", "Office", "--from", "2020-01-01"]).status.code(), Some(2));
    std::fs::create_dir(desk.path("share")).expect("a folder");
    let rules = ["vault", "rules", "--password-days", "180", "--backup-folder", &desk.path("share")];
    assert_eq!(desk.answer(0, "Head", &rules)["password_days"], 180);
    assert_eq!(desk.answer(0, "Head", &["vault", "rules", "--idle-minutes", "5"])["idle_minutes"], 5);
    assert_eq!(desk.answer(1, "Head", &["vault", "rules", "--idle-minutes", "61"])["error"]["code"], "not_a");
    assert_eq!(std::fs::read_dir(desk.path("share")).expect("a folder").count(), 1, "the backup was due at once");
    desk.answer(0, "Office", &["retention", "album", "Trip", "--until", "2020-01-01"]);
    assert_eq!(length(&desk.answer(0, "Office", &["retention", "due"])["photos"]), Some(2));
    assert_eq!(desk.answer(1, "Office", &["retention", "purge"])["error"]["code"], "not_allowed");
    assert_eq!(length(&desk.answer(0, "Head", &["retention", "purge"])["photos"]), Some(2));
    let report = desk.answer(0, "Head", &["audit", "report", "--governors"]);
    let lines = report["lines"].as_array().expect("lines");
    assert!(!lines.is_empty() && lines.iter().all(|line| line["who"].is_null()));
    assert!(desk.answer(0, "Head", &["audit", "verify"])["fault"].is_null());
}

#[test]
fn a_card_is_erased_only_when_asked_and_only_of_what_came_in_p17() {
    let (desk, _) = school();
    let letter = desk.put("card/letter.txt", b"Dear parents and carers");
    let on_card = || std::fs::read_dir(desk.path("card")).expect("a card").count();
    let import = ["import", &desk.path("card"), "--album", "Trip", "--faces-later"];
    assert!(desk.answer(0, "Office", &import)["card"].is_null());
    assert_eq!(on_card(), 3);
    let erased = desk.answer(0, "Office", &[&import[..], &["--erase-card"]].concat());
    assert_eq!((&erased["card"]["erased"], on_card()), (&Value::from(2), 1));
    assert!(std::path::Path::new(&letter).exists());
    assert_eq!(length(&desk.answer(0, "Office", &["photos", "list", "--album", "Trip"])), Some(2));
    let log = desk.answer(0, "Head", &["audit", "show"]);
    let log = log.as_array().expect("entries");
    assert!(log.iter().any(|entry| entry["action"] == "card_erased" && entry["detail"]["erased"] == 2));
}

#[cfg(unix)]
#[test]
fn without_a_folder_named_the_vault_lies_where_the_window_looks_for_it() {
    let desk = Desk::new();
    let home = desk.path("home");
    let mut command = std::process::Command::new(env!("CARGO_BIN_EXE_cloakroom"));
    command.args(["init", "--school", "Thistlemere", "--head", "Head"]).env("CLOAKROOM_PASSWORD", "Head-password");
    for variable in ["HOME", "XDG_DATA_HOME", "LOCALAPPDATA"] {
        command.env(variable, &home);
    }
    std::fs::create_dir_all(&home).expect("a folder");
    let output = command.env_remove("CLOAKROOM_VAULT").output().expect("started");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let told = String::from_utf8_lossy(&output.stdout).into_owned();
    let vault = std::path::Path::new("school.cloakroom.desktop").join("vault");
    assert!(told.contains(&vault.display().to_string()), "{told}");
}
