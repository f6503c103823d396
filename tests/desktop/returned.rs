//! A batch that the head sends back: mended by the office, approved, exported.

use cloakroom_tests::surroundings::throw_away;
use workflow::demo::make_school;
use workflow::rules::Role;

use crate::driver::{Asked, Running, start};
use crate::people::{choose, lock, log_in, who};

async fn approve(window: &Running) {
    for point in [
        "Everyone is appropriately dressed",
        "Nothing harms the good name of a child or the school",
        "The pictures fit their purpose",
    ] {
        window.click("checkbox", point).await;
    }
    window.click("button", "Approve").await;
    window.gone("button", "Approve").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_batch_is_sent_back_mended_approved_and_exported_p08_p12() {
    let home = tempfile::tempdir().expect("a folder");
    let school = make_school(home.path(), &throw_away()).expect("a made-up school");
    let to = home.path().join("for the website");
    std::fs::create_dir(&to).expect("a folder");
    let window = start(home.path(), Asked::File).await;

    log_in(&window, who(&school, Role::Head)).await;
    window.click("button", "/^Autumn walk/").await;
    window.click("button", "Send back").await;
    window.fill("textbox", "What should change", "The caption of the second picture is too short.").await;
    window.click("button", "Send back to the office").await;
    window.the("heading", "Autumn walk").await;
    window.gone("button", "Approve").await;
    lock(&window).await;

    log_in(&window, who(&school, Role::Office)).await;
    window.click("button", "/^Autumn walk/").await;
    window.contains("The caption of the second picture is too short.").await;
    window.fill("textbox", "Caption of photo 2", "Setting out on the path to the hill").await;
    window.click("button", "Submit to the head").await;
    window.gone("button", "Submit to the head").await;
    lock(&window).await;

    log_in(&window, who(&school, Role::Head)).await;
    window.click("button", "/^Autumn walk/").await;
    window.contains("Setting out on the path to the hill").await;
    approve(&window).await;
    lock(&window).await;

    log_in(&window, who(&school, Role::Office)).await;
    choose(home.path(), &to);
    window.click("button", "/^Autumn walk/").await;
    window.click("button", "Export").await;
    window.click("button", "Choose a folder").await;
    window.click("button", "/^Export \\d+ photos/").await;
    window.the("heading", "/^\\d+ photos exported/").await;
    drop(window);

    let folder = std::fs::read_dir(&to).expect("a folder").next().expect("an export").expect("an entry").path();
    let captions = std::fs::read_to_string(folder.join("captions.csv")).expect("captions");
    assert!(captions.contains("Setting out on the path to the hill"), "{captions}");
}
