//! What can go wrong: refusals, on which a person can act, and faults of the program or the machine.
//!
//! A refusal says what happened, what was kept and what to do. Neither carries more about a pupil than the caller's role
//! may read.

use std::io::ErrorKind;
use std::path::PathBuf;

use photo::PhotoError;
use photo::faces::FaceError;
use rules::{BatchError, BatchState, PurposeKey};
use store::StoreError;

use crate::rights::Action;
use crate::wire::WireError;

/// Why a use case did not do what was asked.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The person can act on it.
    #[error(transparent)]
    Refused(#[from] Refusal),
    /// The program is at fault, or the machine.
    #[error(transparent)]
    Fault(#[from] Fault),
}

/// Refusals. Each has a stable code.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// The role may not.
    #[error("Your account may not {}. Nothing was changed. Ask {}.", action.words(), action.whom_to_ask())]
    NotAllowed {
        /// What was asked.
        action: Action,
    },
    /// The one who prepared a batch does not approve it (P08).
    #[error(
        "You prepared part of this batch, so somebody else has to approve it. It stays submitted. Ask another head or deputy."
    )]
    PreparedByYou,
    /// Not in this state.
    #[error("This batch is {}, so you cannot {} now. Nothing was changed.", state_words(*state), action.words())]
    BatchState {
        /// What was asked.
        action: Action,
        /// Where the batch stands.
        state: BatchState,
    },
    /// Login or password is wrong; which one is not told.
    #[error("The name or the password is wrong. Nothing was opened. Try again, or ask the head for a new password.")]
    WrongPassword,
    /// Too many wrong passwords.
    #[error("Too many wrong passwords. Wait {seconds} seconds, then try again.")]
    Wait {
        /// How long.
        seconds: u64,
    },
    /// The account cannot log in: not authorised, disabled or ended.
    #[error("This account cannot log in: it is {why}. Ask the head.")]
    AccountClosed {
        /// `not yet authorised`, `disabled`, `past its last day`.
        why: &'static str,
    },
    /// The password is older than the school allows.
    #[error("This password is older than the school allows. Choose a new one (`account password`), then log in.")]
    PasswordTooOld,
    /// Too short to protect anything.
    #[error("A password needs at least {least} characters. Nothing was changed. Choose a longer one.")]
    PasswordTooShort {
        /// The least number of characters.
        least: usize,
    },
    /// The new one is the old one.
    #[error("The new password is the old one. Nothing was changed. Choose another one.")]
    PasswordUnchanged,
    /// The recovery key does not fit.
    #[error("The recovery key does not fit this vault. Nothing was opened. Check it letter by letter.")]
    WrongRecoveryKey,
    /// There is an account of that name.
    #[error("There is already an account of that name. Nothing was changed. Choose another name.")]
    AccountExists,
    /// The last head cannot be disabled.
    #[error("This is the only head who can log in. The account stays as it is. Authorise another head first.")]
    LastHead,
    /// No vault here.
    #[error(
        "There is no vault in this folder. Make one first (`init`), name the right folder, or plug in the drive that it lies \
         on."
    )]
    NoVault,
    /// A vault is here already.
    #[error("There is a vault in this folder already. It was left as it is. Choose another folder.")]
    VaultExists,
    /// Another process has it open.
    #[error("The vault is open in another window or command. Nothing was changed. Close that one first.")]
    VaultInUse,
    /// Made by a newer program.
    #[error("This vault was last used by a newer Cloakroom. It was left as it is. Update this program.")]
    NewerVault,
    /// A text that should name something does not.
    #[error("There is no {what} '{text}' here. Nothing was changed.")]
    Unknown {
        /// `photo`, `album`, `person` …
        what: &'static str,
        /// As it was given.
        text: String,
    },
    /// A name fits several people.
    #[error(
        "'{text}' fits {count} people on the register. Nothing was changed. Give the admission number or the identifier."
    )]
    SeveralPeople {
        /// As it was given.
        text: String,
        /// How many.
        count: usize,
    },
    /// Not a value of the kind asked for.
    #[error("'{text}' is not {expected}. Nothing was changed.")]
    NotA {
        /// `a date (2026-09-01)`, `a purpose of this school` …
        expected: &'static str,
        /// As it was given.
        text: String,
    },
    /// Something has to be filled in.
    #[error("{what} is missing. Nothing was changed.")]
    Missing {
        /// `A title` …
        what: &'static str,
    },
    /// A title, caption or text names somebody (P05).
    #[error("The {what} holds the full name of somebody on the register. It was not saved. Write it without names.")]
    NameInText {
        /// `title` …
        what: &'static str,
    },
    /// A batch without photos.
    #[error("This batch has no photos. It stays a draft. Add photos first.")]
    EmptyBatch,
    /// The checklist has a no (P12).
    #[error(
        "Every point of the checklist has to be a yes to approve. The batch stays submitted. Return it with a note otherwise."
    )]
    Checklist,
    /// The approval no longer fits what would go out.
    #[error("This batch was changed after it was approved: {why}. Nothing was exported. Submit it again.")]
    ApprovalVoid {
        /// In plain words.
        why: String,
    },
    /// The destination is not usable.
    #[error("The folder {} cannot be used: {why}. Nothing was written.", path.display())]
    Destination {
        /// As it was given.
        path: PathBuf,
        /// In plain words.
        why: &'static str,
    },
    /// A card from which nothing may be erased (P17).
    #[error("Nothing was erased from the card: {why}. What came in is kept. Import the card again, then erase.")]
    CardKept {
        /// In plain words.
        why: &'static str,
    },
    /// A file or folder that was named cannot be read.
    #[error("{} cannot be read: {why}. Nothing was changed.", path.display())]
    Unreadable {
        /// As it was given.
        path: PathBuf,
        /// In plain words.
        why: String,
    },
    /// A register or tag file that cannot be understood.
    #[error("The file cannot be used: {why}. Nothing was changed.")]
    File {
        /// In plain words.
        why: String,
    },
    /// Something that was there is not there any more.
    #[error("There is no such {what} here; it may have been deleted. Nothing was changed.")]
    Gone {
        /// `photo`, `batch` …
        what: &'static str,
    },
    /// Not in this state.
    #[error("That is not possible now: {why}. Nothing was changed.")]
    NotNow {
        /// In plain words.
        why: &'static str,
    },
    /// The program cannot look for faces.
    #[error(
        "This copy of Cloakroom was built without its face detector, so it cannot look for faces and no photo becomes \
         clear. Install a complete copy."
    )]
    NoFaceDetector,
    /// Opened with the recovery key: nobody in particular is at work.
    #[error(
        "Whoever opened the vault with the recovery key cannot do this. Set a password, log in with it, and do it then."
    )]
    NobodyInParticular,
    /// The disk is full.
    #[error("The disk is full. What was reported done is kept. Make room on it, then try again.")]
    DiskFull,
    /// The folder may only be read.
    #[error(
        "This folder or disk may only be read, so nothing can be kept in it. Nothing was changed. Ask whoever looks after \
         this computer for the right to write there."
    )]
    ReadOnly,
    /// Somebody stopped an export.
    #[error(
        "The export was stopped. Nothing was written, and the batch is approved as before. Export it again whenever you like."
    )]
    ExportStopped,
    /// Another program has the file open, which Windows lets nobody replace.
    #[error(
        "Another program has the file open, so it could not be written. What was reported done is kept. Close whatever shows \
         that file or folder, then try again."
    )]
    HeldOpen,
    /// A drive that was pulled, a share that is not reachable.
    #[error(
        "The folder is not there any more. What was reported done is kept. Plug its drive in again, or connect to its \
         share, then try again."
    )]
    FolderGone,
    /// A vault on a network drive.
    #[error(
        "A vault cannot lie on a network drive, where two computers can spoil it between them. Nothing was made or changed. \
         Choose a folder on this computer's own disk; a vault that lies there already has to be copied to one first."
    )]
    NetworkShare,
    /// The purpose may not be used this way.
    #[error("'{purpose}' is not a purpose of this school. Nothing was changed.")]
    UnknownPurpose {
        /// The key.
        purpose: PurposeKey,
    },
}

