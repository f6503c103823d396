//! Reports of the log (P21), and the log under a clock that is set back.

use store::{Action, Audience};

use crate::school::{HEAD, HEAD_PASSWORD, OFFICE, OFFICE_PASSWORD, School, office, photo};

#[test]
fn p21_the_head_reads_who_did_what_and_governors_only_large_counts() {
    let (school, vault) = School::open();
    office(&vault);
    let since = vault.env().now();
    drop(vault);
    let vault = school.unlock(OFFICE, OFFICE_PASSWORD).unwrap();
    let album = vault.albums().named("Autumn walk").unwrap();
    for seed in 1..=6 {
        photo(&vault, &album, &[seed; 900]).unwrap();
    }
    school.wait(3600);
    let until = vault.env().now();
    let head = vault.log().report(since, until, Audience::Head).unwrap();
    let imports = head.lines.iter().find(|line| line.action == Action::PhotoImported).unwrap();
    assert_eq!((imports.login.as_deref(), imports.count), (Some(OFFICE), Some(6)));
    let csv = head.to_csv().unwrap();
    assert!(csv.contains("photo_imported,\"Barnaby Thistlewood\",6\r\n"), "{csv}");
    let governors = vault.log().report(since, until, Audience::Governors).unwrap();
    let (csv, page) = (governors.to_csv().unwrap(), governors.to_html("Larkspur <Primary>").unwrap());
    assert!(csv.contains("photo_imported,6\r\n") && csv.contains("album_made,fewer than 5\r\n"), "{csv}");
    assert!(page.contains("<td>photo imported</td><td>6</td>") && page.contains("Larkspur &lt;Primary&gt;"));
    for text in [&csv, &page] {
        assert!(!text.contains(OFFICE) && !text.contains(HEAD), "{text}");
    }
    let nothing = vault.log().report(until, until, Audience::Head).unwrap();
    assert!(nothing.lines.is_empty());
}

#[test]
fn p21_a_clock_set_back_neither_breaks_the_log_nor_hides_what_was_done() {
    let (school, vault) = School::open();
    let album = vault.albums().named("Autumn walk").unwrap();
    photo(&vault, &album, &[1; 900]).unwrap();
    school.wait(-400 * 86_400);
    let late = photo(&vault, &album, &[2; 900]).unwrap();
    drop(vault);
    let vault = school.unlock(HEAD, HEAD_PASSWORD).unwrap();
    assert_eq!(vault.log().verify().unwrap().fault, None);
    let numbers: Vec<_> = vault.log().entries(1, 1000).unwrap().iter().map(|entry| entry.number).collect();
    assert_eq!(numbers, (1..=vault.log().count().unwrap()).collect::<Vec<_>>());
    assert_eq!(vault.photos().in_album(album.id).unwrap()[1].id, late.id);
}
