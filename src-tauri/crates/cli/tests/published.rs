//! The built command after the export: exported again, found, explained, taken down.

mod desk;
#[path = "desk/drawing.rs"]
mod drawing;

use std::path::Path;
use std::sync::OnceLock;

use desk::{Desk, text};
use drawing::Drawing;
use serde_json::Value;

const REGISTER: &str = "\
admission_no,upn,legal_surname,legal_forename,known_as_surname,known_as_forename,date_of_birth,year,class,purpose,state,conditions,given_by,relationship,given_on,expires_on,method,evidence_ref\r
001,,Applethorn,Elowen,,,2018-09-01,3,3 Wren,website,granted,,A Applethorn,mother,2026-01-03,2099-08-31,form,1\r
";

/// A school whose one batch of two pictures is approved, and its batch; made once for all. Nothing where the program has no
/// face detector.
fn approved() -> Option<(Desk, String)> {
    static MADE: OnceLock<Option<(Desk, String)>> = OnceLock::new();
    let made = MADE.get_or_init(|| {
        let desk = desk::school();
        desk.bring_in(REGISTER);
        if !desk.finds_faces("Office") {
            return None;
        }
        for number in 1..=2 {
            desk.put(&format!("card/{number}.jpg"), &Drawing::hills(number).jpeg(92));
        }
        desk.answer(0, "Office", &["import", &desk.path("card"), "--album", "Trip"]);
        desk.answer(0, "Head", &["device", "release", "--album", "Trip", "--because", "Drawn at school"]);
        let photos = ["Trip/1", "Trip/2"];
        for photo in photos {
            desk.answer(0, "Office", &["tag", photo, "Elowen Applethorn"]);
        }
        desk.answer(0, "Office", &[["confirm"].as_slice(), &photos].concat());
        let batch = ["batch", "new", "--purpose", "website", "--title", "Hills in autumn"];
        let batch = desk.answer(0, "Office", &[batch.as_slice(), &photos].concat());
        let id = text(&batch["summary"]["id"]).to_owned();
        for photo in photos {
            desk.answer(0, "Office", &["batch", "caption", &id, photo, "--alt", "A path over a hill"]);
        }
        desk.answer(0, "Office", &["batch", "submit", &id]);
        let checked = ["--dressed", "--reputable", "--fits-purpose"];
        desk.answer(0, "Head", &[["batch", "approve", &id].as_slice(), &checked].concat());
        Some((desk, id))
    });
    made.as_ref().map(|(desk, id)| (desk.copied(), id.clone()))
}

/// Exports the batch; returns the report.
fn export(desk: &Desk, batch: &str, options: &[&str]) -> Value {
    std::fs::create_dir_all(desk.path("website")).expect("a folder");
    let words = ["batch", "export", batch, "--to", &desk.path("website")];
    desk.answer(0, "Office", &[words.as_slice(), options].concat())
}

fn file_of(report: &Value, item: usize) -> String {
    let file = Path::new(text(&report["folder"])).join(text(&report["items"][item]["file"]));
    file.display().to_string()
}

/// Names and bytes of a folder's files.
fn files_of(report: &Value) -> Vec<(String, Vec<u8>)> {
    let folder = std::fs::read_dir(text(&report["folder"])).expect("a folder");
    let paths = folder.map(|entry| entry.expect("an entry").path());
    let named = paths.map(|path| {
        let name = path.file_name().expect("a name").to_string_lossy().into_owned();
        (name, std::fs::read(&path).expect("read"))
    });
    let mut files: Vec<_> = named.collect();
    files.sort();
    files
}

fn length(value: &Value) -> usize {
    value.as_array().map_or(0, Vec::len)
}

#[test]
fn sizes_webp_and_a_zip_are_the_same_bytes_when_exported_again_p08() {
    let Some((desk, batch)) = approved() else { return };
    let options = ["--sizes", "320,480", "--webp", "--zip"];
    let (first, second) = (export(&desk, &batch, &options), export(&desk, &batch, &options));
    assert_ne!(first["folder"], second["folder"]);
    let files = files_of(&first);
    // Two pictures in three sizes and two formats, three files beside them, and the ZIP.
    assert_eq!(files.len(), 2 * 3 * 2 + 3 + 1, "{:?}", files.iter().map(|(name, _)| name).collect::<Vec<_>>());
    assert_eq!(files, files_of(&second));
    assert_eq!(length(&desk.answer(0, "Office", &["published", "list"])), 12, "each file once");
    assert_eq!(
        desk.answer(1, "Office", &["batch", "export", &batch, "--to", &desk.path("nowhere")])["error"]["code"],
        "destination"
    );
}

