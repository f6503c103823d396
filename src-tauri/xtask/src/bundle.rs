//! Installers for the system that this runs on: the window, and the command line beside it.

use std::path::{Path, PathBuf};

use xshell::{Shell, cmd};

use crate::error::Error;
use crate::project::{shell, top};
use crate::setup::{self, For};
use crate::ui;

/// What this system can make; `tauri.conf.json` describes each.
const KINDS: &str = if cfg!(windows) {
    "nsis"
} else if cfg!(target_os = "macos") {
    "dmg"
} else {
    "deb,rpm"
};

/// What the installers are for.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Build {
    /// Schools.
    ToGiveAway,
    /// Checking that they install and start: the .deb alone, from what the checks have built.
    ForChecks,
}

/// Builds the installers and says where they lie.
pub(crate) fn run() -> Result<(), Error> {
    let shell = shell()?;
    setup::ensure(&shell, For::Window)?;
    println!("\nmade:");
    for file in make(&shell, Build::ToGiveAway)? {
        println!("  {}", file.display());
    }
    Ok(())
}

/// Builds the installers; answers with them.
pub(crate) fn make(shell: &Shell, build: Build) -> Result<Vec<PathBuf>, Error> {
    ui::build(shell)?;
    // Built here, not by the bundler: what the checks have built is not built once more in another way.
    let (profile, how, kinds): (_, &[&str], _) = match build {
        Build::ToGiveAway => ("release", &["--release", "--package", "cloakroom-desktop", "--package", "cli"], KINDS),
        Build::ForChecks => ("debug", &["--workspace", "--features", "cloakroom-tests/shell"], "deb"),
    };
    cmd!(shell, "cargo build --bin cloakroom --bin cloakroom-desktop {how...}").run()?;
    let built = top().join("target").join(profile);
    let beside = beside(shell, &built)?;
    let config = format!(r#"{{"bundle":{{"externalBin":["{beside}"]}}}}"#);
    let tauri = top().join("ui/node_modules/@tauri-apps/cli/tauri.js");
    let made = built.join("bundle");
    // What was made before would be taken for what is made now.
    shell.remove_path(&made)?;
    let _here = shell.push_dir("src-tauri");
    let debug: &[&str] = if build == Build::ForChecks { &["--debug"] } else { &[] };
    cmd!(shell, "node {tauri} bundle --ci {debug...} --bundles {kinds} --config {config}").run()?;
    let mut files = Vec::new();
    for kind in shell.read_dir(&made)? {
        files.extend(shell.read_dir(&kind)?.into_iter().filter(|path| path.is_file()));
    }
    Ok(files)
}

/// Puts the command line where the bundler looks for it, under the name that it expects: `tauri.conf.json` cannot name it,
/// or nothing could be built without a release build before.
fn beside(shell: &Shell, built: &Path) -> Result<String, Error> {
    let version = cmd!(shell, "rustc -vV").read()?;
    let host = version.lines().find_map(|line| line.strip_prefix("host: ")).unwrap_or_default();
    let ending = std::env::consts::EXE_SUFFIX;
    let folder = top().join("target/beside");
    shell.create_dir(&folder)?;
    shell.copy_file(built.join(format!("cloakroom{ending}")), folder.join(format!("cloakroom-{host}{ending}")))?;
    Ok("../target/beside/cloakroom".to_owned())
}
