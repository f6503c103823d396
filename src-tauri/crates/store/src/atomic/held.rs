//! Windows lets no file be renamed or removed while another program has it open, and virus scanners, search and previews open
//! each new file for a moment.

use std::io;
use std::time::Duration;

/// `ERROR_ACCESS_DENIED`, `ERROR_SHARING_VIOLATION`, `ERROR_LOCK_VIOLATION`: what Windows answers meanwhile.
const HELD: [i32; 3] = [5, 32, 33];
/// The waits between the attempts, each twice as long as the one before: 1.3 seconds in all.
const FIRST_WAIT: Duration = Duration::from_millis(10);
const WAITS: u32 = 7;

/// Whether an error may pass by itself, once another program has closed the file.
fn may_pass(error: &io::Error) -> bool {
    cfg!(windows) && error.raw_os_error().is_some_and(|code| HELD.contains(&code))
}

/// Does something to a file that another program may hold open for a moment.
pub(super) fn persevere<T>(act: impl FnMut() -> io::Result<T>) -> io::Result<T> {
    persevering(act, may_pass, std::thread::sleep)
}

fn persevering<T>(
    mut act: impl FnMut() -> io::Result<T>,
    may_pass: impl Fn(&io::Error) -> bool,
    mut wait: impl FnMut(Duration),
) -> io::Result<T> {
    let mut pause = FIRST_WAIT;
    for _ in 0..WAITS {
        match act() {
            Err(error) if may_pass(&error) => wait(pause),
            done => return done,
        }
        pause *= 2;
    }
    act()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Fails so many times with an error of the system; answers with what came of it and how long it waited.
    fn tried(failures: u32, code: i32) -> (io::Result<u32>, Duration) {
        let (mut attempts, mut waited) = (0, Duration::ZERO);
        let act = || {
            attempts += 1;
            if attempts > failures { Ok(attempts) } else { Err(io::Error::from_raw_os_error(code)) }
        };
        let done = persevering(
            act,
            |error| error.raw_os_error().is_some_and(|code| HELD.contains(&code)),
            |pause| {
                waited += pause;
            },
        );
        (done, waited)
    }

    #[test]
    fn a_file_that_a_scanner_holds_for_a_moment_is_waited_for() {
        let (done, waited) = tried(3, 32);
        assert_eq!(done.expect("done in the end"), 4);
        assert_eq!(waited, Duration::from_millis(10 + 20 + 40));
    }

    #[test]
    fn a_file_that_stays_held_is_told_after_a_second() {
        let (done, waited) = tried(u32::MAX, 33);
        assert_eq!(done.expect_err("held").raw_os_error(), Some(33));
        assert_eq!(waited, Duration::from_millis(1270));
    }

    #[test]
    fn any_other_error_is_told_at_once() {
        let (done, waited) = tried(1, 2);
        assert!(done.is_err() && waited.is_zero());
    }
}
