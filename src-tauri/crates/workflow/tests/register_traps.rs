//! Every trap that `expected.json` lists, file by file, and how it shows that it was not walked into (P15).

#![expect(clippy::unwrap_used, reason = "a test may fail loudly in its own setting-up")]

mod register;

use jiff::civil::date;
use register::TODAY;
use register::sample::{Sample, expected, import, import_into, mapping};
use register::{School, samples};
use rules::{Answer, ConsentEvent, PersonId, Scope};
use workflow::register::{DateOrder, Direction, Mapping, RegisterPlan, Standing, csv_safe, template};

/// File, the beginning of the trap's words, and the proof.
type Trap = (&'static str, &'static str, fn(&Sample) -> bool);

const TRAPS: &[Trap] = &[
    ("01", "A tick has no date", |s| s.unknown("P02", "website") && s.no_refusals()),
    ("01", "Group rows", |s| s.plan.mapping.fill_down && s.word("P05", "local_press") == "granted"),
    ("01", "Łukasz arrives", |s| s.pupil("P09").names.forename == "Łukasz" && s.word("P09", "website") == "granted"),
    ("01", "'Photograph Student'", |s| {
        s.plan.mapping.purposes["Photograph Student"] == "ignore" && s.unknown("P10", "website")
    }),
    ("01", "P18 is a leaver", |s| s.pupil("P18").left_on == Some(date(2026, 7, 22))),
    ("01", "Admission numbers keep", |s| {
        s.pupil("P01").admission_number.as_deref() == Some("004512") && s.plan.attributes.is_empty()
    }),
    ("01", "Year is", |s| s.pupil("P01").year.as_deref() == Some("2")),
    ("02", "BOM", |s| s.plan.columns[0].rule.header == "Student" && s.plan.matched == 14),
    ("02", "'Surname, Forename'", |s| s.word("P06", "website") == "granted" && s.plan.added.is_empty()),
    ("02", "Pending and blank", |s| ["P04", "P11", "P22", "P24"].iter().all(|label| s.unknown(label, "website"))),
    ("02", "P13's consent is two years old", |s| s.word("P13", "website") == "expired"),
    ("02", "'Null' is a surname", |s| s.word("P20", "website") == "granted"),
    ("02", "curly apostrophe", |s| s.word("P08", "website") == "refused"),
    ("02", "free-text note narrows", |s| s.state("P06", "website") == Standing::GrantedGroup),
    ("03", "Title row and merged", |s| s.plan.source.header_row == 3),
    ("03", "Real booleans", |s| s.word("P01", "website") == "granted" && asks_what_one_means("03")),
    ("03", "'Y (not Facebook)'", |s| s.word("P04", "newsletter") == "unclear"),
    ("03", "'Withdrawn 12/10/26'", |s| {
        s.given("P10", "website") == Some(date(2026, 10, 12)) && s.word("P10", "website") == "withdrawn"
    }),
    ("03", "Admission number lost", |s| s.pupil("P01").admission_number.as_deref() == Some("004512")),
    ("03", "UPN column is hidden", |s| {
        s.plan.columns.iter().any(|column| column.hidden && column.rule.header == "UPN")
    }),
    ("03", "Total row", |s| s.has_note(21, "left out") && s.plan.added.is_empty() && s.plan.matched == 16),
    ("03", "P23 has a green cell", |s| {
        s.has_note(19, "colour") && s.unknown("P23", "website") && s.unknown("P23", "newsletter")
    }),
    ("03", "Received is a real date", |s| s.given("P09", "website") == Some(date(2026, 9, 10))),
    ("03", "'mum' is not", |s| s.has_note(15, "'mum'")),
    ("03", "name is 'Surname Forename'", |s| s.plan.ambiguous.is_empty() && s.plan.attributes.is_empty()),
    ("03", "two more sheets", |s| s.plan.source.other_sheets == ["Leavers", "Staff"]),
    ("04", "P03 and P04 carry the SAME UPN", |s| {
        s.ambiguous_rows() == [6, 7] && s.unknown("P03", "website") && s.unknown("P04", "website")
    }),
    ("04", "P14's UPN fails", |s| {
        s.has_note(12, "check letter")
            && without("04", |m| m.confirmed.clear()).ambiguous.iter().any(|row| row.row == 12)
    }),
    ("04", "P19's UPN is temporary", |s| s.word("P19", "website") == "granted"),
    ("04", "P24 has no UPN", |s| s.unknown("P24", "website") && !s.ambiguous_rows().contains(&15)),
    ("04", "Two rows above", |s| {
        s.plan.source.header_row == 3 && s.has_note(17, "left out") && s.has_note(18, "left out")
    }),
    ("04", "dd/mm/yyyy", |s| {
        s.word("P01", "website") == "granted" && s.pupil("P01").date_of_birth == Some(date(2019, 11, 3))
    }),
    ("04", "Newsletter has no column", |s| s.everyone().all(|label| s.unknown(label, "newsletter"))),
    ("05", "Latest DATE wins", |s| s.word("P03", "website") == "granted" && s.word("P02", "website") == "granted"),
    ("05", "P01 granted 2024", |s| s.word("P01", "website") == "withdrawn"),
    ("05", "P07: two parents", |s| {
        s.word("P07", "website") == "refused" && s.plan.disagreements.iter().any(|found| found.between_givers)
    }),
    ("05", "P15 dated in the future", |s| s.state("P15", "website") == Standing::NotYet),
    ("05", "P17 granted with no date", |s| s.state("P17", "website") == Standing::Undated),
    ("05", "No UPN: P01/P02", |s| s.word("P01", "website") != s.word("P02", "website")),
    ("05", "ISO dates here", |s| s.events().all(|event| event.given_on.is_none_or(|day| day.year() >= 2024))),
    ("06", "No UPN: names are typed", |_| without("06", |m| m.confirmed.clear()).is_empty()),
    ("06", "An unticked box", |s| s.word("P01", "social_media") == "refused" && s.unknown("P17", "website")),
    ("06", "Option text contains a comma", |s| s.plan.mapping.purposes.keys().any(|option| option.contains(','))),
    ("06", "Row 3 fits two pupils", |s| s.ambiguous_rows() == [4] && s.plan.ambiguous[0].candidates.len() == 2),
    ("06", "Row 5 names twins", |s| s.refused_rows().contains(&6) && s.word("P05", "website") == "unclear"),
    ("06", "Rows 6/7", |s| s.word("P07", "website") == "refused" && !s.plan.disagreements.is_empty()),
    ("06", "Rows 8/9", |s| s.word("P08", "website") == "withdrawn"),
    ("06", "Row 12: an uncle", |s| s.refused_rows().contains(&13) && s.plan.added.is_empty()),
    ("06", "Header holds a no-break space", |s| {
        s.plan.columns.iter().all(|column| {
            column.rule.header.is_empty()
                || !column.rule.header.contains('\u{a0}')
                || column.rule.means != workflow::register::Means::Ignored
        })
    }),
    ("06", "Completion time", |s| s.given("P01", "website") == Some(date(2026, 9, 3))),
    ("06", "'Name' is the RESPONDENT", |s| {
        s.plan
            .columns
            .iter()
            .any(|column| column.rule.header == "Name" && column.rule.means == workflow::register::Means::GivenBy)
    }),
    ("07", "US timestamps", |s| s.given("P23", "website") == Some(date(2026, 9, 12)) && no_day_is_guessed()),
    ("07", "Class '2-2'", |s| s.has_note(2, "looks like a date") && s.pupil("P21").class.as_deref() == Some("2 Robin")),
    ("07", "Free 'Other' text", |s| s.word("P23", "website") == "unclear"),
    ("07", "Header has a line break", |s| s.plan.source.header_row == 1 && s.word("P21", "website") == "granted"),
    ("07", "Empty answer", |s| s.unknown("P15", "website")),
    ("07", "Two submissions", |s| s.word("P20", "website") == "granted"),
    ("07", "emoji", |s| s.plan.refused.is_empty()),
    ("07", "P13's mother", |s| s.word("P13", "website") == "granted" && protected_all_the_same("07", "P13")),
    ("08", "'sep=;'", |s| s.plan.source.header_row == 2 && s.plan.source.format.contains("';'")),
    ("08", "cp1252", |s| s.plan.source.format.contains("Windows-1252") && s.word("P07", "website") == "granted"),
    ("08", "Expiry column", |s| s.word("P15", "website") == "expired"),
    ("08", "P11 under preferred", |s| s.word("P11", "website") == "granted"),
    ("08", "conditions written", |s| {
        s.state("P23", "website") == Standing::Conditional("Yes – but no name".to_owned())
    }),
    ("09", "Excel 'Unicode Text'", |s| s.plan.source.format == "text, UTF-16LE, separated by tabs"),
    ("09", "an independent school", |s| s.plan.matched == 4 && s.plan.added.is_empty()),
    ("09", "'External use - print'", |s| s.unknown("P16", "local_press") && s.word("P16", "website") == "granted"),
    ("10", "Yes means NO", |s| s.negative_columns() == 4 && s.word("P06", "website") == "refused"),
    ("10", "'Consent Denied = No'", |s| s.unknown("P05", "website") && s.unknown("P19", "website")),
    ("10", "two pupils whose two columns", |s| {
        s.word("P06", "newsletter") == "refused" && s.unknown("P19", "newsletter")
    }),
    ("11", "CTF has no photo consents", |s| s.events().next().is_none()),
    ("11", "LookedAfter", |s| !format!("{:?}", s.plan).to_lowercase().contains("care")),
    ("11", "FormerUPN", |s| s.plan.numbers.is_empty() && s.school.numbers.len() == 23),
    ("11", "XML", |_| refuses_a_doctype()),
    ("12", "For this list ambiguity", |s| s.bound().contains(&vec!["P01", "P02"])),
    ("12", "A passed review date", |s| s.school.register.do_not_publish.iter().all(|entry| entry.in_force(TODAY))),
    ("12", "The reason column", |s| !format!("{:?}", s.plan).contains("held by DSL")),
    ("13", "Import as inert text", |s| s.word("P01", "website") == "unclear" && s.plan.added.is_empty()),
    ("13", "Any CSV/XLSX the app WRITES", |_| {
        ["=1", "+1", "-1", "@1", "\t1", "\r1"]
            .iter()
            .all(|text| csv_safe::cell(text).trim_start_matches('"').starts_with('\''))
    }),
    ("13", "Strip bidi controls", |s| [8, 9].iter().all(|row| s.ambiguous_rows().contains(row))),
    ("13", "Text is shown with textContent", |_| pages_escape_markup()),
    ("14", "none", |s| {
        s.school.register.consents[&s.school.labels["P06"]][0].scope == Scope::GroupOnly && round_trips()
    }),
];

