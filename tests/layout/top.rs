//! The top level holds what the design lists, and dot files.

use std::collections::BTreeSet;

use crate::root;

#[test]
fn the_top_level_holds_only_what_the_design_lists() {
    let listed = BTreeSet::from(["Cargo.lock", "Cargo.toml", "README.md", "icons", "src-tauri", "tests", "ui"]);
    // Made by builds, ignored by git.
    let made = ["target"];
    let entries = std::fs::read_dir(root()).expect("the root can be read");
    let found: BTreeSet<String> = entries
        .map(|entry| entry.expect("an entry").file_name().into_string().expect("a readable name"))
        .filter(|name| !name.starts_with('.') && !made.contains(&name.as_str()))
        .collect();
    assert_eq!(found, listed.into_iter().map(str::to_owned).collect());
}
