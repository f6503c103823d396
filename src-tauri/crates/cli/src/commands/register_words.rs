//! A register's import in words: the strictest news first.

use std::fmt::Write as _;

use workflow::wire::{AmbiguousRow, AnswerChange, Letters, RegisterReport, RowTold, UndoReport};

/// Of what needs no look one by one, so many lines are printed; `--json` has all.
const MOST: usize = 40;

/// Title, lines, and whether every line matters.
struct Section(&'static str, Vec<String>, bool);

/// The letters, one below the other.
pub(super) fn letters(letters: &Letters) -> String {
    let mut text = format!("{} letters of {}, {}\n", letters.letters.len(), letters.school, letters.on);
    for letter in &letters.letters {
        let _ = writeln!(text, "\nTo the parents and carers of {} ({})", letter.name, letter.class);
        for asked in &letter.asked {
            let _ = writeln!(text, "  {}: {} {}", asked.purpose, asked.meaning, asked.why);
        }
    }
    text
}

pub(super) fn report(report: &RegisterReport) -> String {
    let whole = |title, lines| Section(title, lines, true);
    let long = |title, lines| Section(title, lines, false);
    let columns = report.columns.iter().map(column).collect();
    let sections = [
        whole("Must be answered first (by --purpose or a mapping)", questions(report, true)),
        whole("No longer to be used (newly refused or withdrawn)", changes(&report.refused_now)),
        whole("Stricter than before", changes(&report.tightened)),
        whole("Entries for the do-not-publish list", protections(report)),
        whole("From no to yes, or to a wider yes: only those that you accept with --loosen", loosened(report)),
        whole("Rows whose pupil somebody has to settle with --row ROW=PUPIL", ambiguous(&report.ambiguous)),
        whole("Rows that disagree", report.disagreements.clone()),
        whole("Rows that cannot be used", rows(&report.refused)),
        whole("Questions", questions(report, false)),
        long("Yeses without a day, which block until somebody finds it out (or state --export-date)", undated(report)),
        long("Granted here and without an answer in the file: they stay", report.unanswered.clone()),
        long("Other answers", changes(&report.answers)),
        long("Pupils to add", added(report)),
        long("Entries that change", report.changed.clone()),
        long("Pupils who left", report.left.clone()),
        long("Notes", rows(&report.notes)),
        long("How the columns were read", columns),
    ];
    let sheet = if report.sheet.is_empty() { String::new() } else { format!(", sheet '{}'", report.sheet) };
    let mut text = format!("{}{sheet}, headings in row {}\n", report.format, report.header_row);
    if let Some(name) = &report.remembered {
        let _ = writeln!(text, "Read as '{name}' was read before.");
    }
    if !report.other_sheets.is_empty() {
        let _ = writeln!(text, "Sheets that were not read: {}", report.other_sheets.join(", "));
    }
    for section in sections {
        section.write(&mut text);
    }
    if report.dated_by_export > 0 {
        let _ = writeln!(text, "Yeses that take the day stated for the export: {}", report.dated_by_export);
    }
    match &report.import {
        Some(import) => {
            let _ = writeln!(text, "The register is imported. To undo it as a whole: register undo {import}");
        }
        None => text.push_str("Nothing was changed.\n"),
    }
    text
}

pub(super) fn undo(report: &UndoReport) -> String {
    let mut text = String::new();
    Section("Noes that no longer count: look at these first", changes(&report.loosened), true).write(&mut text);
    Section("Yeses that no longer count", changes(&report.tightened), true).write(&mut text);
    let UndoReport { answers, removed, kept, restored, protections_kept, protections_lifted, .. } = report;
    let counts = [
        (*answers, "answers no longer count"),
        (*removed, "people whom only this import knew leave the register"),
        (*kept, "people whom it added stay: they are tagged, protected or spoken of since"),
        (*restored, "people's entries go back to what they were"),
        (*protections_lifted, "do-not-publish entries are lifted"),
        (
            *protections_kept,
            "do-not-publish entries STAY in force (lift them one by one, or with --lift-do-not-publish)",
        ),
    ];
    for (count, what) in counts.into_iter().filter(|(count, _)| *count > 0) {
        let _ = writeln!(text, "{count} {what}");
    }
    text.push_str(if report.applied { "The import is undone." } else { "Nothing was changed; add --apply to do it." });
    text
}

impl Section {
    fn write(self, text: &mut String) {
        let Self(title, lines, whole) = self;
        if lines.is_empty() {
            return;
        }
        let most = if whole { lines.len() } else { MOST };
        let _ = writeln!(text, "{title}: {}", lines.len());
        for line in lines.iter().take(most) {
            let _ = writeln!(text, "  {line}");
        }
        if lines.len() > most {
            let _ = writeln!(text, "  … and {} more; --json prints all", lines.len() - most);
        }
    }
}

fn questions(report: &RegisterReport, blocks: bool) -> Vec<String> {
    let asked = report.questions.iter().filter(|question| question.blocks == blocks);
    asked.map(|question| question.text.clone()).collect()
}

fn changes(changes: &[AnswerChange]) -> Vec<String> {
    let line = |change: &AnswerChange| {
        let touched = match (change.queued, change.published) {
            (0, 0) => String::new(),
            (queued, published) => format!(" [touches {queued} queued and {published} published pictures]"),
        };
        format!(
            "{} ({}), {}: {} → {}{touched}",
            change.person, change.short, change.purpose, change.before, change.after
        )
    };
    changes.iter().map(line).collect()
}

fn loosened(report: &RegisterReport) -> Vec<String> {
    let line = |(change, words): (&AnswerChange, String)| {
        let tick = if change.ticked { "accepted" } else { "left out" };
        format!("{words}; {tick}: --loosen '{}:{}'", change.short, change.purpose)
    };
    report.loosened.iter().zip(changes(&report.loosened)).map(line).collect()
}

fn protections(report: &RegisterReport) -> Vec<String> {
    let line = |entry: &workflow::wire::ProtectionShown| {
        let overdue = if entry.review_passed { ", its day of review has passed" } else { "" };
        format!(
            "row {}: {} from {}{overdue} [touches {} queued and {} published pictures]",
            entry.row,
            entry.people.join(" or "),
            entry.from,
            entry.queued,
            entry.published
        )
    };
    report.protections.iter().map(line).collect()
}

fn ambiguous(rows: &[AmbiguousRow]) -> Vec<String> {
    let line = |row: &AmbiguousRow| {
        let mut text = format!("row {}: {}: {}", row.row, row.name, row.why);
        for candidate in &row.candidates {
            let born = candidate.date_of_birth.map_or_else(String::new, |day| format!(", born {day}"));
            let class = candidate.class.as_deref().unwrap_or("no class");
            let _ = write!(text, "\n      --row '{}={}'  {} ({class}{born})", row.row, candidate.short, candidate.name);
        }
        text
    };
    rows.iter().map(line).collect()
}

fn undated(report: &RegisterReport) -> Vec<String> {
    let line = |one: &workflow::wire::Undated| {
        let row = one.row.map_or_else(String::new, |row| format!("row {row}: "));
        format!("{row}{}, {}", one.person, one.purpose)
    };
    report.undated.iter().map(line).collect()
}

fn added(report: &RegisterReport) -> Vec<String> {
    let line = |pupil: &workflow::wire::AddedShown| {
        let class = pupil.class.as_deref().unwrap_or("no class");
        let similar =
            if pupil.similar.is_empty() { String::new() } else { format!(", similar: {}", pupil.similar.join(", ")) };
        format!("row {}: {} ({class}){similar}", pupil.row, pupil.name)
    };
    report.added.iter().map(line).collect()
}

fn rows(rows: &[RowTold]) -> Vec<String> {
    let line = |row: &RowTold| row.row.map_or(row.text.clone(), |number| format!("row {number}: {}", row.text));
    rows.iter().map(line).collect()
}

fn column(column: &workflow::wire::ColumnShown) -> String {
    let header = column.header.split_whitespace().collect::<Vec<_>>().join(" ");
    let mut text = format!("{} '{header}' = {}", column.column, column.means.replace('_', " "));
    if !column.purposes.is_empty() {
        let _ = write!(text, " for {}", column.purposes.join(", "));
    }
    if column.negative {
        text.push_str(", its yes means NO");
    }
    if column.hidden {
        text.push_str(", hidden in the file");
    }
    let told = if column.in_words.is_empty() { &column.samples } else { &column.in_words };
    if !told.is_empty() {
        let _ = write!(text, ": {}", told.join(" | "));
    }
    text
}
