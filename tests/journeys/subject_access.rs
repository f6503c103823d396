//! Everything held on one pupil (P26): shown as far as the role may know, and packed so that nobody else is in it.

use std::collections::BTreeMap;
use std::io::{Cursor, Read as _};
use std::path::Path;

use age::secrecy::SecretString;
use workflow::rules::{Answer, Method, Scope};
use workflow::wire::{FaceAccount, PackMade, PersonHeld};
use workflow::{AnswerForm, DoNotPublishForm, IncidentForm, Refusal};

use crate::faces::{FACES, group, group_photo, name_everyone};
use crate::school::{GROUP, School, refusal};
use cloakroom_tests::camera::{OURS, picture, put};

/// Everybody else of the school, in all the ways in which he or she is written.
const OTHERS: [&str; 10] =
    ["jonah", "brackwater", "tamsin", "colefern", "idris", "dunmoor", "nell", "greybarrow", "maeve", "ivyhurst"];
/// What nobody but head and safeguarding lead may come to know.
const SEALED: [&str; 3] = ["planted sealed reason", "planted incident", "do-not-publish list"];

/// A school with a group on a picture that is published, one picture with somebody who has no place on it, and other people's
/// names wherever somebody may write.
fn school() -> School {
    let school = School::with_detector(group());
    let photo = group_photo(&school);
    let teacher = school.log_in("Teacher");
    name_everyone(&teacher, &photo);
    teacher.face_account(&photo, "4", FaceAccount::Covered, "website").expect("covered");
    teacher.photo_confirm(&photo, "website").expect("confirmed");
    let card = school.folder().join("second card");
    std::fs::create_dir_all(&card).expect("a card");
    put(&card.join("1.jpg"), &picture(OURS, 200, 1));
    let report = teacher
        .import(&card, "Jonah Brackwater's birthday", &workflow::Stop::default(), &mut |_| {})
        .expect("imported");
    teacher.faces_look(&workflow::Stop::default(), &mut |_| {}).expect("looked for");
    let second = report.files[0].photo.clone().expect("imported");
    let view = teacher.photo(&second, "website").expect("shown");
    for face in &view.faces {
        teacher.face_account(&second, &face.id, FaceAccount::NotAPerson, "website").expect("said");
    }
    teacher.tag_add(&second, &[GROUP[0].to_owned(), GROUP[1].to_owned()], None, None, "website").expect("tagged");
    teacher.photo_confirm(&second, "website").expect("confirmed");
    drop(teacher);
    let batch = school.submit(std::slice::from_ref(&photo));
    school.approve(&batch);
    assert!(school.export(&batch).expect("exported").items[0].file.is_some());
    let office = school.log_in("Office");
    let form = AnswerForm {
        person: GROUP[0].to_owned(),
        purpose: "newsletter".to_owned(),
        answer: Answer::Granted,
        giver: None,
        given_on: Some("2026-11-20".parse().expect("a day")),
        expires_on: None,
        scope: Scope::GroupOnly,
        condition: Some("Not beside TAMSIN Colefern".to_owned()),
        method: Method::Paper,
        document: Some("Letter handed in by Nell's mother".to_owned()),
    };
    office.consent_set(form).expect("entered");
    drop(office);
    school
}

/// Puts the pupil on the do-not-publish list, enters an objection and an incident.
fn protect(school: &School) {
    let form = DoNotPublishForm {
        people: vec![GROUP[0].to_owned()],
        reason: "Planted sealed reason".to_owned(),
        review_on: None,
        covering_suffices: false,
    };
    let lead = school.log_in("Lead");
    lead.do_not_publish_add(&form).expect("entered");
    lead.objection_add(GROUP[0]).expect("entered");
    let form = IncidentForm {
        what: "Planted incident with Jonah Brackwater".to_owned(),
        people: vec![GROUP[0].to_owned()],
        ..IncidentForm::default()
    };
    lead.incident_add(&form).expect("recorded");
}

fn shown(school: &School, name: &str) -> PersonHeld {
    school.log_in(name).person_show(GROUP[0]).expect("shown")
}

fn pack(school: &School, name: &str) -> PackMade {
    let folder = school.folder().join("packs");
    std::fs::create_dir_all(&folder).expect("a folder");
    school.log_in(name).person_pack(GROUP[0], &folder, None).expect("packed")
}

/// The files of a pack, opened as its family would.
fn opened(file: &str, identity: &dyn age::Identity) -> BTreeMap<String, Vec<u8>> {
    let sealed = std::fs::read(file).expect("the pack");
    let mut plain = Vec::new();
    let decryptor = age::Decryptor::new(sealed.as_slice()).expect("age");
    decryptor.decrypt(std::iter::once(identity)).expect("opened").read_to_end(&mut plain).expect("whole");
    let mut zip = zip::ZipArchive::new(Cursor::new(plain)).expect("a ZIP");
    let mut files = BTreeMap::new();
    for at in 0..zip.len() {
        let mut file = zip.by_index(at).expect("a file");
        let mut bytes = Vec::new();
        file.read_to_end(&mut bytes).expect("read");
        files.insert(file.name().expect("a name").into_owned(), bytes);
    }
    files
}

