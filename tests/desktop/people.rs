//! The people of the made-up school at the window: logging in and out, choosing files, what each may do.

use std::path::Path;
use std::time::Instant;

use cloakroom_tests::surroundings::throw_away;
use workflow::demo::{DemoAccount, DemoSchool};
use workflow::rules::Role;
use workflow::wire::Unlock;
use workflow::{App, Error, Refusal, Session};

use crate::driver::{PATIENCE, Running};

/// Ends a line; with Control, confirms a photo.
pub(crate) const ENTER: char = '\u{E007}';
/// Held down with Enter.
pub(crate) const CONTROL: char = '\u{E009}';

/// The account of a role.
pub(crate) fn who(school: &DemoSchool, role: Role) -> &DemoAccount {
    school.accounts.iter().find(|account| account.role == role).expect("somebody in that role")
}

/// What somebody does before the window is opened, or after it was closed: then the vault is waited for.
pub(crate) fn sit_down(vault: &Path, name: &str, password: &str) -> Session {
    let app = App::new(vault.to_owned(), throw_away());
    let form = Unlock { name: name.to_owned(), password: password.to_owned() };
    let begun = Instant::now();
    loop {
        match app.unlock(&form) {
            Err(Error::Refused(Refusal::VaultInUse)) if begun.elapsed() < PATIENCE => std::thread::yield_now(),
            done => return done.expect("logged in"),
        }
    }
}

/// The same for an account of the made-up school.
pub(crate) fn sit_down_as(school: &DemoSchool, role: Role) -> Session {
    let DemoAccount { name, password, .. } = who(school, role);
    sit_down(&school.vault, name, password)
}

/// Types name and password at the lock screen.
pub(crate) async fn log_in_by(window: &Running, name: &str, password: &str) {
    // Keys that the driver delivers late end up behind a password that was typed in full.
    for _ in 0..3 {
        window.fill("textbox", "Name", name).await;
        window.fill("textbox", "Password", password).await;
        window.press([ENTER]).await;
        let answered = "[...document.querySelectorAll('nav, [role=alert]')].map((one) => one.tagName)[0]";
        if window.until(answered).await == "NAV" {
            break;
        }
    }
    window.the("button", "Lock").await;
}

/// The same for an account of the made-up school.
pub(crate) async fn log_in(window: &Running, account: &DemoAccount) {
    log_in_by(window, account.name, account.password).await;
}

/// Locks by the button.
pub(crate) async fn lock(window: &Running) {
    window.click("button", "Lock").await;
    window.the("heading", "Unlock").await;
}

/// What the picker of folders and files answers from now on.
pub(crate) fn choose(home: &Path, path: &Path) {
    note(&home.join("folder.txt"), path.to_str().expect("a readable path").as_bytes());
}

/// Writes a file of the test's own.
#[expect(clippy::disallowed_methods, reason = "a test's file, not the school's")]
pub(crate) fn note(path: &Path, bytes: &[u8]) {
    std::fs::write(path, bytes).expect("written");
}
