//! Who may do what: one table of role × action, and of action × state for a batch. Everything else asks here, whoever
//! calls: window or command line (P19).

mod action;

use rules::{BatchState, Role};

pub use action::Action;

use crate::error::Refusal;

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
    if action.row().roles.contains(&role) { Ok(()) } else { Err(Refusal::NotAllowed { action }) }
}

/// Whether the role may do this with this batch now. Nobody approves what he or she prepared (P08).
///
/// # Errors
/// [`Refusal::NotAllowed`], [`Refusal::PreparedByYou`] or [`Refusal::BatchState`].
pub fn permit_on(role: Role, action: Action, batch: Standing) -> Result<(), Refusal> {
    permit(role, action)?;
    let free_to_go = action == Action::ExportBatch && batch.state == BatchState::Submitted && !batch.needs_approval;
    if !free_to_go && action.row().states.is_some_and(|states| !states.contains(&batch.state)) {
        return Err(Refusal::BatchState { action, state: batch.state });
    }
    if action == Action::ApproveBatch && batch.prepared_by_asker {
        return Err(Refusal::PreparedByYou);
    }
    Ok(())
}

/// The same for somebody whose role in force may be lent: a deputy of the head does not name deputies, nor lengthen his
/// or her own time by the clock or an old backup.
///
/// # Errors
/// [`Refusal::NotAllowed`].
pub fn permit_lent(role: Role, lent: bool, action: Action) -> Result<(), Refusal> {
    permit(role, action)?;
    if lent && action.row().heads_own { Err(Refusal::NotAllowed { action }) } else { Ok(()) }
}

/// Names of everything the role may do.
#[must_use]
pub fn granted(role: Role, lent: bool) -> Vec<String> {
    let may = |action: &&Action| permit_lent(role, lent, **action).is_ok();
    Action::ALL.iter().filter(may).map(|action| action.name().to_owned()).collect()
}

/// What may be done with a batch now, as the window names it.
#[must_use]
pub fn granted_on(role: Role, batch: Standing) -> Vec<String> {
    const OFFERED: [(&str, Action); 6] = [
        ("add", Action::PrepareBatch),
        ("caption", Action::PrepareBatch),
        ("submit", Action::SubmitBatch),
        ("approve", Action::ApproveBatch),
        ("return", Action::ReturnBatch),
        ("export", Action::ExportBatch),
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
            let deputy = permit_lent(Role::Head, true, action).is_ok();
            let _ = write!(table, "{}", if deputy { "deputy" } else { "-" });
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
                    permit_on(
                        role,
                        Action::ApproveBatch,
                        Standing { state, prepared_by_asker: true, needs_approval: true }
                    )
                    .is_err()
                );
            }
        }
    }

    #[test]
    fn only_a_purpose_that_needs_no_approval_goes_out_unapproved_p08() {
        let may = |needs_approval, state| {
            permit_on(Role::Office, Action::ExportBatch, Standing { state, prepared_by_asker: true, needs_approval })
                .is_ok()
        };
        assert!(may(false, BatchState::Submitted) && !may(false, BatchState::Draft));
        assert!(!may(true, BatchState::Submitted) && may(true, BatchState::Approved));
    }

    #[test]
    fn a_guest_only_finds_sees_tags_and_deletes_at_once_p19_p13() {
        assert_eq!(granted(Role::Guest, false), ["change_password", "find_people", "see_photos", "tag", "delete_now"]);
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
