//! What a row's cells answer, for which purpose, by whom and when.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;
use rules::{Answer, Method, Purpose, PurposeKey, Scope};

use super::answers::{self, Says, Silence};
use super::claim::{Claim, DatedBy, GivenBy, Said};
use super::document;
use super::folding::{clean, fold};
use super::interpret::{Frame, Note, RowReading};
use super::mapping::{AnswerWord, CameBy, Direction, Mapping, Means};
use super::options::{is_none_of_these, separator_of, split_options};
use super::sheet::Row;
use super::words::{self, Named};

/// The answers of a file, prepared once: whose words mean what, and which options a form offered.
pub(super) struct Answers<'a> {
    frame: Frame<'a>,
    own: BTreeMap<String, AnswerWord>,
    named: BTreeMap<String, Vec<PurposeKey>>,
    options: BTreeSet<PurposeKey>,
    separator: char,
}

/// What stands beside the answers of one row.
struct Beside {
    on: Option<Date>,
    expires: Option<Date>,
    giver: GivenBy,
    method: Method,
    document: Option<String>,
    scope: Option<Scope>,
    conditions: Vec<String>,
}

impl<'a> Answers<'a> {
    pub(super) fn prepare(body: &[Row], frame: Frame<'a>) -> Self {
        let own = frame.mapping.answers.iter().map(|(word, means)| (word.trim().to_lowercase(), *means)).collect();
        let mut answers = Self { frame, own, named: BTreeMap::new(), options: BTreeSet::new(), separator: ',' };
        for column in frame.mapping.columns_of(Means::PurposeName) {
            for row in body {
                answers.name(row.text(column));
            }
        }
        for column in frame.mapping.columns_of(Means::Choices) {
            answers.separator = separator_of(body, column);
            for row in body {
                for option in split_options(row.text(column), answers.separator) {
                    answers.name(option);
                    answers.options.extend(answers.named.get(option).into_iter().flatten().cloned());
                }
            }
        }
        answers
    }

    /// Looks a word up once: the mapping's own explanation first.
    fn name(&mut self, text: &str) {
        if text.is_empty() || self.named.contains_key(text) {
            return;
        }
        let explained = self.frame.mapping.purposes.iter().find(|(word, _)| fold(word) == fold(text));
        let keys = match explained {
            Some((_, key)) if key == "ignore" => Vec::new(),
            Some((_, key)) => vec![PurposeKey::new(key.as_str())],
            None => match words::purposes_in(text, self.frame.school) {
                Named::Purposes(keys) => keys,
                Named::Other | Named::Nothing => Vec::new(),
            },
        };
        self.named.insert(text.to_owned(), keys);
    }

    /// Adds what a row says to its claim.
    pub(super) fn read(&self, reading: &RowReading<'_>, claim: &mut Claim, notes: &mut Vec<Note>) {
        let beside = self.beside(reading, notes);
        let mut row = RowAnswers { answers: self, beside, claim, notes };
        row.grid(reading);
        row.single(reading);
        row.choices(reading);
    }

    fn beside(&self, reading: &RowReading<'_>, notes: &mut Vec<Note>) -> Beside {
        let mut note = |text: String| notes.push(Note { row: Some(reading.row.number), text });
        if reading.undatable(Means::GivenOn) {
            note("the date of the answer cannot be read with certainty: it stays undated".to_owned());
        }
        let (by, relationship) = (reading.text(Means::GivenBy), reading.text(Means::Relationship));
        let anonymous = by.is_empty() || fold(&by) == "anonymous";
        if !anonymous && is_a_role(&fold(&by)) {
            note(format!("'{by}' does not say who signed"));
        }
        let mut conditions = Vec::new();
        let mut scope = None;
        let mut narrow = |text: &str| {
            let narrowing = answers::narrowing(text);
            scope = stricter(scope, narrowing.scope);
            conditions.extend(narrowing.condition);
        };
        for column in reading.frame.mapping.columns_of(Means::Condition) {
            let text = clean(reading.row.text(column));
            text.split(';').map(str::trim).filter(|part| !part.is_empty()).for_each(&mut narrow);
        }
        for column in reading.frame.mapping.columns_of(Means::Remark) {
            let text = clean(reading.row.text(column));
            if answers::sounds_like_a_reservation(&text) {
                narrow(&text);
            }
        }
        let folded_relationship = fold(&relationship);
        if !relationship.is_empty() && !may_consent(&folded_relationship) {
            conditions.push(format!("given by: {relationship}. May this person consent for the child?"));
        }
        let email = reading.text(Means::GiverEmail).to_lowercase();
        let kept = if anonymous { String::new() } else { by.clone() };
        Beside {
            on: reading.date(Means::GivenOn),
            expires: reading.date(Means::ExpiresOn),
            giver: GivenBy {
                name: Some(fold(&kept)).filter(|name| !name.is_empty()),
                email: Some(email).filter(|email| !email.is_empty()),
                relationship: Some(folded_relationship).filter(|relationship| !relationship.is_empty()),
            },
            method: method(&reading.text(Means::Method), reading.frame.mapping),
            document: document::compose(&reading.text(Means::Reference), &kept, &relationship),
            scope,
            conditions,
        }
    }
}

