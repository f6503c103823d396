//! The real window, driven as a person would, on a display that nobody sees. WebKit's driver exists on Linux only.

#[cfg(target_os = "linux")]
mod dialog;
#[cfg(target_os = "linux")]
mod driver;
#[cfg(target_os = "linux")]
mod journey;
#[cfg(target_os = "linux")]
mod network;
#[cfg(target_os = "linux")]
mod page;
