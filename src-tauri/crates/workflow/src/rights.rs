//! Who may do what: one table of role × action, and of action × state for a batch. Everything else asks here, whoever
//! calls: window or command line (P19).

use rules::{BatchState, Role};
use serde::Serialize;

use crate::error::Refusal;

/// Something that an account may or may not do.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Action {
    /// Add an account; it cannot log in before the head has authorised it.
    AddAccount,
    /// Authorise or disable an account (P19).
    AuthoriseAccount,
    /// See who may log in (P29).
    ListAccounts,
    /// Change one's own password.
    ChangePassword,
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
    /// Read and verify the log (P21).
    ReadLog,
}

use Action::{
    Account, AddAccount, AddObjection, ApproveBatch, AuthoriseAccount, ChangePassword, ExportBatch, FindPeople, Import,
    ImportRegister, KeepDoNotPublish, LiftObjection, ListAccounts, ListForTrip, PrepareBatch, ReadLog, ReadRegister,
    RegisterDevice, ReleaseDevice, ReturnBatch, SeeBatches, SeePhotos, SeePublished, SetConsent, SubmitBatch, Tag,
};
use Role::{Head, Office, SafeguardingLead, Teacher};

impl Action {
    /// Every action.
    pub const ALL: [Self; 26] = [
        AddAccount,
        AuthoriseAccount,
        ListAccounts,
        ChangePassword,
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
        SeeBatches,
        PrepareBatch,
        SubmitBatch,
        ApproveBatch,
        ReturnBatch,
        ExportBatch,
        SeePublished,
        ReadLog,
    ];

    /// The table: which roles may.
    const fn roles(self) -> &'static [Role] {
        match self {
            ChangePassword | FindPeople | SeePhotos | Tag => &Role::ALL,
            Account | AddObjection | ListForTrip => &[Teacher, Office, Head, SafeguardingLead],
            Import => &[Teacher, Office, Head],
            ListAccounts | SeeBatches | SeePublished | ReadRegister => &[Office, Head, SafeguardingLead],
            AddAccount | ImportRegister | SetConsent | RegisterDevice | PrepareBatch | SubmitBatch | ExportBatch => {
                &[Office, Head]
            }
            KeepDoNotPublish | LiftObjection => &[Head, SafeguardingLead],
            AuthoriseAccount | ReleaseDevice | ApproveBatch | ReturnBatch | ReadLog => &[Head],
        }
    }

    /// The table: in which states of a batch; `None` where the action concerns no batch's state.
    const fn states(self) -> Option<&'static [BatchState]> {
        match self {
            PrepareBatch => Some(&[
                BatchState::Draft,
                BatchState::Returned,
                BatchState::Submitted,
                BatchState::Approved,
                BatchState::Exported,
            ]),
            SubmitBatch => Some(&[BatchState::Draft, BatchState::Returned]),
            ApproveBatch | ReturnBatch => Some(&[BatchState::Submitted]),
            ExportBatch => Some(&[BatchState::Approved, BatchState::Exported]),
            AddAccount | AuthoriseAccount | ListAccounts | ChangePassword | FindPeople | ImportRegister
            | ReadRegister | ListForTrip | SetConsent | KeepDoNotPublish | AddObjection | LiftObjection
            | RegisterDevice | ReleaseDevice | Import | SeePhotos | Tag | Account | SeeBatches | SeePublished
            | ReadLog => None,
        }
    }
}

impl Action {
    /// The name on the wire (`approve_batch`).
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            AddAccount => "add_account",
            AuthoriseAccount => "authorise_account",
            ListAccounts => "list_accounts",
            ChangePassword => "change_password",
            FindPeople => "find_people",
            ImportRegister => "import_register",
            ReadRegister => "read_register",
            ListForTrip => "list_for_trip",
            SetConsent => "set_consent",
            KeepDoNotPublish => "keep_do_not_publish",
            AddObjection => "add_objection",
            LiftObjection => "lift_objection",
            RegisterDevice => "register_device",
            ReleaseDevice => "release_device",
            Import => "import",
            SeePhotos => "see_photos",
            Tag => "tag",
            Account => "account",
            SeeBatches => "see_batches",
            PrepareBatch => "prepare_batch",
            SubmitBatch => "submit_batch",
            ApproveBatch => "approve_batch",
            ReturnBatch => "return_batch",
            ExportBatch => "export_batch",
            SeePublished => "see_published",
            ReadLog => "read_log",
        }
    }

    /// What it is, as an errand: 'to approve a batch'.
    #[must_use]
    pub const fn words(self) -> &'static str {
        match self {
            AddAccount => "add an account",
            AuthoriseAccount => "authorise or disable an account",
            ListAccounts => "see the accounts",
            ChangePassword => "change your password",
            FindPeople => "find people",
            ImportRegister => "import the register",
            ReadRegister => "read the register",
            ListForTrip => "list who may be photographed",
            SetConsent => "enter consents",
            KeepDoNotPublish => "keep the do-not-publish list",
            AddObjection => "enter an objection",
            LiftObjection => "see or lift objections",
            RegisterDevice => "keep the list of cameras",
            ReleaseDevice => "release photos of an unknown camera",
            Import => "import photos",
            SeePhotos => "see photos",
            Tag => "tag people",
            Account => "account for faces, cover, crop or confirm",
            SeeBatches => "see batches",
            PrepareBatch => "prepare a batch",
            SubmitBatch => "submit a batch",
            ApproveBatch => "approve a batch",
            ReturnBatch => "return a batch",
            ExportBatch => "export a batch",
            SeePublished => "see what was published",
            ReadLog => "read the log",
        }
    }
}

