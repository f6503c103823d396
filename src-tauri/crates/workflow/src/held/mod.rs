//! Everything held on one person (P26): gathered in one place, and told as far as the reader may know.
//!
//! That a child is protected is told to head and safeguarding lead alone: for everybody else the protections, what has to
//! come down, the incidents and the log are not there at all, whether or not there is anything in them.

mod others;
mod sealed;
mod tables;

use std::collections::BTreeMap;

use rules::{AccountId, Person, PersonId, Purpose, Register};
use serde_json::json;
use store::Photo;

use crate::error::{Error, Refusal};
use crate::log::login;
use crate::people::one_person;
use crate::rights::{self, Action};
use crate::session::Session;
use crate::wire::{PersonHeld, PersonShown};
use others::OtherNames;

/// For whom it is put into words.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Reader {
    /// Whoever of the school is logged in.
    Staff,
    /// The person, or the parents: nobody else is named, staff included.
    Family,
}

/// What is held on one person.
pub(crate) struct Held<'s> {
    pub(crate) session: &'s Session,
    pub(crate) reader: Reader,
    pub(crate) person: Person,
    pub(crate) register: Register,
    /// Pictures on which he or she is tagged or may be meant, and those of his or her work.
    pub(crate) photos: Vec<Photo>,
    /// The answers on record.
    pub(crate) answers: PersonShown,
    purposes: Vec<Purpose>,
    logins: BTreeMap<AccountId, String>,
    others: OtherNames,
}

impl Session {
    /// Everything held on the one person that the text names. That it was looked at is logged.
    ///
    /// # Errors
    /// Refused to teachers and guests, and when the text names nobody or several.
    pub fn person_show(&self, person: &str) -> Result<PersonHeld, Error> {
        self.may(Action::ShowPerson)?;
        let held = Held::on(self, person, Reader::Staff)?;
        let mut tables = held.open_tables()?;
        if held.person.left_on.is_some() {
            tables.push(held.leaving()?);
        }
        if rights::permit(self.role(), Action::KeepDoNotPublish).is_ok() {
            let sealed = held.register.do_not_publish.iter().filter(|entry| entry.persons.contains(&held.person.id));
            let read = json!({ "entries": sealed.count() });
            self.vault().log().add(store::Action::SealedReasonsRead, None, &read)?;
            tables.extend(held.sealed_tables()?);
        }
        if rights::permit(self.role(), Action::ReadLog).is_ok() {
            tables.push(held.log()?);
        }
        let id = held.person.id.to_string();
        self.vault().log().add(store::Action::PersonShown, Some(id.clone()), &json!({}))?;
        Ok(PersonHeld {
            id,
            name: held.person.names.known_as(),
            class: held.person.class.clone(),
            may_pack: rights::permit(self.role(), Action::PackPerson).is_ok(),
            tables,
        })
    }
}

impl<'s> Held<'s> {
    /// Gathers what is held on the person that the text names.
    pub(crate) fn on(session: &'s Session, text: &str, reader: Reader) -> Result<Self, Error> {
        let register = session.vault().register()?;
        let id: PersonId = one_person(&register, text)?;
        let shown = session.register_show(Some(&id.to_string()), Some(session.today()?))?;
        Ok(Self {
            reader,
            person: session.vault().people().get(id)?,
            photos: session.vault().photos().of_person(id)?,
            // Asked for one, it tells of one.
            answers: shown.into_iter().next().ok_or(Refusal::Gone { what: "person" })?,
            purposes: session.vault().settings().purposes()?,
            logins: session.logins()?,
            others: OtherNames::than(id, &register.people),
            register,
            session,
        })
    }

    /// A text that somebody wrote: the family does not get one that may name somebody else.
    pub(crate) fn free_text(&self, text: &str) -> String {
        match self.reader {
            Reader::Family if self.others.may_be_in(text) => "[withheld: it may name somebody else]".to_owned(),
            Reader::Staff | Reader::Family => text.to_owned(),
        }
    }

    /// Who did something. Families deal with the school, not with one of its staff.
    fn who(&self, account: Option<AccountId>) -> String {
        match (self.reader, account) {
            (Reader::Family, _) => "the school".to_owned(),
            (Reader::Staff, Some(account)) => login(&self.logins, account),
            (Reader::Staff, None) => "the recovery key".to_owned(),
        }
    }

    /// A purpose by its name.
    fn purpose(&self, key: &str) -> String {
        let known = self.purposes.iter().find(|purpose| purpose.key.as_str() == key);
        self.free_text(&known.map_or_else(|| key.replace('_', " "), |purpose| purpose.name.clone()))
    }

    /// Album and number of a picture.
    pub(crate) fn place(&self, photo: &Photo) -> Result<String, Error> {
        let album = self.session.vault().albums().get(photo.album)?.name;
        Ok(format!("{}/{}", self.free_text(&album), photo.number))
    }
}
