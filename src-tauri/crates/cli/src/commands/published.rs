//! What was published: listed, looked up, explained, taken down again.

use std::fmt::Write as _;
use std::path::Path;

use workflow::wire::{FoundCopy, PublishedShown, TakedownItem, WhyPublished};
use workflow::{Error, Refusal, Session};

use crate::args::Published;
use crate::print::{Done, count, moment};

pub(super) fn published(session: &Session, command: &Published) -> Result<Done, Error> {
    match command {
        Published::List => {
            let files = session.published()?;
            Done::new(&files, lines(&files, "Nothing was published yet."))
        }
        Published::Find { file } => {
            let found = session.published_find_file(file)?;
            let nothing = found.is_empty();
            let text =
                if nothing { "Nothing that was published looks like it.".to_owned() } else { found_words(&found) };
            Ok(Done::new(&found, text)?.refused_if(nothing))
        }
        Published::Why { file } => {
            let why = session.published_why(&identifier(session, file)?)?;
            Done::new(&why, why_words(&why))
        }
        Published::Takedown { done, .. } if !done.is_empty() => {
            done.iter().try_for_each(|published| session.takedown_done(published))?;
            Ok(Done::said(format!("Noted: {} taken down.", count(done.len(), "file"))))
        }
        Published::Takedown { past: true, .. } => {
            let files = session.takedowns_done()?;
            Done::new(&files, lines(&files, "Nothing was taken down yet."))
        }
        Published::Takedown { .. } => {
            let items = session.takedowns()?;
            Done::new(&items, takedown_words(&items))
        }
    }
}

/// An identifier as it is, or that of the nearest publication of a picture.
fn identifier(session: &Session, file: &str) -> Result<String, Error> {
    let path = Path::new(file);
    if !path.is_file() {
        return Ok(file.to_owned());
    }
    let found = session.published_find_file(path)?;
    let first = found.into_iter().next();
    Ok(first.ok_or(Refusal::Unknown { what: "published file", text: file.to_owned() })?.published.id)
}

fn lines(files: &[PublishedShown], nothing: &str) -> String {
    if files.is_empty() {
        return nothing.to_owned();
    }
    files.iter().map(line).collect::<Vec<_>>().join("\n")
}

/// What it is first; the identifier, which is only copied, last.
fn line(file: &PublishedShown) -> String {
    let down = file.taken_down_at.as_deref().map(|at| {
        let by = file.taken_down_by.as_deref().unwrap_or("the recovery key");
        format!(", taken down {} by {by}", moment(at))
    });
    let approved = file.approved_by.as_deref().map(|by| format!("approved by {by}"));
    let approved = approved.unwrap_or_else(|| "no approval needed".to_owned());
    let (id, at, name, purpose) = (&file.id, moment(&file.at), &file.file, &file.purpose);
    format!("{name} for {purpose}, published {at}, {approved}{} [{id}]", down.unwrap_or_default())
}

fn found_words(found: &[FoundCopy]) -> String {
    let words = |copy: &FoundCopy| match copy.exact {
        true => format!("the very file: {}\n", line(&copy.published)),
        false => format!("looks alike, {} of 64 cells differ: {}\n", copy.differs, line(&copy.published)),
    };
    found.iter().map(words).collect()
}

fn why_words(why: &WhyPublished) -> String {
    let mut text = format!("{}\n  BLAKE3 {}\n", line(&why.published), why.published.blake3);
    let unknown = || "unknown: published by an earlier version".to_owned();
    let day = why.decided_on.map_or_else(unknown, |day| day.to_string());
    let current = why.register_current_on.map_or_else(|| "never".to_owned(), |day| day.to_string());
    let _ = writeln!(text, "  decided on: {day}; the register was current as of: {current}");
    if let Some(purpose) = &why.purpose {
        let _ = writeln!(text, "  purpose: {purpose}");
    }
    let _ = writeln!(text, "  to be seen:{}", if why.people.is_empty() { " nobody" } else { "" });
    for person in &why.people {
        let _ = writeln!(text, "    {}: {}", person.name, person.consents.join("; "));
    }
    if let (Some(by), Some(at)) = (&why.approver, &why.approved_at) {
        let checklist = if why.checklist { "every point of the checklist a yes" } else { "checklist incomplete" };
        let _ = writeln!(text, "  approved by {by} on {}, {checklist}", moment(at));
    }
    let _ = writeln!(text, "  signature: {}", why.signature);
    text
}

fn takedown_words(items: &[TakedownItem]) -> String {
    if items.is_empty() {
        return "Nothing has to be taken down.".to_owned();
    }
    let mut text = items.iter().map(item_words).collect::<String>();
    text.push_str("Take each off wherever it is shown, then tick it off: published takedown --done ID");
    text
}

fn item_words(item: &TakedownItem) -> String {
    let reason = |reason: &workflow::wire::TakedownReason| match &reason.name {
        Some(name) => format!("{name}: {}", reason.words),
        None => reason.words.clone(),
    };
    format!("{}\n  {}\n", line(&item.published), item.reasons.iter().map(reason).collect::<Vec<_>>().join("; "))
}
