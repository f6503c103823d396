//! The `cloakroom` command: for office automation, IT staff and tests. It parses, calls one use case, prints.
//!
//! Exit status: 0 done; 1 refused by a rule, reasons printed; 2 wrong usage; 3 fault.

mod args;
mod commands;
mod login;
mod print;

use std::process::ExitCode;

use clap::Parser as _;
use workflow::Surroundings;

use args::Cli;
use print::Done;

fn main() -> ExitCode {
    let cli = Cli::parse();
    let json = cli.json;
    let app = match login::app(&cli, Surroundings::real()) {
        Ok(app) => app,
        Err(error) => return print::failed(&error, json),
    };
    match commands::run(&app, cli) {
        Ok(Done { json: document, text, refused }) => {
            if json {
                print::line(&document.to_string());
            } else if !text.is_empty() {
                print::line(text.trim_end());
            }
            ExitCode::from(u8::from(refused))
        }
        Err(error) => print::failed(&app.wire_error(&error), json),
    }
}
