//! 'Is this ours, and why was it published?': a file found outside, looked up in the ledger by its bytes and by what it
//! looks like (P26); and everything that stood behind a published file (P08).

use std::path::Path;

use photo::{Likeness, Limits};
use rules::batch::{Basis, PersonBasis};
use rules::{Answer, Date, Giver, Presence, Scope};
use store::{Publication, SignatureState};

use crate::error::{Error, Fault, Refusal};
use crate::log::login;
use crate::people::names;
use crate::rights::Action;
use crate::session::{Session, parse};
use crate::wire::{FoundCopy, PersonBehind, WhyPublished};

/// A copy encoded anew at quality 60, at half the size, or with 5 % cut off differs in no more cells of 64: measured on the
/// pictures of `tests/finding`, which also states how many other pictures come as near.
pub const COPY: u32 = 17;

impl Session {
    /// Published files that this one is, or is a copy of: exact ones first, then the most alike.
    ///
    /// # Errors
    /// Refused to teachers and guests, and where the file is no picture.
    pub fn published_find(&self, file: &[u8]) -> Result<Vec<FoundCopy>, Error> {
        self.may(Action::SeePublished)?;
        let hash = *blake3::hash(file).as_bytes();
        let all = self.vault().ledger().all()?;
        let seen = likeness(file);
        let mut found: Vec<(u32, FoundCopy)> = Vec::new();
        for copy in &all {
            let exact = copy.file_hash == hash;
            let differs = match (exact, seen.as_ref(), copy.likeness) {
                (true, _, _) => Some(0),
                (false, Ok(seen), Some(kept)) => Some(seen.distance(Likeness(kept))).filter(|differs| *differs <= COPY),
                (false, Ok(_) | Err(_), _) => None,
            };
            let Some(differs) = differs else { continue };
            let rank = if exact { 0 } else { differs + 1 };
            found.push((rank, FoundCopy { published: self.published_shown(copy)?, exact, differs }));
        }
        if found.is_empty() {
            // Only now: what is ours byte by byte is told whether or not it can still be read.
            seen.map_err(|why| Refusal::File { why })?;
        }
        found.sort_by_key(|(rank, _)| *rank);
        Ok(found.into_iter().map(|(_, copy)| copy).collect())
    }

    /// The same of a file that somebody named or chose.
    ///
    /// # Errors
    /// The same, and where the file cannot be read.
    pub fn published_find_file(&self, path: &Path) -> Result<Vec<FoundCopy>, Error> {
        self.may(Action::SeePublished)?;
        let unreadable =
            |error: std::io::Error| Refusal::Unreadable { path: path.to_owned(), why: error.kind().to_string() };
        if std::fs::metadata(path).map_err(unreadable)?.len() > Limits::default().bytes {
            return Err(Refusal::File { why: "it is larger than any picture that could be ours".to_owned() }.into());
        }
        self.published_find(&std::fs::read(path).map_err(unreadable)?)
    }

    /// What stood behind a published file: what was known when it went out, on which consents, who approved, whether the
    /// signature holds. What the caller may not know is left out.
    ///
    /// # Errors
    /// Refused to teachers and guests, and when there is no such publication.
    pub fn published_why(&self, published: &str) -> Result<WhyPublished, Error> {
        self.may(Action::SeePublished)?;
        let id: uuid::Uuid = parse("published file", published)?;
        let all = self.vault().ledger().all()?;
        let copy = all.iter().find(|copy| copy.id == id);
        let copy = copy.ok_or(Refusal::Unknown { what: "published file", text: published.to_owned() })?;
        let read = |text: &str| serde_json::from_str::<Basis>(text).map_err(|source| Fault::Words { source });
        let basis = copy.basis.as_deref().map(read).transpose()?;
        let signed = copy.statement.map(|id| self.vault().statements().get(id)).transpose()?;
        let people = self.vault().register()?.people;
        let behind = basis.iter().flat_map(|basis| &basis.photos).flat_map(|photo| &photo.people);
        let behind = behind.filter(|person| person.presence == Presence::Visible);
        let logins = self.logins()?;
        Ok(WhyPublished {
            published: self.published_shown(copy)?,
            batch: copy.batch.map(|batch| batch.to_string()),
            decided_on: basis.as_ref().map(|basis| basis.on),
            register_current_on: basis.as_ref().and_then(|basis| basis.register_current_on),
            purpose: basis.as_ref().map(|basis| basis.purpose.name.clone()),
            verdict: self.verdict_then(basis.as_ref()),
            people: behind.map(|person| person_behind(person, &names(&people, &[person.person]))).collect(),
            approved_at: signed.as_ref().map(|signed| signed.statement.at.to_string()),
            approver: signed.as_ref().map(|signed| login(&logins, signed.statement.by)),
            checklist: signed.as_ref().is_some_and(|signed| signed.statement.checklist.holds()),
            signature: match (&signed, copy.approved_by) {
                (Some(signed), _) => signature_words(signed.state),
                (None, Some(_)) => "approved by a version that kept no statement",
                (None, None) => "no approval was needed for this purpose",
            },
        })
    }

