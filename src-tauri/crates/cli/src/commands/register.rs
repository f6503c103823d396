//! The consent register.

use std::fmt::Write as _;
use std::io::{IsTerminal as _, Write as _};
use std::path::Path;

use workflow::register::Table;
use workflow::register_import::{self, RegisterFile};
use workflow::register_lists;
use workflow::rules::{Answer, Giver, PersonKind};
use workflow::wire::{AnswerShown, ImportShown, ListAsked, PersonListed, PersonShown, RegisterChoices, RegisterReport};
use workflow::{Error, PersonForm, Refusal, Session};

use super::register_words as words;
use super::{read, write};
use crate::args::{ListFile, Register, TypedKind, TypedRegisterFile};
use crate::print::Done;

pub(super) fn register(session: &Session, command: Register, json: bool) -> Result<Done, Error> {
    match command {
        Register::Preview(file) | Register::Import { file, apply: false, .. } => {
            shown(&with_file(&file, |read, choices| session.register_preview(read, choices))?, "")
        }
        Register::Import { file, apply: true, delete_source } => {
            let report = with_file(&file, |read, choices| session.register_import(read, choices))?;
            let after = if delete_source || wants_it_deleted(&file.file, json) {
                session.register_file_delete(&file.file)?;
                "The file is deleted.\n"
            } else {
                "The file still holds every pupil's answers: delete it, or keep it where only you can read it.\n"
            };
            shown(&report, after)
        }
        Register::Undo { import, apply, lift_do_not_publish } => {
            let report = session.register_undo(&import, apply, lift_do_not_publish)?;
            Done::new(&report, words::undo(&report))
        }
        Register::Confirm => {
            session.register_confirm()?;
            Ok(Done::said("The register is confirmed as right today."))
        }
        Register::Add { forename, surname, kind, known_as, class, born, number } => {
            let kind = match kind {
                TypedKind::Pupil => PersonKind::Pupil,
                TypedKind::Staff => PersonKind::Staff,
                TypedKind::Visitor => PersonKind::Visitor,
            };
            let (date_of_birth, admission_number) = (born, number);
            let form = PersonForm { kind, forename, surname, known_as, class, date_of_birth, admission_number };
            let shown = session.person_add(&form)?;
            let text = format!("{} is on the register: {}", shown.name, shown.id);
            Done::new(&shown, text)
        }
        Register::Left { person, on } => {
            let shown = session.person_left(&person, on)?;
            let text = format!("{} leaves on {on}.", shown.name);
            Done::new(&shown, text)
        }
        Register::Status => status(session),
        Register::Show { person, on } => {
            let people = session.register_show(person.as_deref(), on)?;
            Done::new(&people, people.iter().map(person_words).collect::<String>())
        }
        Register::Find { query, class } => {
            let found = session.people_list(&query, class.as_deref(), u32::MAX)?;
            let line = |person: &PersonListed| {
                let class = person.class.as_deref().unwrap_or("no class");
                let left = person.left_on.map_or_else(String::new, |day| format!(", left on {day}"));
                format!("{} ({class}{left}) {}", person.name, person.id)
            };
            Done::new(&found, found.people.iter().map(line).collect::<Vec<_>>().join("\n"))
        }
        Register::Classes => {
            let classes = session.classes()?;
            Done::new(&classes, classes.join("\n"))
        }
        Register::Letters { within, class, renewal } => {
            let asked = if renewal {
                ListAsked::Renewal { until: None }
            } else {
                ListAsked::Chase { within_days: within, class }
            };
            let letters = session.letters(&asked)?;
            Done::new(&letters, words::letters(&letters))
        }
        Register::Chase { within, class, to } => list(session, session.register_chase(within, class.as_deref())?, &to),
        Register::Renewal { until, to } => list(session, session.register_renewal(until)?, &to),
        Register::Trip { people, class, purpose, to } => {
            list(session, session.trip_list(&purpose, &people, class.as_deref())?, &to)
        }
        Register::Template { file } => {
            register_lists::template_save(&file)?;
            Ok(Done::said(format!("The empty register is in {}.", file.display())))
        }
    }
}

fn shown(report: &RegisterReport, after: &str) -> Result<Done, Error> {
    let blocked = report.questions.iter().any(|question| question.blocks);
    let after = if report.applied { after } else { "" };
    Ok(Done::new(report, format!("{}{after}", words::report(report)))?.refused_if(blocked))
}

