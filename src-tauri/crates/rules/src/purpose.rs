//! What a picture will be used for (P30).

use std::fmt;

use serde::{Deserialize, Serialize};

/// The stable key of a purpose (`website`), or of one of the two consents that are not purposes.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct PurposeKey(pub String);

impl PurposeKey {
    /// Consent to show a pupil's work (P07).
    pub const WORK: &'static str = "work";
    /// Consent to print a name beside a photo (P05).
    pub const NAME_WITH_PHOTO: &'static str = "name_with_photo";

    /// A key from its text.
    #[must_use]
    pub fn new(key: impl Into<String>) -> Self {
        Self(key.into())
    }

    /// The text of the key.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for PurposeKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// The lawful basis of a purpose.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Basis {
    /// Opt-in: nobody is shown without a granted consent.
    Consent,
    /// Allowed unless somebody objects.
    PublicTask,
}

/// A use that the school has for pictures.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Purpose {
    /// Stable key.
    pub key: PurposeKey,
    /// As the school calls it.
    pub name: String,
    /// Long-term or widely seen: a picture of one child needs individual permission (P06).
    pub high_profile: bool,
    /// Seen by people outside the school.
    pub public: bool,
    /// Longest edge of an exported picture, in pixels (P11).
    pub max_edge: u32,
    /// Nothing leaves for this purpose without the head's approval (P08).
    pub needs_approval: bool,
    /// Other purposes whose consent is needed too (a newsletter put on the website).
    pub also_needs: Vec<PurposeKey>,
    /// Consent, or public task.
    pub basis: Basis,
}

impl Purpose {
    /// The purposes a new school starts with; the school edits them.
    #[must_use]
    pub fn defaults() -> Vec<Self> {
        // key, name, high profile, public, longest edge, needs approval
        const TABLE: [(&str, &str, bool, bool, u32, bool); 9] = [
            ("website", "School website", true, true, 1600, true),
            ("newsletter", "Newsletter", false, true, 1600, true),
            ("social_media", "Social media", true, true, 1200, true),
            ("school_app", "School app", false, false, 1600, true),
            ("prospectus", "Prospectus", true, true, 2400, true),
            ("local_press", "Local press", true, true, 2400, true),
            ("internal_display", "Display in school", false, false, 2400, true),
            ("learning_journal", "Learning journal", false, false, 1600, false),
            ("sent_home", "Sent home", false, false, 1600, false),
        ];
        TABLE
            .iter()
            .map(|&(key, name, high_profile, public, max_edge, needs_approval)| Self {
                key: PurposeKey::new(key),
                name: name.to_owned(),
                high_profile,
                public,
                max_edge,
                needs_approval,
                also_needs: Vec::new(),
                basis: Basis::Consent,
            })
            .collect()
    }

    /// Every consent it asks for: its own, and those of the purposes it also needs.
    pub fn keys(&self) -> impl Iterator<Item = &PurposeKey> {
        std::iter::once(&self.key).chain(self.also_needs.iter().filter(|key| **key != self.key))
    }

    /// This purpose as strict as those it also needs: a newsletter put on the website is as public and as high
    /// profile as the website, and no larger. Deciding for such a purpose starts from here.
    #[must_use]
    pub fn joined(&self, purposes: &[Self]) -> Self {
        let mut joined = self.clone();
        for other in purposes.iter().filter(|other| self.also_needs.contains(&other.key)) {
            joined.high_profile |= other.high_profile;
            joined.public |= other.public;
            joined.needs_approval |= other.needs_approval;
            joined.max_edge = joined.max_edge.min(other.max_edge);
        }
        joined
    }
}
