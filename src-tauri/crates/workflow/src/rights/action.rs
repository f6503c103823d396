//! The actions, and the one table of who may take them: role × action, for a batch also × state.

use rules::{BatchState, Role};
use serde::Serialize;

/// Something that an account may or may not do.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Action {
    /// Add an account; it cannot log in before the head has authorised it.
    AddAccount,
    /// Authorise or disable an account, give it a new password (P19).
    AuthoriseAccount,
    /// Name a deputy for some days, or end that.
    NameDeputy,
    /// See who may log in (P29).
    ListAccounts,
    /// Change one's own password.
    ChangePassword,
    /// Settle how old passwords may be, where backups go, how long pictures are kept.
    SetRules,
    /// Print a new recovery key; the old one opens nothing any more.
    ReplaceRecoveryKey,
    /// Say that the clock is right although the log has seen later times.
    AcceptClock,
    /// Read everything once and say what is hurt.
    CheckVault,
    /// Make a backup.
    Backup,
    /// Put a backup in the place of the vault.
    Restore,
    /// Find people by name, to tag them.
    FindPeople,
    /// Preview and import a register, confirm that it is current.
    ImportRegister,
    /// See how old the register is, and the answers held on people.
    ReadRegister,
    /// See who may be photographed on a trip: yes or no, never why.
    ListForTrip,
    /// Enter an answer of a parent or pupil.
    SetConsent,
    /// Keep and read the do-not-publish list (P02).
    KeepDoNotPublish,
    /// Enter that somebody does not want to be shown (P14).
    AddObjection,
    /// Lift and read objections.
    LiftObjection,
    /// Put a camera on the school's list, and read the list (P09).
    RegisterDevice,
    /// Release photos of an unknown camera (P09 P10).
    ReleaseDevice,
    /// Bring photos in.
    Import,
    /// See albums, photos and verdicts.
    SeePhotos,
    /// Tag people.
    Tag,
    /// Account for faces, cover, crop, mark work, confirm that everyone is accounted for.
    Account,
    /// Destroy a compromising picture at once (P13).
    DeleteNow,
    /// See whose time is up, settle how long an album is kept (P16).
    ReviewRetention,
    /// Destroy photos whose time is up (P16).
    Purge,
    /// See batches.
    SeeBatches,
    /// Start a batch, add photos, write captions.
    PrepareBatch,
    /// Hand a batch to the head.
    SubmitBatch,
    /// Approve a batch (P08).
    ApproveBatch,
    /// Send a batch back with a note.
    ReturnBatch,
    /// Write an approved batch to a folder.
    ExportBatch,
    /// See what was published.
    SeePublished,
    /// Tick off that a published copy was taken down (P26).
    TakeDown,
    /// Record that something went wrong (P22).
    RecordIncident,
    /// Read incidents, note that parents were told (P22 P23).
    ReadIncidents,
    /// See everything held on one person (P26).
    ShowPerson,
    /// Make the file by which somebody gets what is held on him or her (P26).
    PackPerson,
    /// Read and verify the log, report on a term (P21).
    ReadLog,
}

use Action::{
    AcceptClock, Account, AddAccount, AddObjection, ApproveBatch, AuthoriseAccount, Backup, ChangePassword, CheckVault,
    DeleteNow, ExportBatch, FindPeople, Import, ImportRegister, KeepDoNotPublish, LiftObjection, ListAccounts,
    ListForTrip, NameDeputy, PackPerson, PrepareBatch, Purge, ReadIncidents, ReadLog, ReadRegister, RecordIncident,
    RegisterDevice, ReleaseDevice, ReplaceRecoveryKey, Restore, ReturnBatch, ReviewRetention, SeeBatches, SeePhotos,
    SeePublished, SetConsent, SetRules, ShowPerson, SubmitBatch, Tag, TakeDown,
};
use BatchState::{Approved, Draft, Exported, Returned, Submitted};
use Role::{Head, Office, SafeguardingLead, Teacher};

const EVERYONE: &[Role] = &Role::ALL;
const STAFF: &[Role] = &[Teacher, Office, Head, SafeguardingLead];
const PHOTOGRAPHERS: &[Role] = &[Teacher, Office, Head];
const READERS: &[Role] = &[Office, Head, SafeguardingLead];
const PREPARERS: &[Role] = &[Office, Head];
const GUARDIANS: &[Role] = &[Head, SafeguardingLead];
const HEAD: &[Role] = &[Head];

/// A row of the table.
pub(super) struct Row {
    /// The name on the wire (`approve_batch`).
    pub(super) name: &'static str,
    /// What it is, as an errand: 'to approve a batch'.
    pub(super) words: &'static str,
    /// Which roles may.
    pub(super) roles: &'static [Role],
    /// In which states of a batch; `None` where the action concerns no batch's state.
    pub(super) states: Option<&'static [BatchState]>,
    /// The head alone, not somebody who stands in for the head.
    pub(super) heads_own: bool,
}

const fn row(name: &'static str, words: &'static str, roles: &'static [Role]) -> Row {
    Row { name, words, roles, states: None, heads_own: false }
}

