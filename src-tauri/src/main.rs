//! The window's program: reads its few arguments and opens the window.

#![cfg_attr(not(debug_assertions), windows_subsystem = "windows")]

use std::process::ExitCode;
use std::sync::Arc;

use clap::Parser;
use cloakroom_desktop::{Arguments, SystemPicker};

fn main() -> ExitCode {
    match cloakroom_desktop::run(cloakroom_desktop::context(), Arguments::parse(), Arc::new(SystemPicker)) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("Cloakroom cannot open its window: {error}");
            ExitCode::from(3)
        }
    }
}
