//! Many files on all cores: workers take the next file each, so that memory is bounded by their number; a panic over one
//! file is that file's refusal.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc::{self, RecvTimeoutError};
use std::time::{Duration, Instant};

use super::turns::{Turn, Turns};
use super::walk::Found;
use super::{Stop, failed};
use crate::wire::{ImportProgress, ImportedFile};

/// Least time between two steps of the progress.
const BETWEEN_STEPS: Duration = Duration::from_millis(100);

/// Receives every file, until somebody asks to stop. The outcomes come in the order in which the files were found.
pub(super) fn run(
    found: &[Found],
    receive: impl Fn(&Found, &Turn<'_>) -> ImportedFile + Sync,
    stop: &Stop,
    progress: &mut (dyn FnMut(ImportProgress) + Send),
) -> Vec<ImportedFile> {
    let next = AtomicUsize::new(0);
    let turns = Turns::default();
    let workers = std::thread::available_parallelism().map_or(1, usize::from).min(8).min(found.len().max(1));
    let (done, outcomes) = mpsc::channel();
    let mut files: Vec<Option<ImportedFile>> = vec![None; found.len()];
    std::thread::scope(|scope| {
        for _ in 0..workers {
            let done = done.clone();
            scope.spawn(|| {
                let done = done;
                while stop.goes_on() {
                    let place = next.fetch_add(1, Ordering::Relaxed);
                    let Some(file) = found.get(place) else { break };
                    let turn = turns.at(place);
                    let outcome = catch_unwind(AssertUnwindSafe(|| receive(file, &turn)))
                        .unwrap_or_else(|_| failed(file.name().to_owned(), "reading it went wrong inside Cloakroom"));
                    drop(turn);
                    if done.send((place, outcome)).is_err() {
                        break;
                    }
                }
            });
        }
        drop(done);
        tell(&outcomes, &mut files, progress);
    });
    files.into_iter().flatten().collect()
}

/// Collects outcomes and tells the progress until the last worker is done.
fn tell(
    outcomes: &mpsc::Receiver<(usize, ImportedFile)>,
    files: &mut [Option<ImportedFile>],
    progress: &mut (dyn FnMut(ImportProgress) + Send),
) {
    let total = u32::try_from(files.len()).unwrap_or(u32::MAX);
    let mut count = 0;
    let mut recent = Vec::new();
    let mut told = Instant::now();
    loop {
        match outcomes.recv_timeout(BETWEEN_STEPS) {
            Ok((place, outcome)) => {
                count += 1;
                recent.push(outcome.clone());
                if let Some(slot) = files.get_mut(place) {
                    *slot = Some(outcome);
                }
            }
            Err(RecvTimeoutError::Timeout) => {}
            Err(RecvTimeoutError::Disconnected) => return,
        }
        if !recent.is_empty() && told.elapsed() >= BETWEEN_STEPS {
            progress(ImportProgress { done: count, total, recent: std::mem::take(&mut recent), finished: None });
            told = Instant::now();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::wire::ImportOutcome;

    fn files(count: usize) -> Vec<Found> {
        (0..count).map(|n| Found::Refused { name: format!("{n:04}.jpg"), reason: "test" }).collect()
    }

    fn taken(found: &Found, _: &Turn<'_>) -> ImportedFile {
        let file = found.name().to_owned();
        ImportedFile { file, outcome: ImportOutcome::Imported, reason: None, photo: None, failed: false }
    }

    #[test]
    fn outcomes_come_in_the_order_of_the_files_one_each() {
        let found = files(200);
        let report = run(&found, taken, &Stop::default(), &mut |_| {});
        let names: Vec<_> = report.iter().map(|file| file.file.as_str()).collect();
        assert_eq!(names, found.iter().map(Found::name).collect::<Vec<_>>());
    }

    #[test]
    fn photos_are_kept_in_the_order_of_the_files() {
        let kept = std::sync::Mutex::new(Vec::new());
        let receive = |file: &Found, turn: &Turn<'_>| {
            turn.wait();
            kept.lock().expect("kept").push(file.name().to_owned());
            taken(file, turn)
        };
        let found = files(500);
        run(&found, receive, &Stop::default(), &mut |_| {});
        assert!(kept.into_inner().expect("kept").iter().eq(found.iter().map(Found::name)));
    }

    #[test]
    fn a_panic_over_one_file_refuses_that_file_and_stops_nothing() {
        let found = files(20);
        let receive = |file: &Found, turn: &Turn<'_>| {
            if file.name() == "0007.jpg" { panic!("planted") } else { taken(file, turn) }
        };
        let report = run(&found, receive, &Stop::default(), &mut |_| {});
        let refused: Vec<_> = report.iter().filter(|file| file.outcome == ImportOutcome::Refused).collect();
        assert_eq!((report.len(), refused.len()), (20, 1));
        assert_eq!(refused[0].file, "0007.jpg");
    }

    #[test]
    fn after_a_stop_no_further_file_is_begun() {
        let found = files(1000);
        let stop = Stop::default();
        let receive = |file: &Found, turn: &Turn<'_>| {
            stop.ask();
            taken(file, turn)
        };
        let report = run(&found, receive, &stop, &mut |_| {});
        assert!(!report.is_empty() && report.len() <= 8, "{} files", report.len());
    }

    #[test]
    fn a_held_import_begins_no_further_file_until_it_is_let_go_on() {
        let found = files(1000);
        let stop = Stop::default();
        let first = std::sync::Once::new();
        let receive = |file: &Found, turn: &Turn<'_>| {
            first.call_once(|| stop.hold(true));
            taken(file, turn)
        };
        let mut done = Vec::new();
        let report = run(&found, receive, &stop, &mut |step| {
            done.push(step.done);
            stop.hold(false);
        });
        assert!(done[0] <= 8, "{} files while it was held", done[0]);
        assert_eq!(report.len(), 1000);
    }

    #[test]
    fn a_held_import_can_be_stopped() {
        let found = files(1000);
        let stop = Stop::default();
        let receive = |file: &Found, turn: &Turn<'_>| {
            stop.hold(true);
            taken(file, turn)
        };
        let report = run(&found, receive, &stop, &mut |_| stop.ask());
        assert!(!report.is_empty() && report.len() <= 8, "{} files", report.len());
    }

    #[test]
    fn progress_tells_each_outcome_at_most_once_and_at_most_ten_times_a_second() {
        let found = files(3000);
        let began = Instant::now();
        let (mut steps, mut told) = (0_u32, 0);
        run(&found, taken, &Stop::default(), &mut |step| {
            steps += 1;
            told += step.recent.len();
        });
        assert!(told <= 3000);
        assert!(f64::from(steps) <= began.elapsed().as_secs_f64() * 10.0 + 1.0);
    }
}
