//! What happened, in words for people; and under which heading one looks for it.

use serde::{Deserialize, Serialize};

use super::Action;

/// A heading under which entries are looked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Topic {
    /// Logins, accounts, passwords.
    Accounts,
    /// The register, answers, protections.
    Register,
    /// Bringing photos in, naming, covering.
    Photos,
    /// What was put forward, kept or destroyed.
    Retention,
    /// Batches, approvals, exports, takedowns.
    Batches,
    /// What was refused, held back at the last moment, or went wrong.
    Trouble,
    /// Settings, backups, the clock.
    Computer,
}

impl Action {
    /// What happened.
    #[must_use]
    pub const fn words(self) -> &'static str {
        self.told().1
    }

    /// Where one looks for it.
    #[must_use]
    pub const fn topic(self) -> Topic {
        self.told().0
    }

    const fn told(self) -> (Topic, &'static str) {
        use Topic::{Accounts, Batches, Computer, Photos, Register, Retention, Trouble};
        match self {
            Self::LoggedIn => (Accounts, "Logged in"),
            Self::LoggedOut => (Accounts, "Logged out"),
            Self::LoginsFailed => (Accounts, "Wrong password typed"),
            Self::AccountAdded => (Accounts, "Account added"),
            Self::AccountAuthorised => (Accounts, "Account authorised"),
            Self::AccountDisabled => (Accounts, "Account disabled"),
            Self::PasswordSet => (Accounts, "Password changed"),
            Self::DeputyNamed => (Accounts, "Deputy named"),
            Self::DeputyEnded => (Accounts, "Deputy's days ended"),
            Self::RegisterImported => (Register, "Register brought in"),
            Self::RegisterConfirmed => (Register, "Register confirmed as current"),
            Self::RegisterUndone => (Register, "Register brought in before taken back"),
            Self::RegisterFileDeleted => (Register, "File of the register deleted"),
            Self::PersonChanged => (Register, "Entry on the register changed"),
            Self::ConsentAdded => (Register, "Answer about consent entered"),
            Self::ConsentConfirmed => (Register, "Spoken consent confirmed"),
            Self::ConditionResolved => (Register, "Condition of a consent settled"),
            Self::DoNotPublishAdded => (Register, "Do-not-publish entry made"),
            Self::DoNotPublishLifted => (Register, "Do-not-publish entry lifted"),
            Self::SealedReasonsRead => (Register, "Sealed reasons read"),
            Self::ObjectionAdded => (Register, "Objection entered"),
            Self::ObjectionLifted => (Register, "Objection lifted"),
            Self::PermissionAdded => (Register, "Permission for one photo entered"),
            Self::PersonShown => (Register, "Everything held on one person looked at"),
            Self::PackMade => (Register, "Pack for a family made"),
            Self::Exported => (Register, "List saved to a file"),
            Self::DeviceAdded => (Photos, "Camera put on the list"),
            Self::DeviceWithdrawn => (Photos, "Camera taken off the list"),
            Self::PhotosReleased => (Photos, "Photo of an unknown camera released"),
            Self::AlbumMade => (Photos, "Album begun"),
            Self::PhotoImported => (Photos, "Photo brought in"),
            Self::ImportFinished => (Photos, "Import ended"),
            Self::ImportNamesForgotten => (Photos, "Names of camera files forgotten"),
            Self::CardErased => (Photos, "Photos erased from a card"),
            Self::PhotoTagged => (Photos, "Person named on a photo"),
            Self::TagRemoved => (Photos, "Name taken off a photo"),
            Self::FacesSought => (Photos, "Faces looked for in a photo"),
            Self::FaceAdded => (Photos, "Face marked by hand"),
            Self::FaceAccounted => (Photos, "Face accounted for"),
            Self::CoversSet => (Photos, "Covers of a photo changed"),
            Self::CropSet => (Photos, "Crop of a photo changed"),
            Self::WorkSet => (Photos, "Pupil's work noted on a photo"),
            Self::PhotoConfirmed => (Photos, "Everyone on a photo confirmed"),
            Self::AlbumKept => (Retention, "Settled how long an album is kept"),
            Self::PhotoHeld => (Retention, "Photo put forward for destruction, or spared"),
            Self::LeaverPutForward => (Retention, "Photos of a leaver put forward for destruction"),
            Self::LeaverKept => (Retention, "Photos of a leaver kept for now"),
            Self::PhotoDeleted => (Retention, "Photo deleted at once"),
            Self::PhotoPurged => (Retention, "Photo destroyed, its time was up"),
            Self::BatchMade => (Batches, "Batch begun"),
            Self::BatchChanged => (Batches, "Batch changed"),
            Self::BatchSubmitted => (Batches, "Batch handed to the head"),
            Self::BatchApproved => (Batches, "Batch approved"),
            Self::ApprovalVoided => (Batches, "Approval lapsed after a change"),
            Self::BatchReturned => (Batches, "Batch sent back"),
            Self::BatchExported => (Batches, "Batch exported"),
            Self::TakenDown => (Batches, "Published copy taken down"),
            Self::IncidentRecorded => (Trouble, "Incident recorded"),
            Self::ParentsTold => (Trouble, "Parents told of an incident"),
            Self::HeldBack => (Trouble, "Picture held back at the last moment"),
            Self::Refused => (Trouble, "Something was tried that was not allowed"),
            Self::LogFoundBehind => (Trouble, "Log found older than it had been"),
            Self::ClockSetBack => (Trouble, "Clock of the computer found set back"),
            Self::BackupFailed => (Trouble, "Backup could not be made"),
            Self::VaultCreated => (Computer, "Cloakroom set up"),
            Self::VaultRecovered => (Computer, "Opened with the recovery key"),
            Self::RecoveryKeyReplaced => (Computer, "New recovery key made"),
            Self::ClockAccepted => (Computer, "Clock of the computer said to be right"),
            Self::VaultChecked => (Computer, "Everything that is stored was checked"),
            Self::SettingChanged => (Computer, "Setting changed"),
            Self::BackupMade => (Computer, "Backup made"),
            Self::BackupRestored => (Computer, "Backup restored"),
        }
    }
}
