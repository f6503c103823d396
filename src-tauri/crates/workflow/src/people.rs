//! Finding people: by type-ahead, and by what somebody typed on the command line.

use std::collections::{BTreeMap, BTreeSet};

use jiff::tz::TimeZone;
use rules::{
    AccountId, Answer, ConsentEvent, ConsentState, Date, Giver, Method, Person, PersonId, Purpose, PurposeKey,
    Register, Timestamp,
};
use store::Recorded;

use crate::error::{Error, Refusal};
use crate::rights::Action;
use crate::session::Session;
use crate::wire::{AnswerShown, PeopleListed, PersonListed, PersonShown, PersonSummary, RegisterStatus, StateShown};

impl Session {
    /// People at the school whose names begin with the words typed: those of the album's classes first, where an album is
    /// named, and of these, those first whose forename does.
    ///
    /// # Errors
    /// When the vault cannot be read.
    pub fn people_search(&self, query: &str, limit: u32, album: Option<&str>) -> Result<Vec<PersonSummary>, Error> {
        self.may(Action::FindPeople)?;
        let classes = album.map_or_else(|| Ok(Vec::new()), |album| self.album_classes(album))?;
        Ok(found(&self.people_at_school()?, query, limit, &classes))
    }

    pub(crate) fn people_at_school(&self) -> Result<Vec<Person>, Error> {
        let today = self.surroundings().today();
        let mut people = self.vault().people().all()?;
        people.retain(|person| person.left_on.is_none_or(|day| day >= today));
        Ok(people)
    }

    /// The same among everybody on the register, those who have left included.
    ///
    /// # Errors
    /// Refused to teachers and guests.
    pub fn person_find(&self, query: &str, limit: u32) -> Result<Vec<PersonSummary>, Error> {
        self.may(Action::ShowPerson)?;
        Ok(found(&self.vault().people().all()?, query, limit, &[]))
    }

    /// Everybody on the register whose names begin with the words typed, of one class or of all: those at the school
    /// first, by class and name, at most so many.
    ///
    /// # Errors
    /// Refused to teachers and guests.
    pub fn people_list(&self, query: &str, class: Option<&str>, limit: u32) -> Result<PeopleListed, Error> {
        self.may(Action::ReadRegister)?;
        let today = self.surroundings().today();
        let words = words_of(query);
        let mut people = self.vault().people().all()?;
        people.retain(|person| class.is_none_or(|class| of_class(person, class)) && begins_with(person, &words));
        people.sort_by_cached_key(|person| {
            let gone = person.left_on.is_some_and(|day| day < today);
            (gone, person.class.is_none(), person.class.clone(), person.names.known_as(), person.id)
        });
        let all = u32::try_from(people.len()).unwrap_or(u32::MAX);
        people.truncate(usize::try_from(limit).unwrap_or(usize::MAX));
        let listed = |person: Person| PersonListed {
            id: person.id.to_string(),
            name: person.names.known_as(),
            class: person.class,
            kind: person.kind,
            left_on: person.left_on,
        };
        Ok(PeopleListed { people: people.into_iter().map(listed).collect(), all })
    }

    /// The classes of the pupils at the school.
    ///
    /// # Errors
    /// Refused to guests.
    pub fn classes(&self) -> Result<Vec<String>, Error> {
        self.may(Action::ListForTrip)?;
        let classes: BTreeSet<String> =
            self.people_at_school()?.into_iter().filter_map(|person| person.class).collect();
        Ok(classes.into_iter().collect())
    }

    /// How many people, how old.
    ///
    /// # Errors
    /// Refused to teachers and guests.
    pub fn register_status(&self) -> Result<RegisterStatus, Error> {
        self.may(Action::ReadRegister)?;
        let register = self.vault().register()?;
        let limit = self.vault().settings().policy()?.register_max_age_days;
        let today = self.surroundings().today();
        let old = |day| today.since(day).map_or(true, |span: jiff::Span| i64::from(span.get_days()) > i64::from(limit));
        Ok(RegisterStatus {
            people: register.people.len(),
            answers: register.consents.values().map(Vec::len).sum(),
            current_on: register.current_on,
            stale: register.current_on.is_none_or(old),
            imports: self.register_imports()?,
        })
    }

    /// People on the register with everything on record, and where their consents stood on a day (today, where none is
    /// given); all, or the one that the text names.
    ///
    /// # Errors
    /// Refused to teachers and guests, and when the text names nobody or several.
    pub fn register_show(&self, person: Option<&str>, on: Option<Date>) -> Result<Vec<PersonShown>, Error> {
        self.may(Action::ReadRegister)?;
        let register = self.vault().register()?;
        let only = person.map(|text| one_person(&register, text)).transpose()?;
        let book = Book {
            on: on.unwrap_or_else(|| self.surroundings().today()),
            purposes: self.vault().settings().purposes()?,
            logins: self.logins()?,
            register: &register,
        };
        let chosen = register.people.values().filter(|person| only.is_none_or(|only| only == person.id));
        chosen.map(|person| Ok(book.shown(person, &self.vault().consents().history(person.id)?))).collect()
    }

