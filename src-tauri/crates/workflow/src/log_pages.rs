//! The log as the head reads it: the newest first, in plain words (P21).

use std::collections::BTreeMap;

use jiff::Timestamp;
use serde_json::Value;
use store::{Entry, LogFault};

use crate::error::{Error, Refusal};
use crate::rights::Action;
use crate::session::Session;
use crate::wire::{LogAsked, LogLine, LogPage};

/// Lines of a page, at most.
const MOST: u32 = 500;

/// What entries may be about, by identifier.
struct Subjects(BTreeMap<String, String>);

impl Session {
    /// A page of the log.
    ///
    /// # Errors
    /// Refused to all but the head, and when nobody has the login that is asked for.
    pub fn log_page(&self, asked: &LogAsked) -> Result<LogPage, Error> {
        self.may(Action::ReadLog)?;
        let logins = self.logins()?;
        let account = |name: &String| {
            let found = logins.iter().find(|(_, login)| *login == name).map(|(account, _)| *account);
            found.ok_or_else(|| Refusal::Unknown { what: "account", text: name.clone() })
        };
        let by = asked.by.as_ref().map(account).transpose()?;
        let limit = asked.limit.clamp(1, MOST);
        let mut entries = self.vault().log().latest(asked.before, limit + 1, asked.topic, by)?;
        let more = entries.len() > usize::try_from(limit).unwrap_or(usize::MAX);
        entries.truncate(usize::try_from(limit).unwrap_or(usize::MAX));
        let earlier = entries.last().filter(|_| more).map(|entry| entry.number);
        let subjects = self.subjects()?;
        let line = |entry: Entry| {
            let about = entry.subject.as_deref().and_then(|id| self.about(&subjects, id));
            LogLine {
                number: entry.number,
                at: self.moment_of(entry.at),
                by: entry.by.map(|by| crate::log::login(&logins, by)),
                words: entry.action.words(),
                // Who logs in is told as who did it.
                about: about.filter(|_| !matches!(entry.action, store::Action::LoggedIn | store::Action::LoggedOut)),
                detail: detail(&entry),
            }
        };
        let lines = entries.into_iter().map(line).collect();
        let mut people: Vec<String> = logins.values().cloned().collect();
        people.sort_by_key(|login| login.to_lowercase());
        Ok(LogPage { lines, earlier, people })
    }

    fn subjects(&self) -> Result<Subjects, Error> {
        let mut found = BTreeMap::new();
        for (account, login) in self.logins()? {
            found.insert(account.to_string(), login);
        }
        for person in self.vault().register()?.people.values() {
            found.insert(person.id.to_string(), person.names.known_as());
        }
        for batch in self.vault().batches().all()? {
            found.insert(batch.id.to_string(), batch.title);
        }
        for album in self.vault().albums().all()? {
            found.insert(album.id.to_string(), album.name);
        }
        for device in self.vault().devices().all()? {
            found.insert(device.id.to_string(), device.label);
        }
        Ok(Subjects(found))
    }

    /// What an entry was about, where that is still there.
    fn about(&self, Subjects(known): &Subjects, id: &str) -> Option<String> {
        let photo = || Some(self.place_of(id.parse().ok()?).ok()?.replace('/', ", photo "));
        known.get(id).cloned().or_else(photo)
    }

    fn moment_of(&self, at: Timestamp) -> String {
        let zone = (self.surroundings().clock)().time_zone().clone();
        at.to_zoned(zone).strftime("%Y-%m-%dT%H:%M:%S").to_string()
    }
}

/// What else is worth telling of an entry: counts, and what was refused.
fn detail(entry: &Entry) -> Option<String> {
    use store::Action::{BatchExported, BatchSubmitted, HeldBack, ImportFinished, LoginsFailed, Refused};
    let number = |key: &str| entry.detail.get(key).and_then(Value::as_u64).unwrap_or(0);
    let counted = |key: &str, one: &str| match number(key) {
        1 => format!("1 {one}"),
        many => format!("{many} {one}s"),
    };
    if entry.action == LoginsFailed {
        return Some(counted("count", "time"));
    }
    if entry.action == BatchSubmitted {
        return Some(counted("photos", "photo"));
    }
    if entry.action == BatchExported {
        return Some(counted("files", "file"));
    }
    if entry.action == HeldBack {
        return Some("a rule stopped it when it was about to go out".to_owned());
    }
    if entry.action == ImportFinished {
        let rest = [("quarantined", "waiting for the head"), ("duplicates", "here already"), ("refused", "not taken")];
        let rest =
            rest.iter().filter(|(key, _)| number(key) > 0).map(|(key, words)| format!("{} {words}", number(key)));
        return Some(
            [format!("{} brought in", number("imported"))].into_iter().chain(rest).collect::<Vec<_>>().join(", "),
        );
    }
    let name = entry.detail.get("action").and_then(Value::as_str).filter(|_| entry.action == Refused)?;
    let tried = Action::ALL.into_iter().find(|action| action.name() == name)?;
    Some(format!("to {}", tried.words()))
}

/// What the check of the log found, in words.
pub(crate) fn verified_words(entries: u64, fault: Option<LogFault>, forged: usize) -> String {
    let log = match fault {
        None => format!("The log is whole: all {entries} entries are as they were written."),
        Some(LogFault::Changed { number }) => format!("Entry {number} of the log was changed after it was written."),
        Some(LogFault::Missing { number }) => format!("Entry {number} of the log is missing."),
        Some(LogFault::CutShort { number }) => {
            format!("The log was cut short, or put back from an older copy: from entry {number} on it is gone.")
        }
        Some(LogFault::Replayed { number }) => {
            format!(
                "The log was put back from an older copy and went on: from entry {number} on it is another history."
            )
        }
        Some(LogFault::HeadForged) => "The note of where the log ends was changed.".to_owned(),
    };
    let approvals = match forged {
        0 => "Every approval is the one that its approver signed.".to_owned(),
        1 => "One approval is not what its approver signed.".to_owned(),
        many => format!("{many} approvals are not what their approvers signed."),
    };
    format!("{log} {approvals}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn p21_every_finding_about_the_log_is_told_in_words() {
        let faults = [
            None,
            Some(LogFault::Changed { number: 7 }),
            Some(LogFault::Missing { number: 7 }),
            Some(LogFault::CutShort { number: 7 }),
            Some(LogFault::Replayed { number: 7 }),
            Some(LogFault::HeadForged),
        ];
        let words: std::collections::BTreeSet<String> =
            faults.into_iter().map(|fault| verified_words(12, fault, 0)).collect();
        assert_eq!(words.len(), faults.len());
        assert!(verified_words(12, None, 0).starts_with("The log is whole: all 12 entries"));
        assert!(verified_words(12, None, 1).ends_with("One approval is not what its approver signed."));
    }
}
