//! Ends a working process at every write, and at random instants, and looks at what is left: everything that was
//! reported done is there, nothing is half there, nothing readable, no orphan.
//!
//! The short run takes some of the points; `CLOAKROOM_TORTURE=1` takes all of them and 200 random kills.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on fails")]

mod aftermath;
mod work;

use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Command, ExitCode, Stdio};
use std::time::Duration;

use work::Work;

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().collect();
    if let [_, child, work, folder] = arguments.as_slice()
        && child == "child"
    {
        let work = Work::ALL.into_iter().find(|known| known.name() == work).unwrap_or(Work::Mixed);
        work.run(Path::new(folder), &mut |done| println!("{done}"));
        return ExitCode::SUCCESS;
    }
    if arguments.iter().any(|argument| argument == "--list") {
        println!("kills: test");
        return ExitCode::SUCCESS;
    }
    let all = std::env::var_os("CLOAKROOM_TORTURE").is_some();
    let (mut points, mut survived) = (0, 0);
    for work in Work::ALL {
        let (of, killed) = at_every_point(work, if all { u64::MAX } else { 4 });
        println!("{}: {of} write points, {killed} kills survived", work.name());
        points += of;
        survived += killed;
    }
    let random = at_random(if all { 200 } else { 10 });
    second_process_is_refused();
    println!("a second process was refused while the first one worked");
    if cfg!(unix) {
        println!("{} runs on a disk that took no more left a sound vault", full_disk());
    }
    println!("{points} write points, {survived} kills at them and {random} at random survived, nothing lost");
    ExitCode::SUCCESS
}

fn child(work: Work, folder: &Path, turn: Option<u64>) -> Command {
    let mut command = Command::new(std::env::current_exe().unwrap());
    command.args(["child", work.name()]).arg(folder).stdout(Stdio::piped()).stderr(Stdio::null());
    command.env_remove("CLOAKROOM_KILL_AT");
    if let Some(turn) = turn {
        command.env("CLOAKROOM_KILL_AT", turn.to_string());
    }
    command
}

/// Kills the work at write points, at most `most` of them, spread evenly; returns how many there are, and how many
/// kills there were.
fn at_every_point(work: Work, most: u64) -> (u64, u64) {
    // The number of points is found by trying: a turn beyond the last one ends in success.
    let succeeds = |turn| {
        let folder = in_memory();
        work.prepare(folder.path());
        let output = child(work, folder.path(), Some(turn)).output().unwrap();
        aftermath::look(work, folder.path(), &String::from_utf8(output.stdout).unwrap());
        output.status.success()
    };
    let mut beyond = 1;
    while !succeeds(beyond) {
        beyond *= 2;
    }
    let (mut last, mut kills) = (beyond / 2, u64::from(beyond.ilog2()));
    while beyond - last > 1 {
        let middle = last.midpoint(beyond);
        if succeeds(middle) {
            beyond = middle;
        } else {
            (last, kills) = (middle, kills + 1);
        }
    }
    let step = (last / most).max(1);
    for turn in (1..=last).step_by(usize::try_from(step).unwrap()) {
        assert!(!succeeds(turn), "{} at {turn} of {last}", work.name());
        kills += 1;
    }
    (last, kills)
}

/// While a process has the vault open, another one is told so, and may once the first is gone.
fn second_process_is_refused() {
    let folder = in_memory();
    Work::Mixed.prepare(folder.path());
    let mut first = child(Work::Mixed, folder.path(), None).spawn().unwrap();
    let mut lines = BufReader::new(first.stdout.take().unwrap()).lines();
    assert_eq!(lines.next().unwrap().unwrap(), "working");
    let unlock =
        || store::Vault::unlock(&folder.path().join("vault"), work::HEAD, work::PASSWORD, work::env()).map(drop);
    assert!(matches!(unlock(), Err(store::StoreError::InUse)));
    first.kill().unwrap();
    first.wait().unwrap();
    unlock().unwrap();
}

/// Work that runs out of room at several sizes: the system refuses to let any file grow beyond them. What was
/// reported is kept, what was not leaves nothing. Returns how often work was cut short.
fn full_disk() -> u32 {
    let mut cut_short = 0;
    for work in [Work::Import, Work::Register, Work::Backup] {
        for blocks in [60, 120, 170, 240, 480, 760, 900, 1200] {
            let folder = in_memory();
            work.prepare(folder.path());
            let plain = child(work, folder.path(), None);
            let limited = "trap '' XFSZ; ulimit -f \"$0\"; exec \"$@\"";
            let output = Command::new("sh")
                .args(["-c", limited, &blocks.to_string()])
                .arg(plain.get_program())
                .args(plain.get_args())
                .output()
                .unwrap();
            cut_short += u32::from(!output.status.success());
            aftermath::look(work, folder.path(), &String::from_utf8(output.stdout).unwrap());
        }
    }
    assert!(cut_short > 5);
    cut_short
}

/// A folder in memory where there is such a thing: a killed process loses no more there than on a disk.
fn in_memory() -> tempfile::TempDir {
    tempfile::tempdir_in("/dev/shm").or_else(|_| tempfile::tempdir()).unwrap()
}

/// Kills a process that never stops working, again and again on one vault.
fn at_random(times: u32) -> u32 {
    let folder = tempfile::tempdir().unwrap();
    Work::Mixed.prepare(folder.path());
    for round in 0..times {
        let mut child = child(Work::Mixed, folder.path(), None).spawn().unwrap();
        let mut lines = BufReader::new(child.stdout.take().unwrap()).lines();
        // Not before it works; then at an instant that differs each time.
        let first = lines.next().unwrap().unwrap();
        let pause = blake3::hash(&round.to_le_bytes()).as_bytes()[0];
        std::thread::sleep(Duration::from_millis(u64::from(pause)));
        child.kill().unwrap();
        child.wait().unwrap();
        let done = lines.map_while(Result::ok).fold(first, |done, line| format!("{done}\n{line}"));
        aftermath::look(Work::Mixed, folder.path(), &format!("{done}\n"));
    }
    times
}
