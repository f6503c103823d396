//! One function per command: a use case called and its answer put into words.

mod batch;
mod office;
mod photo;
mod register;
mod register_words;

use std::path::{Path, PathBuf};

use workflow::wire::NewVault;
use workflow::{App, Error, Fault, Refusal, Session, demo};

use crate::args::{Cli, Command};
use crate::login;
use crate::print::Done;

/// Runs what was typed.
pub(crate) fn run(app: &App, cli: Cli) -> Result<Done, Error> {
    let log_in = |name| -> Result<Session, Error> { login::session(app, name) };
    let Cli { login: name, command, json, .. } = cli;
    match command {
        Command::Init { school, head } => init(app, school, head),
        Command::Prove { files } => prove(&files),
        Command::Demo { to } => demonstrate(app, to),
        Command::Account(account) => office::account(&log_in(name)?, account),
        Command::Register(command) => register::register(&log_in(name)?, command, json),
        Command::Consent(consent) => office::consent(&log_in(name)?, consent),
        Command::Dnp(entry) => office::do_not_publish(&log_in(name)?, entry),
        Command::Objection(objection) => office::objection(&log_in(name)?, objection),
        Command::Device(device) => office::device(&log_in(name)?, device),
        Command::Import(import) => photo::import(&log_in(name)?, &import),
        Command::Photos(photos) => photo::photos(&log_in(name)?, photos),
        Command::Tag(tag) => photo::tag(&log_in(name)?, &tag),
        Command::Tags(tags) => photo::tags(&log_in(name)?, &tags),
        Command::Face(face) => photo::face(&log_in(name)?, &face),
        Command::Cover(cover) => photo::cover(&log_in(name)?, &cover),
        Command::Crop(crop) => photo::crop(&log_in(name)?, &crop),
        Command::Work { photo, people } => photo::work(&log_in(name)?, &photo, &people),
        Command::Confirm { photos } => photo::confirm(&log_in(name)?, &photos),
        Command::Check(check) => photo::check(&log_in(name)?, &check),
        Command::Batch(batch) => batch::batch(&log_in(name)?, batch),
        Command::Published(published) => batch::published(&log_in(name)?, &published),
        Command::Audit(audit) => office::audit(&log_in(name)?, &audit),
    }
}

fn init(app: &App, school: String, head: String) -> Result<Done, Error> {
    let password = login::password(&head)?.to_string();
    let (_, recovery) = app.create(&NewVault { school, head, password })?;
    let text = format!(
        "The vault is made in {}.\n\nRecovery key, shown this once. Print it and lock it away; whoever holds it can open \
         the vault:\n\n  {}\n",
        app.vault().display(),
        recovery.words
    );
    Done::new(&recovery, text)
}

fn prove(files: &[PathBuf]) -> Result<Done, Error> {
    let mut proved = Vec::with_capacity(files.len());
    let mut text = String::new();
    for path in files {
        let found = workflow::prove::inspect(&read(path)?);
        let name = path.display().to_string();
        match found.as_slice() {
            [] => text.push_str(&format!("{name}: pixels and nothing else\n")),
            findings => {
                text.push_str(&format!("{name}:\n"));
                for finding in findings {
                    let line = format!("  {} bytes at {}: {}\n", finding.length, finding.offset, finding.what);
                    text.push_str(&line);
                }
            }
        }
        proved.push(workflow::wire::Proved { file: name, clean: found.is_empty(), findings: found });
    }
    let dirty = proved.iter().any(|file| !file.clean);
    Ok(Done::new(&proved, text)?.refused_if(dirty))
}

fn demonstrate(app: &App, to: Option<PathBuf>) -> Result<Done, Error> {
    let io = |source| Fault::Io { doing: "making a folder for the demonstration", source };
    let workshop = tempfile::tempdir().map_err(io)?;
    let to = match to {
        Some(to) => to,
        None => tempfile::Builder::new().prefix("cloakroom-demo-").tempdir().map_err(io)?.keep(),
    };
    std::fs::create_dir_all(&to).map_err(io)?;
    let report = demo::run(workshop.path(), &to, app.surroundings())?;
    Done::new(&report, report.words())
}

/// Writes a file that was named on the command line.
fn write(path: &Path, bytes: &[u8]) -> Result<(), Error> {
    let refused = |_| Refusal::Destination { path: path.to_owned(), why: "it cannot be written" };
    Ok(workflow::write_file(path, bytes).map_err(refused)?)
}

/// Reads a file that was named on the command line.
fn read(path: &Path) -> Result<Vec<u8>, Error> {
    let refused = |error: std::io::Error| Refusal::Unreadable { path: path.to_owned(), why: error.kind().to_string() };
    Ok(std::fs::read(path).map_err(refused)?)
}
