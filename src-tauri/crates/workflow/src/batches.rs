//! Batches: photos for one purpose, handed to the head, approved or returned (P08 P12).

use std::collections::{BTreeMap, BTreeSet};

use rules::batch::{self, Digest, MasterPhoto};
use rules::{AccountId, Batch, BatchId, NameIndex, PhotoFacts, PublishedText, Purpose, Register, TextField};
use store::ToSign;

use crate::decide::Ground;
use crate::error::{Error, Fault, Refusal};
use crate::export;
use crate::log::login;
use crate::rights::{self, Action, Standing};
use crate::session::{Session, parse};
use crate::wire::{self, BatchSummary, BatchView, Checklist};

impl Session {
    /// All batches, the newest first.
    ///
    /// # Errors
    /// Refused to teachers and guests.
    pub fn batches(&self) -> Result<Vec<BatchSummary>, Error> {
        self.may(Action::SeeBatches)?;
        let logins = self.logins()?;
        Ok(self.vault().batches().all()?.iter().map(|batch| summary(batch, &logins)).collect())
    }

    /// One batch, whole, with the verdicts of today.
    ///
    /// # Errors
    /// Refused to teachers and guests, and when it is not known.
    pub fn batch(&self, batch: &str) -> Result<BatchView, Error> {
        self.may(Action::SeeBatches)?;
        self.batch_view(parse("batch", batch)?)
    }

    /// Starts a batch.
    ///
    /// # Errors
    /// Refused without a title, with somebody's full name in it (P05), or for a purpose the school does not have.
    pub fn batch_new(&self, purpose: &str, title: &str) -> Result<BatchView, Error> {
        self.may(Action::PrepareBatch)?;
        let ground = self.ground(purpose)?;
        allow_title(&ground.register, title)?;
        let id = self.surroundings().new_id(BatchId::new);
        self.vault().batches().make(id, &ground.purpose.key, title)?;
        self.batch_view(id)
    }

    /// Puts photos at the end; a batch that was with the head comes back.
    ///
    /// # Errors
    /// Refused when batch or photo is not known.
    pub fn batch_add(&self, batch: &str, photos: &[String]) -> Result<BatchView, Error> {
        let id = self.batch_for(Action::PrepareBatch, batch)?.id;
        let photos = photos.iter().map(|text| self.photo_id(text)).collect::<Result<Vec<_>, _>>()?;
        self.vault().batches().add(id, &photos)?;
        self.batch_view(id)
    }

    /// Writes the texts of a photo; a batch that was with the head comes back.
    ///
    /// # Errors
    /// Refused when the photo is not in the batch.
    pub fn batch_caption(&self, batch: &str, photo: &str, caption: &str, alt_text: &str) -> Result<BatchView, Error> {
        let found = self.batch_for(Action::PrepareBatch, batch)?;
        let photo = self.photo_id(photo)?;
        let old = found.items.iter().find(|item| item.photo == photo);
        let old = old.ok_or(Refusal::NotNow { why: "this photo is not in the batch" })?;
        let texts = rules::BatchItem {
            caption: caption.trim().to_owned(),
            alt_text: alt_text.trim().to_owned(),
            ..old.clone()
        };
        self.vault().batches().set_texts(found.id, &texts)?;
        self.batch_view(found.id)
    }

    /// Hands the batch to the head. What is blocked is told by its verdicts, and stays behind at the export.
    ///
    /// # Errors
    /// Refused when it is empty or submitted already.
    pub fn batch_submit(&self, batch: &str) -> Result<BatchView, Error> {
        let found = self.batch_for(Action::SubmitBatch, batch)?;
        if found.items.is_empty() {
            return Err(Refusal::EmptyBatch.into());
        }
        self.vault().batches().submit(found.id)?;
        self.batch_view(found.id)
    }

