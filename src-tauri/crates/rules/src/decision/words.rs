//! What a reason says, in plain English, and what can be done about it.

use super::view::Shown;
use super::{About, Code, Reason, ShownReason};
use crate::ids::PersonId;
use crate::photo::TextField;
use crate::purpose::PurposeKey;
use crate::register::Register;

const HIDE: [&str; 3] = ["Cover them in the picture.", "Crop them out.", "Leave this photo out."];

/// Puts a reason into words.
pub(super) fn shown(reason: &Shown, register: &Register) -> ShownReason {
    match reason {
        Shown::NotCleared(person) => {
            let name = name(register, *person);
            let message = format!("{name} is not cleared to be shown here.");
            ShownReason {
                code: "not_cleared",
                person: Some(*person),
                name: Some(name),
                message,
                remedies: HIDE.to_vec(),
                advice: false,
            }
        }
        Shown::Plain(reason) => ShownReason {
            code: reason.code.as_str(),
            person: reason.person,
            name: reason.person.map(|person| name(register, person)),
            message: message(reason, register),
            remedies: remedies(reason),
            advice: reason.is_advice(),
        },
    }
}

fn name(register: &Register, person: PersonId) -> String {
    register
        .people
        .get(&person)
        .map_or_else(|| "Somebody who is not on the register".to_owned(), |p| p.names.known_as())
}

fn message(reason: &Reason, register: &Register) -> String {
    let who = reason.person.map_or_else(|| "Somebody".to_owned(), |person| name(register, person));
    let purpose = reason.about.consent().map_or("this use", PurposeKey::as_str).replace('_', " ");
    match reason.code {
        Code::FaceUnaccounted => unaccounted(&reason.about),
        Code::NotConfirmed => {
            "Nobody has confirmed that everyone who can be seen is accounted for since the photo last changed."
                .to_owned()
        }
        Code::DoNotPublish => {
            format!("{who} must not be published{}", sealed(&reason.about, register))
        }
        Code::DoNotPublishCovered => {
            format!("{who} must not be published, and covering does not settle it{}", sealed(&reason.about, register))
        }
        Code::Objection => format!("{who} asked not to be shown, or a parent did."),
        Code::ConsentUnknown => format!("Nobody has answered about {who} for '{purpose}'."),
        Code::ConsentRefused => format!("{who} may not be shown for '{purpose}'."),
        Code::ConsentWithdrawn => format!("Consent for {who} for '{purpose}' was withdrawn."),
        Code::ConsentExpired => format!("Consent for {who} for '{purpose}' has run out."),
        Code::ConsentNotYet => format!("Consent for {who} for '{purpose}' starts on a later day."),
        Code::ConsentConditional => match &reason.about {
            About::Condition(_, words) => {
                format!("Consent for {who} for '{purpose}' has a condition that nobody has resolved: “{words}”")
            }
            About::Consent(_)
            | About::Photo
            | About::Faces(_)
            | About::Entry(_)
            | About::Text(_)
            | About::Candidates(_) => format!("Consent for {who} for '{purpose}' has no date."),
        },
        Code::IndividualPermission => format!(
            "Few people can be seen here, and {who} has no permission to be shown outside a group for '{purpose}'."
        ),
        Code::LeftSchool => format!("{who} has left the school."),
        Code::WorkConsent => {
            format!("This shows work by {who}; both the pupil and a parent have to agree to that.")
        }
        Code::FullNameInText => {
            format!("{} gives the full name of {who}.", text_field(&reason.about))
        }
        Code::FirstNameInText => {
            format!("{} gives the first name of {who}, who can be seen.", text_field(&reason.about))
        }
        Code::RegisterStale => "The consent register is too old to decide by.".to_owned(),
        Code::DeviceQuarantined => "This photo came from a camera that is not on the school's list.".to_owned(),
        Code::PastRetention => "This photo is held for deletion, or was kept as long as it may be.".to_owned(),
        Code::IdentityUnresolved => unresolved(reason, register),
        Code::IdentifiableCloseUp => {
            "One face fills much of the picture, or one child faces the camera alone.".to_owned()
        }
        Code::CoveringPointsAtThem => "A covered person among others draws eyes to them.".to_owned(),
    }
}

