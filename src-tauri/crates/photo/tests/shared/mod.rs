//! Where the real files lie, for the tests that read them.

use std::path::{Path, PathBuf};

/// The folder of real files, or nothing, told aloud.
pub(crate) fn corpus() -> Option<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../../shared/corpus");
    if folder.is_dir() {
        return Some(folder);
    }
    println!("skipped: ../shared absent");
    None
}

/// Name and bytes of each picture, in the order of the names.
#[allow(dead_code, reason = "each test program uses what it needs")]
pub(crate) fn files(folder: &Path) -> Vec<(String, Vec<u8>)> {
    let entries = std::fs::read_dir(folder.join("photos")).expect("the folder can be read");
    let mut paths: Vec<_> = entries.map(|entry| entry.expect("the entry can be read").path()).collect();
    paths.sort();
    let named = |path: PathBuf| {
        let name = path.file_name().expect("has a name").to_string_lossy().into_owned();
        (name, std::fs::read(path).expect("can be read"))
    };
    paths.into_iter().map(named).collect()
}

/// Puts a file where another program can look at it.
#[expect(clippy::disallowed_methods, reason = "a test's own file in its own temporary folder")]
#[allow(dead_code, reason = "each test program uses what it needs")]
pub(crate) fn write(path: &Path, bytes: &[u8]) {
    std::fs::write(path, bytes).expect("can be written");
}
