//! A made-up school with a clock that stands still until it is moved.

use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, AtomicU64, Ordering};

use rules::{
    AccountId, Answer, ConsentEvent, EventId, Evidence, Giver, Method, Names, Person, PersonId, PersonKind, PhotoId,
    PurposeKey, Role, Scope, Timestamp,
};
/// The implementation that the suite is run on: another one changes this line, and `store` to its own crate.
pub(crate) use store::Vault;
use store::{Album, Env, KdfCost, NewAccount, NewPhoto, NewVault, Opener, Photo, RecoveryKey, Restored};
use tempfile::TempDir;

pub(crate) const HEAD: &str = "Wilhelmina Quarrington";
pub(crate) const HEAD_PASSWORD: &str = "crumpet lantern seven";
pub(crate) const OFFICE: &str = "Barnaby Thistlewood";
pub(crate) const OFFICE_PASSWORD: &str = "teapot gravel nine";

/// A school whose vault lies in a temporary folder.
pub(crate) struct School {
    pub(crate) folder: TempDir,
    pub(crate) env: Env,
    pub(crate) recovery: RecoveryKey,
    pub(crate) now: Arc<AtomicI64>,
}

impl School {
    /// A new vault, open for the head.
    pub(crate) fn open() -> (Self, Vault) {
        let folder = TempDir::new().unwrap();
        let now = Arc::new(AtomicI64::new(1_790_000_000));
        let env = env(&now);
        let new = NewVault { school: "Larkspur Primary", head: HEAD, password: HEAD_PASSWORD };
        let (vault, recovery) = Vault::create(&folder.path().join("vault"), &new, env.clone()).unwrap();
        (Self { folder, env, recovery, now }, vault)
    }

    pub(crate) fn path(&self) -> std::path::PathBuf {
        self.folder.path().join("vault")
    }

    pub(crate) fn unlock(&self, login: &str, password: &str) -> store::Result<Vault> {
        Vault::unlock(&self.path(), login, password, self.env.clone()).map(|(vault, _)| vault)
    }

    /// Restores as somebody who may.
    pub(crate) fn restore(&self, backup: &Path, to: &Path, opener: &Opener<'_>) -> store::Result<Restored> {
        Vault::restore(backup, to, opener, self.env.clone(), &|_| true)
    }

    pub(crate) fn wait(&self, seconds: i64) {
        self.now.fetch_add(seconds, Ordering::SeqCst);
    }
}

/// Cheap password tries; bytes that differ at every call and between schools.
pub(crate) fn env(now: &Arc<AtomicI64>) -> Env {
    let clock = Arc::clone(now);
    static SCHOOLS: AtomicU64 = AtomicU64::new(0);
    let seed = SCHOOLS.fetch_add(1, Ordering::SeqCst);
    let calls = AtomicU64::new(0);
    Env::new(
        move || Timestamp::from_second(clock.load(Ordering::SeqCst)).unwrap(),
        move |bytes: &mut [u8]| {
            let call = calls.fetch_add(1, Ordering::SeqCst);
            blake3::Hasher::new().update(&seed.to_le_bytes()).update(&call.to_le_bytes()).finalize_xof().fill(bytes);
        },
        KdfCost::new(8, 1).unwrap(),
    )
}

/// An office account that may log in.
pub(crate) fn office(vault: &Vault) -> AccountId {
    let new = NewAccount { login: OFFICE, password: OFFICE_PASSWORD, role: Role::Office, ends_on: None };
    let account = vault.accounts().add(&new).unwrap();
    vault.accounts().authorise(account).unwrap();
    account
}

pub(crate) fn pupil(vault: &Vault, forename: &str, surname: &str) -> Person {
    Person {
        id: PersonId::new(vault.env().new_id()),
        kind: PersonKind::Pupil,
        names: Names {
            forename: forename.to_owned(),
            surname: surname.to_owned(),
            preferred_forename: None,
            preferred_surname: None,
        },
        class: Some("3 Wren".to_owned()),
        year: Some("3".to_owned()),
        date_of_birth: Some("2018-03-04".parse().unwrap()),
        admission_number: None,
        left_on: None,
    }
}

pub(crate) fn granted(vault: &Vault, person: PersonId) -> ConsentEvent {
    ConsentEvent {
        id: EventId::new(vault.env().new_id()),
        person,
        purpose: PurposeKey::new("website"),
        answer: Answer::Granted,
        giver: Giver::ParentA,
        given_on: Some("2026-09-02".parse().unwrap()),
        expires_on: None,
        scope: Scope::GroupOnly,
        condition: None,
        method: Method::Paper,
        evidence: Evidence { document: Some("form 12".to_owned()), ..Evidence::default() },
        entered_at: vault.env().now(),
    }
}

/// A photo of these bytes; all three files are made of them.
pub(crate) fn photo(vault: &Vault, album: &Album, bytes: &[u8]) -> store::Result<Photo> {
    let id = PhotoId::new(vault.env().new_id());
    vault.photos().add(&NewPhoto {
        width: 4000,
        height: 3000,
        orientation: 6,
        taken_at: Some("2026-10-09T11:12:13".parse().unwrap()),
        make: Some("Fernlight"),
        model: Some("F200"),
        serial: Some("0042"),
        import_names: &["DSC_0007.JPG".to_owned()],
        thumb: &bytes[..bytes.len() / 8],
        preview: &bytes[..bytes.len() / 2],
        ..NewPhoto::plain(id, album.id, bytes)
    })
}
