//! What has to be taken down again, and who did (P26): worked out from what the register says today, so that nothing that is
//! entered can be missed; each copy stays on the list until somebody ticks it off.

use std::collections::BTreeSet;

use rules::batch::Basis;
use rules::{Code, PersonId, Presence, Purpose, RegisterIndex, Role, takedown};
use store::{DeletedBecause, Publication};

use crate::decide::Ground;
use crate::error::{Error, Fault, Refusal};
use crate::people::names;
use crate::rights::{self, Action};
use crate::school_rules::SchoolRules;
use crate::session::{Session, parse};
use crate::wire::{PublishedShown, TakedownItem, TakedownReason};

impl Session {
    /// Published copies that have to come down, the oldest first, with the reasons that the caller may read.
    ///
    /// # Errors
    /// Refused to teachers and guests.
    pub fn takedowns(&self) -> Result<Vec<TakedownItem>, Error> {
        self.may(Action::SeePublished)?;
        self.open_takedowns()
    }

    /// Copies that were taken down: who, when.
    ///
    /// # Errors
    /// Refused to teachers and guests.
    pub fn takedowns_done(&self) -> Result<Vec<PublishedShown>, Error> {
        self.may(Action::SeePublished)?;
        let all = self.vault().ledger().all()?;
        let down = all.iter().filter(|copy| copy.taken_down_at.is_some());
        down.map(|copy| self.published_shown(copy)).collect()
    }

    /// Somebody took a copy down.
    ///
    /// # Errors
    /// Refused to all but office and head, and when there is no such publication.
    pub fn takedown_done(&self, published: &str) -> Result<(), Error> {
        self.may(Action::TakeDown)?;
        let id: uuid::Uuid = parse("published file", published)?;
        let known = self.vault().ledger().all()?.iter().any(|copy| copy.id == id);
        if !known {
            return Err(Refusal::Unknown { what: "published file", text: published.to_owned() }.into());
        }
        Ok(self.vault().ledger().taken_down(id)?)
    }

    /// Settles whether a consent that merely ran out brings published copies of a purpose down; it does until somebody
    /// says otherwise.
    ///
    /// # Errors
    /// Refused to all but the head, and for a purpose that the school does not have.
    pub fn expiry_takes_down_set(&self, purpose: &str, takes_down: bool) -> Result<(), Error> {
        self.may(Action::SetRules)?;
        let purpose = self.ground(purpose)?.purpose.key;
        self.settle(|rules| {
            if takes_down {
                rules.stays_after_expiry.remove(purpose.as_str());
            } else {
                rules.stays_after_expiry.insert(purpose.0);
            }
        })?;
        Ok(())
    }

    /// What whoever logs in has to hear of it, if anything.
    ///
    /// # Errors
    /// When the vault cannot be read.
    pub fn takedown_reminder(&self) -> Result<Option<String>, Error> {
        if rights::permit(self.role(), Action::SeePublished).is_err() || self.only_to_change_password() {
            return Ok(None);
        }
        Ok(match self.open_takedowns()?.len() {
            0 => None,
            1 => Some("One published copy has to be taken down: `published takedown`.".to_owned()),
            count => Some(format!("{count} published copies have to be taken down: `published takedown`.")),
        })
    }

