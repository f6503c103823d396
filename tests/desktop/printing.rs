//! Paper: the system's print dialog opens on a list, and its pages come out.

use std::path::Path;
use std::process::Command;

use cloakroom_tests::surroundings::throw_away;
use workflow::demo::make_school;
use workflow::rules::Role;

use crate::driver::{Asked, PATIENCE, Running, start};
use crate::people::{log_in, who};

/// Prints in the dialog that comes up: into a file, since no display that nobody sees has a printer.
fn print_into_a_file(window: &Running) {
    let mut xdotool = Command::new("xdotool");
    xdotool.env("DISPLAY", &window.display).args(["search", "--sync", "--onlyvisible", "--name", "^Print$"]);
    xdotool.args(["windowfocus", "--sync", "key", "Tab", "key", "Tab", "key", "Down", "key", "alt+p"]);
    assert!(xdotool.status().expect("xdotool starts").success());
}

/// The pages in a file, as soon as it is whole.
async fn pages(file: &Path) -> Vec<u8> {
    let written = async {
        loop {
            let bytes = std::fs::read(file).unwrap_or_default();
            if bytes.trim_ascii_end().ends_with(b"%%EOF") {
                return bytes;
            }
            tokio::task::yield_now().await;
        }
    };
    tokio::time::timeout(PATIENCE, written).await.expect("pages")
}

#[tokio::test(flavor = "multi_thread")]
async fn the_list_of_who_may_log_in_comes_out_on_paper_p29() {
    let home = tempfile::tempdir().expect("a folder");
    let school = make_school(home.path(), &throw_away()).expect("a made-up school");
    let window = start(home.path(), Asked::File).await;
    log_in(&window, who(&school, Role::Head)).await;
    window.click("button", "Settings").await;
    window.click("button", "Print the list").await;
    print_into_a_file(&window);
    assert!(pages(&home.path().join("output.pdf")).await.starts_with(b"%PDF"));
}
