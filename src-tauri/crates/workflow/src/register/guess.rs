//! The mapping that a file suggests: which sheet, which row names the columns, what each column and word means.

use std::collections::{BTreeMap, BTreeSet};

use rules::{Purpose, PurposeKey};

use super::answers::{self, Says};
use super::dates::{self, DateOrder, Written};
use super::folding::fold;
use super::headings;
use super::mapping::{CameBy, ColumnRule, Direction, FileKind, Mapping, Means, NameOrder, PlainYes};
use super::options::{separator_of, split_options};
use super::question::{Question, Topic, named};
use super::sheet::{CellKind, Container, Row, Sheet, Workbook};
use super::upn::Upn;
use super::words::{self, Named};

/// Rows looked at for headings, and for what a column's values look like.
const HEAD: usize = 30;
const SAMPLE: usize = 200;
const WORDS_KEPT: usize = 200;

/// A guessed mapping with the questions it leaves.
#[derive(Debug, Clone)]
pub(super) struct Guess {
    pub(super) mapping: Mapping,
    pub(super) questions: Vec<Question>,
}

/// The sheet that a mapping means, else the one whose headings say most.
pub(super) fn sheet_of<'a>(workbook: &'a Workbook, name: Option<&str>, school: &[Purpose]) -> Option<&'a Sheet> {
    if let Some(name) = name {
        return workbook.sheets.iter().find(|sheet| fold(&sheet.name) == fold(name));
    }
    let mut best: Option<(&Sheet, u32)> = None;
    for sheet in &workbook.sheets {
        let score = best_header(sheet, school).map_or(0, |(_, score)| score);
        let score = if sheet.hidden { score / 4 } else { score };
        if best.is_none_or(|(_, other)| score > other) {
            best = Some((sheet, score));
        }
    }
    best.map(|(sheet, _)| sheet)
}

/// The position, among the sheet's rows, of the one that names the columns.
pub(super) fn header_of(sheet: &Sheet, number: Option<u32>, school: &[Purpose]) -> Option<usize> {
    match number {
        Some(number) => sheet.rows.iter().position(|row| row.number == number),
        None => best_header(sheet, school).map(|(at, _)| at),
    }
}

fn best_header(sheet: &Sheet, school: &[Purpose]) -> Option<(usize, u32)> {
    let score = |row: &Row| -> u32 {
        let cell_score = |text: &str| {
            let folded = fold(text);
            match headings::heading(&folded) {
                Some(Means::Ignored) => 1,
                Some(_) => 4,
                None if words::purposes_in(text, school) != Named::Nothing => 2,
                None if headings::heading_misspelt(&folded).is_some() => 3,
                None => u32::from(words::is_general(&folded)),
            }
        };
        row.cells
            .iter()
            .filter(|cell| cell.kind == CellKind::Text && !cell.is_blank())
            .map(|cell| cell_score(&cell.text))
            .sum()
    };
    let mut best: Option<(usize, u32)> = None;
    for (at, row) in sheet.rows.iter().take(HEAD).enumerate() {
        let found = score(row);
        if found >= 5 && best.is_none_or(|(_, other)| found > other) {
            best = Some((at, found));
        }
    }
    best
}

/// Guesses the whole mapping of a sheet.
pub(super) fn guess(
    container: &Container,
    file_name: &str,
    sheet: &Sheet,
    header: usize,
    school: &[Purpose],
    known_names: &BTreeSet<String>,
) -> Guess {
    let stem = file_name.rsplit_once('.').map_or(file_name, |(stem, _)| stem);
    let head = &sheet.rows[header];
    let body = &sheet.rows[header + 1..];
    let width = sheet.rows.iter().map(|row| row.cells.len()).max().unwrap_or(0);
    let kind = kind_of(container, stem, sheet, head);
    let mut guess = Guess {
        mapping: Mapping {
            name: stem.to_owned(),
            kind,
            sheet: (!sheet.name.is_empty()).then(|| sheet.name.clone()),
            header_row: Some(head.number),
            ..Mapping::default()
        },
        questions: Vec::new(),
    };
    for column in 0..width {
        if let Some(rule) = guess.column(head, body, column, school) {
            guess.mapping.columns.push(rule);
        }
    }
    guess.settle(stem, body, school);
    guess.names_and_groups(body, known_names);
    guess.ask_about_values(sheet, header, body);
    guess
}

