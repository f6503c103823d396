//! The built command on one person: everything held, and the pack, opened with the library and with the public tool.

mod desk;

use std::collections::BTreeSet;
use std::io::{Cursor, Read as _};
use std::process::Command;

use age::secrecy::{ExposeSecret as _, SecretString};
use desk::{ANOTHER, Desk, PICTURE, picture, text};

const REGISTER: &str = "\
admission_no,upn,legal_surname,legal_forename,known_as_surname,known_as_forename,date_of_birth,year,class,purpose,state,conditions,given_by,relationship,given_on,expires_on,method,evidence_ref\r
001,,Applethorn,Elowen,,,2018-09-01,3,3 Wren,website,granted,,A Applethorn,mother,2026-01-03,2099-08-31,form,1\r
002,,Greybarrow,Nell,,,2019-01-01,3,3 Wren,website,refused,,A Greybarrow,father,2026-01-03,,form,2\r
";

/// A school with two pupils on two pictures, both marked on the first; `None` where the program has no face detector.
fn school() -> Option<Desk> {
    let desk = desk::school();
    desk.bring_in(REGISTER);
    if !desk.finds_faces("Office") {
        return None;
    }
    desk.put("card/1.png", &picture(PICTURE));
    desk.put("card/2.png", &picture(ANOTHER));
    desk.answer(0, "Office", &["import", &desk.path("card"), "--album", "Trip"]);
    desk.answer(0, "Office", &["tag", "Trip/1", "001", "--box", "0,0,0.5,1"]);
    desk.answer(0, "Office", &["tag", "Trip/1", "002", "--box", "0.5,0,0.5,1"]);
    desk.answer(0, "Office", &["tag", "Trip/2", "001", "002"]);
    desk.answer(0, "Office", &["confirm", "Trip/1", "Trip/2"]);
    std::fs::create_dir(desk.path("packs")).expect("a folder");
    Some(desk)
}

fn names(zip: &[u8]) -> BTreeSet<String> {
    let zip = zip::ZipArchive::new(Cursor::new(zip)).expect("a ZIP");
    zip.file_names().map(|name| name.expect("a name").into_owned()).collect()
}

fn opened(file: &str, identity: &dyn age::Identity) -> Vec<u8> {
    let sealed = std::fs::read(file).expect("the pack");
    let mut plain = Vec::new();
    let decryptor = age::Decryptor::new(sealed.as_slice()).expect("age");
    decryptor.decrypt(std::iter::once(identity)).expect("opened").read_to_end(&mut plain).expect("whole");
    plain
}

#[test]
fn a_pack_for_a_family_is_made_at_the_desk_and_opens_with_its_passphrase_p26() {
    let Some(desk) = school() else { return };
    let held = desk.answer(0, "Office", &["person", "show", "Elowen Applethorn"]);
    let titles: Vec<_> = held["tables"].as_array().expect("tables").iter().map(|table| text(&table["title"])).collect();
    assert!(titles.contains(&"Pictures") && !titles.contains(&"Log"), "{titles:?}");
    let made = desk.answer(0, "Office", &["person", "pack", "001", "--to", &desk.path("packs")]);
    assert_eq!((&made["pictures"], text(&made["left_out"][0]["place"])), (&1.into(), "Trip/2"));
    let passphrase = SecretString::from(text(&made["passphrase"]).to_owned());
    let zip = opened(text(&made["file"]), &age::scrypt::Identity::new(passphrase));
    let names = names(&zip);
    assert!(
        names.contains("index.html") && names.contains("pictures/001.jpg") && names.contains("log.csv"),
        "{names:?}"
    );
    assert_eq!(
        desk.answer(1, "Office", &["person", "pack", "009", "--to", &desk.path("packs")])["error"]["code"],
        "unknown"
    );
    let log = desk.answer(0, "Head", &["audit", "show"]);
    assert!(log.as_array().is_some_and(|entries| entries.iter().any(|entry| entry["action"] == "pack_made")));
}

#[test]
fn a_pack_for_a_recipients_own_key_opens_with_the_public_tool_too_p25() {
    let Some(desk) = school() else { return };
    let theirs = age::x25519::Identity::generate();
    let recipient = theirs.to_public().to_string();
    let words = ["person", "pack", "001", "--to", &desk.path("packs"), "--recipient", &recipient];
    let made = desk.answer(0, "Office", &words);
    assert!(made["passphrase"].is_null());
    let zip = opened(text(&made["file"]), &theirs);
    assert!(names(&zip).contains("index.html"));
    let key = desk.put("key.txt", theirs.to_string().expose_secret().as_bytes());
    match Command::new("age").args(["--decrypt", "-i", &key, text(&made["file"])]).output() {
        Ok(output) => assert_eq!(output.stdout, zip, "{}", String::from_utf8_lossy(&output.stderr)),
        Err(_) => println!("skipped: no public `age` on this computer"),
    }
}
