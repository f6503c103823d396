//! A folder of pictures the whole way. For development only: the product has no way round its gate.

use std::path::{Path, absolute};

use xshell::cmd;

use crate::error::Error;
use crate::project::shell;
use crate::setup::{self, For};

/// Runs the tests' whole-way runner on `dir`; what is exported goes to `to`.
pub(crate) fn run(dir: &Path, to: &Path, json: bool) -> Result<(), Error> {
    let shell = shell()?;
    setup::ensure(&shell, For::CommandLine)?;
    // The shell stands at the top of the project, the caller may not.
    let [dir, to] = [dir, to].map(|path| absolute(path).unwrap_or_else(|_| path.to_path_buf()));
    let json: &[&str] = if json { &["--json"] } else { &[] };
    Ok(cmd!(shell, "cargo run --quiet -p cloakroom-tests --bin corpus -- {dir} --to {to} {json...}").quiet().run()?)
}

/// Writes `tests/corpus/report.md` anew.
pub(crate) fn report() -> Result<(), Error> {
    let shell = shell()?;
    setup::ensure(&shell, For::Comparison)?;
    Ok(cmd!(shell, "cargo run --quiet -p cloakroom-tests --bin corpus-report").quiet().run()?)
}
