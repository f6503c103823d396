//! Lists for the office and for trips: whom to chase, what ends with the year, who may be photographed (P15 P16).

use std::path::Path;

use jiff::ToSpan;
use rules::{Date, PersonId, PersonKind, PurposeKey};
use serde_json::json;

use crate::error::{Error, Refusal};
use crate::export::names::slug;
use crate::outgoing::{write_names, write_nobody};
use crate::people::{of_class, one_person};
use crate::register::{Expiry, Table, csv_safe, letters, lists, template};
use crate::rights::Action;
use crate::session::Session;
use crate::wire::{Letters, ListAsked};

impl Session {
    /// Whose answers are missing, conditional, undated, or run out within so many days; of one class, or of all.
    ///
    /// # Errors
    /// Refused to teachers and guests.
    pub fn register_chase(&self, within_days: u16, class: Option<&str>) -> Result<Table, Error> {
        self.may(Action::ReadRegister)?;
        let purposes = self.vault().settings().purposes()?;
        let today = self.surroundings().today();
        let mut lines = lists::chase(&self.vault().register()?, &purposes, today, within_days);
        lines.retain(|line| class.is_none_or(|class| line.class.eq_ignore_ascii_case(class.trim())));
        Ok(lists::chase_table(&lines))
    }

    /// Whose consents, granted today, will have ended on a day: the end of this school year, where none is given.
    ///
    /// # Errors
    /// Refused to teachers and guests.
    pub fn register_renewal(&self, year_ends: Option<Date>) -> Result<Table, Error> {
        self.may(Action::ReadRegister)?;
        let purposes = self.vault().settings().purposes()?;
        let today = self.surroundings().today();
        let ends = year_end(year_ends, today);
        Ok(lists::renewal_table(&lists::renewal(&self.vault().register()?, &purposes, today, ends)))
    }

    /// Who may be photographed for a purpose, yes or no: these people, or a class. Why not is told nobody by it.
    ///
    /// # Errors
    /// Refused to guests, and when the purpose, the class or a person is not known.
    pub fn trip_list(&self, purpose: &str, people: &[String], class: Option<&str>) -> Result<Table, Error> {
        self.may(Action::ListForTrip)?;
        let purposes = self.vault().settings().purposes()?;
        let known = purposes.iter().find(|known| known.key.as_str() == purpose);
        let known = known.ok_or_else(|| Refusal::UnknownPurpose { purpose: PurposeKey::new(purpose) })?;
        let register = self.vault().register()?;
        let today = self.surroundings().today();
        let mut chosen: Vec<PersonId> =
            people.iter().map(|text| one_person(&register, text)).collect::<Result<_, _>>()?;
        if let Some(class) = class {
            let of_class = register.people.values().filter(|person| {
                person.kind == PersonKind::Pupil
                    && person.left_on.is_none_or(|day| day >= today)
                    && of_class(person, class)
            });
            let before = chosen.len();
            chosen.extend(of_class.map(|person| person.id));
            if chosen.len() == before {
                return Err(Refusal::Unknown { what: "class", text: class.to_owned() }.into());
            }
        }
        chosen.sort_unstable();
        chosen.dedup();
        Ok(lists::trip_table(&register, &chosen, known, today))
    }

    /// One of the lists.
    ///
    /// # Errors
    /// Those of the list.
    pub fn list(&self, asked: &ListAsked) -> Result<Table, Error> {
        self.may(Action::ListForTrip)?;
        match asked {
            ListAsked::Chase { within_days, class } => self.register_chase(*within_days, class.as_deref()),
            ListAsked::Renewal { until } => self.register_renewal(*until),
            ListAsked::Trip { purpose, people, class } => self.trip_list(purpose, people, class.as_deref()),
        }
    }

    /// The letters to families that go with a list.
    ///
    /// # Errors
    /// Refused to teachers and guests, and for a trip, about which no family is asked.
    pub fn letters(&self, asked: &ListAsked) -> Result<Letters, Error> {
        self.may(Action::ReadRegister)?;
        let (register, purposes) = (self.vault().register()?, self.vault().settings().purposes()?);
        let today = self.surroundings().today();
        let letters = match asked {
            ListAsked::Chase { within_days, class } => {
                let horizon = today.checked_add(i64::from(*within_days).days()).unwrap_or(today);
                let mut letters = letters::letters(&register, &purposes, today, horizon);
                letters.retain(|letter| {
                    class.as_ref().is_none_or(|class| letter.class.eq_ignore_ascii_case(class.trim()))
                });
                letters
            }
            ListAsked::Renewal { until } => {
                letters::renewal_letters(&register, &purposes, today, year_end(*until, today))
            }
            ListAsked::Trip { .. } => return Err(Refusal::NotNow { why: "no letter goes with this list" }.into()),
        };
        Ok(Letters { school: self.vault().settings().school()?, on: today, letters })
    }

    /// Writes a list as CSV into a folder, under a name that tells what it is and of which day; returns the name.
    ///
    /// # Errors
    /// Those of the list, and of writing it.
    pub fn list_save_in(&self, asked: &ListAsked, folder: &Path) -> Result<String, Error> {
        self.may(Action::ListForTrip)?;
        let what = match asked {
            ListAsked::Chase { .. } => "consents-to-ask-for".to_owned(),
            ListAsked::Renewal { .. } => "consents-that-end".to_owned(),
            ListAsked::Trip { purpose, .. } => format!("who-may-be-photographed-{}", slug(purpose)),
        };
        let name = format!("{what}-{}", self.surroundings().today());
        // A list of another class, or an older one, is not written over.
        let name = (1..)
            .map(|copy| if copy == 1 { format!("{name}.csv") } else { format!("{name}-{copy}.csv") })
            .find(|name| !folder.join(name).exists())
            .unwrap_or(name);
        self.list_save(&self.list(asked)?, &folder.join(&name))?;
        Ok(name)
    }

    /// Writes a list to a file: `.html` is a page to print, everything else a CSV. That it was taken out is logged.
    ///
    /// # Errors
    /// Refused to guests, who get no list, onto a drive that can be carried off, and when the file cannot be written.
    pub fn list_save(&self, list: &Table, to: &Path) -> Result<(), Error> {
        self.may(Action::ListForTrip)?;
        let page = to.extension().is_some_and(|extension| extension.eq_ignore_ascii_case("html"));
        let text = if page {
            list.to_html(&self.vault().settings().school()?, self.surroundings().today())
        } else {
            list.to_csv()
        };
        write_names(self.surroundings(), to, &text)?;
        let told = json!({ "list": list.title, "rows": list.rows.len() });
        Ok(self.vault().log().add(store::Action::Exported, None, &told)?)
    }
}

fn year_end(given: Option<Date>, today: Date) -> Date {
    given.or_else(|| Expiry::default().after(today)).unwrap_or(today)
}

/// Writes the empty template that a school without a system of its own can fill in.
///
/// # Errors
/// Refused when the file cannot be written.
pub fn template_save(to: &Path) -> Result<(), Error> {
    write_nobody(to, &format!("\u{feff}{}", csv_safe::row(template::HEADINGS)))
}
