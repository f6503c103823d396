//! What the process does that is killed. Each step is reported once it returned.

use std::path::Path;

use rules::{
    BatchId, BatchItem, Checklist, EventId, Names, Person, PersonId, PersonKind, PhotoId, PurposeKey, Region, Role,
    Timestamp,
};
use store::{
    Env, KdfCost, NewAccount, NewPhoto, NewVault, Opener, PersonEntry, Publication, RegisterChange, ToSign, Vault,
};

use crate::kept;

pub(crate) const HEAD: &str = "Wilhelmina Quarrington";
pub(crate) const PASSWORD: &str = "crumpet lantern seven";
pub(crate) const NEW_PASSWORD: &str = "kettle orchard six";
pub(crate) const OFFICE: &str = "Barnaby Thistlewood";
pub(crate) const OFFICE_PASSWORDS: [&str; 2] = ["teapot gravel nine", "sparrow bucket two"];
/// Begins every picture and stands in every name: must be found nowhere.
pub(crate) const PLANTED: &str = "Featherstonehaugh";

/// A piece of work.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Work {
    Create,
    Import,
    Register,
    Batch,
    Export,
    Password,
    /// An account is added, authorised, given another password, disabled.
    Accounts,
    Delete,
    Purge,
    Backup,
    Restore,
    /// A vault of the first form is opened.
    Migrate,
    /// A little of everything, for ever.
    Mixed,
}

impl Work {
    /// All work that ends.
    pub(crate) const ALL: [Self; 12] = [
        Self::Create,
        Self::Import,
        Self::Register,
        Self::Batch,
        Self::Export,
        Self::Password,
        Self::Accounts,
        Self::Delete,
        Self::Purge,
        Self::Backup,
        Self::Restore,
        Self::Migrate,
    ];

    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Create => "create",
            Self::Import => "import",
            Self::Register => "register",
            Self::Batch => "batch",
            Self::Export => "export",
            Self::Password => "password",
            Self::Accounts => "accounts",
            Self::Delete => "delete",
            Self::Purge => "purge",
            Self::Backup => "backup",
            Self::Restore => "restore",
            Self::Migrate => "migrate",
            Self::Mixed => "mixed",
        }
    }

    /// Makes what the work begins with.
    pub(crate) fn prepare(self, folder: &Path) {
        if self == Self::Create {
            return;
        }
        if self == Self::Migrate {
            return kept::copy_of(1, &folder.join("vault"));
        }
        let vault = create(folder);
        for seed in 1..=2 {
            import(&vault, seed);
        }
        if self == Self::Restore || self == Self::Backup {
            vault.backup(&folder.join("backup")).unwrap();
            import(&vault, 3);
            let album = vault.albums().named("Autumn walk").unwrap();
            let first = vault.photos().in_album(album.id).unwrap()[0].id;
            vault.photos().delete_now(first).unwrap();
        }
    }

    pub(crate) fn run(self, folder: &Path, report: &mut dyn FnMut(String)) {
        match self {
            Self::Create => {
                create(folder);
                report("created".to_owned());
            }
            Self::Import => {
                let vault = unlock(folder);
                for seed in 11..=13 {
                    report(format!("photo {} {seed}", import(&vault, seed)));
                }
            }
            Self::Register => register(&unlock(folder), 5, report),
            Self::Batch => {
                let vault = unlock(folder);
                batch(&vault, &all_photos(&vault), report);
            }
            Self::Export => export(&unlock(folder), report),
            Self::Password => {
                let vault = unlock(folder);
                vault.accounts().change_password(PASSWORD, NEW_PASSWORD).unwrap();
                report("password".to_owned());
            }
            Self::Accounts => accounts(&unlock(folder), report),
            Self::Delete => delete(&unlock(folder), report),
            Self::Purge => purge(&unlock(folder), report),
            Self::Migrate => {
                drop(unlock(folder));
                report("migrated".to_owned());
            }
            Self::Backup => {
                unlock(folder).backup(&folder.join("backup")).unwrap();
                report("backup 2".to_owned());
            }
            Self::Restore => {
                let opener = Opener::Password { login: HEAD, password: PASSWORD };
                let place = folder.join("vault");
                Vault::restore(&folder.join("backup"), &place, &opener, env(), &|role| role == Role::Head).unwrap();
                report("restored".to_owned());
            }
            Self::Mixed => {
                let vault = unlock(folder);
                report("working".to_owned());
                for seed in 100.. {
                    report(format!("photo {} {seed}", import(&vault, seed)));
                    register(&vault, 2, report);
                    export(&vault, report);
                    if seed % 3 == 0 {
                        delete(&vault, report);
                    }
                    if seed % 5 == 0 {
                        purge(&vault, report);
                    }
                    if seed % 4 == 0 {
                        vault.backup(&folder.join("backup")).unwrap();
                    }
                }
            }
        }
    }
}

pub(crate) fn env() -> Env {
    Env::new(
        || Timestamp::from_second(1_790_000_000).unwrap(),
        |bytes: &mut [u8]| getrandom::fill(bytes).unwrap(),
        KdfCost::new(8, 1).unwrap(),
    )
}

fn create(folder: &Path) -> Vault {
    let new = NewVault { school: PLANTED, head: HEAD, password: PASSWORD };
    Vault::create(&folder.join("vault"), &new, env()).unwrap().0
}

fn unlock(folder: &Path) -> Vault {
    Vault::unlock(&folder.join("vault"), HEAD, PASSWORD, env()).unwrap().0
}

