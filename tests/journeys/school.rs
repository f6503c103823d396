//! A small made-up school with one person of each role.

use std::path::{Path, PathBuf};

use cloakroom_tests::surroundings::{blind, standing_still};
use tempfile::TempDir;
use workflow::register_import::RegisterFile;
use workflow::rules::{Answer, Method, Role, Scope};
use workflow::wire::{Checklist, ExportReport, ImportReport, NewVault, RegisterChoices, ShownVerdict, Unlock};
use workflow::{AnswerForm, App, Drives, Error, FaceFinder, Refusal, Session, Stop, Surroundings};

use cloakroom_tests::camera::{self, OURS};

/// Pupils by admission number. Everyone said yes to the website in groups, but for the last two.
pub(crate) const GROUP: [&str; 3] = ["001", "002", "003"];
/// Yes, alone too.
pub(crate) const ALONE_TOO: &str = "004";
/// No.
pub(crate) const REFUSED: &str = "005";
/// Never answered.
pub(crate) const UNANSWERED: &str = "006";

/// Every point a yes.
pub(crate) const YES: Checklist = Checklist { dressed: true, reputable: true, fits_purpose: true };

const REGISTER: &str = "\
admission_no,upn,legal_surname,legal_forename,known_as_surname,known_as_forename,date_of_birth,year,class,purpose,state,conditions,given_by,relationship,given_on,expires_on,method,evidence_ref\r
001,,Plantedsurname,Aubrey,,,2018-09-01,3,3 Wren,website,granted,group_only,A Plantedsurname,mother,2026-09-03,2027-08-31,form,1\r
002,,Brackwater,Jonah,,,2018-10-01,3,3 Wren,website,granted,group_only,A Brackwater,mother,2026-09-03,2027-08-31,form,2\r
003,,Colefern,Tamsin,,,2018-11-01,3,3 Wren,website,granted,group_only,A Colefern,mother,2026-09-03,2027-08-31,form,3\r
004,,Dunmoor,Idris,,,2018-12-01,3,3 Wren,website,granted,,A Dunmoor,mother,2026-09-03,2027-08-31,form,4\r
005,,Greybarrow,Nell,,,2019-01-01,3,3 Wren,website,refused,,A Greybarrow,father,2026-09-03,,form,5\r
006,,Ivyhurst,Maeve,,,2019-02-01,3,3 Wren,website,unknown,,,,,,,\r
";

/// The school, with nobody logged in.
pub(crate) struct School {
    folder: TempDir,
    app: App,
}

impl School {
    /// Accounts, register, one camera; a detector that finds nothing.
    pub(crate) fn open() -> Self {
        Self::with_detector(blind())
    }

    /// The same with this detector.
    pub(crate) fn with_detector(faces: FaceFinder) -> Self {
        Self::amid(Surroundings { faces, ..standing_still(1) })
    }

    /// The same on a computer with these drives.
    pub(crate) fn with_drives(drives: Drives) -> Self {
        Self::amid(Surroundings { drives, ..standing_still(1) })
    }