impl Action {
    /// Every action.
    pub const ALL: [Self; 41] = [
        AddAccount,
        AuthoriseAccount,
        NameDeputy,
        ListAccounts,
        ChangePassword,
        SetRules,
        ReplaceRecoveryKey,
        AcceptClock,
        CheckVault,
        Backup,
        Restore,
        FindPeople,
        ImportRegister,
        ReadRegister,
        ListForTrip,
        SetConsent,
        KeepDoNotPublish,
        AddObjection,
        LiftObjection,
        RegisterDevice,
        ReleaseDevice,
        Import,
        SeePhotos,
        Tag,
        Account,
        DeleteNow,
        ReviewRetention,
        Purge,
        SeeBatches,
        PrepareBatch,
        SubmitBatch,
        ApproveBatch,
        ReturnBatch,
        ExportBatch,
        SeePublished,
        TakeDown,
        RecordIncident,
        ReadIncidents,
        ShowPerson,
        PackPerson,
        ReadLog,
    ];

    /// The table.
    pub(super) const fn row(self) -> Row {
        match self {
            AddAccount => row("add_account", "add an account", PREPARERS),
            AuthoriseAccount => row("authorise_account", "authorise or disable an account", HEAD),
            NameDeputy => Row { heads_own: true, ..row("name_deputy", "name a deputy", HEAD) },
            ListAccounts => row("list_accounts", "see the accounts", READERS),
            ChangePassword => row("change_password", "change your password", EVERYONE),
            SetRules => row("set_rules", "settle the rules of the vault", HEAD),
            ReplaceRecoveryKey => {
                Row { heads_own: true, ..row("replace_recovery_key", "replace the recovery key", HEAD) }
            }
            AcceptClock => Row { heads_own: true, ..row("accept_clock", "accept the clock", HEAD) },
            CheckVault => row("check_vault", "check the vault", PREPARERS),
            Backup => row("backup", "make a backup", PREPARERS),
            Restore => Row { heads_own: true, ..row("restore", "restore a backup", HEAD) },
            FindPeople => row("find_people", "find people", EVERYONE),
            ImportRegister => row("import_register", "import the register", PREPARERS),
            ReadRegister => row("read_register", "read the register", READERS),
            ListForTrip => row("list_for_trip", "list who may be photographed", STAFF),
            SetConsent => row("set_consent", "enter consents", PREPARERS),
            KeepDoNotPublish => row("keep_do_not_publish", "keep the do-not-publish list", GUARDIANS),
            AddObjection => row("add_objection", "enter an objection", STAFF),
            LiftObjection => row("lift_objection", "see or lift objections", GUARDIANS),
            RegisterDevice => row("register_device", "keep the list of cameras", PREPARERS),
            ReleaseDevice => row("release_device", "release photos of an unknown camera", HEAD),
            Import => row("import", "import photos", PHOTOGRAPHERS),
            SeePhotos => row("see_photos", "see photos", EVERYONE),
            Tag => row("tag", "tag people", EVERYONE),
            Account => row("account", "account for faces, cover, crop or confirm", STAFF),
            DeleteNow => row("delete_now", "delete a photo at once", EVERYONE),
            ReviewRetention => row("review_retention", "review how long photos are kept", PREPARERS),
            Purge => row("purge", "destroy photos whose time is up", HEAD),
            SeeBatches => row("see_batches", "see batches", READERS),
            PrepareBatch => Row {
                states: Some(&[Draft, Returned, Submitted, Approved, Exported]),
                ..row("prepare_batch", "prepare a batch", PREPARERS)
            },
            SubmitBatch => Row { states: Some(&[Draft, Returned]), ..row("submit_batch", "submit a batch", PREPARERS) },
            ApproveBatch => Row { states: Some(&[Submitted]), ..row("approve_batch", "approve a batch", HEAD) },
            ReturnBatch => Row { states: Some(&[Submitted]), ..row("return_batch", "return a batch", HEAD) },
            ExportBatch => {
                Row { states: Some(&[Approved, Exported]), ..row("export_batch", "export a batch", PREPARERS) }
            }
            SeePublished => row("see_published", "see what was published", READERS),
            TakeDown => row("take_down", "tick off what was taken down", PREPARERS),
            RecordIncident => row("record_incident", "record an incident", STAFF),
            ReadIncidents => row("read_incidents", "read incidents", GUARDIANS),
            ShowPerson => row("show_person", "see everything held on somebody", READERS),
            PackPerson => row("pack_person", "make a pack for a subject-access request", PREPARERS),
            ReadLog => row("read_log", "read the log", HEAD),
        }
    }

    /// The name on the wire (`approve_batch`).
    #[must_use]
    pub const fn name(self) -> &'static str {
        self.row().name
    }

    /// Who may, as somebody to ask: the head, always, and who works nearer by.
    pub(crate) fn whom_to_ask(self) -> &'static str {
        let roles = self.row().roles;
        match (roles.contains(&Office), roles.contains(&SafeguardingLead)) {
            (true, _) => "the head or the office",
            (false, true) => "the head or the safeguarding lead",
            (false, false) => "the head",
        }
    }

    /// What it is, as an errand: 'to approve a batch'.
    #[must_use]
    pub const fn words(self) -> &'static str {
        self.row().words
    }
}
