//! Single entries beside the register's import: an answer, the do-not-publish list, objections.

use rules::{
    Answer, Condition, ConsentEvent, Date, DoNotPublish, EntryId, EventId, Evidence, Giver, Method, Objection,
    ObjectionId, PersonId, PersonKind, PurposeKey, Scope,
};
use serde::Deserialize;
use serde_json::json;
use ts_rs::TS;

use crate::error::{Error, Refusal};
use crate::people::{names, one_person};
use crate::rights::Action;
use crate::session::{Session, parse};
use crate::wire::{AnswerCame, AnswerEntry, DoNotPublishShown, ObjectionShown, PersonShown};

/// An answer to be entered.
#[derive(Debug, Clone)]
pub struct AnswerForm {
    /// Identifier, admission number or name.
    pub person: String,
    /// A purpose of the school, `work` or `name_with_photo`.
    pub purpose: String,
    /// The answer.
    pub answer: Answer,
    /// Whose; the first parent's for pupils and one's own for adults, where it is missing.
    pub giver: Option<Giver>,
    /// When it was given; today, where it is missing.
    pub given_on: Option<Date>,
    /// First day on which it no longer counts.
    pub expires_on: Option<Date>,
    /// How far a grant reaches.
    pub scope: Scope,
    /// A reservation.
    pub condition: Option<String>,
    /// How it came.
    pub method: Method,
    /// The paper's reference.
    pub document: Option<String>,
}

impl From<AnswerEntry> for AnswerForm {
    fn from(entry: AnswerEntry) -> Self {
        let filled = |text: Option<String>| text.map(|text| text.trim().to_owned()).filter(|text| !text.is_empty());
        Self {
            person: entry.person,
            purpose: entry.purpose,
            answer: entry.answer,
            giver: Some(entry.giver),
            given_on: Some(entry.given_on),
            expires_on: entry.expires_on,
            scope: if entry.individual { Scope::IndividualToo } else { Scope::GroupOnly },
            condition: filled(entry.condition),
            method: match entry.came {
                AnswerCame::Paper => Method::Paper,
                AnswerCame::Form => Method::Form,
                AnswerCame::Mis => Method::Mis,
                AnswerCame::Verbal => Method::Verbal { confirmed_by: None },
                AnswerCame::Online => Method::Online,
            },
            document: filled(entry.document),
        }
    }
}

/// An entry for the do-not-publish list.
#[derive(Debug, Clone, Deserialize, TS)]
#[ts(export)]
pub struct DoNotPublishForm {
    /// Whom it binds; several where it is not sure who is meant.
    pub people: Vec<String>,
    /// Why.
    pub reason: String,
    /// When to look at it again.
    #[ts(type = "string | null")]
    pub review_on: Option<Date>,
    /// Covering the person in the picture is enough.
    pub covering_suffices: bool,
}

impl Session {
    /// Enters an answer.
    ///
    /// # Errors
    /// Refused when the person or the purpose is not known.
    pub fn consent_set(&self, form: AnswerForm) -> Result<PersonShown, Error> {
        self.may(Action::SetConsent)?;
        let register = self.vault().register()?;
        let id = one_person(&register, &form.person)?;
        let purpose = PurposeKey::new(form.purpose);
        let own = [PurposeKey::WORK, PurposeKey::NAME_WITH_PHOTO].contains(&purpose.as_str());
        if !own && !self.vault().settings().purposes()?.iter().any(|known| known.key == purpose) {
            return Err(Refusal::UnknownPurpose { purpose }.into());
        }
        let adult = register.people.get(&id).is_some_and(|person| person.kind != PersonKind::Pupil);
        let giver = form.giver.unwrap_or(if adult { Giver::Oneself } else { Giver::ParentA });
        self.vault().consents().add(&ConsentEvent {
            id: self.surroundings().new_id(EventId::new),
            person: id,
            purpose,
            answer: form.answer,
            giver,
            given_on: Some(form.given_on.unwrap_or_else(|| self.surroundings().today())),
            expires_on: form.expires_on,
            scope: form.scope,
            condition: form.condition.map(|text| Condition { text, resolved_by: None }),
            method: form.method,
            evidence: Evidence { document: form.document, ..Evidence::default() },
            entered_at: self.surroundings().now(),
        })?;
        self.person_answers(&id.to_string())
    }

    /// Somebody looked at the conditions of a person's yeses for a purpose and says that they do not stand in its way.
    /// Returns the words that were weighed.
    ///
    /// # Errors
    /// Refused when there is no condition to be settled.
    pub fn consent_resolve(&self, person: &str, purpose: &str) -> Result<Vec<String>, Error> {
        self.may(Action::SetConsent)?;
        let open = self.events_to_settle(person, purpose, |event| {
            event.condition.as_ref().is_some_and(|condition| condition.resolved_by.is_none())
        })?;
        if open.is_empty() {
            return Err(Refusal::NotNow { why: "no condition of that answer waits for anybody" }.into());
        }
        for event in &open {
            self.vault().consents().resolve_condition(event.id)?;
        }
        Ok(open.into_iter().filter_map(|event| event.condition).map(|condition| condition.text).collect())
    }

    /// Somebody else than who entered it confirms a spoken yes; returns how many that were.
    ///
    /// # Errors
    /// Refused when nothing spoken waits, and to whoever entered it.
    pub fn consent_confirm(&self, person: &str, purpose: &str) -> Result<usize, Error> {
        self.may(Action::SetConsent)?;
        let open = self.events_to_settle(person, purpose, |event| {
            event.method == Method::Verbal { confirmed_by: None } && event.answer == Answer::Granted
        })?;
        if open.is_empty() {
            return Err(Refusal::NotNow { why: "no spoken yes of that person waits for anybody" }.into());
        }
        for event in &open {
            self.vault().consents().confirm_spoken(event.id)?;
        }
        Ok(open.len())
    }