    fn amid(surroundings: Surroundings) -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        let app = App::new(folder.path().join("vault"), surroundings);
        let form = NewVault { school: "Thistlemere".into(), head: "Head".into(), password: password("Head") };
        let (head, _) = app.create(&form).expect("a vault");
        for (name, role) in [
            ("Office", Role::Office),
            ("Teacher", Role::Teacher),
            ("Lead", Role::SafeguardingLead),
            ("Deputy", Role::Head),
        ] {
            head.account_add(name, role, None, &password(name)).expect("added");
            head.account_authorise(name).expect("authorised");
        }
        let last_day = "2026-12-31".parse().expect("a day");
        head.account_add("Guest", Role::Guest, Some(last_day), &password("Guest")).expect("added");
        head.account_authorise("Guest").expect("authorised");
        let register = RegisterFile { name: "register.csv", bytes: REGISTER.as_bytes(), map: None };
        head.register_import(&register, &RegisterChoices::default()).expect("imported");
        head.device_add(OURS[0], OURS[1], Some(OURS[2]), None).expect("added");
        Self { folder, app }
    }

    /// The folder around the vault.
    pub(crate) fn folder(&self) -> &Path {
        self.folder.path()
    }

    /// The vault's folder.
    pub(crate) fn vault(&self) -> &Path {
        self.app.vault()
    }

    /// An empty folder to export to.
    pub(crate) fn website_folder(&self) -> PathBuf {
        let folder = self.folder().join("website");
        std::fs::create_dir_all(&folder).expect("a folder");
        folder
    }

    /// Logs in; whoever was before has to have logged out.
    pub(crate) fn log_in(&self, name: &str) -> Session {
        self.app.unlock(&Unlock { name: name.to_owned(), password: password(name) }).expect("logged in")
    }

    /// The teacher imports so many pictures of the school's camera; returns the photos.
    pub(crate) fn import(&self, count: u8) -> Vec<String> {
        let card = camera::card(self.folder(), OURS, count);
        let teacher = self.log_in("Teacher");
        let report = import(&teacher, &card);
        report.files.into_iter().map(|file| file.photo.expect("imported")).collect()
    }

    /// The teacher tags these pupils and confirms.
    pub(crate) fn account(&self, photo: &str, pupils: &[&str]) {
        let teacher = self.log_in("Teacher");
        let pupils: Vec<String> = pupils.iter().map(|pupil| (*pupil).to_owned()).collect();
        if !pupils.is_empty() {
            teacher.tag_add(photo, &pupils, None, None, "website").expect("tagged");
        }
        teacher.photo_confirm(photo, "website").expect("confirmed");
    }

    /// The office puts the photos into a batch and submits it.
    pub(crate) fn submit(&self, photos: &[String]) -> String {
        let office = self.log_in("Office");
        let batch = office.batch_new("website", "Autumn walk").expect("a batch").summary.id;
        office.batch_add(&batch, photos).expect("added");
        for photo in photos {
            office.batch_caption(&batch, photo, "", "A path in a wood").expect("described");
        }
        office.batch_submit(&batch).expect("submitted");
        batch
    }

    /// The head approves.
    pub(crate) fn approve(&self, batch: &str) {
        self.log_in("Head").batch_approve(batch, YES).expect("approved");
    }

    /// The office exports.
    pub(crate) fn export(&self, batch: &str) -> Result<ExportReport, Error> {
        self.log_in("Office").batch_export(batch, &self.website_folder())
    }

    /// What a role is told of a photo.
    pub(crate) fn told(&self, name: &str, photo: &str) -> ShownVerdict {
        self.log_in(name).photo(photo, "website").expect("shown").shown
    }

    /// The office enters an answer for the website.
    pub(crate) fn answer(&self, pupil: &str, answer: Answer, given_on: &str) {
        self.answer_for(pupil, "website", answer, given_on);
    }

    /// The office enters an answer.
    pub(crate) fn answer_for(&self, pupil: &str, purpose: &str, answer: Answer, given_on: &str) {
        let form = AnswerForm {
            person: pupil.to_owned(),
            purpose: purpose.to_owned(),
            answer,
            giver: None,
            given_on: Some(given_on.parse().expect("a day")),
            expires_on: None,
            scope: Scope::IndividualToo,
            condition: None,
            method: Method::Paper,
            document: None,
        };
        self.log_in("Office").consent_set(form).expect("entered");
    }
}

/// Imports a folder into the album of the tests, and looks for faces as the window would meanwhile.
pub(crate) fn import(session: &Session, card: &Path) -> ImportReport {
    let report = session.import(card, "Trip", &Stop::default(), &mut |_| {}).expect("imported");
    session.faces_look(&Stop::default(), &mut |_| {}).expect("looked for");
    report
}

/// The refusal that was expected.
pub(crate) fn refusal<T: std::fmt::Debug>(asked: Result<T, Error>) -> Refusal {
    match asked {
        Err(Error::Refused(refusal)) => refusal,
        other => panic!("not refused: {other:?}"),
    }
}

fn password(name: &str) -> String {
    format!("{name}-planted-password")
}