/// `ERROR_SHARING_VIOLATION` and `ERROR_LOCK_VIOLATION` of Windows.
const HELD_OPEN: [i32; 2] = [32, 33];

impl Refusal {
    /// What somebody can do about a disk that does not do what it should.
    pub(crate) fn of_disk(error: &std::io::Error) -> Option<Self> {
        let is = |kinds: &[ErrorKind]| kinds.contains(&error.kind());
        if cfg!(windows) && error.raw_os_error().is_some_and(|code| HELD_OPEN.contains(&code)) {
            Some(Self::HeldOpen)
        } else if is(&[ErrorKind::StorageFull, ErrorKind::QuotaExceeded, ErrorKind::FileTooLarge]) {
            Some(Self::DiskFull)
        } else if is(&[ErrorKind::ReadOnlyFilesystem, ErrorKind::PermissionDenied]) {
            Some(Self::ReadOnly)
        } else if is(&[ErrorKind::NotFound, ErrorKind::StaleNetworkFileHandle, ErrorKind::HostUnreachable]) {
            Some(Self::FolderGone)
        } else {
            None
        }
    }

    /// The stable code.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::NotAllowed { .. } => "not_allowed",
            Self::PreparedByYou => "prepared_by_you",
            Self::BatchState { .. } => "batch_state",
            Self::WrongPassword => "wrong_password",
            Self::Wait { .. } => "wait",
            Self::AccountClosed { .. } => "account_closed",
            Self::PasswordTooOld => "password_too_old",
            Self::PasswordTooShort { .. } => "password_too_short",
            Self::PasswordUnchanged => "password_unchanged",
            Self::WrongRecoveryKey => "wrong_recovery_key",
            Self::AccountExists => "account_exists",
            Self::LastHead => "last_head",
            Self::NoVault => "no_vault",
            Self::VaultExists => "vault_exists",
            Self::VaultInUse => "vault_in_use",
            Self::NewerVault => "newer_vault",
            Self::Unknown { .. } => "unknown",
            Self::SeveralPeople { .. } => "several_people",
            Self::NotA { .. } => "not_a",
            Self::Missing { .. } => "missing",
            Self::NameInText { .. } => "full_name_in_text",
            Self::EmptyBatch => "empty_batch",
            Self::Checklist => "checklist",
            Self::ApprovalVoid { .. } => "approval_void",
            Self::Destination { .. } => "destination",
            Self::CardKept { .. } => "card_kept",
            Self::Unreadable { .. } => "unreadable",
            Self::File { .. } => "file",
            Self::Gone { .. } => "gone",
            Self::NotNow { .. } => "not_now",
            Self::NoFaceDetector => "no_face_detector",
            Self::NobodyInParticular => "nobody_in_particular",
            Self::DiskFull => "disk_full",
            Self::ReadOnly => "read_only",
            Self::ExportStopped => "export_stopped",
            Self::HeldOpen => "held_open",
            Self::FolderGone => "folder_gone",
            Self::NetworkShare => "network_share",
            Self::UnknownPurpose { .. } => "unknown_purpose",
        }
    }
}