    fn events_to_settle(
        &self,
        person: &str,
        purpose: &str,
        waits: impl Fn(&ConsentEvent) -> bool,
    ) -> Result<Vec<ConsentEvent>, Error> {
        let register = self.vault().register()?;
        let id = one_person(&register, person)?;
        let events = register.consents.get(&id).into_iter().flatten();
        Ok(events.filter(|event| event.purpose.as_str() == purpose && waits(event)).cloned().collect())
    }

    /// Puts people on the do-not-publish list.
    ///
    /// # Errors
    /// Refused to all but head and safeguarding lead, and where nobody is named.
    pub fn do_not_publish_add(&self, form: &DoNotPublishForm) -> Result<String, Error> {
        self.may(Action::KeepDoNotPublish)?;
        if form.people.is_empty() {
            return Err(Refusal::Missing { what: "The name" }.into());
        }
        let register = self.vault().register()?;
        let persons = form.people.iter().map(|text| one_person(&register, text)).collect::<Result<Vec<_>, _>>()?;
        let id = self.surroundings().new_id(EntryId::new);
        self.vault().protections().add_do_not_publish(&DoNotPublish {
            id,
            persons,
            sealed_reason: form.reason.clone(),
            from: self.surroundings().today(),
            review_on: form.review_on,
            covering_suffices: form.covering_suffices,
            lifted_on: None,
        })?;
        Ok(id.to_string())
    }

    /// Takes an entry off the list, from today.
    ///
    /// # Errors
    /// Refused to all but head and safeguarding lead.
    pub fn do_not_publish_lift(&self, entry: &str) -> Result<(), Error> {
        self.may(Action::KeepDoNotPublish)?;
        Ok(self.vault().protections().lift_do_not_publish(parse("entry", entry)?, self.surroundings().today())?)
    }

    /// The list with its sealed reasons; that somebody read them is logged.
    ///
    /// # Errors
    /// Refused to all but head and safeguarding lead.
    pub fn do_not_publish(&self) -> Result<Vec<DoNotPublishShown>, Error> {
        self.may(Action::KeepDoNotPublish)?;
        let register = self.vault().register()?;
        let today = self.surroundings().today();
        let count = register.do_not_publish.len();
        self.vault().log().add(store::Action::SealedReasonsRead, None, &json!({ "entries": count }))?;
        let shown = |entry: &DoNotPublish| {
            Ok(DoNotPublishShown {
                id: entry.id.to_string(),
                people: names(&register.people, &entry.persons),
                persons: entry.persons.iter().map(PersonId::to_string).collect(),
                reason: entry.sealed_reason.clone(),
                from: entry.from,
                entered_by: self.entered_by(&entry.id.to_string(), store::Action::DoNotPublishAdded)?,
                review_on: entry.review_on,
                review_due: entry.lifted_on.is_none() && entry.review_on.is_some_and(|day| day <= today),
                covering_suffices: entry.covering_suffices,
                lifted_on: entry.lifted_on,
            })
        };
        register.do_not_publish.iter().map(shown).collect()
    }

    /// Login of who entered something, as the log tells it.
    fn entered_by(&self, subject: &str, action: store::Action) -> Result<Option<String>, Error> {
        let entries = self.vault().log().about(subject)?;
        let by = entries.into_iter().find(|entry| entry.action == action).and_then(|entry| entry.by);
        by.map(|by| Ok(self.vault().accounts().get(by)?.login)).transpose()
    }

    /// Somebody asked not to be shown; it binds at once (P14).
    ///
    /// # Errors
    /// Refused to guests, and when the person is not known.
    pub fn objection_add(&self, person: &str) -> Result<(), Error> {
        self.may(Action::AddObjection)?;
        let person = one_person(&self.vault().register()?, person)?;
        Ok(self.vault().protections().add_objection(&Objection {
            id: self.surroundings().new_id(ObjectionId::new),
            person,
            from: self.surroundings().today(),
            lifted_on: None,
        })?)
    }

    /// Who asked not to be shown, lifted objections included.
    ///
    /// # Errors
    /// Refused to all but head and safeguarding lead.
    pub fn objections(&self) -> Result<Vec<ObjectionShown>, Error> {
        self.may(Action::LiftObjection)?;
        let register = self.vault().register()?;
        let shown = |objection: &Objection| {
            Ok(ObjectionShown {
                id: objection.id.to_string(),
                person: objection.person.to_string(),
                name: names(&register.people, &[objection.person]).join(""),
                class: register.people.get(&objection.person).and_then(|person| person.class.clone()),
                from: objection.from,
                entered_by: self.entered_by(&objection.id.to_string(), store::Action::ObjectionAdded)?,
                lifted_on: objection.lifted_on,
            })
        };
        register.objections.iter().map(shown).collect()
    }

    /// Lifts every objection of a person, from today; tells how many there were.
    ///
    /// # Errors
    /// Refused to all but head and safeguarding lead.
    pub fn objection_lift(&self, person: &str) -> Result<usize, Error> {
        self.may(Action::LiftObjection)?;
        let register = self.vault().register()?;
        let person = one_person(&register, person)?;
        let in_force = |objection: &&Objection| objection.person == person && objection.lifted_on.is_none();
        let mut lifted = 0;
        for objection in register.objections.iter().filter(in_force) {
            self.vault().protections().lift_objection(objection.id, self.surroundings().today())?;
            lifted += 1;
        }
        Ok(lifted)
    }
}
