//! What an answer's words mean. Any doubt is unknown or a reservation, never a grant.

use std::collections::BTreeMap;

use jiff::civil::Date;
use rules::Scope;

use super::answer_words::{NO, NO_BUT, NOTHING, WITHDRAWN, YES};
use super::dates::{self, DateOrder};
use super::folding::{clean, fold};
use super::mapping::AnswerWord;
use super::sheet::{Cell, CellKind};
use super::words::holds;

/// What one cell says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Reading {
    /// The answer.
    pub says: Says,
    /// A date written into the answer.
    pub on: Option<Date>,
}

/// An answer, before a column's direction is taken into account.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Says {
    /// Yes; with a reservation in the giver's words.
    Yes(Option<String>),
    /// No.
    No,
    /// No longer.
    Withdrawn,
    /// Nothing.
    Nothing(Silence),
    /// Words that are neither yes nor no.
    Unclear(String),
}

/// Why an answer says nothing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Silence {
    /// An empty cell.
    Blank,
    /// Empty but for a fill colour.
    ColourOnly,
    /// Pending, requested, not applicable.
    NotYet,
}

/// Reads an answer; `own` are the words that the mapping explains, by their trimmed lower-case text.
#[must_use]
pub(super) fn read(cell: Option<&Cell>, own: &BTreeMap<String, AnswerWord>, order: DateOrder) -> Reading {
    let Some(cell) = cell else { return Reading { says: Says::Nothing(Silence::Blank), on: None } };
    if cell.formula {
        return Reading { says: Says::Unclear("the answer is a formula".to_owned()), on: None };
    }
    let text = clean(&cell.text);
    if text.is_empty() {
        let silence = if cell.coloured { Silence::ColourOnly } else { Silence::Blank };
        return Reading { says: Says::Nothing(silence), on: None };
    }
    if let Some(word) = own.get(&text.to_lowercase()) {
        return Reading { says: explained(*word, &text), on: None };
    }
    if cell.kind == CellKind::Boolean {
        return Reading { says: if &*text == "TRUE" { Says::Yes(None) } else { Says::No }, on: None };
    }
    match dates::within(&text, order) {
        Some((day, rest)) if !rest.is_empty() => Reading { says: words(&rest, &text), on: Some(day) },
        _ => Reading { says: words(&text, &text), on: None },
    }
}

fn explained(word: AnswerWord, text: &str) -> Says {
    match word {
        AnswerWord::Granted => Says::Yes(None),
        AnswerWord::Refused => Says::No,
        AnswerWord::Withdrawn => Says::Withdrawn,
        AnswerWord::Unknown => Says::Nothing(Silence::NotYet),
        AnswerWord::Conditional => Says::Yes(Some(text.to_owned())),
    }
}

fn words(text: &str, whole: &str) -> Says {
    match text {
        "✓" | "✔" | "☑" | "✅" => return Says::Yes(None),
        "✗" | "✘" | "☒" | "❌" => return Says::No,
        "-" | "--" | "–" | "—" | "☐" => return Says::Nothing(Silence::NotYet),
        _ => {}
    }
    let unclear = || Says::Unclear(whole.to_owned());
    if text.starts_with(['=', '+', '-', '@']) {
        return unclear();
    }
    let folded = fold(text);
    let is = |list: &[&str]| list.contains(&folded.as_str());
    if is(NOTHING) {
        return Says::Nothing(Silence::NotYet);
    }
    let doubtful = text.contains('?');
    if is(YES) {
        return Says::Yes(doubtful.then(|| whole.to_owned()));
    }
    if is(NO) {
        return if doubtful { unclear() } else { Says::No };
    }
    if WITHDRAWN.iter().any(|word| holds(&folded, word)) {
        return if holds(&folded, "not") || doubtful { unclear() } else { Says::Withdrawn };
    }
    let mut parts = folded.split(' ');
    match (parts.next().unwrap_or_default(), parts.next().unwrap_or_default()) {
        ("no", second) if NO_BUT.contains(&second) => unclear(),
        ("no" | "n" | "refused" | "declined" | "denied" | "rejected" | "never" | "none", _) if !doubtful => Says::No,
        ("yes" | "y" | "granted" | "agreed" | "confirmed" | "approved" | "allowed", _) => {
            Says::Yes(Some(whole.to_owned()))
        }
        _ => unclear(),
    }
}

/// What words beside a yes narrow it to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Narrowing {
    /// How far the yes reaches, when the words say so.
    pub scope: Option<Scope>,
    /// The words, when a person has to weigh them; `None` when the scope says it all.
    pub condition: Option<String>,
}

/// Reads words that stand beside a yes.
#[must_use]
pub(super) fn narrowing(text: &str) -> Narrowing {
    const GROUP: &[&str] = &[
        "group only",
        "groups only",
        "group photo only",
        "group photos only",
        "group pictures only",
        "only group photos",
        "only in groups",
        "only in a group",
        "in groups only",
        "in a group only",
        "class photos only",
    ];
    const GROUP_LIKE: &[&str] = &[
        "group",
        "groups",
        "close up",
        "close ups",
        "closeup",
        "closeups",
        "alone",
        "his class",
        "her class",
        "their class",
        "own",
    ];
    let folded = fold(text);
    let bare = folded.strip_prefix("please ").unwrap_or(&folded);
    let bare = bare.strip_suffix(" please").unwrap_or(bare);
    if GROUP.contains(&bare) {
        return Narrowing { scope: Some(Scope::GroupOnly), condition: None };
    }
    if bare == "individual too" {
        return Narrowing { scope: Some(Scope::IndividualToo), condition: None };
    }
    let scope = GROUP_LIKE.iter().any(|word| holds(&folded, word)).then_some(Scope::GroupOnly);
    Narrowing { scope, condition: Some(clean(text)) }
}

