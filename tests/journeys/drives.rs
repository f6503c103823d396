//! What may go onto which drive: a stick gets clean copies and what is encrypted, a vault lies on this computer (P18 P25).

use std::path::Path;
use std::sync::Arc;

use workflow::wire::{NewVault, Unlock};
use workflow::{App, Drive, Refusal};

use crate::school::{GROUP, School, refusal};
use cloakroom_tests::surroundings::standing_still;

/// A computer where folders are called as the drives are.
fn by_name(folder: &Path) -> Drive {
    let within = |name: &str| folder.components().any(|part| part.as_os_str() == name);
    match (within("stick"), within("share")) {
        (true, _) => Drive::Removable,
        (_, true) => Drive::Network,
        (false, false) => Drive::Local,
    }
}

#[expect(clippy::disallowed_methods, reason = "plays somebody who moves a folder")]
fn carry(from: &Path, to: &Path) {
    std::fs::rename(from, to).expect("moved");
}

fn school() -> School {
    let school = School::with_drives(Arc::new(by_name));
    for name in ["stick", "share", "desk"] {
        std::fs::create_dir(school.folder().join(name)).expect("a folder");
    }
    school
}

#[test]
fn p25_a_list_of_names_goes_to_the_computer_and_the_server_but_not_onto_a_stick() {
    let school = school();
    let office = school.log_in("Office");
    let chase = office.register_chase(30, None).expect("a list");
    let trip = office.trip_list("website", &[GROUP[0].to_owned()], None).expect("a list");
    for (list, name) in [(&chase, "chase.csv"), (&chase, "chase.html"), (&trip, "trip.csv")] {
        let refused = refusal(office.list_save(list, &school.folder().join("stick").join(name)));
        assert!(matches!(refused, Refusal::Destination { .. }), "{refused:?}");
        let told = refused.to_string();
        for part in ["carried off", "names people", "Nothing was written", "the school's server"] {
            assert!(told.contains(part), "{told}");
        }
        for allowed in ["desk", "share"] {
            office.list_save(list, &school.folder().join(allowed).join(name)).expect("saved");
        }
    }
    assert_eq!(std::fs::read_dir(school.folder().join("stick")).expect("a folder").count(), 0);
}

#[test]
fn p25_clean_approved_copies_and_encrypted_backups_go_onto_a_stick() {
    let school = school();
    let photos = school.import(1);
    school.account(&photos[0], &GROUP);
    let batch = school.submit(&photos);
    school.approve(&batch);
    let office = school.log_in("Office");
    let report = office.batch_export(&batch, &school.folder().join("stick")).expect("exported");
    assert!(report.items[0].file.is_some() && report.folder.contains("stick"));
    for drive in ["stick", "share"] {
        office.backup(&school.folder().join(drive).join("school.backup")).expect("backed up");
    }
    drop(office);
    school.log_in("Head").backup_folder_set(Some(&school.folder().join("share"))).expect("settled");
}

#[test]
fn p18_a_vault_is_neither_made_opened_nor_restored_on_a_network_drive_and_the_words_say_what_to_do() {
    let school = school();
    let backup = school.folder().join("desk").join("school.backup");
    school.log_in("Office").backup(&backup).expect("backed up");
    let at = |folder: &Path| {
        App::new(folder.to_owned(), workflow::Surroundings { drives: Arc::new(by_name), ..standing_still(2) })
    };
    let share = school.folder().join("share");
    let form = NewVault { school: "Thistlemere".into(), head: "Head".into(), password: "a planted password".into() };
    let head = Unlock { name: "Head".into(), password: "Head-planted-password".into() };
    let made = refusal(at(&share.join("vault")).create(&form).map(drop));
    let by = workflow::RestoreBy::Login(&head);
    let restored = refusal(at(&share.join("restored")).restore(&backup, &by, false).map(drop));
    // Somebody moved the vault there.
    carry(school.vault(), &share.join("moved"));
    let opened = refusal(at(&share.join("moved")).unlock(&head).map(drop));
    for refused in [made, restored, opened] {
        assert!(matches!(refused, Refusal::NetworkShare), "{refused:?}");
        let told = refused.to_string();
        for part in ["network drive", "Nothing was made or changed", "this computer's own disk"] {
            assert!(told.contains(part), "{told}");
        }
    }
    carry(&share.join("moved"), school.vault());
    drop(school.log_in("Head"));
}
