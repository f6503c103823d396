//! What a guest is let do: see photos and name people. Neither the page nor what is behind it offers more.

use cloakroom_tests::surroundings::throw_away;
use jiff::ToSpan as _;
use serde_json::json;
use workflow::demo::make_school;
use workflow::rules::Role;

use crate::driver::{Asked, start};
use crate::people::{ENTER, log_in_by, sit_down_as};

/// Asks the program itself, as a page that was tampered with would: the code of the refusal, or what was answered.
const INVOKE: &str = "const [command, given, answer] = arguments;
    window.__TAURI_INTERNALS__.invoke(command, given)
        .then((done) => answer({ done }), (refused) => answer({ refused }));";

#[tokio::test(flavor = "multi_thread")]
async fn a_guest_names_people_and_nothing_more_p19() {
    let home = tempfile::tempdir().expect("a folder");
    let school = make_school(home.path(), &throw_away()).expect("a made-up school");
    let head = sit_down_as(&school, Role::Head);
    let last_day = throw_away().today().saturating_add(7.days());
    head.account_add("Visitor", Role::Guest, Some(last_day), "a-week-in-autumn").expect("added");
    head.account_authorise("Visitor").expect("authorised");
    let batch = head.batches().expect("batches")[0].id.clone();
    drop(head);
    let window = start(home.path(), Asked::File).await;

    log_in_by(&window, "Visitor", "a-week-in-autumn").await;
    let places =
        "[...document.querySelectorAll('nav[aria-label=\"Main\"] ul button')].map((one) => one.textContent.trim())";
    assert_eq!(window.until(places).await, json!(["Photos", "Help"]));

    window.click("button", "/^Autumn walk/").await;
    window.click("button", "/^Photo 1\\b/").await;
    window.the("combobox", "Who can be seen?").await;
    for forbidden in ["Everyone is accounted for", "Cover", "Crop", "Face box"] {
        window.gone("button", forbidden).await;
    }
    window.press("oti".chars()).await;
    window.the("option", "/^Otis Hollybank/").await;
    window.press([ENTER]).await;
    window.the("button", "Take off Otis Hollybank").await;

    let photo = window
        .until("document.querySelector('.stage img, main img[src*=preview]')?.src.split('/').pop().split('?')[0]")
        .await;
    for (command, given) in [
        ("photo_confirm", json!({ "photo": photo, "purpose": "website" })),
        ("covers_set", json!({ "photo": photo, "covers": [], "purpose": "website" })),
        ("batches_list", json!({})),
        ("batch_show", json!({ "batch": batch })),
        ("register_status", json!({})),
        ("person_show", json!({ "person": "004149" })),
        ("takedowns_list", json!({})),
        ("incidents_list", json!({})),
        ("idle_minutes_set", json!({ "minutes": 60 })),
    ] {
        let told = window.client.execute_async(INVOKE, vec![json!(command), given]).await.expect("an answer");
        assert_eq!(told["refused"]["kind"], "refused", "{command}: {told}");
        // What is not let be done says nothing of anybody.
        assert!(!told.to_string().contains("Hollybank"), "{told}");
    }
}
