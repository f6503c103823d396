//! What crosses the wire to the window, and what `--json` prints. Plain data; identifiers as text.
//!
//! `cargo test -p workflow export_bindings` writes the TypeScript of every type to `ui/src/wire`.

mod after;
mod batch;
mod care;
mod from_rules;
mod held;
mod import;
mod office;
mod photo;
mod policy;
mod pupil;
mod register;
mod session;

pub use after::{
    FoundCopy, KeptShown, LeaverHeld, LeaverPhoto, PersonBehind, PutForward, TakedownItem, TakedownReason, WhyPublished,
};
pub use batch::{BatchItem, BatchState, BatchSummary, BatchView, Checklist, ExportItem, ExportProgress, ExportReport};
pub use care::{
    AlbumKept, AutomaticBackup, BackupReport, BackupStanding, DueCopy, DuePhoto, Gone, HurtPhoto, LeaverShown,
    PurgeCertificate, ReportLineShown, RestoreReport, RetentionDue, SchoolRulesView, TermReport, VaultChecked,
};
pub use held::{LeftOut, PackMade, PersonHeld};
pub use import::{CardErased, ImportOutcome, ImportProgress, ImportReport, ImportedFile, LeftOnCard};
pub use office::{
    AccountView, AnswerShown, Checked, DeviceFound, DeviceShown, DoNotPublishShown, Finding, ForgedApproval, LogAsked,
    LogEntryShown, LogLine, LogPage, LogVerified, ObjectionShown, PersonShown, PhotosWaiting, Proved, PublishedShown,
    RegisterStatus, Released, StateShown, TagRow,
};
pub use photo::{
    AlbumSummary, CropShape, FaceAccount, FaceSearch, FaceView, OtherFrame, PersonSummary, PhotoCard, PhotoView,
    PurposeView, Rect, ShownReason, ShownVerdict, TagView, Verdict,
};
pub use policy::{PolicyView, PurposeSettled};
pub use pupil::{AnswerCame, AnswerEntry, Letter, LetterAsked, Letters, ListAsked, PeopleListed, PersonListed};
pub use register::{
    AddedShown, AmbiguousRow, AnswerChange, Candidate, ColumnChoice, ColumnShown, ImportShown, LooseningChoice,
    ProtectionShown, QuestionAbout, QuestionShown, RegisterChoices, RegisterReport, RowChoice, RowTold, Undated,
    UndoReport, WordChoice,
};
pub use session::{
    AccountForm, NewPassword, NewVault, OwnPassword, RecoveryKeyShown, SessionView, Unlock, VaultState, VaultStatus,
    WireError,
};
