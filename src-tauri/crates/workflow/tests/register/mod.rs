//! What the register tests share: the school of the samples, and reading a file against it.

#![allow(dead_code, unreachable_pub, clippy::unwrap_used)] // shared by several test programs, each using a part

pub mod sample;

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::time::Duration;

use jiff::civil::{Date, date};
use rules::{Names, Person, PersonId, PersonKind, Purpose, Register, Timestamp};
use serde_json::Value;
use uuid::Uuid;
use workflow::register::{Existing, Mapping, RegisterError, RegisterPlan, Upn, UpnIndex, preview};

pub const TODAY: Date = date(2026, 11, 22);

/// The school whose pupils the samples are about.
pub struct School {
    pub register: Register,
    pub purposes: Vec<Purpose>,
    pub numbers: BTreeMap<String, PersonId>,
    pub labels: BTreeMap<String, PersonId>,
}

impl UpnIndex for School {
    fn person(&self, upn: &Upn) -> Option<PersonId> {
        self.numbers.get(upn.expose()).copied()
    }

    fn has_number(&self, person: PersonId) -> bool {
        self.numbers.values().any(|holder| *holder == person)
    }
}

/// The folder of sample registers, if it is there.
pub fn samples() -> Option<PathBuf> {
    let root = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../../../shared/registers");
    let found = root.canonicalize().ok().filter(|folder| folder.join("expected.json").is_file());
    if found.is_none() {
        println!("skipped: ../shared absent");
    }
    found
}

pub fn id(number: u128) -> PersonId {
    PersonId::new(Uuid::from_u128(number))
}

impl School {
    /// Nobody yet.
    pub fn empty() -> Self {
        Self {
            register: Register::default(),
            purposes: Purpose::defaults(),
            numbers: BTreeMap::new(),
            labels: BTreeMap::new(),
        }
    }

    /// The pupils that `expected.json` lists.
    pub fn of(expected: &Value) -> Self {
        let mut school = Self::empty();
        for (at, (label, pupil)) in expected["_pupils"].as_object().unwrap().iter().enumerate() {
            let text = |key: &str| pupil[key].as_str().map(str::to_owned);
            let (legal, known_as) = (text("legal").unwrap(), text("known_as").unwrap());
            let (forename, surname) = split(&legal);
            let (known_forename, known_surname) = split(&known_as);
            let id = id(at as u128 + 1);
            school.add(
                label,
                text("upn").as_deref(),
                Person {
                    id,
                    kind: PersonKind::Pupil,
                    names: Names {
                        preferred_forename: (known_forename != forename).then_some(known_forename),
                        preferred_surname: (known_surname != surname).then_some(known_surname),
                        forename,
                        surname,
                    },
                    class: text("group"),
                    year: text("year"),
                    date_of_birth: text("dob").map(|day| day.parse().unwrap()),
                    admission_number: text("adno"),
                    left_on: text("left").map(|day| day.parse().unwrap()),
                },
            );
        }
        school
    }

    pub fn add(&mut self, label: &str, upn: Option<&str>, person: Person) {
        self.labels.insert(label.to_owned(), person.id);
        if let Some(upn) = upn {
            self.numbers.insert(upn.to_owned(), person.id);
        }
        self.register.people.insert(person.id, person);
    }

    pub fn label(&self, person: PersonId) -> &str {
        self.labels.iter().find(|(_, id)| **id == person).map_or("?", |(label, _)| label)
    }

    pub fn preview(
        &self,
        name: &str,
        bytes: &[u8],
        mapping: Option<&Mapping>,
        stated: Option<Date>,
    ) -> Result<RegisterPlan, RegisterError> {
        let existing = Existing { register: &self.register, purposes: &self.purposes, upns: self, remembered: &[] };
        let mut next = 1_000_000u128;
        let mut ids = || {
            next += 1;
            Uuid::from_u128(next)
        };
        preview(name, bytes, mapping, &existing, stated, TODAY, &mut ids)
    }

    /// Applies a plan, loosenings left out.
    pub fn apply(&mut self, plan: &RegisterPlan) {
        self.register = plan.applied_to(&self.register, &[], at(), TODAY);
        for (person, upn) in &plan.numbers {
            self.numbers.insert(upn.expose().to_owned(), *person);
        }
    }
}

pub fn at() -> Timestamp {
    "2026-11-22T09:00:00Z".parse().unwrap()
}

/// Time this thread has had on a processor: a busy machine makes nothing slower that way.
#[cfg(target_os = "linux")]
pub fn processor_time() -> Duration {
    let spent = std::fs::read_to_string("/proc/thread-self/schedstat").unwrap();
    Duration::from_nanos(spent.split_whitespace().next().unwrap().parse().unwrap())
}

#[cfg(not(target_os = "linux"))]
pub fn processor_time() -> Duration {
    static START: std::sync::LazyLock<std::time::Instant> = std::sync::LazyLock::new(std::time::Instant::now);
    START.elapsed()
}

/// Surnames of several words are known here, as a register has them in a column of their own.
fn split(name: &str) -> (String, String) {
    for surname in ["St. John", "Ní Bhriain"] {
        if let Some(forename) = name.strip_suffix(surname) {
            return (forename.trim().to_owned(), surname.to_owned());
        }
    }
    let (forename, surname) = name.rsplit_once(' ').unwrap();
    (forename.to_owned(), surname.to_owned())
}
