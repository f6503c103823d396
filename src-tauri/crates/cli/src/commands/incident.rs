//! Incidents.

use std::fmt::Write as _;

use serde_json::json;
use workflow::{Error, IncidentForm, Session};

use crate::args::Incident;
use crate::print::Done;

pub(super) fn incident(session: &Session, command: Incident) -> Result<Done, Error> {
    match command {
        Incident::Add { what, photo, batch, pupils } => {
            let id = session.incident_add(&IncidentForm { what, photo, batch, people: pupils })?;
            Done::new(&json!({ "incident": id }), format!("Recorded as {id}."))
        }
        Incident::Told { incident, pupil, on } => {
            session.incident_parents_told(&incident, &pupil, on)?;
            Ok(Done::said("Noted."))
        }
        Incident::List => {
            let list = session.incidents()?;
            let mut text = String::new();
            for incident in &list.incidents {
                let waiting = incident.people.iter().filter(|person| person.told_on.is_none()).count();
                let (id, at, pupils) = (&incident.id, &incident.at, incident.people.len());
                let _ = writeln!(text, "{id} {at}: {pupils} pupils, parents of {waiting} not told yet");
                let _ = writeln!(text, "  {}", incident.what);
            }
            let _ = write!(text, "Pictures that a rule held back before they went out: {}", list.near_misses);
            Done::new(&list, text)
        }
        Incident::Export { incident } => {
            let text = session.incident_text(&incident)?;
            Done::new(&json!({ "text": text }), text)
        }
    }
}
