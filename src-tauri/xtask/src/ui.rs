//! The window's pages: npm packages and the build that the shell embeds.

use xshell::{Shell, cmd};

use crate::error::Error;
use crate::project::top;

/// `npm`, as this system starts it.
pub(crate) const NPM: &str = if cfg!(windows) { "npm.cmd" } else { "npm" };

/// Installs the packages of the lock file, unless they are there.
pub(crate) fn packages(shell: &Shell) -> Result<(), Error> {
    let lock = top().join("ui/package-lock.json");
    let there = top().join("ui/node_modules/.package-lock.json");
    let modified = |path: &std::path::Path| path.metadata().and_then(|m| m.modified()).ok();
    if modified(&there).is_some_and(|then| Some(then) >= modified(&lock)) {
        return Ok(());
    }
    let _ui = shell.push_dir("ui");
    Ok(cmd!(shell, "{NPM} ci --no-audit --no-fund").run()?)
}

/// Builds `ui/dist`.
pub(crate) fn build(shell: &Shell) -> Result<(), Error> {
    packages(shell)?;
    let _ui = shell.push_dir("ui");
    Ok(cmd!(shell, "{NPM} run build").run()?)
}
