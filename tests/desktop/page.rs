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

    /// Picks an entry of a list of choices by its words.
    pub(crate) async fn pick(&self, name: &str, words: &str) {
        self.settle().await;
        let list = self.the("combobox", name).await;
        list.select_by_label(words).await.unwrap_or_else(|error| panic!("'{words}' of '{name}': {error}"));
    }

    /// Types a day into a field for one: day, month and year, one part after the other.
    pub(crate) async fn fill_date(&self, name: &str, day: jiff::civil::Date) {
        self.settle().await;
        let group = serde_json::to_value(self.the("group", name).await).expect("a reference");
        self.client.execute("arguments[0].querySelector('input').focus()", vec![group]).await.expect("a field");
        self.press(day.strftime("%d%m%Y").to_string().chars()).await;
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
        self.hold(held).await;
        self.press([value]).await;
        self.release(held).await;
    }

    /// Holds a key down until it is released.
    pub(crate) async fn hold(&self, value: char) {
        self.key(KeyAction::Down { value }).await;
    }

    /// Lets go of a key.
    pub(crate) async fn release(&self, value: char) {
        self.key(KeyAction::Up { value }).await;
    }

    async fn key(&self, action: KeyAction) {
        let keys = KeyActions::new("keyboard".to_owned()).then(action);
        self.client.perform_actions(keys).await.expect("a key");
    }

    /// Opens a screen of the place that one is at, where it has several.
    pub(crate) async fn open_tab(&self, words: &str) {
        self.until("document.querySelector('main h1')").await;
        let tab =
            "[...document.querySelectorAll('nav[aria-label=\"Here\"] button')].map((one) => one.textContent.trim())";
        let tabs = self.client.execute(&format!("return {tab}"), vec![]).await.expect("tabs");
        if tabs.as_array().is_some_and(|tabs| tabs.iter().any(|tab| tab == words)) {
            self.click("button", words).await;
        }
    }

    /// Waits until the page says something.
    pub(crate) async fn contains(&self, words: &str) {
        self.until(&format!("document.body.innerText.includes({})", json!(words))).await;
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

    /// Waits until what was last changed is painted.
    pub(crate) async fn painted(&self) {
        self.client.execute_async(PAINTED, vec![]).await.expect("two frames");
    }

    /// Keeps a picture of the window beside the build.
    pub(crate) async fn screenshot(&self, name: &str) {
        let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../target/screens");
        self.keep_picture(&folder, name).await;
    }
}