/// Faults: nobody at the keyboard can mend them.
#[derive(Debug, thiserror::Error)]
pub enum Fault {
    /// The vault.
    #[error("the vault")]
    Store(#[source] StoreError),
    /// A picture that was kept or made by this program cannot be used.
    #[error("a picture")]
    Photo(#[source] PhotoError),
    /// The face detector does not work.
    #[error("looking for faces")]
    Faces(#[source] FaceError),
    /// A demonstration picture could not be drawn.
    #[error("drawing")]
    Drawing {
        /// Why.
        source: Box<dyn std::error::Error + Send + Sync>,
    },
    /// Something of ours could not be written as JSON.
    #[error("writing JSON")]
    Words {
        /// Why.
        source: serde_json::Error,
    },
    /// Reading or writing failed.
    #[error("{doing} failed")]
    Io {
        /// What was being done, without a name or path of a person's.
        doing: &'static str,
        /// What the system said.
        source: std::io::Error,
    },
    /// A worker thread died.
    #[error("a worker of the {job} stopped unexpectedly")]
    Worker {
        /// Which job.
        job: &'static str,
    },
}

impl From<FaceError> for Error {
    fn from(error: FaceError) -> Self {
        match error {
            FaceError::NoModel => Self::Refused(Refusal::NoFaceDetector),
            FaceError::Network(_) => Self::Fault(Fault::Faces(error)),
            FaceError::Photo(error) => Self::Fault(Fault::Photo(error)),
        }
    }
}

impl From<StoreError> for Error {
    fn from(error: StoreError) -> Self {
        Self::Refused(match error {
            StoreError::NoVault => Refusal::NoVault,
            StoreError::VaultExists => Refusal::VaultExists,
            StoreError::InUse => Refusal::VaultInUse,
            StoreError::NewerVault => Refusal::NewerVault,
            StoreError::NetworkShare => Refusal::NetworkShare,
            StoreError::WrongPassword => Refusal::WrongPassword,
            StoreError::TooSoon { seconds } => Refusal::Wait { seconds },
            StoreError::NotAuthorised => Refusal::AccountClosed { why: "not authorised" },
            StoreError::AccountEnded => Refusal::AccountClosed { why: "past its last day" },
            StoreError::LoginTaken => Refusal::AccountExists,
            StoreError::LastHead => Refusal::LastHead,
            StoreError::PasswordTooShort { least } => Refusal::PasswordTooShort { least },
            StoreError::RecoveryKeyMistyped => Refusal::WrongRecoveryKey,
            StoreError::CannotSign => Refusal::NobodyInParticular,
            StoreError::NotFound(what) => Refusal::Gone { what },
            StoreError::Deleted => Refusal::Gone { what: "photo" },
            StoreError::WrongState(why) => Refusal::NotNow { why },
            StoreError::RoleMayNot => Refusal::NotAllowed { action: Action::Restore },
            StoreError::Io { doing, source } => match Refusal::of_disk(&source) {
                Some(refusal) => refusal,
                None => return Self::Fault(Fault::Store(StoreError::Io { doing, source })),
            },
            fault @ (StoreError::DuplicatePhoto(_) | StoreError::Damaged(_) | StoreError::Database(_) | _) => {
                return Self::Fault(Fault::Store(fault));
            }
        })
    }
}

impl From<BatchError> for Refusal {
    fn from(error: BatchError) -> Self {
        match error {
            BatchError::Empty => Self::EmptyBatch,
            BatchError::AlreadyIn => Self::NotNow { why: "this photo is in the batch already" },
            BatchError::NotIn => Self::NotNow { why: "this photo is not in the batch" },
            BatchError::OtherPhotos => Self::NotNow { why: "the order has to name each photo of the batch once" },
            BatchError::AlreadySubmitted => Self::NotNow { why: "this batch was submitted already" },
            BatchError::NotSubmitted => Self::NotNow { why: "this batch is not submitted" },
            BatchError::PreparedByApprover => Self::PreparedByYou,
            BatchError::ChecklistIncomplete => Self::Checklist,
            BatchError::NoteMissing => Self::Missing { what: "A note that says what is to be changed" },
            BatchError::NotApproved => Self::NotNow { why: "this batch is not approved" },
            BatchError::NotWhatWasApproved => {
                Self::ApprovalVoid { why: "what would go out is not what was approved".to_owned() }
            }
            BatchError::BadSignature => Self::ApprovalVoid { why: "the approval's signature does not hold".to_owned() },
        }
    }
}

impl Error {
    /// As it crosses the wire. `id` is the number under which the caller's log keeps the details of a fault.
    #[must_use]
    pub fn to_wire(&self, id: String) -> WireError {
        match self {
            Self::Refused(refusal) => {
                WireError::Refused { code: refusal.code().to_owned(), message: refusal.to_string() }
            }
            Self::Fault(_) => WireError::Fault {
                message: format!(
                    "Something went wrong inside Cloakroom or on this computer. What was reported done is kept. Try again; \
                     if it happens again, tell whoever looks after this computer the number {id}."
                ),
                id,
            },
        }
    }

    /// The fault with its causes, for a log; `None` for a refusal.
    #[must_use]
    pub fn details(&self) -> Option<String> {
        let Self::Fault(fault) = self else { return None };
        let mut text = fault.to_string();
        let mut cause = std::error::Error::source(fault);
        while let Some(next) = cause {
            text = format!("{text}: {next}");
            cause = next.source();
        }
        Some(text)
    }
}

const fn state_words(state: BatchState) -> &'static str {
    match state {
        BatchState::Draft => "a draft",
        BatchState::Submitted => "submitted",
        BatchState::Approved => "approved",
        BatchState::Returned => "returned",
        BatchState::Exported => "exported",
    }
}
