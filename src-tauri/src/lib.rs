//! The window's host: wires the use cases to one window. Decides nothing.

mod arguments;
mod commands;
mod desk;
mod lookout;
mod offers;
mod picker;
mod pictures;
mod place;
mod safekeeping;
mod window;

use std::sync::Arc;

use tauri::{Builder, Context, Runtime, Wry};
use workflow::{App, Surroundings};

pub use arguments::Arguments;
pub use desk::{ChosenFolder, Desk};
pub use picker::{Choice, Picker, SystemPicker};
pub use pictures::{SCHEME, answer};
pub use place::Place;

/// The configuration, the capability and the window's pages, as they were built in.
#[must_use]
pub fn context<R: Runtime>() -> Context<R> {
    tauri::generate_context!()
}

/// Adds to a builder all that the window needs: the desk, the commands, the scheme for pictures, the window itself.
#[must_use]
pub fn assemble<R: Runtime>(builder: Builder<R>, desk: Desk) -> Builder<R> {
    builder
        .manage(desk)
        .register_asynchronous_uri_scheme_protocol(SCHEME, pictures::serve)
        .invoke_handler(commands::handler())
        .on_window_event(offers::take_drops)
        .setup(|app| Ok(window::open(app.handle())?))
}

/// Opens the window and returns when it was closed.
///
/// # Errors
/// When there is no place for the vault, or no window can be opened.
pub fn run(
    context: Context<Wry>,
    arguments: Arguments,
    picker: Arc<dyn Picker>,
) -> Result<(), Box<dyn std::error::Error>> {
    if !has_display() {
        return Err(
            "there is no screen to show it on. The `cloakroom` command does the same work without a window.".into()
        );
    }
    let demo = arguments.demo;
    let desk = Desk::new(App::new(arguments.vault()?, Surroundings::real()), picker);
    let place = desk.place();
    if demo {
        place.try_made_up()?;
        print!("{}", place.made_up_words());
    }
    // Not `run`, which would end the process before the vault is closed.
    assemble(Builder::default(), desk).build(context)?.run_return(|_, _| {});
    place.leave_made_up();
    Ok(())
}

/// GTK would end the process with a message for programmers.
fn has_display() -> bool {
    let set = |name| std::env::var_os(name).is_some_and(|value| !value.is_empty());
    !cfg!(target_os = "linux") || set("DISPLAY") || set("WAYLAND_DISPLAY")
}