impl Sample {
    fn unknown(&self, label: &str, purpose: &str) -> bool {
        self.word(label, purpose) == "unknown"
    }

    fn pupil(&self, label: &str) -> &rules::Person {
        &self.school.register.people[&self.school.labels[label]]
    }

    fn everyone(&self) -> impl Iterator<Item = &str> {
        self.school.labels.keys().map(String::as_str)
    }

    fn events(&self) -> impl Iterator<Item = &ConsentEvent> {
        self.school.register.consents.values().flatten()
    }

    fn no_refusals(&self) -> bool {
        self.events().all(|event| event.answer == Answer::Granted)
    }

    fn given(&self, label: &str, purpose: &str) -> Option<jiff::civil::Date> {
        let events = &self.school.register.consents[&self.school.labels[label]];
        events.iter().find(|event| event.purpose.as_str() == purpose).unwrap().given_on
    }

    fn negative_columns(&self) -> usize {
        self.plan.columns.iter().filter(|column| column.rule.direction == Direction::Negative).count()
    }

    fn bound(&self) -> Vec<Vec<&str>> {
        let labels = |persons: &[PersonId]| persons.iter().map(|person| self.school.label(*person)).collect();
        self.school.register.do_not_publish.iter().map(|entry| labels(&entry.persons)).collect()
    }
}