fn kind_of(container: &Container, stem: &str, sheet: &Sheet, head: &Row) -> FileKind {
    if *container == Container::Ctf {
        return FileKind::Roster;
    }
    let says_so = |text: &str| {
        let folded = fold(text);
        ["do not publish", "dnp", "not to be published", "no photo list", "do not photograph list"]
            .iter()
            .any(|phrase| words::holds(&folded, phrase))
    };
    let headed: Vec<Means> = head.cells.iter().filter_map(|cell| headings::heading(&fold(&cell.text))).collect();
    let by_columns = headed.contains(&Means::SealedReason) && headed.contains(&Means::ProtectedWhere);
    if says_so(stem) || says_so(&sheet.name) || by_columns { FileKind::DoNotPublish } else { FileKind::Consents }
}

impl Guess {
    fn ask(&mut self, about: Topic, text: String) {
        self.questions.push(Question { text, about, blocks: false });
    }

    fn column(&mut self, head: &Row, body: &[Row], column: usize, school: &[Purpose]) -> Option<ColumnRule> {
        let header = head.text(column);
        if header.is_empty() && body.iter().all(|row| row.cell(column).is_none_or(|cell| cell.is_blank())) {
            return None;
        }
        let values: Vec<&Row> = body.iter().filter(|row| !row.text(column).is_empty()).take(SAMPLE).collect();
        let (means, purposes, direction) = self.meaning(header, &values, column, school);
        Some(ColumnRule {
            column: u32::try_from(column + 1).unwrap_or(u32::MAX),
            header: header.to_owned(),
            means,
            purposes,
            direction,
        })
    }

    fn meaning(
        &mut self,
        header: &str,
        values: &[&Row],
        column: usize,
        school: &[Purpose],
    ) -> (Means, Vec<String>, Direction) {
        let plain = |means| (means, Vec::new(), Direction::Positive);
        let folded = fold(header);
        let protecting = self.mapping.kind == FileKind::DoNotPublish;
        if let Some(means) = headings::heading(&folded) {
            return plain(if is_protection(means) && !protecting { Means::Ignored } else { means });
        }
        if protecting {
            return plain(headings::heading_misspelt(&folded).unwrap_or(Means::Ignored));
        }
        let texts = || values.iter().map(|row| row.text(column));
        if words::asks_for_choices(&folded) || mostly(texts(), |text| text.contains(';') && names_purpose(text, school))
        {
            return plain(Means::Choices);
        }
        let negative = words::is_negative(&folded);
        let direction = if negative { Direction::Negative } else { Direction::Positive };
        let answers = values.is_empty() || mostly(texts(), looks_like_an_answer);
        match words::purposes_in(header, school) {
            Named::Purposes(keys) if answers => {
                return (Means::Consent, keys.into_iter().map(|key| key.0).collect(), direction);
            }
            Named::Other => return plain(Means::Ignored),
            Named::Purposes(_) | Named::Nothing => {}
        }
        if answers && !values.is_empty() {
            if negative {
                return (Means::Consent, vec!["all".to_owned()], direction);
            }
            if words::is_general(&folded) {
                let text =
                    format!("The column '{}' does not say what the photos are for; it is left out.", named(header));
                self.ask(Topic::Column(header.to_owned()), text);
                return plain(Means::Ignored);
            }
        }
        if let Some(means) = headings::heading_misspelt(&folded)
            && !is_protection(means)
        {
            return plain(means);
        }
        if mostly(texts(), |text| Upn::read(text).is_ok()) {
            return plain(Means::Upn);
        }
        if !folded.is_empty() {
            let text = format!("The column '{}' is not known and is left out.", named(header));
            self.ask(Topic::Column(header.to_owned()), text);
        }
        plain(Means::Ignored)
    }

