//! The sample registers of schools' systems, each to exactly the states that a correct import concludes (P15), with the
//! mapping beside it where a person would choose.

mod register;

use jiff::civil::date;
use register::sample::{expected, import, import_into, mapping};
use register::{School, TODAY, samples};
use rules::{ConsentState, PurposeKey, Scope};
use workflow::register::{Mapping, Standing};

#[test]
fn ticks_in_groups_are_grants_of_the_stated_day_and_absent_ticks_are_unknown() {
    let Some(sample) = import("01") else { return };
    sample.assert_listed("website", "granted", "website", "granted", &[]);
    sample.assert_listed("website", "unknown", "website", "unknown", &[]);
    sample.assert_listed("website", "leaver_granted", "website", "granted", &[]);
    let granted = ["P01", "P03", "P05", "P07", "P08", "P09", "P15", "P18"];
    sample.assert_states("website", &[("granted", &granted)]);
    assert_eq!(sample.plan.source.format, "CSV, Windows-1252, separated by ','");
    assert!(sample.plan.mapping.fill_down);
    assert!(sample.plan.attributes.is_empty(), "{:?}", sample.plan.attributes);
    let person = |label: &str| &sample.school.register.people[&sample.school.labels[label]];
    assert_eq!(person("P09").names.forename, "Łukasz");
    assert_eq!(person("P01").admission_number.as_deref(), Some("004512"));
    assert_eq!(person("P01").year.as_deref(), Some("2"));
    assert_eq!(person("P18").left_on, Some(date(2026, 7, 22)));
    assert_eq!(sample.plan.mapping.purposes["Photograph Student"], "ignore");
    assert_eq!(sample.plan.mapping.purposes["School Trips"], "ignore");
}

#[test]
fn a_purpose_that_stands_only_in_the_files_name_has_to_be_confirmed() {
    let Some(expected) = expected() else { return };
    let school = School::of(&expected);
    let name = "02_arbor_like_Photo_on_school_website.csv";
    let bytes = std::fs::read(samples().unwrap().join(name)).unwrap();
    let plan = school.preview(name, &bytes, None, None).unwrap();
    assert_eq!(plan.mapping.purpose, Some(PurposeKey::new("website")));
    assert!(!plan.may_apply());
}

#[test]
fn one_purpose_per_file_with_pending_blank_and_a_narrowing_note() {
    let Some(sample) = import("02") else { return };
    sample.assert_listed("website", "granted", "website", "granted", &["P13"]);
    sample.assert_listed("website", "refused", "website", "refused", &[]);
    sample.assert_listed("website", "unknown", "website", "unknown", &[]);
    let granted = ["P01", "P03", "P05", "P06", "P07", "P09", "P16", "P20"];
    sample.assert_states("website", &[("granted", &granted), ("refused", &["P02", "P08"]), ("expired", &["P13"])]);
    assert_eq!(sample.state("P05", "website"), Standing::GrantedIndividual);
    assert_eq!(sample.state("P06", "website"), Standing::GrantedGroup);
    let reed = sample.school.labels["P13"];
    let then = sample.school.register.consent(reed, &PurposeKey::new("website"), date(2024, 10, 1));
    assert_eq!(then, ConsentState::GrantedIndividual);
    assert_eq!(sample.plan.columns[0].rule.header, "Student");
}

#[test]
fn titles_merged_headings_hidden_columns_colours_and_totals_do_not_mislead() {
    let Some(sample) = import("03") else { return };
    for (purpose, named) in [("website", "website"), ("newsletter", "newsletter"), ("social_media", "social")] {
        for key in ["granted", "refused", "withdrawn", "unknown", "unclear"] {
            if sample.expected["states"][named][key].is_array() {
                sample.assert_listed(purpose, key, named, key, &["P17"]);
            }
        }
        assert_eq!(sample.word("P17", purpose), "expired");
    }
    let source = &sample.plan.source;
    assert_eq!((source.sheet.as_str(), source.header_row), ("Photo consents", 3));
    assert_eq!(source.other_sheets, ["Leavers", "Staff"]);
    assert!(sample.plan.columns.iter().any(|column| column.hidden && column.rule.header == "UPN"));
    let nowak = &sample.school.register.consents[&sample.school.labels["P10"]];
    let withdrawn = nowak.iter().find(|event| event.purpose.as_str() == "website").unwrap();
    assert_eq!(withdrawn.given_on, Some(date(2026, 10, 12)));
    let wojcik = &sample.school.register.consents[&sample.school.labels["P09"]];
    assert!(wojcik.iter().all(|event| event.given_on == Some(date(2026, 9, 10))));
    assert!(sample.plan.added.is_empty() && sample.plan.attributes.is_empty());
    assert!(sample.has_note(21, "left out"), "the totals row");
    assert!(sample.has_note(19, "colour"));
    assert!(sample.has_note(15, "'mum'"));
    assert_eq!(sample.plan.matched, 16);
}

