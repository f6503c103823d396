//! The leavers' sweep (P16): what the school still holds of people who have left, and what it decides about that. Copies that are
//! out are on the takedown list already (`crate::takedown`); here it is about what is held.

use std::collections::{BTreeMap, BTreeSet};

use rules::{AccountId, Date, EventId, Person, PersonId, PhotoId};
use store::{LeaverDecision, Publication, Remaining};

use crate::error::{Error, Refusal};
use crate::people::{names, one_person};
use crate::register::Expiry;
use crate::rights::Action;
use crate::session::Session;
use crate::wire::{KeptShown, LeaverHeld, LeaverPhoto, PutForward};

/// Everything that the sweep looks at.
struct Sweep {
    today: Date,
    people: BTreeMap<PersonId, Person>,
    remaining: Vec<Remaining>,
    decisions: BTreeMap<PersonId, LeaverDecision>,
    /// Copies that are out.
    out: Vec<Publication>,
    logins: BTreeMap<AccountId, String>,
}

impl Session {
    /// What is held of everybody whose last day was this one or an earlier one; of everybody who has left, where none is given.
    /// A day to come shows the year's leavers beforehand.
    ///
    /// # Errors
    /// Refused to all but office and head.
    pub fn leavers(&self, last_day: Option<Date>) -> Result<Vec<LeaverHeld>, Error> {
        self.may(Action::ReviewRetention)?;
        let sweep = self.sweep(last_day)?;
        let leavers = sweep.leavers().into_iter().map(|person| self.leaver_held(&sweep, person));
        leavers.collect()
    }

    /// Puts photos of one leaver, or of all for whom nothing else was decided, forward: they are due from then on, used for
    /// nothing more, and destroyed when the head purges. Photos on which somebody still at the school can be seen stay unless
    /// `with_others`; those of another leaver whose photos are kept stay in any case.
    ///
    /// # Errors
    /// Refused to all but office and head, and for somebody who has not left.
    pub fn leavers_put_forward(&self, person: Option<&str>, with_others: bool) -> Result<PutForward, Error> {
        self.may(Action::ReviewRetention)?;
        let sweep = self.sweep(None)?;
        let chosen = match person {
            Some(text) => BTreeSet::from([sweep.one_who_left(self, text)?]),
            None => sweep.leavers().into_iter().filter(|person| sweep.kept(*person).is_none()).collect(),
        };
        // Named alone, somebody is put forward also where nothing is left to hold: that ends what kept it.
        let named = chosen.iter().filter(|_| person.is_some()).map(|person| (*person, Vec::new()));
        let mut of: BTreeMap<PersonId, Vec<PhotoId>> = named.collect();
        let (mut go, mut stay) = (0, 0);
        for remaining in &sweep.remaining {
            let leavers = remaining.persons.iter().filter(|person| chosen.contains(person));
            if remaining.held || leavers.clone().next().is_none() {
                continue;
            }
            if sweep.is_kept(remaining, &chosen) || (!with_others && sweep.is_with_others(remaining, &chosen)) {
                stay += 1;
                continue;
            }
            go += 1;
            for leaver in leavers {
                of.entry(*leaver).or_default().push(remaining.photo);
            }
        }
        let of: Vec<_> = of.into_iter().collect();
        self.vault().leavers().put_forward(&of)?;
        Ok(PutForward { people: of.len(), photos: go, stay })
    }

    /// Keeps what is held of a leaver until a day, the end of this school year where none is given, for a reason that is
    /// recorded. What was put forward is not any more.
    ///
    /// # Errors
    /// Refused to all but office and head, without a reason, until a day that is not to come, and for somebody who has not left.
    pub fn leaver_keep(&self, person: &str, because: &str, until: Option<Date>) -> Result<(), Error> {
        self.may(Action::ReviewRetention)?;
        let because = because.trim();
        if because.is_empty() {
            return Err(Refusal::Missing { what: "A reason" }.into());
        }
        let sweep = self.sweep(None)?;
        let until = until.or_else(|| Expiry::default().after(sweep.today)).unwrap_or(sweep.today);
        if until <= sweep.today {
            return Err(Refusal::NotA { expected: "a day to come", text: until.to_string() }.into());
        }
        let leaver = sweep.one_who_left(self, person)?;
        let id = self.surroundings().new_id(EventId::new);
        let photos: Vec<PhotoId> = sweep.photos_of(leaver).map(|remaining| remaining.photo).collect();
        Ok(self.vault().leavers().keep(id, leaver, until, because, &photos)?)
    }

    /// Takes photos off the list of what is due, where they were put forward.
    ///
    /// # Errors
    /// Refused to all but office and head, and when there is no such photo.
    pub fn retention_spare(&self, photos: &[String]) -> Result<(), Error> {
        self.may(Action::ReviewRetention)?;
        let photos: Vec<PhotoId> = photos.iter().map(|photo| self.photo_id(photo)).collect::<Result<_, _>>()?;
        for photo in photos {
            self.vault().photos().hold_for_deletion(photo, false)?;
        }
        Ok(())
    }

