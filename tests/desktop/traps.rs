//! A register full of traps comes in: figures that could mean anything, two pupils of one name, a no that turns into a yes,
//! a formula. Nothing becomes a yes that nobody looked at.

use cloakroom_tests::surroundings::throw_away;
use jiff::ToSpan as _;
use workflow::demo::make_school;
use workflow::rules::{PersonKind, Role};
use workflow::{PersonForm, Session};

use crate::driver::{Asked, start};
use crate::people::{choose, log_in, note, sit_down_as, who};

const FILE: &str = "\
Pupil;Class;Photo on school website\r\n\
Applethorn, Elowen;3 Kestrel;1\r\n\
Greybarrow, Nell;3 Kestrel;1\r\n\
Eastmarsh, Zadie;3 Kestrel;0\r\n\
Ivyhurst, Maeve;3 Kestrel;1\r\n\
Brackwater, Jonah;;1\r\n\
Colefern, Tamsin;3 Kestrel;ask mum first\r\n\
\"=HYPERLINK(\"\"http://example.org\"\")\";3 Kestrel;1\r\n";

/// How a pupil's consent for the website stands.
fn stands(office: &Session, admission_number: &str) -> String {
    let shown = office.register_show(Some(admission_number), None).expect("shown");
    shown[0].states.iter().find(|state| state.purpose == "website").expect("an answer").state.to_owned()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_register_with_traps_changes_nothing_that_nobody_looked_at_p01_p15() {
    let home = tempfile::tempdir().expect("a folder");
    let school = make_school(home.path(), &throw_away()).expect("a made-up school");
    let office = sit_down_as(&school, Role::Office);
    office
        .person_add(&PersonForm {
            kind: PersonKind::Pupil,
            forename: "Jonah".into(),
            surname: "Brackwater".into(),
            known_as: None,
            class: Some("5 Owl".into()),
            date_of_birth: Some(jiff::civil::date(2016, 5, 4)),
            admission_number: Some("009001".into()),
        })
        .expect("a pupil of the same name");
    let before = stands(&office, "004121");
    drop(office);
    let file = home.path().join("trip answers.csv");
    note(&file, FILE.as_bytes());
    let window = start(home.path(), Asked::File).await;

    log_in(&window, who(&school, Role::Office)).await;
    choose(home.path(), &file);
    window.click("button", "Register").await;
    window.open_tab("Bring in").await;
    window.click("button", "Choose a file").await;
    window.the("heading", "About this file").await;
    // 1 and 0 could mean either, and a name alone could be anybody: so far not one answer is taken from the file.
    window.the("heading", "Rows whose pupil you have to settle: 6").await;
    window.pick("1 means", "Yes").await;
    window.pick("0 means", "No").await;
    window.click("checkbox", "Name and class are enough to know a pupil in this file").await;
    let day = throw_away().today().saturating_sub(2.days());
    window.fill_date("Day of the export", day).await;

    window.the("heading", "No longer to be used: 1").await;
    window.the("heading", "Stricter than before: 1").await;
    window.the("heading", "Rows whose pupil you have to settle: 1").await;
    window.screenshot("14-register-with-traps").await;
    window.click("button", "Take it over").await;
    window.the("heading", "trip answers.csv is taken over").await;
    drop(window);

    let office = sit_down_as(&school, Role::Office);
    assert_eq!(stands(&office, "004142"), "refused", "one parent's no is not undone by a yes of nobody in particular");
    assert_eq!(stands(&office, "004128"), "withdrawn", "a new no counts at once");
    assert_eq!(stands(&office, "004156"), "granted", "a first yes counts");
    assert_ne!(stands(&office, "009001"), "granted", "which of two of one name was not said");
    assert_eq!(stands(&office, "004107"), "granted", "and the other one's answer stays");
    assert_ne!(stands(&office, "004114"), "granted", "words that nobody understands block");
    assert_eq!(stands(&office, "004121"), before, "whoever is not in the file stays as he or she was");
}
