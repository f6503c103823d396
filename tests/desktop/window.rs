//! The window as it is shipped, but for two things: the folder picker answers without a dialog, with the folder written
//! in the file that `CLOAKROOM_TEST_FOLDER` names, and the page's store is not private, because WebKitGTK cannot drive a
//! private one.

use std::path::PathBuf;
use std::process::ExitCode;
use std::sync::Arc;

use clap::Parser;
use cloakroom_desktop::{Arguments, Choice, Picker};

struct AnsweringPicker {
    answer: PathBuf,
}

impl Picker for AnsweringPicker {
    fn folder(&self, _title: &str) -> Choice {
        let folder = std::fs::read_to_string(&self.answer).ok().map(PathBuf::from);
        Box::pin(async { folder })
    }
}

fn main() -> ExitCode {
    let Some(answer) = std::env::var_os("CLOAKROOM_TEST_FOLDER").map(PathBuf::from) else {
        eprintln!("CLOAKROOM_TEST_FOLDER names no file");
        return ExitCode::from(2);
    };
    let mut context = cloakroom_desktop::context();
    for window in &mut context.config_mut().app.windows {
        window.incognito = false;
    }
    match cloakroom_desktop::run(context, Arguments::parse(), Arc::new(AnsweringPicker { answer })) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("{error}");
            ExitCode::FAILURE
        }
    }
}
