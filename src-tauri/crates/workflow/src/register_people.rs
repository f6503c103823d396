//! People who come by hand beside the register's import: staff, visitors, a pupil admitted today; those who leave; and
//! permission for one person on one photo (P06).

use rules::{Date, Evidence, Giver, Names, PermissionId, Person, PersonId, PersonKind, PhotoPermission, PurposeKey};
use serde::Deserialize;
use store::PersonEntry;
use ts_rs::TS;

use crate::error::{Error, Refusal};
use crate::people::one_person;
use crate::rights::Action;
use crate::session::Session;
use crate::wire::PersonShown;

/// Somebody to be put on the register.
#[derive(Debug, Clone, Deserialize, TS)]
#[ts(export)]
pub struct PersonForm {
    /// Pupil, staff or visitor.
    #[ts(type = "'pupil' | 'staff' | 'visitor'")]
    pub kind: PersonKind,
    /// Legal forename.
    pub forename: String,
    /// Legal surname.
    pub surname: String,
    /// Forename in use, where that differs.
    pub known_as: Option<String>,
    /// Class, for pupils.
    pub class: Option<String>,
    /// Date of birth, for pupils.
    #[ts(type = "string | null")]
    pub date_of_birth: Option<Date>,
    /// Admission number, for pupils.
    pub admission_number: Option<String>,
}

/// Permission for one person on one photo for one purpose.
#[derive(Debug, Clone)]
pub struct PermissionForm {
    /// Identifier, admission number or name.
    pub person: String,
    /// The photo.
    pub photo: String,
    /// A purpose of the school.
    pub purpose: String,
    /// Who gave it; the first parent for pupils and one's own for adults, where it is missing.
    pub giver: Option<Giver>,
    /// When; today, where it is missing.
    pub given_on: Option<Date>,
    /// The paper's reference.
    pub document: Option<String>,
}

impl Session {
    /// Puts somebody on the register.
    ///
    /// # Errors
    /// Refused to all but office and head, without a name, and when the admission number is somebody else's.
    pub fn person_add(&self, form: &PersonForm) -> Result<PersonShown, Error> {
        self.may(Action::ImportRegister)?;
        for (text, what) in [(&form.forename, "The forename"), (&form.surname, "The surname")] {
            if text.trim().is_empty() {
                return Err(Refusal::Missing { what }.into());
            }
        }
        let register = self.vault().register()?;
        let number = form.admission_number.as_deref().map(str::trim);
        if number.is_some() && register.people.values().any(|person| person.admission_number.as_deref() == number) {
            return Err(Refusal::NotNow { why: "somebody on the register has this admission number" }.into());
        }
        let person = Person {
            id: self.surroundings().new_id(PersonId::new),
            kind: form.kind,
            names: Names {
                forename: form.forename.trim().to_owned(),
                surname: form.surname.trim().to_owned(),
                preferred_forename: form.known_as.clone(),
                preferred_surname: None,
            },
            class: form.class.clone(),
            year: None,
            date_of_birth: form.date_of_birth,
            admission_number: number.map(str::to_owned),
            left_on: None,
        };
        let id = person.id.to_string();
        self.vault().people().set(&PersonEntry { person, upn: None })?;
        self.person_answers(&id)
    }

    /// Somebody leaves, or left, on a day.
    ///
    /// # Errors
    /// Refused to all but office and head, and when the person is not known.
    pub fn person_left(&self, person: &str, on: Date) -> Result<PersonShown, Error> {
        self.may(Action::ImportRegister)?;
        let id = one_person(&self.vault().register()?, person)?;
        let person = Person { left_on: Some(on), ..self.vault().people().get(id)? };
        self.vault().people().set(&PersonEntry { person, upn: None })?;
        self.person_answers(&id.to_string())
    }

    /// Enters that one person may be shown on one photo for one purpose. It stands in for no missing consent.
    ///
    /// # Errors
    /// Refused to all but office and head, and when person, photo or purpose is not known.
    pub fn permission_add(&self, form: &PermissionForm) -> Result<(), Error> {
        self.may(Action::SetConsent)?;
        let register = self.vault().register()?;
        let person = one_person(&register, &form.person)?;
        let purpose = PurposeKey::new(form.purpose.as_str());
        if !self.vault().settings().purposes()?.iter().any(|known| known.key == purpose) {
            return Err(Refusal::UnknownPurpose { purpose }.into());
        }
        let adult = register.people.get(&person).is_some_and(|person| person.kind != PersonKind::Pupil);
        let photo = self.photo_id(&form.photo)?;
        self.vault().photos().get(photo)?;
        Ok(self.vault().protections().add_permission(&PhotoPermission {
            id: self.surroundings().new_id(PermissionId::new),
            person,
            photo,
            purpose,
            giver: form.giver.unwrap_or(if adult { Giver::Oneself } else { Giver::ParentA }),
            given_on: form.given_on.unwrap_or_else(|| self.surroundings().today()),
            evidence: Evidence { document: form.document.clone(), ..Evidence::default() },
        })?)
    }
}
