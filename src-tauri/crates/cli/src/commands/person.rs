//! Everything held on one person: shown, and packed for a subject-access request.

use std::fmt::Write as _;

use workflow::wire::{PackMade, PersonHeld};
use workflow::{Error, Session};

use crate::args::Person;
use crate::print::{Done, count};

pub(super) fn person(session: &Session, command: &Person) -> Result<Done, Error> {
    match command {
        Person::Show { person } => {
            let held = session.person_show(person)?;
            Done::new(&held, held_words(&held))
        }
        Person::Pack { person, to, recipient } => {
            let made = session.person_pack(person, to, recipient.as_deref())?;
            Done::new(&made, made_words(&made))
        }
    }
}

/// A line per row, empty cells left out: no screen is as wide as the tables are.
fn held_words(held: &PersonHeld) -> String {
    let class = held.class.as_deref().map(|class| format!(" ({class})")).unwrap_or_default();
    let mut text = format!("Everything held on {}{class}\n", held.name);
    for table in &held.tables {
        let _ = writeln!(text, "\n{}{}", table.title, if table.rows.is_empty() { ": nothing" } else { "" });
        for row in &table.rows {
            let filled = table.headings.iter().zip(row).filter(|(_, cell)| !cell.is_empty());
            let line: Vec<String> = match (table.headings.as_slice(), row.as_slice()) {
                (["what", "held"], [what, value]) => vec![format!("{what}: {value}")],
                _ => filled.map(|(heading, cell)| format!("{heading}: {cell}")).collect(),
            };
            let _ = writeln!(text, "  {}", line.join("; "));
        }
    }
    text
}

fn made_words(made: &PackMade) -> String {
    let pictures = count(usize::try_from(made.pictures).unwrap_or(usize::MAX), "picture");
    let mut text = format!("The pack is in {}, with {pictures} on which everybody else is covered.\n", made.file);
    if let Some(passphrase) = &made.passphrase {
        let _ = write!(
            text,
            "\nPassphrase, shown this once and kept nowhere. Give it by another way than the file:\n\n  {passphrase}\n"
        );
    }
    text.push_str("\nIt opens with `age` or `rage`, free for every system: age --decrypt -o pack.zip FILE\n");
    if !made.left_out.is_empty() {
        text.push_str("\nNot in it, until somebody has looked at them:\n");
        for picture in &made.left_out {
            let _ = writeln!(text, "  {}: {}", picture.place, picture.why);
        }
    }
    if let Some(to_decide) = made.to_decide.as_ref().filter(|list| !list.is_empty()) {
        text.push_str("\nHeld and not in it. Whether the family may have it is yours to decide (`person show`):\n");
        for what in to_decide {
            let _ = writeln!(text, "  {what}");
        }
    }
    text
}
