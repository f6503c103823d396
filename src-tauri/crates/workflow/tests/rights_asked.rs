//! Every use case asks the table of rights: the sources are read, so that one that is added and does not is found (P19).

use std::path::{Path, PathBuf};

/// What needs no right: who is logged in, and what the program does by itself for whoever logs in.
const FREE: [&str; 8] = [
    "view",
    "role",
    "backup_is_due",
    "backup_if_due",
    "backup_standing",
    "backup_watch",
    "lookout",
    "takedown_reminder",
];
/// The questions to the table.
const ASKS: [&str; 3] = ["self.may(", "self.may_with(", "self.batch_for("];
/// What can only be asked once the file was read: whose list it is. `plan` reads it and asks before anything is told.
const ASK_BY_THE_FILE: [(&str, &str); 4] = [
    ("register_preview", "self.plan("),
    ("register_import", "self.plan("),
    ("register_file_preview", "self.register_preview("),
    ("register_file_import", "self.register_import("),
];

fn sources(folder: &Path, into: &mut Vec<PathBuf>) {
    for path in std::fs::read_dir(folder).expect("a folder").map(|entry| entry.expect("an entry").path()) {
        if path.is_dir() {
            sources(&path, into);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            into.push(path);
        }
    }
}

/// Public methods of `Session` in a source, as rustfmt sets them: name and body.
fn use_cases(source: &str) -> Vec<(String, String)> {
    let mut found = Vec::new();
    for block in source.split("\nimpl Session {").skip(1) {
        let block = block.split("\n}\n").next().unwrap_or_default();
        for method in block.split("\n    pub fn ").skip(1) {
            let name = method.split(['(', '<']).next().unwrap_or_default();
            let body = method.split("\n    }\n").next().unwrap_or_default();
            found.push((name.to_owned(), body.to_owned()));
        }
    }
    found
}

#[test]
fn p19_every_use_case_asks_the_table_before_it_touches_the_vault() {
    let mut files = Vec::new();
    sources(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src"), &mut files);
    let mut all = Vec::new();
    for file in files {
        all.extend(use_cases(&std::fs::read_to_string(file).expect("a source")));
    }
    assert!(all.len() > 55, "only {} use cases were found", all.len());
    for free in FREE {
        assert!(all.iter().any(|(name, _)| name == free), "{free} is no use case any more");
    }
    for (name, body) in all.iter().filter(|(name, _)| !FREE.contains(&name.as_str())) {
        if let Some((_, question)) = ASK_BY_THE_FILE.iter().find(|(known, _)| known == name) {
            assert!(body.contains(question), "{name} does not ask who may");
            continue;
        }
        let asked = ASKS.iter().filter_map(|question| body.find(question)).min();
        let touched = body.find("self.vault()").unwrap_or(body.len());
        assert!(asked.is_some_and(|asked| asked < touched), "{name} does not ask who may");
    }
}

#[test]
fn a_use_case_that_does_not_ask_would_be_found() {
    let source = "\nimpl Session {\n    pub fn quiet(&self) -> u8 {\n        self.vault().count()\n    }\n}\n";
    let [(name, body)] = <[_; 1]>::try_from(use_cases(source)).expect("one");
    assert_eq!(name, "quiet");
    assert!(!ASKS.iter().any(|question| body.contains(question)));
}
