//! Why a picture was refused, in words a teacher can act on.

use std::borrow::Cow;

use crate::prove::Finding;

/// Everything that can be wrong with the bytes of a picture.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum PhotoError {
    /// There are no bytes at all.
    #[error("the file is empty")]
    Empty,
    /// The bytes are of no kind this crate has a name for.
    #[error("this is not a picture of any known kind")]
    Unrecognised,
    /// The bytes are of a known kind that is not read here; `what` names it with its article, as in "a video".
    #[error("this is {what}, not a picture that can be read here")]
    Unsupported {
        /// The kind, with its article.
        what: Cow<'static, str>,
    },
    /// The file stops before the picture is complete; `what` names the part that is missing.
    #[error("the picture is cut off: {what}")]
    Truncated {
        /// The part that is missing.
        what: Cow<'static, str>,
    },
    /// The file contradicts its own format; `what` names where.
    #[error("the picture is damaged: {what}")]
    Damaged {
        /// What does not fit.
        what: Cow<'static, str>,
    },
    /// Reading it would break one of the [`Limits`](crate::Limits).
    #[error("the picture is too large: {found} {what}, at most {limit} allowed")]
    TooLarge {
        /// What was counted, as in "pixels".
        what: &'static str,
        /// How many there are.
        found: u64,
        /// How many are allowed.
        limit: u64,
    },
    /// Reading it would take longer than the limits allow.
    #[error("reading the picture would take longer than {seconds} seconds")]
    TooSlow {
        /// The limit that ran out.
        seconds: u64,
    },
    /// The pixels can be had, but not in the bytes they are stored in.
    #[error("the picture has to be encoded anew: {what}")]
    NeedsEncoding {
        /// What stands in the way.
        what: Cow<'static, str>,
    },
    /// Written bytes hold something besides pixels; they must not leave the crate.
    #[error("the file still carries more than its pixels: {}", list(.0))]
    NotClean(Vec<Finding>),
}

impl PhotoError {
    /// The format contradicts itself at `what`.
    pub fn damaged(what: impl Into<Cow<'static, str>>) -> Self {
        Self::Damaged { what: what.into() }
    }

    /// The file stops before `what` is complete.
    pub fn truncated(what: impl Into<Cow<'static, str>>) -> Self {
        Self::Truncated { what: what.into() }
    }

    /// The pixels cannot be kept in the bytes they are stored in, because of `what`.
    pub fn needs_encoding(what: impl Into<Cow<'static, str>>) -> Self {
        Self::NeedsEncoding { what: what.into() }
    }

    /// A known kind of file that is not read here, with its article.
    pub fn unsupported(what: impl Into<Cow<'static, str>>) -> Self {
        Self::Unsupported { what: what.into() }
    }
}

fn list(findings: &[Finding]) -> String {
    findings.iter().map(|finding| finding.what.as_str()).collect::<Vec<_>>().join(", ")
}
