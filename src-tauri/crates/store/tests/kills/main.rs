//! Ends a working process at every write, and at random instants, and looks at what is left: everything that was
//! reported done is there, nothing is half there, nothing readable, no orphan. And disks that are full or locked, a second
//! process.
//!
//! The short run takes some of the points; `CLOAKROOM_TORTURE=1` takes all of them and 200 random kills.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on fails")]

mod aftermath;
mod disks;
#[path = "../shared/figures.rs"]
mod figures;
#[path = "../shared/harness.rs"]
mod harness;
#[path = "../shared/kept.rs"]
mod kept;
mod work;

use std::path::Path;
use std::process::ExitCode;

use harness::Trial;
use work::Work;

fn main() -> ExitCode {
    if let Some((name, folder)) = harness::called_to_work() {
        if name == disks::SMALL {
            return disks::on_a_small_disk(Path::new(&folder));
        }
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
    let kills = harness::at_write_points(&trials, if all { u64::MAX } else { 3 });
    let random = trial(Work::Mixed).at_random(if all { 200 } else { 10 });
    disks::second_process_is_refused(&trial(Work::Mixed));
    println!("a second process was refused while the first one worked");
    let full = disks::full();
    println!("{full} pieces of work on disks that took no more left a sound vault");
    println!("{}", disks::read_only());
    figures::figure(&format!(
        "vault: {} write points, {} kills at them and {random} at random survived, {full} full disks survived, nothing lost",
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
    of!(Create Import Register Batch Export Password Accounts Delete Purge Backup Restore Migrate Mixed)
}
