//! Property 6: the whole table consent × purpose × do-not-publish × covering × photo × role, as one reviewed file.

use std::fmt::Write as _;

use rules::*;

use crate::fixture::*;

type Spoil = fn(&mut Case);

const CONSENTS: [(&str, Spoil); 9] = [
    ("individual too", |case| case.consent(1).scope = Scope::IndividualToo),
    ("group only", |_| {}),
    ("undated", |case| case.consent(1).given_on = None),
    ("conditional", |case| {
        case.consent(1).condition = Some(Condition { text: "not on Facebook".to_owned(), resolved_by: None });
    }),
    ("not yet", |case| case.consent(1).given_on = Some(day("2026-03-03"))),
    ("unknown", |case| case.consents(1).clear()),
    ("expired", |case| case.consent(1).expires_on = Some(case.on)),
    ("withdrawn", |case| case.consent(1).answer = Answer::Withdrawn),
    ("refused", |case| case.consent(1).answer = Answer::Refused),
];

const PURPOSES: [(&str, Spoil); 4] = [
    ("high profile, consent", |_| {}),
    ("ordinary, consent", |case| case.purpose.high_profile = false),
    ("high profile, public task", |case| case.purpose.basis = Basis::PublicTask),
    ("ordinary, public task", |case| {
        case.purpose.high_profile = false;
        case.purpose.basis = Basis::PublicTask;
    }),
];

const LISTED: [(&str, Spoil); 3] = [
    ("not on the list", |_| {}),
    ("on the list", |case| case.register.do_not_publish.push(entry(&[1]))),
    ("on the list, covering suffices", |case| {
        case.register.do_not_publish.push(DoNotPublish { covering_suffices: true, ..entry(&[1]) });
    }),
];

const COVERING: [(&str, Spoil); 3] = [
    ("visible", |_| {}),
    ("covered", |case| case.cover(1)),
    ("cropped out", |case| case.photo.crop = Some(region(0.4, 0.0, 0.6, 1.0))),
];

const PHOTOS: [(&str, Spoil); 2] = [
    ("group", |case| {
        // So that it stays a group without pupil 1.
        case.policy.group_size = 2;
    }),
    ("individual", |case| {
        case.photo.tags.truncate(2);
        case.photo.faces.truncate(2);
        case.consent(2).scope = Scope::IndividualToo;
    }),
];

/// What every role reads, in columns; one column where all read the same.
fn row(spoils: &[Spoil]) -> String {
    let mut case = Case::clear();
    spoils.iter().for_each(|spoil| spoil(&mut case));
    let cell = |role| {
        let shown = case.shown(role);
        let code =
            |reason: &ShownReason| if reason.advice { format!("({})", reason.code) } else { reason.code.to_owned() };
        let codes: Vec<_> = shown.reasons.iter().map(code).collect();
        format!("{:?} {}", shown.verdict, codes.join(" ")).trim_end().to_owned()
    };
    assert_eq!(case.shown(Role::Teacher), case.shown(Role::Guest));
    assert_eq!(case.shown(Role::Head), case.shown(Role::SafeguardingLead));
    let mut cells = vec![cell(Role::Teacher), cell(Role::Office), cell(Role::Head)];
    if cells.iter().all(|cell| *cell == cells[0]) {
        cells.truncate(1);
    }
    cells.join(" | ")
}

/// Puts together the labels of what gives the same.
fn merge<T: PartialEq>(all: impl IntoIterator<Item = (&'static str, T)>) -> Vec<(String, T)> {
    let mut merged: Vec<(String, T)> = Vec::new();
    for (label, outcome) in all {
        match merged.iter_mut().find(|(_, known)| *known == outcome) {
            Some((labels, _)) => labels.push_str(&format!("; {label}")),
            None => merged.push((label.to_owned(), outcome)),
        }
    }
    merged
}

#[test]
fn property_6_the_whole_table_is_as_reviewed() {
    let mut table = String::from("consent: teacher and guest | office | head and safeguarding lead\n");
    for (photo, of_photo) in PHOTOS {
        for (covering, of_covering) in COVERING {
            for (listed, of_list) in LISTED {
                let purposes = PURPOSES.map(|(purpose, of_purpose)| {
                    let consents = CONSENTS.map(|(consent, of_consent)| {
                        (consent, row(&[of_photo, of_covering, of_list, of_purpose, of_consent]))
                    });
                    (purpose, merge(consents))
                });
                for (purposes, rows) in merge(purposes) {
                    writeln!(table, "\n{photo}, {covering}, {listed}\nfor {purposes}").expect("written");
                    let whole = rows.len() == 1;
                    for (consents, row) in rows {
                        let consents = if whole { "any" } else { consents.as_str() };
                        writeln!(table, "    {consents}: {row}").expect("written");
                    }
                }
            }
        }
    }
    insta::assert_snapshot!("decision_table", table);
}