fn unaccounted(about: &About) -> String {
    match about {
        About::Faces(faces) if faces.len() > 1 => format!("{} faces are not accounted for.", faces.len()),
        About::Photo => "Faces have not been looked for in this photo yet.".to_owned(),
        About::Faces(_)
        | About::Entry(_)
        | About::Consent(_)
        | About::Condition(..)
        | About::Text(_)
        | About::Candidates(_) => "A face is not accounted for.".to_owned(),
    }
}

fn unresolved(reason: &Reason, register: &Register) -> String {
    let About::Candidates(persons) = &reason.about else { return "A tag has no certain person.".to_owned() };
    if reason.person.is_some() {
        return "A tag names somebody who is not on the register.".to_owned();
    }
    let names: Vec<_> = persons
        .iter()
        .map(|person| match register.people.get(person).and_then(|known| known.class.as_deref()) {
            Some(class) => format!("{} ({class})", name(register, *person)),
            None => name(register, *person),
        })
        .collect();
    format!("A tag may be any of these: {}.", names.join(", "))
}

/// Only the head and the safeguarding lead are ever shown a reason that comes here.
fn sealed(about: &About, register: &Register) -> String {
    let reason = match about {
        About::Entry(id) => register.do_not_publish.iter().find(|entry| entry.id == *id),
        About::Photo
        | About::Faces(_)
        | About::Consent(_)
        | About::Condition(..)
        | About::Text(_)
        | About::Candidates(_) => None,
    };
    match reason.map(|entry| entry.sealed_reason.trim()).filter(|reason| !reason.is_empty()) {
        Some(reason) => format!(": {reason}"),
        None => ".".to_owned(),
    }
}

fn text_field(about: &About) -> &'static str {
    let About::Text(field) = about else { return "A text" };
    match field {
        TextField::Caption => "The caption",
        TextField::AltText => "The alt text",
        TextField::Credit => "The credit",
        TextField::Title => "The title",
        TextField::FileName => "The file name",
    }
}

fn remedies(reason: &Reason) -> Vec<&'static str> {
    match reason.code {
        Code::FaceUnaccounted if reason.about == About::Photo => vec!["Wait a moment: this is done in the background."],
        Code::FaceUnaccounted => vec![
            "Say who it is, cover the face, or crop it out.",
            "Say that it is not a person, or that nobody could tell who it is.",
        ],
        Code::NotConfirmed => vec!["Look the photo through, then confirm."],
        Code::DoNotPublish | Code::Objection | Code::LeftSchool => HIDE.to_vec(),
        Code::DoNotPublishCovered => vec!["Decide whether it may go out covered.", HIDE[1], HIDE[2]],
        Code::ConsentUnknown | Code::ConsentExpired | Code::ConsentNotYet => {
            [&["Ask for an answer and enter it."][..], &HIDE].concat()
        }
        Code::ConsentRefused | Code::ConsentWithdrawn => HIDE.to_vec(),
        Code::ConsentConditional => [&["Settle the condition, or find out the date."][..], &HIDE].concat(),
        Code::IndividualPermission => {
            [&["Ask for permission for this photo.", "Choose a photo that shows a group."][..], &HIDE].concat()
        }
        Code::WorkConsent => vec!["Ask the pupil and a parent.", "Cover or crop out the work.", HIDE[2]],
        Code::FullNameInText | Code::FirstNameInText => vec!["Take the name out of the text."],
        Code::RegisterStale => vec!["Import the newest register, or confirm that it still holds."],
        Code::DeviceQuarantined => vec!["Ask the head to release the import."],
        Code::PastRetention => vec![HIDE[2]],
        Code::IdentityUnresolved => vec!["Say who it is, or take the tag away if it is neither.", HIDE[2]],
        Code::IdentifiableCloseUp => vec!["Choose a photo from further away, from the side, or of a group."],
        Code::CoveringPointsAtThem => vec!["Crop instead, or choose another photo."],
    }
}