fn with_file(
    typed: &TypedRegisterFile,
    import: impl FnOnce(&RegisterFile<'_>, &RegisterChoices) -> Result<RegisterReport, Error>,
) -> Result<RegisterReport, Error> {
    let bytes = register_import::read_register(&typed.file)?;
    let map = typed.map.as_deref().map(read).transpose()?;
    let not_text = |_| Refusal::File { why: "the mapping is not UTF-8 text".to_owned() };
    let map = map.map(String::from_utf8).transpose().map_err(not_text)?;
    let name = typed.file.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    let choices = RegisterChoices {
        purpose: typed.purpose.clone(),
        export_date: typed.export_date,
        settled: typed.rows.iter().map(|row| row.0.clone()).collect(),
        loosen: typed.loosen.iter().map(|loosening| loosening.0.clone()).collect(),
        ..RegisterChoices::default()
    };
    let report = import(&RegisterFile { name: &name, bytes: &bytes, map: map.as_deref() }, &choices)?;
    if let Some(path) = &typed.save_map {
        write(path, report.mapping.as_bytes())?;
    }
    Ok(report)
}

/// Asks, where somebody sits there to answer.
fn wants_it_deleted(file: &Path, json: bool) -> bool {
    if json || !std::io::stdin().is_terminal() || !std::io::stderr().is_terminal() {
        return false;
    }
    eprint!("The register is imported. Delete {} now? It holds every pupil's answers. [y/N] ", file.display());
    // What cannot be asked is not deleted.
    let _ = std::io::stderr().flush();
    let mut answer = String::new();
    std::io::stdin().read_line(&mut answer).is_ok() && answer.trim().to_lowercase().starts_with('y')
}

fn status(session: &Session) -> Result<Done, Error> {
    let status = session.register_status()?;
    let age = match status.current_on {
        None => "never imported".to_owned(),
        Some(day) if status.stale => format!("current as of {day}: too long ago to decide by"),
        Some(day) => format!("current as of {day}"),
    };
    let mut text = format!("{} people, {} answers, {age}\n", status.people, status.answers);
    for import in &status.imports {
        let ImportShown { id, file_hash, at, by, answers, people, protections, undone_at, undone_by } = import;
        let by = by.as_deref().unwrap_or("the recovery key");
        let short = file_hash.get(..12).unwrap_or(file_hash);
        let undone = undone_at.as_ref().map_or_else(String::new, |at| {
            format!(", undone on {at} by {}", undone_by.as_deref().unwrap_or("the recovery key"))
        });
        let _ = writeln!(
            text,
            "import {id} on {at} by {by}: {answers} answers, {people} people, {protections} do-not-publish entries, file \
             {short}…{undone}"
        );
    }
    Done::new(&status, text)
}

fn list(session: &Session, table: Table, to: &ListFile) -> Result<Done, Error> {
    if let Some(path) = &to.file {
        session.list_save(&table, path)?;
        let text = format!("{} rows written to {}.", table.rows.len(), path.display());
        return Done::new(&table, text);
    }
    let lines: Vec<String> = table.rows.iter().map(|row| row.join(" · ")).collect();
    let text = format!("{}: {}\n{}", table.title, lines.len(), lines.join("\n"));
    Done::new(&table, text)
}

fn person_words(person: &PersonShown) -> String {
    let class = person.class.as_deref().unwrap_or("no class");
    let number = person.admission_number.as_deref().map_or_else(String::new, |number| format!(", {number}"));
    let left = person.left_on.map_or_else(String::new, |day| format!(", left on {day}"));
    let mut text = format!("{} ({class}{number}{left}) {}\n  on {}:\n", person.name, person.id, person.on);
    for state in &person.states {
        let detail = state.detail.as_ref().map_or_else(String::new, |detail| format!(" ({detail})"));
        let _ = writeln!(text, "    {}: {}{detail}", state.purpose, state.state.replace('_', " "));
    }
    if !person.answers.is_empty() {
        text.push_str("  on record:\n");
    }
    for answer in &person.answers {
        let _ = writeln!(text, "    {}", answer_words(answer));
    }
    text
}

fn answer_words(answer: &AnswerShown) -> String {
    let said = match answer.answer {
        Answer::Granted => "granted",
        Answer::Refused => "refused",
        Answer::Withdrawn => "withdrawn",
    };
    let giver = match answer.giver {
        Giver::ParentA => "the first parent or carer",
        Giver::ParentB => "the second parent or carer",
        Giver::Pupil => "the pupil",
        Giver::Oneself => "himself or herself",
    };
    let given = answer.given_on.map_or_else(|| "without a date".to_owned(), |day| format!("on {day}"));
    let mut text = format!("{}: {said} by {giver} {given}", answer.purpose);
    if let Some(day) = answer.expires_on {
        let _ = write!(text, ", until {day}");
    }
    if let Some(condition) = &answer.condition {
        let settled = if answer.resolved { " (settled)" } else { "" };
        let _ = write!(text, ", if: {condition}{settled}");
    }
    if answer.unconfirmed {
        text.push_str(", spoken, not confirmed");
    }
    let by = answer.entered_by.as_deref().unwrap_or("somebody");
    let _ = write!(text, "; entered on {} by {by}", answer.entered_on);
    if !answer.evidence.is_empty() {
        let _ = write!(text, " ({})", answer.evidence);
    }
    if let Some(day) = answer.undone_on {
        let _ = write!(text, "; UNDONE with its import on {day}, does not count");
    }
    text
}
