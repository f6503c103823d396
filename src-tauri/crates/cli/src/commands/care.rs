//! The vault itself: its rules and its check, backups, the log.

use std::fmt::Write as _;
use std::path::Path;

use workflow::wire::{RestoreReport, SchoolRulesView, Unlock, VaultChecked};
use workflow::{App, Error, Refusal, RestoreBy, Session};

use crate::args::{Audit, ReportFormat, Rules, Vault};
use crate::login;
use crate::print::{Done, count, moment};

pub(super) fn vault(session: &Session, command: &Vault) -> Result<Done, Error> {
    match command {
        Vault::Check => {
            let checked = session.vault_check()?;
            let hurt = !checked.sound;
            Ok(Done::new(&checked, check_words(&checked))?.refused_if(hurt))
        }
        Vault::Rules(rules) => settle(session, rules),
        Vault::AcceptClock => Ok(Done::said(if session.clock_accept()? {
            "The clock is accepted: what expires is judged by it again."
        } else {
            "The clock was right; nothing was changed."
        })),
        Vault::RecoveryKey => {
            let key = session.recovery_key_replace()?;
            let text = format!(
                "The new recovery key, shown this once; the old one opens nothing any more:\n\n  {}",
                key.words
            );
            Done::new(&key, text)
        }
    }
}

fn check_words(checked: &VaultChecked) -> String {
    let mut text = format!("{} photos and {} entries of the log were read.\n", checked.photos, checked.log_entries);
    for photo in &checked.hurt {
        let _ = writeln!(text, "hurt: {} {} ({})", photo.place, photo.photo, photo.files.join(", "));
    }
    let findings = [
        (!checked.database_sound, "The database is damaged: restore a backup."),
        (checked.strays > 0, "There are files that belong to no photo."),
        (!checked.log_intact, "The log was tampered with: see `audit verify`."),
        (checked.sound, "Everything is as it was written."),
    ];
    for (_, words) in findings.iter().filter(|(found, _)| *found) {
        let _ = writeln!(text, "{words}");
    }
    text
}

fn settle(session: &Session, rules: &Rules) -> Result<Done, Error> {
    if let Some(days) = rules.password_days {
        session.password_days_set(Some(days).filter(|days| *days > 0))?;
    }
    if let Some(minutes) = rules.idle_minutes {
        session.idle_minutes_set(minutes)?;
    }
    if rules.backup_folder.is_some() || rules.no_backup_folder {
        session.backup_folder_set(rules.backup_folder.as_deref())?;
    }
    let settled = session.school_rules()?;
    Done::new(&settled, rules_words(&settled))
}

pub(super) fn rules_words(rules: &SchoolRulesView) -> String {
    let days = rules.password_days.map_or("never".to_owned(), |days| format!("after {days} days"));
    let folder = rules.backup_folder.as_deref().unwrap_or("none");
    let idle = rules.idle_minutes;
    let mut text = format!(
        "Passwords have to be changed: {days}\nThe window locks itself after: {idle} minutes\nFolder for backups: {folder}\n"
    );
    for (purpose, months) in &rules.published_months {
        let _ = writeln!(text, "Published for {purpose}: {months} months");
    }
    text
}

pub(super) fn backup(session: &Session, file: &Path) -> Result<Done, Error> {
    let report = session.backup(file)?;
    let how = if report.anew { "written anew" } else { "brought up to date" };
    let text = format!("{} is {how}: {} files, of these {} new.", report.file, report.files, report.written);
    Done::new(&report, text)
}

pub(super) fn restore(app: &App, file: &Path, name: Option<String>, replace: bool) -> Result<Done, Error> {
    let report = match login::recovery_key() {
        Some(words) => app.restore(file, &RestoreBy::RecoveryKey(&words), replace)?,
        None => {
            let name = name.ok_or(Refusal::Missing { what: "The name to log in with (--as)" })?;
            let password = login::password(&name)?.to_string();
            app.restore(file, &RestoreBy::Login(&Unlock { name, password }), replace)?
        }
    };
    let hurt = !report.hurt.is_empty();
    Ok(Done::new(&report, restore_words(&report))?.refused_if(hurt))
}

fn restore_words(report: &RestoreReport) -> String {
    let made = report.made_at.as_deref().map_or_else(|| "an unknown time".to_owned(), moment);
    let mut text = format!(
        "The backup of {made} is restored: {} photos, each decrypted once. What was entered since then (answers, \
         do-not-publish entries, passwords) is not in it: enter it again.\n",
        report.photos
    );
    let mut tell = |what: &str, photos: &[String]| {
        if !photos.is_empty() {
            let _ = writeln!(text, "{what}: {}", photos.len());
            for photo in photos {
                let _ = writeln!(text, "  {photo}");
            }
        }
    };
    tell("Deleted since the backup, and deleted again", &report.stayed_deleted);
    tell("Damaged in the backup, and not restored", &report.hurt);
    if report.came_later > 0 {
        let _ = writeln!(text, "Photos that came after the backup, and are gone: {}", report.came_later);
    }
    if report.deletions_unknown {
        text.push_str("The old vault could not be read: photos deleted since the backup may be back.\n");
    }
    text
}

pub(super) fn audit(session: &Session, command: &Audit) -> Result<Done, Error> {
    match *command {
        Audit::Report(ref asked) => {
            let report = session.term_report(asked.from, asked.to, asked.governors)?;
            let text = match asked.format {
                ReportFormat::Csv => report.csv.clone(),
                ReportFormat::Html => report.html.clone(),
            };
            Done::new(&report, text)
        }
        Audit::Show { from, limit } => {
            let entries = session.log_entries(from, limit)?;
            let line = |entry: &workflow::wire::LogEntryShown| {
                let by = entry.by.as_deref().unwrap_or("the program");
                let subject = entry.subject.as_deref().unwrap_or_default();
                let action = entry.action.as_str().unwrap_or_default();
                format!("{:>6} {} {by}: {action} {subject} {}", entry.number, entry.at, entry.detail)
            };
            Done::new(&entries, entries.iter().map(line).collect::<Vec<_>>().join("\n"))
        }
        Audit::Verify => {
            let verified = session.log_verify()?;
            let text = match &verified.fault {
                None => format!("{} entries, each as it was written.\n", verified.entries),
                Some(fault) => format!("The log was tampered with: {fault}\n"),
            };
            let approvals = verified.forged.iter().map(|forged| format!("Batch {}: {}.\n", forged.batch, forged.why));
            let text = if verified.forged.is_empty() {
                format!(
                    "{text}{}, each signed by its approver over exactly this.",
                    count(verified.approvals, "approval")
                )
            } else {
                approvals.fold(text, |text, line| text + &line)
            };
            let tampered = verified.fault.is_some() || !verified.forged.is_empty();
            Ok(Done::new(&verified, text)?.refused_if(tampered))
        }
    }
}
