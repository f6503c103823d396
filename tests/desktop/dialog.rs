//! The system's own folder dialog, and the first run that leads to it.

use std::process::Command;

use crate::driver::{Asked, Running, start};

/// Chooses the home folder in the dialog of this title, as soon as it is there.
fn choose_home(window: &Running, title: &str) {
    let mut xdotool = Command::new("xdotool");
    xdotool.env("DISPLAY", &window.display).args(["search", "--sync", "--onlyvisible", "--name", title]);
    xdotool.args(["windowfocus", "--sync", "key", "alt+Home", "key", "Return"]);
    assert!(xdotool.status().expect("xdotool starts").success());
}

#[tokio::test(flavor = "multi_thread")]
async fn the_head_sets_up_a_school_and_chooses_a_folder_in_the_systems_dialog() {
    let home = tempfile::Builder::new().prefix("card-of-the-outing-").tempdir().expect("a folder");
    let window = start(home.path(), Asked::Dialog).await;

    window.the("heading", "Set up Cloakroom").await;
    window.screenshot("1-first-run").await;
    window.fill("textbox", "Name of the school", "Thistlemere Primary School").await;
    window.click("button", "Continue").await;
    window.the("heading", "Who is the head?").await;
    window.screenshot("1-first-run-head").await;
    window.fill("textbox", "Name of the head", "Rowan Hale").await;
    window.fill("textbox", "Password of the head", "three unrelated words").await;
    window.fill("textbox", "The same password again", "three unrelated words").await;
    window.click("button", "Set up").await;

    window.the("heading", "Keep the recovery key").await;
    window.screenshot("2-recovery-key").await;
    window.click("checkbox", "The key is on paper and in a safe place").await;
    window.click("button", "Continue").await;

    window.the("heading", "Which cameras does the school own?").await;
    window.fill("textbox", "Maker", "Larkfoot").await;
    window.fill("textbox", "Model", "Field 20").await;
    window.fill("textbox", "Serial number", "LF20-004417").await;
    window.click("button", "Add this camera").await;
    window.screenshot("2-cameras").await;
    window.click("button", "Finish").await;

    window.click("button", "Import").await;
    window.click("button", "Choose a folder").await;
    choose_home(&window, "Folder with the photos");
    let folder = home.path().file_name().and_then(|name| name.to_str()).expect("a name");
    window.the("status", folder).await;
}
