//! Ends a working process at every write, and at random instants, each time by SIGKILL; then lets somebody look at what
//! is left.

use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Command, ExitStatus, Stdio};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

/// A piece of work that is done by a process of its own: this program, called with `child`, a name and a folder.
pub(crate) struct Trial {
    pub(crate) name: &'static str,
    /// Makes what the work begins with.
    pub(crate) prepare: fn(&Path),
    /// Looks at what is left, knowing what was reported done.
    pub(crate) look: fn(&Path, &str),
}

/// How often a piece of work was killed.
#[derive(Default)]
pub(crate) struct Kills {
    pub(crate) points: u64,
    pub(crate) survived: u64,
}

/// The arguments of this program, where it was started to work on a folder.
pub(crate) fn called_to_work() -> Option<(String, String)> {
    let arguments: Vec<String> = std::env::args().collect();
    match arguments.as_slice() {
        [_, child, work, folder] if child == "child" => Some((work.clone(), folder.clone())),
        _ => None,
    }
}

/// Tries one piece of work, where this program was started for that; tells whether it was.
pub(crate) fn called_to_try(trials: &[Trial]) -> bool {
    let arguments: Vec<String> = std::env::args().collect();
    let [_, call, name, most] = arguments.as_slice() else { return false };
    let trial = trials.iter().find(|trial| call == "trial" && trial.name == *name);
    if let Some(trial) = trial {
        let kills = trial.at_write_points(most.parse().unwrap());
        println!("{} {}", kills.points, kills.survived);
    }
    trial.is_some()
}

/// Kills all work at write points, at most `most` of each, two at a time; prints a line for each. Each is tried by a
/// process of its own: a fork of one thread keeps, for a moment, the locked files that another has open.
pub(crate) fn at_write_points(trials: &[Trial], most: u64) -> Kills {
    let next = AtomicUsize::new(0);
    let worker = || {
        let mut sum = Kills::default();
        while let Some(trial) = trials.get(next.fetch_add(1, Ordering::Relaxed)) {
            let mut tried = Command::new(std::env::current_exe().unwrap());
            let tried = tried.args(["trial", trial.name, &most.to_string()]).output().unwrap();
            assert!(tried.status.success(), "{}: {}", trial.name, String::from_utf8_lossy(&tried.stderr));
            let told = String::from_utf8(tried.stdout).unwrap();
            let numbers: Vec<u64> = told.split_whitespace().map(|number| number.parse().unwrap()).collect();
            println!("{}: {} write points, {} kills survived", trial.name, numbers[0], numbers[1]);
            sum.points += numbers[0];
            sum.survived += numbers[1];
        }
        sum
    };
    std::thread::scope(|scope| {
        let other = scope.spawn(worker);
        let (mine, other) = (worker(), other.join().expect("the other half"));
        Kills { points: mine.points + other.points, survived: mine.survived + other.survived }
    })
}

impl Trial {
    /// The number of points is found by trying: a turn beyond the last one ends in success.
    fn at_write_points(&self, most: u64) -> Kills {
        let mut beyond = 1;
        while !self.ends_before(beyond) {
            beyond *= 2;
        }
        let (mut last, mut survived) = (beyond / 2, u64::from(beyond.ilog2()));
        while beyond - last > 1 {
            let middle = last.midpoint(beyond);
            if self.ends_before(middle) {
                beyond = middle;
            } else {
                (last, survived) = (middle, survived + 1);
            }
        }
        let step = usize::try_from((last / most).max(1)).unwrap();
        for turn in (1..=last).step_by(step) {
            assert!(!self.ends_before(turn), "{} at {turn} of {last}", self.name);
            survived += 1;
        }
        Kills { points: last, survived }
    }

    /// Runs the work up to a write point and looks; tells whether it came to its end before.
    fn ends_before(&self, turn: u64) -> bool {
        let folder = in_memory();
        (self.prepare)(folder.path());
        let output = self.child(folder.path()).env("CLOAKROOM_KILL_AT", turn.to_string()).output().unwrap();
        let told = String::from_utf8_lossy(&output.stderr);
        assert!(output.status.success() || killed(output.status), "{} failed by itself: {told}", self.name);
        (self.look)(folder.path(), &String::from_utf8(output.stdout).unwrap());
        output.status.success()
    }

    /// Kills work that never stops, again and again in one folder, at instants that differ each time.
    pub(crate) fn at_random(&self, times: u32) -> u32 {
        let folder = tempfile::tempdir().unwrap();
        (self.prepare)(folder.path());
        for round in 0..times {
            let mut child = self.child(folder.path()).stderr(Stdio::inherit()).spawn().unwrap();
            let mut lines = BufReader::new(child.stdout.take().unwrap()).lines();
            // Not before it works.
            let first = lines.next().unwrap().unwrap();
            let pause = blake3::hash(&round.to_le_bytes()).as_bytes()[0];
            std::thread::sleep(Duration::from_millis(u64::from(pause)));
            child.kill().unwrap();
            assert!(killed(child.wait().unwrap()), "{} stopped by itself", self.name);
            let done = lines.map_while(Result::ok).fold(first, |done, line| format!("{done}\n{line}"));
            (self.look)(folder.path(), &format!("{done}\n"));
        }
        times
    }

    pub(crate) fn child(&self, folder: &Path) -> Command {
        let mut command = Command::new(std::env::current_exe().unwrap());
        command.args(["child", self.name]).arg(folder).stdout(Stdio::piped()).env_remove("CLOAKROOM_KILL_AT");
        command
    }
}

#[cfg(unix)]
fn killed(status: ExitStatus) -> bool {
    use std::os::unix::process::ExitStatusExt as _;
    status.signal() == Some(9)
}

#[cfg(not(unix))]
fn killed(status: ExitStatus) -> bool {
    !status.success()
}

/// A folder in memory where there is such a thing: a killed process loses no more there than on a disk.
pub(crate) fn in_memory() -> tempfile::TempDir {
    tempfile::tempdir_in("/dev/shm").or_else(|_| tempfile::tempdir()).unwrap()
}

/// Every file below a folder.
pub(crate) fn files(folder: &Path) -> Vec<std::path::PathBuf> {
    let entries = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    entries.flat_map(|path| if path.is_dir() { files(&path) } else { vec![path] }).collect()
}
