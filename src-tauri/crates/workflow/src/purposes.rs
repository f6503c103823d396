//! The school's purposes, settled by the head (P30). What was approved for a purpose comes back when it changes.

use rules::{Purpose, PurposeKey};
use serde::Deserialize;
use ts_rs::TS;

use crate::error::{Error, Refusal};
use crate::rights::Action;
use crate::session::Session;

/// What is to be different; `None` stays as it is.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize, TS)]
#[ts(export)]
pub struct PurposeForm {
    /// As the school calls it.
    pub name: Option<String>,
    /// Long-term or widely seen (P06).
    pub high_profile: Option<bool>,
    /// Seen by people outside the school.
    pub public: Option<bool>,
    /// Longest edge of an exported picture, in pixels (P11).
    pub max_edge: Option<u32>,
    /// Nothing leaves without the head's approval (P08).
    pub needs_approval: Option<bool>,
    /// Other purposes whose consent is needed too.
    pub also_needs: Option<Vec<String>>,
}

/// Smaller is no picture, larger no copy for a page.
const EDGES: std::ops::RangeInclusive<u32> = 320..=6000;

impl Session {
    /// The purposes with their settings.
    ///
    /// # Errors
    /// Refused to teachers and guests.
    pub fn purposes_settled(&self) -> Result<Vec<Purpose>, Error> {
        self.may(Action::ReadRegister)?;
        Ok(self.vault().settings().purposes()?)
    }

    /// Settles a purpose anew.
    ///
    /// # Errors
    /// Refused to all but the head, for a purpose that the school does not have, and for settings that are none.
    pub fn purpose_set(&self, purpose: &str, form: &PurposeForm) -> Result<Vec<Purpose>, Error> {
        self.may(Action::SetRules)?;
        let mut purposes = self.vault().settings().purposes()?;
        let unknown = |key: &str| Refusal::UnknownPurpose { purpose: PurposeKey::new(key) };
        for key in form.also_needs.iter().flatten() {
            purposes.iter().find(|known| known.key.as_str() == key).ok_or_else(|| unknown(key))?;
        }
        if let Some(edge) = form.max_edge.filter(|edge| !EDGES.contains(edge)) {
            return Err(Refusal::NotA { expected: "a size from 320 to 6000 pixels", text: edge.to_string() }.into());
        }
        let found = purposes.iter_mut().find(|known| known.key.as_str() == purpose).ok_or_else(|| unknown(purpose))?;
        let PurposeForm { name, high_profile, public, max_edge, needs_approval, also_needs } = form;
        if let Some(name) = name.as_deref().map(str::trim).filter(|name| !name.is_empty()) {
            name.clone_into(&mut found.name);
        }
        found.high_profile = high_profile.unwrap_or(found.high_profile);
        found.public = public.unwrap_or(found.public);
        found.max_edge = max_edge.unwrap_or(found.max_edge);
        found.needs_approval = needs_approval.unwrap_or(found.needs_approval);
        if let Some(keys) = also_needs {
            found.also_needs = keys.iter().filter(|key| *key != purpose).map(PurposeKey::new).collect();
        }
        self.vault().settings().set_purposes(&purposes)?;
        Ok(purposes)
    }
}
