//! Every screen, as each role meets it: no fault that axe can find, nothing cut off. Where `CLOAKROOM_SCREENS` names a folder,
//! a picture of each is kept there, light and dark, at the size of a school laptop and of a large screen.

use std::collections::BTreeSet;
use std::path::PathBuf;

use serde_json::json;
use workflow::demo::DemoSchool;
use workflow::rules::Role;

use crate::driver::{Asked, Running, start_as};
use crate::look::Look;
use crate::people::{lock, log_in, log_in_by, who};
use crate::rich_school::{GUEST, rich_school};

const PLACES: &str = "[...document.querySelectorAll('nav[aria-label=\"Main\"] ul button')].map((one) => one.querySelector('.words').textContent.trim())";
const TABS: &str =
    "[...document.querySelectorAll('nav[aria-label=\"Here\"] button')].map((one) => one.textContent.trim())";

/// The tour through one window: what was seen, and what was wrong.
struct Tour {
    window: Running,
    look: Look,
    pictures: Option<PathBuf>,
    seen: BTreeSet<String>,
    faults: Vec<String>,
}

impl Tour {
    /// Judges the screen that is shown; keeps its picture the first time a screen of this name is met.
    async fn stop(&mut self, name: &str) {
        let faults = self.window.faults().await;
        self.faults.extend(faults.into_iter().map(|fault| format!("{name} ({}): {fault}", self.look.name())));
        let name: String = name.to_lowercase().split_whitespace().collect::<Vec<_>>().join("-");
        if !self.seen.insert(name.clone()) {
            return;
        }
        if let Some(folder) = &self.pictures {
            self.window.keep_picture(&folder.join(self.look.name()), &name).await;
        }
    }

    async fn list(&self, script: &str) -> Vec<String> {
        let told = self.window.client.execute(&format!("return {script}"), vec![]).await.expect("a list");
        serde_json::from_value(told).expect("words")
    }

    /// Every place of the side bar, and every screen of each.
    async fn places(&mut self) {
        for place in self.list(PLACES).await {
            self.window.click("button", &format!("/^{place}/")).await;
            self.window.until("document.querySelector('main h1')").await;
            let tabs = self.list(TABS).await;
            if tabs.is_empty() {
                self.stop(&place).await;
            }
            for tab in tabs {
                self.window.click("button", &tab).await;
                self.stop(&format!("{place} {tab}")).await;
            }
        }
    }

    /// An album, a photo, and what can be done with it.
    async fn photos(&mut self) {
        self.window.click("button", "Photos").await;
        self.window.click("button", "/^Autumn walk/").await;
        self.stop("album").await;
        self.window.click("button", "/^Photo 8\\b/").await;
        self.window.the("combobox", "Who can be seen?").await;
        self.stop("photo").await;
        self.window.press("ta".chars()).await;
        self.window.the("option", "/^Tamsin/").await;
        self.stop("photo typing a name").await;
        self.window.press(['\u{E00C}']).await;
        self.window.click("button", "Keys").await;
        self.stop("photo keys").await;
        self.window.press(['\u{E00C}']).await;
        self.window.click("button", "Crop").await;
        self.stop("photo cropping").await;
        self.window.click("button", "Result").await;
        self.stop("photo result").await;
    }

    /// A batch being filled, one under review, one that is out.
    async fn batches(&mut self) {
        self.window.click("button", "Batches").await;
        self.window.click("button", "/^Our school in November/").await;
        self.stop("batch").await;
        self.window.click("button", "Add photos").await;
        self.stop("batch adding photos").await;
        self.window.press(['\u{E00C}']).await;
        self.window.click("button", "Batches").await;
        self.window.click("button", "/^Autumn walk/").await;
        self.stop("batch approved").await;
        self.window.click("button", "Export").await;
        self.stop("export").await;
        self.window.click("button", "Review").await;
        self.window.click("button", "/^Autumn newsletter/").await;
        self.stop("review of a batch").await;
        self.window.click("button", "Look at photo 1").await;
        self.stop("review large").await;
        self.window.press(['\u{E00C}']).await;
        self.window.click("button", "Send back").await;
        self.stop("review sending back").await;
        self.window.press(['\u{E00C}']).await;
    }

    /// A pupil, what is held of him, and the forms about people.
    async fn people(&mut self) {
        self.window.click("button", "Register").await;
        self.window.open_tab("Pupils").await;
        self.window.click("button", "/^Jonah Brackwater/").await;
        self.stop("pupil").await;
        self.window.click("button", "Enter an answer").await;
        self.stop("pupil entering an answer").await;
        self.window.press(['\u{E00C}']).await;
        self.window.click("button", "Everything held on Jonah Brackwater").await;
        self.stop("everything held").await;
        self.window.click("button", "Do not publish").await;
        self.window.click("button", "Put somebody on the list").await;
        self.stop("do not publish adding").await;
        self.window.press(['\u{E00C}']).await;
        self.window.click("button", "Settings").await;
        self.window.open_tab("Accounts").await;
        self.window.click("button", "Add an account").await;
        self.stop("settings accounts adding").await;
        self.window.press(['\u{E00C}']).await;
    }

    /// What was published, and why.
    async fn published(&mut self) {
        self.window.click("button", "Published").await;
        self.window.click("button", "Why was it published?").await;
        self.stop("published why").await;
        self.window.press(['\u{E00C}']).await;
    }
}

/// Through the window as each of the school's people. Answers with the faults.
async fn tour(look: Look, pictures: Option<PathBuf>) -> Vec<String> {
    let fresh = tempfile::tempdir().expect("a folder");
    let window = start_as(fresh.path(), Asked::File, look).await;
    let mut tour = Tour { window, look, pictures, seen: BTreeSet::new(), faults: Vec::new() };
    tour.stop("first run").await;
    let Tour { window, pictures, mut seen, mut faults, .. } = tour;
    drop(window);

    let home = tempfile::tempdir().expect("a folder");
    let school: DemoSchool = rich_school(home.path());
    let window = start_as(home.path(), Asked::File, look).await;
    seen.clear();
    let mut tour = Tour { window, look, pictures, seen, faults: std::mem::take(&mut faults) };
    tour.stop("lock screen").await;
    for role in [Role::Head, Role::Office, Role::Teacher, Role::SafeguardingLead] {
        log_in(&tour.window, who(&school, role)).await;
        tour.stop(&format!("start of the {role:?}")).await;
        tour.places().await;
        if role == Role::Head {
            tour.photos().await;
            tour.batches().await;
            tour.published().await;
            tour.people().await;
        }
        lock(&tour.window).await;
    }
    let [name, password] = GUEST;
    log_in_by(&tour.window, name, password).await;
    tour.places().await;
    tour.faults
}

/// What the screens show was looked at by people; what a program can judge is judged here.
#[tokio::test(flavor = "multi_thread")]
async fn no_screen_has_a_fault_that_axe_can_find() {
    let pictures = std::env::var_os("CLOAKROOM_SCREENS").map(PathBuf::from);
    let large = Look { width: 1920, height: 1080, dark: false };
    let mut looks = vec![Look::LAPTOP, Look { dark: true, ..Look::LAPTOP }];
    if pictures.is_some() {
        looks.extend([large, Look { dark: true, ..large }]);
    }
    let mut faults = Vec::new();
    for look in looks {
        faults.extend(tour(look, pictures.clone()).await);
    }
    assert_eq!(json!(faults), json!([]), "{} faults", faults.len());
}
