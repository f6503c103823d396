//! A made-up school and drawn photos through the whole way: import, tag, account, confirm, batch, approve, export. Nothing
//! here goes round a rule; the school's people do what real ones would, one after the other.

mod camera;
mod canvas;
mod made_up;
mod scene;
mod school;

use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use rules::{Region, Role};
use serde::Serialize;
use store::KdfCost;
use store::atomic::write_flushed;
use ts_rs::TS;

use crate::app::App;
use crate::error::{Error, Fault, Refusal};
use crate::import::Stop;
use crate::register_entries::DoNotPublishForm;
use crate::register_import::RegisterFile;
use crate::session::Session;
use crate::surroundings::Surroundings;
use crate::wire::{Checklist, FaceAccount, FaceView, ImportOutcome, NewVault, RegisterChoices, Unlock};
pub use made_up::MadeUp;
use school::{CAMERA, PROTECTED, PUPILS, SCHOOL, Shot, Then, admission_number, outing, register_csv, taken_at};

/// Title of the batch, and what it is for.
const TITLE: &str = "Autumn walk";
const PURPOSE: &str = "website";

/// Somebody of the made-up school.
#[derive(Debug, Clone, Serialize, TS)]
#[ts(export)]
pub struct DemoAccount {
    /// Login name.
    pub name: &'static str,
    /// Role.
    #[ts(type = "'teacher' | 'office' | 'head' | 'safeguarding_lead' | 'guest'")]
    pub role: Role,
    /// Password: made up like the school, and protecting nothing real.
    pub password: &'static str,
}

const HEAD: DemoAccount = DemoAccount { name: "Head", role: Role::Head, password: "thistle-and-oak" };
const OFFICE: DemoAccount = DemoAccount { name: "Office", role: Role::Office, password: "paper-and-ink" };
const TEACHER: DemoAccount = DemoAccount { name: "Teacher", role: Role::Teacher, password: "chalk-and-rain" };
const LEAD: DemoAccount =
    DemoAccount { name: "Safeguarding", role: Role::SafeguardingLead, password: "lamp-and-shelter" };

/// What the demonstration did.
#[derive(Debug, Clone, Serialize)]
pub struct DemoReport {
    /// The folder with the exported pictures.
    pub folder: String,
    /// One line per photo of the outing.
    pub photos: Vec<DemoPhoto>,
    /// Rules that stopped somebody on the way, as they were told.
    pub refusals: Vec<String>,
}

/// A photo of the outing.
#[derive(Debug, Clone, Serialize)]
pub struct DemoPhoto {
    /// Name on the made-up card.
    pub card_file: String,
    /// The exported file.
    pub file: Option<String>,
    /// Why it stayed behind, as the head may read it.
    pub held_back: Vec<String>,
}

/// A school made for the window: where its vault lies, who may log in, and a card that is still to be imported.
#[derive(Debug, Clone, Serialize)]
pub struct DemoSchool {
    /// The vault.
    pub vault: PathBuf,
    /// A folder with photos that nobody has imported yet.
    pub card: PathBuf,
    /// Who may log in.
    pub accounts: Vec<DemoAccount>,
}

/// The school while it is being made.
struct Making {
    app: App,
    card: PathBuf,
    shots: Vec<Shot>,
}

/// Takes the made-up school through the whole way and exports to `to`. `workshop` is an empty folder for vault and card.
///
/// # Errors
/// When a folder cannot be written, or something of the way itself fails.
pub fn run(workshop: &Path, to: &Path, surroundings: &Surroundings) -> Result<DemoReport, Error> {
    // The vault is thrown away: what a password try costs protects nothing here.
    let surroundings = Surroundings { key_cost: KdfCost::new(8, 1)?, ..surroundings.clone() };
    let making = Making::begin(workshop, outing().into(), &surroundings)?;
    let photos = making.import_and_account()?;
    let mut refusals = Vec::new();
    let batch = making.prepare_batch(&photos)?;
    let office = making.sit_down(&OFFICE)?;
    refusals.extend(refusal(office.batch_approve(&batch, YES))?);
    refusals.extend(refusal(office.batch_export(&batch, to))?);
    drop(office);
    let head = making.sit_down(&HEAD)?;
    head.batch_approve(&batch, YES)?;
    let report = head.batch_export(&batch, to)?;
    let told = making.shots.iter().enumerate().map(|(place, _)| DemoPhoto {
        card_file: card_name(place),
        file: report.items.get(place).and_then(|item| item.file.clone()),
        held_back: report.items.get(place).map(|item| item.held_back.clone()).unwrap_or_default(),
    });
    Ok(DemoReport { folder: report.folder, photos: told.collect(), refusals })
}

