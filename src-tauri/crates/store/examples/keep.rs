//! Keeps a vault of the present form in `tests/kept`: every later version of the program has to open it. Run once after a
//! step was added to the database: `cargo run -p store --example keep --features torture`.

#![expect(clippy::unwrap_used, reason = "run by hand, and looked at")]

use std::path::Path;
use std::sync::atomic::{AtomicU64, Ordering};

use rules::{
    Answer, BatchId, Checklist, ConsentEvent, EventId, Evidence, Giver, Method, Names, Person, PersonId, PersonKind,
    PhotoId, PurposeKey, Role, Scope, Tag, TagId, Timestamp, Who,
};
use store::{Env, KdfCost, NewAccount, NewPhoto, NewVault, PersonEntry, ToSign, Vault};

const HEAD: &str = "Wilhelmina Quarrington";
const HEAD_PASSWORD: &str = "crumpet lantern seven";

/// What the head signs.
const SIGNED: ToSign<'static> = ToSign {
    contents: [5; 32],
    basis: "{\"photos\":[]}",
    checklist: Checklist { dressed: true, reputable: true, fits_purpose: true },
};

fn main() {
    let form = Vault::FORM;
    let kept = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/kept").join(form.to_string());
    std::fs::create_dir_all(&kept).unwrap();
    let calls = AtomicU64::new(0);
    let env = Env::new(
        || Timestamp::from_second(1_790_000_000).unwrap(),
        move |bytes: &mut [u8]| {
            let call = calls.fetch_add(1, Ordering::SeqCst);
            blake3::Hasher::new().update(b"kept").update(&call.to_le_bytes()).finalize_xof().fill(bytes);
        },
        KdfCost::new(8, 1).unwrap(),
    );
    let new = NewVault { school: "Larkspur Primary", head: HEAD, password: HEAD_PASSWORD };
    let (vault, recovery) = Vault::create(&kept.join("vault"), &new, env).unwrap();
    store::atomic::write_atomically(&kept.join("recovery"), recovery.shown().as_bytes()).unwrap();
    fill(&vault);
    assert!(vault.check().unwrap().is_sound());
    println!("kept a vault of form {form} in {}", kept.display());
}

/// A little of everything: the same in every kept vault.
fn fill(vault: &Vault) {
    let id = || vault.env().new_id();
    let office = NewAccount { login: "Office", password: "teapot gravel nine", role: Role::Office, ends_on: None };
    let office = vault.accounts().add(&office).unwrap();
    vault.accounts().authorise(office).unwrap();
    let person = pupil(PersonId::new(id()));
    let entry = PersonEntry { person: person.clone(), upn: Some("H801200001234".to_owned()) };
    vault.people().set(&entry).unwrap();
    vault.consents().add(&granted(EventId::new(id()), person.id)).unwrap();
    let album = vault.albums().named("Autumn walk").unwrap();
    let photos = [1_u8, 2, 3].map(|seed| {
        let photo = PhotoId::new(id());
        vault.photos().add(&NewPhoto::plain(photo, album.id, &[seed; 900])).unwrap();
        photo
    });
    let tag = Tag { id: TagId::new(id()), who: Who::Person(person.id), face: None, region: None };
    vault.edits().tag(photos[0], &tag).unwrap();
    vault.edits().confirm(photos[0]).unwrap();
    vault.photos().delete_now(photos[2]).unwrap();
    let batch = BatchId::new(id());
    vault.batches().make(batch, &PurposeKey::new("website"), "Autumn").unwrap();
    vault.batches().add(batch, &photos[..2]).unwrap();
    vault.batches().submit(batch).unwrap();
    vault.batches().approve(batch, &SIGNED).unwrap();
}

fn pupil(id: PersonId) -> Person {
    Person {
        id,
        kind: PersonKind::Pupil,
        names: Names {
            forename: "Quillon".to_owned(),
            surname: "Marchbanks".to_owned(),
            preferred_forename: None,
            preferred_surname: None,
        },
        class: Some("3 Wren".to_owned()),
        year: Some("3".to_owned()),
        date_of_birth: None,
        admission_number: Some("001".to_owned()),
        left_on: None,
    }
}

fn granted(id: EventId, person: PersonId) -> ConsentEvent {
    ConsentEvent {
        id,
        person,
        purpose: PurposeKey::new("website"),
        answer: Answer::Granted,
        giver: Giver::ParentA,
        given_on: Some("2026-09-02".parse().unwrap()),
        expires_on: None,
        scope: Scope::GroupOnly,
        condition: None,
        method: Method::Paper,
        evidence: Evidence::default(),
        entered_at: Timestamp::from_second(1_790_000_000).unwrap(),
    }
}
