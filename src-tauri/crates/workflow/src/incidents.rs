//! Incidents: recorded by anybody on the staff, read by head and safeguarding lead (P22); whose parents were told (P23); and
//! how often a rule held something back before it went out.

use std::fmt::Write as _;

use rules::{Date, PersonId};
use serde::{Deserialize, Serialize};
use store::NewIncident;
use ts_rs::TS;
use uuid::Uuid;

use crate::error::{Error, Refusal};
use crate::log::login;
use crate::people::{names, one_person};
use crate::rights::Action;
use crate::session::{Session, parse};

/// What somebody has to record.
#[derive(Debug, Clone, Default, Deserialize, TS)]
#[ts(export)]
pub struct IncidentForm {
    /// What happened.
    pub what: String,
    /// The photo it was about.
    pub photo: Option<String>,
    /// The batch it was about.
    pub batch: Option<String>,
    /// Pupils concerned: identifiers, admission numbers or names.
    pub people: Vec<String>,
}

/// An incident.
#[derive(Debug, Clone, Serialize, TS)]
#[ts(export)]
pub struct IncidentShown {
    /// Identifier.
    pub id: String,
    /// When it was recorded.
    pub at: String,
    /// Login of who did.
    pub recorded_by: Option<String>,
    /// What happened.
    pub what: String,
    /// The photo.
    pub photo: Option<String>,
    /// The batch.
    pub batch: Option<String>,
    /// Whom it concerned.
    pub people: Vec<ConcernedShown>,
}

/// Somebody whom an incident concerned.
#[derive(Debug, Clone, Serialize, TS)]
#[ts(export)]
pub struct ConcernedShown {
    /// Identifier.
    pub person: String,
    /// As staff know him or her.
    pub name: String,
    /// The day on which the parents were told.
    #[ts(type = "string | null")]
    pub told_on: Option<Date>,
    /// Login of who noted it.
    pub told_by: Option<String>,
}

/// Incidents, and what came to nothing.
#[derive(Debug, Clone, Serialize, TS)]
#[ts(export)]
pub struct IncidentList {
    /// The newest first.
    pub incidents: Vec<IncidentShown>,
    /// Pictures that an export held back by rule, in all. Which rule is not counted: it may be sealed.
    pub near_misses: usize,
}

impl Session {
    /// Records an incident; returns its identifier.
    ///
    /// # Errors
    /// Refused to guests, without words, and where photo, batch or a person is not known.
    pub fn incident_add(&self, form: &IncidentForm) -> Result<String, Error> {
        self.may(Action::RecordIncident)?;
        if form.what.trim().is_empty() {
            return Err(Refusal::Missing { what: "What happened" }.into());
        }
        let register = self.vault().register()?;
        let persons = form.people.iter().map(|text| one_person(&register, text)).collect::<Result<Vec<_>, _>>()?;
        let photo = form.photo.as_deref().map(|photo| self.photo_id(photo)).transpose()?;
        let batch = form.batch.as_deref().map(|batch| parse("batch", batch)).transpose()?;
        if let Some(batch) = batch {
            self.vault().batches().get(batch)?;
        }
        let id = self.surroundings().new_id(|id| id);
        let new = NewIncident { id, what: form.what.trim(), photo, batch, persons: &persons };
        self.vault().incidents().add(&new)?;
        Ok(id.to_string())
    }

    /// Notes that the parents of somebody concerned were told, today where no day is named.
    ///
    /// # Errors
    /// Refused to all but head and safeguarding lead, and where the incident does not concern this person.
    pub fn incident_parents_told(&self, incident: &str, person: &str, on: Option<Date>) -> Result<(), Error> {
        self.may(Action::ReadIncidents)?;
        let person = one_person(&self.vault().register()?, person)?;
        let on = on.map_or_else(|| self.today(), Ok)?;
        Ok(self.vault().incidents().parents_told(parse("incident", incident)?, person, on)?)
    }

    /// All incidents, and the near misses.
    ///
    /// # Errors
    /// Refused to all but head and safeguarding lead.
    pub fn incidents(&self) -> Result<IncidentList, Error> {
        self.may(Action::ReadIncidents)?;
        let incidents = self.vault().incidents().all()?;
        let shown = incidents.into_iter().map(|incident| self.incident_shown(incident)).collect::<Result<_, _>>()?;
        Ok(IncidentList { incidents: shown, near_misses: self.vault().log().times(store::Action::HeldBack)? })
    }

    /// One incident as text for the school's own record (CPOMS).
    ///
    /// # Errors
    /// Refused to all but head and safeguarding lead, and when it is not known.
    pub fn incident_text(&self, incident: &str) -> Result<String, Error> {
        self.may(Action::ReadIncidents)?;
        let id: Uuid = parse("incident", incident)?;
        let kept = self.vault().incidents().get(id)?;
        let recorded = self.moment(kept.at);
        let incident = self.incident_shown(kept)?;
        let mut text = format!(
            "{}: incident with photographs\nRecorded: {} by {}\n\n{}\n\nPupils concerned:\n",
            self.view().school,
            recorded,
            incident.recorded_by.as_deref().unwrap_or("the recovery key"),
            incident.what
        );
        for person in &incident.people {
            let told = match (person.told_on, &person.told_by) {
                (Some(day), Some(by)) => format!("parents told on {day} (noted by {by})"),
                (Some(day), None) => format!("parents told on {day}"),
                (None, _) => "parents not told yet".to_owned(),
            };
            // Writing to a string does not fail.
            let _ = writeln!(text, "- {}: {told}", person.name);
        }
        if incident.people.is_empty() {
            text.push_str("- none named\n");
        }
        for (what, id) in [("Photo", &incident.photo), ("Batch", &incident.batch)] {
            if let Some(id) = id {
                let _ = writeln!(text, "{what} in Cloakroom: {id}");
            }
        }
        let _ = writeln!(text, "Reference: {}", incident.id);
        Ok(text)
    }

    fn incident_shown(&self, incident: store::Incident) -> Result<IncidentShown, Error> {
        let logins = self.logins()?;
        let people = self.vault().register()?.people;
        let name = |person: PersonId| names(&people, &[person]).join("");
        let concerned = incident.persons.iter().map(|concerned| ConcernedShown {
            person: concerned.person.to_string(),
            name: name(concerned.person),
            told_on: concerned.told_on,
            told_by: concerned.told_by.map(|by| login(&logins, by)),
        });
        Ok(IncidentShown {
            id: incident.id.to_string(),
            at: incident.at.to_string(),
            recorded_by: incident.recorded_by.map(|by| login(&logins, by)),
            people: concerned.collect(),
            what: incident.what,
            photo: incident.photo.map(|photo| photo.to_string()),
            batch: incident.batch.map(|batch| batch.to_string()),
        })
    }
}
