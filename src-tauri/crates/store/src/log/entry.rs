//! One entry, and what its hash covers.

use jiff::Timestamp;
use rules::AccountId;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::error::{Result, StoreError};
use crate::row;

/// What happened.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
#[expect(missing_docs, reason = "each name says what happened")]
pub enum Action {
    VaultCreated,
    VaultRecovered,
    LogFoundBehind,
    RecoveryKeyReplaced,
    LoggedIn,
    LoggedOut,
    LoginsFailed,
    ClockSetBack,
    ClockAccepted,
    AccountAdded,
    AccountAuthorised,
    AccountDisabled,
    PasswordSet,
    DeputyNamed,
    DeputyEnded,
    RegisterImported,
    RegisterConfirmed,
    RegisterUndone,
    RegisterFileDeleted,
    PersonChanged,
    ConsentAdded,
    ConsentConfirmed,
    ConditionResolved,
    DoNotPublishAdded,
    DoNotPublishLifted,
    SealedReasonsRead,
    ObjectionAdded,
    ObjectionLifted,
    PermissionAdded,
    DeviceAdded,
    DeviceWithdrawn,
    PhotosReleased,
    AlbumMade,
    AlbumKept,
    PhotoImported,
    ImportFinished,
    ImportNamesForgotten,
    CardErased,
    PhotoTagged,
    TagRemoved,
    FacesSought,
    FaceAdded,
    FaceAccounted,
    CoversSet,
    CropSet,
    WorkSet,
    PhotoConfirmed,
    PhotoHeld,
    LeaverPutForward,
    LeaverKept,
    PhotoDeleted,
    PhotoPurged,
    VaultChecked,
    BatchMade,
    BatchChanged,
    BatchSubmitted,
    BatchApproved,
    ApprovalVoided,
    BatchReturned,
    BatchExported,
    TakenDown,
    SettingChanged,
    IncidentRecorded,
    ParentsTold,
    HeldBack,
    PersonShown,
    PackMade,
    Exported,
    Refused,
    BackupMade,
    BackupFailed,
    BackupRestored,
}

/// An entry of the log.
#[derive(Debug, Clone, PartialEq)]
pub struct Entry {
    /// Its number, from 1 without gaps.
    pub number: u64,
    /// When.
    pub at: Timestamp,
    /// Who; `None` is the recovery key or the program itself.
    pub by: Option<AccountId>,
    /// What.
    pub action: Action,
    /// Identifier of what it happened to.
    pub subject: Option<String>,
    /// Identifiers, counts and codes.
    pub detail: Value,
}

impl Entry {
    pub(crate) fn read(row: &row::Row<'_>) -> Result<Self> {
        Ok(Self {
            number: u64::try_from(row.get::<_, i64>("number")?).map_err(|_| StoreError::damaged("the log"))?,
            at: row::text(row, "at")?,
            by: row::maybe(row, "by_account")?,
            action: row::word(row, "action")?,
            subject: row.get("subject")?,
            detail: row::json(row, "detail")?,
        })
    }
}

/// An entry as it is stored and hashed.
pub(super) struct Row {
    pub(super) number: u64,
    pub(super) at: String,
    pub(super) by: Option<String>,
    pub(super) action: String,
    pub(super) subject: Option<String>,
    pub(super) detail: String,
    pub(super) hash: [u8; 32],
}

impl Row {
    pub(super) fn chained(&self, before: &[u8; 32]) -> [u8; 32] {
        chained(
            before,
            self.number,
            [
                Some(self.at.as_str()),
                self.by.as_deref(),
                Some(self.action.as_str()),
                self.subject.as_deref(),
                Some(self.detail.as_str()),
            ],
        )
    }
}

/// The hash of an entry: that of the one before, the number, and each field with its length in front.
pub(super) fn chained(before: &[u8; 32], number: u64, fields: [Option<&str>; 5]) -> [u8; 32] {
    let mut hasher = blake3::Hasher::new();
    hasher.update(before);
    hasher.update(&number.to_le_bytes());
    for field in fields {
        // An absent field and an empty one differ.
        hasher.update(&field.map_or(u64::MAX, |text| text.len() as u64).to_le_bytes());
        hasher.update(field.unwrap_or_default().as_bytes());
    }
    *hasher.finalize().as_bytes()
}