    /// Approves and signs: masters, edits, tags, texts, purpose, and what the register says of everyone shown.
    ///
    /// # Errors
    /// Refused to all but the head, to whoever prepared any part of it, and while a point of the checklist is a no.
    pub fn batch_approve(&self, batch: &str, checklist: Checklist) -> Result<BatchView, Error> {
        let found = self.batch_for(Action::ApproveBatch, batch)?;
        if !(checklist.dressed && checklist.reputable && checklist.fits_purpose) {
            return Err(Refusal::Checklist.into());
        }
        let ground = self.ground(found.purpose.as_str())?;
        let (photos, contents) = self.contents(&found, &ground.purpose)?;
        let facts = going_out(&found, &ground, photos.into_iter().map(|(_, facts)| facts));
        let basis = kept_basis(&ground, &facts.iter().collect::<Vec<_>>())?;
        let Checklist { dressed, reputable, fits_purpose } = checklist;
        let checklist = rules::Checklist { dressed, reputable, fits_purpose };
        self.vault().batches().approve(found.id, &ToSign { contents, basis: &basis, checklist })?;
        self.batch_view(found.id)
    }

    /// Sends the batch back with a note.
    ///
    /// # Errors
    /// Refused to all but the head, and without a note.
    pub fn batch_return(&self, batch: &str, note: &str) -> Result<BatchView, Error> {
        let found = self.batch_for(Action::ReturnBatch, batch)?;
        if note.trim().is_empty() {
            return Err(Refusal::Missing { what: "A note that says what is to be changed" }.into());
        }
        self.vault().batches().give_back(found.id, note.trim())?;
        self.batch_view(found.id)
    }

    /// The batch, where the caller may do this with it now.
    pub(crate) fn batch_for(&self, action: Action, batch: &str) -> Result<store::Batch, Error> {
        self.may(action)?;
        let found = self.vault().batches().get(parse("batch", batch)?)?;
        self.may_with(action, found.id, self.standing(&found)?)?;
        Ok(found)
    }

    fn standing(&self, batch: &store::Batch) -> Result<Standing, Error> {
        let purposes = self.vault().settings().purposes()?;
        let purpose = purposes.iter().find(|purpose| purpose.key == batch.purpose);
        let by = self.vault().actor();
        Ok(Standing {
            state: batch.state,
            prepared_by_asker: by.is_some_and(|by| self.preparers(batch).is_ok_and(|all| all.contains(&by))),
            needs_approval: purpose.is_none_or(|purpose| purpose.needs_approval),
        })
    }

    /// Everyone who began, changed or submitted the batch, as the log has it.
    pub(crate) fn preparers(&self, batch: &store::Batch) -> Result<BTreeSet<AccountId>, Error> {
        let preparing = |action| {
            [store::Action::BatchMade, store::Action::BatchChanged, store::Action::BatchSubmitted].contains(&action)
        };
        let entries = self.vault().log().about(&batch.id.to_string())?;
        let about = entries.iter().filter(|entry| preparing(entry.action));
        Ok(about.filter_map(|entry| entry.by).chain(batch.prepared_by).chain(batch.submitted_by).collect())
    }

    /// What is known of the batch's photos, and the digest of everything that would go out.
    pub(crate) fn contents(
        &self,
        batch: &store::Batch,
        purpose: &Purpose,
    ) -> Result<(Vec<(store::Photo, PhotoFacts)>, Digest), Error> {
        let mut photos = Vec::with_capacity(batch.items.len());
        for item in &batch.items {
            photos.push((self.vault().photos().get(item.photo)?, self.vault().photo_facts(item.photo)?));
        }
        let masters: Vec<_> =
            photos.iter().map(|(photo, facts)| MasterPhoto { master: photo.master_hash, facts }).collect();
        let bytes = batch::contents(&self.as_rules_know_it(batch)?, purpose, &masters);
        Ok((photos, *blake3::hash(&bytes).as_bytes()))
    }

    /// The batch in the words of the rules; without an approval.
    pub(crate) fn as_rules_know_it(&self, batch: &store::Batch) -> Result<Batch, Error> {
        Ok(Batch {
            id: batch.id,
            purpose: batch.purpose.clone(),
            title: batch.title.clone(),
            state: batch.state,
            prepared_by: self.preparers(batch)?,
            items: batch.items.clone(),
            note: batch.note.clone(),
            voided: batch.voided.clone(),
            approval: None,
        })
    }