    /// Leavers about whom something is still to be decided: for the review list.
    pub(crate) fn leavers_open(&self) -> Result<Vec<LeaverHeld>, Error> {
        let sweep = self.sweep(None)?;
        let open = |person: &PersonId| {
            sweep.kept(*person).is_none() && sweep.photos_of(*person).any(|remaining| !remaining.held)
        };
        sweep.leavers().into_iter().filter(open).map(|person| self.leaver_held(&sweep, person)).collect()
    }

    fn sweep(&self, last_day: Option<Date>) -> Result<Sweep, Error> {
        let today = self.today()?;
        let last_day = last_day.or_else(|| today.yesterday().ok()).unwrap_or(today);
        let mut people = self.vault().register()?.people;
        // The others are needed for nothing but to be told apart from them.
        let left = |person: &Person| person.left_on.is_some_and(|day| day <= last_day);
        people.retain(|_, person| left(person));
        let mut out = self.vault().ledger().all()?;
        out.retain(|copy| copy.taken_down_at.is_none());
        let remaining = self.vault().leavers().remaining(last_day)?;
        let decisions = self.vault().leavers().decisions()?;
        Ok(Sweep { today, people, remaining, decisions, out, logins: self.logins()? })
    }

    fn leaver_held(&self, sweep: &Sweep, person: PersonId) -> Result<LeaverHeld, Error> {
        let alone = BTreeSet::from([person]);
        let photo = |remaining: &Remaining| {
            Ok(LeaverPhoto {
                photo: remaining.photo.to_string(),
                place: self.place_of(remaining.photo)?,
                published: sweep.out.iter().any(|copy| copy.photo == remaining.photo),
                with_others: sweep.is_with_others(remaining, &alone) || sweep.is_kept(remaining, &alone),
                put_forward: remaining.held,
            })
        };
        let kept = sweep.kept(person).map(|(decision, until, reason)| KeptShown {
            until,
            reason: reason.to_owned(),
            at: decision.at.to_string(),
            by: decision.by.map(|by| crate::log::login(&sweep.logins, by)),
        });
        let out = sweep.out.iter().filter(|copy| copy.persons.contains(&person));
        Ok(LeaverHeld {
            person: person.to_string(),
            name: names(&sweep.people, &[person]).join(""),
            left_on: sweep.people.get(&person).and_then(|person| person.left_on),
            photos: sweep.photos_of(person).map(photo).collect::<Result<_, Error>>()?,
            out: out.map(|copy| self.published_shown(copy)).collect::<Result<_, _>>()?,
            kept,
        })
    }
}

impl Sweep {
    /// Everybody who has left and of whom something is held, by name.
    fn leavers(&self) -> Vec<PersonId> {
        let on_photos = self.remaining.iter().flat_map(|remaining| &remaining.persons);
        let on_copies = self.out.iter().flat_map(|copy| &copy.persons);
        let shown: BTreeSet<PersonId> = on_photos.chain(on_copies).copied().collect();
        let mut found: Vec<&Person> = self.people.values().filter(|person| shown.contains(&person.id)).collect();
        found.sort_by_cached_key(|person| (person.names.known_as(), person.id));
        found.into_iter().map(|person| person.id).collect()
    }

    /// The decision by which what is held of somebody is kept for now.
    fn kept(&self, person: PersonId) -> Option<(&LeaverDecision, Date, &str)> {
        let decision = self.decisions.get(&person)?;
        let (until, reason) = decision.kept.as_ref()?;
        (*until > self.today).then_some((decision, *until, reason.as_str()))
    }

    /// Photos that show somebody, or his or her work.
    fn photos_of(&self, person: PersonId) -> impl Iterator<Item = &Remaining> {
        self.remaining.iter().filter(move |remaining| remaining.persons.contains(&person))
    }

    /// Whether somebody on the photo is still at the school.
    fn is_with_others(&self, remaining: &Remaining, leavers: &BTreeSet<PersonId>) -> bool {
        remaining.persons.iter().any(|person| !leavers.contains(person) && !self.people.contains_key(person))
    }

    /// Whether another leaver on the photo is kept.
    fn is_kept(&self, remaining: &Remaining, leavers: &BTreeSet<PersonId>) -> bool {
        remaining.persons.iter().any(|person| !leavers.contains(person) && self.kept(*person).is_some())
    }

    /// The one whom the text means, if he or she has left.
    fn one_who_left(&self, session: &Session, text: &str) -> Result<PersonId, Error> {
        let person = one_person(&session.vault().register()?, text)?;
        if self.people.contains_key(&person) {
            return Ok(person);
        }
        Err(Refusal::NotNow { why: "this person is still at the school" }.into())
    }
}