#[test]
fn a_copy_found_outside_is_known_however_it_was_copied_p26() {
    let Some((desk, batch)) = approved() else { return };
    let report = export(&desk, &batch, &[]);
    let file = file_of(&report, 0);
    let found = desk.answer(0, "Head", &["published", "find", &file]);
    assert_eq!((length(&found), &found[0]["exact"]), (1, &Value::from(true)));
    let ours = Drawing::read(&std::fs::read(&file).expect("read"));
    for (name, copy) in
        [("anew.jpg", ours.jpeg(60)), ("half.jpg", ours.halved().jpeg(82)), ("cropped.jpg", ours.cropped().jpeg(82))]
    {
        let found = desk.answer(0, "Head", &["published", "find", &desk.put(name, &copy)]);
        assert_eq!(found[0]["exact"], false, "{name}");
        assert!(file.ends_with(text(&found[0]["published"]["file"])), "{name}: {found}");
    }
    let other = desk.put("other.jpg", &Drawing::hills(5).jpeg(82));
    assert_eq!(length(&desk.answer(1, "Head", &["published", "find", &other])), 0);
    let no_picture = desk.put("notes.txt", b"nothing to see");
    assert_eq!(desk.answer(1, "Head", &["published", "find", &no_picture])["error"]["code"], "file");
}

#[test]
fn why_it_was_published_is_told_of_the_file_itself_p08_p26() {
    let Some((desk, batch)) = approved() else { return };
    let file = file_of(&export(&desk, &batch, &[]), 0);
    let why = desk.answer(0, "Office", &["published", "why", &file]);
    assert_eq!(
        (text(&why["approver"]), &why["checklist"], text(&why["batch"])),
        ("Head", &true.into(), batch.as_str())
    );
    assert!(text(&why["signature"]).starts_with("holds"), "{why}");
    assert!(text(&why["people"][0]["consents"][0]).starts_with("website: granted on 3 Jan 2026"), "{why}");
    let by_identifier = desk.answer(0, "Office", &["published", "why", text(&why["published"]["id"])]);
    assert_eq!(by_identifier, why);
    let told = desk.answer(1, "Office", &["published", "why", "nothing-of-ours"]);
    assert_eq!(told["error"]["code"], "unknown");
}

#[test]
fn a_withdrawal_brings_every_copy_down_until_somebody_ticks_it_off_p26() {
    let Some((desk, batch)) = approved() else { return };
    export(&desk, &batch, &["--sizes", "320"]);
    assert_eq!(length(&desk.answer(0, "Office", &["published", "takedown"])), 0);
    desk.answer(0, "Office", &["consent", "set", "001", "website", "withdrawn"]);
    let open = desk.answer(0, "Office", &["published", "takedown"]);
    assert_eq!((length(&open), text(&open[0]["reasons"][0]["code"])), (4, "consent_withdrawn"));
    let reminder = desk.type_as("Office", &["photos", "list", "--album", "Trip"]);
    assert!(String::from_utf8_lossy(&reminder.stderr).contains("4 published copies have to be taken down"));
    let ids: Vec<&str> = open.as_array().expect("a list").iter().map(|item| text(&item["published"]["id"])).collect();
    let mut done = vec!["published", "takedown"];
    for id in &ids[..3] {
        done.extend(["--done", id]);
    }
    desk.answer(0, "Office", &done);
    let left = desk.answer(0, "Office", &["published", "takedown"]);
    assert_eq!((length(&left), text(&left[0]["published"]["id"])), (1, ids[3]));
    let past = desk.answer(0, "Head", &["published", "takedown", "--past"]);
    assert_eq!((length(&past), text(&past[0]["taken_down_by"])), (3, "Office"));
    assert_eq!(desk.answer(0, "Head", &["audit", "report"])["open_takedowns"], 1);
    let verified = desk.answer(0, "Head", &["audit", "verify"]);
    assert_eq!((&verified["fault"], &verified["approvals"]), (&Value::Null, &Value::from(1)));
}

#[test]
fn what_was_published_is_still_explained_once_its_photo_is_destroyed_p16_p26() {
    let Some((desk, batch)) = approved() else { return };
    let file = file_of(&export(&desk, &batch, &[]), 0);
    desk.answer(0, "Office", &["retention", "album", "Trip", "--until", "2020-01-01"]);
    assert_eq!(length(&desk.answer(0, "Office", &["retention", "due"])["photos"]), 2);
    assert_eq!(length(&desk.answer(0, "Head", &["retention", "purge", "--album", "Trip"])["photos"]), 2);
    let why = desk.answer(0, "Head", &["published", "why", &file]);
    assert!(
        text(&why["signature"]).starts_with("holds") && text(&why["people"][0]["name"]).contains("Elowen"),
        "{why}"
    );
    // A consent that merely ran out brings copies down, unless the head says that they may stay.
    desk.answer(0, "Head", &["retention", "purpose", "website", "--months", "1"]);
    assert_eq!(desk.answer(0, "Head", &["retention", "expiry", "website", "--stays"])["done"], true);
    assert_eq!(desk.answer(1, "Office", &["retention", "expiry", "website"])["error"]["code"], "not_allowed");
    assert!(desk.answer(0, "Head", &["audit", "verify"])["forged"].as_array().is_some_and(Vec::is_empty));
}