/// Whether a remark sounds like a reservation.
#[must_use]
pub(super) fn sounds_like_a_reservation(text: &str) -> bool {
    const WORDS: &[&str] = &[
        "not",
        "only",
        "dont",
        "do not",
        "never",
        "except",
        "but",
        "without",
        "ask",
        "ring",
        "call",
        "check",
        "please",
        "close up",
        "close ups",
        "unless",
        "until",
        "withdrawn",
        "withdraw",
        "changed my mind",
        "changed his mind",
        "changed her mind",
        "agree",
        "consent",
        "refuse",
        "refuses",
        "refused",
        "no photos",
        "no pictures",
        "no names",
        "no name",
        "no website",
        "no social media",
        "no facebook",
        "group",
        "face",
        "if",
        "stop",
        "remove",
        "against",
        "court",
        "unhappy",
    ];
    let folded = fold(text);
    WORDS.iter().any(|word| holds(&folded, word))
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    fn says(text: &str) -> Says {
        read(Some(&Cell::text(text)), &BTreeMap::new(), DateOrder::DayFirst).says
    }

    #[test]
    fn plain_answers_are_plain() {
        for text in ["Yes", "yes ", "YES", "Y", "TRUE", "true", "Granted", "Confirmed", "✓", "\tYes"] {
            assert_eq!(says(text), Says::Yes(None), "{text}");
        }
        for text in ["No", "n", "FALSE", "Refused", "Declined", "Not Granted", "✗", "No – ask nobody"] {
            assert_eq!(says(text), Says::No, "{text}");
        }
        for text in
            ["", " ", "Pending", "Requested", "Not Requested", "n/a", "-", "no response", "not denied", "Unticked"]
        {
            assert!(matches!(says(text), Says::Nothing(_)), "{text}");
        }
    }

    #[test]
    fn doubt_is_never_a_grant() {
        for text in [
            "?",
            "1",
            "0",
            "Ask first",
            "Ring mum first",
            "+Yes",
            "-No",
            "@Yes",
            "=IF(1=1,\"Yes\",\"No\")",
            "x",
            "ok",
            "no objection",
            "not sure",
            "maybe",
            "press?",
            "yess",
        ] {
            assert!(matches!(says(text), Says::Unclear(_)), "{text}: {:?}", says(text));
        }
        for text in ["Y (not Facebook)", "Yes – but no name", "Yes if I see it first", "granted?"] {
            assert!(matches!(says(text), Says::Yes(Some(_))), "{text}");
        }
    }

    #[test]
    fn a_withdrawal_brings_its_date() {
        for text in ["Withdrawn 12/10/26", "Consent withdrawn 12/10/2026"] {
            let reading = read(Some(&Cell::text(text)), &BTreeMap::new(), DateOrder::DayFirst);
            assert_eq!(reading, Reading { says: Says::Withdrawn, on: Some(date(2026, 10, 12)) });
        }
    }

    #[test]
    fn the_mapping_explains_what_is_not_plain() {
        let own = [("1".to_owned(), AnswerWord::Granted), ("0".to_owned(), AnswerWord::Refused)].into();
        let one = Cell { kind: CellKind::Number, ..Cell::text("1") };
        assert_eq!(read(Some(&one), &own, DateOrder::DayFirst).says, Says::Yes(None));
    }

    #[test]
    fn colour_and_formula_are_no_answers() {
        let coloured = Cell { coloured: true, ..Cell::text("") };
        let formula = Cell { formula: true, ..Cell::text("Yes") };
        assert_eq!(
            read(Some(&coloured), &BTreeMap::new(), DateOrder::DayFirst).says,
            Says::Nothing(Silence::ColourOnly)
        );
        assert!(matches!(read(Some(&formula), &BTreeMap::new(), DateOrder::DayFirst).says, Says::Unclear(_)));
    }

    #[test]
    fn words_beside_a_yes_narrow_it() {
        let group = narrowing("group photos only please");
        assert_eq!(group, Narrowing { scope: Some(Scope::GroupOnly), condition: None });
        assert_eq!(narrowing("group_only").condition, None);
        let class = narrowing("Only if he is with his class");
        assert_eq!((class.scope, class.condition.is_some()), (Some(Scope::GroupOnly), true));
        for remark in ["renewal form sent", "legal surname Baker-Smith", "mum: +44 7700 900123", "price of form: £0"] {
            assert!(!sounds_like_a_reservation(remark), "{remark}");
        }
        for remark in
            ["Please no close ups of Oscar", "I do NOT agree to the website", "changed my mind about the website"]
        {
            assert!(sounds_like_a_reservation(remark), "{remark}");
        }
    }
}
