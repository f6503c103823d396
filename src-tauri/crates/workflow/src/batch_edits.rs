//! A batch while it is put together: its title, the order of its photos, what is taken out again, and whom a text names before it is
//! kept (P05).

use rules::{Code, NameIndex, Person, PublishedText, TextField};

use crate::batches::allow_title;
use crate::error::{Error, Refusal};
use crate::rights::Action;
use crate::session::Session;
use crate::wire::BatchView;

impl Session {
    /// Puts the photos in this order; those not named keep theirs, behind. A batch that was with the head comes back.
    ///
    /// # Errors
    /// Refused when a photo is not in the batch.
    pub fn batch_arrange(&self, batch: &str, order: &[String]) -> Result<BatchView, Error> {
        let found = self.batch_for(Action::PrepareBatch, batch)?;
        let order = order.iter().map(|text| self.photo_id(text)).collect::<Result<Vec<_>, _>>()?;
        if order.iter().any(|photo| found.items.iter().all(|item| item.photo != *photo)) {
            return Err(not_in_it());
        }
        self.vault().batches().arrange(found.id, &order)?;
        self.batch_view(found.id)
    }

    /// Gives it another title. A batch that was with the head comes back.
    ///
    /// # Errors
    /// Refused without a title, and with somebody's full name in it (P05).
    pub fn batch_rename(&self, batch: &str, title: &str) -> Result<BatchView, Error> {
        let found = self.batch_for(Action::PrepareBatch, batch)?;
        allow_title(&self.vault().register()?, title)?;
        self.vault().batches().rename(found.id, title.trim())?;
        self.batch_view(found.id)
    }

    /// Takes a photo out, with its texts; the photo itself stays where it was. A batch that was with the head comes back.
    ///
    /// # Errors
    /// Refused when the photo is not in the batch.
    pub fn batch_remove(&self, batch: &str, photo: &str) -> Result<BatchView, Error> {
        let found = self.batch_for(Action::PrepareBatch, batch)?;
        let photo = self.photo_id(photo)?;
        if found.items.iter().all(|item| item.photo != photo) {
            return Err(not_in_it());
        }
        self.vault().batches().remove(found.id, photo)?;
        self.batch_view(found.id)
    }

    /// Whom a text names that may not be named in it, as staff know them: beside this photo, by the rules that decide
    /// about it; in a title, which stands above photos nobody knows yet, whoever is named at all. Nothing is kept.
    ///
    /// # Errors
    /// Refused when photo or purpose is not known.
    pub fn names_in_text(&self, purpose: &str, photo: Option<&str>, text: &str) -> Result<Vec<String>, Error> {
        self.may(Action::PrepareBatch)?;
        let ground = self.ground(purpose)?;
        let people = &ground.register.people;
        let (full, first) = if let Some(photo) = photo {
            let mut facts = self.vault().photo_facts(self.photo_id(photo)?)?;
            facts.texts = vec![PublishedText { field: TextField::Caption, text: text.to_owned() }];
            let reasons = ground.decide(&ground.index(), &facts).reasons;
            let named = |code| {
                let of_it = reasons.iter().filter(move |reason| reason.code == code);
                of_it.filter_map(|reason| reason.person).collect::<Vec<_>>()
            };
            (named(Code::FullNameInText), named(Code::FirstNameInText))
        } else {
            let mentions = NameIndex::new(people.values()).mentions(text);
            (mentions.full, mentions.first)
        };
        let whole = full.iter().filter_map(|id| people.get(id)).map(|person| person.names.known_as());
        let mut names: Vec<String> = whole.collect();
        names.extend(first.iter().filter_map(|id| people.get(id)).map(forename));
        names.sort_unstable();
        names.dedup();
        Ok(names)
    }
}

fn forename(person: &Person) -> String {
    person.names.preferred_forename.clone().unwrap_or_else(|| person.names.forename.clone())
}

fn not_in_it() -> Error {
    Refusal::NotNow { why: "this photo is not in the batch" }.into()
}
