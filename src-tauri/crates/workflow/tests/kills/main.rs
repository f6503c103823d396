//! Ends a process at every write of a use case, and at random instants, and looks at what the next login finds: everything
//! that was reported done is there, nothing is half there, nothing readable, no orphan, neither in the vault nor in the
//! folder that was exported to.
//!
//! The short run takes some of the points; `CLOAKROOM_TORTURE=1` takes all of them and 200 random kills.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on fails")]

mod aftermath;
#[path = "../../../store/tests/shared/figures.rs"]
mod figures;
#[path = "../../../store/tests/shared/harness.rs"]
mod harness;
mod school;
mod work;

use std::path::Path;
use std::process::ExitCode;

use harness::Trial;
use work::Work;

fn main() -> ExitCode {
    if let Some((name, folder)) = harness::called_to_work() {
        let work = Work::ALL.into_iter().find(|known| known.name() == name).unwrap_or(Work::Mixed);
        work.run(Path::new(&folder), &mut |done| println!("{done}"));
        return ExitCode::SUCCESS;
    }
    let trials = Work::ALL.map(trial);
    if harness::called_to_try(&trials) {
        return ExitCode::SUCCESS;
    }
    if std::env::args().any(|argument| argument == "--list") {
        println!("kills: test");
        return ExitCode::SUCCESS;
    }
    let all = std::env::var_os("CLOAKROOM_TORTURE").is_some();
    let kills = harness::at_write_points(&trials, if all { u64::MAX } else { 2 });
    let random = trial(Work::Mixed).at_random(if all { 200 } else { 8 });
    figures::figure(&format!(
        "use cases: {} write points, {} kills at them and {random} at random survived, nothing lost",
        kills.points, kills.survived
    ));
    ExitCode::SUCCESS
}

/// The trials take plain functions: one for each piece of work.
fn trial(work: Work) -> Trial {
    macro_rules! of {
        ($($work:ident)*) => {
            match work {
                $(Work::$work => Trial {
                    name: Work::$work.name(),
                    prepare: |folder| Work::$work.prepare(folder),
                    look: |folder, reported| aftermath::look(Work::$work, folder, reported),
                },)*
            }
        };
    }
    of!(Import Batch Export Purge Restore Mixed)
}
