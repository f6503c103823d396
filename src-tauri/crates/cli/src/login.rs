//! Which vault, and who: from the command line, the environment, or a prompt.

use std::io::IsTerminal as _;

use workflow::wire::{Unlock, WireError};
use workflow::{App, Error, Refusal, Session, Surroundings};
use zeroize::Zeroizing;

use crate::args::Cli;

/// The application on the vault that was named, or on the usual one of this computer.
pub(crate) fn app(cli: &Cli, surroundings: Surroundings) -> Result<App, WireError> {
    let usual = || dirs::data_local_dir().map(|folder| folder.join("school.cloakroom.desktop").join("vault"));
    let missing = || WireError::Refused {
        code: "missing".to_owned(),
        message: "This computer has no folder for a vault. Name one with --vault.".to_owned(),
    };
    Ok(App::new(cli.vault.clone().or_else(usual).ok_or_else(missing)?, surroundings))
}

/// Logs in: with the recovery key where the environment has one, else with name and password.
pub(crate) fn session(app: &App, login: Option<String>) -> Result<Session, Error> {
    match recovery_key() {
        Some(words) => app.unlock_with_recovery(&words),
        None => app.unlock(&form(login)?),
    }
}

/// The same, also with a password that is too old: to change it.
pub(crate) fn session_to_change_password(app: &App, login: Option<String>) -> Result<Session, Error> {
    match recovery_key() {
        Some(words) => app.unlock_with_recovery(&words),
        None => app.unlock_to_change_password(&form(login)?),
    }
}

fn form(login: Option<String>) -> Result<Unlock, Error> {
    let name = login.ok_or(Refusal::Missing { what: "The name to log in with (--as)" })?;
    let password = password(&name)?.to_string();
    Ok(Unlock { name, password })
}

/// The recovery key, where the environment has one.
pub(crate) fn recovery_key() -> Option<Zeroizing<String>> {
    from_environment("CLOAKROOM_RECOVERY")
}

/// The password of whoever logs in.
pub(crate) fn password(name: &str) -> Result<Zeroizing<String>, Error> {
    asked("CLOAKROOM_PASSWORD", &format!("Password of {name}: "))
}

/// A password that is to be set.
pub(crate) fn new_password(name: &str) -> Result<Zeroizing<String>, Error> {
    asked("CLOAKROOM_NEW_PASSWORD", &format!("New password of {name}: "))
}

fn asked(variable: &str, prompt: &str) -> Result<Zeroizing<String>, Error> {
    if let Some(password) = from_environment(variable) {
        return Ok(password);
    }
    let missing = Refusal::Missing { what: "The password (by prompt, or from the environment)" };
    if !std::io::stdin().is_terminal() {
        return Err(missing.into());
    }
    rpassword::prompt_password(prompt).map(Zeroizing::new).map_err(|_| missing.into())
}

fn from_environment(variable: &str) -> Option<Zeroizing<String>> {
    std::env::var(variable).ok().filter(|value| !value.is_empty()).map(Zeroizing::new)
}
