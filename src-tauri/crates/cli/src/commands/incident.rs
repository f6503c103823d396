//! Incidents.

use std::fmt::Write as _;

use serde_json::json;
use workflow::{Error, IncidentForm, Session};

use crate::args::Incident;
use crate::print::{Done, count, moment};

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
                let by = incident.recorded_by.as_deref().unwrap_or("the recovery key");
                let _ = writeln!(text, "{} by {by}: {} [{}]", moment(&incident.at), incident.what, incident.id);
                for person in &incident.people {
                    let told = person
                        .told_on
                        .map_or("parents not told yet".to_owned(), |day| format!("parents told on {day}"));
                    let _ = writeln!(text, "  {}: {told}", person.name);
                }
            }
            if list.incidents.is_empty() {
                text.push_str("No incident was recorded.\n");
            }
            let held_back = count(list.near_misses, "picture");
            let _ = write!(text, "Held back by a rule at the last moment, in all: {held_back}");
            Done::new(&list, text)
        }
        Incident::Export { incident } => {
            let text = session.incident_text(&incident)?;
            Done::new(&json!({ "text": text }), text)
        }
    }
}