fn files_of(made: &PackMade) -> BTreeMap<String, Vec<u8>> {
    let words = made.passphrase.clone().expect("a passphrase");
    opened(&made.file, &age::scrypt::Identity::new(SecretString::from(words)))
}

fn text(files: &BTreeMap<String, Vec<u8>>, name: &str) -> String {
    String::from_utf8(files.get(name).unwrap_or_else(|| panic!("no {name} in {:?}", files.keys())).clone())
        .expect("text")
}

/// The colour in the middle of a face.
fn middle(jpeg: &[u8], face: usize) -> [u8; 3] {
    let mut decoder = jpeg_decoder::Decoder::new(jpeg);
    let pixels = decoder.decode().expect("a JPEG");
    let size = decoder.info().expect("a size");
    let at = |share: f64, edge: u16| (share * f64::from(edge)) as usize;
    let (x, y) =
        (at(FACES[face].x + FACES[face].w / 2.0, size.width), at(FACES[face].y + FACES[face].h / 2.0, size.height));
    let first = (y * usize::from(size.width) + x) * 3;
    [pixels[first], pixels[first + 1], pixels[first + 2]]
}

#[test]
fn p26_a_pack_shows_the_pupil_and_covers_everybody_else() {
    let school = school();
    let made = pack(&school, "Office");
    assert_eq!(made.pictures, 1);
    let files = files_of(&made);
    let jpeg = &files["pictures/001.jpg"];
    assert!(workflow::prove::inspect(jpeg).is_empty());
    assert!(middle(jpeg, 0)[2] > 150, "the pupil: {:?}", middle(jpeg, 0));
    for other in 1..4 {
        assert!(middle(jpeg, other).iter().all(|light| *light < 16), "{other}: {:?}", middle(jpeg, other));
    }
    assert_eq!(made.left_out.len(), 1);
    assert!(made.left_out[0].why.contains("somebody else is tagged"), "{:?}", made.left_out);
    let page = text(&files, "index.html");
    assert!(page.contains("Aubrey Plantedsurname") && page.contains(&made.left_out[0].why), "{page}");
    assert!(text(&files, "answers-on-record.csv").contains("2026-09-03"));
    assert!(text(&files, "published-copies.csv").contains("autumn-walk-"));
    assert!(text(&files, "log.csv").contains("photo tagged"));
}

#[test]
fn p05_p26_no_file_of_a_pack_names_anybody_else_whoever_wrote_what_where() {
    let school = school();
    protect(&school);
    for maker in ["Office", "Head"] {
        let made = pack(&school, maker);
        assert!(!made.file.to_lowercase().contains("planted"), "{}", made.file);
        let files = files_of(&made);
        assert!(files.len() >= 10, "{:?}", files.keys());
        for (name, bytes) in &files {
            let told = format!("{name}\n{}", String::from_utf8_lossy(bytes)).to_lowercase();
            for word in OTHERS.iter().chain(&SEALED) {
                assert!(!told.contains(word), "{maker}'s {name} tells of {word}");
            }
        }
        assert!(text(&files, "answers-on-record.csv").contains("[withheld"), "it says that something is missing");
    }
}

#[test]
fn p02_p26_the_pack_of_a_protected_pupil_is_that_of_any_other() {
    let school = school();
    pack(&school, "Office");
    let before = files_of(&pack(&school, "Office"));
    protect(&school);
    let after = files_of(&pack(&school, "Office"));
    let without_packs = |files: &BTreeMap<String, Vec<u8>>| -> BTreeMap<String, String> {
        let lines = |bytes: &Vec<u8>| {
            let text = String::from_utf8_lossy(bytes).into_owned();
            text.lines().filter(|line| !line.contains("pack made")).collect::<Vec<_>>().join("\n")
        };
        files.iter().map(|(name, bytes)| (name.clone(), lines(bytes))).collect()
    };
    assert_eq!(without_packs(&before), without_packs(&after));
    assert!(pack(&school, "Office").to_decide.is_none());
    let to_decide = pack(&school, "Head").to_decide.clone().expect("told");
    assert_eq!(to_decide, ["do-not-publish entries: 1", "objections: 1", "incidents: 1"]);
}

#[test]
fn p02_p26_protections_incidents_and_log_are_shown_to_those_alone_who_may_know() {
    let school = school();
    let before = format!("{:?}", shown(&school, "Office"));
    protect(&school);
    assert_eq!(before, format!("{:?}", shown(&school, "Office")), "the office sees no difference");
    let titles = |name| shown(&school, name).tables.into_iter().map(|table| table.title).collect::<Vec<_>>();
    assert!(!titles("Office").iter().any(|title| title == "Do-not-publish list" || title == "Log"));
    for name in ["Head", "Lead"] {
        let told = format!("{:?}", shown(&school, name));
        assert!(told.contains("Planted sealed reason") && told.contains("Planted incident"), "{told}");
        assert!(told.contains("To be taken down") && told.contains("on the do-not-publish list"), "{told}");
    }
    assert!(titles("Head").contains(&"Log".to_owned()) && !titles("Lead").contains(&"Log".to_owned()));
    for name in ["Teacher", "Guest"] {
        assert!(matches!(refusal(school.log_in(name).person_show(GROUP[0])), Refusal::NotAllowed { .. }));
    }
    let log = school.log_in("Head").log_entries(1, 10_000).expect("the log");
    assert!(log.iter().any(|entry| entry.action == "person_shown"));
    assert!(log.iter().any(|entry| entry.action == "sealed_reasons_read" && entry.detail["entries"] == 1));
}

