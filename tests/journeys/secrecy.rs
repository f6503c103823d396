//! What lies on the disk: nothing that anybody could read (P18).

use std::path::Path;

use crate::school::{GROUP, School};

/// Every file below a folder.
fn files(folder: &Path) -> Vec<(String, Vec<u8>)> {
    let mut found = Vec::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(next) = folders.pop() {
        for entry in std::fs::read_dir(next).expect("a folder") {
            let path = entry.expect("an entry").path();
            if path.is_dir() {
                folders.push(path);
            } else {
                found.push((path.display().to_string(), std::fs::read(&path).expect("a file")));
            }
        }
    }
    found
}

fn holds(haystack: &[u8], needle: &[u8]) -> bool {
    haystack.windows(needle.len()).any(|window| window.eq_ignore_ascii_case(needle))
}

fn nothing_readable(vault: &Path) {
    // Markers of JPEG as cameras and we write it, and planted words in both widths.
    let markers: [&[u8]; 5] = [b"\xff\xd8\xff\xe0", b"\xff\xd8\xff\xdb", b"\xff\xd8\xff\xe1", b"JFIF\0", b"Exif\0\0"];
    let words = ["planted", "Brackwater", "Thistlemere", "LF20-PLANTED", "SQLite format 3", "Autumn walk"];
    let wide = words.map(|word| word.encode_utf16().flat_map(u16::to_le_bytes).collect::<Vec<_>>());
    let all = files(vault);
    assert!(all.iter().any(|(_, bytes)| bytes.len() > 1000), "the vault was looked at");
    for (path, bytes) in all {
        for marker in markers {
            assert!(!bytes.windows(marker.len()).any(|window| window == marker), "{marker:?} in {path}");
        }
        for (word, wide) in words.iter().zip(&wide) {
            assert!(!holds(&bytes, word.as_bytes()) && !holds(&bytes, wide), "{word} in {path}");
            assert!(!holds(path.as_bytes(), b"Pupilname"), "{path}");
        }
    }
}

#[test]
fn the_vault_holds_nothing_readable_while_open_and_after_an_export_p18() {
    let school = School::open();
    let photos = school.import(3);
    for photo in &photos {
        school.account(photo, &GROUP);
    }
    let batch = school.submit(&photos);
    school.approve(&batch);
    school.export(&batch).expect("exported");
    nothing_readable(school.vault());
    let open = school.log_in("Office");
    open.batches().expect("read");
    nothing_readable(school.vault());
}

#[test]
fn the_log_tells_no_name_p21() {
    let school = School::open();
    let photos = school.import(1);
    school.account(&photos[0], &GROUP);
    let log = school.log_in("Head").log_entries(1, 10_000).expect("the log");
    for entry in log {
        let told = format!("{} {:?} {}", entry.action, entry.subject, entry.detail);
        for name in ["Plantedsurname", "Brackwater", "Pupilname", "Aubrey"] {
            assert!(!told.contains(name), "{told}");
        }
    }
}
