//! Accounts, answers, protections, cameras.

use serde_json::json;
use workflow::rules::{Answer, Giver, Method, Role, Scope};
use workflow::{AnswerForm, DoNotPublishForm, Error, PermissionForm, Session};

use crate::args::{Account, Consent, Device, DoNotPublish, Objection, TypedAnswer, TypedGiver, TypedMethod, TypedRole};
use crate::login;
use crate::print::Done;

pub(super) fn account(session: &Session, command: Account) -> Result<Done, Error> {
    match command {
        Account::Add { name, role, until } => {
            let password = login::new_password(&name)?;
            let added = session.account_add(&name, role.into(), until, &password)?;
            Done::new(&added, format!("{name} is added and waits for the head to authorise it."))
        }
        Account::Authorise { name } => Done::new(&session.account_authorise(&name)?, format!("{name} may log in.")),
        Account::Disable { name } => {
            Done::new(&session.account_disable(&name)?, format!("{name} may no longer log in."))
        }
        Account::Password { name } => password(session, name),
        Account::Deputy(deputy) => match (deputy.from, deputy.to) {
            (Some(from), Some(to)) => {
                let text = format!("{} stands in for the head from {from} to {to}.", deputy.name);
                Done::new(&session.deputy_name(&deputy.name, from, to)?, text)
            }
            _ => {
                let text = format!("{} no longer stands in for the head.", deputy.name);
                Done::new(&session.deputy_end(&deputy.name)?, text)
            }
        },
        Account::List => {
            let accounts = session.accounts()?;
            let line = |account: &workflow::wire::AccountView| {
                let until = account.until.map(|day| format!(", until {day}")).unwrap_or_default();
                let deputy: String =
                    account.deputy.iter().map(|[from, to]| format!(", deputy from {from} to {to}")).collect();
                format!("{:<24} {:<18} {}{until}{deputy}", account.name, role_word(account.role), account.standing)
            };
            Done::new(&accounts, accounts.iter().map(line).collect::<Vec<_>>().join("\n"))
        }
    }
}

/// One's own password, or that of somebody who lost it.
pub(super) fn password(session: &Session, name: Option<String>) -> Result<Done, Error> {
    let own = session.view().name;
    match name.filter(|name| *name != own) {
        Some(other) => session.password_reset(&other, &login::new_password(&other)?)?,
        None => session.password_change(&login::password(&own)?, &login::new_password(&own)?)?,
    }
    Ok(Done::said("The password is set."))
}

pub(super) fn consent(session: &Session, command: Consent) -> Result<Done, Error> {
    let set = match command {
        Consent::Set(set) => set,
        Consent::Resolve { person, purpose } => {
            let settled = session.consent_resolve(&person, &purpose)?;
            let text = format!("Settled, and no longer in the way of {purpose}: {}", settled.join("; "));
            return Done::new(&json!({ "settled": settled }), text);
        }
        Consent::Permit { person, photo, purpose, by, on, document } => {
            let giver = by.map(Giver::from);
            session.permission_add(&PermissionForm { person, photo, purpose, giver, given_on: on, document })?;
            return Ok(Done::said("The permission for this photo is entered."));
        }
        Consent::Confirm { person, purpose } => {
            let confirmed = session.consent_confirm(&person, &purpose)?;
            return Done::new(&json!({ "confirmed": confirmed }), "The spoken answer is confirmed.");
        }
    };
    let shown = session.consent_set(AnswerForm {
        person: set.person,
        purpose: set.purpose,
        answer: match set.answer {
            TypedAnswer::Granted => Answer::Granted,
            TypedAnswer::Refused => Answer::Refused,
            TypedAnswer::Withdrawn => Answer::Withdrawn,
        },
        giver: set.by.map(Giver::from),
        given_on: set.on,
        expires_on: set.expires,
        scope: if set.individual { Scope::IndividualToo } else { Scope::GroupOnly },
        condition: set.condition,
        method: match set.method {
            TypedMethod::Form => Method::Form,
            TypedMethod::Mis => Method::Mis,
            TypedMethod::Paper => Method::Paper,
            TypedMethod::Verbal => Method::Verbal { confirmed_by: None },
            TypedMethod::Online => Method::Online,
        },
        document: set.document,
    })?;
    let text = format!("The answer about {} is entered.", shown.name);
    Done::new(&shown, text)
}

