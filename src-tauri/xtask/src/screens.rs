//! A picture of every screen, for whoever judges what the window looks like, and for the guides.

use xshell::cmd;

use crate::error::Error;
use crate::project::{shell, top};
use crate::setup::{self, For};
use crate::ui;

/// The test that goes through every screen; it keeps pictures where it is told to.
const TOUR: &str = "no_screen_has_a_fault_that_axe_can_find";

/// Drives the real window through every screen and keeps the pictures in `tests/desktop/screens`.
pub(crate) fn run() -> Result<(), Error> {
    let shell = shell()?;
    setup::ensure(&shell, For::Checks)?;
    ui::build(&shell)?;
    let (raw, kept) = (top().join("target/tour"), top().join("tests/desktop/screens"));
    for folder in [&raw, &kept] {
        shell.remove_path(folder)?;
    }
    cmd!(shell, "cargo test --workspace --features cloakroom-tests/shell --test desktop -- {TOUR}")
        .env("CLOAKROOM_SCREENS", &raw)
        .run()?;
    for look in shell.read_dir(&raw)? {
        let name = look.file_name().unwrap_or_default();
        let into = kept.join(name);
        shell.create_dir(&into)?;
        // A tenth of the bytes, and nobody sees the difference.
        let pictures = shell.read_dir(&look)?;
        cmd!(shell, "mogrify -path {into} -format webp -quality 80 -define webp:method=6 {pictures...}").run()?;
    }
    println!("the screens are in {}", kept.display());
    Ok(())
}
