//! A screen as it is looked at: settled, judged by axe, and kept as a picture where somebody asked for pictures.

use std::path::{Path, PathBuf};

use serde_json::{Value, json};

use crate::driver::Running;

/// The size of the window, and whether the system is set to dark.
#[derive(Clone, Copy)]
pub(crate) struct Look {
    pub(crate) width: u32,
    pub(crate) height: u32,
    pub(crate) dark: bool,
}

impl Look {
    /// The usual school laptop.
    pub(crate) const LAPTOP: Self = Self { width: 1366, height: 768, dark: false };

    /// As part of a file's name.
    pub(crate) fn name(self) -> String {
        format!("{}-{}", self.width, if self.dark { "dark" } else { "light" })
    }
}

/// The accessibility checker of the page's own tests.
const AXE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../ui/node_modules/axe-core/axe.min.js");
/// WCAG 2.2 AA, and what axe's authors advise beside; answers with one line per element that fails.
const JUDGE: &str = "const answer = arguments[0];
    const runOnly = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
    axe.run(document, { runOnly, resultTypes: ['violations'] }).then(
        ({ violations }) => answer(violations.flatMap(({ id, nodes }) => nodes.map(({ html, any }) =>
            `${id}: ${html} ${any.map(({ message }) => message).join('; ')}`))),
        (error) => answer([String(error)]),
    );";
/// Resolves once the page has not changed for a while and every picture of it is there.
const SETTLED: &str = "const answer = arguments[0];
    let timer;
    const still = () => {
        clearTimeout(timer);
        timer = setTimeout(() => {
            const waited = [...document.images].some((one) => one.loading !== 'lazy' && !one.complete);
            if (waited) return still();
            watch.disconnect();
            answer(true);
        }, 300);
    };
    const watch = new MutationObserver(still);
    watch.observe(document, { attributes: true, characterData: true, childList: true, subtree: true });
    still();";
/// What is wider than the place it has: words that are cut off, a page that scrolls sideways.
const CLIPPED: &str =
    "const wide = document.documentElement.scrollWidth > innerWidth ? ['the page scrolls sideways'] : [];
    const cut = [...document.querySelectorAll('button, h1, h2, h3, label, p, td, th, dt, dd')].filter((one) =>
        one.checkVisibility() && one.clientWidth > 0 && one.scrollWidth > one.clientWidth + 2
        && getComputedStyle(one).overflowX !== 'visible' && getComputedStyle(one).textOverflow !== 'ellipsis'
        && !one.closest('.hidden-visually'));
    return [...wide, ...cut.map((one) => `cut off: ${one.outerHTML.slice(0, 200)}`)];";

impl Running {
    /// Waits until the screen is as it stays.
    pub(crate) async fn settle(&self) {
        self.client.execute_async(SETTLED, vec![]).await.expect("a page that comes to rest");
    }

    /// What is wrong with the screen.
    pub(crate) async fn faults(&self) -> Vec<String> {
        self.settle().await;
        let axe = std::fs::read_to_string(AXE).expect("axe-core; `cargo xtask test` installs it");
        let there = self.client.execute("return typeof axe", vec![]).await.expect("an answer");
        if there != json!("object") {
            self.client.execute(&axe, vec![]).await.expect("axe in the page");
        }
        let judged = self.client.execute_async(JUDGE, vec![]).await.expect("a judgement");
        let clipped = self.client.execute(CLIPPED, vec![]).await.expect("a judgement");
        [lines(judged), lines(clipped)].concat()
    }

    /// Keeps a picture of the window in a folder.
    pub(crate) async fn keep_picture(&self, folder: &Path, name: &str) -> PathBuf {
        self.painted().await;
        let picture = self.client.screenshot().await.expect("a screenshot");
        std::fs::create_dir_all(folder).expect("a folder for screenshots");
        let path = folder.join(format!("{name}.png"));
        crate::people::note(&path, &picture);
        path
    }
}

fn lines(told: Value) -> Vec<String> {
    serde_json::from_value(told).expect("lines of text")
}
