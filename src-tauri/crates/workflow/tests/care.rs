//! Accounts that age, deputies, backups, retention, reports, and disks that do not do what they should.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on fails")]

#[path = "kills/school.rs"]
mod school;

use std::path::Path;

use school::{ALBUM, HEAD, OFFICE, app, app_on, form, log_in};
use tempfile::TempDir;
use workflow::rules::Role;
use workflow::wire::{AutomaticBackup, NewPassword, Unlock};
use workflow::{Error, Refusal, RestoreBy, Session, Stop};

fn open() -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    school::open(folder.path());
    folder
}

fn refusal<T>(asked: Result<T, Error>) -> Refusal {
    match asked {
        Err(Error::Refused(refusal)) => refusal,
        Err(other) => panic!("a fault: {other}: {:?}", other.details()),
        Ok(_) => panic!("not refused"),
    }
}

fn log_in_on(folder: &Path, day: &str, name: &str) -> Result<Session, Error> {
    app_on(folder, day).unlock(&form(name))
}

/// Two photos in the vault.
fn imported(folder: &Path) -> Vec<String> {
    school::put_picture(folder, 1);
    school::put_picture(folder, 2);
    school::import(&log_in(folder, OFFICE), folder)
}

#[test]
fn p20_a_password_older_than_the_school_allows_does_nothing_but_change_itself() {
    let folder = open();
    let head = log_in(folder.path(), HEAD);
    assert!(matches!(refusal(head.password_days_set(Some(0))), Refusal::NotA { .. }));
    assert_eq!(head.password_days_set(Some(90)).unwrap().password_days, Some(90));
    drop(head);
    drop(log_in_on(folder.path(), "2027-02-20", OFFICE).unwrap());
    let late = app_on(folder.path(), "2027-02-21");
    assert_eq!(refusal(late.unlock(&form(OFFICE))), Refusal::PasswordTooOld);
    let office = late.unlock_to_change_password(&form(OFFICE)).unwrap();
    assert_eq!(refusal(office.albums()), Refusal::PasswordTooOld);
    assert_eq!(refusal(office.batches()), Refusal::PasswordTooOld);
    office.password_change(&form(OFFICE).password, "another planted password").unwrap();
    drop(office);
    let renewed = Unlock { name: OFFICE.to_owned(), password: "another planted password".to_owned() };
    late.unlock(&renewed).unwrap().albums().unwrap();
}

#[test]
fn p20_a_new_password_in_the_place_of_one_too_old_logs_in_and_the_same_one_does_not() {
    let folder = open();
    log_in(folder.path(), HEAD).password_days_set(Some(90)).unwrap();
    let late = app_on(folder.path(), "2027-06-01");
    let Unlock { name, password } = &form(OFFICE);
    let renew = |new: &str| {
        late.renew_password(&NewPassword { name: name.clone(), old: password.clone(), new: new.to_owned() })
    };
    assert_eq!(refusal(renew(password)), Refusal::PasswordUnchanged);
    assert!(matches!(refusal(renew("eleven char")), Refusal::PasswordTooShort { least: 12 }));
    assert_eq!(refusal(late.unlock(&form(OFFICE))), Refusal::PasswordTooOld, "the old one stays");
    renew("another planted password").unwrap().albums().unwrap();
}

#[test]
fn p20_the_head_settles_after_how_many_minutes_the_window_locks_itself_and_never_is_none() {
    let folder = open();
    let head = log_in(folder.path(), HEAD);
    assert_eq!(head.view().idle_minutes, 10);
    for wrong in [0, 61] {
        assert!(matches!(refusal(head.idle_minutes_set(wrong)), Refusal::NotA { .. }));
    }
    assert_eq!(head.idle_minutes_set(3).unwrap().idle_minutes, 3);
    drop(head);
    let office = log_in(folder.path(), OFFICE);
    assert_eq!(office.view().idle_minutes, 3);
    assert!(matches!(refusal(office.idle_minutes_set(60)), Refusal::NotAllowed { .. }));
}

