//! The folders of the project, and a shell that stands at its top.

use std::path::{Path, PathBuf};

use xshell::Shell;

use crate::error::Error;

/// The top of the project.
pub(crate) fn top() -> PathBuf {
    // src-tauri/xtask → src-tauri → top
    Path::new(env!("CARGO_MANIFEST_DIR")).ancestors().nth(2).map(Path::to_path_buf).unwrap_or_default()
}

/// A shell at the top of the project.
pub(crate) fn shell() -> Result<Shell, Error> {
    let shell = Shell::new()?;
    shell.change_dir(top());
    Ok(shell)
}

/// Whether a program can be found on the path.
pub(crate) fn has(program: &str) -> bool {
    let names = [program.to_owned(), format!("{program}.exe"), format!("{program}.cmd")];
    std::env::var_os("PATH").is_some_and(|path| {
        std::env::split_paths(&path).any(|folder| names.iter().any(|name| folder.join(name).is_file()))
    })
}
