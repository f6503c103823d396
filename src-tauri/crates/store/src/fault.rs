//! Places between two writes, at which the kill tests end the process (SIGKILL). Nothing at all without the feature
//! `torture`, which only this crate's own tests switch on.

/// Ends the process here, if it is this point's turn.
#[cfg(feature = "torture")]
pub(crate) fn point() {
    use std::sync::atomic::{AtomicU64, Ordering};
    static PASSED: AtomicU64 = AtomicU64::new(0);
    let passed = PASSED.fetch_add(1, Ordering::SeqCst) + 1;
    if std::env::var("CLOAKROOM_KILL_AT").is_ok_and(|turn| turn == passed.to_string()) {
        kill();
    }
}

/// No destructor runs, no buffer is written, no signal handler is asked.
#[cfg(all(feature = "torture", unix))]
fn kill() -> ! {
    let _ = rustix::process::kill_process(rustix::process::getpid(), rustix::process::Signal::KILL);
    std::process::abort()
}

#[cfg(all(feature = "torture", not(unix)))]
fn kill() -> ! {
    std::process::abort()
}

#[cfg(not(feature = "torture"))]
#[inline(always)]
pub(crate) fn point() {}