#[test]
fn p08_a_deputy_approves_from_the_first_day_to_the_last_but_lengthens_no_time_of_his_or_her_own() {
    let folder = open();
    let day = |text: &str| text.parse().unwrap();
    let head = log_in(folder.path(), HEAD);
    head.account_add("Guest", Role::Guest, Some(day("2026-12-31")), "a guest's password").unwrap();
    head.account_authorise("Guest").unwrap();
    assert!(matches!(refusal(head.deputy_name("Guest", day("2026-12-01"), day("2026-12-04"))), Refusal::NotNow { .. }));
    assert!(matches!(refusal(head.deputy_name(OFFICE, day("2026-12-04"), day("2026-12-01"))), Refusal::NotNow { .. }));
    let named = head.deputy_name(OFFICE, day("2026-12-01"), day("2026-12-04")).unwrap();
    assert_eq!(named.deputy, [[day("2026-12-01"), day("2026-12-04")]]);
    drop(head);
    let role = |on| log_in_on(folder.path(), on, OFFICE).unwrap().role();
    assert_eq!((role("2026-11-30"), role("2026-12-01")), (Role::Office, Role::Head));
    let deputy = log_in_on(folder.path(), "2026-12-04", OFFICE).unwrap();
    assert!(deputy.view().may.contains(&"approve_batch".to_owned()));
    let refused = [
        refusal(deputy.deputy_name(OFFICE, day("2026-12-05"), day("2027-12-05"))),
        refusal(deputy.deputy_end(OFFICE)),
        refusal(deputy.clock_accept()),
        refusal(deputy.recovery_key_replace()),
    ];
    assert!(refused.iter().all(|refusal| matches!(refusal, Refusal::NotAllowed { .. })), "{refused:?}");
    drop(deputy);
    assert_eq!(role("2026-12-05"), Role::Office);
    // Setting the clock back does not bring the deputy's days back.
    assert_eq!(role("2026-12-02"), Role::Office);
    let head = log_in_on(folder.path(), "2026-12-02", HEAD).unwrap();
    assert!(head.clock_is_behind().unwrap() && head.clock_accept().unwrap() && !head.clock_accept().unwrap());
    drop(head);
    assert_eq!(role("2026-12-02"), Role::Head);
    log_in_on(folder.path(), "2026-12-02", HEAD).unwrap().deputy_end(OFFICE).unwrap();
    assert_eq!(role("2026-12-02"), Role::Office);
}

#[test]
fn p16_consents_and_the_register_do_not_grow_young_by_a_clock_set_back() {
    let folder = open();
    let photo = imported(folder.path()).remove(0);
    school::account_for(&log_in(folder.path(), HEAD), std::slice::from_ref(&photo));
    let code =
        |session: Session| session.photo(&photo, "website").unwrap().shown.reasons.first().map(|r| r.code.clone());
    assert_eq!(code(log_in(folder.path(), HEAD)), None);
    let old = code(log_in_on(folder.path(), "2028-11-22", HEAD).unwrap());
    assert!(old.is_some());
    assert_eq!(code(log_in(folder.path(), HEAD)), old, "the register is as old as it was");
}

#[test]
fn p25_the_daily_backup_goes_to_the_schools_folder_and_its_failure_is_told() {
    let folder = open();
    let share = folder.path().join("share");
    let head = log_in(folder.path(), HEAD);
    assert!(matches!(head.backup_if_due(&Stop::default()).unwrap(), AutomaticBackup::NotSet));
    for wrong in [folder.path().join("nowhere"), folder.path().join("vault/files")] {
        assert!(matches!(refusal(head.backup_folder_set(Some(&wrong))), Refusal::Destination { .. }));
    }
    head.backup_folder_set(Some(&share)).unwrap();
    drop(head);
    let first = log_in(folder.path(), OFFICE).backup_if_due(&Stop::default()).unwrap();
    let AutomaticBackup::Made { report } = first else { panic!("{first:?}") };
    assert!(Path::new(&report.file).is_file());
    assert!(matches!(log_in(folder.path(), OFFICE).backup_if_due(&Stop::default()).unwrap(), AutomaticBackup::NotDue));
    let photos = imported(folder.path());
    let next_day = log_in_on(folder.path(), "2026-11-23", OFFICE).unwrap().backup_if_due(&Stop::default()).unwrap();
    let AutomaticBackup::Made { report } = next_day else { panic!("{next_day:?}") };
    assert_eq!(report.written, 3 * photos.len() as u64);
    std::fs::remove_dir_all(&share).unwrap();
    let told = log_in_on(folder.path(), "2026-11-25", OFFICE).unwrap().backup_if_due(&Stop::default()).unwrap();
    assert!(told.words().is_some_and(|words| words.contains("cannot be reached")), "{told:?}");
    let head = log_in_on(folder.path(), "2026-11-25", HEAD).unwrap();
    assert!(
        matches!(head.backup_if_due(&Stop::default()).unwrap(), AutomaticBackup::NotDue),
        "not again at every command"
    );
    assert!(head.log_entries(1, 10_000).unwrap().iter().any(|entry| entry.action == "backup_failed"));
}

