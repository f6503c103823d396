//! The register's use cases on a real vault: who may, what a person's word changes, and that an import can be taken back.

#![expect(clippy::unwrap_used, reason = "a test may fail loudly in its own setting-up")]

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use rules::{Answer, Method, PersonKind, Role, Scope};
use tempfile::TempDir;
use workflow::register_import::RegisterFile;
use workflow::wire::{LooseningChoice, NewVault, PersonShown, RegisterChoices, RegisterReport, RowChoice, Unlock};
use workflow::{AnswerForm, App, Error, KdfCost, PersonForm, Refusal, Session, Surroundings};

const HEAD: &str = "Admission number,Surname,Forename,DOB,Class,Website,Newsletter,Consent date,Signed by\n";
const KHAN: &str = "17,Khan,Amelia,03/11/2019,2 R";
const ALI: &str = "18,Ali,Mo,22/04/2019,3 W";

struct School {
    folder: TempDir,
    app: App,
}

fn surroundings() -> Surroundings {
    let calls = AtomicU64::new(0);
    Surroundings {
        clock: Arc::new(|| "2026-11-22T09:00[Europe/London]".parse().unwrap()),
        entropy: Arc::new(move |bytes: &mut [u8]| {
            let call = calls.fetch_add(1, Ordering::SeqCst);
            blake3::Hasher::new().update(&call.to_le_bytes()).finalize_xof().fill(bytes);
        }),
        faces: Arc::new(|_, _| Ok(Vec::new())),
        drives: Arc::new(store::Drive::of),
        cards: Arc::new(Vec::new),
        key_cost: KdfCost::new(8, 1).unwrap(),
    }
}

fn password(name: &str) -> String {
    format!("{name}, a password")
}

fn nothing() -> RegisterChoices {
    RegisterChoices::default()
}

impl School {
    fn open() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let app = App::new(folder.path().join("vault"), surroundings());
        let form = NewVault { school: "Larkfield".into(), head: "Head".into(), password: password("Head") };
        let (head, _) = app.create(&form).unwrap();
        let accounts = [
            ("Office", Role::Office),
            ("Second", Role::Office),
            ("Teacher", Role::Teacher),
            ("Lead", Role::SafeguardingLead),
        ];
        for (name, role) in accounts {
            head.account_add(name, role, None, &password(name)).unwrap();
            head.account_authorise(name).unwrap();
        }
        Self { folder, app }
    }

    fn log_in(&self, name: &str) -> Session {
        self.app.unlock(&Unlock { name: name.to_owned(), password: password(name) }).unwrap()
    }

    fn import(&self, rows: &str) -> RegisterReport {
        self.import_with(rows, &nothing())
    }

    fn import_with(&self, rows: &str, choices: &RegisterChoices) -> RegisterReport {
        with(&format!("{HEAD}{rows}"), |file| self.log_in("Office").register_import(file, choices)).unwrap()
    }

    fn preview(&self, rows: &str) -> RegisterReport {
        with(&format!("{HEAD}{rows}"), |file| self.log_in("Office").register_preview(file, &nothing())).unwrap()
    }

    fn show(&self, person: &str) -> PersonShown {
        self.log_in("Office").register_show(Some(person), None).unwrap().remove(0)
    }

    fn state(&self, person: &str, purpose: &str) -> &'static str {
        self.show(person).states.iter().find(|state| state.purpose == purpose).unwrap().state
    }

    fn logged(&self, action: &str) -> usize {
        let log = self.log_in("Head").log_entries(1, 10_000).unwrap();
        log.iter().filter(|entry| entry.action == action).count()
    }
}

