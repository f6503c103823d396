//! No type of the database shows in the interface: another implementation can have the same one. The sources are read.

use std::path::{Path, PathBuf};

/// Types of the database as the sources name them.
const OF_THE_DATABASE: [&str; 8] =
    ["rusqlite", "Connection", "Transaction", "Statement<", "Row<", "Params", "ToSql", "Migrations"];

fn sources(folder: &Path, into: &mut Vec<PathBuf>) {
    for path in std::fs::read_dir(folder).expect("a folder").map(|entry| entry.expect("an entry").path()) {
        if path.is_dir() {
            sources(&path, into);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            into.push(path);
        }
    }
}

/// What is public in a source, from `pub` or `impl` to where a body or value begins or the item ends.
fn public(source: &str) -> Vec<&str> {
    let begins = ["pub ", "impl "].iter().flat_map(|word| source.match_indices(word)).map(|(at, _)| at);
    let begins = begins.filter(|at| source[..*at].lines().last().is_none_or(|line| line.trim().is_empty()));
    begins.map(|at| &source[at..]).map(|item| item.split(['{', ';', '=']).next().unwrap_or_default()).collect()
}

#[test]
fn no_type_of_the_database_is_in_any_public_item() {
    let mut files = Vec::new();
    sources(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src"), &mut files);
    let mut items = 0;
    for file in files {
        let source = std::fs::read_to_string(&file).expect("a source");
        for item in public(&source) {
            items += 1;
            let named = OF_THE_DATABASE.iter().find(|name| item.contains(*name));
            assert!(named.is_none(), "{}: {item}", file.display());
        }
    }
    assert!(items > 200, "only {items} public items were found");
}

#[test]
fn a_type_of_the_database_would_be_found() {
    let source = "    pub fn open(\n        connection: &Connection,\n    ) -> u8 {\n";
    assert_eq!(public(source).len(), 1);
    assert!(public(source)[0].contains("Connection"));
    let source = "}\n\nimpl From<rusqlite::Error> for StoreError {\n";
    assert!(public(source)[0].contains("rusqlite"));
}
