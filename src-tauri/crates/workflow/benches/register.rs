//! Importing a large school's history through the use case into a real vault: 2,000 pupils with ten purposes and five years
//! of answers, 100,000 rows. One thread; `cargo bench -p workflow --bench register` prints the figures.

use std::fmt::Write as _;
use std::time::{Duration, Instant};

use workflow::register_import::RegisterFile;
use workflow::wire::{NewVault, RegisterChoices, RegisterReport};
use workflow::{App, Error, Session, Surroundings};

const PUPILS: usize = 2_000;
const YEARS: std::ops::Range<usize> = 2022..2027;
const PURPOSES: [&str; 10] = [
    "Website",
    "Newsletter",
    "Social media",
    "School app",
    "Prospectus",
    "Local press",
    "Display in school",
    "Learning journal",
    "Sent home",
    "Name with photo",
];

/// A made-up name for each number: no name has figures in it.
fn name_of(mut number: usize) -> String {
    let mut name = String::new();
    for _ in 0..3 {
        name.push(char::from(b'a' + (number % 26) as u8));
        number /= 26;
    }
    name
}

/// A pupil number with its check letter.
fn upn(pupil: usize) -> String {
    const LETTERS: &[u8] = b"ABCDEFGHJKLMNPQRTUVWXYZ";
    let digits = format!("999{:09}", 400_000_000 + pupil);
    let sum: usize = digits.bytes().zip(2..).map(|(digit, weight)| usize::from(digit - b'0') * weight).sum();
    format!("{}{digits}", char::from(LETTERS[sum % 23]))
}

fn history() -> String {
    let mut text =
        String::from("UPN,Admission number,Surname,Forename,DOB,Class,Consent type,State,Date,Informed by\n");
    for pupil in 0..PUPILS {
        let (name, upn) = (name_of(pupil), upn(pupil));
        let (day, month, class) = (pupil % 28 + 1, pupil % 12 + 1, pupil % 7);
        for purpose in PURPOSES {
            for year in YEARS {
                let state = if (pupil + year) % 7 == 0 { "Not Granted" } else { "Granted" };
                let _ = writeln!(
                    text,
                    "{upn},{pupil:06},Sur{name},Fore{name},{day:02}/{month:02}/2016,{class} K,{purpose},{state},{year}-09-{day:02},Parent {name}"
                );
            }
        }
    }
    text
}

/// Time that this process has had on a processor, where the system tells: a busy machine makes nothing slower that way.
fn processor_time() -> Option<Duration> {
    let spent = std::fs::read_to_string("/proc/thread-self/schedstat").ok()?;
    Some(Duration::from_nanos(spent.split_whitespace().next()?.parse().ok()?))
}

fn measured<T>(what: &str, job: impl FnOnce() -> T) -> T {
    let (started, clock) = (processor_time(), Instant::now());
    let done = job();
    let spent = processor_time().zip(started).map(|(now, then)| now - then);
    let spent = spent.map_or_else(String::new, |spent| format!("{:>6} ms of processor, ", spent.as_millis()));
    println!("{what:<44} {spent}{:>6} ms by the clock", clock.elapsed().as_millis());
    done
}

/// The most memory the process has held, where the system tells.
fn peak() -> String {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    status.lines().find(|line| line.starts_with("VmHWM")).map_or_else(String::new, |line| line.replace('\t', " "))
}

fn import(session: &Session, bytes: &[u8]) -> Result<RegisterReport, Error> {
    session.register_import(&RegisterFile { name: "history.csv", bytes, map: None }, &RegisterChoices::default())
}

fn main() -> Result<(), Error> {
    let folder = tempfile::tempdir().expect("a folder");
    let form = NewVault { school: "Larkfield".into(), head: "Head".into(), password: "not a real password".into() };
    let (head, _) = App::new(folder.path().join("vault"), Surroundings::real()).create(&form)?;
    let text = history();
    println!("{PUPILS} pupils × {} purposes × {} years: {} MB", PURPOSES.len(), YEARS.len(), text.len() >> 20);
    let file = RegisterFile { name: "history.csv", bytes: text.as_bytes(), map: None };
    measured("preview, nobody known", || head.register_preview(&file, &RegisterChoices::default()))?;
    let report = measured("import, whole, into an empty vault", || import(&head, text.as_bytes()))?;
    assert_eq!((report.added.len(), report.answers.len() + report.refused_now.len()), (PUPILS, 20_000));
    let again = measured("the same file again: nothing new", || import(&head, text.as_bytes()))?;
    assert!(again.added.is_empty() && again.answers.is_empty());
    measured("whom to chase", || head.register_chase(30, None))?;
    let undone =
        measured("undo, rehearsed only", || head.register_undo(again.import.as_deref().unwrap_or(""), false, false))?;
    assert_eq!(undone.answers, 0);
    println!("{}", peak());
    Ok(())
}