struct RowAnswers<'a, 'r> {
    answers: &'r Answers<'a>,
    beside: Beside,
    claim: &'r mut Claim,
    notes: &'r mut Vec<Note>,
}

impl RowAnswers<'_, '_> {
    /// One column per purpose.
    fn grid(&mut self, reading: &RowReading<'_>) {
        let frame = self.answers.frame;
        for rule in frame.mapping.columns.iter().filter(|rule| rule.means == Means::Consent) {
            let Some(column) = rule.index() else { continue };
            let read = answers::read(reading.row.cell(column), &self.answers.own, frame.mapping.date_order);
            for key in expand(&rule.purposes, frame.school) {
                match rule.direction {
                    Direction::Positive => self.positive(&key, &read.says, read.on),
                    Direction::Negative => self.negative(&key, &read.says, read.on),
                }
            }
        }
    }

    /// One purpose per row or per file; without an answer's column the row itself is the tick.
    fn single(&mut self, reading: &RowReading<'_>) {
        let mapping = self.answers.frame.mapping;
        let answer = mapping.column(Means::Answer);
        let keys = match (mapping.column(Means::PurposeName), answer, &mapping.purpose) {
            (Some(column), _, _) => self.answers.named.get(reading.row.text(column)).cloned().unwrap_or_default(),
            (None, Some(_), Some(key)) => vec![key.clone()],
            (None, _, _) => Vec::new(),
        };
        let (says, on) = match answer {
            Some(column) => {
                let read = answers::read(reading.row.cell(column), &self.answers.own, mapping.date_order);
                (read.says, read.on)
            }
            None => (Says::Yes(None), None),
        };
        for key in keys {
            self.positive(&key, &says, on);
        }
    }

    /// All ticked options in one cell: what was offered and not ticked is a no, an empty cell is no answer.
    fn choices(&mut self, reading: &RowReading<'_>) {
        let mapping = self.answers.frame.mapping;
        for column in mapping.columns_of(Means::Choices) {
            let text = reading.row.text(column);
            let mut ticked = BTreeSet::new();
            let mut other = Vec::new();
            let mut none = false;
            for option in split_options(text, self.answers.separator) {
                match self.answers.named.get(option).map(Vec::as_slice) {
                    Some([]) | None if is_none_of_these(option) => none = true,
                    Some([]) | None => {
                        let ignored =
                            mapping.purposes.iter().any(|(word, key)| fold(word) == fold(option) && key == "ignore");
                        if !ignored {
                            other.push(option);
                        }
                    }
                    Some(keys) => ticked.extend(keys.iter().cloned()),
                }
            }
            for words in &other {
                let narrowing = answers::narrowing(words);
                self.beside.scope = stricter(self.beside.scope, narrowing.scope);
                self.beside.conditions.extend(narrowing.condition);
            }
            let answered = none || !ticked.is_empty();
            for key in self.answers.options.clone() {
                let says = match (ticked.contains(&key), answered) {
                    (true, _) => Says::Yes(none.then(|| text.to_owned())),
                    (false, true) => Says::No,
                    (false, false) => Says::Nothing(Silence::Blank),
                };
                self.positive(&key, &says, None);
            }
        }
    }

    fn positive(&mut self, key: &PurposeKey, says: &Says, on: Option<Date>) {
        match says {
            Says::Yes(reservation) => self.grant(key, reservation.as_deref(), on),
            Says::Unclear(text) => {
                self.note(format!("'{text}' is not a plain answer for {key}: it blocks until somebody settles it"));
                let condition = format!("not a plain yes: {text}");
                self.grant(key, Some(&condition), on);
            }
            Says::No => self.no(key, Answer::Refused, on),
            Says::Withdrawn => self.no(key, Answer::Withdrawn, on),
            Says::Nothing(silence) => {
                if *silence == Silence::ColourOnly {
                    self.note(format!("the cell for {key} has a colour and no words: that is no answer"));
                }
                self.claim.silent.push((key.clone(), *silence));
            }
        }
    }

    fn negative(&mut self, key: &PurposeKey, says: &Says, on: Option<Date>) {
        match says {
            Says::Yes(_) => self.no(key, Answer::Refused, on),
            Says::Unclear(_) | Says::Withdrawn => {
                self.note(format!(
                    "a column that records refusals holds words that are not plain: taken as a no for {key}"
                ));
                self.no(key, Answer::Refused, on);
            }
            Says::No | Says::Nothing(_) => self.claim.silent.push((key.clone(), Silence::NotYet)),
        }
    }

