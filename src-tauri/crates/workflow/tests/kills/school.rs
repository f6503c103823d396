//! A made-up school in a folder: a vault, a card, a website's folder, a server share.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use jpeg_encoder::{ColorType, Encoder};
use workflow::register_import::RegisterFile;
use workflow::rules::Role;
use workflow::wire::{Checklist, NewVault, RegisterChoices, Unlock};
use workflow::{App, KdfCost, Session, Stop, Surroundings};

pub(crate) const ALBUM: &str = "Trip";
pub(crate) const HEAD: &str = "Planted Head";
pub(crate) const OFFICE: &str = "Planted Office";
const YES: Checklist = Checklist { dressed: true, reputable: true, fits_purpose: true };
/// The decision asks for a register that is not stale, even where nobody can be seen.
const REGISTER: &str = "admission_no,upn,legal_surname,legal_forename,known_as_surname,known_as_forename,date_of_birth,\
                        year,class,purpose,state,conditions,given_by,relationship,given_on,expires_on,method,\
                        evidence_ref\r\n000001,,Plantedsurname,Aubrey,,,2018-09-01,3,3 Wren,website,refused,,,,2026-09-01,,\
                        form,none\r\n";

/// On 22 November 2026, at ten in the morning.
pub(crate) fn app(folder: &Path) -> App {
    app_on(folder, "2026-11-22")
}

/// At ten in the morning of another day.
pub(crate) fn app_on(folder: &Path, day: &str) -> App {
    let now: jiff::Zoned = format!("{day}T10:00:00+00:00[UTC]").parse().unwrap();
    let surroundings = Surroundings {
        clock: Arc::new(move || now.clone()),
        entropy: Arc::new(|bytes| getrandom::fill(bytes).unwrap()),
        faces: Arc::new(|_, _| Ok(Vec::new())),
        drives: Arc::new(store::Drive::of),
        cards: Arc::new(Vec::new),
        key_cost: KdfCost::new(8, 1).unwrap(),
    };
    App::new(folder.join("vault"), surroundings)
}

pub(crate) fn log_in(folder: &Path, name: &str) -> Session {
    app(folder).unlock(&form(name)).unwrap()
}

/// Login and password.
pub(crate) fn form(name: &str) -> Unlock {
    Unlock { name: name.to_owned(), password: password(name) }
}

fn password(name: &str) -> String {
    format!("{name} password")
}

pub(crate) fn website(folder: &Path) -> PathBuf {
    folder.join("website")
}

/// A vault with two accounts and a register; folders around it.
pub(crate) fn open(folder: &Path) {
    for name in ["website", "share", "card"] {
        std::fs::create_dir(folder.join(name)).unwrap();
    }
    let new = NewVault { school: "Planted School".into(), head: HEAD.into(), password: password(HEAD) };
    let (head, _) = app(folder).create(&new).unwrap();
    head.account_add(OFFICE, Role::Office, None, &password(OFFICE)).unwrap();
    head.account_authorise(OFFICE).unwrap();
    let register = RegisterFile { name: "register.csv", bytes: REGISTER.as_bytes(), map: None };
    head.register_import(&register, &RegisterChoices::default()).unwrap();
}

/// Puts a picture on the card; each number draws another, its digits as stripes that no coding takes for each other.
pub(crate) fn put_picture(folder: &Path, number: u32) {
    let stripe = move |x: u32| if number >> (x / 8) & 1 == 1 { 230 } else { 20 };
    let pixels: Vec<u8> =
        (0..80_u32).flat_map(|y| (0..120_u32).flat_map(move |x| [x * 2, y * 3, stripe(x)].map(|v| v as u8))).collect();
    let mut bytes = Vec::new();
    let mut encoder = Encoder::new(&mut bytes, 90);
    encoder.add_app_segment(1, b"Exif\0\0a planted place".to_vec()).unwrap();
    encoder.encode(&pixels, 120, 80, ColorType::Rgb).unwrap();
    let path = folder.join("card").join(format!("{number:05}.jpg"));
    store::atomic::write_flushed(&path, &bytes, None).unwrap();
}

/// Imports the card; every outcome that names a photo.
pub(crate) fn import(session: &Session, folder: &Path) -> Vec<String> {
    let report = session.import(&folder.join("card"), ALBUM, &Stop::default(), &mut |_| {}).unwrap();
    report.files.into_iter().map(|file| file.photo.unwrap_or_else(|| panic!("{:?}", file.reason))).collect()
}

/// Released by the head, looked at for faces and confirmed.
pub(crate) fn account_for(session: &Session, photos: &[String]) {
    session.devices_release(photos, None, "planted reason").unwrap();
    session.faces_look(&Stop::default(), &mut |_| {}).unwrap();
    for photo in photos {
        session.photo_confirm(photo, "website").unwrap();
    }
}

/// A batch of these photos, handed to the head.
pub(crate) fn submit(session: &Session, photos: &[String]) -> String {
    let batch = session.batch_new("website", "Autumn walk").unwrap().summary.id;
    session.batch_add(&batch, photos).unwrap();
    for photo in photos {
        session.batch_caption(&batch, photo, "A planted caption", "A path").unwrap();
    }
    session.batch_submit(&batch).unwrap();
    batch
}

pub(crate) fn approve(session: &Session, batch: &str) {
    session.batch_approve(batch, YES).unwrap();
}