/// The picture of a seed; the same seed gives other bytes of the same content in each vault only by encryption.
pub(crate) fn picture(id: PhotoId, seed: u32) -> Vec<u8> {
    let mut bytes = format!("\u{ff}\u{d8}Exif {PLANTED} {id} {seed}").into_bytes();
    bytes.resize(90_000, 7);
    bytes
}

fn import(vault: &Vault, seed: u32) -> PhotoId {
    let album = vault.albums().named("Autumn walk").unwrap().id;
    let id = PhotoId::new(vault.env().new_id());
    let bytes = picture(id, seed);
    let new = NewPhoto { thumb: &bytes[..4000], preview: &bytes[..40_000], ..NewPhoto::plain(id, album, &bytes) };
    vault.photos().add(&new).unwrap().id
}

/// An import of a register of so many pupils.
fn register(vault: &Vault, pupils: usize, report: &mut dyn FnMut(String)) {
    let people = (0..pupils).map(|_| PersonEntry {
        person: Person {
            id: PersonId::new(vault.env().new_id()),
            kind: PersonKind::Pupil,
            names: Names {
                forename: "Quillon".to_owned(),
                surname: PLANTED.to_owned(),
                preferred_forename: None,
                preferred_surname: None,
            },
            class: None,
            year: None,
            date_of_birth: None,
            admission_number: None,
            left_on: None,
        },
        upn: None,
    });
    let change = RegisterChange {
        id: EventId::new(vault.env().new_id()),
        file_hash: "ab".repeat(32),
        current_on: "2026-09-20".parse().unwrap(),
        people: people.collect(),
        consents: Vec::new(),
        do_not_publish: Vec::new(),
        objections: Vec::new(),
    };
    let first = change.people[0].person.id;
    vault.people().apply_register(&change).unwrap();
    report(format!("person {first}"));
}

fn all_photos(vault: &Vault) -> Vec<PhotoId> {
    let album = vault.albums().named("Autumn walk").unwrap().id;
    vault.photos().in_album(album).unwrap().iter().map(|photo| photo.id).collect()
}

/// An account's whole life.
fn accounts(vault: &Vault, report: &mut dyn FnMut(String)) {
    let [first, second] = OFFICE_PASSWORDS;
    let new = NewAccount { login: OFFICE, password: first, role: Role::Office, ends_on: None };
    let account = vault.accounts().add(&new).unwrap();
    report("account added".to_owned());
    vault.accounts().authorise(account).unwrap();
    report("account authorised".to_owned());
    vault.accounts().reset_password(account, second).unwrap();
    report("account reset".to_owned());
    vault.accounts().disable(account).unwrap();
    report("account disabled".to_owned());
}

/// What the head signs.
const SIGNED: ToSign<'static> = ToSign {
    contents: [5; 32],
    basis: "{}",
    checklist: Checklist { dressed: true, reputable: true, fits_purpose: true },
};

/// A batch that is captioned, submitted, returned, submitted again and approved.
fn batch(vault: &Vault, photos: &[PhotoId], report: &mut dyn FnMut(String)) -> BatchId {
    let batch = BatchId::new(vault.env().new_id());
    vault.batches().make(batch, &PurposeKey::new("website"), PLANTED).unwrap();
    vault.batches().add(batch, photos).unwrap();
    let caption = format!("{PLANTED} on the path");
    let texts = BatchItem { photo: photos[0], caption: caption.clone(), alt_text: caption, credit: String::new() };
    vault.batches().set_texts(batch, &texts).unwrap();
    report(format!("captioned {batch} {}", photos.len()));
    vault.batches().submit(batch).unwrap();
    report(format!("submitted {batch}"));
    vault.batches().give_back(batch, PLANTED).unwrap();
    report(format!("returned {batch}"));
    vault.batches().submit(batch).unwrap();
    vault.batches().approve(batch, &SIGNED).unwrap();
    report(format!("approved {batch}"));
    batch
}

/// A batch of all photos, edited, submitted, approved, exported.
fn export(vault: &Vault, report: &mut dyn FnMut(String)) {
    let photos = all_photos(vault);
    let Some(&first) = photos.first() else { return };
    let crop = Region::new(0.0, 0.0, 0.5, 0.5);
    vault.edits().set_crop(first, crop).unwrap();
    vault.edits().confirm(first).unwrap();
    report(format!("confirmed {first}"));
    let batch = batch(vault, &photos, report);
    let file = Publication {
        id: vault.env().new_id(),
        photo: first,
        purpose: PurposeKey::new("website"),
        file_name: "autumn-01.jpg".to_owned(),
        file_hash: [8; 32],
        likeness: None,
        persons: Vec::new(),
        consents: Vec::new(),
        batch: Some(batch),
        at: vault.env().now(),
        published_by: None,
        approved_by: None,
        taken_down_at: None,
        taken_down_by: None,
        statement: None,
        basis: None,
    };
    vault.ledger().record_export(batch, std::slice::from_ref(&file)).unwrap();
    report(format!("published {} {first}", file.id));
}

fn delete(vault: &Vault, report: &mut dyn FnMut(String)) {
    if let Some(&photo) = all_photos(vault).last() {
        vault.photos().delete_now(photo).unwrap();
        report(format!("deleted {photo}"));
    }
}

/// Photos whose time is up.
fn purge(vault: &Vault, report: &mut dyn FnMut(String)) {
    let photos = all_photos(vault);
    let due = &photos[..photos.len().min(2)];
    vault.photos().purge(due).unwrap();
    for photo in due {
        report(format!("deleted {photo}"));
    }
}
