//! The school's settings side by side, for the page that tells its policy.

use rules::purpose::Basis;
use store::Standing;

use crate::error::Error;
use crate::rights::Action;
use crate::school_rules::SchoolRules;
use crate::session::Session;
use crate::wire::{PolicyView, PurposeSettled};

impl Session {
    /// What the school has settled.
    ///
    /// # Errors
    /// Refused to teachers and guests.
    pub fn policy_settled(&self) -> Result<PolicyView, Error> {
        self.may(Action::ListAccounts)?;
        let rules = SchoolRules::of(self.vault())?;
        let policy = self.vault().settings().policy()?;
        let today = self.today()?;
        let cameras = self.vault().devices().all()?.iter().filter(|device| device.withdrawn_at.is_none()).count();
        let accounts = self.vault().accounts().all()?;
        let open = accounts.iter().filter(|account| {
            account.standing == Standing::Active && account.ends_on.is_none_or(|last_day| last_day >= today)
        });
        let purposes = self.vault().settings().purposes()?.into_iter().map(|purpose| PurposeSettled {
            published_months: rules.published_months.get(purpose.key.as_str()).copied(),
            expiry_takes_down: !rules.stays_after_expiry.contains(purpose.key.as_str()),
            key: purpose.key.0,
            name: purpose.name,
            high_profile: purpose.high_profile,
            public: purpose.public,
            max_edge: purpose.max_edge,
            needs_approval: purpose.needs_approval,
            also_needs: purpose.also_needs.into_iter().map(|key| key.0).collect(),
            by_consent: purpose.basis == Basis::Consent,
        });
        Ok(PolicyView {
            password_days: rules.password_days,
            least_password: u8::try_from(store::LEAST_PASSWORD).unwrap_or(u8::MAX),
            idle_minutes: rules.idle_minutes(),
            backups_set: rules.backup_folder.is_some(),
            group_size: policy.group_size,
            register_max_age_days: policy.register_max_age_days,
            leaving_ends_consent: policy.leaving_ends_consent,
            always_photo_permission: policy.always_photo_permission,
            first_name_blocks: policy.first_name_blocks,
            close_up: policy.close_up,
            cameras,
            accounts: open.count(),
            purposes: purposes.collect(),
        })
    }
}
