//! The vocabulary of registers: which words name a purpose, which headings turn yes into no.

use rules::{Purpose, PurposeKey};

use super::folding::fold;

/// Words (folded) that name a purpose. The longer ones win over the shorter.
const PURPOSES: &[(&str, &[&str])] = &[
    ("website", &["website", "web site", "web", "internet", "online", "webpage", "web page", "school site"]),
    ("newsletter", &["newsletter", "news letter", "newsletters", "bulletin"]),
    (
        "social_media",
        &["social media", "social", "facebook", "twitter", "instagram", "youtube", "tiktok", "social networks"],
    ),
    ("local_press", &["press", "newspaper", "newspapers", "local paper", "local media", "the media"]),
    ("prospectus", &["prospectus", "brochure", "marketing", "promotional", "publicity"]),
    (
        "internal_display",
        &["internal", "display", "displays", "in school", "noticeboard", "classroom", "around school", "within school"],
    ),
    ("school_app", &["app", "school app", "parent app"]),
    ("learning_journal", &["learning journal", "learning journey", "journal", "tapestry"]),
    ("sent_home", &["sent home", "send home"]),
    (PurposeKey::WORK, &["pupils work", "childs work", "work of my child", "artwork", "school work"]),
    (
        PurposeKey::NAME_WITH_PHOTO,
        &[
            "name with photo",
            "name next to",
            "name beside",
            "name alongside",
            "name with a photo",
            "first name next to",
            "name with picture",
            "name under",
        ],
    ),
];

/// Words of permissions that are not about publishing photos of a pupil.
const OTHER_PERMISSIONS: &[&str] = &[
    "trip",
    "trips",
    "video",
    "videos",
    "sound",
    "recording",
    "medical",
    "biometric",
    "biometrics",
    "swimming",
    "photograph student",
    "take photographs",
    "medicine",
    "plasters",
    "sun cream",
    "face painting",
    "cooking",
    "internet use",
    "local visits",
    "visits",
    "first aid",
    "print",
];

const NEGATIVE: &[&str] = &[
    "not",
    "no",
    "denied",
    "deny",
    "denies",
    "opt out",
    "optout",
    "restrict",
    "restricted",
    "restriction",
    "withheld",
    "withhold",
    "exclude",
    "excluded",
    "without",
    "dont",
    "never",
    "decline",
    "declined",
    "object",
    "objection",
    "objects",
    "objected",
    "prohibited",
    "forbidden",
    "refuse",
    "refused",
    "refusal",
    "refuses",
    "opted out",
];

/// What a word or a phrase says about purposes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Named {
    /// These purposes.
    Purposes(Vec<PurposeKey>),
    /// Some other permission.
    Other,
    /// Nothing known.
    Nothing,
}

/// Finds the purposes that a text names, by the school's own words first.
pub(super) fn purposes_in(text: &str, school: &[Purpose]) -> Named {
    let folded = fold(text);
    if folded.is_empty() {
        return Named::Nothing;
    }
    let key_like = text.trim().to_lowercase().replace([' ', '-'], "_");
    if let Some(purpose) = school.iter().find(|p| p.key.as_str() == key_like || fold(&p.name) == folded) {
        return Named::Purposes(vec![purpose.key.clone()]);
    }
    if [PurposeKey::WORK, PurposeKey::NAME_WITH_PHOTO].contains(&key_like.as_str()) {
        return Named::Purposes(vec![PurposeKey::new(key_like)]);
    }
    let named =
        |key: &str| PURPOSES.iter().any(|(known, words)| *known == key && words.iter().any(|w| holds(&folded, w)));
    for special in [PurposeKey::NAME_WITH_PHOTO, PurposeKey::WORK] {
        if named(special) {
            return Named::Purposes(vec![PurposeKey::new(special)]);
        }
    }
    if OTHER_PERMISSIONS.iter().any(|word| holds(&folded, word)) {
        return Named::Other;
    }
    let known = |key: &str| school.is_empty() || school.iter().any(|purpose| purpose.key.as_str() == key);
    let mut found: Vec<PurposeKey> = PURPOSES
        .iter()
        .filter(|(key, words)| known(key) && words.iter().any(|word| holds(&folded, word)))
        .map(|(key, _)| PurposeKey::new(*key))
        .collect();
    let own = school.iter().filter(|purpose| holds(&folded, &fold(&purpose.name))).map(|purpose| purpose.key.clone());
    found.extend(own);
    found.sort();
    found.dedup();
    if found.is_empty() { Named::Nothing } else { Named::Purposes(found) }
}

/// Whether a heading's yes means no.
pub(super) fn is_negative(folded: &str) -> bool {
    let plain = folded.replace("yes no", "").replace("y n", "").replace("yes or no", "");
    NEGATIVE.iter().any(|word| holds(&plain, word))
}

/// A heading about photos in general.
pub(super) fn is_general(folded: &str) -> bool {
    [
        "photo",
        "photos",
        "photograph",
        "photographs",
        "consent",
        "image",
        "images",
        "pictures",
        "picture",
        "media",
        "filming",
    ]
    .iter()
    .any(|word| holds(folded, word))
}

/// A heading that announces a list of ticked options.
pub(super) fn asks_for_choices(folded: &str) -> bool {
    ["tick all", "select all", "tick any", "check all", "where may we use", "choose all"]
        .iter()
        .any(|p| folded.contains(p))
}

/// Whether a phrase stands in a folded text as whole words.
pub(super) fn holds(folded: &str, phrase: &str) -> bool {
    folded.match_indices(phrase).any(|(at, _)| {
        let before = folded[..at].chars().next_back();
        let after = folded[at + phrase.len()..].chars().next();
        before.is_none_or(|c| c == ' ') && after.is_none_or(|c| c == ' ')
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn named(text: &str) -> Vec<String> {
        match purposes_in(text, &Purpose::defaults()) {
            Named::Purposes(keys) => keys.into_iter().map(|key| key.0).collect(),
            Named::Other => vec!["(other)".to_owned()],
            Named::Nothing => Vec::new(),
        }
    }

    #[test]
    fn purposes_are_found_in_the_schools_words() {
        for (text, expected) in [
            ("Photo - School website", "website"),
            ("Photo_on_school_website", "website"),
            ("Photo - Local Press", "local_press"),
            ("Photos in newspaper", "local_press"),
            ("News letter", "newsletter"),
            ("Facebook/X", "social_media"),
            ("Social media (Facebook, X)", "social_media"),
            ("Photos in school", "internal_display"),
            ("Photographs - Website", "website"),
            ("Can we print your child's FIRST NAME next to a photo?", "name_with_photo"),
            ("External use - print", "(other)"),
            ("Photograph Student", "(other)"),
            ("School trips (local)", "(other)"),
            ("local_press", "local_press"),
        ] {
            assert_eq!(named(text), [expected], "{text}");
        }
        assert_eq!(named("Website + social"), ["social_media", "website"]);
        assert!(named("Something else").is_empty());
    }

    #[test]
    fn headings_that_turn_yes_into_no_are_noticed() {
        for heading in [
            "Consent Denied",
            "Do NOT use on website",
            "Opt out of newsletter",
            "No photos at all",
            "Photo opt-out",
            "Do not photograph",
            "Consent withheld",
        ] {
            assert!(is_negative(&fold(heading)), "{heading}");
        }
        for heading in ["Website", "Consent (Yes/No)", "Newsletter", "Photo consent Y/N"] {
            assert!(!is_negative(&fold(heading)), "{heading}");
        }
    }
}
