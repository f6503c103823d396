//! Which of the two parents a signature is.

use rules::Giver;

use crate::register::claim::GivenBy;

/// The givers met for one pupil, in the order of the file.
#[derive(Debug, Default)]
pub(super) struct Givers {
    known: Vec<(GivenBy, Giver)>,
}

impl Givers {
    /// Mother is the first, father the second, as long as nobody else is; otherwise by order of appearance. A third
    /// signature counts as the second: any no is a no.
    pub(super) fn of(&mut self, by: &GivenBy) -> Giver {
        if let Some(relationship) = &by.relationship
            && ["self", "pupil", "student", "myself"].contains(&relationship.as_str())
        {
            return Giver::Pupil;
        }
        if let Some((_, giver)) = self.known.iter().find(|(other, _)| same(other, by)) {
            return *giver;
        }
        let taken = |giver| self.known.iter().any(|(_, other)| *other == giver);
        let says =
            |words: &[&str]| by.relationship.as_deref().is_some_and(|relationship| words.contains(&relationship));
        let father = says(&["father", "dad", "daddy"]) && !taken(Giver::ParentB);
        let giver = if father || taken(Giver::ParentA) { Giver::ParentB } else { Giver::ParentA };
        self.known.push((by.clone(), giver));
        giver
    }
}

fn same(one: &GivenBy, other: &GivenBy) -> bool {
    let agree = |one: &Option<String>, other: &Option<String>| one.is_some() && one == other;
    let unnamed = |by: &GivenBy| by.name.is_none() && by.email.is_none();
    if unnamed(one) || unnamed(other) {
        // A signature without a name is told apart by its relationship alone.
        return one.relationship == other.relationship && unnamed(one) && unnamed(other);
    }
    agree(&one.email, &other.email) || agree(&one.name, &other.name)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn by(name: Option<&str>, email: Option<&str>, relationship: Option<&str>) -> GivenBy {
        let own = |text: Option<&str>| text.map(str::to_owned);
        GivenBy { name: own(name), email: own(email), relationship: own(relationship) }
    }

    #[test]
    fn mother_and_father_keep_their_places_in_any_order() {
        let mut givers = Givers::default();
        assert_eq!(givers.of(&by(Some("mark hughes"), None, Some("father"))), Giver::ParentB);
        assert_eq!(givers.of(&by(Some("helen bronte"), None, Some("mother"))), Giver::ParentA);
        assert_eq!(givers.of(&by(Some("helen bronte"), None, None)), Giver::ParentA);
    }

    #[test]
    fn the_second_signature_is_the_second_parent() {
        let mut givers = Givers::default();
        assert_eq!(givers.of(&by(Some("mark hughes"), None, None)), Giver::ParentA);
        assert_eq!(givers.of(&by(Some("helen bronte"), None, None)), Giver::ParentB);
        assert_eq!(givers.of(&by(None, Some("a@example.org"), None)), Giver::ParentB);
        assert_eq!(givers.of(&by(None, None, Some("self"))), Giver::Pupil);
    }
}
