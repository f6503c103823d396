//! What only head and safeguarding lead read: protections, what has to come down and why, incidents.

use super::{Held, tables::table};
use crate::error::Error;
use crate::register::Table;

impl Held<'_> {
    /// The tables that tell of protections.
    pub(crate) fn sealed_tables(&self) -> Result<Vec<Table>, Error> {
        Ok(vec![self.do_not_publish(), self.objections(), self.takedowns()?, self.incidents()?])
    }

    /// How much there is of what a family does not get without somebody's decision.
    pub(crate) fn sealed_counts(&self) -> Result<Vec<(&'static str, usize)>, Error> {
        Ok(vec![
            ("do-not-publish entries", self.do_not_publish().rows.len()),
            ("objections", self.objections().rows.len()),
            ("incidents", self.incidents()?.rows.len()),
        ])
    }

    /// Identifiers under which the log tells of them.
    pub(super) fn sealed_subjects(&self) -> Result<Vec<String>, Error> {
        let id = self.person.id;
        let entries = self.register.do_not_publish.iter().filter(|entry| entry.persons.contains(&id));
        let objections = self.register.objections.iter().filter(|objection| objection.person == id);
        let incidents = self.session.vault().incidents().all()?;
        let incidents = incidents.iter().filter(|one| one.persons.iter().any(|concerned| concerned.person == id));
        let subjects = entries.map(|entry| entry.id.to_string()).chain(objections.map(|one| one.id.to_string()));
        Ok(subjects.chain(incidents.map(|incident| incident.id.to_string())).collect())
    }

    fn do_not_publish(&self) -> Table {
        let day = |day: Option<rules::Date>| day.map(|day| day.to_string()).unwrap_or_default();
        let entries = self.register.do_not_publish.iter().filter(|entry| entry.persons.contains(&self.person.id));
        let rows = entries.map(|entry| {
            let certain = if entry.persons.len() > 1 { "one of several people" } else { "this person" };
            let suffices = if entry.covering_suffices { "yes" } else { "no" };
            vec![
                entry.from.to_string(),
                certain.to_owned(),
                entry.sealed_reason.clone(),
                suffices.to_owned(),
                day(entry.review_on),
                day(entry.lifted_on),
            ]
        });
        let headings = ["from", "means", "sealed reason", "covering suffices", "review on", "lifted on"];
        table("Do-not-publish list", headings, rows)
    }

    fn objections(&self) -> Table {
        let of_person = self.register.objections.iter().filter(|objection| objection.person == self.person.id);
        let rows = of_person.map(|objection| {
            vec![objection.from.to_string(), objection.lifted_on.map(|day| day.to_string()).unwrap_or_default()]
        });
        table("Objections", ["from", "lifted on"], rows)
    }

    fn takedowns(&self) -> Result<Table, Error> {
        let id = self.person.id.to_string();
        let mut rows = Vec::new();
        for item in self.session.open_takedowns()? {
            let reasons = item.reasons.iter().filter(|reason| reason.person.as_deref() == Some(&id));
            let words: Vec<String> = reasons.map(|reason| reason.words.clone()).collect();
            if !words.is_empty() {
                rows.push(vec![item.published.file, self.purpose(&item.published.purpose), words.join("; ")]);
            }
        }
        Ok(table("To be taken down", ["file", "for", "because"], rows))
    }

    fn incidents(&self) -> Result<Table, Error> {
        let mut rows = Vec::new();
        for incident in self.session.vault().incidents().all()? {
            let concerned = incident.persons.iter().find(|concerned| concerned.person == self.person.id);
            if let Some(concerned) = concerned {
                let told = concerned.told_on.map_or_else(|| "not yet".to_owned(), |day| day.to_string());
                rows.push(vec![self.session.moment(incident.at), self.who(incident.recorded_by), incident.what, told]);
            }
        }
        Ok(table("Incidents", ["recorded", "by", "what happened", "parents told"], rows))
    }
}
