//! Batches: photos for one purpose, and the way they go: draft → submitted → approved or returned → exported.
//!
//! Whatever changes in a batch, or in a photo of it, takes it back to draft: what the head looked at is what goes out.
//! Who may take which step by role is settled in `workflow`; that nobody approves his or her own work is settled here.

mod approval;
mod basis;
mod canonical;
mod contents;

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

pub use approval::{Approval, ApprovedBatch, Checklist, Statement};
pub use basis::{Basis, PersonBasis, PhotoBasis, basis};
pub use contents::{Digest, MasterPhoto, contents};

use crate::ids::{AccountId, BatchId, PhotoId};
use crate::photo::{PublishedText, TextField};
use crate::purpose::PurposeKey;

/// Where a batch stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum BatchState {
    /// Being put together.
    Draft,
    /// Waiting for the head.
    Submitted,
    /// Approved; may be exported.
    Approved,
    /// Sent back with a note.
    Returned,
    /// Exported at least once.
    Exported,
}

/// A photo in a batch, with its texts.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct BatchItem {
    /// The photo.
    pub photo: PhotoId,
    /// Caption below the picture.
    pub caption: String,
    /// Description for people who cannot see it.
    pub alt_text: String,
    /// Photographer's credit (P27).
    pub credit: String,
}

/// Photos for one purpose, in order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Batch {
    /// Identifier.
    pub id: BatchId,
    /// What for.
    pub purpose: PurposeKey,
    /// Title, also published.
    pub title: String,
    /// Where it stands.
    pub state: BatchState,
    /// Everyone who made, changed or submitted it; none of them approves it.
    pub prepared_by: BTreeSet<AccountId>,
    /// The photos.
    pub items: Vec<BatchItem>,
    /// The head's note, when returned.
    pub note: Option<String>,
    /// What changed, when a change took it back from the head or from export.
    pub voided: Option<String>,
    /// The approval in force.
    pub approval: Option<Approval>,
}

/// What changed; names no person, so that anyone may read it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Change {
    /// A photo was added.
    Added,
    /// A photo was taken out.
    Removed,
    /// The order of the photos.
    Order,
    /// The title.
    Title,
    /// A caption, alt text or credit.
    Texts,
    /// Who is tagged on a photo, or whose work it shows.
    Tags,
    /// The faces of a photo, or what was said about them.
    Faces,
    /// What is covered.
    Covers,
    /// What is kept.
    Crop,
    /// The purpose's settings.
    Purpose,
}

impl Change {
    /// In plain words.
    #[must_use]
    pub const fn words(self) -> &'static str {
        match self {
            Self::Added => "a photo was added",
            Self::Removed => "a photo was taken out",
            Self::Order => "the order changed",
            Self::Title => "the title changed",
            Self::Texts => "a caption, alt text or credit changed",
            Self::Tags => "the tags of a photo changed",
            Self::Faces => "the faces of a photo changed",
            Self::Covers => "what is covered on a photo changed",
            Self::Crop => "the crop of a photo changed",
            Self::Purpose => "the settings of the purpose changed",
        }
    }
}

/// Why a step was refused; plain words for whoever tried it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum BatchError {
    /// Nothing in it.
    #[error("there is no photo in this batch")]
    Empty,
    /// Already in it.
    #[error("this photo is in the batch already")]
    AlreadyIn,
    /// Not in it.
    #[error("this photo is not in the batch")]
    NotIn,
    /// The order names other photos.
    #[error("the new order has to name each photo of the batch once")]
    OtherPhotos,
    /// Not to be submitted from here.
    #[error("this batch was submitted already")]
    AlreadySubmitted,
    /// Not before the head.
    #[error("this batch is not submitted")]
    NotSubmitted,
    /// The approver prepared it.
    #[error("nobody approves a batch that he or she prepared")]
    PreparedByApprover,
    /// An answer of the checklist is no, or missing (P12).
    #[error("every point of the checklist has to be answered with yes before a batch is approved")]
    ChecklistIncomplete,
    /// A return without a note.
    #[error("say what is to be changed")]
    NoteMissing,
    /// Nobody approved it.
    #[error("this batch is not approved")]
    NotApproved,
    /// It is not what was approved.
    #[error("this batch is not what was approved; it has to be submitted again")]
    NotWhatWasApproved,
    /// The approval cannot be trusted.
    #[error("the approval's signature does not hold")]
    BadSignature,
}

impl Batch {
    /// A new, empty batch.
    #[must_use]
    pub fn new(id: BatchId, purpose: PurposeKey, title: String, by: AccountId) -> Self {
        Self {
            id,
            purpose,
            title,
            state: BatchState::Draft,
            prepared_by: BTreeSet::from([by]),
            items: Vec::new(),
            note: None,
            voided: None,
            approval: None,
        }
    }

