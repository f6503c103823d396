//! Consent events. They are only added; what a second person said about one stands beside it.

use std::collections::BTreeMap;

use jiff::Timestamp;
use rules::{AccountId, Condition, ConsentEvent, EventId, Evidence, Method, PersonId};
use rusqlite::{Connection, params};
use serde_json::json;

use crate::error::{Result, StoreError};
use crate::log::Action;
use crate::row::{self, Row};
use crate::vault::{Change, Vault};

/// Consent events of the vault.
pub struct Consents<'v>(pub(crate) &'v Vault);

const SELECT: &str = "SELECT consents.*,
    (SELECT by_account FROM consent_notes WHERE event = id AND kind = 'confirmed') AS confirmed_by,
    (SELECT by_account FROM consent_notes WHERE event = id AND kind = 'resolved') AS resolved_by FROM consents";

/// Events of an import that was undone no longer count.
const COUNTS: &str = "(import IS NULL OR import NOT IN (SELECT import FROM register_undos))";

/// An event on record, with who entered it and whether it still counts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Recorded {
    /// The event.
    pub event: ConsentEvent,
    /// Who entered or imported it; `None` is the recovery key, or a version that did not note it.
    pub entered_by: Option<AccountId>,
    /// When its import was undone: since then it does not count.
    pub undone_at: Option<Timestamp>,
}

impl Consents<'_> {
    /// Events about one person that count, oldest entry first.
    ///
    /// # Errors
    /// Where the database cannot be read.
    pub fn of(&self, person: PersonId) -> Result<Vec<ConsentEvent>> {
        let sql = format!("{SELECT} WHERE person = ?1 AND {COUNTS} ORDER BY entered_at, id");
        self.0.read(|c| row::all(c, &sql, [person.to_string()], read))
    }

    /// Everything on record about one person, what an undone import brought included, oldest entry first.
    ///
    /// # Errors
    /// Where the database cannot be read.
    pub fn history(&self, person: PersonId) -> Result<Vec<Recorded>> {
        let sql = format!(
            "SELECT recorded.*, undos.at AS undone_at FROM ({SELECT}) AS recorded
             LEFT JOIN register_undos AS undos ON undos.import = recorded.import
             WHERE recorded.person = ?1 ORDER BY entered_at, id"
        );
        self.0.read(|c| {
            row::all(c, &sql, [person.to_string()], |row| {
                Ok(Recorded {
                    event: read(row)?,
                    entered_by: row::maybe(row, "entered_by")?,
                    undone_at: row::maybe(row, "undone_at")?,
                })
            })
        })
    }

    /// Adds an event. One that is there already stays as it is.
    ///
    /// # Errors
    /// Where the database cannot be written.
    pub fn add(&self, event: &ConsentEvent) -> Result<()> {
        self.0.change(|change| {
            if put(change, event, None)? {
                let about = json!({ "purpose": event.purpose, "answer": event.answer, "event": event.id });
                change.log(Action::ConsentAdded, event.person, &about)?;
            }
            Ok(())
        })
    }

    /// The account at work confirms that it heard a spoken grant: somebody else than who entered it.
    ///
    /// # Errors
    /// [`StoreError::NotFound`], [`StoreError::WrongState`] for who entered it, [`StoreError::CannotSign`] under the
    /// recovery key.
    pub fn confirm_spoken(&self, event: EventId) -> Result<()> {
        let sql = "SELECT entered_by FROM consents WHERE id = ?1";
        let by = self.0.read(|c| row::first(c, sql, [event.to_string()], |row| row::maybe(row, "entered_by")))?;
        if self.0.actor.is_some() && by.flatten() == self.0.actor {
            return Err(StoreError::WrongState("whoever entered a spoken answer does not confirm it too"));
        }
        self.note(event, "confirmed", Action::ConsentConfirmed)
    }

    /// The account at work says that the event's condition does not stand in the way.
    ///
    /// # Errors
    /// [`StoreError::NotFound`], [`StoreError::CannotSign`] under the recovery key.
    pub fn resolve_condition(&self, event: EventId) -> Result<()> {
        self.note(event, "resolved", Action::ConditionResolved)
    }

    fn note(&self, event: EventId, kind: &str, action: Action) -> Result<()> {
        self.0.change(|change| {
            let actor = change.actor().ok_or(StoreError::CannotSign)?;
            let id = event.to_string();
            row::first(change, "SELECT 1 FROM consents WHERE id = ?1", [&id], |_| Ok(()))?
                .ok_or(StoreError::NotFound("consent event"))?;
            let sql = "INSERT INTO consent_notes (event, school, kind, by_account) VALUES (?1, ?2, ?3, ?4)
                       ON CONFLICT DO NOTHING";
            if row::run(change, sql, params![id, change.school(), kind, actor])? > 0 {
                change.log(action, event, &json!({}))?;
            }
            Ok(())
        })
    }
}

