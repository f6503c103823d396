//! The vocabulary of registers: which heading means what.

use super::mapping::Means;

/// Headings (folded) that mean exactly this.
const HEADINGS: &[(Means, &[&str])] = &[
    (Means::Upn, &["upn", "unique pupil number", "pupil number", "upn number", "current upn"]),
    (
        Means::AdmissionNumber,
        &["adno", "admission no", "admission number", "adm no", "admno", "admission", "admissions number", "pupil id"],
    ),
    (
        Means::FullName,
        &[
            "name",
            "student",
            "pupil",
            "child",
            "pupil name",
            "student name",
            "child name",
            "childs name",
            "full name",
            "pupil full name",
            "student full name",
            "childs full name",
            "legal name",
            "child full name",
            "pupils name",
        ],
    ),
    (
        Means::Forename,
        &[
            "forename",
            "legal forename",
            "first name",
            "firstname",
            "childs first name",
            "child first name",
            "given name",
            "pupil forename",
            "student forename",
            "forenames",
            "legal first name",
        ],
    ),
    (
        Means::Surname,
        &[
            "surname",
            "legal surname",
            "last name",
            "lastname",
            "family name",
            "childs surname",
            "child surname",
            "childs last name",
            "pupil surname",
            "student surname",
            "legal last name",
        ],
    ),
    (
        Means::PreferredForename,
        &[
            "preferred forename",
            "known as",
            "preferred first name",
            "known as forename",
            "chosen forename",
            "preferred name",
            "knownas",
            "chosen name",
            "nickname",
        ],
    ),
    (Means::PreferredSurname, &["preferred surname", "known as surname", "preferred last name", "chosen surname"]),
    (Means::DateOfBirth, &["dob", "date of birth", "birth date", "birthdate", "d o b", "born"]),
    (Means::Year, &["year", "year group", "nc year", "yr", "ncyear", "nc year actual", "year grp"]),
    (
        Means::Class,
        &[
            "class",
            "reg",
            "reg group",
            "registration group",
            "registration form",
            "form",
            "tutor group",
            "reggroup",
            "childs class",
            "child class",
            "class name",
            "reg form",
            "form group",
        ],
    ),
    (Means::LeftOn, &["date of leaving", "leaving date", "left", "left on", "leaver date", "leave date"]),
    (
        Means::PurposeName,
        &[
            "purpose",
            "consent type",
            "parental consent",
            "parental consents",
            "consent name",
            "permission",
            "consent item",
        ],
    ),
    (
        Means::Answer,
        &["state", "status", "answer", "decision", "consent status", "response", "granted", "consent given"],
    ),
    (
        Means::GivenOn,
        &[
            "given on",
            "date",
            "consent date",
            "date given",
            "received",
            "date received",
            "timestamp",
            "completion time",
            "date of consent",
            "signed on",
            "date signed",
            "submitted at",
            "submitted",
            "response date",
            "date consented",
        ],
    ),
    (Means::ExpiresOn, &["expires on", "expiry", "expiry date", "expires", "valid until", "end date", "valid to"]),
    (
        Means::GivenBy,
        &[
            "given by",
            "informed by",
            "confirmed declined by",
            "confirmed by",
            "signed by",
            "signed",
            "parent",
            "carer",
            "parent carer",
            "parent name",
            "signed type your name",
            "consent given by",
            "parents name",
            "your name",
            "respondent",
            "parent carer name",
            "signature",
        ],
    ),
    (
        Means::Relationship,
        &[
            "relationship",
            "your relationship to the child",
            "relationship to child",
            "relation",
            "relationship to pupil",
        ],
    ),
    (Means::GiverEmail, &["email", "email address", "e mail", "username", "parent email"]),
    (Means::Method, &["method", "how", "source", "how given"]),
    (Means::Reference, &["evidence ref", "evidence", "reference", "evidence reference", "document", "file ref"]),
    (
        Means::Condition,
        &[
            "conditions",
            "condition",
            "notes",
            "note",
            "comments",
            "comment",
            "remarks",
            "anything else we should know",
            "restrictions",
            "further information",
            "anything else",
            "other information",
            "additional information",
        ],
    ),
    (Means::ProtectedWhere, &["scope", "where", "applies to", "media"]),
    (Means::ProtectedFrom, &["from", "start", "start date", "since", "date from"]),
    (Means::ReviewOn, &["review by", "review", "review date", "review on"]),
    (Means::SetBy, &["set by", "asked by", "entered by"]),
    (Means::SealedReason, &["reason", "reason dsl only", "why", "reason confidential", "confidential reason"]),
    (Means::Ignored, &["id", "start time", "last modified time", "school code", "language", "points", "quiz feedback"]),
];

/// What a heading means by the letter.
pub(super) fn heading(folded: &str) -> Option<Means> {
    let bare = folded.trim_end_matches(|c: char| c.is_ascii_digit() || c == ' ');
    let known = |text: &str| headings().find(|(_, word)| *word == text && !text.is_empty()).map(|(means, _)| means);
    known(folded).or_else(|| known(bare))
}

/// What a heading means but for a typing error. Short words are too alike to be forgiven a letter.
pub(super) fn heading_misspelt(folded: &str) -> Option<Means> {
    headings()
        .filter(|(_, word)| word.len() >= 6 && folded.len() >= 6)
        .map(|(means, word)| (means, strsim::normalized_damerau_levenshtein(folded, word)))
        .filter(|(_, likeness)| *likeness >= 0.85)
        .max_by(|one, other| one.1.total_cmp(&other.1))
        .map(|(means, _)| means)
}

fn headings() -> impl Iterator<Item = (Means, &'static str)> {
    HEADINGS.iter().flat_map(|(means, words)| words.iter().map(move |word| (*means, *word)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headings_are_forgiven_a_typing_error() {
        assert_eq!(heading_misspelt("surnmae"), Some(Means::Surname));
        assert_eq!(heading("childs surname"), Some(Means::Surname));
        assert_eq!(heading("favourite colour").or(heading_misspelt("favourite colour")), None);
    }
}
