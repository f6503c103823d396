//! From a file to its plan, in one step.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;
use rules::PurposeKey;
use uuid::Uuid;

use super::answers::{self, Says};
use super::error::RegisterError;
use super::existing::{Existing, variants};
use super::folding::{clean, fold};
use super::guess::{self, Guess};
use super::interpret::{Frame, interpret};
use super::limits::Limits;
use super::mapping::{CameBy, ColumnRule, Direction, FileKind, Mapping, Means, NameOrder, PlainYes};
use super::plan::{ColumnView, Planner, RegisterPlan, Source};
use super::question::{Question, Topic};
use super::read::read;
use super::remembered::Remembered;
use super::sheet::{Container, Sheet, Workbook};

const SAMPLES: usize = 3;

/// Reads a register file and plans its import. Without a mapping everything is guessed, and what cannot be guessed safely
/// is asked; a mapping settles what it names, and the rest is guessed.
///
/// # Errors
/// When the file as a whole is no register, exceeds the limits, or does not fit the mapping.
pub fn preview(
    file_name: &str,
    bytes: &[u8],
    mapping: Option<&Mapping>,
    existing: &Existing<'_>,
    stated_date: Option<Date>,
    today: Date,
    ids: &mut dyn FnMut() -> Uuid,
) -> Result<RegisterPlan, RegisterError> {
    let limits = Limits::default();
    let workbook = read(bytes, &limits)?;
    let wanted = mapping.and_then(|mapping| mapping.sheet.as_deref());
    let sheet = guess::sheet_of(&workbook, wanted, existing.purposes).ok_or_else(|| RegisterError::Mapping {
        what: format!("there is no sheet '{}'", wanted.unwrap_or_default()),
    })?;
    let header = guess::header_of(sheet, mapping.and_then(|mapping| mapping.header_row), existing.purposes)
        .ok_or(RegisterError::NoHeader)?;
    let known: BTreeSet<String> = existing.register.people.values().flat_map(variants).collect();
    let guessed = guess::guess(&workbook.container, file_name, sheet, header, existing.purposes, &known);
    let headings = headings(sheet, header);
    // One whose purposes the school no longer has is forgotten.
    let fits = |known: &&Remembered| known.headings == headings && check_purposes(&known.mapping, existing).is_ok();
    let remembered = existing.remembered.iter().find(fits);
    let given_by_hand = mapping.is_some();
    let given = mapping.or(remembered.map(|known| &known.mapping));
    let stated = stated_date.or(given.and_then(|given| given.export_date));
    let Guess { mapping, mut questions } = match given {
        Some(given) => Guess { mapping: settle(given, guessed.mapping, sheet, header)?, questions: guessed.questions },
        None => guessed,
    };
    if let Some(given) = given {
        questions.retain(|question| !question.answered_by(given, stated.is_some()));
    }
    if purpose_is_missing(&mapping) && !questions.iter().any(|question| question.about == Topic::Purpose) {
        let text = "Nothing says which purpose the answers are for.".to_owned();
        questions.push(Question { text, about: Topic::Purpose, blocks: true });
    }
    check_purposes(&mapping, existing)?;
    let source = Source {
        file_name: file_name.to_owned(),
        file_hash: blake3::hash(bytes).to_hex().to_string(),
        format: describe(&workbook.container),
        sheet: sheet.name.clone(),
        other_sheets: other_sheets(&workbook, sheet),
        header_row: sheet.rows[header].number,
        stated_date: stated,
        kind: mapping.kind,
        headings,
        remembered: if given_by_hand { None } else { remembered.map(|known| known.mapping.name.clone()) },
    };
    let frame = Frame { mapping: &mapping, school: existing.purposes, stated, today };
    let interpretation = interpret(sheet, header, frame, &limits)?;
    let columns = views(sheet, header, &mapping);
    drop(workbook);
    let plan = empty_plan(source, mapping, columns, questions);
    Ok(Planner::new(plan, *existing, today, ids).plan(interpretation))
}

fn empty_plan(source: Source, mapping: Mapping, columns: Vec<ColumnView>, questions: Vec<Question>) -> RegisterPlan {
    RegisterPlan {
        source,
        mapping,
        columns,
        questions,
        tightened: Vec::new(),
        changed: Vec::new(),
        loosening: Vec::new(),
        added: Vec::new(),
        attributes: Vec::new(),
        left: Vec::new(),
        numbers: Vec::new(),
        events: Vec::new(),
        protections: Vec::new(),
        ambiguous: Vec::new(),
        disagreements: Vec::new(),
        unanswered: Vec::new(),
        refused: Vec::new(),
        notes: Vec::new(),
        matched: 0,
    }
}

