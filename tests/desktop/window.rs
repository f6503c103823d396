//! The window as it is shipped, but for two things: where `CLOAKROOM_TEST_FOLDER` names a file, the folder picker answers
//! with the folder written in it, without a dialog; and under WebKit's driver the page's store is not private, because it
//! cannot drive a private one.

use std::path::PathBuf;
use std::process::ExitCode;
use std::sync::Arc;

use clap::Parser;
use cloakroom_desktop::{Arguments, Choice, Picker, SystemPicker};

struct AnsweringPicker {
    answer: PathBuf,
}

impl Picker for AnsweringPicker {
    fn folder(&self, _title: &str) -> Choice {
        let folder = std::fs::read_to_string(&self.answer).ok().map(PathBuf::from);
        Box::pin(async { folder })
    }

    fn file(&self, title: &str, _endings: &[&str]) -> Choice {
        self.folder(title)
    }
}

fn picker() -> Arc<dyn Picker> {
    match std::env::var_os("CLOAKROOM_TEST_FOLDER") {
        Some(answer) => Arc::new(AnsweringPicker { answer: answer.into() }),
        None => Arc::new(SystemPicker),
    }
}

fn main() -> ExitCode {
    let mut context = cloakroom_desktop::context();
    let driven = std::env::var_os("TAURI_WEBVIEW_AUTOMATION").is_some();
    for window in &mut context.config_mut().app.windows {
        window.incognito &= !driven;
    }
    match cloakroom_desktop::run(context, Arguments::parse(), picker()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("{error}");
            ExitCode::FAILURE
        }
    }
}