#[test]
fn one_number_on_two_children_matches_neither_and_a_mistyped_one_needs_a_person() {
    let Some(sample) = import("04") else { return };
    sample.assert_listed("website", "granted", "website", "granted", &[]);
    sample.assert_listed("website", "refused", "website", "refused", &[]);
    sample.assert_listed("website", "unknown", "website", "unknown", &[]);
    sample.assert_listed("website", "blocked_identity", "website", "unknown", &[]);
    sample.assert_listed("website", "granted_upn_warning", "website", "granted", &[]);
    sample.assert_states(
        "website",
        &[("granted", &["P01", "P05", "P06", "P14", "P19", "P20"]), ("refused", &["P02", "P10"])],
    );
    assert_eq!(sample.ambiguous_rows(), [6, 7]);
    assert!(sample.has_note(12, "check letter"));
    assert!(sample.has_note(17, "left out") && sample.has_note(18, "left out"));
    sample.assert_states("newsletter", &[]);
    let unconfirmed = Mapping { export_date: Some(date(2026, 11, 21)), ..Mapping::default() };
    let school = School::of(&expected().unwrap());
    let name = "04_scholarpack_like_permissions_utf8.csv";
    let bytes = std::fs::read(samples().unwrap().join(name)).unwrap();
    let plan = school.preview(name, &bytes, Some(&unconfirmed), None).unwrap();
    let suggested = plan.ambiguous.iter().find(|ambiguous| ambiguous.row == 12).unwrap();
    assert_eq!(suggested.candidates, [school.labels["P14"]]);
}

#[test]
fn in_a_history_the_latest_day_counts_and_parents_who_disagree_are_listed() {
    let Some(sample) = import("05") else { return };
    for key in ["granted", "withdrawn", "refused", "unknown", "unclear"] {
        sample.assert_listed("website", key, "website", key, &[]);
    }
    sample.assert_listed("website", "conflict", "website", "refused", &[]);
    let conflict: Vec<&str> = sample.plan.disagreements.iter().map(|found| sample.school.label(found.person)).collect();
    assert_eq!(conflict, ["P07"]);
    assert!(sample.plan.disagreements[0].between_givers);
    assert_eq!(sample.state("P15", "website"), Standing::NotYet);
    assert_eq!(sample.state("P17", "website"), Standing::Undated);
    assert_eq!(sample.word("P10", "newsletter"), "granted");
    assert_eq!(sample.school.register.consents[&sample.school.labels["P03"]].len(), 2, "the history is kept");
}

#[test]
fn a_form_filled_in_by_parents_is_taken_only_for_pupils_whom_a_person_confirmed() {
    let Some(sample) = import("06") else { return };
    for label in ["P01", "P05", "P10"] {
        assert!(matches!(sample.word(label, "website"), "granted" | "unclear"), "{label}");
    }
    assert_eq!(sample.word("P01", "website"), "granted");
    assert_eq!(sample.state("P05", "website"), Standing::Conditional("Please no close ups of Oscar".to_owned()));
    for key in ["refused", "withdrawn", "unknown"] {
        sample.assert_listed("website", key, "website", key, &[]);
    }
    sample.assert_listed("website", "conflict", "website", "refused", &[]);
    sample.assert_states(
        "website",
        &[("granted", &["P01", "P10"]), ("unclear", &["P05"]), ("refused", &["P02", "P07"]), ("withdrawn", &["P08"])],
    );
    let conflict: Vec<&str> = sample.plan.disagreements.iter().map(|found| sample.school.label(found.person)).collect();
    assert_eq!(conflict, ["P07"]);
    assert_eq!(sample.ambiguous_rows(), [4], "Mohammed Ali may be either of two");
    assert_eq!(sample.plan.ambiguous[0].candidates.len(), 2);
    assert_eq!(sample.refused_rows(), [6, 13], "two children in one row, and a child not on the roll");
    assert!(sample.plan.added.is_empty() && sample.plan.attributes.is_empty());
    let amelia = &sample.school.register.consents[&sample.school.labels["P01"]];
    assert!(amelia.iter().all(|event| event.given_on == Some(date(2026, 9, 3))));
    let social = amelia.iter().find(|event| event.purpose.as_str() == "social_media").unwrap();
    assert_eq!(social.answer, rules::Answer::Refused, "an unticked box in a form is a no");
}

