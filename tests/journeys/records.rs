//! The head's records: the log in words, its check, a term counted, and what is destroyed when its time is up.

use workflow::wire::{LogAsked, LogLine, LogPage};
use workflow::{Refusal, Session, Topic};

use crate::school::{GROUP, School, refusal};

fn asked(before: Option<u64>, limit: u32) -> LogAsked {
    LogAsked { before, limit, topic: None, by: None }
}

fn page(head: &Session, asked: &LogAsked) -> LogPage {
    head.log_page(asked).expect("a page")
}

fn line<'p>(page: &'p LogPage, words: &str) -> &'p LogLine {
    page.lines.iter().find(|line| line.words == words).expect(words)
}

#[test]
fn p21_the_head_reads_the_log_page_by_page_in_words_the_newest_first() {
    let school = School::open();
    let photos = school.import(3);
    school.account(&photos[0], &[GROUP[0]]);
    let batch = school.submit(&photos[..1]);
    assert!(school.log_in("Teacher").batch_approve(&batch, crate::school::YES).is_err());
    school.log_in("Office").delete_now(&photos[2]).expect("deleted");

    let head = school.log_in("Head");
    let all = page(&head, &asked(None, 500));
    assert!(all.lines.windows(2).all(|pair| pair[0].number == pair[1].number + 1), "the newest first");
    assert_eq!((all.lines[0].words, all.lines[0].by.as_deref()), ("Logged in", Some("Head")));
    assert_eq!(all.people, ["Deputy", "Guest", "Head", "Lead", "Office", "Teacher"]);
    assert_eq!(line(&all, "Person named on a photo").about.as_deref(), Some("Trip, photo 1"));
    assert_eq!(line(&all, "Batch handed to the head").about.as_deref(), Some("Autumn walk"));
    assert_eq!(line(&all, "Batch handed to the head").detail.as_deref(), Some("1 photo"));
    assert_eq!(line(&all, "Import ended").detail.as_deref(), Some("3 brought in"));
    let tried = line(&all, "Something was tried that was not allowed");
    assert_eq!((tried.by.as_deref(), tried.detail.as_deref()), (Some("Teacher"), Some("to approve a batch")));
    let deleted = line(&all, "Photo deleted at once");
    assert_eq!((deleted.by.as_deref(), deleted.about.as_deref()), (Some("Office"), None), "it is no more");

    let (mut read, mut before) = (Vec::new(), None);
    loop {
        let next = page(&head, &asked(before, 7));
        assert!(next.lines.len() <= 7);
        read.extend(next.lines);
        before = next.earlier;
        if before.is_none() {
            break;
        }
    }
    assert_eq!(read, page(&head, &asked(None, 500)).lines, "no entry twice, none left out");
}

#[test]
fn p21_the_log_is_looked_through_by_topic_and_by_person() {
    let school = School::open();
    let photos = school.import(2);
    school.log_in("Office").delete_now(&photos[1]).expect("deleted");
    let head = school.log_in("Head");
    let kept = page(&head, &LogAsked { topic: Some(Topic::Retention), ..asked(None, 100) });
    assert_eq!(kept.lines.iter().map(|line| line.words).collect::<Vec<_>>(), ["Photo deleted at once"]);
    let teacher = page(&head, &LogAsked { by: Some("Teacher".to_owned()), ..asked(None, 100) });
    assert!(teacher.lines.iter().any(|line| line.words == "Photo brought in"));
    assert!(teacher.lines.iter().all(|line| line.by.as_deref() == Some("Teacher")));
    let nobody = LogAsked { by: Some("Nobody".to_owned()), ..asked(None, 100) };
    assert!(matches!(refusal(head.log_page(&nobody)), Refusal::Unknown { .. }));
    drop(head);
    for name in ["Office", "Teacher", "Lead", "Guest"] {
        assert!(
            matches!(refusal(school.log_in(name).log_page(&asked(None, 10))), Refusal::NotAllowed { .. }),
            "{name}"
        );
    }
}

#[test]
fn p21_the_check_of_a_whole_log_says_so_and_the_term_is_counted_in_words() {
    let school = School::open();
    school.import(6);
    let head = school.log_in("Head");
    let verified = head.log_verify().expect("verified");
    assert!(verified.intact && verified.words.starts_with("The log is whole"), "{verified:?}");
    let report = head.term_report(None, None, true).expect("a report");
    let day = |text: &str| text.parse().expect("a day");
    assert_eq!(report.this_term, [day("2026-09-01"), day("2026-12-31")]);
    assert_eq!(report.last_term, [day("2026-04-01"), day("2026-08-31")]);
    let imported = report.lines.iter().find(|line| line.words == "Photo brought in").expect("counted");
    assert_eq!((imported.topic, imported.times, imported.who.as_deref()), (Topic::Photos, Some(6), None));
}

#[test]
fn p16_the_head_destroys_what_was_shown_and_nothing_else_and_the_rest_stays_due() {
    let school = School::open();
    let photos = school.import(3);
    let office = school.log_in("Office");
    office.album_keep_until("Trip", Some("2026-11-01".parse().expect("a day"))).expect("settled");
    let due = office.retention_due().expect("the list");
    assert_eq!(due.photos.len(), 3);
    assert_eq!((due.photos[0].number, due.photos[0].put_forward), (1, false));
    assert_eq!(due.photos[0].until.map(|day| day.to_string()).as_deref(), Some("2026-11-01"));
    assert_eq!((due.albums[0].name.as_str(), due.albums[0].photos), ("Trip", 3));
    assert!(matches!(refusal(office.retention_destroy(&photos)), Refusal::NotAllowed { .. }));
    drop(office);

    let head = school.log_in("Head");
    let made = head.retention_destroy(&photos[..2]).expect("destroyed");
    assert_eq!(made.photos.iter().map(|gone| &gone.photo).collect::<Vec<_>>(), [&photos[0], &photos[1]]);
    assert_eq!((made.school.as_str(), made.photos[0].by.as_deref()), ("Thistlemere", Some("Head")));
    assert_eq!(head.retention_due().expect("the list").photos.len(), 1);
    // Kept longer meanwhile, it is not due and stays.
    head.album_keep_until("Trip", Some("2027-08-31".parse().expect("a day"))).expect("settled");
    assert!(head.retention_destroy(&photos[2..]).expect("asked").photos.is_empty());
    assert!(head.photo(&photos[2], "website").is_ok());
}