pub(super) fn do_not_publish(session: &Session, command: DoNotPublish) -> Result<Done, Error> {
    match command {
        DoNotPublish::Add { people, reason, review, covering_suffices } => {
            let form = DoNotPublishForm { people, reason, review_on: review, covering_suffices };
            let entry = session.do_not_publish_add(&form)?;
            Done::new(&json!({ "entry": entry }), format!("Entry {entry} is in force from today."))
        }
        DoNotPublish::Lift { entry } => {
            session.do_not_publish_lift(&entry)?;
            Ok(Done::said("The entry is lifted from today."))
        }
        DoNotPublish::List => {
            let entries = session.do_not_publish()?;
            let line = |entry: &workflow::wire::DoNotPublishShown| {
                let lifted = entry.lifted_on.map(|day| format!(", lifted on {day}")).unwrap_or_default();
                let due = if entry.review_due { ", its review is due" } else { "" };
                format!("{} {} from {}{lifted}{due}: {}", entry.id, entry.people.join(" or "), entry.from, entry.reason)
            };
            Done::new(&entries, entries.iter().map(line).collect::<Vec<_>>().join("\n"))
        }
    }
}

pub(super) fn objection(session: &Session, command: Objection) -> Result<Done, Error> {
    match command {
        Objection::Add { person } => {
            session.objection_add(&person)?;
            Ok(Done::said("The objection is in force from now on."))
        }
        Objection::Lift { person } => {
            let lifted = session.objection_lift(&person)?;
            Done::new(&json!({ "lifted": lifted }), format!("{lifted} objections lifted from today."))
        }
        Objection::List => {
            let objections = session.objections()?;
            let line = |objection: &workflow::wire::ObjectionShown| {
                let lifted = objection.lifted_on.map(|day| format!(", lifted on {day}")).unwrap_or_default();
                format!("{} from {}{lifted}", objection.name, objection.from)
            };
            Done::new(&objections, objections.iter().map(line).collect::<Vec<_>>().join("\n"))
        }
    }
}

pub(super) fn device(session: &Session, command: Device) -> Result<Done, Error> {
    match command {
        Device::Add { make, model, serial, label } => {
            let added = session.device_add(&make, &model, serial.as_deref(), label.as_deref())?;
            let text = format!("{} is on the list.", added.label);
            Done::new(&added, text)
        }
        Device::List => {
            let devices = session.devices()?;
            let line = |device: &workflow::wire::DeviceShown| {
                let serial = device.serial.as_deref().unwrap_or("any serial number");
                let withdrawn = if device.withdrawn { ", withdrawn" } else { "" };
                format!("{}: {} {}, {serial}{withdrawn}", device.label, device.make, device.model)
            };
            Done::new(&devices, devices.iter().map(line).collect::<Vec<_>>().join("\n"))
        }
        Device::Withdraw { device } => {
            session.device_withdraw(&device)?;
            Ok(Done::said("The camera is off the list. Photos that it took before stay what they are."))
        }
        Device::Release { photos, album, because } => {
            let released = session.devices_release(&photos, album.as_deref(), &because)?;
            let text = format!("{} photos released. {}", released.photos.len(), released.reminder);
            Done::new(&released, text)
        }
    }
}

impl From<TypedGiver> for Giver {
    fn from(giver: TypedGiver) -> Self {
        match giver {
            TypedGiver::ParentA => Self::ParentA,
            TypedGiver::ParentB => Self::ParentB,
            TypedGiver::Pupil => Self::Pupil,
            TypedGiver::Oneself => Self::Oneself,
        }
    }
}

impl From<TypedRole> for Role {
    fn from(role: TypedRole) -> Self {
        match role {
            TypedRole::Teacher => Self::Teacher,
            TypedRole::Office => Self::Office,
            TypedRole::Head => Self::Head,
            TypedRole::SafeguardingLead => Self::SafeguardingLead,
            TypedRole::Guest => Self::Guest,
        }
    }
}

fn role_word(role: Role) -> &'static str {
    match role {
        Role::Teacher => "teacher",
        Role::Office => "office",
        Role::Head => "head",
        Role::SafeguardingLead => "safeguarding lead",
        Role::Guest => "guest",
    }
}