    /// What depends on which columns there are together.
    fn settle(&mut self, stem: &str, body: &[Row], school: &[Purpose]) {
        let has = |mapping: &Mapping, means| mapping.column(means).is_some();
        let mapping = &mut self.mapping;
        if has(mapping, Means::Forename) && has(mapping, Means::Surname) || several(mapping, Means::FullName) {
            let child = |rule: &ColumnRule| {
                let folded = fold(&rule.header);
                ["child", "childs", "pupil", "student"].iter().any(|word| words::holds(&folded, word))
            };
            let named = mapping.columns.iter().any(|rule| rule.means == Means::FullName && child(rule));
            let split = has(mapping, Means::Forename) && has(mapping, Means::Surname);
            for rule in mapping.columns.iter_mut().filter(|rule| rule.means == Means::FullName) {
                if split || (named && !child(rule)) {
                    rule.means = Means::GivenBy;
                }
            }
        }
        if has(mapping, Means::Choices) {
            mapping.came_by = CameBy::Form;
        }
        let template = ["admission_no", "legal_surname", "conditions", "evidence_ref"];
        if template.iter().all(|header| mapping.columns.iter().any(|rule| rule.header == *header)) {
            mapping.plain_yes = PlainYes::IndividualToo;
        }
        self.collect_words(body, school);
        let mapping = &mut self.mapping;
        let answers = has(mapping, Means::Answer);
        if mapping.kind == FileKind::Consents && answers && !has(mapping, Means::PurposeName) {
            match words::purposes_in(stem, school) {
                Named::Purposes(keys) if keys.len() == 1 => {
                    let key = keys.into_iter().next().unwrap_or_else(|| PurposeKey::new(""));
                    let text = format!("Only the file's name says what the answers are for: '{key}'. Is that so?");
                    mapping.purpose = Some(key);
                    self.questions.push(Question { text, about: Topic::Purpose, blocks: true });
                }
                Named::Purposes(_) | Named::Other | Named::Nothing => self.questions.push(Question {
                    text: "Nothing in the file says which purpose the answers are for.".to_owned(),
                    about: Topic::Purpose,
                    blocks: true,
                }),
            }
        }
        let mapping = &mut self.mapping;
        let consents = [Means::Consent, Means::PurposeName, Means::Answer, Means::Choices];
        if mapping.kind == FileKind::Consents && !consents.iter().any(|means| has(mapping, *means)) {
            mapping.kind = FileKind::Roster;
        }
    }

    /// The words that name purposes, shown with their guess so that a person can correct them.
    fn collect_words(&mut self, body: &[Row], school: &[Purpose]) {
        let mut found = BTreeMap::new();
        let mut keep = |text: &str| {
            if text.is_empty() || found.len() >= WORDS_KEPT || found.contains_key(text) {
                return;
            }
            if let Some(key) = match words::purposes_in(text, school) {
                Named::Purposes(keys) if keys.len() == 1 => keys.first().map(|key| key.0.clone()),
                Named::Other => Some("ignore".to_owned()),
                Named::Purposes(_) | Named::Nothing => None,
            } {
                found.insert(text.to_owned(), key);
            }
        };
        for column in self.mapping.columns_of(Means::PurposeName) {
            body.iter().for_each(|row| keep(row.text(column)));
        }
        for column in self.mapping.columns_of(Means::Choices) {
            let separator = separator_of(body, column);
            body.iter().flat_map(|row| split_options(row.text(column), separator)).for_each(&mut keep);
        }
        self.mapping.purposes = found;
    }

    fn names_and_groups(&mut self, body: &[Row], known_names: &BTreeSet<String>) {
        let mapping = &mut self.mapping;
        let identity: Vec<usize> = [Means::Upn, Means::AdmissionNumber, Means::FullName, Means::Surname]
            .iter()
            .filter_map(|means| mapping.column(*means))
            .collect();
        if let Some(purpose) = mapping.column(Means::PurposeName) {
            let bare = body
                .iter()
                .filter(|row| {
                    !row.text(purpose).is_empty() && identity.iter().all(|column| row.text(*column).is_empty())
                })
                .count();
            mapping.fill_down = bare > 0;
        }
        if let Some(column) = mapping.column(Means::FullName) {
            let fits = |order| {
                body.iter().take(SAMPLE).filter(|row| known_names.contains(&in_order(row.text(column), order))).count()
            };
            if fits(NameOrder::SurnameFirst) > fits(NameOrder::ForenameFirst) {
                mapping.name_order = NameOrder::SurnameFirst;
            }
        }
    }

