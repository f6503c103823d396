//! Whatever names people and can be read goes out by one door (`workflow::outgoing`), which knows the drives.

use std::path::{Path, PathBuf};

use crate::root;

/// What writes files, as the sources name it; clippy forbids everything else.
const WRITES: [&str; 5] = ["write_atomically", "write_flushed", "AtomicDir", "StagedFile", "OpenOptions"];
/// Where that may stand: the door itself, clean copies, packs that are sealed for a family, the demonstration's made-up card.
const MAY: [&str; 5] = [
    "workflow/src/outgoing.rs",
    "workflow/src/export/mod.rs",
    "workflow/src/export/writing.rs",
    "workflow/src/pack/mod.rs",
    "workflow/src/demo/mod.rs",
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

#[test]
fn files_are_written_by_the_door_for_names_by_the_export_and_by_nothing_else_p25() {
    let crates = root().join("src-tauri/crates");
    let mut files = Vec::new();
    for folder in ["src-tauri/src", "src-tauri/crates/workflow/src", "src-tauri/crates/cli/src"] {
        sources(&root().join(folder), &mut files);
    }
    let mut by_the_door = false;
    for file in files {
        let text = std::fs::read_to_string(&file).expect("a source");
        let place = file.strip_prefix(&crates).unwrap_or(&file).to_string_lossy().replace('\\', "/");
        let named = WRITES.iter().find(|name| text.contains(*name));
        by_the_door |= place == MAY[0] && named.is_some();
        assert!(named.is_none() || MAY.contains(&place.as_str()), "{place}: {named:?}");
    }
    assert!(by_the_door, "the door was not found");
}