fn with<T>(text: &str, read: impl FnOnce(&RegisterFile<'_>) -> T) -> T {
    read(&RegisterFile { name: "register.csv", bytes: text.as_bytes(), map: None })
}

fn refusal<T: std::fmt::Debug>(result: Result<T, Error>) -> Refusal {
    match result {
        Err(Error::Refused(refusal)) => refusal,
        other => panic!("{other:?}"),
    }
}

#[test]
fn p15_a_refusal_becomes_a_yes_only_when_a_person_ticks_it_and_never_by_an_older_day() {
    let school = School::open();
    school.import(&format!("{KHAN},No,Yes,10/09/2026,S Khan\n"));
    let tick = RegisterChoices {
        loosen: vec![LooseningChoice { person: "17".into(), purpose: "website".into() }],
        ..nothing()
    };
    let newer = format!("{KHAN},Yes,Yes,01/10/2026,S Khan\n");
    let preview = school.preview(&newer);
    assert_eq!((preview.loosened.len(), preview.loosened[0].ticked), (1, false));
    assert_eq!(
        (preview.loosened[0].before.as_str(), preview.loosened[0].after.as_str()),
        ("refused", "granted, in groups")
    );
    school.import(&newer);
    assert_eq!(school.state("17", "website"), "refused", "not ticked");
    let older = format!("{HEAD}{KHAN},Yes,Yes,01/09/2026,S Khan\n");
    let refused = with(&older, |file| refusal(school.log_in("Office").register_import(file, &tick)));
    assert_eq!(refused.code(), "unknown", "an older yes is no change to tick");
    let report = school.import_with(&newer, &tick);
    assert!(report.loosened[0].ticked);
    assert_eq!(school.state("17", "website"), "granted");
}

#[test]
fn p15_yeses_without_a_day_block_unless_the_importer_states_the_days_of_the_export() {
    let school = School::open();
    let text = "Admission number,Surname,Forename,DOB,Website\n17,Khan,Amelia,03/11/2019,Yes\n";
    let office = school.log_in("Office");
    let undated = with(text, |file| office.register_preview(file, &nothing())).unwrap();
    assert_eq!((undated.undated.len(), undated.dated_by_export), (1, 0));
    assert_eq!(undated.undated[0].person, "Amelia Khan");
    let stated = RegisterChoices { export_date: Some("2026-11-20".parse().unwrap()), ..nothing() };
    let dated = with(text, |file| office.register_import(file, &stated)).unwrap();
    assert_eq!((dated.undated.len(), dated.dated_by_export), (0, 1));
    drop(office);
    assert_eq!(school.state("17", "website"), "granted");
    assert_eq!(school.show("17").answers[0].given_on, Some("2026-11-20".parse().unwrap()));
}

#[test]
fn p15_a_row_that_is_not_certain_is_taken_only_for_the_pupil_whom_a_person_names() {
    let school = School::open();
    school.import(&format!("{KHAN},Yes,Yes,10/09/2026,S Khan\n"));
    let unsure = ",Kahn,Amelia,,2 R,No,No,01/10/2026,S Khan\n";
    let preview = school.preview(unsure);
    assert_eq!(preview.ambiguous[0].candidates[0].short, "17");
    school.import(unsure);
    assert_eq!(school.state("17", "website"), "granted");
    let settled = |is: &str| RegisterChoices { settled: vec![RowChoice { row: 2, is: is.into() }], ..nothing() };
    school.import_with(unsure, &settled("17"));
    assert_eq!(school.state("17", "website"), "withdrawn");
    let report = school.import_with(unsure, &settled("new"));
    assert_eq!(report.added.len(), 1);
    assert_eq!(school.state("Amelia Kahn", "website"), "refused");
}

#[test]
fn p15_a_condition_blocks_until_a_person_settles_it() {
    let school = School::open();
    school.import(&format!("{KHAN},Y (not Facebook),Yes,10/09/2026,S Khan\n"));
    assert_eq!(school.state("17", "website"), "conditional");
    let office = school.log_in("Office");
    assert_eq!(office.consent_resolve("17", "website").unwrap(), ["Y (not Facebook)"]);
    assert_eq!(refusal(office.consent_resolve("17", "website")).code(), "not_now");
    drop(office);
    assert_eq!(school.state("17", "website"), "granted");
    assert_eq!(school.logged("condition_resolved"), 1);
}

#[test]
fn p01_a_spoken_yes_counts_once_somebody_else_confirms_it() {
    let school = School::open();
    school.import(&format!("{KHAN},,,,\n"));
    let office = school.log_in("Office");
    let form = AnswerForm {
        person: "17".into(),
        purpose: "website".into(),
        answer: Answer::Granted,
        giver: None,
        given_on: None,
        expires_on: None,
        scope: Scope::GroupOnly,
        condition: None,
        method: Method::Verbal { confirmed_by: None },
        document: None,
    };
    office.consent_set(form).unwrap();
    assert_eq!(refusal(office.consent_confirm("17", "website")).code(), "not_now");
    drop(office);
    assert_eq!(school.state("17", "website"), "unknown");
    assert_eq!(school.log_in("Second").consent_confirm("17", "website").unwrap(), 1);
    assert_eq!(school.state("17", "website"), "granted");
}

#[test]
fn p15_an_import_is_undone_as_a_whole_and_what_was_entered_since_stays() {
    let school = School::open();
    school.import(&format!("{KHAN},Yes,Yes,10/09/2026,S Khan\n"));
    let before = school.show("17").states.iter().map(|state| state.state).collect::<Vec<_>>();
    let wrong = school.import(&format!("{KHAN},No,Withdrawn,01/10/2026,S Khan\n{ALI},Yes,Yes,01/10/2026,B Ali\n"));
    let import = wrong.import.unwrap();
    assert_eq!(school.state("17", "website"), "withdrawn");
    assert_eq!(refusal(school.log_in("Teacher").register_undo(&import, true, false)).code(), "not_allowed");
    assert_eq!(refusal(school.log_in("Office").register_undo(&import, true, true)).code(), "not_allowed");
    let told = school.log_in("Office").register_undo(&import, false, false).unwrap();
    assert_eq!((told.applied, told.loosened.len(), told.removed), (false, 2, 1));
    assert_eq!(school.state("17", "website"), "withdrawn", "telling changes nothing");
    let by_hand = AnswerForm {
        person: "17".into(),
        purpose: "prospectus".into(),
        answer: Answer::Refused,
        giver: None,
        given_on: None,
        expires_on: None,
        scope: Scope::GroupOnly,
        condition: None,
        method: Method::Paper,
        document: None,
    };
    school.log_in("Office").consent_set(by_hand).unwrap();
    let undone = school.log_in("Office").register_undo(&import, true, false).unwrap();
    assert!(undone.applied && undone.answers == 4);
    assert_eq!(school.state("17", "prospectus"), "refused");
    let shown = school.show("17");
    let after = shown.states.iter().map(|state| state.state).zip(before);
    assert!(after.filter(|(now, then)| now != then).count() == 1, "only what was entered by hand differs");
    assert_eq!(shown.answers.iter().filter(|answer| answer.undone_on.is_some()).count(), 2);
    assert_eq!(refusal(school.log_in("Office").register_show(Some("18"), None)).code(), "unknown");
    assert_eq!(refusal(school.log_in("Office").register_undo(&import, true, false)).code(), "not_now");
    let imports = school.log_in("Office").register_status().unwrap().imports;
    assert_eq!((imports.len(), imports[0].undone_by.as_deref()), (2, Some("Office")));
    assert_eq!(school.logged("register_undone"), 1);
    assert!(school.log_in("Head").log_verify().unwrap().fault.is_none());
}

#[test]
fn p02_the_lead_imports_the_list_and_undoing_it_lifts_nothing_by_itself() {
    let school = School::open();
    school.import(&format!("{KHAN},Yes,Yes,10/09/2026,S Khan\n"));
    let list = "Pupil,Scope,Reason,From\nAmelia Khan,everywhere,held by the lead,01/11/2026\n";
    let file = RegisterFile { name: "do not publish.csv", bytes: list.as_bytes(), map: None };
    let refused = refusal(school.log_in("Office").register_preview(&file, &nothing()));
    assert!(!refused.to_string().contains("Khan"));
    let other = format!("{HEAD}{KHAN},Yes,Yes,10/09/2026,S Khan\n");
    assert_eq!(
        with(&other, |file| refusal(school.log_in("Lead").register_preview(file, &nothing()))).code(),
        "not_allowed"
    );
    let report = school.log_in("Lead").register_import(&file, &nothing()).unwrap();
    assert_eq!(report.protections[0].people, ["Amelia Khan"]);
    assert!(!format!("{report:?}").contains("held by"));
    let head = school.log_in("Head");
    let undone = head.register_undo(&report.import.unwrap(), true, false).unwrap();
    assert_eq!((undone.protections_kept, undone.protections_lifted), (1, 0));
    assert!(head.do_not_publish().unwrap()[0].lifted_on.is_none());
}

#[test]
fn a_source_is_read_as_it_was_settled_before_but_its_purpose_is_asked_each_time() {
    let school = School::open();
    let file = |name: &'static str, text: &'static str| RegisterFile { name, bytes: text.as_bytes(), map: None };
    let first = "Adm No,Surname,Forename,DOB,Status\n17,Khan,Amelia,03/11/2019,1\n";
    let said = RegisterChoices {
        purpose: Some("website".into()),
        export_date: Some("2026-11-20".parse().unwrap()),
        answers: vec![workflow::wire::WordChoice { word: "1".into(), means: "granted".into() }],
        ..nothing()
    };
    let office = school.log_in("Office");
    office.register_import(&file("web.csv", first), &said).unwrap();
    let second = office.register_preview(&file("news.csv", first), &nothing()).unwrap();
    assert!(second.remembered.is_some());
    assert!(second.questions.iter().any(|question| question.blocks), "what the answers are for is asked again");
    assert_eq!(refusal(office.register_import(&file("news.csv", first), &nothing())).code(), "file");
    let said = RegisterChoices { purpose: Some("newsletter".into()), export_date: said.export_date, ..nothing() };
    office.register_import(&file("news.csv", first), &said).unwrap();
    drop(office);
    assert_eq!(school.state("17", "newsletter"), "granted", "what 1 means is remembered");
}

#[test]
fn the_file_is_deleted_only_once_it_is_imported() {
    let school = School::open();
    let path = school.folder.path().join("register.csv");
    let text = format!("{HEAD}{KHAN},Yes,Yes,10/09/2026,S Khan\n");
    workflow::write_file(&path, text.as_bytes()).unwrap();
    let office = school.log_in("Office");
    assert_eq!(refusal(office.register_file_delete(&path)).code(), "not_now");
    office.register_file_import(&path, &nothing()).unwrap();
    office.register_file_delete(&path).unwrap();
    assert!(!path.exists());
    drop(office);
    assert_eq!(school.logged("register_file_deleted"), 1);
}

#[test]
fn lists_go_to_paper_and_spreadsheets_without_formulas_and_the_trip_list_without_reasons() {
    let school = School::open();
    school.import(&format!("{KHAN},Yes,,10/09/2026,S Khan\n{ALI},No,Ask first,10/09/2026,B Ali\n"));
    let office = school.log_in("Office");
    let chase = office.register_chase(30, Some("3 W")).unwrap();
    assert!(chase.rows.iter().all(|row| row[0] == "3 W") && !chase.rows.is_empty());
    for name in ["chase.csv", "chase.html"] {
        office.list_save(&chase, &school.folder.path().join(name)).unwrap();
    }
    let page = std::fs::read_to_string(school.folder.path().join("chase.html")).unwrap();
    assert!(page.starts_with("<!doctype html>") && page.contains("<td>Mo Ali</td>"));
    drop(office);
    assert_eq!(school.logged("exported"), 2);
    let trip = school.log_in("Teacher").trip_list("website", &["17".into(), "18".into()], None).unwrap();
    assert_eq!(trip.rows, [["Amelia Khan", "2 R", "yes"], ["Mo Ali", "3 W", "no"]]);
    assert_eq!(refusal(school.log_in("Teacher").register_chase(30, None)).code(), "not_allowed");
}

#[test]
fn p14_staff_and_visitors_are_on_the_register_too_and_answer_for_themselves() {
    let school = School::open();
    let adult = |forename: &str, kind| PersonForm {
        kind,
        forename: forename.into(),
        surname: "Thistlewood".into(),
        known_as: None,
        class: None,
        date_of_birth: None,
        admission_number: None,
    };
    let office = school.log_in("Office");
    office.person_add(&adult("Barnaby", PersonKind::Staff)).unwrap();
    office.person_add(&adult("Wilhelmina", PersonKind::Visitor)).unwrap();
    assert_eq!(refusal(office.person_add(&adult(" ", PersonKind::Staff))).code(), "missing");
    office
        .consent_set(AnswerForm {
            person: "Barnaby Thistlewood".into(),
            purpose: "website".into(),
            answer: Answer::Granted,
            giver: None,
            given_on: None,
            expires_on: None,
            scope: Scope::IndividualToo,
            condition: None,
            method: Method::Paper,
            document: None,
        })
        .unwrap();
    let left = office.person_left("Wilhelmina Thistlewood", "2026-11-21".parse().unwrap()).unwrap();
    assert!(left.left_on.is_some());
    drop(office);
    assert_eq!(school.state("Barnaby Thistlewood", "website"), "granted");
    assert_eq!(school.show("Barnaby Thistlewood").answers[0].giver, rules::Giver::Oneself);
    assert_eq!(refusal(school.log_in("Teacher").person_add(&adult("Ada", PersonKind::Staff))).code(), "not_allowed");
}

#[test]
fn a_state_is_told_as_of_any_past_day() {
    let school = School::open();
    school.import(&format!("{KHAN},Yes,Yes,10/09/2026,S Khan\n"));
    school.import(&format!("{KHAN},Withdrawn,Yes,12/10/2026,S Khan\n"));
    let office = school.log_in("Office");
    let on = |day: &str| {
        let shown = office.register_show(Some("17"), Some(day.parse().unwrap())).unwrap().remove(0);
        shown.states.into_iter().find(|state| state.purpose == "website").unwrap().state
    };
    let days = ["2026-09-09", "2026-09-10", "2026-10-11", "2026-10-12", "2027-09-01"];
    assert_eq!(days.map(on), ["not_yet", "granted", "granted", "withdrawn", "withdrawn"]);
}