    pub(crate) fn open_takedowns(&self) -> Result<Vec<TakedownItem>, Error> {
        let mut out = self.vault().ledger().all()?;
        out.retain(|copy| copy.taken_down_at.is_none());
        let purposes = self.vault().settings().purposes()?;
        let keys: BTreeSet<_> = out.iter().map(|copy| copy.purpose.clone()).collect();
        let mut items = Vec::new();
        for key in keys {
            let of_purpose = out.iter().filter(|copy| copy.purpose == key);
            let purpose = purposes.iter().find(|purpose| purpose.key == key);
            // A purpose that the school struck from its list: everything out for it has to go.
            let Some(purpose) = purpose.map(|purpose| purpose.joined(&purposes)) else {
                for copy in of_purpose {
                    let words = "the school has no such purpose any more";
                    items.push(self.item(copy, vec![TakedownReason::of_copy("purpose_gone", words)])?);
                }
                continue;
            };
            let ground = self.ground(key.as_str())?;
            let index = ground.index();
            for copy in of_purpose {
                let reasons = self.reasons(copy, &ground, &index, &purpose)?;
                if !reasons.is_empty() {
                    items.push(self.item(copy, reasons)?);
                }
            }
        }
        items.sort_by(|a, b| (&a.published.at, &a.published.file).cmp(&(&b.published.at, &b.published.file)));
        Ok(items)
    }

    fn item(&self, copy: &Publication, reasons: Vec<TakedownReason>) -> Result<TakedownItem, Error> {
        Ok(TakedownItem { published: self.published_shown(copy)?, reasons })
    }

    fn reasons(
        &self,
        copy: &Publication,
        ground: &Ground,
        index: &RegisterIndex<'_>,
        purpose: &Purpose,
    ) -> Result<Vec<TakedownReason>, Error> {
        let rules = SchoolRules::of(self.vault())?;
        let expiry_counts = !rules.stays_after_expiry.contains(copy.purpose.as_str());
        let reason = |person: PersonId, code: Code| TakedownReason {
            person: Some(person.to_string()),
            name: Some(names(&ground.register.people, &[person]).join("")),
            code: code.as_str().to_owned(),
            words: words(code).to_owned(),
        };
        let mut reasons = Vec::new();
        for &person in &copy.persons {
            let codes = takedown::against(index, person, purpose, &ground.policy, expiry_counts, ground.today);
            reasons.extend(takedown::readable(codes, self.role()).into_iter().map(|code| reason(person, code)));
        }
        if matches!(self.role(), Role::Head | Role::SafeguardingLead) {
            let listed = covered(copy)?
                .into_iter()
                .filter(|person| index.do_not_publish(*person, ground.today).any(|entry| !entry.covering_suffices));
            reasons.extend(listed.map(|person| reason(person, Code::DoNotPublishCovered)));
        }
        let gone = self.vault().photos().tombstone(copy.photo)?;
        if gone.is_some_and(|gone| gone.why == DeletedBecause::DeletedNow) {
            reasons.push(TakedownReason::of_copy("photo_deleted", "the picture was deleted at once"));
        }
        if self.out_too_long(copy, ground.today)?.is_some() {
            reasons.push(TakedownReason::of_copy("time_up", "it is out for longer than its purpose allows"));
        }
        Ok(reasons)
    }
}

/// People who were covered on the copy, as it was when it went out.
fn covered(copy: &Publication) -> Result<Vec<PersonId>, Error> {
    let read = |text: &str| serde_json::from_str::<Basis>(text).map_err(|source| Fault::Words { source });
    let basis = copy.basis.as_deref().map(read).transpose()?;
    let people = basis.into_iter().flat_map(|basis| basis.photos).flat_map(|photo| photo.people);
    Ok(people.filter(|person| person.presence == Presence::Covered).map(|person| person.person).collect())
}

/// What each reason is called.
const WORDS: [(Code, &str); 7] = [
    (Code::DoNotPublish, "on the do-not-publish list"),
    (Code::DoNotPublishCovered, "covered on it, and on the do-not-publish list, where covering does not suffice"),
    (Code::Objection, "an objection is in force"),
    (Code::ConsentWithdrawn, "consent was withdrawn"),
    (Code::ConsentExpired, "consent has run out"),
    (Code::LeftSchool, "has left the school"),
    (Code::ConsentRefused, "may not be shown"),
];

fn words(code: Code) -> &'static str {
    let known = WORDS.iter().find(|(known, _)| *known == code);
    known.map_or("consent is not on record any more", |(_, words)| words)
}