/// The bytes of a sample, and its name.
fn sample(number: &str) -> (String, Vec<u8>) {
    let folder = samples().unwrap();
    let expected = expected().unwrap();
    let name = expected["files"].as_object().unwrap().keys().find(|name| name.starts_with(number)).unwrap().clone();
    let bytes = std::fs::read(folder.join(&name)).unwrap();
    (name, bytes)
}

/// A sample's plan under a changed mapping.
fn without(number: &str, change: fn(&mut Mapping)) -> RegisterPlan {
    let mut mapping = mapping(number).unwrap();
    change(&mut mapping);
    let (name, bytes) = sample(number);
    School::of(&expected().unwrap()).preview(&name, &bytes, Some(&mapping), None).unwrap()
}

fn asks_what_one_means(number: &str) -> bool {
    let plan = without(number, |mapping| mapping.answers.clear());
    let unclear =
        |event: &ConsentEvent| event.condition.as_ref().is_some_and(|condition| condition.text.ends_with(": 1"));
    plan.events.iter().any(|event| unclear(event.draft()))
        && plan.questions.iter().any(|question| question.text.contains("1 or 0"))
}

fn no_day_is_guessed() -> bool {
    let plan = without("07", |mapping| mapping.date_order = DateOrder::DayFirst);
    let granted = plan.events.iter().map(workflow::register::NewConsent::draft);
    granted.filter(|event| event.answer == Answer::Granted).all(|event| event.given_on.is_none())
}

