//! The vaults that are kept, one of each form, as `examples/keep.rs` made them.

use std::path::{Path, PathBuf};

/// The folder of a form.
pub(crate) fn kept(form: usize) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/kept").join(form.to_string())
}

/// Copies the vault of a form; the kept one stays as it is.
pub(crate) fn copy_of(form: usize, to: &Path) {
    try_copy(&kept(form).join("vault"), to).expect("copied");
    // Git keeps no empty folder.
    std::fs::create_dir_all(to.join("staging")).expect("a folder");
}

/// Copies a folder with all that is in it; fails where the disk is full.
pub(crate) fn try_copy(from: &Path, to: &Path) -> std::io::Result<()> {
    std::fs::create_dir(to)?;
    for entry in std::fs::read_dir(from)? {
        let (path, target) = entry.map(|entry| (entry.path(), to.join(entry.file_name())))?;
        if path.is_dir() {
            try_copy(&path, &target)?;
        } else {
            store::atomic::write_flushed(&target, &std::fs::read(&path)?, None)?;
        }
    }
    Ok(())
}
