//! A register made ready for many decisions: look-ups built once, borrowed from the register.

use std::{collections::HashMap, sync::OnceLock};

use jiff::civil::Date;

use crate::consent::PhotoPermission;
use crate::ids::{PersonId, PhotoId};
use crate::names::NameIndex;
use crate::protection::{DoNotPublish, Objection};
use crate::register::Register;

/// Look-ups into a register.
#[derive(Debug)]
pub struct RegisterIndex<'a> {
    register: &'a Register,
    entries: HashMap<PersonId, Vec<&'a DoNotPublish>>,
    objections: HashMap<PersonId, Vec<&'a Objection>>,
    permissions: HashMap<(PhotoId, PersonId), Vec<&'a PhotoPermission>>,
    names: OnceLock<NameIndex>,
}

impl<'a> RegisterIndex<'a> {
    /// Builds the look-ups.
    #[must_use]
    pub fn new(register: &'a Register) -> Self {
        let mut entries: HashMap<_, Vec<_>> = HashMap::new();
        for entry in &register.do_not_publish {
            for person in &entry.persons {
                entries.entry(*person).or_default().push(entry);
            }
        }
        let mut objections: HashMap<_, Vec<_>> = HashMap::new();
        for objection in &register.objections {
            objections.entry(objection.person).or_default().push(objection);
        }
        let mut permissions: HashMap<_, Vec<_>> = HashMap::new();
        for permission in &register.permissions {
            permissions.entry((permission.photo, permission.person)).or_default().push(permission);
        }
        Self { register, entries, objections, permissions, names: OnceLock::new() }
    }

    /// The register behind it.
    #[must_use]
    pub fn register(&self) -> &'a Register {
        self.register
    }

    /// The names on the register; taken in when first asked for.
    pub fn names(&self) -> &NameIndex {
        self.names.get_or_init(|| NameIndex::new(self.register.people.values()))
    }

    /// Do-not-publish entries that bind this person on a day.
    pub fn do_not_publish(&self, person: PersonId, on: Date) -> impl Iterator<Item = &'a DoNotPublish> + '_ {
        self.entries.get(&person).into_iter().flatten().copied().filter(move |entry| entry.in_force(on))
    }

    /// Whether an objection binds on a day.
    #[must_use]
    pub fn objects(&self, person: PersonId, on: Date) -> bool {
        self.objections.get(&person).is_some_and(|all| all.iter().any(|objection| objection.in_force(on)))
    }

    /// Permissions for this person on this photo.
    pub fn permissions(&self, photo: PhotoId, person: PersonId) -> impl Iterator<Item = &'a PhotoPermission> + '_ {
        self.permissions.get(&(photo, person)).into_iter().flatten().copied()
    }
}