fn protected_all_the_same(number: &str, label: &str) -> bool {
    let expected = expected().unwrap();
    let protected = import_into(School::of(&expected), expected.clone(), "12").unwrap();
    let after = import_into(protected.school, expected, number).unwrap();
    let person = after.school.labels[label];
    after.school.register.do_not_publish.iter().any(|entry| entry.persons.contains(&person) && entry.in_force(TODAY))
}

fn refuses_a_doctype() -> bool {
    let (name, bytes) = sample("11");
    let text = String::from_utf8(bytes).unwrap();
    let (declaration, rest) = text.split_once("?>").unwrap();
    let hostile = format!("{declaration}?><!DOCTYPE x>{rest}");
    School::empty().preview(&name, hostile.as_bytes(), None, None).is_err()
}

fn pages_escape_markup() -> bool {
    let rows = vec![vec!["<b>markup</b>".to_owned()]];
    let page = workflow::register::Table { title: String::new(), headings: vec!["name"], rows }.to_html("", TODAY);
    page.contains("&lt;b&gt;markup") && !page.contains("<b>")
}

fn round_trips() -> bool {
    let (name, bytes) = sample("14");
    let mut empty = School::empty();
    let plan = empty.preview(&name, &bytes, None, None).unwrap();
    empty.apply(&plan);
    let number = |person| empty.numbers.iter().find(|(_, holder)| **holder == person).map(|(upn, _)| upn.clone());
    template::write(&empty.register, &number).as_bytes() == bytes
}

#[test]
fn every_listed_trap_is_caught() {
    let Some(expected) = expected() else { return };
    let mut listed = 0;
    for (file, about) in expected["files"].as_object().unwrap() {
        let imported = import(&file[..2]).unwrap();
        for trap in about["traps"].as_array().unwrap() {
            let words = trap.as_str().unwrap();
            listed += 1;
            let proofs: Vec<&Trap> = TRAPS
                .iter()
                .filter(|(number, begins, _)| file.starts_with(number) && words.starts_with(begins))
                .collect();
            assert_eq!(proofs.len(), 1, "{file}: {words}");
            assert!(proofs[0].2(&imported), "{file}: {words}");
        }
    }
    println!("{listed} traps, {} proofs", TRAPS.len());
    assert_eq!(listed, TRAPS.len());
}