#[test]
fn p26_everything_held_on_a_pupil_is_listed() {
    let school = school();
    let held = shown(&school, "Head");
    let rows = |title: &str| {
        let table = held.tables.iter().find(|table| table.title == title);
        table.unwrap_or_else(|| panic!("no {title}")).rows.clone()
    };
    assert!(rows("Entry on the register").iter().any(|row| row[1] == "2018-09-01"));
    assert_eq!(rows("Answers on record").len(), 2);
    let pictures: Vec<_> = rows("Pictures").iter().map(|row| (row[0].clone(), row[3].clone())).collect();
    assert!(pictures.contains(&("Trip/1".to_owned(), "can be seen".to_owned())), "{pictures:?}");
    assert_eq!(pictures.len(), 2);
    assert_eq!(rows("Batches")[0][5], "A path in a wood");
    assert_eq!((rows("Published copies").len(), rows("Published copies")[0][5].as_str()), (1, ""));
    assert!(rows("Log").iter().any(|row| row[2] == "photo tagged" && row[1] == "Teacher"));
}

#[test]
fn p25_a_pack_is_made_whole_logged_and_for_its_recipient_alone() {
    let school = school();
    let folder = school.folder().join("packs");
    std::fs::create_dir_all(&folder).expect("a folder");
    let theirs = age::x25519::Identity::generate();
    let office = school.log_in("Office");
    let made = office.person_pack(GROUP[0], &folder, Some(&theirs.to_public().to_string())).expect("packed");
    assert!(made.passphrase.is_none());
    assert!(opened(&made.file, &theirs).contains_key("index.html"));
    assert!(matches!(refusal_of(office.person_pack(GROUP[0], &folder, Some("age1"))), Refusal::NotA { .. }));
    assert!(matches!(refusal_of(office.person_pack("Nobody", &folder, None)), Refusal::Unknown { .. }));
    let inside = school.vault().to_owned();
    assert!(matches!(refusal_of(office.person_pack(GROUP[0], &inside, None)), Refusal::Destination { .. }));
    assert!(matches!(
        refusal_of(office.person_pack(GROUP[0], Path::new("nowhere"), None)),
        Refusal::Destination { .. }
    ));
    drop(office);
    for name in ["Teacher", "Lead", "Guest"] {
        let refused = refusal_of(school.log_in(name).person_pack(GROUP[0], &folder, None));
        assert!(matches!(refused, Refusal::NotAllowed { .. }), "{refused}");
    }
    assert_eq!(std::fs::read_dir(&folder).expect("a folder").count(), 1, "nothing is left of what was refused");
    let log = school.log_in("Head").log_entries(1, 10_000).expect("the log");
    let packed: Vec<_> = log.iter().filter(|entry| entry.action == "pack_made").collect();
    assert_eq!(packed.len(), 1);
    assert_eq!(packed[0].detail, serde_json::json!({ "pictures": 1, "left_out": 1, "own_key": true }));
}

#[test]
fn the_passphrase_of_a_pack_is_kept_nowhere_p20() {
    let school = school();
    let words = pack(&school, "Office").passphrase.clone().expect("a passphrase");
    let log = format!("{:?}", school.log_in("Head").log_entries(1, 10_000).expect("the log"));
    assert!(!log.contains(&words));
    assert_ne!(pack(&school, "Office").passphrase.as_deref(), Some(words.as_str()), "each pack has its own");
}

/// The refusal; what is made is not to be printed.
fn refusal_of(made: Result<PackMade, workflow::Error>) -> Refusal {
    refusal(made.map(|made| made.file.clone()))
}

#[test]
fn p16_p26_what_was_decided_about_a_leaver_is_for_staff_and_not_for_the_pack() {
    let school = school();
    let head = school.log_in("Head");
    head.person_left(GROUP[0], "2026-11-20".parse().expect("a day")).expect("left");
    head.leaver_keep(GROUP[0], "Planted staff's reason", Some("2027-11-20".parse().expect("a day"))).expect("kept");
    drop(head);
    let held = shown(&school, "Office");
    let decided = held.tables.iter().find(|table| table.title == "Decided after leaving").expect("told");
    assert_eq!(decided.rows[0][2..], ["kept for now", "2027-11-20", "Planted staff's reason"]);
    let found = school.log_in("Office").person_find("aub", 8).expect("found");
    assert_eq!(found.len(), 1, "somebody who has left can still ask");
    assert!(school.log_in("Office").people_search("aub", 8, None).expect("looked for").is_empty());
    for (name, bytes) in files_of(&pack(&school, "Office")) {
        assert!(!String::from_utf8_lossy(&bytes).contains("Planted staff's reason"), "{name}");
    }
}
