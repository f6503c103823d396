//! Locked means that nothing of the school is in the page, and nothing of it can be had.

use cloakroom_tests::surroundings::throw_away;
use serde_json::json;
use workflow::demo::make_school;
use workflow::rules::Role;

use crate::driver::{Asked, Running, start};
use crate::people::{lock, log_in, sit_down_as, who};

/// Asks for a picture; tells whether it came.
const PICTURE: &str = "const [address, answer] = arguments;
    const picture = new Image();
    picture.onload = () => answer('came');
    picture.onerror = () => answer('refused');
    picture.src = address;";

async fn nothing_is_left(window: &Running, pictures: &[String]) {
    let left = window.client.execute("return document.images.length", vec![]).await.expect("a count");
    assert_eq!(left, json!(0), "pictures in the page");
    let text = window.client.execute("return document.documentElement.outerHTML", vec![]).await.expect("the page");
    for word in ["Thistlemere", "Applethorn", "Autumn walk", "Hollybank"] {
        assert!(!text.to_string().contains(word), "'{word}' is in the locked page");
    }
    for address in pictures {
        // Another address, so that no copy in memory can answer.
        let anew = format!("{address}?anew");
        let told = window.client.execute_async(PICTURE, vec![json!(anew)]).await.expect("an answer");
        assert_eq!(told, json!("refused"), "{address}");
    }
}

/// Opens a photo; answers with the addresses of the pictures shown.
async fn open_a_photo(window: &Running) -> Vec<String> {
    window.click("button", "/^Autumn walk/").await;
    window.click("button", "/^Photo 2\\b/").await;
    let shown = "[...document.images].length > 3 && [...document.images].every((one) => one.complete && one.naturalWidth > 0) \
                 && [...document.images].map((one) => one.src)";
    let addresses = window.until(shown).await;
    let addresses: Vec<String> = serde_json::from_value(addresses).expect("addresses");
    let told = window.client.execute_async(PICTURE, vec![json!(addresses[0])]).await.expect("an answer");
    assert_eq!(told, json!("came"), "while open, pictures can be had");
    addresses
}

#[tokio::test(flavor = "multi_thread")]
async fn locking_empties_the_page_by_the_button_and_when_nobody_is_there_p20() {
    let home = tempfile::tempdir().expect("a folder");
    let school = make_school(home.path(), &throw_away()).expect("a made-up school");
    sit_down_as(&school, Role::Head).idle_minutes_set(1).expect("settled");
    let window = start(home.path(), Asked::File).await;

    log_in(&window, who(&school, Role::Teacher)).await;
    let pictures = open_a_photo(&window).await;
    lock(&window).await;
    nothing_is_left(&window, &pictures).await;

    log_in(&window, who(&school, Role::Teacher)).await;
    let pictures = open_a_photo(&window).await;
    // Nobody touches anything; the window locks itself within a minute.
    window.the("heading", "Unlock").await;
    nothing_is_left(&window, &pictures).await;
}