/// Makes the school for the window in an empty folder, half-way: the teacher has a card to import and photos to confirm,
/// the office a batch to fill, the head one to review.
///
/// # Errors
/// When the folder cannot be written, or something of the way itself fails.
pub fn make_school(folder: &Path, surroundings: &Surroundings) -> Result<DemoSchool, Error> {
    let stays = |place: usize| place < 12 && place % 4 != 3;
    let (first, second): (Vec<_>, Vec<_>) = outing().into_iter().enumerate().partition(|(place, _)| stays(*place));
    let making = Making::begin(folder, first.into_iter().map(|(_, shot)| shot).collect(), surroundings)?;
    let photos = making.import_and_account()?;
    making.prepare_batch(&photos)?;
    let card = folder.join("card with more photos");
    shoot(&card, second.iter().map(|(_, shot)| shot), 20, surroundings)?;
    let accounts = vec![TEACHER, OFFICE, HEAD, LEAD];
    Ok(DemoSchool { vault: making.app.vault().to_owned(), card, accounts })
}

const YES: Checklist = Checklist { dressed: true, reputable: true, fits_purpose: true };

impl Making {
    /// Vault, accounts, register, do-not-publish list, camera.
    fn begin(folder: &Path, shots: Vec<Shot>, surroundings: &Surroundings) -> Result<Self, Error> {
        let card = folder.join("card");
        shoot(&card, &shots, 0, surroundings)?;
        let app = App::new(folder.join("vault"), surroundings.clone());
        let form = NewVault { school: SCHOOL.into(), head: HEAD.name.into(), password: HEAD.password.into() };
        let (head, _) = app.create(&form)?;
        for account in [&OFFICE, &TEACHER, &LEAD] {
            head.account_add(account.name, account.role, None, account.password)?;
            head.account_authorise(account.name)?;
        }
        drop(head);
        let making = Self { app, card, shots };
        let office = making.sit_down(&OFFICE)?;
        let register = register_csv(surroundings.today());
        let file = RegisterFile { name: "register.csv", bytes: register.as_bytes(), map: None };
        office.register_import(&file, &RegisterChoices::default())?;
        office.device_add(CAMERA.make, CAMERA.model, Some(CAMERA.serial), Some("Class camera"))?;
        drop(office);
        making.sit_down(&LEAD)?.do_not_publish_add(&DoNotPublishForm {
            people: vec![admission_number(PROTECTED)],
            reason: "Made up for the demonstration.".to_owned(),
            review_on: None,
            covering_suffices: false,
        })?;
        Ok(making)
    }

    fn sit_down(&self, account: &DemoAccount) -> Result<Session, Error> {
        self.app.unlock(&Unlock { name: account.name.to_owned(), password: account.password.to_owned() })
    }

    /// The teacher's part. Returns the photos in the order of the shots.
    fn import_and_account(&self) -> Result<Vec<String>, Error> {
        let teacher = self.sit_down(&TEACHER)?;
        let report = teacher.import(&self.card, TITLE, &Stop::default(), &mut |_| {})?;
        teacher.faces_look(&Stop::default(), &mut |_| {})?;
        let mut photos = Vec::new();
        for (file, shot) in report.files.iter().zip(&self.shots) {
            let taken = matches!(file.outcome, ImportOutcome::Imported | ImportOutcome::Quarantined);
            let photo =
                file.photo.clone().filter(|_| taken).ok_or(Refusal::NotNow { why: "a drawn photo was refused" })?;
            account(&teacher, &photo, shot)?;
            photos.push(photo);
        }
        Ok(photos)
    }

