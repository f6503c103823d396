//! `desktop, cli → workflow → {store, photo} → rules`, and Tauri only in the shell.

use crate::{members, metadata, needs};

/// Whom each package of the workspace may name, for building and for its own tests.
const MAY_NAME: &[(&str, &[&str])] = &[
    ("rules", &[]),
    ("photo", &["rules"]),
    ("store", &["rules"]),
    ("workflow", &["photo", "rules", "store"]),
    ("cli", &["workflow"]),
    ("cloakroom-desktop", &["workflow"]),
    ("xtask", &["workflow"]),
    ("cloakroom-tests", &["cli", "cloakroom-desktop", "photo", "rules", "store", "workflow"]),
];

#[test]
fn dependencies_point_one_way() {
    let metadata = metadata("x86_64-unknown-linux-gnu");
    let names: Vec<&str> = members(&metadata).into_values().collect();
    for package in metadata.workspace_packages() {
        let entry = MAY_NAME.iter().find(|(name, _)| *name == package.name.as_str());
        let (name, may) =
            entry.unwrap_or_else(|| panic!("{} has no place in the direction of dependencies", package.name));
        for dependency in &package.dependencies {
            let named = dependency.name.as_str();
            // A package names itself to switch on a feature in its own tests.
            let other = named != *name && names.contains(&named);
            assert!(!other || may.contains(&named), "{name} must not depend on {named}");
        }
    }
}

#[test]
fn only_the_shell_links_tauri() {
    let metadata = metadata("x86_64-unknown-linux-gnu");
    let mut linked = Vec::new();
    for (id, name) in members(&metadata) {
        let window = |needed: &&str| ["tauri", "tauri-runtime", "tauri-utils", "tao", "wry"].contains(needed);
        if let Some(needed) = needs(&metadata, id).into_iter().find(window) {
            linked.push(name);
            assert!(["cloakroom-desktop", "cloakroom-tests"].contains(&name), "{name} links {needed}");
        }
    }
    assert!(linked.contains(&"cloakroom-desktop"), "the shell was not looked at");
}
