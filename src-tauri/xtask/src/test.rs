//! Every check, in one order, with one summary that names what was skipped.

use std::time::Instant;

use xshell::{Shell, cmd};

use crate::error::Error;
use crate::figures;
use crate::package;
use crate::project::{shell, top};
use crate::setup::{self, For};
use crate::ui::{self, NPM};

type Check = (&'static str, fn(&Shell) -> Result<(), Error>);

/// In the order of what fails soonest; the window's pages come before the Rust that embeds them.
const CHECKS: &[Check] = &[
    ("format", |shell| Ok(cmd!(shell, "cargo fmt --all --check").run()?)),
    ("ui build", ui::build),
    ("ui types", |shell| npm(shell, "check")),
    ("ui tests", |shell| npm(shell, "test")),
    ("clippy", |shell| Ok(cmd!(shell, "cargo clippy --workspace --all-targets --all-features -- -D warnings").run()?)),
    ("rust tests", |shell| {
        // One run with the window's tests in it: what they link is built once.
        Ok(cmd!(shell, "cargo test --workspace --features cloakroom-tests/shell --no-fail-fast").run()?)
    }),
    ("generated types", generated_types),
    ("demonstration", |shell| {
        let to = top().join("target/demo");
        Ok(cmd!(shell, "cargo run --quiet -p cli -- demo --to {to}").run()?)
    }),
    ("package", package::check),
];

/// Sets up and runs everything; a failed check does not hide the next.
pub(crate) fn run() -> Result<(), Error> {
    let shell = shell()?;
    setup::ensure(&shell, For::Checks)?;
    let figures = figures::begin(&shell)?;
    shell.set_var(figures::VARIABLE, &figures);
    let mut failed = Vec::new();
    for &(name, check) in CHECKS {
        println!("\n== {name}");
        let start = Instant::now();
        let done = check(&shell);
        println!("== {name}: {} after {} s", if done.is_ok() { "passed" } else { "FAILED" }, start.elapsed().as_secs());
        if let Err(error) = done {
            eprintln!("{error}");
            failed.push(name);
        }
    }
    let corpus_absent = !top().join("../shared/corpus").is_dir();
    if corpus_absent {
        println!("\nskipped: the tests on real files, because ../shared/corpus is absent");
    }
    println!("\nfigures:");
    figures::show(&shell, &figures)?;
    println!("\nchecks: {} passed, {} failed", CHECKS.len() - failed.len(), failed.len());
    if failed.is_empty() { Ok(()) } else { Err(Error::Checks(failed)) }
}

fn npm(shell: &Shell, script: &str) -> Result<(), Error> {
    let _ui = shell.push_dir("ui");
    Ok(cmd!(shell, "{NPM} run {script}").run()?)
}

/// The Rust tests have just written the types anew; they must be those in the tree.
fn generated_types(shell: &Shell) -> Result<(), Error> {
    let changed = cmd!(shell, "git status --porcelain -- ui/src/wire").read()?;
    if changed.is_empty() { Ok(()) } else { Err(Error::StaleTypes) }
}