/// Adds an event, with the import that brought it and what was noted about it; tells whether it is new.
pub(crate) fn put(change: &Change<'_>, event: &ConsentEvent, import: Option<&str>) -> Result<bool> {
    let (method, confirmed_by) = match event.method {
        Method::Form => ("form", None),
        Method::Mis => ("mis", None),
        Method::Paper => ("paper", None),
        Method::Verbal { confirmed_by } => ("verbal", confirmed_by),
        Method::Online => ("online", None),
    };
    let added = row::run(
        change,
        "INSERT INTO consents (id, school, person, purpose, answer, giver, given_on, expires_on, scope, condition,
            method, file_hash, file_row, document, entered_at, import, entered_by)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17)
         ON CONFLICT (id) DO NOTHING",
        params![
            event.id.to_string(),
            change.school(),
            event.person.to_string(),
            event.purpose.as_str(),
            row::to_word(&event.answer)?,
            row::to_word(&event.giver)?,
            event.given_on.map(|day| day.to_string()),
            event.expires_on.map(|day| day.to_string()),
            row::to_word(&event.scope)?,
            event.condition.as_ref().map(|condition| &condition.text),
            method,
            event.evidence.file_hash,
            event.evidence.row,
            event.evidence.document,
            row::instant(event.entered_at),
            import,
            change.actor(),
        ],
    )? > 0;
    let resolved_by = event.condition.as_ref().and_then(|condition| condition.resolved_by);
    for (kind, by) in [("confirmed", confirmed_by), ("resolved", resolved_by)] {
        if let (Some(by), true) = (by, added) {
            let sql = "INSERT INTO consent_notes (event, school, kind, by_account) VALUES (?1, ?2, ?3, ?4)";
            row::run(change, sql, params![event.id.to_string(), change.school(), kind, by.to_string()])?;
        }
    }
    Ok(added)
}

pub(crate) fn by_person(connection: &Connection) -> Result<BTreeMap<PersonId, Vec<ConsentEvent>>> {
    let mut people: BTreeMap<PersonId, Vec<ConsentEvent>> = BTreeMap::new();
    for event in row::all(connection, &format!("{SELECT} WHERE {COUNTS} ORDER BY entered_at, id"), [], read)? {
        people.entry(event.person).or_default().push(event);
    }
    Ok(people)
}

fn read(row: &Row<'_>) -> Result<ConsentEvent> {
    let confirmed_by: Option<AccountId> = row::maybe(row, "confirmed_by")?;
    let resolved_by: Option<AccountId> = row::maybe(row, "resolved_by")?;
    Ok(ConsentEvent {
        id: row::text(row, "id")?,
        person: row::text(row, "person")?,
        purpose: rules::PurposeKey(row.get("purpose")?),
        answer: row::word(row, "answer")?,
        giver: row::word(row, "giver")?,
        given_on: row::maybe(row, "given_on")?,
        expires_on: row::maybe(row, "expires_on")?,
        scope: row::word(row, "scope")?,
        condition: row.get::<_, Option<String>>("condition")?.map(|text| Condition { text, resolved_by }),
        method: match row.get::<_, String>("method")?.as_str() {
            "form" => Method::Form,
            "mis" => Method::Mis,
            "paper" => Method::Paper,
            "verbal" => Method::Verbal { confirmed_by },
            "online" => Method::Online,
            _ => return Err(StoreError::damaged("a row")),
        },
        evidence: Evidence {
            file_hash: row.get("file_hash")?,
            row: row.get("file_row")?,
            document: row.get("document")?,
        },
        entered_at: row::text(row, "entered_at")?,
    })
}
