//! The consent register.

use std::fmt::Write as _;

use workflow::register_import::{RegisterFile, RegisterReport, RowTold};
use workflow::{Error, Refusal, Session};

use super::read;
use crate::args::{Register, TypedRegisterFile};
use crate::print::Done;

pub(super) fn register(session: &Session, command: Register) -> Result<Done, Error> {
    match command {
        Register::Preview(file) => with_file(&file, |file| session.register_preview(file)),
        Register::Import { file, apply: false } => with_file(&file, |file| session.register_preview(file)),
        Register::Import { file, apply: true } => with_file(&file, |file| session.register_import(file)),
        Register::Status => {
            let status = session.register_status()?;
            let age = match status.current_on {
                None => "never imported".to_owned(),
                Some(day) if status.stale => format!("last imported on {day}: too long ago to decide by"),
                Some(day) => format!("last imported on {day}"),
            };
            let text = format!("{} people, {} answers, {age}", status.people, status.answers);
            Done::new(&status, text)
        }
        Register::Show { person } => {
            let people = session.register_show(person.as_deref())?;
            let mut text = String::new();
            for person in &people {
                let class = person.class.as_deref().unwrap_or("no class");
                let _ = writeln!(text, "{} ({class}) {}", person.name, person.id);
                for answer in &person.answers {
                    let given = answer.given_on.map_or("without a date".to_owned(), |day| format!("on {day}"));
                    let _ = writeln!(text, "  {}: {:?} by {:?} {given}", answer.purpose, answer.answer, answer.giver);
                }
            }
            Done::new(&people, text)
        }
    }
}

fn with_file(
    typed: &TypedRegisterFile,
    import: impl FnOnce(&RegisterFile<'_>) -> Result<RegisterReport, Error>,
) -> Result<Done, Error> {
    let bytes = read(&typed.file)?;
    let map = typed.map.as_deref().map(read).transpose()?;
    let not_text = |_| Refusal::File { why: "the mapping is not UTF-8 text".to_owned() };
    let map = map.map(String::from_utf8).transpose().map_err(not_text)?;
    let name = typed.file.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    let report = import(&RegisterFile { name: &name, bytes: &bytes, map: map.as_deref() })?;
    let blocked = !report.blocking.is_empty();
    Ok(Done::new(&report, words(&report))?.refused_if(blocked))
}

fn words(report: &RegisterReport) -> String {
    let mut text = format!("{}\n", report.format);
    let mut list = |title: &str, lines: Vec<String>| {
        if !lines.is_empty() {
            let _ = writeln!(text, "{title}: {}", lines.len());
            for line in lines {
                let _ = writeln!(text, "  {line}");
            }
        }
    };
    let rows = |rows: &[RowTold]| {
        let line = |row: &RowTold| row.row.map_or(row.text.clone(), |number| format!("row {number}: {}", row.text));
        rows.iter().map(line).collect::<Vec<_>>()
    };
    let answers = |changes: &[workflow::register_import::AnswerChange]| {
        let line = |change: &workflow::register_import::AnswerChange| {
            format!("{}, {}: {} → {}", change.person, change.purpose, change.before, change.after)
        };
        changes.iter().map(line).collect::<Vec<_>>()
    };
    list("Must be answered by a mapping first", report.blocking.clone());
    list("Questions", report.questions.clone());
    list("Added", report.added.clone());
    list("Changed", report.changed.clone());
    list("Answers", answers(&report.answers));
    list("From no to yes, left out (enter them one by one with `consent set`)", answers(&report.loosened));
    list("Left", report.left.clone());
    list("Ambiguous", rows(&report.ambiguous));
    list("Refused", rows(&report.refused));
    list("Notes", rows(&report.notes));
    if report.protections > 0 {
        let _ = writeln!(text, "Entries for the do-not-publish list: {}", report.protections);
    }
    text.push_str(if report.applied { "The register is imported." } else { "Nothing was changed." });
    text
}