#[test]
fn p16_a_restore_is_the_heads_asks_before_it_replaces_and_tells_what_stayed_deleted() {
    let folder = open();
    let photos = imported(folder.path());
    let backup = folder.path().join("backup");
    let head = log_in(folder.path(), HEAD);
    head.backup(&backup).unwrap();
    head.delete_now(&photos[1]).unwrap();
    drop(head);
    let app = app(folder.path());
    let restore = |name, replace| app.restore(&backup, &RestoreBy::Login(&form(name)), replace);
    assert_eq!(refusal(restore(HEAD, false)), Refusal::VaultExists);
    assert!(matches!(refusal(restore(OFFICE, true)), Refusal::NotAllowed { .. }));
    let gone = folder.path().join("no such file");
    let missing = app.restore(&gone, &RestoreBy::Login(&form(HEAD)), true);
    assert!(matches!(refusal(missing), Refusal::Unreadable { .. }));
    let restored = restore(HEAD, true).unwrap();
    assert_eq!((restored.photos, restored.stayed_deleted), (1, vec![photos[1].clone()]));
    let head = log_in(folder.path(), HEAD);
    let told = head.log_entries(1, 10_000).unwrap();
    let entry = told.iter().find(|entry| entry.action == "backup_restored").unwrap();
    assert_eq!(entry.by.as_deref(), Some(HEAD));
}

#[test]
fn p13_everybody_deletes_at_once_and_p16_only_the_head_destroys_what_is_due() {
    let folder = open();
    let photos = imported(folder.path());
    let head = log_in(folder.path(), HEAD);
    head.account_add("Guest", Role::Guest, Some("2026-12-31".parse().unwrap()), "Guest password").unwrap();
    head.account_authorise("Guest").unwrap();
    drop(head);
    let guest = log_in(folder.path(), "Guest");
    let gone = guest.delete_now(&photos[0]).unwrap();
    assert_eq!((gone.photo.as_str(), gone.why), (photos[0].as_str(), "deleted at once"));
    assert_eq!(guest.delete_now(&photos[0]).unwrap().at, gone.at);
    assert!(matches!(refusal(guest.retention_due()), Refusal::NotAllowed { .. }));
    drop(guest);

    let office = log_in(folder.path(), OFFICE);
    assert!(office.retention_due().unwrap().photos.is_empty());
    office.album_keep_until(ALBUM, Some("2026-11-22".parse().unwrap())).unwrap();
    let due = office.retention_due().unwrap().photos;
    assert_eq!((due.len(), due[0].photo.as_str()), (1, photos[1].as_str()));
    assert!(due[0].why[0].contains("2026-11-22"), "{due:?}");
    assert!(matches!(refusal(office.retention_purge(None)), Refusal::NotAllowed { .. }));
    drop(office);
    let head = log_in(folder.path(), HEAD);
    let certificate = head.retention_purge(Some(ALBUM)).unwrap();
    assert_eq!((certificate.photos.len(), certificate.photos[0].by.as_deref()), (1, Some(HEAD)));
    assert!(head.retention_purge(None).unwrap().photos.is_empty());
    assert!(head.photos(ALBUM, "website").unwrap().is_empty());
}