    fn grant(&mut self, key: &PurposeKey, reservation: Option<&str>, on: Option<Date>) {
        let frame = self.answers.frame;
        let dated = frame.mapping.column(Means::GivenOn).is_some();
        let (given_on, dated_by) = match (on.or(self.beside.on), frame.stated) {
            (Some(day), _) => (Some(day), DatedBy::File),
            // In a file with dates a missing one means that nobody knows; a stated day would invent it.
            (None, Some(day)) if !dated => (Some(day), DatedBy::Stated),
            (None, _) => (None, DatedBy::Nobody),
        };
        let mut scope = self.beside.scope;
        let mut conditions = self.beside.conditions.clone();
        if let Some(words) = reservation {
            let narrowing = answers::narrowing(words);
            scope = stricter(scope, narrowing.scope);
            conditions.extend(narrowing.condition);
        }
        let said = Said {
            purpose: key.clone(),
            answer: Answer::Granted,
            given_on,
            dated_by,
            expires_on: self.beside.expires.or_else(|| frame.mapping.expiry.after(given_on?)),
            scope: scope.unwrap_or(frame.mapping.plain_yes.scope()),
            condition: (!conditions.is_empty()).then(|| conditions.join("; ")),
            giver: self.beside.giver.clone(),
            method: self.beside.method,
            document: self.beside.document.clone(),
        };
        self.keep_stricter(said);
    }

    fn no(&mut self, key: &PurposeKey, answer: Answer, on: Option<Date>) {
        let frame = self.answers.frame;
        let found = on.or(self.beside.on).map(|day| (day, DatedBy::File));
        let found = found.or_else(|| frame.stated.map(|day| (day, DatedBy::Stated)));
        let (mut day, mut dated_by) = found.unwrap_or((frame.today, DatedBy::Import));
        if day > frame.today {
            self.note("a no with a day in the future: it counts from today".to_owned());
            (day, dated_by) = (frame.today, DatedBy::Import);
        }
        let said = Said {
            purpose: key.clone(),
            answer,
            given_on: Some(day),
            dated_by,
            expires_on: None,
            scope: Scope::GroupOnly,
            condition: None,
            giver: self.beside.giver.clone(),
            method: self.beside.method,
            document: self.beside.document.clone(),
        };
        self.keep_stricter(said);
    }

    /// Two columns of one row about one purpose: the stricter counts.
    fn keep_stricter(&mut self, said: Said) {
        let rank = |said: &Said| (said.answer != Answer::Granted, said.condition.is_some());
        match self.claim.said.iter_mut().find(|other| other.purpose == said.purpose) {
            Some(other) if rank(other) >= rank(&said) => {}
            Some(other) => *other = said,
            None => self.claim.said.push(said),
        }
    }

    fn note(&mut self, text: String) {
        self.notes.push(Note { row: Some(self.claim.row), text });
    }
}

fn stricter(one: Option<Scope>, other: Option<Scope>) -> Option<Scope> {
    match (one, other) {
        (Some(Scope::GroupOnly), _) | (_, Some(Scope::GroupOnly)) => Some(Scope::GroupOnly),
        (Some(Scope::IndividualToo), _) | (_, Some(Scope::IndividualToo)) => Some(Scope::IndividualToo),
        (None, None) => None,
    }
}

fn expand(purposes: &[String], school: &[Purpose]) -> Vec<PurposeKey> {
    if purposes.iter().any(|purpose| purpose == "all") {
        return school.iter().map(|purpose| purpose.key.clone()).collect();
    }
    purposes.iter().map(|purpose| PurposeKey::new(purpose.as_str())).collect()
}

/// A giver named only by what he or she is.
fn is_a_role(folded: &str) -> bool {
    matches!(
        folded,
        "mum" | "mother" | "dad" | "father" | "mam" | "parent" | "carer" | "parents" | "guardian" | "gran" | "nan"
    )
}

/// Parents, carers, and the child.
fn may_consent(folded: &str) -> bool {
    [
        "mother", "father", "mum", "dad", "mam", "parent", "parents", "carer", "guardian", "self", "pupil", "student",
        "myself",
    ]
    .iter()
    .any(|word| words::holds(folded, word))
        && !["grand", "step", "ex"].iter().any(|word| folded.starts_with(word))
}

fn method(text: &str, mapping: &Mapping) -> Method {
    match fold(text).as_str() {
        "form" | "web form" => Method::Form,
        "mis" => Method::Mis,
        "paper" | "letter" | "paper form" => Method::Paper,
        "verbal" | "phone" | "telephone" | "by phone" | "spoken" => Method::Verbal { confirmed_by: None },
        "online" | "email" | "e mail" | "app" => Method::Online,
        _ => match mapping.came_by {
            CameBy::Mis => Method::Mis,
            CameBy::Form => Method::Form,
            CameBy::Paper => Method::Paper,
        },
    }
}