#[test]
fn without_confirmation_a_form_writes_nothing() {
    let Some(expected) = expected() else { return };
    let school = School::of(&expected);
    let name = "06_ms_forms_responses.xlsx";
    let bytes = std::fs::read(samples().unwrap().join(name)).unwrap();
    let plan = school.preview(name, &bytes, None, None).unwrap();
    assert!(plan.is_empty());
    assert_eq!(plan.ambiguous.len(), 10);
}

#[test]
fn american_days_are_read_so_only_when_a_person_said_so() {
    let Some(sample) = import("07") else { return };
    sample
        .assert_states("website", &[("granted", &["P20", "P21", "P13"]), ("unclear", &["P23"]), ("refused", &["P12"])]);
    let leo = &sample.school.register.consents[&sample.school.labels["P23"]];
    let website = leo.iter().find(|event| event.purpose.as_str() == "website").unwrap();
    assert_eq!((website.scope, website.given_on), (Scope::GroupOnly, Some(date(2026, 9, 12))));
    assert!(sample.has_note(2, "looks like a date"));
    assert_eq!(sample.word("P21", "name_with_photo"), "granted");
    let expected = expected().unwrap();
    let school = School::of(&expected);
    let name = "07_google_forms_responses.csv";
    let bytes = std::fs::read(samples().unwrap().join(name)).unwrap();
    let mut unsaid = mapping("07").unwrap();
    unsaid.date_order = workflow::register::DateOrder::DayFirst;
    let plan = school.preview(name, &bytes, Some(&unsaid), None).unwrap();
    let days: Vec<_> = plan.events.iter().filter(|event| event.draft().answer == rules::Answer::Granted).collect();
    assert!(days.iter().all(|event| event.draft().given_on.is_none()), "no day is guessed");
    let asked = school.preview(name, &bytes, None, None).unwrap();
    assert!(asked.questions.iter().any(|question| question.text.contains("American")));
}

#[test]
fn the_do_not_publish_list_outlives_a_later_yes() {
    let Some(expected) = expected() else { return };
    let protected = import_into(School::of(&expected), expected.clone(), "12").unwrap();
    let sample = import_into(protected.school, expected, "07").unwrap();
    let reed = sample.school.labels["P13"];
    assert_eq!(sample.word("P13", "website"), "granted");
    assert!(
        sample.school.register.do_not_publish.iter().any(|entry| entry.persons == [reed] && entry.lifted_on.is_none())
    );
}

#[test]
fn a_semicolon_sheet_with_expiry_dates_and_conditions_in_its_cells() {
    let Some(sample) = import("08") else { return };
    sample.assert_states(
        "website",
        &[
            ("granted", &["P07", "P11", "P14"]),
            ("unclear", &["P23"]),
            ("expired", &["P15"]),
            ("withdrawn", &["P10"]),
            ("refused", &["P08", "P21"]),
        ],
    );
    sample.assert_listed("website", "granted", "website", "granted", &[]);
    assert_eq!(sample.state("P23", "website"), Standing::Conditional("Yes – but no name".to_owned()));
    assert_eq!(
        sample.state("P14", "social_media"),
        Standing::Conditional("not a plain yes: Ring mum first".to_owned())
    );
    let events = |label: &str| &sample.school.register.consents[&sample.school.labels[label]];
    let website = |label: &str| events(label).iter().find(|event| event.purpose.as_str() == "website").unwrap();
    assert_eq!(website("P15").expires_on, Some(date(2026, 8, 31)));
    assert_eq!(website("P10").given_on, Some(date(2026, 10, 12)));
    assert_eq!(sample.plan.source.header_row, 2);
}

#[test]
fn excels_unicode_text_is_decoded_before_it_is_read() {
    let Some(sample) = import("09") else { return };
    sample.assert_states("website", &[("granted", &["P16"]), ("refused", &["P09"]), ("expired", &["P17"])]);
    sample.assert_states("local_press", &[]);
    sample.assert_states("social_media", &[("refused", &["P09", "P16", "P22"]), ("expired", &["P17"])]);
    assert_eq!(sample.plan.source.format, "text, UTF-16LE, separated by tabs");
}

