//! The log and the ledger, read (P21).

use std::collections::BTreeMap;

use rules::AccountId;
use store::SignatureState;

use crate::error::{Error, Fault};
use crate::log_pages::verified_words;
use crate::rights::Action;
use crate::session::Session;
use crate::wire::{ForgedApproval, LogEntryShown, LogVerified, PublishedShown};

impl Session {
    /// Entries from a number on.
    ///
    /// # Errors
    /// Refused to all but the head.
    pub fn log_entries(&self, from: u64, limit: u32) -> Result<Vec<LogEntryShown>, Error> {
        self.may(Action::ReadLog)?;
        let logins = self.logins()?;
        let entries = self.vault().log().entries(from, limit)?;
        let shown = |entry: store::Entry| {
            Ok(LogEntryShown {
                number: entry.number,
                at: entry.at.to_string(),
                by: entry.by.map(|by| login(&logins, by)),
                action: serde_json::to_value(entry.action).map_err(|source| Fault::Words { source })?,
                subject: entry.subject,
                detail: entry.detail,
            })
        };
        entries.into_iter().map(shown).collect()
    }

    /// Goes through the whole log, and every approval.
    ///
    /// # Errors
    /// Refused to all but the head. A tampered log is no error but a finding.
    pub fn log_verify(&self) -> Result<LogVerified, Error> {
        self.may(Action::ReadLog)?;
        let verified = self.vault().log().verify()?;
        let fault = verified.fault.map(serde_json::to_value).transpose().map_err(|source| Fault::Words { source })?;
        let (approvals, forged) = self.approvals_verify()?;
        let words = verified_words(verified.entries, verified.fault, forged.len());
        let intact = fault.is_none() && forged.is_empty();
        Ok(LogVerified { entries: verified.entries, intact, words, fault, approvals, forged })
    }

    /// Looks at every approval that was ever signed, and whether those in force are for what their batches are now.
    fn approvals_verify(&self) -> Result<(usize, Vec<ForgedApproval>), Error> {
        let signed = self.vault().statements().all()?;
        let mut forged = Vec::new();
        for signed in signed.iter().filter(|signed| signed.state == SignatureState::Broken) {
            let why = "it is not what the approver signed, or the log knows nothing of it";
            forged.push(ForgedApproval { batch: signed.statement.batch.to_string(), why });
        }
        let purposes = self.vault().settings().purposes()?;
        for batch in self.vault().batches().all()? {
            let Some(approval) = self.vault().batches().approval(batch.id)? else { continue };
            let purpose = purposes.iter().find(|purpose| purpose.key == batch.purpose);
            let contents = purpose.map(|purpose| self.contents(&batch, &purpose.joined(&purposes))).transpose()?;
            if contents.is_none_or(|(_, digest)| digest != approval.statement.contents) {
                let why = "the batch was changed behind its back after it was approved";
                forged.push(ForgedApproval { batch: batch.id.to_string(), why });
            }
        }
        Ok((signed.len(), forged))
    }

    /// What was published, newest first.
    ///
    /// # Errors
    /// Refused to teachers and guests.
    pub fn published(&self) -> Result<Vec<PublishedShown>, Error> {
        self.may(Action::SeePublished)?;
        self.vault().ledger().all()?.iter().map(|file| self.published_shown(file)).collect()
    }

    pub(crate) fn logins(&self) -> Result<BTreeMap<AccountId, String>, Error> {
        let accounts = self.vault().accounts().all()?;
        Ok(accounts.into_iter().map(|account| (account.id, account.login)).collect())
    }
}

/// The login of an account, or its identifier where it is gone.
pub(crate) fn login(logins: &BTreeMap<AccountId, String>, account: AccountId) -> String {
    logins.get(&account).cloned().unwrap_or_else(|| account.to_string())
}
