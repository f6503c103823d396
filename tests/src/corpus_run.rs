//! A folder of pictures the whole way in a throw-away vault: import, release by the head, 'nobody visible' confirmed on
//! each, batch, approval by somebody else, export, proof. For development only: the product has no way round its gate, and
//! this takes none.

use std::collections::BTreeMap;
use std::path::Path;

use crate::surroundings::blind;
use serde::Serialize;
use workflow::register_import::RegisterFile;
use workflow::rules::Role;
use workflow::wire::{Checklist, ImportOutcome, ImportedFile, NewVault, RegisterChoices, Unlock};
use workflow::{App, Error, Fault, Session, Stop, Surroundings};

/// What became of a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Outcome {
    /// Written, and proved clean.
    Exported,
    /// Not taken, or not let out.
    Refused,
    /// The same bytes came before.
    Duplicate,
    /// Held until the head releases it.
    Quarantined,
}

/// One file of the folder.
#[derive(Debug, Clone, Serialize)]
pub struct File {
    /// Name within the folder.
    pub file: String,
    /// What became of it.
    pub outcome: Outcome,
    /// Why it was not exported.
    pub reason: Option<String>,
    /// The written file.
    pub output: Option<String>,
}

/// The whole run.
#[derive(Debug, Clone, Serialize)]
pub struct CorpusRun {
    /// One entry per file, in the order of their names.
    pub files: Vec<File>,
}

const HEAD: (&str, &str) = ("Head", "corpus-run-head");
const OFFICE: (&str, &str) = ("Office", "corpus-run-office");
const ALBUM: &str = "Corpus";
/// The decision asks for a register that is not stale, even where nobody can be seen.
const REGISTER: &str = "admission_no,upn,legal_surname,legal_forename,known_as_surname,known_as_forename,date_of_birth,\
                        year,class,purpose,state,conditions,given_by,relationship,given_on,expires_on,method,\
                        evidence_ref\r\n000001,,Nobodyson,Nemo,,,2018-09-01,3,3 Kestrel,website,refused,,,,2026-01-01,,\
                        form,none\r\n";

/// Sends every file of `folder` the whole way and exports to `to`.
///
/// # Errors
/// When the vault or the folders cannot be used. What is wrong with a file is its outcome, not an error.
pub fn run(folder: &Path, to: &Path, surroundings: &Surroundings) -> Result<CorpusRun, Error> {
    let io = |source| Fault::Io { doing: "making the throw-away vault", source };
    let workshop = tempfile::tempdir().map_err(io)?;
    std::fs::create_dir_all(to).map_err(io)?;
    // Nobody is accounted for here, so nobody is looked for.
    let surroundings = Surroundings { faces: blind(), ..surroundings.clone() };
    let app = App::new(workshop.path().join("vault"), surroundings);
    let form = NewVault { school: "Corpus".into(), head: HEAD.0.into(), password: HEAD.1.into() };
    let (head, _) = app.create(&form)?;
    head.account_add(OFFICE.0, Role::Office, None, OFFICE.1)?;
    head.account_authorise(OFFICE.0)?;
    drop(head);

    let office = sit_down(&app, OFFICE)?;
    let register = RegisterFile { name: "register.csv", bytes: REGISTER.as_bytes(), map: None };
    office.register_import(&register, &RegisterChoices::default())?;
    let told = |done: u32, total: u32| eprintln!("imported {done} of {total}");
    let report = office.import(folder, ALBUM, &Stop::default(), &mut |step| told(step.done, step.total))?;
    office.faces_look(&Stop::default(), &mut |_| {})?;
    drop(office);

    let taken: Vec<String> = report.files.iter().filter(|file| came_in(file)).filter_map(|f| f.photo.clone()).collect();
    let head = sit_down(&app, HEAD)?;
    head.devices_release(&taken, None, "Test pictures, checked by a developer.")?;
    drop(head);
    let exported = export(&app, &taken, to)?;
    Ok(CorpusRun { files: report.files.into_iter().map(|file| outcome(file, &exported)).collect() })
}

/// What became of each photo: the written file, or why there is none.
type Exported = BTreeMap<String, Result<String, String>>;

fn export(app: &App, photos: &[String], to: &Path) -> Result<Exported, Error> {
    if photos.is_empty() {
        return Ok(Exported::new());
    }
    let office = sit_down(app, OFFICE)?;
    for photo in photos {
        office.photo_confirm(photo, "website")?;
    }
    let batch = office.batch_new("website", "Corpus")?.summary.id;
    office.batch_add(&batch, photos)?;
    for photo in photos {
        office.batch_caption(&batch, photo, "", "A picture of the corpus")?;
    }
    office.batch_submit(&batch)?;
    drop(office);
    let head = sit_down(app, HEAD)?;
    head.batch_approve(&batch, Checklist { dressed: true, reputable: true, fits_purpose: true })?;
    eprintln!("exporting {} pictures", photos.len());
    let report = head.batch_export(&batch, to)?;
    let folder = Path::new(&report.folder);
    let became = report.items.into_iter().map(|item| {
        let written = item.file.map(|file| folder.join(file)).ok_or(item.held_back.join(" "));
        (item.photo, written.and_then(|path| proved(&path)))
    });
    Ok(became.collect())
}

fn proved(path: &Path) -> Result<String, String> {
    let bytes = std::fs::read(path).map_err(|error| format!("the written file cannot be read: {error}"))?;
    let findings = workflow::prove::inspect(&bytes);
    match findings.first() {
        None => Ok(path.display().to_string()),
        Some(finding) => Err(format!("the written file still carries {}", finding.what)),
    }
}

fn came_in(file: &ImportedFile) -> bool {
    matches!(file.outcome, ImportOutcome::Imported | ImportOutcome::Quarantined)
}

fn outcome(file: ImportedFile, exported: &Exported) -> File {
    let ImportedFile { file, outcome, reason, photo, .. } = file;
    let became = photo.as_ref().and_then(|photo| exported.get(photo));
    let (outcome, reason, output) = match (outcome, became) {
        (ImportOutcome::Imported | ImportOutcome::Quarantined, Some(Ok(output))) => {
            (Outcome::Exported, None, Some(output.clone()))
        }
        (ImportOutcome::Imported | ImportOutcome::Quarantined, Some(Err(why))) => {
            (Outcome::Refused, Some(why.clone()), None)
        }
        (ImportOutcome::Quarantined, None) => (Outcome::Quarantined, reason, None),
        (ImportOutcome::Duplicate, _) => (Outcome::Duplicate, reason, None),
        (ImportOutcome::Refused | ImportOutcome::Imported, _) => (Outcome::Refused, reason, None),
    };
    File { file, outcome, reason, output }
}

fn sit_down(app: &App, (name, password): (&str, &str)) -> Result<Session, Error> {
    app.unlock(&Unlock { name: name.to_owned(), password: password.to_owned() })
}