/// A given mapping goes before the guess, column by column and word by word; its columns have to be in the file.
fn settle(given: &Mapping, guessed: Mapping, sheet: &Sheet, header: usize) -> Result<Mapping, RegisterError> {
    let mut mapping = given.clone();
    mapping.header_row = guessed.header_row;
    mapping.sheet = guessed.sheet;
    mapping.columns = guessed.columns;
    let head = &sheet.rows[header];
    for rule in &given.columns {
        let rule = placed(rule, head)?;
        match mapping.columns.iter_mut().find(|other| other.column == rule.column) {
            Some(other) => *other = rule,
            None => mapping.columns.push(rule),
        }
    }
    mapping.purpose = given.purpose.clone().or(guessed.purpose);
    mapping.fill_down = given.fill_down || guessed.fill_down;
    if given.kind == FileKind::default() {
        mapping.kind = guessed.kind;
    }
    if given.name_order == NameOrder::default() {
        mapping.name_order = guessed.name_order;
    }
    if given.plain_yes == PlainYes::default() {
        mapping.plain_yes = guessed.plain_yes;
    }
    if given.came_by == CameBy::default() {
        mapping.came_by = guessed.came_by;
    }
    let explained: BTreeSet<String> = given.purposes.keys().map(|word| fold(word)).collect();
    for (word, key) in guessed.purposes {
        if !explained.contains(&fold(&word)) {
            mapping.purposes.insert(word, key);
        }
    }
    Ok(mapping)
}

/// The rule at its place in this file. The heading decides; the number only tells equal headings apart.
fn placed(rule: &ColumnRule, head: &super::sheet::Row) -> Result<ColumnRule, RegisterError> {
    let wanted = fold(&rule.header);
    if rule.index().is_some_and(|column| fold(head.text(column)) == wanted) {
        return Ok(rule.clone());
    }
    let mut elsewhere = (0..head.cells.len()).filter(|column| fold(head.text(*column)) == wanted);
    match (elsewhere.next(), elsewhere.next()) {
        (Some(column), None) => {
            Ok(ColumnRule { column: u32::try_from(column + 1).unwrap_or(u32::MAX), ..rule.clone() })
        }
        _ => Err(RegisterError::Mapping { what: format!("there is no single column '{}'", rule.header) }),
    }
}

fn purpose_is_missing(mapping: &Mapping) -> bool {
    mapping.purpose.is_none() && mapping.column(Means::Answer).is_some() && mapping.column(Means::PurposeName).is_none()
}

fn check_purposes(mapping: &Mapping, existing: &Existing<'_>) -> Result<(), RegisterError> {
    let known = |key: &str| {
        ["all", "ignore", PurposeKey::WORK, PurposeKey::NAME_WITH_PHOTO].contains(&key)
            || existing.purposes.iter().any(|purpose| purpose.key.as_str() == key)
    };
    let named = mapping.columns.iter().flat_map(|rule| rule.purposes.iter().map(String::as_str));
    let mut all = named
        .chain(mapping.purposes.values().map(String::as_str))
        .chain(mapping.purpose.iter().map(PurposeKey::as_str));
    match all.find(|key| !known(key)) {
        Some(key) => Err(RegisterError::Mapping { what: format!("the school has no purpose '{key}'") }),
        None => Ok(()),
    }
}

/// The folded headings, by which a source is known again.
fn headings(sheet: &Sheet, header: usize) -> Vec<String> {
    sheet.rows[header].cells.iter().map(|cell| fold(&cell.text)).collect()
}

fn describe(container: &Container) -> String {
    match container {
        Container::Text { encoding, delimiter: '\t' } => format!("text, {encoding}, separated by tabs"),
        Container::Text { encoding, delimiter } => format!("CSV, {encoding}, separated by '{delimiter}'"),
        Container::Xlsx => "Excel workbook".to_owned(),
        Container::Ods => "OpenDocument spreadsheet".to_owned(),
        Container::Ctf => "Common Transfer File (roster only)".to_owned(),
    }
}

fn other_sheets(workbook: &Workbook, read: &Sheet) -> Vec<String> {
    workbook.sheets.iter().filter(|sheet| !std::ptr::eq(*sheet, read)).map(|sheet| sheet.name.clone()).collect()
}

fn views(sheet: &Sheet, header: usize, mapping: &Mapping) -> Vec<ColumnView> {
    let own: BTreeMap<_, _> =
        mapping.answers.iter().map(|(word, means)| (word.trim().to_lowercase(), *means)).collect();
    let view = |rule: &ColumnRule| {
        let column = rule.index()?;
        let private = matches!(rule.means, Means::Upn | Means::SealedReason | Means::GiverEmail);
        let mut samples: Vec<String> = Vec::new();
        let mut in_words = Vec::new();
        for row in &sheet.rows[header + 1..] {
            let text = clean(row.text(column));
            if samples.len() == SAMPLES || private {
                break;
            }
            if text.is_empty() || samples.contains(&text) {
                continue;
            }
            if rule.means == Means::Consent {
                let says = answers::read(row.cell(column), &own, mapping.date_order).says;
                in_words.push(format!("{text} → {}", outcome(&says, rule.direction)));
            }
            samples.push(text.chars().take(60).collect());
        }
        Some(ColumnView { rule: rule.clone(), hidden: sheet.hidden_columns.contains(&column), samples, in_words })
    };
    mapping.columns.iter().filter_map(view).collect()
}

fn outcome(says: &Says, direction: Direction) -> &'static str {
    match (direction, says) {
        (Direction::Positive, Says::Yes(None)) => "granted",
        (Direction::Positive, Says::Yes(Some(_)) | Says::Unclear(_)) => "to be settled by a person",
        (Direction::Positive, Says::No) => "refused",
        (Direction::Positive, Says::Withdrawn) => "withdrawn",
        (Direction::Negative, Says::Yes(_) | Says::Withdrawn | Says::Unclear(_)) => "refused",
        (Direction::Negative, Says::No) => "unknown (not refused is not granted)",
        (_, Says::Nothing(_)) => "unknown",
    }
}