#[test]
fn p16_published_pictures_whose_time_is_over_are_listed_to_be_taken_down() {
    let folder = open();
    let photos = imported(folder.path());
    let head = log_in(folder.path(), HEAD);
    school::account_for(&head, &photos);
    head.published_months_set("website", Some(12)).unwrap();
    assert!(head.published_months_set("nonsense", Some(12)).is_err());
    drop(head);
    let batch = school::submit(&log_in(folder.path(), OFFICE), &photos);
    school::approve(&log_in(folder.path(), HEAD), &batch);
    log_in(folder.path(), OFFICE).batch_export(&batch, &school::website(folder.path())).unwrap();
    assert!(log_in(folder.path(), OFFICE).retention_due().unwrap().published.is_empty());
    let due = log_in_on(folder.path(), "2027-11-22", OFFICE).unwrap().retention_due().unwrap().published;
    assert_eq!((due.len(), due[0].until.to_string().as_str()), (2, "2027-11-22"));
}

#[test]
fn p21_the_term_report_names_staff_to_the_head_and_nobody_to_governors() {
    let folder = open();
    imported(folder.path());
    for _ in 0..6 {
        drop(log_in(folder.path(), OFFICE));
    }
    let head = log_in(folder.path(), HEAD);
    let report = head.term_report(None, None, false).unwrap();
    assert_eq!((report.first.to_string(), report.last.to_string()), ("2026-09-01".into(), "2026-12-31".into()));
    assert!(report.csv.contains(&format!("logged_in,\"{OFFICE}\",7\r\n")), "{}", report.csv);
    assert!(report.html.contains("<h1>Planted School"));
    let governors = head.term_report(None, None, true).unwrap();
    for text in [&governors.csv, &governors.html] {
        assert!(!text.contains(OFFICE) && !text.contains(HEAD) && text.contains("fewer than 5"), "{text}");
    }
    assert!(governors.lines.iter().all(|line| line.who.is_none() && line.times.is_none_or(|times| times >= 5)));
    let before = head.term_report(Some("2020-01-01".parse().unwrap()), Some("2020-12-31".parse().unwrap()), false);
    assert!(before.unwrap().lines.is_empty());
    drop(head);
    let refused = log_in(folder.path(), OFFICE).term_report(None, None, true);
    assert!(matches!(refusal(refused), Refusal::NotAllowed { .. }));
}

#[test]
fn p20_a_session_that_ends_is_told_in_the_log() {
    let folder = open();
    drop(log_in(folder.path(), OFFICE));
    let told = log_in(folder.path(), HEAD).log_entries(1, 10_000).unwrap();
    let last: Vec<_> = told.iter().rev().take(2).map(|entry| (entry.action.clone(), entry.by.clone())).collect();
    assert_eq!(last[0], ("logged_in".into(), Some(HEAD.to_owned())));
    assert_eq!(last[1], ("logged_out".into(), Some(OFFICE.to_owned())));
}

#[test]
fn a_disk_that_is_full_locked_or_gone_is_told_in_words_that_somebody_can_act_on() {
    use std::io::{Error as Io, ErrorKind};
    let told = |kind: ErrorKind| {
        let error = store::StoreError::Io { doing: "writing vault".to_owned(), source: Io::from(kind) };
        refusal::<()>(Err(error.into())).to_string()
    };
    assert!(told(ErrorKind::StorageFull).contains("Make room"));
    assert!(told(ErrorKind::ReadOnlyFilesystem).contains("only be read"));
    assert!(told(ErrorKind::PermissionDenied).contains("only be read"));
    assert!(told(ErrorKind::NotFound).contains("Plug its drive in"));

    let folder = open();
    let head = log_in(folder.path(), HEAD);
    let share = folder.path().join("share");
    let gone = share.join("never/school.backup");
    assert_eq!(refusal(head.backup(&gone)), Refusal::FolderGone);
    assert!(matches!(refusal(head.backup(&share)), Refusal::Destination { .. }));
    drop(head);
    store::atomic::rename_flushed(&folder.path().join("vault"), &folder.path().join("pulled")).unwrap();
    let pulled = refusal(app(folder.path()).unlock(&form(HEAD)));
    assert!(pulled.to_string().contains("plug in the drive"), "{pulled}");
}
