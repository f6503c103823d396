//! After the export: looked up, explained, taken down, recorded.

use std::path::Path;

use photo::{Edits, Limits, Orientation, Output, Rect, RenderSpec};
use workflow::rules::Answer;
use workflow::wire::ExportReport;
use workflow::{ExportOptions, IncidentForm, Refusal};

use crate::school::{ALONE_TOO, GROUP, School, import, refusal};
use cloakroom_tests::camera::{OURS, drawn, put};

/// Pictures that look like something: hills, each its own.
fn landscapes(school: &School, count: u32) -> Vec<String> {
    let card = school.folder().join("hills");
    std::fs::create_dir_all(&card).expect("a folder");
    for n in 0..count {
        let (a, b) = (f64::from(n) * 1.7 + 1.0, f64::from(n * n % 7) + 1.0);
        let pixel = move |x: u16, y: u16| {
            let (x, y) = (f64::from(x) / 640.0, f64::from(y) / 480.0);
            let wave = (x * 6.0 * a + b).sin() + (y * 5.0 * b - a).cos() + (x * y * 9.0 + a * b).sin();
            [(128.0 + 40.0 * wave) as u8, (120.0 + 35.0 * (wave + x)) as u8, (110.0 + 30.0 * (wave - y)) as u8]
        };
        put(&card.join(format!("{n}.jpg")), &drawn(OURS, 1, [640, 480], pixel));
    }
    let report = import(&school.log_in("Teacher"), &card);
    report.files.into_iter().map(|file| file.photo.expect("imported")).collect()
}

fn published(school: &School, pupils: &[&str]) -> (String, ExportReport) {
    let photos = landscapes(school, 3);
    for photo in &photos {
        school.account(photo, pupils);
    }
    let batch = school.submit(&photos);
    school.approve(&batch);
    let report = school.export(&batch).expect("exported");
    assert!(report.items.iter().all(|item| item.file.is_some()), "{:?}", report.items);
    (batch, report)
}

fn files_of(folder: &Path) -> Vec<(String, Vec<u8>)> {
    let mut files: Vec<_> = std::fs::read_dir(folder)
        .expect("a folder")
        .map(|entry| entry.expect("an entry").path())
        .map(|path| {
            (path.file_name().expect("a name").to_string_lossy().into_owned(), std::fs::read(&path).expect("a file"))
        })
        .collect();
    files.sort();
    files
}

#[test]
fn p08_exporting_again_gives_the_same_bytes_in_several_sizes_formats_and_a_zip() {
    let school = School::open();
    let photos = landscapes(&school, 2);
    for photo in &photos {
        school.account(photo, &GROUP);
    }
    let batch = school.submit(&photos);
    school.approve(&batch);
    let options = ExportOptions { sizes: vec![320, 4000], webp: true, avif: true, zip: true };
    let export = || {
        school
            .log_in("Office")
            .batch_export_as(&batch, &school.website_folder(), &options, &mut |_| true)
            .expect("exported")
    };
    let (first, second) = (export(), export());
    assert_ne!(first.folder, second.folder, "what is there is never written into");
    let files = files_of(Path::new(&first.folder));
    assert_eq!(files, files_of(Path::new(&second.folder)));
    // Two pictures × two sizes × three formats, what lies beside them, and the ZIP.
    assert_eq!(files.len(), 2 * 2 * 3 + 3 + 1);
    for (name, bytes) in
        files.iter().filter(|(name, _)| ["jpg", "webp", "avif"].iter().any(|kind| name.ends_with(kind)))
    {
        assert!(workflow::prove::inspect(bytes).is_empty(), "{name}");
    }
    let page = files.iter().find(|(name, _)| name == "gallery.html").expect("a gallery");
    let page = String::from_utf8_lossy(&page.1);
    assert!(page.contains("-320.jpg 320w, ") && page.contains("640w") && page.contains("image/avif"), "{page}");
    let ledger = school.log_in("Office").published().expect("the ledger");
    assert_eq!(ledger.len(), 12, "the same files of the same batch are one publication each");
}

#[test]
fn an_export_tells_each_step_and_stopped_it_leaves_nothing() {
    let school = School::open();
    let photos = landscapes(&school, 3);
    for photo in &photos {
        school.account(photo, &GROUP);
    }
    let batch = school.submit(&photos);
    school.approve(&batch);
    let website = school.website_folder();
    let office = school.log_in("Office");
    let options = ExportOptions::default();
    let stopped = office.batch_export_as(&batch, &website, &options, &mut |step| step.done < 2);
    assert_eq!(refusal(stopped), Refusal::ExportStopped);
    assert!(files_of(&website).is_empty() && office.published().expect("the ledger").is_empty());
    assert_eq!(std::fs::read_dir(&website).expect("a folder").count(), 0, "nothing half done is left");

    let mut steps = Vec::new();
    let report = office.batch_export_as(&batch, &website, &options, &mut |step| {
        steps.push((step.done, step.total));
        true
    });
    assert_eq!(report.expect("exported").items.len(), 3);
    assert_eq!(steps, [(0, 3), (1, 3), (2, 3), (3, 3)]);
}