    /// The office's part, up to the hand-over to the head.
    fn prepare_batch(&self, photos: &[String]) -> Result<String, Error> {
        let office = self.sit_down(&OFFICE)?;
        let batch = office.batch_new(PURPOSE, TITLE)?.summary.id;
        office.batch_add(&batch, photos)?;
        for (photo, shot) in photos.iter().zip(&self.shots) {
            office.batch_caption(&batch, photo, shot.caption, shot.alt_text)?;
        }
        office.batch_submit(&batch)?;
        Ok(batch)
    }
}

/// Tags everyone on a photo by the face, covers whom the shot says, says of what else was found that it is nobody, and
/// confirms unless it is to be left.
fn account(teacher: &Session, photo: &str, shot: &Shot) -> Result<(), Error> {
    let faces = shot.scene.draw().faces;
    for (figure, face) in shot.scene.figures.iter().zip(&faces) {
        let person = admission_number(figure.pupil);
        let found = teacher.photo(photo, PURPOSE)?.faces.into_iter().find(|found| lies_on(found, face));
        let tagged = match &found {
            Some(found) => teacher.tag_add(photo, &[person], Some(&found.id), None, PURPOSE)?,
            None => teacher.tag_box(photo, &person, (*face).into(), PURPOSE)?,
        };
        if shot.then == Then::CoverAndConfirm(figure.pupil) {
            let here = tagged.faces.iter().find(|found| lies_on(found, face));
            let here = here.ok_or(Refusal::NotNow { why: "a drawn face is not there" })?;
            teacher.face_account(photo, &here.id, FaceAccount::Covered, PURPOSE)?;
        }
    }
    let open = |face: &&FaceView| face.account == FaceAccount::Unaccounted;
    for nobody in teacher.photo(photo, PURPOSE)?.faces.iter().filter(open) {
        teacher.face_account(photo, &nobody.id, FaceAccount::NotAPerson, PURPOSE)?;
    }
    if shot.then != Then::LeaveUnconfirmed {
        teacher.photo_confirm(photo, PURPOSE)?;
    }
    Ok(())
}

fn lies_on(found: &FaceView, drawn: &Region) -> bool {
    Region::try_from(found.region).is_ok_and(|found| found.overlap(drawn) > 0.3)
}

/// Draws the photos and leaves them in a folder as a camera would.
fn shoot<'s>(
    card: &Path,
    shots: impl IntoIterator<Item = &'s Shot>,
    first: usize,
    surroundings: &Surroundings,
) -> Result<(), Error> {
    let io = |source| Fault::Io { doing: "writing the made-up card", source };
    std::fs::create_dir_all(card).map_err(io)?;
    for (place, shot) in shots.into_iter().enumerate() {
        let bytes = shot.camera.shoot(&shot.scene, taken_at(surroundings.today(), first + place))?;
        write_flushed(&card.join(card_name(first + place)), &bytes, None).map_err(io)?;
    }
    Ok(())
}

fn card_name(place: usize) -> String {
    format!("DSC_{:04}.JPG", 412 + place)
}

/// The words of a refusal that was expected; a fault stays one.
fn refusal<T>(asked: Result<T, Error>) -> Result<Option<String>, Error> {
    match asked {
        Ok(_) => Ok(None),
        Err(Error::Refused(refusal)) => Ok(Some(refusal.to_string())),
        Err(fault) => Err(fault),
    }
}

impl DemoReport {
    /// For people.
    #[must_use]
    pub fn words(&self) -> String {
        let (out, back): (Vec<_>, Vec<_>) = self.photos.iter().partition(|photo| photo.file.is_some());
        let mut text = format!("{SCHOOL} is made up, its {} pupils too.\n", PUPILS.len());
        let _ = writeln!(text, "\n{} pictures may be shown. They lie in {}", out.len(), self.folder);
        for photo in out {
            let _ = writeln!(text, "  {}", photo.file.as_deref().unwrap_or_default());
        }
        let _ = writeln!(text, "\n{} photos were held back:", back.len());
        for photo in back {
            let _ = writeln!(text, "  {}: {}", photo.card_file, photo.held_back.join(" "));
        }
        text.push_str("\nOn the way the rules said no:\n");
        for refusal in &self.refusals {
            let _ = writeln!(text, "  {refusal}");
        }
        text
    }
}
