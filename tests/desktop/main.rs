//! The real window, driven as a person would, on a display that nobody sees. WebKit's driver exists on Linux only.
#![cfg(target_os = "linux")]

#[path = "../../src-tauri/crates/store/tests/shared/figures.rs"]
mod figures;

mod dialog;
mod driver;
mod guest;
mod journey;
mod locking;
mod look;
mod network;
mod page;
mod people;
mod printing;
mod returned;
mod rich_school;
mod sixty;
mod tour;
mod traps;
mod withdrawn;
