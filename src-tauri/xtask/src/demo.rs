//! A made-up school to look at.

use xshell::cmd;

use crate::error::Error;
use crate::project::{shell, top};
use crate::setup::{self, For};
use crate::ui;

/// Opens the window on the made-up school, or runs it through the command line where there is no display.
pub(crate) fn run(headless: bool) -> Result<(), Error> {
    let shell = shell()?;
    if headless || !has_display() {
        setup::ensure(&shell, For::CommandLine)?;
        let to = top().join("target/demo");
        return Ok(cmd!(shell, "cargo run --quiet -p cli -- demo --to {to}").run()?);
    }
    setup::ensure(&shell, For::Window)?;
    ui::build(&shell)?;
    Ok(cmd!(shell, "cargo run --quiet -p cloakroom-desktop -- --demo").run()?)
}

fn has_display() -> bool {
    let set = |name| std::env::var_os(name).is_some_and(|value| !value.is_empty());
    !cfg!(target_os = "linux") || set("DISPLAY") || set("WAYLAND_DISPLAY")
}
