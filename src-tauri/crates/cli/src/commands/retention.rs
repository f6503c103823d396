//! How long photos are kept: deleting at once, what is due, the leavers' sweep.

use std::fmt::Write as _;

use workflow::wire::{LeaverHeld, PurgeCertificate, PutForward, RetentionDue};
use workflow::{Error, Session};

use super::care::rules_words;
use crate::args::{Leavers, Retention};
use crate::print::Done;

pub(super) fn delete_now(session: &Session, photo: &str) -> Result<Done, Error> {
    let gone = session.delete_now(photo)?;
    let text = format!("Photo {} was destroyed at {}; only that it happened is kept.", gone.photo, gone.at);
    Done::new(&gone, text)
}

pub(super) fn retention(session: &Session, command: &Retention) -> Result<Done, Error> {
    match command {
        Retention::Due => {
            let due = session.retention_due()?;
            Done::new(&due, due_words(&due))
        }
        Retention::Leavers(command) => leavers(session, command),
        Retention::Spare { photos } => {
            session.retention_spare(photos)?;
            Ok(Done::said("These photos are not due any more, unless their album is."))
        }
        Retention::Purge { album } => {
            let certificate = session.retention_purge(album.as_deref())?;
            Done::new(&certificate, certificate_words(&certificate))
        }
        Retention::Album { album, until } => {
            session.album_keep_until(album, *until)?;
            Ok(Done::said(until.map_or("The album is kept without end.".to_owned(), |day| {
                format!("From {day} on the album's photos are not used any more, and are due.")
            })))
        }
        Retention::Expiry { purpose, stays } => {
            session.expiry_takes_down_set(purpose, !stays)?;
            Ok(Done::said(if *stays {
                "Pictures that are out stay when a consent runs out; a withdrawal still brings them down."
            } else {
                "Pictures that are out have to come down when a consent runs out."
            }))
        }
        Retention::Purpose { purpose, months } => {
            let settled = session.published_months_set(purpose, *months)?;
            Done::new(&settled, rules_words(&settled))
        }
    }
}

fn due_words(due: &RetentionDue) -> String {
    let mut text = format!("Photos due: {}\n", due.photos.len());
    for photo in &due.photos {
        let _ = writeln!(text, "  {} {}: {}", photo.place, photo.photo, photo.why.join(", "));
    }
    let _ = writeln!(text, "Published copies to take down: {}", due.published.len());
    for copy in &due.published {
        let _ = writeln!(text, "  {} ({}), out until {}", copy.file, copy.purpose, copy.until);
    }
    let _ = writeln!(text, "People who have left, and about whose photos nothing was decided: {}", due.leavers.len());
    for leaver in &due.leavers {
        let _ = writeln!(text, "  {}: {} photos", leaver.name, leaver.photos);
    }
    text
}

fn certificate_words(certificate: &PurgeCertificate) -> String {
    let mut text = format!("{}: {} photos destroyed\n", certificate.school, certificate.photos.len());
    for photo in &certificate.photos {
        let by = photo.by.as_deref().unwrap_or("the program");
        let _ = writeln!(text, "  {} at {} by {by}: {}", photo.photo, photo.at, photo.why);
    }
    text.push_str(certificate.how);
    text
}

fn leavers(session: &Session, command: &Leavers) -> Result<Done, Error> {
    match command {
        Leavers::List { until } => {
            let held = session.leavers(*until)?;
            Done::new(&held, held.iter().map(held_words).collect::<String>())
        }
        Leavers::PutForward { person, with_others, .. } => {
            let done = session.leavers_put_forward(person.as_deref(), *with_others)?;
            Done::new(&done, forward_words(&done))
        }
        Leavers::Keep { person, because, until } => {
            session.leaver_keep(person, because, *until)?;
            Ok(Done::said("What is held is kept, and the reason is recorded."))
        }
    }
}

fn held_words(held: &LeaverHeld) -> String {
    let left = held.left_on.map_or_else(String::new, |day| format!(" (left on {day})"));
    let mut text = format!("{}{left}: {} photos, {} copies out\n", held.name, held.photos.len(), held.out.len());
    for photo in &held.photos {
        let said = [
            (photo.put_forward, "put forward"),
            (photo.published, "published"),
            (photo.with_others, "others are on it"),
        ];
        let said: Vec<&str> = said.iter().filter(|(is_so, _)| *is_so).map(|(_, words)| *words).collect();
        let _ = writeln!(text, "  {} {}  {}", photo.place, photo.photo, said.join(", "));
    }
    for copy in &held.out {
        let _ = writeln!(text, "  out: {} ({})", copy.file, copy.purpose);
    }
    if let Some(kept) = &held.kept {
        let by = kept.by.as_deref().unwrap_or("the recovery key");
        let _ = writeln!(text, "  kept until {} by {by}: {}", kept.until, kept.reason);
    }
    text
}

fn forward_words(done: &PutForward) -> String {
    format!(
        "Photos put forward: {} (of {} people). They are used for nothing more, and destroyed by `retention purge`. Photos that \
         stay because others are on them: {}.",
        done.photos, done.people, done.stay
    )
}