#[test]
fn a_picture_without_words_for_those_who_cannot_see_it_stays_behind() {
    let school = School::open();
    let photos = landscapes(&school, 1);
    school.account(&photos[0], &GROUP);
    let office = school.log_in("Office");
    let batch = office.batch_new("website", "Hills").expect("a batch").summary.id;
    office.batch_add(&batch, &photos).expect("added");
    office.batch_submit(&batch).expect("submitted");
    drop(office);
    school.approve(&batch);
    let report = school.export(&batch).expect("told");
    assert!(report.items[0].file.is_none() && report.items[0].held_back[0].contains("description"));
}

#[test]
fn p26_a_copy_found_outside_is_known_encoded_anew_at_half_the_size_and_cropped() {
    let school = School::open();
    let (_, report) = published(&school, &GROUP);
    let office = school.log_in("Office");
    let mut unknown = Vec::new();
    for item in &report.items {
        let file = item.file.clone().expect("written");
        let bytes = std::fs::read(Path::new(&report.folder).join(&file)).expect("there");
        let exact = office.published_find(&bytes).expect("looked up");
        assert!(exact[0].exact && exact[0].published.file == file);
        let crop = |x, y, w, h| Edits { crop: Some(Rect { x, y, w, h }), ..Edits::default() };
        for (edits, edge, quality) in [
            (Edits::default(), 1600, 60),
            (Edits::default(), 320, 82),
            (crop(0.05, 0.0, 0.95, 1.0), 1600, 82),
            (crop(0.0, 0.0, 1.0, 0.95), 1600, 82),
            (crop(0.025, 0.025, 0.95, 0.95), 1600, 82),
        ] {
            let spec = RenderSpec { max_edge: edge, output: Output::Jpeg { quality } };
            let copy = photo::render(&bytes, Orientation::Upright, &edits, &spec, &Limits::default()).expect("a copy");
            let found = office.published_find(copy.bytes()).expect("looked up");
            assert!(found.iter().all(|copy| !copy.exact));
            if found.first().is_none_or(|copy| copy.published.file != file) {
                unknown.push((file.clone(), edits));
            }
        }
    }
    // `tests/finding` tells how many are known of real pictures; in drawn hills a whole row of cells can be of one light.
    assert!(unknown.iter().all(|(_, edits)| edits.crop.is_some()) && unknown.len() <= 1, "{unknown:?}");
    assert!(matches!(refusal(office.published_find(b"no picture")), Refusal::File { .. }));
}

#[test]
fn p08_p26_why_was_this_published_names_consents_approver_and_a_signature_that_holds() {
    let school = School::open();
    let (batch, report) = published(&school, &GROUP);
    let office = school.log_in("Office");
    let file = report.items[0].file.clone().expect("written");
    let id = office.published().expect("the ledger").into_iter().find(|copy| copy.file == file).expect("entered").id;
    let why = office.published_why(&id).expect("told");
    assert_eq!(why.batch.as_deref(), Some(batch.as_str()));
    assert_eq!((why.approver.as_deref(), why.checklist), (Some("Head"), true));
    assert!(why.signature.starts_with("holds"), "{}", why.signature);
    assert_eq!(why.people.len(), GROUP.len());
    assert!(why.people.iter().all(|person| person.consents[0].contains("granted on 3 Sep 2026")), "{:?}", why.people);
    drop(office);
    // What was known then stays, whatever is answered later.
    school.answer(GROUP[0], Answer::Withdrawn, "2026-11-21");
    let later = school.log_in("Head").published_why(&id).expect("told");
    assert_eq!(format!("{:?}", later.people), format!("{:?}", why.people));
    assert!(matches!(refusal(school.log_in("Teacher").published_why(&id)), Refusal::NotAllowed { .. }));
}

#[test]
fn p26_a_withdrawal_lists_every_published_copy_until_somebody_ticks_it_off() {
    let school = School::open();
    published(&school, &[GROUP[0], GROUP[1], ALONE_TOO]);
    assert!(school.log_in("Office").takedowns().expect("the list").is_empty());
    assert!(school.log_in("Office").takedown_reminder().expect("told").is_none());
    school.answer(ALONE_TOO, Answer::Withdrawn, "2026-11-22");
    let office = school.log_in("Office");
    let open = office.takedowns().expect("the list");
    assert_eq!(open.len(), 3);
    assert!(open.iter().all(|item| item.reasons.len() == 1 && item.reasons[0].code == "consent_withdrawn"));
    assert!(office.takedown_reminder().expect("told").is_some_and(|words| words.starts_with("3 published copies")));
    office.takedown_done(&open[0].published.id).expect("noted");
    assert_eq!(office.takedowns().expect("the list").len(), 2);
    let done = office.takedowns_done().expect("the list");
    assert_eq!((done.len(), done[0].taken_down_by.as_deref()), (1, Some("Office")));
    drop(office);
    assert!(school.log_in("Teacher").takedown_reminder().expect("nothing").is_none());
    let head = school.log_in("Head");
    let report = head.term_report(None, None, false).expect("a report");
    assert_eq!(report.open_takedowns, Some(2));
    assert!(report.csv.contains("open_takedowns,\"\",2\r\n") && report.html.contains("taken down: 2."));
    let report = head.term_report(None, None, true).expect("a report");
    assert_eq!(report.open_takedowns, None, "few say too much about one child");
}

