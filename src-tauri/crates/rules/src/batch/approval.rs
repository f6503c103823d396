//! Approving a batch, and the proof of it that export asks for (P08 P12).

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::canonical::Canonical;
use super::{Basis, Batch, BatchError, BatchState, Digest};
use crate::decision::{Decision, Reason, Verdict};
use crate::ids::{AccountId, BatchId, PhotoId};
use crate::purpose::Purpose;

/// What the reviewer answers before approving (P12).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Checklist {
    /// Everyone is appropriately dressed.
    pub dressed: bool,
    /// Nothing brings a pupil or the school into disrepute.
    pub reputable: bool,
    /// The pictures fit the purpose.
    pub fits_purpose: bool,
}

impl Checklist {
    /// Whether every answer is yes.
    #[must_use]
    pub const fn holds(self) -> bool {
        self.dressed && self.reputable && self.fits_purpose
    }
}

/// What an approver puts his or her name to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Statement {
    /// The batch.
    pub batch: BatchId,
    /// Who approves.
    pub by: AccountId,
    /// When.
    pub at: Timestamp,
    /// The answers, kept.
    pub checklist: Checklist,
    /// Digest of [`contents`](super::contents): what goes out.
    pub contents: Digest,
    /// Digest of the [`Basis`] as it is kept: what the register said of everyone shown.
    pub basis: Digest,
}

impl Statement {
    /// The bytes to be signed.
    #[must_use]
    pub fn bytes(&self) -> Vec<u8> {
        let mut bytes = Canonical::new("cloakroom approval 1");
        bytes.id(self.batch.uuid());
        bytes.id(self.by.uuid());
        bytes.text(&self.at.to_string());
        for answer in [self.checklist.dressed, self.checklist.reputable, self.checklist.fits_purpose] {
            bytes.flag(answer);
        }
        bytes.bytes(&self.contents);
        bytes.bytes(&self.basis);
        bytes.finish()
    }
}

/// A signed statement.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Approval {
    /// What was stated.
    pub statement: Statement,
    /// The approver's signature over [`Statement::bytes`].
    pub signature: [u8; 64],
}

/// A batch that may be exported: approved as it is now, or for a purpose that asks for no approval. Only
/// [`Batch::approved`] makes one.
#[derive(Debug)]
pub struct ApprovedBatch {
    batch: Batch,
    by: Option<AccountId>,
    asked: Vec<(PhotoId, Reason)>,
}

impl ApprovedBatch {
    /// The batch.
    #[must_use]
    pub fn batch(&self) -> &Batch {
        &self.batch
    }

    /// The batch, once it was exported; the same contents may be exported again.
    #[must_use]
    pub fn exported(self) -> Batch {
        Batch { state: BatchState::Exported, ..self.batch }
    }

    /// Who approved it; nobody, where the purpose asks for no approval.
    #[must_use]
    pub fn approved_by(&self) -> Option<AccountId> {
        self.by
    }

    /// Whether a photo with this decision of today may go out: what needs the head goes out only for reasons that were
    /// there when the head approved.
    #[must_use]
    pub fn lets_out(&self, photo: PhotoId, decision: &Decision) -> bool {
        let known = |reason: &Reason| self.asked.iter().any(|(of, asked)| *of == photo && asked == reason);
        decision.purpose == self.batch.purpose
            && match decision.verdict {
                Verdict::Clear => true,
                Verdict::NeedsHead => {
                    self.by.is_some() && decision.reasons.iter().filter(|reason| !reason.is_advice()).all(known)
                }
                Verdict::Blocked => false,
            }
    }
}

impl Batch {
    /// Whether this statement may be signed for it now.
    ///
    /// # Errors
    /// It is not submitted, the approver prepared it, or the checklist is not complete.
    pub fn may_be_approved(&self, statement: &Statement) -> Result<(), BatchError> {
        if self.state != BatchState::Submitted || statement.batch != self.id {
            return Err(BatchError::NotSubmitted);
        }
        if self.items.is_empty() {
            return Err(BatchError::Empty);
        }
        if self.prepared_by.contains(&statement.by) {
            return Err(BatchError::PreparedByApprover);
        }
        if !statement.checklist.holds() {
            return Err(BatchError::ChecklistIncomplete);
        }
        Ok(())
    }

    /// Takes a signed approval.
    ///
    /// # Errors
    /// As [`Batch::may_be_approved`].
    pub fn approve(&mut self, approval: Approval) -> Result<(), BatchError> {
        self.may_be_approved(&approval.statement)?;
        self.state = BatchState::Approved;
        self.approval = Some(approval);
        Ok(())
    }

    /// The proof that it may be exported as it is: approved by somebody who did not prepare it, for exactly these
    /// contents, with a signature that `verify` (approver, signed bytes, signature) accepts. `seen` is what was known then.
    ///
    /// # Errors
    /// There is no approval, it is for something else, or its signature does not hold.
    pub fn approved(
        self,
        purpose: &Purpose,
        contents: Digest,
        seen: Option<&Basis>,
        verify: impl FnOnce(AccountId, &[u8], &[u8; 64]) -> bool,
    ) -> Result<ApprovedBatch, BatchError> {
        if purpose.key != self.purpose {
            return Err(BatchError::NotWhatWasApproved);
        }
        if self.items.is_empty() {
            return Err(BatchError::Empty);
        }
        let handed_over = !matches!(self.state, BatchState::Draft | BatchState::Returned);
        let Some(approval) = &self.approval else {
            return if handed_over && !purpose.needs_approval {
                Ok(ApprovedBatch { batch: self, by: None, asked: Vec::new() })
            } else {
                Err(BatchError::NotApproved)
            };
        };
        if !matches!(self.state, BatchState::Approved | BatchState::Exported) {
            return Err(BatchError::NotApproved);
        }
        let statement = &approval.statement;
        if statement.batch != self.id || statement.contents != contents {
            return Err(BatchError::NotWhatWasApproved);
        }
        if self.prepared_by.contains(&statement.by) {
            return Err(BatchError::PreparedByApprover);
        }
        if !statement.checklist.holds() {
            return Err(BatchError::ChecklistIncomplete);
        }
        if !verify(statement.by, &statement.bytes(), &approval.signature) {
            return Err(BatchError::BadSignature);
        }
        let by = Some(statement.by);
        let photos = seen.into_iter().flat_map(|basis| &basis.photos);
        let of_photo = |photo: &super::PhotoBasis| {
            let id = photo.photo;
            photo.decision.reasons.clone().into_iter().map(move |reason| (id, reason))
        };
        let asked = photos.flat_map(of_photo).collect();
        Ok(ApprovedBatch { batch: self, by, asked })
    }
}