    /// The verdict of then, as the caller may read it: what a covered person's protection did is the head's and the
    /// safeguarding lead's.
    fn verdict_then(&self, basis: Option<&Basis>) -> Option<crate::wire::Verdict> {
        let photo = basis?.photos.first()?;
        let register = self.vault().register().ok()?;
        Some(crate::wire::Verdict::from(rules::view(&photo.decision, self.role(), &register).verdict))
    }

    pub(crate) fn published_shown(&self, file: &Publication) -> Result<crate::wire::PublishedShown, Error> {
        let logins = self.logins()?;
        Ok(crate::wire::PublishedShown {
            id: file.id.to_string(),
            photo: file.photo.to_string(),
            purpose: file.purpose.to_string(),
            file: file.file_name.clone(),
            blake3: blake3::Hash::from_bytes(file.file_hash).to_hex().to_string(),
            at: file.at.to_string(),
            published_by: file.published_by.map(|by| login(&logins, by)),
            approved_by: file.approved_by.map(|by| login(&logins, by)),
            taken_down_at: file.taken_down_at.map(|at| at.to_string()),
            taken_down_by: file.taken_down_by.map(|by| login(&logins, by)),
        })
    }
}

/// The likeness of a file from outside, turned as it says.
fn likeness(file: &[u8]) -> Result<Likeness, String> {
    let limits = Limits::default();
    let format = photo::sniff(file).map_err(|error| error.to_string())?;
    let turned = photo::capture(file, format, &limits).orientation;
    photo::likeness(file, turned, &limits).map_err(|error| error.to_string())
}

fn person_behind(basis: &PersonBasis, name: &[String]) -> PersonBehind {
    let granted = basis.consents.iter().filter(|event| event.answer == Answer::Granted);
    let words = |event: &rules::ConsentEvent| {
        let day = event.given_on.map_or_else(|| "on an unknown day".to_owned(), |day| format!("on {}", plain(day)));
        let until = event.expires_on.map(|day| format!(", until {}", plain(day))).unwrap_or_default();
        format!("{}: granted {day}{until} by {}, {}", event.purpose, giver(event.giver), scope(event.scope))
    };
    let permitted = basis.permissions.iter();
    let permitted =
        permitted.map(|permission| format!("this very picture: permitted on {}", plain(permission.given_on)));
    PersonBehind {
        person: basis.person.to_string(),
        name: name.join(""),
        consents: granted.map(words).chain(permitted).collect(),
    }
}

fn plain(day: Date) -> String {
    day.strftime("%-d %b %Y").to_string()
}

pub(crate) const fn giver(giver: Giver) -> &'static str {
    match giver {
        Giver::ParentA => "a parent or carer",
        Giver::ParentB => "the other parent or carer",
        Giver::Pupil => "the pupil",
        Giver::Oneself => "himself or herself",
    }
}

pub(crate) const fn scope(scope: Scope) -> &'static str {
    match scope {
        Scope::GroupOnly => "in groups",
        Scope::IndividualToo => "alone too",
    }
}

const fn signature_words(state: SignatureState) -> &'static str {
    match state {
        SignatureState::Holds => "holds: the approver's, over exactly what went out and what the register said",
        SignatureState::KeyReplaced => "held when it was given; the approver has another key since",
        SignatureState::Broken => "does not hold",
    }
}