    pub(crate) fn batch_view(&self, id: BatchId) -> Result<BatchView, Error> {
        let found = self.vault().batches().get(id)?;
        let ground = self.ground(found.purpose.as_str())?;
        let index = ground.index();
        let mut items = Vec::with_capacity(found.items.len());
        for item in &found.items {
            let mut facts = self.vault().photo_facts(item.photo)?;
            facts.texts = texts(&found.title, item);
            items.push(wire::BatchItem {
                photo: item.photo.to_string(),
                caption: item.caption.clone(),
                alt_text: item.alt_text.clone(),
                shown: ground.shown(&ground.decide(&index, &facts)),
            });
        }
        Ok(BatchView {
            summary: summary(&found, &self.logins()?),
            items,
            note: found.note.clone(),
            may: rights::granted_on(self.role(), self.standing(&found)?),
        })
    }
}

/// The photos with the texts that go out with them, the first part of the file names included.
pub(crate) fn going_out(
    batch: &store::Batch,
    ground: &Ground,
    photos: impl Iterator<Item = PhotoFacts>,
) -> Vec<PhotoFacts> {
    let stem = export::stem(&batch.title, ground);
    let with_texts = |(mut facts, item): (PhotoFacts, &rules::BatchItem)| {
        facts.texts = texts(&batch.title, item);
        facts.texts.push(PublishedText { field: TextField::FileName, text: stem.clone() });
        facts
    };
    photos.zip(&batch.items).map(with_texts).collect()
}

/// What is known of these photos now, as it is kept.
pub(crate) fn kept_basis(ground: &Ground, photos: &[&PhotoFacts]) -> Result<String, Error> {
    let basis = batch::basis(photos, &ground.purpose, &ground.index(), &ground.policy, ground.today);
    Ok(serde_json::to_string(&basis).map_err(|source| Fault::Words { source })?)
}

/// The texts that go out with a photo, file name apart.
pub(crate) fn texts(title: &str, item: &rules::BatchItem) -> Vec<PublishedText> {
    let fields = [
        (TextField::Caption, item.caption.as_str()),
        (TextField::AltText, &item.alt_text),
        (TextField::Credit, &item.credit),
        (TextField::Title, title),
    ];
    let filled = fields.into_iter().filter(|(_, text)| !text.is_empty());
    filled.map(|(field, text)| PublishedText { field, text: text.to_owned() }).collect()
}

fn summary(batch: &store::Batch, logins: &BTreeMap<AccountId, String>) -> BatchSummary {
    BatchSummary {
        id: batch.id.to_string(),
        title: batch.title.clone(),
        purpose: batch.purpose.to_string(),
        state: batch.state.into(),
        photos: u32::try_from(batch.items.len()).unwrap_or(u32::MAX),
        prepared_by: batch.prepared_by.map_or_else(|| "recovery key".to_owned(), |by| login(logins, by)),
        voided: batch.voided.as_deref().map(voided),
    }
}

/// Refused where it is empty, or names somebody in full.
pub(crate) fn allow_title(register: &Register, title: &str) -> Result<(), Error> {
    if title.trim().is_empty() {
        return Err(Refusal::Missing { what: "A title" }.into());
    }
    if !NameIndex::new(register.people.values()).mentions(title).full.is_empty() {
        return Err(Refusal::NameInText { what: "title" }.into());
    }
    Ok(())
}

/// Why an approval was voided, in plain words.
fn voided(what: &str) -> String {
    let said = match what {
        "tags" => "who is named on a photo changed",
        "faces" => "the faces of a photo changed",
        "covers" => "what is covered on a photo changed",
        "crop" => "the crop of a photo changed",
        "work" => "whose work a photo shows changed",
        "texts" => "a caption or a description changed",
        "photos" => "photos were added or taken out",
        "order" => "the order of the photos changed",
        "title" => "the title changed",
        "device" => "a photo was released",
        "purpose" => "the settings of the purpose changed",
        "deleted" => "a photo was deleted",
        other => return other.to_owned(),
    };
    said.to_owned()
}