#[test]
fn where_yes_means_no_its_absence_is_no_grant() {
    let Some(sample) = import("10") else { return };
    for purpose in ["website", "newsletter", "social_media"] {
        sample.assert_states(purpose, &[("refused", &["P06", "P12"])]);
    }
    sample.assert_listed("website", "not_refused_is_not_granted", "website", "unknown", &[]);
    let negative = sample.plan.columns.iter().filter(|column| !column.in_words.is_empty());
    for column in negative {
        assert_eq!(column.rule.direction, workflow::register::Direction::Negative, "{}", column.rule.header);
        assert!(column.in_words.iter().any(|words| words.contains("refused")));
    }
}

#[test]
fn a_transfer_file_gives_the_roster_and_nothing_else() {
    let Some(sample) = import("11") else { return };
    assert_eq!(sample.plan.matched, 3);
    assert!(sample.plan.events.is_empty() && sample.plan.added.is_empty());
    assert!(!format!("{:?}", sample.plan).to_lowercase().contains("care"));
    let bytes = std::fs::read(samples().unwrap().join("11_ctf_like_roster.xml")).unwrap();
    let empty = School::empty();
    let plan = empty.preview("11_ctf_like_roster.xml", &bytes, None, None).unwrap();
    let names: Vec<String> = plan.added.iter().map(|added| added.person.names.known_as()).collect();
    assert_eq!(names, ["Siân O'Connor", "Tom Smith", "Minh Anh Nguyễn"]);
    assert_eq!(plan.numbers.len(), 3, "former numbers are not linked");
}

#[test]
fn the_do_not_publish_list_binds_every_candidate_and_seals_its_reasons() {
    let Some(sample) = import("12") else { return };
    let labels = |entry: &rules::DoNotPublish| -> Vec<&str> {
        entry.persons.iter().map(|person| sample.school.label(*person)).collect()
    };
    let bound: Vec<Vec<&str>> = sample.school.register.do_not_publish.iter().map(labels).collect();
    assert_eq!(bound, [vec!["P13"], vec!["P18"], vec!["P01", "P02"], vec!["P16"], vec!["P10"]]);
    assert!(sample.school.register.do_not_publish.iter().all(|entry| entry.from <= TODAY && !entry.covering_suffices));
    let overdue: Vec<u32> = sample.plan.protections.iter().filter(|p| p.review_passed).map(|p| p.row).collect();
    assert_eq!(overdue, [3]);
    assert_eq!(sample.ambiguous_rows(), [4, 6]);
    let shown = format!("{:?}", sample.plan);
    assert!(!shown.contains("held by DSL") && !shown.contains("rang 14/11") && !shown.contains("press?"));
    assert!(sample.plan.protections[4].reason.expose().contains("rang 14/11"));
    let again = import_into(sample.school, expected().unwrap(), "12").unwrap();
    assert!(again.plan.protections.is_empty(), "the same list again adds nothing");
}

#[test]
fn hostile_cells_are_text_and_doubtful_names_match_nobody() {
    let Some(sample) = import("13") else { return };
    sample.assert_states("website", &[("granted", &["P10", "P14"]), ("unclear", &["P01", "P13"])]);
    assert_eq!(sample.ambiguous_rows(), [2, 4, 8, 9]);
    let either = &sample.plan.ambiguous[1];
    assert_eq!(either.candidates, [sample.school.labels["P03"], sample.school.labels["P04"]]);
    assert!(sample.plan.added.is_empty());
}

#[test]
fn our_own_template_makes_the_round_trip_byte_for_byte() {
    let Some(sample) = import("14") else { return };
    sample.assert_states("website", &[("granted", &["P01", "P06"]), ("refused", &["P12"])]);
    assert_eq!(sample.state("P01", "website"), Standing::GrantedIndividual);
    assert_eq!(sample.state("P06", "website"), Standing::GrantedGroup);
    let name = "14_our_own_template_utf8_bom.csv";
    let bytes = std::fs::read(samples().unwrap().join(name)).unwrap();
    let mut empty = School::empty();
    let plan = empty.preview(name, &bytes, None, None).unwrap();
    empty.apply(&plan);
    let number = |person| empty.numbers.iter().find(|(_, holder)| **holder == person).map(|(upn, _)| upn.clone());
    let written = workflow::register::template::write(&empty.register, &number);
    assert_eq!(written.as_bytes(), bytes);
}

#[test]
fn importing_the_same_file_again_changes_nothing() {
    let Some(expected) = expected() else { return };
    for number in ["01", "02", "03", "04", "05", "06", "07", "08", "09", "10", "11", "12", "13", "14"] {
        let first = import_into(School::of(&expected), expected.clone(), number).unwrap();
        let again = import_into(first.school, expected.clone(), number).unwrap();
        assert!(again.plan.is_empty(), "{number}: {:?} {:?}", again.plan.events, again.plan.loosening);
    }
}