    fn ask_about_values(&mut self, sheet: &Sheet, header: usize, body: &[Row]) {
        let dated: Vec<usize> = self.mapping.columns_of(Means::GivenOn).collect();
        let american = dated.iter().any(|column| {
            body.iter().any(|row| matches!(dates::written(row.text(*column)), Some(Written::MonthFirst(_))))
        });
        if american {
            self.ask(
                Topic::DateOrder,
                "Some dates can only be month first (American). Until a mapping says `date_order = \"month_first\"`, dates that \
                 could be read either way are left out."
                    .to_owned(),
            );
        }
        let consents: Vec<usize> =
            self.mapping.columns_of(Means::Consent).chain(self.mapping.columns_of(Means::Answer)).collect();
        if body.iter().any(|row| consents.iter().any(|column| matches!(row.text(*column), "1" | "0"))) {
            self.ask(Topic::Words, "Some answers are 1 or 0: a mapping has to say what they mean.".to_owned());
        }
        if self.mapping.kind == FileKind::Consents && dated.is_empty() {
            let said = sheet.rows[..header]
                .iter()
                .chain(body.iter().rev().take(3))
                .flat_map(|row| &row.cells)
                .filter(|cell| fold(&cell.text).contains("print") || fold(&cell.text).contains("export"))
                .find_map(|cell| dates::within(&cell.text, DateOrder::DayFirst));
            if let Some((day, _)) = said {
                self.ask(
                    Topic::ExportDate,
                    format!("The file has no dates of consent; it says it was made on {day}: state that as its date?"),
                );
            }
        }
    }
}

fn is_protection(means: Means) -> bool {
    matches!(means, Means::ProtectedWhere | Means::ProtectedFrom | Means::ReviewOn | Means::SetBy | Means::SealedReason)
}

fn several(mapping: &Mapping, means: Means) -> bool {
    mapping.columns_of(means).nth(1).is_some()
}

fn mostly<'a>(texts: impl Iterator<Item = &'a str>, is: impl Fn(&str) -> bool) -> bool {
    let (mut all, mut hits) = (0, 0);
    for text in texts {
        all += 1;
        hits += usize::from(is(text));
    }
    all > 0 && hits * 2 > all
}

fn names_purpose(text: &str, school: &[Purpose]) -> bool {
    text.split(';').any(|part| matches!(words::purposes_in(part, school), Named::Purposes(_)))
}

fn looks_like_an_answer(text: &str) -> bool {
    let reading = answers::read(Some(&super::sheet::Cell::text(text)), &BTreeMap::new(), DateOrder::DayFirst);
    match reading.says {
        Says::Yes(_) | Says::No | Says::Withdrawn | Says::Nothing(_) => true,
        Says::Unclear(words) => words.chars().count() <= 24,
    }
}

/// A full name folded, forename first.
pub(super) fn in_order(name: &str, order: NameOrder) -> String {
    let (forename, surname) = split_name(name, order);
    fold(&format!("{forename} {surname}"))
}

/// Forename and surname of a full name. Where nothing tells them apart, the surname is one word.
pub(super) fn split_name(name: &str, order: NameOrder) -> (String, String) {
    if let Some((surname, forename)) = name.split_once(',') {
        return (forename.trim().to_owned(), surname.trim().to_owned());
    }
    let words: Vec<&str> = name.split_whitespace().collect();
    match (words.as_slice(), order) {
        ([], _) => (String::new(), String::new()),
        ([one], _) => (String::new(), (*one).to_owned()),
        ([forename @ .., surname], NameOrder::ForenameFirst) => (forename.join(" "), (*surname).to_owned()),
        ([surname, forename @ ..], NameOrder::SurnameFirst) => (forename.join(" "), (*surname).to_owned()),
    }
}
