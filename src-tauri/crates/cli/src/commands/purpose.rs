//! The school's purposes.

use workflow::purposes::PurposeForm;
use workflow::rules::Purpose as Settled;
use workflow::{Error, Session};

use crate::args::Purpose;
use crate::print::Done;

pub(super) fn purpose(session: &Session, command: Purpose) -> Result<Done, Error> {
    let purposes = match command {
        Purpose::List => session.purposes_settled()?,
        Purpose::Set { purpose, name, high_profile, public, max_edge, needs_approval, also_needs } => {
            let also_needs = (!also_needs.is_empty()).then_some(also_needs);
            let form = PurposeForm { name, high_profile, public, max_edge, needs_approval, also_needs };
            session.purpose_set(&purpose, &form)?
        }
    };
    Done::new(&purposes, purposes.iter().map(line).collect::<Vec<_>>().join("\n"))
}

fn line(purpose: &Settled) -> String {
    let mut words = vec![format!("up to {} pixels", purpose.max_edge)];
    for (holds, word) in [
        (purpose.high_profile, "high profile"),
        (purpose.public, "public"),
        (purpose.needs_approval, "needs the head's approval"),
    ] {
        words.extend(holds.then(|| word.to_owned()));
    }
    words.extend(purpose.also_needs.iter().map(|key| format!("also needs {key}")));
    format!("{} ({}): {}", purpose.key, purpose.name, words.join(", "))
}
