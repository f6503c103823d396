//! The rules by code, number and clause.

use serde::{Deserialize, Serialize};

/// A rule's stable code, in the order of their numbers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Code {
    /// A face is unaccounted.
    FaceUnaccounted,
    /// Nobody confirmed that everyone is accounted for.
    NotConfirmed,
    /// A visible person is on the do-not-publish list.
    DoNotPublish,
    /// A covered person is on it, and covering does not suffice.
    DoNotPublishCovered,
    /// An objection is in force.
    Objection,
    /// No answer.
    ConsentUnknown,
    /// No.
    ConsentRefused,
    /// No longer.
    ConsentWithdrawn,
    /// Ran out.
    ConsentExpired,
    /// Starts later.
    ConsentNotYet,
    /// With an open condition, or without a date.
    ConsentConditional,
    /// An individual photo for a high-profile purpose, without individual permission.
    IndividualPermission,
    /// The person has left.
    LeftSchool,
    /// A pupil's work without both consents.
    WorkConsent,
    /// A full name in a text.
    FullNameInText,
    /// A first name in a text.
    FirstNameInText,
    /// The register is too old.
    RegisterStale,
    /// The camera is not the school's.
    DeviceQuarantined,
    /// Held for deletion, or kept too long.
    PastRetention,
    /// A tag between several persons.
    IdentityUnresolved,
    /// A close-up, or one child alone.
    IdentifiableCloseUp,
    /// A covered person among visible ones.
    CoveringPointsAtThem,
}

impl Code {
    /// All codes, by number.
    pub const ALL: [Self; 22] = [
        Self::FaceUnaccounted,
        Self::NotConfirmed,
        Self::DoNotPublish,
        Self::DoNotPublishCovered,
        Self::Objection,
        Self::ConsentUnknown,
        Self::ConsentRefused,
        Self::ConsentWithdrawn,
        Self::ConsentExpired,
        Self::ConsentNotYet,
        Self::ConsentConditional,
        Self::IndividualPermission,
        Self::LeftSchool,
        Self::WorkConsent,
        Self::FullNameInText,
        Self::FirstNameInText,
        Self::RegisterStale,
        Self::DeviceQuarantined,
        Self::PastRetention,
        Self::IdentityUnresolved,
        Self::IdentifiableCloseUp,
        Self::CoveringPointsAtThem,
    ];

    /// The rule's number, `1..=22`.
    #[must_use]
    pub const fn rule(self) -> u8 {
        self as u8 + 1
    }

    /// The code as text.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        self.row().0
    }

    /// The policy clauses behind it.
    #[must_use]
    pub const fn clauses(self) -> &'static [&'static str] {
        self.row().1
    }

    /// Rules 3–13: why a person may not be shown. Which of them it is, is not for everyone.
    #[must_use]
    pub const fn concerns_clearance(self) -> bool {
        matches!(self.rule(), 3..=13)
    }

    const fn row(self) -> (&'static str, &'static [&'static str]) {
        match self {
            Self::FaceUnaccounted => ("face_unaccounted", &["P01"]),
            Self::NotConfirmed => ("not_confirmed", &["P01"]),
            Self::DoNotPublish => ("do_not_publish", &["P02"]),
            Self::DoNotPublishCovered => ("do_not_publish_covered", &["P02"]),
            Self::Objection => ("objection", &["P14"]),
            Self::ConsentUnknown => ("consent_unknown", &["P01"]),
            Self::ConsentRefused => ("consent_refused", &["P01"]),
            Self::ConsentWithdrawn => ("consent_withdrawn", &["P01", "P26"]),
            Self::ConsentExpired => ("consent_expired", &["P15"]),
            Self::ConsentNotYet => ("consent_not_yet", &["P15"]),
            Self::ConsentConditional => ("consent_conditional", &["P15"]),
            Self::IndividualPermission => ("individual_permission", &["P06"]),
            Self::LeftSchool => ("left_school", &["P16"]),
            Self::WorkConsent => ("work_consent", &["P07"]),
            Self::FullNameInText => ("full_name_in_text", &["P03", "P05"]),
            Self::FirstNameInText => ("first_name_in_text", &["P05"]),
            Self::RegisterStale => ("register_stale", &["P15"]),
            Self::DeviceQuarantined => ("device_quarantined", &["P09"]),
            Self::PastRetention => ("past_retention", &["P16"]),
            Self::IdentityUnresolved => ("identity_unresolved", &["P01"]),
            Self::IdentifiableCloseUp => ("identifiable_close_up", &["P11"]),
            Self::CoveringPointsAtThem => ("covering_points_at_them", &["P11"]),
        }
    }
}
