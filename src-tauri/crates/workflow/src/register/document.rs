//! The reference kept beside a consent: where the evidence lies and who signed (P15).

const SIGNED: &str = "given by ";

/// One line of reference, signatory and relationship; `None` when nothing is known.
#[must_use]
pub(super) fn compose(reference: &str, given_by: &str, relationship: &str) -> Option<String> {
    let signed = match (given_by, relationship) {
        ("", "") => String::new(),
        ("", relationship) => format!("{SIGNED}({relationship})"),
        (by, "") => format!("{SIGNED}{by}"),
        (by, relationship) => format!("{SIGNED}{by} ({relationship})"),
    };
    match (reference, signed.as_str()) {
        ("", "") => None,
        (reference, "") => Some(reference.to_owned()),
        ("", signed) => Some(signed.to_owned()),
        (reference, signed) => Some(format!("{reference} · {signed}")),
    }
}

/// Takes such a line apart again: reference, signatory, relationship.
#[must_use]
pub(super) fn parts(document: &str) -> (String, String, String) {
    let (reference, signed) = match document.rsplit_once(&format!(" · {SIGNED}")) {
        Some((reference, signed)) => (reference, Some(signed)),
        None => match document.strip_prefix(SIGNED) {
            Some(signed) => ("", Some(signed)),
            None => (document, None),
        },
    };
    let Some(signed) = signed else { return (reference.to_owned(), String::new(), String::new()) };
    let (by, relationship) = match signed.strip_suffix(')').and_then(|signed| signed.rsplit_once('(')) {
        Some((by, relationship)) => (by.trim_end(), relationship),
        None => (signed, ""),
    };
    (reference.to_owned(), by.to_owned(), relationship.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_put_together_comes_apart_again() {
        for (reference, by, relationship) in [
            ("paper file 2026/114", "Sana Khan", "mother"),
            ("", "Sana Khan", ""),
            ("", "", "mother"),
            ("form 12", "", ""),
            ("form 12 · old", "J. Marsh (senior)", "father"),
        ] {
            let line = compose(reference, by, relationship).unwrap();
            assert_eq!(parts(&line), (reference.to_owned(), by.to_owned(), relationship.to_owned()), "{line}");
        }
        assert_eq!(compose("", "", ""), None);
    }
}