    /// Adds a photo at the end.
    ///
    /// # Errors
    /// It is in already.
    pub fn add(&mut self, photo: PhotoId, by: AccountId) -> Result<(), BatchError> {
        if self.items.iter().any(|item| item.photo == photo) {
            return Err(BatchError::AlreadyIn);
        }
        let [caption, alt_text, credit] = Default::default();
        self.items.push(BatchItem { photo, caption, alt_text, credit });
        self.prepared(by, Change::Added);
        Ok(())
    }

    /// Takes a photo out.
    ///
    /// # Errors
    /// It is not in.
    pub fn remove(&mut self, photo: PhotoId, by: AccountId) -> Result<(), BatchError> {
        let position = self.items.iter().position(|item| item.photo == photo).ok_or(BatchError::NotIn)?;
        self.items.remove(position);
        self.prepared(by, Change::Removed);
        Ok(())
    }

    /// Puts the photos into this order.
    ///
    /// # Errors
    /// The order does not name each photo once.
    pub fn reorder(&mut self, order: &[PhotoId], by: AccountId) -> Result<(), BatchError> {
        let mut items = Vec::with_capacity(order.len());
        for photo in order {
            items.extend(self.items.iter().find(|item| item.photo == *photo).cloned());
        }
        let named: BTreeSet<_> = order.iter().collect();
        if items.len() != self.items.len() || named.len() != order.len() {
            return Err(BatchError::OtherPhotos);
        }
        if items != self.items {
            self.items = items;
            self.prepared(by, Change::Order);
        }
        Ok(())
    }

    /// Sets the texts of a photo.
    ///
    /// # Errors
    /// The photo is not in.
    pub fn describe(&mut self, texts: BatchItem, by: AccountId) -> Result<(), BatchError> {
        let item = self.items.iter_mut().find(|item| item.photo == texts.photo).ok_or(BatchError::NotIn)?;
        if *item != texts {
            *item = texts;
            self.prepared(by, Change::Texts);
        }
        Ok(())
    }

    /// Sets the title.
    pub fn retitle(&mut self, title: String, by: AccountId) {
        if title != self.title {
            self.title = title;
            self.prepared(by, Change::Title);
        }
    }

    /// Something about a photo, or the purpose, changed outside the batch. Whoever did it prepared the picture, not
    /// the batch.
    pub fn changed_outside(&mut self, change: Change) {
        match self.state {
            BatchState::Draft | BatchState::Returned => {}
            BatchState::Submitted | BatchState::Approved | BatchState::Exported => {
                self.state = BatchState::Draft;
                self.approval = None;
                self.voided = Some(String::new());
            }
        }
        if let Some(said) = &mut self.voided
            && !said.contains(change.words())
        {
            let comma = if said.is_empty() { "" } else { ", " };
            *said = format!("{said}{comma}{}", change.words());
        }
    }

    /// Hands it to the head.
    ///
    /// # Errors
    /// It is empty, or was submitted already.
    pub fn submit(&mut self, by: AccountId) -> Result<(), BatchError> {
        if !matches!(self.state, BatchState::Draft | BatchState::Returned) {
            return Err(BatchError::AlreadySubmitted);
        }
        if self.items.is_empty() {
            return Err(BatchError::Empty);
        }
        self.prepared_by.insert(by);
        self.state = BatchState::Submitted;
        self.note = None;
        self.voided = None;
        Ok(())
    }

    /// Sends it back with a note.
    ///
    /// # Errors
    /// It is not submitted, or the note is empty.
    pub fn send_back(&mut self, note: &str) -> Result<(), BatchError> {
        if self.state != BatchState::Submitted {
            return Err(BatchError::NotSubmitted);
        }
        if note.trim().is_empty() {
            return Err(BatchError::NoteMissing);
        }
        self.state = BatchState::Returned;
        self.note = Some(note.trim().to_owned());
        Ok(())
    }

    /// The texts that go out with a photo, file name apart.
    #[must_use]
    pub fn texts(&self, photo: PhotoId) -> Vec<PublishedText> {
        let Some(item) = self.items.iter().find(|item| item.photo == photo) else { return Vec::new() };
        [
            (TextField::Caption, &item.caption),
            (TextField::AltText, &item.alt_text),
            (TextField::Credit, &item.credit),
            (TextField::Title, &self.title),
        ]
        .into_iter()
        .filter(|(_, text)| !text.is_empty())
        .map(|(field, text)| PublishedText { field, text: text.clone() })
        .collect()
    }

    fn prepared(&mut self, by: AccountId, change: Change) {
        self.prepared_by.insert(by);
        self.changed_outside(change);
    }
}
