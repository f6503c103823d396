//! The page as a person meets it: roles and names, typing, clicking, looking.

use std::path::PathBuf;

use fantoccini::actions::{InputSource, KeyAction, KeyActions};
use fantoccini::elements::{Element, ElementRef};
use serde_json::{Value, json};

use crate::driver::Running;

const FIND: &str = include_str!("find.js");
/// Resolves once what was last changed has been painted, or WebKit has forgotten to, which it does on a busy machine.
const PAINTED: &str = "const answer = arguments[0];
    requestAnimationFrame(() => requestAnimationFrame(() => answer(true)));
    setTimeout(() => answer(false), 5000);";
/// Name of an element reference in WebDriver's JSON.
const ELEMENT: &str = "element-6066-11e4-a52e-4f735466cecf";

impl Running {
    /// The element of a role and name, once it is shown and can be used. A name between slashes is a pattern.
    pub(crate) async fn the(&self, role: &str, name: &str) -> Element {
        let found = self.client.execute_async(FIND, vec![json!(role), json!(name), json!(true)]).await;
        let found = match found {
            Ok(found) => found,
            Err(error) => panic!("no {role} '{name}': {error}\n{}", self.text().await),
        };
        let id = found[ELEMENT].as_str().unwrap_or_else(|| panic!("an element, not {found}")).to_owned();
        Element::from_element_id(self.client.clone(), ElementRef::from(id))
    }

    /// Waits until no such element is shown.
    pub(crate) async fn gone(&self, role: &str, name: &str) {
        let gone = self.client.execute_async(FIND, vec![json!(role), json!(name), json!(false)]).await;
        gone.unwrap_or_else(|error| panic!("{role} '{name}' is still there: {error}"));
    }

    /// Clicks.
    pub(crate) async fn click(&self, role: &str, name: &str) {
        let element = self.the(role, name).await;
        element.click().await.unwrap_or_else(|error| panic!("click on {role} '{name}': {error}"));
    }

    /// Replaces what a field holds. On a busy machine the driver loses keys now and then: then they are typed again.
    pub(crate) async fn fill(&self, role: &str, name: &str, text: &str) {
        let field = self.the(role, name).await;
        for _ in 0..3 {
            field.clear().await.expect("an empty field");
            field.send_keys(text).await.expect("typing");
            if field.prop("value").await.expect("a field").as_deref() == Some(text) {
                return;
            }
        }
        panic!("{role} '{name}' does not take what is typed");
    }

    /// Presses keys one after another, wherever the focus is.
    pub(crate) async fn press(&self, keys: impl IntoIterator<Item = char>) {
        let pressed = keys.into_iter().fold(KeyActions::new("keyboard".to_owned()), |keys, value| {
            keys.then(KeyAction::Down { value }).then(KeyAction::Up { value })
        });
        self.client.perform_actions(pressed).await.expect("keys");
    }

    /// Presses a key while another is held down.
    pub(crate) async fn chord(&self, held: char, value: char) {
        let keys = KeyActions::new("keyboard".to_owned()).then(KeyAction::Down { value: held });
        let keys = keys.then(KeyAction::Down { value }).then(KeyAction::Up { value });
        self.client.perform_actions(keys.then(KeyAction::Up { value: held })).await.expect("keys");
    }

    /// Waits until a script, run after every change of the page, gives something true; answers with it.
    pub(crate) async fn until(&self, condition: &str) -> Value {
        let script = format!(
            "const answer = arguments[0];
             const done = () => {{ const value = ({condition}); if (value) {{ clearInterval(timer); answer(value); }} return value; }};
             const timer = setInterval(done, 50);"
        );
        let value = self.client.execute_async(&script, vec![]).await;
        match value {
            Ok(value) => value,
            Err(error) => panic!("never: {condition}: {error}\n{}", self.text().await),
        }
    }

    /// All text of the page, for messages.
    pub(crate) async fn text(&self) -> String {
        let text = self.client.execute("return document.body.innerText", vec![]).await;
        text.ok().and_then(|text| text.as_str().map(str::to_owned)).unwrap_or_default()
    }

    /// Keeps a picture of the window in the folder that `CLOAKROOM_SCREENS` names, or in `target/screens`.
    pub(crate) async fn screenshot(&self, name: &str) {
        self.client.execute_async(PAINTED, vec![]).await.expect("two frames");
        let picture = self.client.screenshot().await.expect("a screenshot");
        let usual = || PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../target/screens");
        let folder = std::env::var_os("CLOAKROOM_SCREENS").map_or_else(usual, PathBuf::from);
        std::fs::create_dir_all(&folder).expect("a folder for screenshots");
        keep(&folder.join(format!("{name}.png")), &picture);
    }
}

#[expect(clippy::disallowed_methods, reason = "a test's picture, not the school's")]
fn keep(path: &std::path::Path, picture: &[u8]) {
    std::fs::write(path, picture).expect("a screenshot on disk");
}