    /// Where one person's consents stand, and everything on record.
    ///
    /// # Errors
    /// Refused to teachers and guests, and when the text names nobody or several.
    pub fn person_answers(&self, person: &str) -> Result<PersonShown, Error> {
        self.may(Action::ReadRegister)?;
        let shown = self.register_show(Some(person), None)?.into_iter().next();
        shown.ok_or_else(|| Refusal::Gone { what: "person" }.into())
    }
}

/// Those whose names begin with the words typed, those of the classes first.
fn found(people: &[Person], query: &str, limit: u32, classes: &[String]) -> Vec<PersonSummary> {
    let words = words_of(query);
    let mut found: Vec<((bool, bool), String, &Person)> = Vec::new();
    for person in people {
        if begins_with(person, &words) {
            let known_as = person.names.known_as();
            let first = words_of(&known_as).first().zip(words.first()).is_some_and(|(a, b)| a.starts_with(b.as_str()));
            let of_class = person.class.as_ref().is_some_and(|class| classes.contains(class));
            found.push(((!of_class, !first), known_as, person));
        }
    }
    found.sort_by(|a, b| (a.0, &a.1, a.2.id).cmp(&(b.0, &b.1, b.2.id)));
    let limit = usize::try_from(limit).unwrap_or(usize::MAX);
    found.into_iter().take(limit).map(|(_, name, person)| summary(name, person)).collect()
}

fn begins_with(person: &Person, words: &[String]) -> bool {
    let names = name_words(person);
    words.iter().all(|word| names.iter().any(|name| name.starts_with(word.as_str())))
}

pub(crate) fn of_class(person: &Person, class: &str) -> bool {
    person.class.as_deref().is_some_and(|other| other.eq_ignore_ascii_case(class.trim()))
}

/// What showing people needs.
struct Book<'r> {
    on: Date,
    purposes: Vec<Purpose>,
    logins: BTreeMap<AccountId, String>,
    register: &'r Register,
}

impl Book<'_> {
    fn shown(&self, person: &Person, history: &[Recorded]) -> PersonShown {
        let own = [PurposeKey::WORK, PurposeKey::NAME_WITH_PHOTO].map(PurposeKey::new);
        let asked = |key: &&PurposeKey| history.iter().any(|recorded| recorded.event.purpose == **key);
        let keys = self.purposes.iter().map(|purpose| &purpose.key).chain(own.iter().filter(asked));
        PersonShown {
            id: person.id.to_string(),
            name: person.names.known_as(),
            kind: person.kind,
            class: person.class.clone(),
            admission_number: person.admission_number.clone(),
            left_on: person.left_on,
            on: self.on,
            states: keys.map(|key| self.state(person.id, key)).collect(),
            answers: history.iter().map(|recorded| self.answer(recorded)).collect(),
        }
    }

    fn state(&self, person: PersonId, key: &PurposeKey) -> StateShown {
        let state = self.register.consent(person, key, self.on);
        let rests_on = self.rests_on(person, key, state);
        let said = [Giver::ParentA, Giver::ParentB, Giver::Pupil, Giver::Oneself]
            .map(|giver| self.register.consent_by(person, key, giver, self.on));
        let yes = said.iter().flatten().any(|state| state.is_granted());
        let no = said.iter().flatten().any(|state| state.is_no());
        StateShown {
            giver: rests_on.map(|event| event.giver),
            since: rests_on.and_then(|event| event.given_on),
            until: rests_on.and_then(|event| event.expires_on),
            disagree: yes && no,
            ..state_shown(key, state)
        }
    }

    /// The answer that a state rests on: the newest of those that say so.
    fn rests_on(&self, person: PersonId, key: &PurposeKey, state: ConsentState<'_>) -> Option<&ConsentEvent> {
        let answer = match state {
            ConsentState::Unknown => return None,
            ConsentState::Withdrawn => Answer::Withdrawn,
            ConsentState::Refused => Answer::Refused,
            ConsentState::GrantedIndividual
            | ConsentState::GrantedGroup
            | ConsentState::Undated
            | ConsentState::Conditional(_)
            | ConsentState::NotYet
            | ConsentState::Expired => Answer::Granted,
        };
        let later = state == ConsentState::NotYet;
        let says_so = |event: &&ConsentEvent| {
            event.purpose == *key
                && event.answer == answer
                && event.given_on.is_some_and(|day| day > self.on) == later
                && self.register.consent_by(person, key, event.giver, self.on) == Some(state)
        };
        let events = self.register.consents.get(&person)?;
        events.iter().filter(says_so).max_by_key(|event| (event.given_on, event.entered_at))
    }

    fn answer(&self, recorded: &Recorded) -> AnswerShown {
        let event = &recorded.event;
        let day = |at: Timestamp| at.to_zoned(TimeZone::UTC).date();
        let row = event.evidence.row.map(|row| format!("row {row} of a file"));
        AnswerShown {
            purpose: event.purpose.to_string(),
            answer: event.answer,
            giver: event.giver,
            scope: event.scope,
            given_on: event.given_on,
            expires_on: event.expires_on,
            condition: event.condition.as_ref().map(|condition| condition.text.clone()),
            resolved: event.condition.as_ref().is_some_and(|condition| condition.resolved_by.is_some()),
            unconfirmed: event.method == Method::Verbal { confirmed_by: None } && event.answer == Answer::Granted,
            evidence: event.evidence.document.clone().or(row).unwrap_or_default(),
            entered_by: recorded.entered_by.map(|by| crate::log::login(&self.logins, by)),
            entered_on: day(event.entered_at),
            undone_on: recorded.undone_at.map(day),
        }
    }
}

