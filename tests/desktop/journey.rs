//! The whole way once: from a folder of photos to a folder for the website, by three people at one window.

use std::path::{Path, PathBuf};

use cloakroom_tests::surroundings::throw_away;
use workflow::demo::{DemoAccount, DemoSchool, make_school};
use workflow::rules::Role;

use crate::driver::{Asked, Running, start};

/// Ends a line; with Control, confirms a photo.
const ENTER: char = '\u{E007}';
const CONTROL: char = '\u{E009}';

/// A school with people and a register, and a card that nobody has imported yet: on the first and third photo everyone may
/// be shown, on the second is a pupil whose parents said no.
fn school(home: &Path) -> DemoSchool {
    make_school(home, &throw_away()).expect("a made-up school")
}

fn who(school: &DemoSchool, role: Role) -> &DemoAccount {
    school.accounts.iter().find(|account| account.role == role).expect("somebody in that role")
}

async fn log_in(window: &Running, account: &DemoAccount) {
    window.fill("textbox", "Name", account.name).await;
    window.fill("textbox", "Password", account.password).await;
    window.press([ENTER]).await;
    window.the("button", "Lock").await;
}

async fn lock(window: &Running) {
    window.click("button", "Lock").await;
    window.the("heading", "Unlock").await;
}

/// What the folder picker answers from now on.
#[expect(clippy::disallowed_methods, reason = "a test's note, not the school's")]
fn choose(home: &Path, folder: &Path) {
    std::fs::write(home.join("folder.txt"), folder.to_str().expect("a readable path")).expect("a note");
}

/// Names people by type-ahead and confirms that nobody else can be seen; hands never leave the keyboard.
async fn name_and_confirm(window: &Running, photo: &str, beginnings: &[&str], names: &[&str], verdict: &str) {
    window.the("heading", photo).await;
    window.the("combobox", "Who can be seen?").await;
    for (beginning, name) in beginnings.iter().zip(names) {
        window.press(beginning.chars()).await;
        window.the("option", &format!("/^{name}/")).await;
        window.press([ENTER]).await;
        window.the("button", &format!("Take off {name}")).await;
    }
    window.chord(CONTROL, ENTER).await;
    window.the("status", verdict).await;
}

async fn teacher_imports_and_names(window: &Running, home: &Path, school: &DemoSchool) {
    log_in(window, who(school, Role::Teacher)).await;
    choose(home, &school.card);
    window.click("button", "Import").await;
    window.click("button", "Choose a folder").await;
    window.fill("combobox", "2. Album", "Spring walk").await;
    window.click("button", "Start import").await;
    window.the("heading", "3 photos imported").await;
    window.screenshot("3-imported").await;

    window.click("button", "Name who can be seen").await;
    window.the("heading", "Spring walk").await;
    let loaded = "[...document.images].length === 3 && [...document.images].every((one) => one.naturalWidth > 100)";
    window.until(loaded).await;
    window.screenshot("4-album").await;

    window.click("button", "Start naming").await;
    let first = ["Elowen Applethorn", "Tamsin Colefern", "Zadie Eastmarsh", "Casper Fenwillow"];
    name_and_confirm(window, "/^Photo 1 of 3/", &["elo", "tam", "zad", "cas"], &first, "Clear").await;
    window.screenshot("5-named-and-clear").await;
    window.chord(CONTROL, ENTER).await;
    let second = ["Elowen Applethorn", "Jonah Brackwater", "Nell Greybarrow"];
    name_and_confirm(window, "/^Photo 2 of 3/", &["elo", "jon", "nel"], &second, "Not clear yet").await;
    window.screenshot("6-not-clear").await;
    window.chord(CONTROL, ENTER).await;
    let third = ["Jonah Brackwater", "Idris Dunmoor", "Casper Fenwillow"];
    name_and_confirm(window, "/^Photo 3 of 3/", &["jon", "idr", "cas"], &third, "Clear").await;
    lock(window).await;
}

async fn office_prepares_a_batch(window: &Running, school: &DemoSchool) {
    log_in(window, who(school, Role::Office)).await;
    window.click("button", "New batch").await;
    window.fill("textbox", "Title", "Spring walk in pictures").await;
    window.click("button", "Make batch").await;
    window.the("heading", "Spring walk in pictures").await;
    window.click("button", "Add photos").await;
    window.click("button", "Add 2 photos").await;
    window.fill("textbox", "Caption of photo 1", "At the top of the hill").await;
    window.fill("textbox", "Description of photo 1", "Four children side by side, hills behind them").await;
    window.fill("textbox", "Caption of photo 2", "Back at school").await;
    window.fill("textbox", "Description of photo 2", "Three children on a path").await;
    window.screenshot("7-batch").await;
    window.click("button", "Submit to the head").await;
    window.gone("button", "Submit to the head").await;
    lock(window).await;
}

async fn head_approves_and_exports(window: &Running, home: &Path, school: &DemoSchool, to: &Path) {
    log_in(window, who(school, Role::Head)).await;
    window.click("button", "/^Spring walk in pictures/").await;
    window.screenshot("8-review").await;
    window.click("checkbox", "Everyone is appropriately dressed").await;
    window.click("checkbox", "Nothing harms the good name of a child or the school").await;
    window.click("checkbox", "The pictures fit their purpose").await;
    window.click("button", "Approve").await;
    window.gone("button", "Approve").await;

    choose(home, to);
    window.click("button", "Batches").await;
    window.click("button", "/^Spring walk in pictures/").await;
    window.click("button", "Export").await;
    window.click("button", "Choose a folder").await;
    window.click("button", "Export 2 photos").await;
    window.the("heading", "2 photos exported").await;
    window.screenshot("9-exported").await;
}

/// Every file below a folder.
fn files(folder: &Path) -> Vec<PathBuf> {
    let entries = std::fs::read_dir(folder).expect("a folder").map(|entry| entry.expect("an entry").path());
    entries.flat_map(|path| if path.is_dir() { files(&path) } else { vec![path] }).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn photos_go_from_the_card_to_the_website_folder_and_the_one_with_a_refusal_stays() {
    let home = tempfile::tempdir().expect("a folder");
    let home = home.path();
    let school = school(home);
    let to = home.join("for the website");
    std::fs::create_dir(&to).expect("a folder");
    let window = start(home, Asked::File).await;

    teacher_imports_and_names(&window, home, &school).await;
    office_prepares_a_batch(&window, &school).await;
    head_approves_and_exports(&window, home, &school, &to).await;

    let exported = files(&to);
    let pictures: Vec<_> = exported.iter().filter(|path| path.extension().is_some_and(|kind| kind == "jpg")).collect();
    assert_eq!(pictures.len(), 2, "{exported:?}");
    for picture in pictures {
        let bytes = std::fs::read(picture).expect("an exported picture");
        photo::prove(bytes).unwrap_or_else(|error| panic!("{}: {error}", picture.display()));
    }
}
