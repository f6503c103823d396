//! Words of the rules as they cross the wire.

use rules::{Accounted, BatchState, Region, ShownDecision, Verdict};

use super::{FaceAccount, Rect, ShownReason, ShownVerdict};
use crate::error::Refusal;

impl From<Verdict> for super::Verdict {
    fn from(verdict: Verdict) -> Self {
        match verdict {
            Verdict::Clear => Self::Clear,
            Verdict::NeedsHead => Self::NeedsHead,
            Verdict::Blocked => Self::Blocked,
        }
    }
}

impl From<BatchState> for super::BatchState {
    fn from(state: BatchState) -> Self {
        match state {
            BatchState::Draft => Self::Draft,
            BatchState::Submitted => Self::Submitted,
            BatchState::Approved => Self::Approved,
            BatchState::Returned => Self::Returned,
            BatchState::Exported => Self::Exported,
        }
    }
}

impl ShownVerdict {
    /// A decision that was already made fit for the caller's role.
    pub(crate) fn new(purpose: &str, shown: ShownDecision) -> Self {
        let reason = |reason: rules::ShownReason| ShownReason {
            code: reason.code.to_owned(),
            person: reason.name,
            message: reason.message,
            remedies: reason.remedies.into_iter().map(str::to_owned).collect(),
            advice: reason.advice,
        };
        Self {
            purpose: purpose.to_owned(),
            verdict: shown.verdict.into(),
            reasons: shown.reasons.into_iter().map(reason).collect(),
        }
    }
}

impl From<Region> for Rect {
    fn from(Region { x, y, w, h }: Region) -> Self {
        Self { x, y, w, h }
    }
}

impl TryFrom<Rect> for Region {
    type Error = Refusal;
    fn try_from(Rect { x, y, w, h }: Rect) -> Result<Self, Refusal> {
        Self::new(x, y, w, h).ok_or_else(|| Refusal::NotA {
            expected: "a box inside the picture (left,top,width,height as shares of it)",
            text: format!("{x},{y},{w},{h}"),
        })
    }
}

impl From<Option<Accounted>> for FaceAccount {
    fn from(accounted: Option<Accounted>) -> Self {
        match accounted {
            None => Self::Unaccounted,
            Some(Accounted::Tagged) => Self::Tagged,
            Some(Accounted::Covered) => Self::Covered,
            Some(Accounted::CroppedOut) => Self::CroppedOut,
            Some(Accounted::NotAPerson) => Self::NotAPerson,
            Some(Accounted::Unrecognisable { by: _ }) => Self::Unrecognisable,
        }
    }
}