fn state_shown(key: &PurposeKey, state: ConsentState<'_>) -> StateShown {
    let (state, detail) = match state {
        ConsentState::GrantedIndividual => ("granted", Some("alone too".to_owned())),
        ConsentState::GrantedGroup => ("granted", Some("in groups".to_owned())),
        ConsentState::Undated => ("undated", None),
        ConsentState::Conditional(words) => ("conditional", Some(words.to_owned())),
        ConsentState::NotYet => ("not_yet", None),
        ConsentState::Unknown => ("unknown", None),
        ConsentState::Expired => ("expired", None),
        ConsentState::Withdrawn => ("withdrawn", None),
        ConsentState::Refused => ("refused", None),
    };
    let (giver, since, until, disagree) = (None, None, None, false);
    StateShown { purpose: key.to_string(), state, detail, giver, since, until, disagree }
}

fn summary(name: String, person: &Person) -> PersonSummary {
    PersonSummary { id: person.id.to_string(), name, class: person.class.clone() }
}

/// Everyone whom the text may mean: an identifier, an admission number, or a whole name, legal or as known.
pub(crate) fn candidates(register: &Register, text: &str) -> Vec<PersonId> {
    let text = text.trim();
    if let Ok(id) = text.parse::<PersonId>() {
        return register.people.contains_key(&id).then_some(id).into_iter().collect();
    }
    let by = |test: &dyn Fn(&Person) -> bool| -> Vec<PersonId> {
        register.people.values().filter(|person| test(person)).map(|person| person.id).collect()
    };
    let numbered = by(&|person| person.admission_number.as_deref() == Some(text));
    if !numbered.is_empty() {
        return numbered;
    }
    let typed = words_of(text);
    by(&|person| !typed.is_empty() && whole_names(person).contains(&typed))
}

/// The one person whom the text means.
pub(crate) fn one_person(register: &Register, text: &str) -> Result<PersonId, Refusal> {
    match candidates(register, text).as_slice() {
        [] => Err(Refusal::Unknown { what: "person", text: text.to_owned() }),
        [one] => Ok(*one),
        several => Err(Refusal::SeveralPeople { text: text.to_owned(), count: several.len() }),
    }
}

/// Names of people, for those who may read them.
pub(crate) fn names(people: &BTreeMap<PersonId, Person>, ids: &[PersonId]) -> Vec<String> {
    let name = |id| {
        people.get(id).map_or_else(|| "somebody no longer on the register".to_owned(), |p: &Person| p.names.known_as())
    };
    ids.iter().map(name).collect()
}

fn whole_names(person: &Person) -> [Vec<String>; 3] {
    let names = &person.names;
    [
        words_of(&names.known_as()),
        words_of(&format!("{} {}", names.forename, names.surname)),
        words_of(&format!("{} {}", names.surname, names.forename)),
    ]
}

pub(crate) fn name_words(person: &Person) -> Vec<String> {
    let names = &person.names;
    let parts = [
        Some(&names.forename),
        Some(&names.surname),
        names.preferred_forename.as_ref(),
        names.preferred_surname.as_ref(),
    ];
    parts.into_iter().flatten().flat_map(|part| words_of(part)).collect()
}

/// Lower-case words without accents, as far as `spelling` knows them.
pub(crate) fn words_of(text: &str) -> Vec<String> {
    let plain: String =
        text.chars().flat_map(char::to_lowercase).map(|c| crate::spelling::unaccented(c).unwrap_or(c)).collect();
    plain
        .split(|c: char| !c.is_alphanumeric() && c != '\'' && c != '’')
        .filter(|word| !word.is_empty())
        .map(str::to_owned)
        .collect()
}
