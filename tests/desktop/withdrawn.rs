//! Parents take their consent back: the register comes in, the copy that is out is listed at once and ticked off.

use std::path::Path;

use cloakroom_tests::surroundings::throw_away;
use jiff::ToSpan as _;
use workflow::demo::{DemoSchool, make_school};
use workflow::rules::Role;
use workflow::wire::Checklist;

use crate::driver::{Asked, start};
use crate::people::{choose, lock, log_in, note, sit_down_as, who};

/// The head approves the batch that waits, and it is exported.
pub(crate) fn publish(school: &DemoSchool, to: &Path) {
    let head = sit_down_as(school, Role::Head);
    let batch = head.batches().expect("batches")[0].id.clone();
    let yes = Checklist { dressed: true, reputable: true, fits_purpose: true };
    head.batch_approve(&batch, yes).expect("approved");
    std::fs::create_dir_all(to).expect("a folder");
    head.batch_export(&batch, to).expect("exported");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_withdrawn_consent_lists_the_published_copies_until_they_are_down_p26() {
    let home = tempfile::tempdir().expect("a folder");
    let school = make_school(home.path(), &throw_away()).expect("a made-up school");
    publish(&school, &home.path().join("website"));
    // The pupil stands on two of the exported pictures.
    let today = throw_away().today();
    let file = home.path().join("answers.csv");
    let answer = format!(
        "admission_no,legal_surname,legal_forename,purpose,state,given_by,relationship,given_on,method\r\n\
         004100,Applethorn,Elowen,website,withdrawn,R. Applethorn,mother,{},form\r\n",
        today.saturating_sub(1.day())
    );
    note(&file, answer.as_bytes());
    let window = start(home.path(), Asked::File).await;

    log_in(&window, who(&school, Role::Office)).await;
    window.click("button", "Published").await;
    window.contains("Nothing: whatever is out may be out.").await;
    choose(home.path(), &file);
    window.click("button", "Register").await;
    window.open_tab("Bring in").await;
    window.click("button", "Choose a file").await;
    window.the("heading", "No longer to be used: 1").await;
    window.click("button", "Take it over").await;
    window.the("heading", "answers.csv is taken over").await;
    lock(&window).await;

    // Whoever logs in next is told.
    log_in(&window, who(&school, Role::Office)).await;
    window.click("button", "Show which").await;
    window.contains("Elowen Applethorn").await;
    let listed = window.until("document.querySelectorAll('main li img').length").await.as_u64().expect("a count");
    assert_eq!(listed, 2);
    for left in (0..listed).rev() {
        window.click("button", "It is taken down").await;
        window.click("button", "Yes, it is down").await;
        window
            .until(&format!("[...document.querySelectorAll('main button')].filter((one) => one.textContent.includes('It is taken down')).length === {left}"))
            .await;
    }
    window.contains("Nothing: whatever is out may be out.").await;
    window.the("heading", "Taken down").await;
}