impl Action {
    /// Who may, as somebody to ask: the head, always, and who works nearer by.
    pub(crate) fn whom_to_ask(self) -> &'static str {
        match (self.roles().contains(&Office), self.roles().contains(&SafeguardingLead)) {
            (true, _) => "the head or the office",
            (false, true) => "the head or the safeguarding lead",
            (false, false) => "the head",
        }
    }
}

/// What is known of a batch when somebody wants to do something with it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Standing {
    /// Its state.
    pub state: BatchState,
    /// Whether the one who asks prepared any part of it.
    pub prepared_by_asker: bool,
    /// Whether its purpose needs the head's approval.
    pub needs_approval: bool,
}

/// Whether the role may do this at all.
///
/// # Errors
/// [`Refusal::NotAllowed`].
pub fn permit(role: Role, action: Action) -> Result<(), Refusal> {
    if action.roles().contains(&role) { Ok(()) } else { Err(Refusal::NotAllowed { action }) }
}

/// Whether the role may do this with this batch now. Nobody approves what he or she prepared (P08).
///
/// # Errors
/// [`Refusal::NotAllowed`], [`Refusal::PreparedByYou`] or [`Refusal::BatchState`].
pub fn permit_on(role: Role, action: Action, batch: Standing) -> Result<(), Refusal> {
    permit(role, action)?;
    let free_to_go = action == ExportBatch && batch.state == BatchState::Submitted && !batch.needs_approval;
    if !free_to_go && action.states().is_some_and(|states| !states.contains(&batch.state)) {
        return Err(Refusal::BatchState { action, state: batch.state });
    }
    if action == ApproveBatch && batch.prepared_by_asker {
        return Err(Refusal::PreparedByYou);
    }
    Ok(())
}

/// Names of everything the role may do.
#[must_use]
pub fn granted(role: Role) -> Vec<String> {
    Action::ALL.iter().filter(|action| permit(role, **action).is_ok()).map(|action| action.name().to_owned()).collect()
}

/// What may be done with a batch now, as the window names it.
#[must_use]
pub fn granted_on(role: Role, batch: Standing) -> Vec<String> {
    const OFFERED: [(&str, Action); 6] = [
        ("add", PrepareBatch),
        ("caption", PrepareBatch),
        ("submit", SubmitBatch),
        ("approve", ApproveBatch),
        ("return", ReturnBatch),
        ("export", ExportBatch),
    ];
    OFFERED
        .iter()
        .filter(|(_, action)| permit_on(role, *action, batch).is_ok())
        .map(|(name, _)| (*name).to_owned())
        .collect()
}

#[cfg(test)]
mod tests {
    use std::fmt::Write as _;

    use super::*;

    const STATES: [BatchState; 5] =
        [BatchState::Draft, BatchState::Submitted, BatchState::Approved, BatchState::Returned, BatchState::Exported];

    #[test]
    fn every_role_does_what_the_reviewed_table_says_and_no_more_p19() {
        let mut table = String::new();
        for action in Action::ALL {
            let _ = write!(table, "{:<22}", action.name());
            for role in Role::ALL {
                let word = format!("{role:?}").to_lowercase();
                let _ = write!(table, "{:<18}", if permit(role, action).is_ok() { word } else { "-".to_owned() });
            }
            table = table.trim_end().to_owned();
            table.push('\n');
        }
        table.push_str("\nwith a batch             by another | prepared by the asker\n");
        for state in STATES {
            for role in Role::ALL {
                let may =
                    |own| granted_on(role, Standing { state, prepared_by_asker: own, needs_approval: true }).join(" ");
                let line = format!(
                    "{:<11}{:<18}{} | {}",
                    format!("{state:?}").to_lowercase(),
                    format!("{role:?}").to_lowercase(),
                    may(false),
                    may(true)
                );
                let _ = writeln!(table, "{}", line.trim_end());
            }
        }
        insta::assert_snapshot!("rights", table);
    }

    #[test]
    fn nobody_approves_what_he_or_she_prepared_p08() {
        for role in Role::ALL {
            for state in STATES {
                assert!(
                    permit_on(role, ApproveBatch, Standing { state, prepared_by_asker: true, needs_approval: true })
                        .is_err()
                );
            }
        }
    }

    #[test]
    fn only_a_purpose_that_needs_no_approval_goes_out_unapproved_p08() {
        let may = |needs_approval, state| {
            permit_on(Role::Office, ExportBatch, Standing { state, prepared_by_asker: true, needs_approval }).is_ok()
        };
        assert!(may(false, BatchState::Submitted) && !may(false, BatchState::Draft));
        assert!(!may(true, BatchState::Submitted) && may(true, BatchState::Approved));
    }

    #[test]
    fn a_guest_only_finds_sees_and_tags_p19() {
        assert_eq!(granted(Role::Guest), ["change_password", "find_people", "see_photos", "tag"]);
    }

    #[test]
    fn every_action_has_its_own_name() {
        let mut names: Vec<_> = Action::ALL.iter().map(|action| action.name()).collect();
        names.sort_unstable();
        names.dedup();
        assert_eq!(names.len(), Action::ALL.len());
        for action in Action::ALL {
            assert_eq!(serde_json::to_string(&action).expect("plain"), format!("\"{}\"", action.name()));
        }
    }
}