#[test]
fn p02_p14_p26_the_list_an_objection_and_a_refusal_bring_copies_down_and_look_the_same_to_the_office() {
    let codes = |enter: &dyn Fn(&School)| {
        let school = School::open();
        published(&school, &[GROUP[0], GROUP[1], ALONE_TOO]);
        enter(&school);
        let told = |name: &str| {
            let open = school.log_in(name).takedowns().expect("the list");
            assert_eq!(open.len(), 3);
            let words: Vec<_> =
                open[0].reasons.iter().map(|reason| (reason.code.clone(), reason.words.clone())).collect();
            words
        };
        (told("Office"), told("Lead"))
    };
    let (refused, _) = codes(&|school| school.answer(ALONE_TOO, Answer::Refused, "2026-11-22"));
    let (objected, lead) = codes(&|school| school.log_in("Teacher").objection_add(ALONE_TOO).expect("entered"));
    assert_eq!((&objected, lead[0].0.as_str()), (&refused, "objection"));
    let (listed, lead) = codes(&|school| {
        let form = workflow::DoNotPublishForm {
            people: vec![ALONE_TOO.to_owned()],
            reason: "Planted sealed reason".to_owned(),
            review_on: None,
            covering_suffices: false,
        };
        drop(school.log_in("Lead").do_not_publish_add(&form).expect("entered"));
    });
    assert_eq!((&listed, lead[0].0.as_str()), (&refused, "do_not_publish"));
}

#[test]
fn p13_a_picture_that_was_deleted_at_once_brings_its_copies_down() {
    let school = School::open();
    published(&school, &GROUP);
    let office = school.log_in("Office");
    let photo = office.published().expect("the ledger")[0].photo.clone();
    office.delete_now(&photo).expect("deleted");
    let open = office.takedowns().expect("the list");
    assert_eq!((open.len(), open[0].reasons[0].code.as_str()), (1, "photo_deleted"));
}

#[test]
fn p22_p23_an_incident_names_pupils_tracks_their_parents_and_becomes_text() {
    let school = School::open();
    let teacher = school.log_in("Teacher");
    let form = IncidentForm {
        what: "A picture was passed on by telephone.".to_owned(),
        people: vec![GROUP[0].to_owned(), GROUP[1].to_owned()],
        ..IncidentForm::default()
    };
    let id = teacher.incident_add(&form).expect("recorded");
    assert!(matches!(refusal(teacher.incidents()), Refusal::NotAllowed { .. }));
    drop(teacher);
    let lead = school.log_in("Lead");
    lead.incident_parents_told(&id, GROUP[0], None).expect("noted");
    let list = lead.incidents().expect("the list");
    let told: Vec<_> = list.incidents[0].people.iter().map(|person| person.told_by.as_deref()).collect();
    assert!(told.contains(&Some("Lead")) && told.contains(&None));
    let text = lead.incident_text(&id).expect("text");
    assert!(text.contains("passed on by telephone") && text.contains("parents told on 2026-11-22"), "{text}");
    assert!(text.contains("parents not told yet"), "{text}");
}

#[test]
fn p22_what_a_rule_held_back_is_counted_and_no_log_entry_says_which_rule() {
    let school = School::open();
    let photos = landscapes(&school, 2);
    for photo in &photos {
        school.account(photo, &[GROUP[0], GROUP[1], ALONE_TOO]);
    }
    let form = workflow::DoNotPublishForm {
        people: vec![ALONE_TOO.to_owned()],
        reason: "Planted sealed reason".to_owned(),
        review_on: None,
        covering_suffices: false,
    };
    drop(school.log_in("Lead").do_not_publish_add(&form).expect("entered"));
    let batch = school.submit(&photos);
    school.approve(&batch);
    school.export(&batch).expect("told");
    let head = school.log_in("Head");
    assert_eq!(head.incidents().expect("the list").near_misses, 2);
    let entries = head.log_entries(1, 10_000).expect("the log");
    let held: Vec<_> = entries.iter().filter(|entry| entry.action == "held_back").collect();
    assert_eq!(held.len(), 2);
    assert!(held.iter().all(|entry| entry.detail == serde_json::json!({})));
}
