//! One function per command: a use case called and its answer put into words.

mod batch;
mod care;
mod incident;
mod office;
mod person;
mod photo;
mod published;
mod purpose;
mod register;
mod register_words;
mod retention;

use std::path::{Path, PathBuf};

use workflow::wire::NewVault;
use workflow::{App, Error, Fault, Refusal, Session, Stop, demo};

use crate::args::{Account, Cli, Command};
use crate::login;
use crate::print::Done;

/// Runs what was typed.
pub(crate) fn run(app: &App, cli: Cli) -> Result<Done, Error> {
    let Cli { login: name, command, json, .. } = cli;
    match command {
        Command::Init { school, head } => init(app, school, head),
        Command::Prove { files } => prove(&files),
        Command::Demo { to } => demonstrate(app, to),
        Command::Restore { file, replace } => care::restore(app, &file, name, replace),
        Command::Account(Account::Password { name: of }) => {
            office::password(&login::session_to_change_password(app, name)?, of)
        }
        command @ (Command::Account(_)
        | Command::Register(_)
        | Command::Consent(_)
        | Command::Dnp(_)
        | Command::Objection(_)
        | Command::Device(_)
        | Command::Purpose(_)
        | Command::Import(_)
        | Command::Photos(_)
        | Command::Tag(_)
        | Command::Tags(_)
        | Command::Faces(_)
        | Command::Face(_)
        | Command::Cover(_)
        | Command::Crop(_)
        | Command::CropShapes { .. }
        | Command::Work { .. }
        | Command::Confirm { .. }
        | Command::Check(_)
        | Command::Batch(_)
        | Command::Published(_)
        | Command::Incident(_)
        | Command::Person(_)
        | Command::DeleteNow { .. }
        | Command::Retention(_)
        | Command::Audit(_)
        | Command::Backup { .. }
        | Command::Vault(_)) => {
            let session = login::session(app, name)?;
            let done = in_session(&session, command, json)?;
            tell(&session)?;
            Ok(done)
        }
    }
}

/// What everybody at the vault has to hear: a clock that was set back, a backup that was due.
fn tell(session: &Session) -> Result<(), Error> {
    if session.clock_is_behind()? {
        eprintln!(
            "The clock of this computer was set back: the vault was used at a later time. What has expired stays expired. If \
             the clock is right now, the head says so with `vault accept-clock`."
        );
    }
    if let Some(words) = session.takedown_reminder()? {
        eprintln!("{words}");
    }
    if let Some(words) = session.backup_if_due(&Stop::default())?.words() {
        eprintln!("{words}");
    }
    Ok(())
}

fn in_session(session: &Session, command: Command, json: bool) -> Result<Done, Error> {
    match command {
        Command::Account(account) => office::account(session, account),
        Command::Register(command) => register::register(session, command, json),
        Command::Consent(consent) => office::consent(session, consent),
        Command::Dnp(entry) => office::do_not_publish(session, entry),
        Command::Objection(objection) => office::objection(session, objection),
        Command::Device(device) => office::device(session, device),
        Command::Purpose(command) => purpose::purpose(session, command),
        Command::Import(import) => photo::import(session, &import),
        Command::Photos(photos) => photo::photos(session, photos),
        Command::Tag(tag) => photo::tag(session, &tag),
        Command::Tags(tags) => photo::tags(session, &tags),
        Command::Faces(faces) => photo::faces(session, faces),
        Command::Face(face) => photo::face(session, &face),
        Command::Cover(cover) => photo::cover(session, &cover),
        Command::Crop(crop) => photo::crop(session, &crop),
        Command::CropShapes { shapes } => photo::crop_shapes(session, &shapes),
        Command::Work { photo, people } => photo::work(session, &photo, &people),
        Command::Confirm { photos } => photo::confirm(session, &photos),
        Command::Check(check) => photo::check(session, &check),
        Command::Batch(batch) => batch::batch(session, batch),
        Command::Published(published) => published::published(session, &published),
        Command::Incident(command) => incident::incident(session, command),
        Command::Person(command) => person::person(session, &command),
        Command::DeleteNow { photo } => retention::delete_now(session, &photo),
        Command::Retention(command) => retention::retention(session, &command),
        Command::Audit(audit) => care::audit(session, &audit),
        Command::Backup { file } => care::backup(session, &file),
        Command::Vault(command) => care::vault(session, &command),
        Command::Init { .. } | Command::Prove { .. } | Command::Demo { .. } | Command::Restore { .. } => {
            Err(Refusal::NotNow { why: "this command needs nobody logged in" }.into())
        }
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
